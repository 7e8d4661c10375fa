"""Commands that write down what happened: log, met."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from generator.cli.reading import build_now, find_one
from generator.cli.running import Command, MisuseError
from generator.cli.writing import (
    date_option,
    how_option,
    is_in_talks,
    is_person,
    name_argument,
    note_option,
    recorder_of,
    write_edit,
)
from generator.vocabulary import LOG_KINDS, MODES, EventKind

if TYPE_CHECKING:
    from datetime import date, time

_DONE: Final = "done"


def _clock(_: click.Context, __: click.Parameter, value: str | None) -> time | None:
    try:
        return datetime.strptime(value, "%H:%M").time() if value else None  # noqa: DTZ007
    except ValueError:
        raise click.BadParameter(f"{value!r} is no time; write 10:30.") from None


def _kind(_: click.Context, __: click.Parameter, value: str) -> str:
    """Read a kind of event, or `done`; of another word the nearest is named."""
    from generator.config.tables import near

    word = "-".join(value.casefold().split())
    known = {one.replace("-", ""): one for one in (*map(str, LOG_KINDS), _DONE)}
    if found := known.get(word.replace("-", "")):
        return found
    advice = near(word, known.values())
    said = f"{value!r} is no event" + (f"; {advice}" if advice else ".")
    raise click.BadParameter(f"{said} There are {', '.join(LOG_KINDS)}.")


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
@name_argument
@click.argument("event", callback=_kind)
@date_option
@click.option("--time", "at", callback=_clock, metavar="HH:MM", help="At what time.")
@how_option
@note_option
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
    result = build_now(follow_ups=False)
    from generator.edit.happening import Happening
    from generator.model import Interview

    target = find_one(result, name, is_in_talks(result))
    if event == _DONE and not isinstance(result.book.notes.get(target), Interview):
        raise MisuseError("only an interview is done; with a person you met: met")
    recorder = recorder_of(result)
    others = (find_one(result, one, is_person(result)) for one in about)
    happening = Happening(
        kind=EventKind.MET if event == _DONE else EventKind(event),
        on=on or result.facts.today,
        at=at,
        how=how,
        about=tuple(map(recorder.link, others)),
        text=note,
    )
    write_edit(lambda: recorder.happened(target, happening))


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
@name_argument
@date_option
@click.option("--mode", type=click.Choice(MODES), help="How you talked.")
@click.option("--duration", metavar="MINUTES", help="How long it took.")
def met_command(
    *, name: str, on: date | None, mode: str | None, duration: str | None
) -> None:
    """Write down that an interview was held.

    The one that was planned with NAME is done then, or there is a new note; with
    headings for what they said, and for each question that you wanted to ask.
    """
    result = build_now(follow_ups=False)
    from generator.scaffold import ScaffoldError, SeveralError, hold_meeting

    target = find_one(result, name, is_in_talks(result))
    given = {"mode": mode, "duration": duration}
    values = {key: (value,) for key, value in given.items() if value}
    try:
        write_edit(lambda: hold_meeting(recorder_of(result), target, on, values))
    except SeveralError as error:
        from generator.terminal.find import describe_several

        said = describe_several(result.book, name, error.paths)
        raise MisuseError(said) from error
    except ScaffoldError as error:
        raise MisuseError(str(error)) from error
