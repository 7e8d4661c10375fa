"""The morning view as text, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.wording import say_names
from generator.model import Interview
from generator.render.views.referrals import MAY
from generator.terminal.due import what_to_do, when_due
from generator.terminal.style import cut, pad, plain, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.derive.morning import Morning
    from generator.graph.records import Book
    from generator.render.dates import Dates
    from generator.terminal.style import Style

_DUE: Final = 5
_MEETINGS: Final = 3
_ASKING: Final = 3
_WAITING: Final = 2

Row = tuple[str, str]


def show_today(
    morning: Morning, book: Book, dates: Dates, style: Style, columns: int = 0
) -> str:
    """Return the morning view, at most 24 lines.

    Args:
        morning: What stands in it.
        book: Knows the names.
        dates: How days are written.
        style: How it may look.
        columns: How wide a line may be; 0: as wide as it is.
    """
    shown = _Shown(morning, book, dates)
    blocks = [style.paint(shown.head(), "bold")]
    for title, rows, count in shown.blocks():
        if rows:
            of = f" ({len(rows)} of {count})" if count > len(rows) else ""
            heading = style.paint(f"{title}{of}", "bold", "blue")
            blocks.append("\n".join([heading, *_lines(rows, columns)]))
    blocks.append(shown.numbers())
    return "\n\n".join(blocks)


def _lines(rows: Sequence[Row], columns: int) -> Iterator[str]:
    widest = max(width(plain(first)) for first, _ in rows)
    for first, text in rows:
        line = f"  {pad(plain(first), widest)}  {plain(text)}".rstrip()
        yield cut(line, columns) if columns else line


class _Shown:
    """The parts of one morning."""

    def __init__(self, morning: Morning, book: Book, dates: Dates) -> None:
        self.morning = morning
        self.book = book
        self.dates = dates

    def head(self) -> str:
        morning = self.morning
        now = len(morning.due) - morning.late
        said = f"{morning.late} late, {now} for today" if morning.due else "nothing due"
        return f"{self.dates.weekday(morning.today).text}: {said}"

    def blocks(self) -> Iterator[tuple[str, list[Row], int]]:
        """Yield titles, rows, and how many rows there are in all."""
        morning = self.morning
        rows = [*self._due()]
        yield "Do now", rows, len(morning.due)
        yield "Next interviews", [*self._meetings()], len(morning.meetings)
        asking = [
            (self.book.name_of(one.person), one.reason)
            for one in morning.next_to_ask[:_ASKING]
        ]
        yield "Ask next", asking, len(asking)
        yield "Referrals to use", [*self._waiting()], len(morning.waiting)

    def _due(self) -> Iterator[Row]:
        for item in self.morning.due[:_DUE]:
            yield when_due(item, self.dates), what_to_do(item, self.book)

    def _meetings(self) -> Iterator[Row]:
        for one in self.morning.meetings[:_MEETINGS]:
            note = self.book.notes[one.path]
            day = self.dates.short(one.on).text if one.on else "no day yet"
            when = f"{day}, {one.at:%H:%M}" if one.at else day
            names = say_names(map(self.book.name_of, one.people)) or note.name
            confirmed = isinstance(note, Interview) and note.confirmed
            open_ = one.status if one.on is None else "not confirmed"
            yield when, names if confirmed else f"{names} ({open_})"

    def _waiting(self) -> Iterator[Row]:
        for debt in self.morning.waiting[:_WAITING]:
            one = debt.referral
            by = say_names(map(self.book.name_of, one.referrers)) or "somebody"
            on = f" on {self.dates.day(one.on).text}" if one.on else ""
            may = "introduced" if one.introduced else MAY[debt.may_use_name]
            yield self.book.name_of(one.person), f"named by {by}{on}; {may}"

    def numbers(self) -> str:
        """Return the numbers in one line."""
        total, goal = self.morning.total, self.morning.challenge
        counts = (
            f"{total.asked} asked, {total.replied} replied, {total.met} met, "
            f"{total.referred} named somebody"
        )
        if not goal.goal:
            return counts
        return f"{counts}; {goal.done} of {goal.goal} interviews {goal.label}"
