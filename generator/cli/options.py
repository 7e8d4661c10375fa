"""The options of every command, before or behind its name; the only clock."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct

from generator.parse.days import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.workspace.opening import Workspace

_META: Final = "airbook.options"
_EPOCH_DIGITS: Final = 10  # up to the year 2286
_PREFIX: Final = "common_"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str) -> date:
    """Read a day that exists, written as 2026-03-02; else it is wrong usage."""
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise click.BadParameter(f"{text!r} is no day; write it as 2026-03-02.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise click.BadParameter(
            f"{text!r} is too far away; days lie between {FIRST_YEAR} and {LAST_YEAR}."
        )
    return found


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says of the book and the day.

    Attributes:
        folder: Where to look for the book.
        content: Folder of notes given by hand, relative to `folder`.
        output: Folder of the site given by hand, relative to `folder`.
        today: The day of the evaluation.
        pinned: Whether that day was given.
        verbose: Whether to say more.
        quiet: Whether to say only what went wrong.
    """

    folder: Path
    content: Path | None
    output: Path | None
    today: date
    pinned: bool
    verbose: bool
    quiet: bool

    def open(self) -> Workspace:
        """Find the book; an edit that was cut off is brought to its end.

        Raises:
            BookError: Where there is none.
            OSError: Where its settings cannot be read.
        """
        from generator.edit.traces import may_be_cut_off
        from generator.workspace.opening import open_workspace
        from generator.workspace.owned import state_folder

        workspace = open_workspace(
            self.folder,
            today=self.today,
            content=self.content,
            output=self.output,
            pinned=self.pinned,
        )
        if may_be_cut_off(state_folder(workspace)):
            from generator.edit.journal import recover

            recover(workspace)
        return workspace


def read_options(context: click.Context | None = None) -> Options:
    """Return the options of the command that is running."""
    context = context or click.get_current_context()
    given: Mapping[str, Any] = context.meta.get(_META, {})
    today: date | None = given.get("today")
    return Options(
        folder=Path(given.get("C", ".")),
        content=given.get("content"),
        output=given.get("output"),
        today=today or _clock_day(),
        pinned=today is not None,
        verbose=bool(given.get("verbose")),
        quiet=bool(given.get("quiet")),
    )


def _clock_day() -> date:
    """Return the day that it is, or that SOURCE_DATE_EPOCH says a build is of."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= _EPOCH_DIGITS:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    # The day where the owner is: a zone of its own would be wrong at midnight.
    return date.today()  # noqa: DTZ011


def _folder(what: str, *, exists: bool = False) -> dict[str, Any]:
    kind = click.Path(exists=exists, file_okay=False, path_type=Path)
    return {"type": kind, "metavar": "DIR", "help": what}


_COMMON: Final[Mapping[tuple[str, ...], dict[str, Any]]] = {
    ("-C",): _folder(
        "Work as if started in DIR; the book is there or above.", exists=True
    ),
    ("--content",): _folder("Take the notes from DIR; with this any folder is a book."),
    ("--output",): _folder("Write the site to DIR."),
    ("--today",): {
        "type": day,
        "metavar": "YYYY-MM-DD",
        "help": "Answer as on that day.",
    },
    ("-v", "--verbose"): {"is_flag": True, "help": "Say more."},
    ("-q", "--quiet"): {"is_flag": True, "help": "Say only what goes wrong."},
}


def common_options(*, hidden: bool) -> list[click.Parameter]:
    """Return the options that stand before a command, and may stand behind it.

    Args:
        hidden: Whether the help leaves them out, as it does behind a command.
    """
    return [
        click.Option(
            # Its own name, since a command may have an argument that is called alike.
            [*names, _PREFIX + names[-1].lstrip("-")],
            **extra,
            hidden=hidden,
            expose_value=False,
            callback=_remember,
        )
        for names, extra in _COMMON.items()
    ]


def _remember(context: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep what was given; behind the command it beats what stands before."""
    if value and param.name:
        name = param.name.removeprefix(_PREFIX)
        context.meta.setdefault(_META, {})[name] = value
