"""Commands for the morning and for the minutes before a meeting: today, brief."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.reading import build_now, deliver, find_one, form_option
from generator.cli.running import Command, MisuseError, emit, say, style_of
from generator.cli.writing import is_in_talks, name_argument

if TYPE_CHECKING:
    from generator.build import BuildResult

_COLUMNS: Final = 80
_WIDEST: Final = 100
_STYLE: Final = "static/airbook.css"


@click.command(
    "today",
    cls=Command,
    epilog="""
\b
Examples:
  airbook today
  airbook today --format json | jq '.due | length'
""",
)
@form_option
def today_command(*, form: str) -> None:
    """Say what matters today, on one screen.

    What is due now, whom you meet next, whom to ask next and why, which referrals
    wait, and how it goes. `airbook due` has every follow-up with its reason.
    """
    result = build_now()
    from generator.derive.morning import derive_morning

    morning = derive_morning(result.facts, result.derived)
    if form == "json":
        from generator.render.data.today_json import render_today

        emit(render_today(morning, result.book))
        return
    from generator.terminal.today import show_today

    dates = result.material.dates
    columns = _columns() if sys.stdout.isatty() else 0
    emit(show_today(morning, result.book, dates, style_of(sys.stdout), columns))


@click.command(
    "brief",
    cls=Command,
    epilog="""
\b
Examples:
  airbook brief ana
  airbook brief 2026-03-05 | lp
  airbook brief "Bo Li" --format html -o brief.html      one page to print
""",
)
@name_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html"]),
    default="text",
    help="text; html: a page of its own, to print.",
)
@click.option(
    "-o",
    "--output-file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, not to standard output.",
)
def brief_command(*, name: str, form: str, file: Path | None) -> None:
    """Say what to know and what to ask before a meeting.

    NAME is a contact, an interview to come, or somebody who was named to you; a
    part of a name will do. What is private stays out of it, since a brief lies on
    the table between two people.
    """
    result = build_now()
    target = _to_come(result, find_one(result, name, is_in_talks(result)))
    from generator.render.views.brief import brief_view

    if form == "html":
        from generator.render.template import render_page

        style = result.templates[_STYLE].decode()
        view = brief_view(result.material, target, style)
        deliver(render_page(view, result.material.templates), file)
        return
    from generator.terminal.brief import show_brief
    from generator.terminal.style import Style

    look = style_of(sys.stdout) if file is None else Style()
    text = show_brief(brief_view(result.material, target), look, _columns())
    deliver(f"{text}\n".encode(), file)


def _to_come(result: BuildResult, target: str) -> str:
    """Return whom or what to prepare for: of a past interview, who was in it."""
    from generator.derive.fields import is_coming
    from generator.terminal.style import plain

    meeting = result.facts.meetings.get(target)
    if meeting is None or is_coming(meeting, result.facts):
        return target
    name = plain(result.book.name_of(target))
    if not meeting.people:
        raise MisuseError(
            f"{name} is {meeting.status}; `airbook show` has what it says"
        )
    if len(meeting.people) > 1:
        names = " or ".join(plain(result.book.name_of(one)) for one in meeting.people)
        raise MisuseError(f"{name} is {meeting.status}; ask for {names}")
    who = plain(result.book.name_of(meeting.people[0]))
    say(f"{name} is {meeting.status}; this is what to know of {who} the next time")
    return meeting.people[0]


def _columns() -> int:
    """Return how wide a line may be: as the terminal, in a pipe 80 columns."""
    if not sys.stdout.isatty():
        return _COLUMNS
    return min(shutil.get_terminal_size((_COLUMNS, 24)).columns, _WIDEST)
