"""Commands that write one thing down: log, met, snooze, done."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.options import read_options
from generator.cli.reading import build_now, complete_name, find_one
from generator.cli.running import Command, MisuseError, emit, say
from generator.vocabulary import LOG_KINDS, MODES, EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.build import BuildResult
    from generator.derive.records import Item
    from generator.edit import NoteEdit, Recorder

_DONE: Final = "done"
_WAYS: Final = "2026-03-02, yesterday, 3d, 2w, monday"


class _Day(click.ParamType[Any]):
    """A day as people say it, as of the day of the command."""

    name = "day"

    def __init__(
        self, read: Callable[[str, date], date | str | None], ways: str
    ) -> None:
        self._read, self._ways = read, ways

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | str:
        """Read it."""
        day = self._read(str(value), read_options(ctx).today)
        if day is None:
            self.fail(f"{value!r} is no day; write {self._ways}.", param, ctx)
        return day


def _past(text: str, today: date) -> date | None:
    from generator.edit.days import day_past

    return day_past(text, today)


def _to_come(text: str, today: date) -> date | None:
    from generator.edit.days import day_to_come

    return day_to_come(text, today)


def _next(text: str, today: date) -> date | str | None:
    return text if text == "none" else _to_come(text, today)


def _clock(_: click.Context, __: click.Parameter, value: str | None) -> time | None:
    try:
        return time.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no time; write 10:30.") from None


def _name(function: Any) -> Any:
    return click.argument("name", shell_complete=complete_name)(function)


_date = click.option(
    "--date",
    "on",
    type=_Day(_past, _WAYS),
    metavar="DAY",
    help=f"When: {_WAYS}; today without it.",
)
_note = click.option("--note", default="", metavar="TEXT", help="What is said of it.")
_how = click.option("--how", default="", metavar="WORD", help="Such as email or phone.")


def _kind(_: click.Context, __: click.Parameter, value: str) -> str:
    """Read a kind of event, or `done`; of another word the nearest is named."""
    from generator.config.tables import near

    said = "-".join(value.casefold().split())
    known = {one.replace("-", ""): one for one in (*map(str, LOG_KINDS), _DONE)}
    if found := known.get(said.replace("-", "")):
        return found
    advice = near(said, known.values())
    there = f"{advice or ''} There are {', '.join(LOG_KINDS)}.".strip()
    raise click.BadParameter(f"{value!r} is no event; {there}")


@click.command(
    "log",
    cls=Command,
    epilog="""
\b
Examples:
  airbook log ana asked --how email
  airbook log ana replied --date yesterday --note "in May, after the fair"
  airbook log ana updated --about "Bo Chen"     told Ana how it went with Bo
  airbook log "2026-02-27 Ana" thanked          an interview: its key
  airbook log bo closed                         Bo was named and has no note
""",
)
@_name
@click.argument("event", callback=_kind)
@_date
@click.option("--time", "at", callback=_clock, metavar="HH:MM", help="At what time.")
@_how
@_note
@click.option(
    "--about", multiple=True, metavar="NAME", help="Who else it is about; several."
)
def log_command(
    *,
    name: str,
    event: str,
    on: date | None,
    at: time | None,
    how: str,
    note: str,
    about: tuple[str, ...],
) -> None:
    """Write down what happened with somebody: one dated line in their Log.

    NAME is a contact, an interview, or somebody who was named to you; a part of
    a name will do. In an interview thanked, confirmed, done, cancelled and no-show
    are keys. `airbook undo` takes it back.
    """
    result = build_now()
    from generator.edit import Happening
    from generator.model import Interview

    target = find_one(result, name, _is_loggable(result))
    if event == _DONE and not isinstance(result.book.notes.get(target), Interview):
        raise MisuseError("only an interview is done; with a person you met: met")
    recorder = _recorder(result)
    others = (find_one(result, one, _is_person(result)) for one in about)
    happening = Happening(
        kind=EventKind.MET if event == _DONE else EventKind(event),
        on=on or result.facts.today,
        at=at,
        how=how,
        about=tuple(map(recorder.link, others)),
        text=note,
    )
    _write(lambda: recorder.happened(target, happening))


@click.command(
    "met",
    cls=Command,
    epilog="""
