"""Commands that read a book and say something: due, show, list."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import (
    Command,
    MisuseError,
    emit,
    say,
    style_of,
)
from generator.config.settings import OWNER
from generator.workspace.building import audience_of, build_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.build import BuildResult
    from generator.derive.records import Item
    from generator.render.urls import Urls

LISTED: Final = (
    *("contacts", "interviews", "organizations", "questions", "leads", "pages"),
    *("fields", "tags", "rules", "codes"),
)
_PERIOD: Final = re.compile(r"([0-9]{1,4})\s*(d|w)?")
_WIDEST: Final = 36


def days(text: str) -> int:
    """Read a number of days, `7d`, `7` or `2w`; else it is wrong usage."""
    match = _PERIOD.fullmatch(text.strip().lower())
    if match is None:
        raise click.BadParameter(f"{text!r} is no number of days; write 7d or 2w.")
    return int(match[1]) * (7 if match[2] == "w" else 1)


form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text; json for programs.",
)


def build_now(audience: str = OWNER, *, follow_ups: bool = True) -> BuildResult:
    """Return the book of the command that is running, as of its day.

    Args:
        audience: Who gets it; anyone but the owner gets what they may see.
        follow_ups: Whether what is due is wanted, which takes as long again.
    """
    options = read_options()
    workspace = options.open()
    if audience != OWNER:
        audience_of(workspace, audience)
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the notes")
        result = build_book(workspace, audience=audience)
        if follow_ups:
            progress.phase("Finding the follow-ups")
            _ = result.derived.items
    return result


@click.command(
    "due",
    cls=Command,
    epilog="""
\b
Examples:
  airbook due
  airbook due --within 7d        what comes in the next week as well
  airbook due --all              later, snoozed and long past as well
  airbook due --format json | jq '.[].action'
  airbook due --within 2w --format ics > due.ics
""",
)
@click.option(
    "--within",
    type=days,
    default="0d",
    metavar="DAYS",
    show_default=False,
    help="What comes within 7d, 2w … as well.",
)
@click.option("--all", "everything", is_flag=True, help="Everything, with no date too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help="text; json for programs; ics for a calendar.",
)
def due_command(*, within: int, everything: bool, form: str) -> None:
    """List whom to write to: what is overdue and what is due today.

    Each entry says how late it is, what to do, why, where that stands, its id for
    `airbook done`, and which line silences it. All of it follows from dated lines in
    the notes.
    """
    result = build_now()
    from generator.terminal.due import Selection, say_rest, show_due

    today = result.facts.today
    selection = Selection(today=today, within=within, everything=everything)
    items = selection.of(result.derived.items)
    if form == "json":
        from generator.render.data.due_json import render_due

        emit(render_due(items, result.book, today))
        return
    if form == "ics":
        from generator.render.data.ics import render_due_ics

        emit(render_due_ics(items, result.book, result.settings, today))
        _say_undated(items)
        return
    from generator.render.dates import Dates

    dates = Dates(today=today, form=result.settings.date_format)
    style = style_of(sys.stdout)
    emit(show_due(items, result.book, dates, style))
    if not read_options().quiet:
        if not items:
            say("Nothing is due.")
        if rest := say_rest(result.derived.items, selection):
            say(rest)


def _say_undated(items: Iterable[Item]) -> None:
    """Say how many have no place in a calendar."""
    undated = sum(item.due_on is None for item in items)
    if undated and not read_options().quiet:
        say(f"Left out, without a date: {undated}")


def complete_name(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Offer the names of notes, from the names of their files alone."""
    try:
        content = read_options(context).open().content
        names = {file.stem for file in content.rglob("*.md")}
    except Exception:  # noqa: BLE001 - a key press must never print a failure
        return []
    folded = typed.casefold()
    return sorted(name for name in names if name.casefold().startswith(folded))


@click.command(
    "show",
    cls=Command,
    epilog="""
\b
Examples:
  airbook show ana               a part of a name will do
  airbook show "Blue Door"       an organization: whom do I know there
  airbook show 2026-02-27        the interviews of that day
""",
)
@click.argument("name", shell_complete=complete_name)
@form_option
def show_command(*, name: str, form: str) -> None:
    """Show all about a person, organization, interview or question.

    NAME is a name, an alias, a file, or a part of one; case and accents do not
    count. Where several fit, they are listed.
    """
    result = build_now()
    target = find_one(result, name)
    if form == "json":
        from generator.render.data.book_json import render_target

        emit(render_target(result.book, result.facts, target, urls_of(result)))
        return
    from generator.terminal.show import show_target

    emit(show_target(result, target, style_of(sys.stdout)))


def find_one(result: BuildResult, name: str, fits: Callable[[str], bool] = bool) -> str:
    """Return the one note or lead that a name means.

    Args:
        result: The book.
        name: As it was typed.
        fits: Says which of them count; without it all do.

    Raises:
        MisuseError: Where nothing fits or several do; it names them.
    """
    from generator.edit.picking import find_targets, near_names
    from generator.terminal.find import describe_several
    from generator.terminal.style import plain

    found = find_targets(result.book, name, fits)
    if len(found) == 1:
        return found[0]
    if found:
        raise MisuseError(describe_several(result.book, name, found))
    near = " or ".join(map(plain, near_names(result.book, name, fits)))
    asked = f"; did you mean {near}?" if near else ""
    raise MisuseError(f'nothing here is called "{plain(name)}"{asked}')


@click.command(
    "list",
    cls=Command,
    epilog="""
\b
Examples:
  airbook list contacts
  airbook list leads             named to you, and without a note
  airbook list questions --format json
  airbook list rules             when each follow-up is due, as it is set now
""",
)
@click.argument("kind", type=click.Choice(LISTED), metavar="KIND")
@form_option
def list_command(*, kind: str, form: str) -> None:
    """List one kind of thing.

    KIND is contacts, interviews, organizations, questions, leads, pages, fields,
    tags, rules (of follow-ups) or codes (of problems).
    """
    result = build_now()
    from generator.terminal.lists import list_records, list_table
    from generator.terminal.table import show_table

    records = list_records(kind, result)
    if form == "json":
        from generator.render.data.encoding import encode_list

        emit(encode_list(records))
        return
    stream = sys.stdout
    widest = _WIDEST if stream.isatty() else 0
    emit(show_table(list_table(kind, records), style_of(stream), widest=widest))
    if not records and not read_options().quiet:
        say(f"There are no {kind}.")


def urls_of(result: BuildResult) -> Urls:
    """Return where the pages of a book lie."""
    from generator.render.urls import assign_urls

    return assign_urls(result.book, [one.name for one in result.derived.fields])


def deliver(data: bytes, file: Path | None) -> None:
    """Write data to a file, whole or not at all, or to standard output."""
    if file is None or str(file) == "-":
        emit(data)
        return
    from generator.write.file import write_file

    options = read_options()
    write_file(file, data, content=options.open().content)
    if not options.quiet:
        say(f"Wrote {file}")
