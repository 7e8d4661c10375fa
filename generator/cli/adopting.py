"""`airbook adopt`: somebody's vault becomes a book without a change in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import PROBLEMS, Command, MisuseError, emit, say

if TYPE_CHECKING:
    from generator.adopt import Adoption
    from generator.cli.options import Options

FORMATS: Final = ("text", "json")


@click.command(
    "adopt",
    cls=Command,
    epilog="""
\b
Examples:
  airbook adopt ~/vault                 shows what it would propose
  airbook adopt ~/vault --write         writes airbook.toml here
  airbook -C ~/book adopt ~/vault --write
  airbook adopt ~/vault --format json | jq .counts
""",
)
@click.argument(
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--write", is_flag=True, help="Write airbook.toml into this folder.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="text; json for programs.",
)
@click.pass_context
def adopt_command(
    context: click.Context, *, folder: Path, write: bool, form: str
) -> None:
    """Propose the settings that make a vault a book.

    DIR is any folder of Markdown, in any language, with its own folders, keys and
    headings. Airbook judges them by what the notes hold, tries its proposal and
    says what comes of it. The settings go to standard output, or with --write into
    airbook.toml in this folder, which must not lie inside DIR. Nothing in DIR
    changes.
    """
    options = read_options(context)
    if options.content or options.output:
        raise MisuseError("adopt takes a folder alone, no --content and no --output")
    adoption = _adopt(options, folder, write=write)
    if not options.quiet:
        from generator.terminal.adopting import show_adoption

        say(show_adoption(adoption))
    if form == "json":
        from generator.terminal.adopting import adoption_json

        emit(adoption_json(adoption))
    if not adoption.is_book:
        say(
            f"airbook: nobody was found in {folder}, so there is nothing to propose; "
            "`airbook init` makes a new book"
        )
        context.exit(PROBLEMS)
    if write:
        _write(options, folder, adoption)
    elif form == "text":
        emit(adoption.toml)
        if not options.quiet:
            say("With --write this goes into airbook.toml in this folder")


def _adopt(options: Options, folder: Path, *, write: bool) -> Adoption:
    from generator.adopt import (
        new_book_id,
        path_from,
        propose,
        read_vault,
        refuse_place,
    )

    if write:
        refuse_place(options.folder, folder)
    content = path_from(options.folder.resolve(), folder.resolve())
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the vault")
        sources, hints = read_vault(folder)
        progress.phase("Trying what it may mean")
        return propose(
            sources,
            hints,
            content=content,
            book_id=new_book_id(),
            today=options.today,
            watch=progress.step,
        )


def _write(options: Options, folder: Path, adoption: Adoption) -> None:
    from generator.adopt import write_settings

    file = write_settings(options.folder, folder, adoption.toml)
    if not options.quiet:
        say(f"Wrote {file}; nothing in {folder} has changed. Now look at it, then:")
        say("  airbook check     what is wrong in the notes")
        say("  airbook build     makes the site")
