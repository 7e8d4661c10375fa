"""Everything of the owner's notes that an audience may not see, with its place."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.model import Contact, Organization
from generator.publish.leaks.phrases import addresses_of, numbers_of, phrases_of
from generator.publish.leaks.policy import comments_of, tags_of, without_comments
from generator.publish.leaks.records import NAME, PART, Secret
from generator.vocabulary import KEYS, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.graph.records import Book
    from generator.model import Field, Note
    from generator.publish.leaks.policy import Policy

# Words that are the same in every book, and days and numbers, say nothing alone.
_SAID_ALONE: Final = frozenset(
    {ValueType.TEXT, ValueType.TEXTS, ValueType.LINK, ValueType.LINKS, ValueType.TAGS}
)
_TYPES: Final = {
    (kind, key.name): key.type for kind, keys in KEYS.items() for key in keys
}
_BLOCK: Final = re.compile(r"\s\^([\w-]+)\s*$")
_YAML_COMMENT: Final = re.compile(r"(?:^|\s)#\s*(.+)$")


def secrets_in(
    book: Book, policy: Policy, texts: Mapping[str, str]
) -> Iterator[Secret]:
    """Yield every secret, what tells most first.

    Args:
        book: The owner's.
        policy: Of the audience.
        texts: Source of each note by path.
    """
    for note in book.notes.values():
        yield from _names(note, policy)
    for lead in book.leads.values():
        path, link = lead.sources[0]
        if not policy.names(lead.id):
            yield from _person([lead.name], path, link.span.line)
    for path, note in book.notes.items():
        yield from _fields(note, policy)
        yield from _lines(note, policy, texts.get(path, ""))
    yield from _folders(book, policy)


def _names(note: Note, policy: Policy) -> Iterator[Secret]:
    """Yield what a note is called, where that may not be seen."""
    lines = {one.name: one.value_span.line for one in note.fields}
    stem = PurePosixPath(note.path).stem
    if isinstance(note, Contact):
        if not policy.names(note.path):
            line = lines.get("name", 1)
            yield from _person([note.name, stem], note.path, line)
            yield from _person(
                note.aliases, note.path, lines.get("aliases", 1), "alias"
            )
    elif note.path not in policy.notes:
        strict = isinstance(note, Organization)
        called = ((NAME, note.name, lines.get("name", 1)), ("slug", stem, 1))
        for kind, text, line in called:
            yield Secret(kind=kind, text=text, path=note.path, line=line, strict=strict)
        for alias in note.aliases:
            line = lines.get("aliases", 1)
            yield Secret(
                kind="alias", text=alias, path=note.path, line=line, strict=strict
            )


def _person(
    names: Iterable[str], path: str, line: int, kind: str = NAME
) -> Iterator[Secret]:
    """Yield names of a person, and their parts; Dr. and van are none."""
    for name in dict.fromkeys(names):
        yield Secret(kind=kind, text=name, path=path, line=line, strict=True)
        parts = re.split(r"[\s,;()\"“”/]+", name)
        for part in parts if len(parts) > 1 else ():
            if len(part) > 1 and not part.endswith(".") and not part.islower():
                yield Secret(kind=PART, text=part, path=path, line=line, strict=True)


def _fields(note: Note, policy: Policy) -> Iterator[Secret]:
    for field in note.fields:
        if policy.keeps_field(note, field):
            continue
        if field.name in {"name", "aliases"} and isinstance(note, Contact):
            continue  # found as what somebody is called
        known = _TYPES.get((note.kind, field.name))
        if known is None:
            yield _at(note, field, "key", field.key)
        if known is None or known in _SAID_ALONE:
            yield from _value(note, field)


def _value(note: Note, field: Field) -> Iterator[Secret]:
    for text in field.texts:
        for address in addresses_of(text):
            yield _at(note, field, "address", address)
        for number in numbers_of(text):
            yield _at(note, field, "number", number)
        for phrase in phrases_of(text):
            yield _at(note, field, field.name or field.key, phrase)


def _at(note: Note, field: Field, kind: str, text: str) -> Secret:
    return Secret(kind=kind, text=text, path=note.path, line=field.value_span.line)


def _lines(note: Note, policy: Policy, text: str) -> Iterator[Secret]:
    """Yield what stands in lines that are not kept, and in comments anywhere."""
    for first, comment in comments_of(note, text):
        for at, part in enumerate(comment.split("\n"), first):
            yield from _line(note, at, part, "comment")
    lines = without_comments(note, text).split("\n")
    kept = policy.kept_lines(note, lines)
    headings = {one.span.line for one in note.body.headings}
    end = _front_matter(lines)
    for number, line in enumerate(lines, 1):
        if number <= end:
            for comment in _YAML_COMMENT.findall(line):
                yield from _line(note, number, comment, "comment")
        elif number not in kept:
            kind = "heading" if number in headings else "text"
            yield from _line(note, number, line, kind)


def _line(note: Note, number: int, line: str, kind: str) -> Iterator[Secret]:
    found = [(kind, phrase) for phrase in phrases_of(line)]
    found += [("address", address) for address in addresses_of(line)]
    found += [("number", digits) for digits in numbers_of(line)]
    found += [("tag", tag) for tag in tags_of(line)]
    found += [("anchor", anchor) for anchor in _BLOCK.findall(line)]
    for what, text in found:
        yield Secret(kind=what, text=text, path=note.path, line=number)


def _front_matter(lines: list[str]) -> int:
    """Return the number of the line that ends the front matter; 0: there is none."""
    if lines[0].rstrip() != "---":
        return 0
    ends = (
        number for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"
    )
    return next(ends, 0)


def _folders(book: Book, policy: Policy) -> Iterator[Secret]:
    """Yield the names of folders that nothing is shown of."""
    kept = {part for path in policy.notes for part in PurePosixPath(path).parts[:-1]}
    for path in book.notes:
        for part in PurePosixPath(path).parts[:-1]:
            if part not in kept:
                yield Secret(kind="folder", text=part, path=path)
