"""`airbook import`: people and other things from files of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import Group, MisuseError, emit, say, style_of
from generator.vocabulary import SOURCES
from generator.workspace import build_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import BuildResult
    from generator.imports.plan import Plan, ReadNote, Watch
    from generator.imports.reading import Reading
    from generator.workspace import Workspace

    Planning = Callable[[BuildResult, ReadNote, Watch], Plan]

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_UNASKED: Final = 25


@click.group(
    "import",
    cls=Group,
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
    _show(plan, really=really)


def _reader(workspace: Workspace) -> ReadNote:
    return lambda path: (workspace.content / path).read_bytes()


def _write(workspace: Workspace, plan: Plan) -> None:
    from generator.edit import apply_edits

    apply_edits(workspace, plan.changes)


def _show(plan: Plan, *, really: bool) -> None:
    from generator.terminal.importing import say_unknown, show_plan, sum_of

    options = read_options()
    emit(show_plan(plan, style_of(sys.stdout), everything=options.verbose))
    if options.quiet:
        return
    ends = "nothing is written; --apply does it"
    if really:
        ends = "airbook undo takes it back" if plan.changes else "nothing is written"
    elif not plan.changes:
        ends = "there is nothing to write"
    say(f"{sum_of(plan)}; {ends}")
    if unknown := say_unknown(plan):
        say(unknown)


@import_group.command(
    "linkedin",
    epilog="""
\b
Examples:
  airbook import linkedin Connections.csv --company "Blue Door" --company Acme
  airbook import linkedin Connections.csv --match editor --limit 10 --apply
  airbook import linkedin Connections.csv --index --apply
  airbook who "Blue Door"
""",
)
@file_argument
@click.option(
    "--company",
    "companies",
    multiple=True,
    metavar="NAME",
    help="Only who works there; may be repeated.",
)
@click.option(
    "--match",
    "word",
    default="",
    metavar="TEXT",
    help="Only who has TEXT in name, company or position.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most N new notes, the first of the file.",
)
@source_option
@unsure_option
@apply_option
def import_linkedin_command(
    *,
    file: Path,
    companies: tuple[str, ...],
    word: str,
    limit: int | None,
    source: str | None,
    unsure: bool,
    really: bool,
) -> None:
    """Take people over from the Connections.csv of LinkedIn's data export.

    Say which: a note for each of hundreds helps nobody. --index keeps all of them in
    a private list of yours that `airbook who` and the pages of organizations of
    your own site look through.
    """
    from generator.imports.linkedin import read_connections
    from generator.imports.plan import Choices, plan_people
    from generator.imports.selecting import Selection

    reading = _read(file, read_connections)
    selection = Selection(companies=companies, word=word)
    chosen = selection.of(reading.people)
    choices = Choices(source=source or "online", unsure=unsure, limit=limit)

    def planning(result: BuildResult, read: ReadNote, watch: Watch) -> Plan:
        plan = plan_people(result, chosen, read, reading.rejections, choices, watch)
        if not (selection or limit):
            _refuse_many(plan)
        return plan

    run_import(planning, really=really)


def _refuse_many(plan: Plan) -> None:
    from generator.imports.plan import Outcome

    number = plan.counts()[Outcome.NEW]
    if number > MOST_UNASKED:
        raise MisuseError(
            f"this would make {number:,} notes; say whom you mean with --company, "
            "--match or --limit, or keep all in a private list with --index"
        )


@import_group.command(
    "google",
    epilog="""
\b
Examples:
  airbook import google contacts.csv
  airbook import google contacts.csv --source alumni --apply
""",
)
@file_argument
@source_option
@unsure_option
@apply_option
def import_google_command(
    *, file: Path, source: str | None, unsure: bool, really: bool
) -> None:
    """Take people over from the CSV file that Google Contacts exports."""
    from generator.imports.google import read_google
    from generator.imports.plan import Choices, plan_people

    reading = _read(file, read_google)
    choices = Choices(source=source or "", unsure=unsure)
    run_import(
        lambda result, read, watch: plan_people(
            result, reading.people, read, reading.rejections, choices, watch
        ),
        really=really,
    )


def _read(file: Path, reader: Callable[[bytes], Reading]) -> Reading:
    """Read a file and say what is to be known of it; another file is wrong usage."""
    from generator.imports.tables import ForeignFileError

    try:
        reading = reader(read_file(file))
    except ForeignFileError as error:
        raise MisuseError(f"{file}: {error}") from error
    if not read_options().quiet:
        for remark in reading.remarks:
            say(f"{file}: {remark}")
    return reading