\b
Examples:
  airbook met ana
  airbook met ana --date yesterday --mode video --duration 30
""",
)
@_name
@_date
@click.option("--mode", type=click.Choice(MODES), help="How you talked.")
@click.option("--duration", metavar="MINUTES", help="How long it took.")
def met_command(
    *, name: str, on: date | None, mode: str | None, duration: str | None
) -> None:
    """Write down that an interview was held.

    The one that was planned with NAME is done then, or there is a new note; with
    headings for what they said, and for each question that you wanted to ask.
    """
    result = build_now()
    from generator.scaffold import ScaffoldError, SeveralError, hold_meeting

    target = find_one(result, name, _is_loggable(result))
    given = {"mode": mode, "duration": duration}
    values = {key: (value,) for key, value in given.items() if value}
    try:
        _write(lambda: hold_meeting(_recorder(result), target, on, values))
    except SeveralError as error:
        from generator.terminal.find import describe_several

        said = describe_several(result.book, name, error.paths)
        raise MisuseError(said) from error
    except ScaffoldError as error:
        raise MisuseError(str(error)) from error


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
@_name
@click.argument("when", nargs=-1, required=True)
@click.option(
    "--rule",
    type=click.Choice([str(one) for one in RuleId]),
    metavar="RULE",
    help="Only this rule.",
)
def snooze_command(*, name: str, when: tuple[str, ...], rule: str | None) -> None:
    """Let nothing be due about a contact before a day.

    WHEN is 3d, 2w or 1m, a weekday, next monday, next week or a date.
    """
    result = build_now()
    from generator.edit import snooze

    today = result.facts.today
    words = " ".join(when)
    until = _to_come(words, today)
    if until is None:
        raise MisuseError(f"{words!r} is no day; write 3d, 2w, monday or 2026-06-01")
    if until <= today:
        raise MisuseError(f"{until} is not to come; write a day after {today}")
    target = find_one(result, name, _is_person(result))
    if target in result.book.leads:
        said = f"{result.book.name_of(target)} has no note that could say it"
        raise MisuseError(f'{said}; first: airbook new contact "{name}"')

    def edited() -> NoteEdit:
        edit = _recorder(result).edit(target)
        snooze(edit, until, rule or "")
        return edit

    _write(edited)


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
@_date
@_how
@_note
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
    type=_Day(_next, "2w, monday, 2026-06-01 or none"),
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
    from generator.edit import Settling, settle

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
    _write(lambda: settle(_recorder(result), ids[0], done))
    if ids[0].on and done.on <= ids[0].on and not read_options().quiet:
        _say_whether_it_stays(ids[0])


def _say_whether_it_stays(item: Item) -> None:
    """Say so where what happened on one day came, as days go, too early."""
    from generator.workspace import build_book

    after = build_book(read_options().open())
    if item.id in {one.id for one in after.derived.items}:
        say(f"It stays on the list: that must be later than what happened on {item.on}")


def _which(result: BuildResult, wanted: str, items: list[Item]) -> str:
    from generator.terminal.due import what_to_do

    if not items:
        return f"no follow-up has the id {wanted}; airbook due --all shows them"
    lines = (f"  {one.id} {what_to_do(one, result.book)}" for one in items)
    return "\n".join([f"{wanted} may be one of these; write more:", *lines])


def _recorder(result: BuildResult) -> Recorder:
    from generator.edit import Recorder

    return Recorder(result, read_options().open().content)


def _is_person(result: BuildResult) -> Callable[[str], bool]:
    statuses = result.facts.statuses
    return lambda target: target in statuses


def _is_loggable(result: BuildResult) -> Callable[[str], bool]:
    facts = result.facts
    return lambda target: target in facts.statuses or target in facts.meetings


def _write(make: Callable[[], NoteEdit]) -> None:
    """Do an edit and say in one line what stands where now."""
    from generator.edit import RecordError, apply_edits

    try:
        edit = make()
    except RecordError as error:
        if type(error) is not RecordError:
            raise
        raise MisuseError(str(error)) from error
    changed = apply_edits(read_options().open(), [edit.change])
    from generator.terminal.style import plain

    there = "" if changed else " (as before)"
    emit(plain(f"{edit.path}:{edit.line}: {edit.shown}{there}"))
