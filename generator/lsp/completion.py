"""What could stand at a place: names, headings, keys, values, events, tags."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.people import fold_name
from generator.diagnostics import Span
from generator.graph.records import Found
from generator.graph.resolve import Resolver
from generator.lsp.context import Writing, context_at, front_end
from generator.lsp.keys import key_named, keys_of
from generator.model import Link
from generator.parse.note import parse_note
from generator.source import sources_from_texts
from generator.vocabulary import LOG_KINDS, Section, ValueType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from generator.lsp.context import Context
    from generator.lsp.session import Session
    from generator.lsp.state import State, Target
    from generator.lsp.text import Place, Text
    from generator.model import Note
    from generator.vocabulary import Key

MOST: Final = 100
_UNLINKABLE: Final = re.compile(r"[\[\]|#^\n]")
_SMALL_RANGE: Final = 10
_PEOPLE_FIRST: Final = frozenset({"with", "referred_by", "referrals"})
_FIRST: Final = {"organization": "organization", "past_organizations": "organization"}


class Completion(Struct, frozen=True, kw_only=True):
    """One thing that could stand there.

    Attributes:
        label: What is shown.
        new: What is written.
        sort: What it is: `person`, `organization`, `question`, `page`, `heading`,
            `key`, `value`, `event` or `tag`.
        detail: A few words more.
    """

    label: str
    new: str
    sort: str
    detail: str = ""


class Completions(Struct, frozen=True, kw_only=True):
    """What could stand at a place, the best first.

    Attributes:
        typed: What stands there before the cursor, and is replaced.
        line: The line.
        start: The column from which text is replaced.
        end: The column up to which it is.
        items: At most `MOST`.
        complete: Whether these are all.
    """

    typed: str
    line: int
    start: int
    end: int
    items: tuple[Completion, ...]
    complete: bool


def complete(session: Session, path: str, at: Place) -> Completions | None:
    """Return what could stand at a place of a note.

    Args:
        session: The book; it is asked as it was built last, so that a key press
            never waits for a build.
        path: Of the note.
        at: The place of the cursor.

    Returns:
        None where nothing can be completed, or the book is still being read.
    """
    state = session.state
    if state is None:
        return None
    text = session.text_of(path)
    context = context_at(text, at, state.reading.sections)
    if context is None:
        return None
    items = tuple(_offers(_Asked(session, state, path, text, context)))
    return Completions(
        typed=context.typed,
        line=context.line,
        start=context.start,
        end=context.end,
        items=items[:MOST],
        complete=len(items) < MOST,
    )


class _Asked:
    """A question for completion, with what answers need."""

    def __init__(
        self, session: Session, state: State, path: str, text: Text, context: Context
    ) -> None:
        self.session = session
        self.state = state
        self.path = path
        self.text = text
        self.context = context
        self.typed = context.typed

    @property
    def today(self) -> date:
        """The day of the book."""
        return self.state.result.facts.today

    def front(self) -> Note:
        """Return what the front matter alone says, without reading the text below."""
        lines = self.text.lines
        header = "\n".join(lines[: front_end(lines)]) + "\n"
        source = sources_from_texts({self.path: header.encode(errors="replace")})
        return parse_note(source.notes[0], self.state.reading)[0]

    def key(self) -> Key | None:
        """Return the key of the front matter that is being filled."""
        settings = self.state.result.settings
        return key_named(self.context.key, self.front().kind, settings)


def _offers(asked: _Asked) -> Iterator[Completion]:
    return _OFFERS[asked.context.writing](asked)


def _links(asked: _Asked) -> Iterator[Completion]:
    key = asked.key() if asked.context.key else None
    first = _FIRST.get(key.name, "") if key else ""
    if key and key.name in _PEOPLE_FIRST:
        first = "person"
    if key and key.name == "questions":
        first = "question"
    if asked.context.section is Section.REFERRALS:
        first = "person"
    typed = asked.typed.removeprefix("!").removeprefix("[[")
    for target in _matching(asked.state.targets, typed, first):
        if new := _written(target, asked.context):
            detail = "" if target.own else target.inner
            detail = detail or target.id.removesuffix(".md")
            if target.id in asked.state.book.leads:
                detail = "no note yet"
            yield Completion(
                label=target.name, new=new, sort=target.sort, detail=detail
            )


def _matching(targets: Iterable[Target], typed: str, first: str) -> Iterator[Target]:
    """Yield the targets whose name fits what is typed, each once, the best first."""
    wanted = " ".join(fold_name(typed).split())
    found: dict[str, tuple[tuple[int, bool, int, str], Target]] = {}
    for target in targets:
        rank = _rank(target.folded, wanted)
        if rank is None:
            continue
        order = (rank, target.sort != first, -target.linked, target.folded)
        # Of names that fit equally the first counts: the file's, then the shown one.
        if target.id not in found or rank < found[target.id][0][0]:
            found[target.id] = order, target
    for _, target in sorted(found.values(), key=lambda one: one[0])[: 2 * MOST]:
        yield target


def _rank(folded: str, wanted: str) -> int | None:
    """Return how well a name fits: 0 it begins so, 1 a word does, 2 it holds it."""
    if folded.startswith(" " + wanted):
        return 0
    if " " + wanted in folded:
        return 1
    return 2 if wanted in folded else None


def _written(target: Target, context: Context) -> str:
    """Return a link as it is best written there; empty where it cannot be."""
    shown = "" if target.own else target.name
    if _UNLINKABLE.search(target.inner) or _UNLINKABLE.search(shown):
        return ""
    pipe = "\\|" if context.cell else "|"
    inner = f"{target.inner}{pipe}{shown}" if shown else target.inner
    closing = "]]" if context.open else ""
    if context.key and not context.quote:
        return _quoted(f"[[{inner}]]")
    if context.quote == '"' and re.search(r'["\\]', inner):
        return ""
    if context.quote == "'" and "'" in inner:
        inner = inner.replace("'", "''")
    return inner + closing


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _anchors(asked: _Asked) -> Iterator[Completion]:
    """Yield the headings and blocks of the note before the `#`."""
    where = asked.path
    if target := asked.context.target:
        resolver = Resolver(asked.state.book.notes, asked.state.book.assets)
        link = Link(target=target, written=target, span=Span.at(asked.path))
        found = resolver.resolve(asked.path, link)
        if not isinstance(found, Found):
            return
        where = found.note
    checked = asked.session.at(where)
    if checked is None:
        return
    closing = "]]" if asked.context.open else ""
    body = checked.note.body
    texts = [one.text for one in body.headings]
    texts += [f"^{name}" for name, _ in body.blocks]
    for text in _beginning(dict.fromkeys(texts), asked.typed):
        if text and not _UNLINKABLE.search(text.removeprefix("^")):
            yield Completion(label=text, new=text + closing, sort="heading")


def _beginning(texts: Iterable[str], typed: str) -> list[str]:
    """Return the texts that fit what is typed, the best first, else in their order."""
    wanted = fold_name(typed).strip()
    ranked = [(_rank(" " + fold_name(text), wanted), text) for text in texts]
    fit = [(rank, text) for rank, text in ranked if rank is not None]
    return [text for _, text in sorted(fit, key=lambda one: one[0])]


def _keys(asked: _Asked) -> Iterator[Completion]:
    note = asked.front()
    line = asked.context.line
    there = {field.name for field in note.fields if field.span.line != line}
    known = {
        name: key
        for name, key in keys_of(note.kind, asked.state.result.settings)
        if key.name not in there
    }
    colon = "" if asked.context.colon else ": "
    for name in _beginning(known, asked.typed):
        key = known[name]
        detail = key.help or str(key.type)
        yield Completion(label=name, new=name + colon, sort="key", detail=detail)


def _values(asked: _Asked) -> Iterator[Completion]:
    key = asked.key()
    if key is None:
        return
    if key.type in {ValueType.LINK, ValueType.LINKS}:
        for one in _links(asked):
            quote = asked.context.quote
            new = f"[[{one.new}]]{quote}" if quote else one.new
            yield Completion(label=one.label, new=new, sort=one.sort, detail=one.detail)
        return
    details = dict(_suggested(asked, key))
    for text in _beginning(details, asked.typed):
        new = _scalar(text, asked.context.quote)
        yield Completion(label=text, new=new, sort="value", detail=details[text])


def _scalar(text: str, quote: str) -> str:
    """Return a value as YAML reads it back, up to the quote that was opened."""
    if quote == "'":
        return text.replace("'", "''") + quote
    if quote:
        return _quoted(text).removeprefix(quote)
    plain = re.fullmatch(r"[\w+(][^:#\[\]{},&*!|>'\"%@`]*", text)
    return text if plain else _quoted(text)


def _suggested(asked: _Asked, key: Key) -> Iterator[tuple[str, str]]:
    """Yield values of a key, each with a few words."""
    match key.type:
        case ValueType.CHOICE:
            yield from ((choice, "") for choice in key.choices)
        case ValueType.BOOL:
            yield from (("true", ""), ("false", ""))
        case ValueType.DATE | ValueType.MOMENT | ValueType.PARTIAL_DATE:
            yield from _days(asked.today)
        case ValueType.SNOOZE:
            yield from _days(asked.today)
        case ValueType.TIMEZONE:
            yield from ((zone, "") for zone in _zones())
        case ValueType.TAGS:
            yield from ((tag, "") for tag in asked.state.tags)
        case ValueType.NUMBER if key.high is not None:
            if key.high - key.low <= _SMALL_RANGE:
                numbers = range(key.low, key.high + 1)
                yield from ((str(number), "") for number in numbers)
        case ValueType.TEXTS | ValueType.TEXT:
            yield from ((text, "") for text in asked.state.values(key.name))
        case _:
            pass


def _days(today: date) -> Iterator[tuple[str, str]]:
    for days, said in (
        (0, "today"),
        (1, "tomorrow"),
        (7, "in a week"),
        (-1, "yesterday"),
    ):
        day = today + timedelta(days=days)
        yield day.isoformat(), f"{said}, {day:%A}"


@cache
def _zones() -> tuple[str, ...]:
    from zoneinfo import available_timezones

    return tuple(sorted(available_timezones()))


def _log(asked: _Asked) -> Iterator[Completion]:
    """Yield a dated line's beginning for each kind of event."""
    colon = "" if asked.context.colon else ": "
    kinds = _beginning(map(str, LOG_KINDS), asked.typed)
    if asked.today.isoformat().startswith(asked.typed):
        kinds = [str(kind) for kind in LOG_KINDS]
    for kind in kinds:
        new = f"{asked.today} {kind}{colon}"
        yield Completion(label=kind, new=new, sort="event", detail=f"today: {new}")


def _events(asked: _Asked) -> Iterator[Completion]:
    colon = "" if asked.context.colon else ": "
    for kind in _beginning(map(str, LOG_KINDS), asked.typed):
        yield Completion(label=kind, new=kind + colon, sort="event")


def _tags(asked: _Asked) -> Iterator[Completion]:
    for tag in _beginning(asked.state.tags, asked.typed):
        yield Completion(label=tag, new=tag, sort="tag")


_OFFERS: Final[dict[Writing, Callable[[_Asked], Iterator[Completion]]]] = {
    Writing.LINK: _links,
    Writing.ANCHOR: _anchors,
    Writing.KEY: _keys,
    Writing.VALUE: _values,
    Writing.LOG: _log,
    Writing.EVENT: _events,
    Writing.TAG: _tags,
}
