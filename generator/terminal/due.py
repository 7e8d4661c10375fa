"""The follow-up list as text, and which of it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.grouping import Group, group_on
from generator.terminal.style import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.derive.records import Item
    from generator.graph.records import Book
    from generator.render.dates import Dates
    from generator.terminal.style import Style

_TITLES: Final = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Today",
    Group.THIS_WEEK: "This week",
    Group.LATER: "Later",
    Group.NO_DATE: "No date",
    Group.SNOOZED: "Snoozed",
    Group.STALE: "Long past",
}
_PRESSING: Final = frozenset({Group.OVERDUE, Group.TODAY})
_COMING: Final = frozenset({Group.THIS_WEEK, Group.LATER})
_NEAR: Final = {0: "today", -1: "tomorrow"}
_MARGIN: Final = 14


class Selection(Struct, frozen=True, kw_only=True):
    """Which follow-ups are shown, on which day.

    Attributes:
        today: The day.
        within: What is due so many days after it as well; 0: nothing.
        everything: Whether all are shown.
    """

    today: date
    within: int = 0
    everything: bool = False

    def of(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return those that are shown, in their order, by group."""
        listed = [(group_on(item, self.today), item) for item in items]
        return tuple(
            item
            for group in _TITLES
            for its, item in listed
            if its is group and self._shows(item, group)
        )

    def _shows(self, item: Item, group: Group) -> bool:
        if self.everything or group in _PRESSING:
            return True
        if group not in _COMING or item.due_on is None:
            return False
        return (item.due_on - self.today).days <= self.within


def show_due(items: Iterable[Item], book: Book, dates: Dates, style: Style) -> str:
    """Return follow-ups as text, by group.

    Args:
        items: Those to show, as a `Selection` orders them.
        book: Knows the names.
        dates: The day, and how days are written.
        style: How it may look.

    Returns:
        For each: how late it is and what to do, why, where that stands and its id,
        and how to silence it. Empty without items.
    """
    groups: dict[Group, list[Item]] = {}
    for item in items:
        groups.setdefault(group_on(item, dates.today), []).append(item)
    blocks = []
    for group, ones in groups.items():
        title = style.paint(f"{_TITLES[group]} ({len(ones)})", *_look(group))
        lines = (line for item in ones for line in _lines(item, book, dates, style))
        blocks.append("\n".join([title, *lines]))
    return "\n\n".join(blocks)


def say_rest(items: Iterable[Item], selection: Selection) -> str:
    """Return how many follow-ups are not shown, and how to see them.

    Returns:
        One line; empty where all are shown, or all that are not are of no day yet.
    """
    items = tuple(items)
    shown = {item.id for item in selection.of(items)}
    groups = [group_on(item, selection.today) for item in items if item.id not in shown]
    counts = {
        "to come": sum(one in _COMING for one in groups),
        "without a date": groups.count(Group.NO_DATE),
        "snoozed": groups.count(Group.SNOOZED),
        "long past": groups.count(Group.STALE),
    }
    said = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    return f"Not shown: {said}; `airbook due --all` shows all" if said else ""


def _look(group: Group) -> tuple[str, ...]:
    if group is Group.OVERDUE:
        return ("bold", "red")
    return ("bold", "yellow") if group is Group.TODAY else ("bold",)


def _lines(item: Item, book: Book, dates: Dates, style: Style) -> Iterator[str]:
    when = when_due(item, dates)
    indent = " " * (_MARGIN + 2)
    span = item.source.span
    where = f"{span.path}:{span.line}"
    yield f"  {style.paint(f'{when:<{_MARGIN}}', *_when_look(item, dates))}" + plain(
        what_to_do(item, book)
    )
    said = style.paint(f"({plain(where)}), id {item.id}", "dim")
    yield f"{indent}{plain(item.reason)} {said}"
    silence = f"to silence it {silence_place(item, book)}: {item.silence}"
    yield indent + style.paint(plain(silence), "dim")


def _when_look(item: Item, dates: Dates) -> tuple[str, ...]:
    return ("red",) if group_on(item, dates.today) is Group.OVERDUE else ()


def what_to_do(item: Item, book: Book) -> str:
    """Return what to do, with the names in front where it does not say them."""
    names = [book.name_of(one) for one in item.people]
    if not names or any(name in item.action for name in names):
        return item.action
    return f"{', '.join(names)}: {item.action}"


def when_due(item: Item, dates: Dates) -> str:
    """Return when an item is due, or how late it is.

    Returns:
        `2 days late` from the day on which it counts as overdue, `since 27 Feb`
        before that, `today`, `tomorrow`, `in 3 days`, `no date`; `till 16 Mar`
        where it is snoozed.
    """
    if item.snoozed_until and item.snoozed_until > dates.today:
        return f"till {dates.day(item.snoozed_until).text}"
    if item.due_on is None:
        return "no date"
    late = (dates.today - item.due_on).days
    if late in _NEAR:
        return _NEAR[late]
    if late > 0 and item.late_on and dates.today < item.late_on:
        return f"since {dates.day(item.due_on).text}"
    days = "1 day" if late == 1 else f"{abs(late)} days"
    return f"{days} late" if late > 0 else f"in {days}"


def silence_place(item: Item, book: Book) -> str:
    """Return where the line that silences an item is to be pasted."""
    line = item.silence
    if line.startswith("- [-]"):
        return "instead of the task"
    if line.startswith("- "):
        return "under Log"
    if " = " in line:
        return "in airbook.toml, [rules]"
    # The status is the interview's, all else is the person's.
    person = next(iter(item.people), "")
    path = item.source.span.path
    if person in book.notes and not line.startswith("status:"):
        path = person
    return f"in the front matter of {path}"
