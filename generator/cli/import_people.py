"""`airbook import linkedin`, `google` and `csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from generator.cli.importing import (
    apply_option,
    file_argument,
    read_foreign,
    run_import,
    show_import,
    source_option,
    unsure_option,
)
from generator.cli.options import read_options
from generator.cli.running import Command, MisuseError, say
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import BuildResult
    from generator.imports.plan import Plan, ReadNote, Watch
    from generator.imports.reading import Reading

MOST_UNASKED: Final = 25
KINDS: Final = tuple(map(str, (Kind.CONTACT, Kind.INTERVIEW, Kind.ORGANIZATION)))


@click.command(
    "linkedin",
    cls=Command,
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
@click.option(
    "--index",
    is_flag=True,
    help="Everybody into a private list; notes only with another option.",
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
    index: bool,
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
    from generator.imports.plan import Choices, Plan, plan_people, refused
    from generator.imports.selecting import Selection

    reading = read_foreign(file, read_connections)
    selection = Selection(companies=companies, word=word)
    asked = bool(selection or limit)
    most = limit if asked else MOST_UNASKED + 1
    choices = Choices(source=source or "online", unsure=unsure, limit=most)
    if index:
        _index(reading, really=really)
        if not asked:
            show_import(Plan(entries=refused(reading.rejections)))
            return

    def planning(result: BuildResult, read: ReadNote, watch: Watch) -> Plan:
        chosen = selection.of(reading.people)
        plan = plan_people(result, chosen, read, reading.rejections, choices, watch)
        if not asked:
            _refuse_many(plan)
        return plan

    run_import(planning, really=really)


def _index(reading: Reading, *, really: bool) -> None:
    """Put everybody into the private list, or say what that would be."""
    from generator.imports.index import index_people
    from generator.workspace.connections import keep_connections, read_connections

    options = read_options()
    workspace = options.open()
    indexed = index_people(read_connections(workspace), reading.people)
    where = "nothing is written; --apply does it"
    if really:
        where = f"they are in {keep_connections(workspace, indexed.connections)}"
    if not options.quiet:
        say(
            f"Connections: {indexed.new:,} new, {indexed.updated:,} updated, "
            f"{indexed.same:,} same, {indexed.kept:,} not in the file and kept; {where}"
        )


def _refuse_many(plan: Plan) -> None:
    from generator.imports.plan import Outcome

    if plan.counts()[Outcome.NEW] > MOST_UNASKED:
        raise MisuseError(
            f"this would make more than {MOST_UNASKED} notes; say whom you mean with "
            "--company, --match or --limit, or keep all in a private list with --index"
        )


@click.command(
    "google",
    cls=Command,
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

    reading = read_foreign(file, read_google)
    choices = Choices(source=source or "", unsure=unsure)
    run_import(
        lambda result, read, watch: plan_people(
            result, reading.people, read, reading.rejections, choices, watch
        ),
        really=really,
    )


@click.command(
    "csv",
    cls=Command,
    epilog="""
\b
Examples:
  airbook import csv people.csv --map "Full name=name" --map "Firm=organization"
  airbook import csv talks.csv --kind interview --map Who=with --map When=date
  airbook import csv contacts.csv          its columns are called like our keys
""",
)
@file_argument
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="COLUMN=KEY",
    help="Which column is which key of a note; `note` is the text below.",
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    help="What each row is.",
)
@unsure_option
@apply_option
def import_csv_command(
    *, file: Path, pairs: tuple[str, ...], kind: str, unsure: bool, really: bool
) -> None:
    """Take notes over from any table, such as a tracker kept in a spreadsheet.

    Without --map the columns that are called like keys are taken, as `airbook export
    csv` writes them. Several values in one cell stand between `; ` or on lines.
    """
    from generator.imports.mapped import read_mapped
    from generator.imports.plan import Choices, plan_notes

    mapping = _mapping(pairs)
    own = read_options().open().settings.keys
    table = read_foreign(file, lambda data: read_mapped(data, mapping, Kind(kind), own))
    run_import(
        lambda result, read, watch: plan_notes(
            result,
            table.proposals,
            read,
            table.rejections,
            Choices(unsure=unsure),
            watch,
        ),
        really=really,
    )


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, equals, key = pair.rpartition("=")
        if not equals or not column.strip() or not key.strip():
            raise MisuseError(
                f'--map {pair}: write a column and a key, "Full name=name"'
            )
        mapping[column.strip()] = key.strip()
    return mapping
