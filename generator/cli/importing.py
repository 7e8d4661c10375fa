"""`airbook import`: people and other things from files of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import Group, MisuseError, emit, say, style_of
from generator.vocabulary import SOURCES
from generator.workspace.building import build_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import BuildResult
    from generator.imports.plan import Plan, ReadNote, Watch
    from generator.workspace.opening import Workspace

    Planning = Callable[[BuildResult, ReadNote, Watch], Plan]


class Remarking(Protocol):
    """What a file says, and what is to be known of it."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Each on one line."""


Read = TypeVar("Read", bound=Remarking)

MOST_BYTES: Final = 64 * 1024 * 1024


@click.group(
    "import",
    cls=Group,
    lazily={
        "linkedin": "import_people.import_linkedin_command",
        "google": "import_people.import_google_command",
        "csv": "import_people.import_csv_command",
        "vcard": "import_calendar.import_vcard_command",
        "ics": "import_calendar.import_ics_command",
    },
    epilog="""
\b
Examples:
  airbook import linkedin Connections.csv --company "Blue Door"
  airbook import linkedin Connections.csv --index --apply
  airbook import google contacts.csv --apply
  airbook undo                   takes the whole import back
""",
)
def import_group() -> None:
    """Take people and other things over from files of other programs.

    Each shows what it would do; only --apply does it. Nothing in a note is ever
    replaced: a key without a value gets one, whoever is in the book (the same
    profile or e-mail address) gets no second note, and who only has the same name
    is shown to you. The same file again changes nothing.
    """


file_argument = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
apply_option = click.option(
    "--apply", "really", is_flag=True, help="Do it; without this it is only shown."
)
unsure_option = click.option(
    "--unsure",
    is_flag=True,
    help="A note as well for who may be in the book, by name.",
)
source_option = click.option(
    "--source",
    type=click.Choice(SOURCES),
    metavar="WORD",
    help=f"How you know of them: {', '.join(SOURCES)}.",
)


def read_file(file: Path) -> bytes:
    """Return the bytes of a file to import, unless it is much too large."""
    if file.stat().st_size > MOST_BYTES:
        raise MisuseError(f"{file} is larger than 64 MiB; give a part of it")
    return file.read_bytes()


def run_import(planning: Planning, *, really: bool) -> None:
    """Show what an import comes to, and do it where that is asked for.

    Args:
        planning: From the book, a reader of its notes and a watcher to the plan.
        really: Whether to write it.
    """
    options = read_options()
    workspace = options.open()
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the notes")
        result = build_book(workspace)
        progress.phase("Looking for who is in the book")
        plan = planning(result, _reader(workspace), progress.step)
        if really:
            progress.phase("Writing the notes")
            _write(workspace, plan)
    show_import(plan)
    if not options.quiet:
        _say_end(plan, really=really)


def _reader(workspace: Workspace) -> ReadNote:
    return lambda path: (workspace.content / path).read_bytes()


def _write(workspace: Workspace, plan: Plan) -> None:
    from generator.edit.journal import apply_edits

    apply_edits(workspace, plan.changes)


def show_import(plan: Plan) -> None:
    """Write what becomes of each row to standard output."""
    from generator.terminal.importing import show_plan

    style = style_of(sys.stdout)
    emit(show_plan(plan, style, everything=read_options().verbose))


def _say_end(plan: Plan, *, really: bool) -> None:
    from generator.terminal.importing import say_unknown, sum_of

    ends = "nothing is written; --apply does it"
    if really:
        ends = "airbook undo takes it back" if plan.changes else "nothing is written"
    elif not plan.changes:
        ends = "there is nothing to write"
    say(f"{sum_of(plan)}; {ends}")
    if unknown := say_unknown(plan):
        say(unknown)


def read_foreign(file: Path, reader: Callable[[bytes], Read]) -> Read:
    """Read a file and say what is to be known of it; another file is wrong usage.

    Args:
        file: Of another program.
        reader: From its bytes to what it says; raises `ForeignFileError`.
    """
    from generator.imports.tables import ForeignFileError

    quiet = read_options().quiet
    try:
        with Progress.on_stderr(quiet=quiet) as progress:
            progress.phase("Reading the file")
            reading = reader(read_file(file))
    except ForeignFileError as error:
        raise MisuseError(f"{file}: {error}") from error
    if not quiet:
        for remark in reading.remarks:
            say(f"{file}: {remark}")
    return reading
