"""Notes and leads as what is searched: names, standing, fields, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.derive.people import name_key
from generator.derive.wording import say_names
from generator.model import Contact, Interview, Organization, Page, Question
from generator.render.views.interviews import TONES
from generator.render.views.people import standing
from generator.render.views.places import sentence, without_name
from generator.vocabulary import KEYS, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.model import Body, Field, Note
    from generator.render.material import Material
    from generator.vocabulary import Kind

LEAD: Final = "lead"
KINDS: Final = ("contact", LEAD, "organization", "interview", "question", "page")
"""Kinds in the order in which equal hits stand."""

_EXCERPT: Final = 240
_TYPES: Final[Mapping[tuple[Kind, str], ValueType]] = {
    (kind, key.name): key.type for kind, keys in KEYS.items() for key in keys
}
_SEARCHED: Final = frozenset(
    {
        *(ValueType.TEXT, ValueType.TEXTS, ValueType.LINK, ValueType.LINKS),
        *(ValueType.CHOICE, ValueType.MOMENT, ValueType.PARTIAL_DATE),
    }
)
# What is searched as something else, and words that say nothing by themselves.
_ELSEWHERE: Final = frozenset(
    {"name", "aliases", "status", "type", "uid", "may_use_name", "pronouns", "tier"}
)


class Passage(Struct, frozen=True, kw_only=True):
    """A part of a note's text.

    Attributes:
        anchor: HTML id of the heading above it; empty: none.
        heading: That heading.
        text: Its lines, at the heading's depth and no deeper.
    """

    anchor: str
    heading: str
    text: str


class Document(Struct, frozen=True, kw_only=True):
    """A page that can be found.

    Attributes:
        url: From the root of the site, not encoded.
        name: As shown.
        aliases: Its other names.
        kind: One of `KINDS`.
        line: What tells it from others of its name: role and employer, day and people.
        status: Its word; empty: none.
        tone: Of the status, for the stylesheet.
        tags: As written, without `#`.
        fields: Values of the front matter that people look for.
        passages: Its text, in order.
        excerpt: Its first sentences.
    """

    url: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str
    line: tuple[str, ...] = ()
    status: str = ""
    tone: str = ""
    tags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    excerpt: str = ""


def targets(material: Material) -> list[str]:
    """Return all notes and leads in the order in which equal hits stand.

    That is by kind; interviews newest first, the others by name.
    """
    book = material.book
    rank = {path: at for at, path in enumerate(one.path for one in material.by_day)}

    def key(target: str) -> tuple[int, int, tuple[str, str]]:
        kind = LEAD if target in book.leads else str(book.notes[target].kind)
        return KINDS.index(kind), rank.get(target, 0), name_key(book, target)

    return sorted([*book.notes, *book.leads], key=key)


def document(material: Material, target: str) -> Document:
    """Return a note or lead as it is searched."""
    if target in material.book.leads:
        return _lead(material, target)
    note = material.book.notes[target]
    status, tone = _status(material, note)
    return Document(
        url=material.urls.notes[target],
        name=note.name,
        aliases=note.aliases,
        kind=str(note.kind),
        line=tuple(filter(None, _line(material, note))),
        status=status,
        tone=tone,
        tags=note.tags,
        fields=tuple(_fields(material, note)),
        passages=tuple(passages(note.body)),
        excerpt=_clipped(note.body.prose.excerpt),
    )


def said_then(material: Material, now: Document, note: Note) -> Document:
    """Return a note as it was searched before an edit of its text.

    Args:
        material: The build after it.
        now: The note as it is searched after it.
        note: As it was before it.
    """
    said = tuple(passages(note.body))
    return replace(now, fields=tuple(_fields(material, note)), passages=said)


def _status(material: Material, note: Note) -> tuple[str, str]:
    match note:
        case Contact(path=path):
            return _standing(material, path)
        case Interview(path=path):
            known = material.facts.told
            status = material.facts.meetings[path].status if known else ""
            return status, TONES.get(status, "")
        case Organization(status=status):
            return status, ""
        case _:
            return "", ""


def _standing(material: Material, person: PersonId) -> tuple[str, str]:
    found = standing(material, person, "")
    return (found.word, found.tone) if found else ("", "")


def _line(material: Material, note: Note) -> Iterable[str]:
    match note:
        case Contact(role=role, organization=link):
            return role, *(_names(material, note, [] if link is None else [link]))
        case Interview():
            return _meeting_line(material, note.path)
        case Organization(industry=industry, location=location):
            return industry, location
        case Question(category=category, stage=stage):
            return category, stage
        case Page(day=day, path=path):
            folder = path.rpartition("/")[0]
            return material.dates.full(day).text if day else "", folder
        case _:
            return ()


def _meeting_line(material: Material, path: str) -> Iterator[str]:
    meeting = material.facts.meetings[path]
    if meeting.on:
        yield material.dates.full(meeting.on, meeting.at).text
    for target in (*meeting.people, *meeting.organizations):
        yield material.book.name_of(target)


def _fields(material: Material, note: Note) -> Iterator[str]:
    """Yield the values that people look for: texts, names, dates; any unknown key's."""
    kind = note.kind
    for field in note.fields:
        known = _TYPES.get((kind, field.name))
        if field.name not in _ELSEWHERE and (known is None or known in _SEARCHED):
            yield from _values(material, note, field)
    for _, value in note.body.fields:
        yield value


