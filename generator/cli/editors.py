"""`airbook editor`: files that let an editor help with the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.running import Command, emit, say
from generator.workspace.opening import SETTINGS_FILE

if TYPE_CHECKING:
    from generator.scaffold.editors import MadeFiles
    from generator.workspace.opening import Workspace

EDITORS: Final = ("vscode", "vim", "obsidian")
_USE: Final = {
    "vscode": "VS Code: Terminal > Run Task > airbook check; snippets begin with "
    "contact, interview, log, referral, question",
    "vim": "vim, in the folder of airbook.toml: :set runtimepath^=.vim | compiler "
    "airbook, then :make",
    "obsidian": "Obsidian: insert a template into a new note; open People.base",
}


@click.command(
    "editor",
    cls=Command,
    epilog="""
\b
Examples:
  airbook editor            what init writes: VS Code and vim, and Obsidian
                            where the notes are a vault of it
  airbook editor obsidian   templates, types of properties, a view of people
""",
)
@click.argument("editors", metavar="[EDITOR]...", nargs=-1, type=click.Choice(EDITORS))
def editor_command(*, editors: tuple[str, ...]) -> None:
    """Write the files that let an editor help: vscode, vim, obsidian.

    Keys and headings are those of your settings. A file that is there stays as it
    is; where it may hold settings of yours, what to add to it is said. The paths of
    new files go to standard output.
    """
    from generator.scaffold.editors import make_editor_files

    options = read_options()
    book = options.open()
    made = make_editor_files(book.root, book.content, book.settings, editors)
    emit("\n".join(map(str, made.made)))
    if not options.quiet:
        _say_rest(made)
        _say_unignored(book, made)
        for editor in dict.fromkeys(editors):
            say(_USE[editor])


def _say_rest(made: MadeFiles) -> None:
    wanted = dict(made.wanted)
    for file in made.kept:
        say(f"{file} was there and stays as it is")
        if file in wanted:
            say(f"  to it may be added what stands here:\n{wanted[file].rstrip()}")


def _say_unignored(book: Workspace, made: MadeFiles) -> None:
    """Say which folder of templates would be read as notes."""
    ignored = {name.casefold() for name in book.settings.folders.ignore}
    folders = {file.parent for file in made.made if file.suffix == ".md"}
    for folder in folders:
        if not ignored & {part.casefold() for part in folder.parts}:
            say(
                f'Templates lie in {folder}; write ignore = ["{folder.name}"] below '
                f"[folders] in {SETTINGS_FILE}, or they are read as notes"
            )
