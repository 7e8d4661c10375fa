"""Where links lead, what leads here, and what a note and a book hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.people import fold_name
from generator.diagnostics import Span
from generator.graph.records import Found, FoundLead
from generator.lsp.text import contains
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.graph.records import Resolution
    from generator.lsp.session import Checked, Session
    from generator.lsp.state import State
    from generator.lsp.text import Place
    from generator.model import Heading, Link

_MOST: Final = 200


class Symbol(Struct, frozen=True, kw_only=True):
    """Something in a note that has a name.

    Attributes:
        name: What it is called.
        sort: `heading`, `entry`, `event` or `person`.
        span: Its own place.
        whole: Its place with all that belongs to it.
        detail: A few words more.
        children: What stands below it, in order.
    """

    name: str
    sort: str
    span: Span
    whole: Span
    detail: str = ""
    children: tuple[Symbol, ...] = ()


def link_at(checked: Checked, at: Place) -> tuple[Link, Resolution] | None:
    """Return the link at a place of a note and where it leads; none without one."""
    for link, where in zip(checked.note.links, checked.resolved, strict=True):
        if contains(link.span, at):
            return link, where
    return None


def target_at(session: Session, path: str, at: Place) -> str | None:
    """Return the note or lead that is meant at a place: a link's, else the note."""
    checked = session.at(path)
    if checked is None:
        return None
    linked = link_at(checked, at)
    if linked is None:
        return path
    match linked[1]:
        case Found(note=note):
            return note
        case FoundLead(lead=lead):
            return lead
        case _:
            return None


def find_definition(session: Session, path: str, at: Place) -> tuple[Span, ...]:
    """Return where the link at a place leads: a note, its heading or block.

    Returns:
        For a lead, where it was named; empty without a link, or where it leads
        nowhere.
    """
    checked, state = session.at(path), session.state
    linked = link_at(checked, at) if checked else None
    if linked is None or state is None:
        return ()
    link, where = linked
    match where:
        case Found():
            return (_place_of(session, where, link),)
        case FoundLead(lead=lead):
            known = state.book.leads.get(lead)
            return tuple(one.span for _, one in known.sources) if known else ()
        case _:
            return ()


def _place_of(session: Session, found: Found, link: Link) -> Span:
    """Return the place in a note that a link leads to."""
    top = Span.at(found.note)
    checked = session.at(found.note)
    if not found.anchor or checked is None:
        return top
    for heading in checked.note.body.headings:
        if heading.anchor == found.anchor:
            return heading.span
    block = re.compile(rf"\^{re.escape(link.anchor[1:].strip())}\s*$", re.IGNORECASE)
    for number, line in enumerate(checked.text.lines, start=1):
        if match := block.search(line):
            column = match.start() + 1
            return Span(found.note, number, column, number, len(line.rstrip()) + 1)
    return top


def find_references(
    session: Session, path: str, at: Place, *, declaration: bool = False
) -> tuple[Span, ...]:
    """Return every link to what is meant at a place.

    Args:
        session: The book.
        path: Of the note.
        at: On a link: to where that leads; anywhere else: to this note.
        declaration: Whether the note itself counts as well.
    """
    target, state = target_at(session, path, at), session.state
    if target is None or state is None:
        return ()
    spans = [one.link.span for one in state.book.backlinks.get(target, ())]
    if declaration and target in state.book.notes:
        spans.insert(0, Span.at(target))
    return tuple(dict.fromkeys(spans))


def note_symbols(checked: Checked) -> tuple[Symbol, ...]:
    """Return the headings of a note, with entries and dated lines below them."""
    path, last = checked.note.path, len(checked.text.lines)
    end = Span.at(path, last, len(checked.text.lines[-1]) + 1)
    body = checked.note.body
    leaves = [
        Symbol(name=one.text, sort="entry", span=one.span, whole=one.span)
        for one in body.entries
        if one.text
    ]
    leaves += [
        Symbol(
            name=f"{one.day.on} {one.kind}",
            sort="event",
            span=one.span,
            whole=one.span,
            detail=one.text,
        )
        for one in body.log
    ]
    leaves.sort(key=lambda one: one.span)
    return tuple(_below(list(body.headings), leaves, Span.at(path), end))


def _below(
    headings: list[Heading], leaves: list[Symbol], start: Span, end: Span
) -> Iterator[Symbol]:
    """Yield what stands from one place up to another, headings with what is in them."""
    first = headings[0].span if headings else end
    yield from (one for one in leaves if start <= one.span < first)
    while headings:
        heading, rest = headings[0], headings[1:]
        next_one = [
            number for number, one in enumerate(rest) if one.level <= heading.level
        ]
        inner, headings = (
            (rest[: next_one[0]], rest[next_one[0] :]) if next_one else (rest, [])
        )
        until = headings[0].span if headings else end
        whole = Span(
            heading.span.path,
            heading.span.line,
            heading.span.column,
            until.line,
            until.column,
        )
        children = tuple(_below(inner, leaves, heading.span, until))
        yield Symbol(
            name=heading.text or "(no text)",
            sort="heading",
            span=heading.span,
            whole=whole,
            children=children,
        )


def find_people(state: State, typed: str) -> tuple[Symbol, ...]:
    """Return the people whose name holds what is typed, by name.

    A lead stands where it was named first.
    """
    wanted = fold_name(typed).strip()
    found: dict[str, Symbol] = {}
    for target in state.targets:
        if target.sort != "person" or wanted not in target.folded:
            continue
        lead = state.book.leads.get(target.id)
        span = lead.sources[0][1].span if lead else Span.at(target.id)
        status = state.result.facts.statuses.get(target.id)
        note = state.book.notes.get(target.id)
        name = note.name if isinstance(note, Contact) else target.name
        found.setdefault(
            target.id,
            Symbol(
                name=name,
                sort="person",
                span=span,
                whole=span,
                detail="no note yet" if lead else status.word if status else "",
            ),
        )
    ordered = sorted(found.items(), key=lambda one: (fold_name(one[1].name), one[0]))
    return tuple(symbol for _, symbol in ordered[:_MOST])
