"""`airbook import vcard` and `ics`: contacts and calendars of any program."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.importing import (
    apply_option,
    file_argument,
    read_file,
    run_import,
    source_option,
    unsure_option,
)
from generator.cli.options import day, read_options
from generator.cli.running import Command, MisuseError, say

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import BuildResult
    from generator.imports.calendar import CalendarReading
    from generator.imports.plan import Plan, ReadNote, Watch

_BACK: Final = timedelta(days=365)
_AHEAD: Final = timedelta(days=60)
_OTHERS: Final = {
    "VTODO": "task",
    "VJOURNAL": "journal note",
    "VFREEBUSY": "busy time",
    "VAVAILABILITY": "free time",
}


@click.command(
    "vcard",
    cls=Command,
    epilog="""
\b
Examples:
  airbook import vcard contacts.vcf
  airbook import vcard contacts.vcf --source colleague --apply
""",
)
@file_argument
@source_option
@unsure_option
@apply_option
def import_vcard_command(
    *, file: Path, source: str | None, unsure: bool, really: bool
) -> None:
    """Take people over from a vCard file, as phones and address books export it.

    Versions 2.1, 3.0 and 4.0, any number of cards. A card that cannot be used is one
    line of the report. Pictures are not taken over.
    """
    from generator.imports.plan import Choices, plan_people
    from generator.imports.vcard import read_vcards

    people, rejections = read_vcards(read_file(file))
    choices = Choices(source=source or "", unsure=unsure)
    run_import(
        lambda result, read, watch: plan_people(
            result, people, read, rejections, choices, watch
        ),
        really=really,
    )


@click.command(
    "ics",
    cls=Command,
    epilog="""
\b
Examples:
  airbook import ics calendar.ics
  airbook import ics calendar.ics --me ana@example.org --since 2026-01-01 --apply
  airbook import ics invitation.ics --new-people --apply
""",
)
@file_argument
@click.option(
    "--since",
    type=day,
    metavar="YYYY-MM-DD",
    help="The first day that is taken; by default a year ago.",
)
@click.option(
    "--until",
    type=day,
    metavar="YYYY-MM-DD",
    help="The last day that is taken; by default 60 days ahead.",
)
@click.option(
    "--me",
    multiple=True,
    metavar="ADDRESS",
    help="Your own e-mail address; may be repeated.",
)
@click.option(
    "--new-people", is_flag=True, help="A contact as well for who is in no note."
)
@unsure_option
@apply_option
def import_ics_command(*, file: Path, really: bool, **given: Any) -> None:
    """Take meetings over from a calendar: those with people in your book.

    Who is in a meeting is told by e-mail address, then by name; a name in its title
    is only shown to you. Each day of a series is an interview of its own. An event
    that was moved or cancelled later is said, and stays as it is in the note where
    that says otherwise.
    """
    from generator.imports.meetings import MeetingChoices, plan_meetings

    options = read_options()
    since = given["since"] or max(options.today, date.min + _BACK) - _BACK
    until = given["until"] or min(options.today, date.max - _AHEAD) + _AHEAD
    if since > until:
        raise MisuseError(f"--since {since} is behind --until {until}")
    choices = MeetingChoices(
        me=frozenset(given["me"]),
        unsure=given["unsure"],
        new_people=given["new_people"],
    )
    data = read_file(file)
    remarks: list[str] = []

    def planning(result: BuildResult, read: ReadNote, watch: Watch) -> Plan:
        from generator.imports.calendar import read_calendar

        zone = result.settings.timezone
        reading = read_calendar(data, since=since, until=until, timezone=zone)
        planned = plan_meetings(result, reading, read, choices, watch)
        remarks.extend(_remarks(reading, planned.strangers, since, until))
        return planned.plan

    run_import(planning, really=really)
    if not options.quiet:
        for remark in remarks:
            say(remark)


def _remarks(
    reading: CalendarReading, strangers: int, since: date, until: date
) -> list[str]:
    """Return what is not in the list, and why, one line each."""
    from generator.terminal.problems import counted

    said = []
    if strangers:
        said.append(f"{counted(strangers, 'meeting')} with nobody in the book")
    if reading.outside:
        events = counted(reading.outside, "event")
        said.append(f"{events} with no day from {since} to {until} (--since, --until)")
    if reading.endless:
        said.append(f"{reading.endless:,} series without an end, taken until {until}")
    if reading.own:
        said.append(f"{reading.own:,} of Airbook's own, left out")
    for kind, number in reading.others:
        make = "makes" if number == 1 else "make"
        said.append(f"{counted(number, _OTHERS[kind])} {make} no interview")
    return said
