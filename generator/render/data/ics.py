"""Follow-ups and interviews for calendars (RFC 5545)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.grouping import HIDDEN, Group, group_on
from generator.derive.wording import say_names
from generator.render.data.appointments import all_day, appointments, identity
from generator.render.data.content_lines import encode, text
from generator.render.views.places import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.records import Item
    from generator.facts.records import Facts
    from generator.graph.records import Book

_MAKER: Final = "-//Airbook//Follow-ups//EN"
_REFRESH: Final = "PT12H"
_NEVER: Final = HIDDEN | {Group.STALE}


def render_feed(
    book: Book,
    facts: Facts,
    derived: Derived,
    settings: Settings,
    *,
    todo: bool = False,
) -> bytes:
    """Return the follow-ups and interviews of a book as a calendar.

    Args:
        book: All notes.
        facts: Which interviews there are, as of one day.
        derived: The follow-ups.
        settings: The title, and the zone of interviews that name none.
        todo: Whether follow-ups are tasks rather than events.

    Returns:
        Each follow-up that is listed, on its day; a snoozed one on the day it wakes.
        What has gone stale is left out, and so is what has no day, unless it is a
        task. Each interview of the last year or to come that was not called off.
        Ids change with neither text nor line.
    """
    listed = (item for item in derived.items if _is_listed(item, facts.today))
    return _calendar(
        settings,
        (
            *_items(listed, book, facts.today, todo=todo),
            *appointments(book, facts, settings),
        ),
    )


def render_due_ics(
    items: Iterable[Item], book: Book, settings: Settings, today: date
) -> bytes:
    """Return some follow-ups as a calendar; those without a day are left out.

    Args:
        items: In the order of output.
        book: Knows the names.
        settings: The book's title.
        today: The day of evaluation.
    """
    return _calendar(settings, _items(items, book, today, todo=False))


def _calendar(settings: Settings, lines: Iterable[str]) -> bytes:
    name = text(f"{settings.title}: follow-ups")
    return encode(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:{_MAKER}",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"NAME:{name}",
            f"X-WR-CALNAME:{name}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
            f"X-PUBLISHED-TTL:{_REFRESH}",
            *lines,
            "END:VCALENDAR",
        )
    )


def _is_listed(item: Item, today: date) -> bool:
    """Whether a follow-up is on the list today, and still when it wakes up."""
    days = {today, max(today, _day_of(item) or today)}
    return all(group_on(item, day) not in _NEVER for day in days)


def _day_of(item: Item) -> date | None:
    """Return the day of a follow-up in a calendar; none where it has no date."""
    if item.due_on and item.snoozed_until:
        return max(item.due_on, item.snoozed_until)
    return item.due_on


def _items(
    items: Iterable[Item], book: Book, today: date, *, todo: bool
) -> Iterator[str]:
    for item in items:
        day = _day_of(item)
        if todo:
            yield "BEGIN:VTODO"
            yield from identity(item.uid, today)
            yield from [f"DUE;VALUE=DATE:{day:%Y%m%d}"] if day else []
            yield "STATUS:NEEDS-ACTION"
            yield from _words(item, book)
            yield "END:VTODO"
        elif day:
            yield "BEGIN:VEVENT"
            yield from identity(item.uid, today)
            yield from all_day(day)
            yield from _words(item, book)
            yield "END:VEVENT"


def _words(item: Item, book: Book) -> Iterator[str]:
    said = sentence(item.reason)
    names = [book.name_of(person) for person in item.people]
    if not all(name in f"{item.action}\n{said}" for name in names):
        said += f"\nAbout {say_names(names)}."
    yield f"SUMMARY:{text(item.action[:1].upper() + item.action[1:])}"
    yield f"DESCRIPTION:{text(said)}"
