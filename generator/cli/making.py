"""Commands that make something: init, new."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.options import read_options
from generator.cli.running import (
    Command,
    FailureError,
    Group,
    MisuseError,
    emit,
    say,
)
from generator.vocabulary import MODES, SOURCES, Kind
from generator.workspace.building import build_book

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.scaffold import Draft, MadeBook

_EDITORS: Final = ("sensible-editor", "nano", "vi", "notepad")


@click.command(
    "init",
    cls=Command,
    epilog="""
\b
Examples:
  airbook init my-book           a new book in the folder my-book
  airbook init --sample my-book  with sample notes, to look around
  airbook init                   in this folder; what is there stays
""",
)
@click.argument(
    "folder",
    metavar="[DIR]",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option("--sample", is_flag=True, help="With sample notes, moved to this week.")
def init_command(*, folder: Path, sample: bool) -> None:
    """Make a new book: folders, settings and a bank of questions.

    Nothing that is there is overwritten. airbook.toml has every setting with its
    default, for you to change.
    """
    options = read_options()
    if options.content or options.output:
        raise MisuseError("init takes a folder alone, no --content and no --output")
    from generator.scaffold import init_book

    made = init_book(options.folder / folder, today=options.today, sample=sample)
    if not options.quiet:
        _say_made(made, verbose=options.verbose)


def _say_made(book: MadeBook, *, verbose: bool) -> None:
    from generator.terminal.problems import counted

    for path in book.kept:
        say(f"{path} was there and stays as it is")
    for path in book.made if verbose else ():
        say(path)
    say(f"Made {counted(len(book.made), 'file')} in {book.folder.resolve()}")
    if book.folder.resolve() != Path.cwd():
        say(f"  cd {shlex.quote(str(book.folder))}")
    say("  airbook build    then open site/index.html")
    say('  airbook new contact "A name"')


@click.group(
    "new",
    cls=Group,
    epilog="""
\b
Examples:
  airbook new contact "Ana Silva" --organization "Blue Door" --source alumni
  airbook new interview "Ana Silva" --date 2026-03-12T10:30 --mode video
  airbook new organization "Blue Door" --set industry=publishing
  airbook new question "What would you read first?" --set category=resources
""",
)
def new_group() -> None:
    """Write a new note from a template.

    The front matter is filled from the options and from what the book knows: an
    interview takes over the organization and field of the person, somebody who
    was named to you comes with who named them, when and why. The path of the note
    goes to standard output.
    """


_NAMES: Final = {"multiple": True, "metavar": "NAME"}
_VALUES: Final[Mapping[str, dict[str, Any]]] = {
    "with": {**_NAMES, "help": "Whom it is with; NAME is then its title."},
    "date": {"metavar": "DATE", "help": "2026-03-12, or 2026-03-12T10:30."},
    "duration": {"metavar": "MINUTES", "help": "How long it takes, or is to."},
    "mode": {"type": click.Choice(MODES), "help": "How you talk."},
    "organization": {"metavar": "NAME", "help": "Where they work."},
    "field": {**_NAMES, "help": "The career that you explore."},
    "source": {
        "type": click.Choice(SOURCES),
        "metavar": "WORD",
        "help": f"How you know of them: {', '.join(SOURCES)}.",
    },
    "referred-by": {**_NAMES, "help": "Who named them to you."},
}
_set = click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help="Any other key; twice for a list.",
)
_edit_it = click.option("--edit", is_flag=True, help="Open it in $EDITOR.")


def _options(*names: str) -> Callable[[Any], Any]:
    """Return a decorator that gives a command its name and options for values."""
    some = [click.option(f"--{name}", **_VALUES[name]) for name in names]

    def decorate(function: Any) -> Any:
        for option in reversed([click.argument("name"), *some, _set, _edit_it]):
            function = option(function)
        return function

    return decorate


@new_group.command("contact")
@_options("organization", "field", "source", "referred-by")
def new_contact_command(**given: Any) -> None:
    """Write a note about a person."""
    _make(Kind.CONTACT, **given)


@new_group.command("interview")
@_options("with", "date", "duration", "mode", "organization", "field")
def new_interview_command(**given: Any) -> None:
    """Write a note for an interview, planned or held; NAME is whom it is with."""
    _make(Kind.INTERVIEW, **given)


@new_group.command("organization")
@_options()
def new_organization_command(**given: Any) -> None:
    """Write a note about an employer, a school, any place where people work."""
    _make(Kind.ORGANIZATION, **given)


@new_group.command("question")
@_options()
def new_question_command(**given: Any) -> None:
    """Write a question of your bank."""
    _make(Kind.QUESTION, **given)


def _make(
    kind: Kind, *, name: str, pairs: tuple[str, ...], edit: bool, **given: Any
) -> None:
    from generator.scaffold import NoteRequest, ScaffoldError, new_note

    workspace = read_options().open()
    result = build_book(workspace)
    request = NoteRequest(kind=kind, name=name, values=_values(given, pairs))
    try:
        file, draft = new_note(result, workspace.content, request)
    except ScaffoldError as error:
        raise MisuseError(str(error)) from error
    emit(_shown(file))
    _say_unknown(draft)
    if edit:
        _edit(file)


def _values(
    given: dict[str, Any], pairs: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return the options and the pairs of `--set` as texts by key."""
    values = {
        key: (value,) if isinstance(value, str) else value
        for key, value in given.items()
        if value
    }
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or not key.strip():
            raise MisuseError(f"--set {pair}: write a key and a value, role=editor")
        values[key.strip()] = (*values.get(key.strip(), ()), text)
    return values


def _say_unknown(draft: Draft) -> None:
    if not read_options().quiet:
        for kind, name in draft.unknown:
            say(f'No note is called {name} yet: airbook new {kind} "{name}"')


def _shown(file: Path) -> str:
    """Return a path as short as it can be from here."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _edit(file: Path) -> None:
    """Open a note in the editor that the system names."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        editor = next((one for one in _EDITORS if shutil.which(one)), "")
    if not editor:
        raise MisuseError("no editor is known; set EDITOR to the name of yours")
    command = [*shlex.split(editor, posix=os.name != "nt"), str(file)]
    try:
        done = subprocess.run(command, check=False)  # noqa: S603 - the owner's editor
    except FileNotFoundError:
        raise FailureError(f"the editor {editor} is not there; set EDITOR") from None
    if done.returncode:
        raise FailureError(f"the editor {editor} ended with {done.returncode}")
