"""What an audience gets and what it does not, counted for the owner."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.audience.assets import used_assets
from generator.audience.cast import cast_of
from generator.audience.records import Left, Plan, Share
from generator.audience.selection import Topics
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config.settings import Audience, Settings
    from generator.facts.records import Facts
    from generator.graph.records import Book
    from generator.model import Note

ANSWERS = "answers"
OUTSIDE = "text in no section"


def plan(book: Book, facts: Facts, settings: Settings, audience: Audience) -> Plan:
    """Say what an audience gets of a book, without writing it.

    Args:
        book: The whole book.
        facts: What follows from it.
        settings: Of the book.
        audience: What it may see.
    """
    del facts  # `rewrite` takes the same, and follows it where events are told
    cast = cast_of(book, settings, audience, {})
    notes = cast.kept.values()
    assets, left_assets = used_assets(book, cast)
    return Plan(
        audience=audience,
        kept=tuple(cast.kept),
        left=tuple(Left(path=path, reason=why) for path, why in cast.left.items()),
        names={} if audience.names == "pseudonym" else cast.names,
        fields=tuple(_shares(map(_keys, notes), audience.fields)),
        sections=tuple(_shares(map(_sections, notes), _listed(audience))),
        lines=_lines(notes, audience),
        assets=assets,
        left_assets=left_assets,
    )


def _listed(audience: Audience) -> tuple[str, ...]:
    return (*audience.sections, *([ANSWERS] if audience.answers else []))


def _shares(found: Iterable[Iterable[str]], listed: Iterable[str]) -> Iterator[Share]:
    """Yield what is kept and then what is not, the most frequent first."""
    counts = Counter(name for names in found for name in set(names))
    kept = frozenset(listed)
    order = sorted(counts, key=lambda name: (name not in kept, -counts[name], name))
    for name in order:
        yield Share(name=name, kept=name in kept, count=counts[name])


def _keys(note: Note) -> Iterator[str]:
    yield from (field.name or field.key for field in note.fields if field.texts)


def _sections(note: Note) -> Iterator[str]:
    body = note.body
    yield from body.filled
    if body.answers:
        yield ANSWERS
    if body.outside:
        yield OUTSIDE
    if any(heading.section is Section.PRIVATE for heading in body.headings):
        yield Section.PRIVATE


def _lines(notes: Iterable[Note], audience: Audience) -> tuple[tuple[str, int], ...]:
    topics = Topics(audience)
    tasks = hidden = 0
    for note in notes:
        tasks += sum(one.section in audience.sections for one in note.body.tasks)
        hidden += sum(
            one.section in audience.sections and topics.hide(one.topics)
            for one in note.body.entries
        )
    said = (("tasks", tasks), ("lines with a hidden topic", hidden))
    return tuple((what, number) for what, number in said if number)
