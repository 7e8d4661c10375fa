"""`airbook export`: the book as data for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.reading import build_now, deliver, urls_of
from generator.cli.running import Group, MisuseError
from generator.config.settings import OWNER


@click.group(
    "export",
    cls=Group,
    epilog="""
\b
Examples:
  airbook export ics -o follow-ups.ics       for a calendar
  airbook export vcard -o contacts.vcf       for an address book
  airbook export csv contacts -o contacts.csv
  airbook export csv ledgers --audience share
  airbook export json -o book.json
  airbook export graph --format tsv | sort -t "$(printf '\\t')" -k3nr | head
""",
)
def export_group() -> None:
    """Write the book as data for other programs."""


_file = click.option(
    "-o",
    "--output-file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, not to standard output.",
)
_audience = click.option(
    "--audience",
    default=OWNER,
    metavar="NAME",
    help="Write what NAME sees, such as share, instead of everything.",
)


@export_group.command(
    "ics",
    epilog="""
\b
Examples:
  airbook export ics -o follow-ups.ics
  airbook export ics --todo -o tasks.ics      for a list of tasks
""",
)
@click.option("--todo", is_flag=True, help="Follow-ups as tasks, not as events.")
@_audience
@_file
def export_ics_command(*, todo: bool, audience: str, file: Path | None) -> None:
    """Write follow-ups and interviews for a calendar.

    Follow-ups stand on the day they are due; interviews of the last year and to come
    at their time, with an alarm a day and an hour before. Reading the file again
    changes the entries that are there.
    """
    result = build_now(audience)
    if not result.facts.told:
        raise MisuseError(
            f"{audience} may not see what happens when, so there is no calendar for "
            f"them; `events = true` under [audience.{audience}] allows it"
        )
    from generator.render.data.ics import render_feed

    deliver(
        render_feed(
            result.book, result.facts, result.derived, result.settings, todo=todo
        ),
        file,
    )


@export_group.command(
    "vcard",
    epilog="""
\b
Examples:
  airbook export vcard -o contacts.vcf
  airbook export vcard --version 3.0 -o contacts.vcf
""",
)
@click.option(
    "--version",
    type=click.Choice(["4.0", "3.0"]),
    default="4.0",
    help="4.0; 3.0 for older phones and address books.",
)
@_audience
@_file
def export_vcard_command(*, version: str, audience: str, file: Path | None) -> None:
    """Write every contact as a card for an address book.

    Name, employer, role, addresses, fields and tags; no text of the notes.
    """
    result = build_now(audience)
    from generator.render.data.vcard import render_vcards

    deliver(render_vcards(result.book, version=version), file)


@export_group.command(
    "csv",
    epilog="""
\b
Examples:
  airbook export csv contacts -o contacts.csv
  airbook export csv ledgers --audience share
""",
)
@click.argument(
    "table", type=click.Choice(["contacts", "interviews", "referrals", "ledgers"])
)
@_audience
@_file
def export_csv_command(*, table: str, audience: str, file: Path | None) -> None:
    """Write a table for a spreadsheet.

    UTF-8 with a byte order mark, so that Excel reads every alphabet. A cell that
    begins as a formula does has an apostrophe before it; `airbook import csv` takes
    it off.
    """
    result = build_now(audience)
    from generator.render.data.csv import render_csv

    deliver(render_csv(table, result.book, result.facts, result.derived), file)


@export_group.command("json")
@_audience
@_file
def export_json_command(*, audience: str, file: Path | None) -> None:
    """Write the whole book as JSON: notes, events, entries, tasks, links."""
    result = build_now(audience)
    from generator.render.data.book_json import render_book

    deliver(
        render_book(
            result.book, result.facts, result.derived, result.settings, urls_of(result)
        ),
        file,
    )


@export_group.command("graph")
@click.option(
    "--format",
    "form",
    type=click.Choice(["tsv", "json"]),
    default="tsv",
    help="tsv: source, target, count; json: every note and link.",
)
@_audience
@_file
def export_graph_command(*, form: str, audience: str, file: Path | None) -> None:
    """Write which note links to which."""
    result = build_now(audience)
    from generator.render.data.graph import render_graph_json, render_graph_tsv

    if form == "tsv":
        deliver(render_graph_tsv(result.book), file)
    else:
        deliver(render_graph_json(result.book, urls_of(result)), file)
