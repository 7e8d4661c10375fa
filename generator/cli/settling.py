"""Commands that settle what is due, or put it off: done, snooze."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import read_options
from generator.cli.reading import build_now, find_one
from generator.cli.running import Command, MisuseError, say
from generator.cli.writing import (
    Day,
    date_option,
    how_option,
    is_person,
    name_argument,
    note_option,
    read_to_come,
    recorder_of,
    write_edit,
)
from generator.vocabulary import LOG_KINDS, EventKind, RuleId
from generator.workspace.building import build_book

if TYPE_CHECKING:
    from datetime import date

    from generator.build import BuildResult
    from generator.derive.records import Item
    from generator.edit.note_edit import NoteEdit


def _next(text: str, today: date) -> date | str | None:
    return text if text == "none" else read_to_come(text, today)


@click.command(
    "snooze",
    cls=Command,
    epilog="""
\b
Examples:
  airbook snooze ana 3d
  airbook snooze ana next monday
  airbook snooze ana 2026-06-01 --rule keep
""",
)
@name_argument
@click.argument("when", nargs=-1, required=True)
@click.option(
    "--rule",
    type=click.Choice([str(one) for one in RuleId]),
    metavar="RULE",
    help="Only this rule; airbook list rules shows all.",
)
def snooze_command(*, name: str, when: tuple[str, ...], rule: str | None) -> None:
    """Let nothing be due about a contact before a day.

    WHEN is 3d, 2w or 1m, a weekday, next monday, next week or a date.
    """
    result = build_now(follow_ups=False)
    from generator.edit.snoozing import snooze

    today = result.facts.today
    words = " ".join(when)
    until = read_to_come(words, today)
    if until is None:
        raise MisuseError(f"{words!r} is no day; write 3d, 2w, monday or 2026-06-01")
    if until <= today:
        raise MisuseError(f"{until} is not to come; write a day after {today}")
    target = find_one(result, name, is_person(result))
    if target in result.book.leads:
        said = f"{result.book.name_of(target)} has no note that could say it"
        raise MisuseError(f'{said}; first: airbook new contact "{name}"')

    def edited() -> NoteEdit:
        edit = recorder_of(result).edit(target)
        snooze(edit, until, rule or "")
        return edit

    write_edit(edited)


@click.command(
    "done",
    cls=Command,
    epilog="""
\b
Examples:
  airbook done 3f2a91bc
  airbook done 3f --how email --note "thanked her for the reading list"
  airbook done 3f --as asked       what it was, where the usual does not fit
  airbook done 3f --next 2w        a promise that `next` sets, moved
""",
)
@click.argument("item", metavar="ID")
@date_option
@how_option
@note_option
@click.option(
    "--as",
    "kind",
    type=click.Choice([str(one) for one in LOG_KINDS]),
    metavar="EVENT",
    help="What it was.",
)
@click.option(
    "--next",
    "moved",
    type=Day(_next, "2w, monday, 2026-06-01 or none"),
    metavar="WHEN",
    help="When `next` is due then; none: never.",
)
def done_command(
    *,
    item: str,
    on: date | None,
    how: str,
    note: str,
    kind: str | None,
    moved: date | str | None,
) -> None:
    """Settle one entry of `airbook due`, by its id or the beginning of it.

    A thank-you, a nudge, an update and the like become a dated line or key, a task
    is ticked. What only you can write is said, with the place.
    """
    result = build_now()
    from generator.edit.settling import Settling, settle

    ids = [one for one in result.derived.items if one.id.startswith(item.casefold())]
    if len(ids) != 1:
        raise MisuseError(_which(result, item, ids))
    done = Settling(
        on=on or result.facts.today,
        kind=EventKind(kind) if kind else None,
        how=how,
        text=note,
        next=moved or "",
    )
    write_edit(lambda: settle(recorder_of(result), ids[0], done))
    if not read_options().quiet:
        _say_what_else(result, ids[0])


def _say_what_else(before: BuildResult, item: Item) -> None:
    """Say so where an entry stays all the same, or others go with it."""
    from generator.terminal.due import what_to_do
    from generator.terminal.style import plain

    after = build_book(read_options().open())
    if item.id in {one.id for one in after.derived.items}:
        say(f"It stays on the list: that must be later than what happened on {item.on}")
    # What only begins anew, as keeping in touch does with each line, is not gone.
    left = {(one.rule, one.people) for one in (item, *after.derived.items)}
    for one in before.derived.items:
        if (one.rule, one.people) not in left:
            say(f"Settled as well: {plain(what_to_do(one, before.book))}")


def _which(result: BuildResult, wanted: str, items: list[Item]) -> str:
    from generator.terminal.due import what_to_do

    if not items:
        return f"no follow-up has the id {wanted}; airbook due --all shows them"
    lines = (f"  {one.id} {what_to_do(one, result.book)}" for one in items)
    return "\n".join([f"{wanted} may be one of these; write more:", *lines])