def _values(material: Material, note: Note, field: Field) -> Iterable[str]:
    return _names(material, note, field.links) if field.links else field.texts


def _names(material: Material, note: Note, links: Iterable[int]) -> Iterator[str]:
    """Yield the names of what links lead to; as written where they lead nowhere."""
    for link in links:
        target = material.book.target(note.path, link)
        written = note.links[link]
        yield material.book.name_of(target) if target else written.target


def passages(body: Body) -> Iterator[Passage]:
    """Yield what a body says, and below which of its headings; in order."""
    lines = body.prose.text.split("\n")
    ends = [*(one.above for one in body.headings), len(lines)]
    if first := "\n".join(lines[: ends[0]]):
        yield Passage(anchor="", heading="", text=first)
    for heading, end in zip(body.headings, ends[1:], strict=True):
        text = "\n".join(lines[heading.above : end])
        yield Passage(anchor=heading.anchor, heading=heading.text, text=text)


def _clipped(text: str) -> str:
    """Return the first words of a text."""
    if len(text) < _EXCERPT:
        return text
    cut = text[:_EXCERPT]
    return f"{cut.rpartition(' ')[0] or cut} …"


def _lead(material: Material, lead: PersonId) -> Document:
    named = material.named.get(lead, ())
    said = {(one.source.span.path, one.source.anchor) for one in named}
    texts = [_naming(material, one) for one in named]
    texts += [
        sentence("".join((link.before, link.shown or link.target, link.after)))
        for path, link in material.book.leads[lead].sources
        if not link.key and (path, link.entry) not in said
    ]
    text = "\n".join(dict.fromkeys(filter(None, texts)))
    status, tone = _standing(material, lead)
    by = dict.fromkeys(who for one in named for who in one.referrers)
    names = say_names(f"\u2068{material.book.name_of(one)}\u2069" for one in by)
    return Document(
        url=material.urls.leads[lead],
        name=material.book.name_of(lead),
        kind=LEAD,
        line=("no note yet", f"named by {names}" if by else ""),
        status=status,
        tone=tone,
        fields=tuple(material.book.name_of(one) for one in by),
        passages=(Passage(anchor="", heading="", text=text),) if text else (),
        excerpt=_clipped(text.replace("\n", " ")),
    )


def _naming(material: Material, referral: Referral) -> str:
    name = material.book.name_of(referral.person)
    return sentence(without_name(referral.text, name))
