"""What the commands that write one thing down share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.options import read_options
from generator.cli.reading import complete_name
from generator.cli.running import MisuseError, emit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.build import BuildResult
    from generator.edit.note_edit import NoteEdit
    from generator.edit.recording import Recorder

_WAYS: Final = "2026-03-02, yesterday, 3d, 2w, monday"


class Day(click.ParamType[Any]):
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


def read_past(text: str, today: date) -> date | None:
    """Return the day on which something happened; none where it is no day."""
    from generator.edit.days import day_past

    return day_past(text, today)


def read_to_come(text: str, today: date) -> date | None:
    """Return the day until which something waits; none where it is no day."""
    from generator.edit.days import day_to_come

    return day_to_come(text, today)


date_option = click.option(
    "--date",
    "on",
    type=Day(read_past, _WAYS),
    metavar="DAY",
    help=f"When: {_WAYS}; today without it.",
)
note_option = click.option(
    "--note", default="", metavar="TEXT", help="What is said of it."
)
how_option = click.option(
    "--how", default="", metavar="WORD", help="Such as email or phone."
)
name_argument = click.argument("name", shell_complete=complete_name)


def recorder_of(result: BuildResult) -> Recorder:
    """Return what edits the notes of the book that the command works on."""
    from generator.edit.recording import Recorder

    return Recorder(result, read_options().open().content)


def is_person(result: BuildResult) -> Callable[[str], bool]:
    """Return what says whether a name means a contact or a lead."""
    statuses = result.facts.statuses
    return lambda target: target in statuses


def is_in_talks(result: BuildResult) -> Callable[[str], bool]:
    """Return what says whether a name means somebody to talk to, or an interview."""
    facts = result.facts
    return lambda target: target in facts.statuses or target in facts.meetings


def write_edit(make: Callable[[], NoteEdit]) -> None:
    """Do an edit and say in one line what stands where now."""
    from generator.edit.journal import apply_edits
    from generator.edit.recording import RecordError

    try:
        edit = make()
    except RecordError as error:
        raise MisuseError(str(error)) from error
    changed = apply_edits(read_options().open(), [edit.change])
    from generator.terminal.style import plain

    there = "" if changed else " (as before)"
    emit(plain(f"{edit.path}:{edit.line}: {edit.shown}{there}"))
