"""The texts that an audience may see: what also stands there is no secret."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.graph.records import FoundAsset
from generator.model import Contact, Organization
from generator.publish.leaks.phrases import plain
from generator.publish.leaks.policy import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.config.settings import Settings
    from generator.graph.records import Book
    from generator.model import Field, Note
    from generator.publish.leaks.policy import Policy

_MARKUP = re.compile(r"<[^<>]*>")


class Permitted(Struct, frozen=True, kw_only=True):
    """Texts that may be seen.

    Attributes:
        titles: What organizations and the book are called: no name in it is a leak.
        values: Of kept keys: no single word in it is a leak.
        prose: Sentences and other titles; names of people are replaced in them.
    """

    titles: tuple[str, ...]
    values: tuple[str, ...]
    prose: tuple[str, ...]


def permitted(
    book: Book, settings: Settings, policy: Policy, texts: Mapping[str, str]
) -> Permitted:
    """Collect what may be seen of the owner's book."""
    titles = [settings.title, settings.owner]
    values: list[str] = []
    prose: list[str] = []
    for path in sorted(policy.notes):
        note = book.notes[path]
        if policy.names(path):
            called = titles if isinstance(note, Organization) else prose
            called += (note.name, PurePosixPath(path).stem)
        for field in note.fields:
            if policy.keeps_field(note, field):
                _take_field(book, policy, note, field, titles, values)
        prose += _passages(note, policy, texts.get(path, ""))
        prose += PurePosixPath(path).parts[:-1]
    prose += kept_assets(book, policy, texts)
    return Permitted(titles=tuple(titles), values=tuple(values), prose=tuple(prose))


def _take_field(
    book: Book,
    policy: Policy,
    note: Note,
    field: Field,
    titles: list[str],
    values: list[str],
) -> None:
    """Take a value: of a link the name, unless it is a person's or private."""
    if not field.links:
        values += field.texts
    for link in field.links:
        target = book.target(note.path, link)
        written = note.links[link]
        if target is None:
            titles += (written.target, written.shown)
        elif policy.names(target) or _is_place(book, target):
            titles.append(book.name_of(target))


def _is_place(book: Book, target: str) -> bool:
    """Whether a link leads to what a key may name: no person, and not private."""
    note = book.notes.get(target)
    return note is not None and not (note.private or isinstance(note, Contact))


def _passages(note: Note, policy: Policy, text: str) -> Iterator[str]:
    """Yield each run of kept lines."""
    lines = without_comments(note, text).split("\n")
    kept = policy.kept_lines(note, lines)
    runs = groupby(enumerate(lines, 1), key=lambda one: one[0] in kept)
    for seen, run in runs:
        if seen:
            passage = "\n".join(line for _, line in run)
            yield passage
            yield plain(passage)


def kept_assets(
    book: Book, policy: Policy, texts: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the paths of the attachments that kept passages use."""
    found: set[str] = set()
    for path in policy.notes:
        links = zip(book.notes[path].links, book.resolutions[path], strict=True)
        used = [(a, b) for a, b in links if isinstance(b, FoundAsset)]
        if used:
            note = book.notes[path]
            lines = without_comments(note, texts.get(path, "")).split("\n")
            kept = policy.kept_lines(note, lines)
            found |= {asset.path for link, asset in used if link.span.line in kept}
    return tuple(sorted(found))


def texts_of(book: Book) -> Iterator[str]:
    """Yield every text that a book can show."""
    for path, note in book.notes.items():
        yield from (path, note.name, *note.aliases, *note.tags)
        for field in note.fields:
            yield from (field.key, *field.texts)
        for link in note.links:
            yield from (link.target, link.anchor, link.shown)
        yield from (f"{key} {value}" for key, value in note.body.fields)
        yield from (one.text for one in note.body.headings)
        yield note.body.prose.text
        html = "".join(part for part in note.body.prose.html if isinstance(part, str))
        yield _MARKUP.sub(" ", html)
    yield from book.assets
    yield from (lead.name for lead in book.leads.values())
