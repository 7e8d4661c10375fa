"""What is wrong with the page that somebody looks at -> what the overlay says."""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from generator.diagnostics import Code, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.diagnostics import Diagnostic, Span

MOST: Final = 12
_AROUND: Final = 2
_WIDEST: Final = 160
_LEAD: Final = 60
# Errors of these are errors of every page.
_OF_ALL: Final = frozenset(
    {
        Code.SETTINGS_SYNTAX,
        Code.SETTINGS_VALUE,
        Code.TEMPLATE_BROKEN,
    }
)


class Row(Struct, frozen=True, kw_only=True):
    """A line of a code frame: what stands before, in and behind what is meant.

    Attributes:
        number: Of the line.
        parts: The three; the second is empty in lines that are only around.
        meant: Whether it is the line of the problem.
    """

    number: int
    parts: tuple[str, str, str]
    meant: bool


class Card(Struct, frozen=True, kw_only=True):
    """One problem.

    Attributes:
        message: What is wrong.
        advice: What to write instead; empty: nothing helps.
        place: Path, line and column; empty: it stands nowhere.
        code: Its name in `check`.
        rows: The lines around it.
        edit: Link that opens the editor there; empty: none.
    """

    message: str
    advice: str = ""
    place: str = ""
    code: str = ""
    rows: tuple[Row, ...] = ()
    edit: str = ""


class Trouble(Struct, frozen=True, kw_only=True):
    """What an overlay says.

    Attributes:
        key: The same for the same problems, wherever their lines are by now.
        title: How many there are.
        cards: The first of them.
        more: How many more.
    """

    key: str
    title: str
    cards: tuple[Card, ...]
    more: int = 0


def trouble_of(
    problems: Iterable[Diagnostic],
    note: str,
    text_of: Callable[[str], str],
    link_to: Callable[[Span], str],
) -> Trouble | None:
    """Return what the overlay says on the page of a note; none: nothing is wrong.

    Args:
        problems: Of the book.
        note: Path of the note; empty: the page is of none.
        text_of: Returns the text of a file.
        link_to: Returns the link that opens the editor at a place; empty: none.
    """
    found = [
        one
        for one in problems
        if one.severity is Severity.ERROR
        and (one.code in _OF_ALL or (note and one.span.path == note))
    ]
    if not found:
        return None
    cards = (_card(one, text_of, link_to) for one in found)
    count = "One error" if len(found) == 1 else f"{len(found)} errors"
    return Trouble(
        key=_key("\n".join(f"{one.span.path} {one.message}" for one in found)),
        title=f"{count} in {_where(found, note)}",
        cards=tuple(islice(cards, MOST)),
        more=max(len(found) - MOST, 0),
    )


def crash_trouble(message: str, advice: str) -> Trouble:
    """Return what the overlay says where the book could not be built at all."""
    return Trouble(
        key=_key(message),
        title="The book could not be built",
        cards=(Card(message=message, advice=advice),),
    )


def edit_link(pattern: str, file: Path, path: str, line: int) -> str:
    """Return the link that opens an editor at a line.

    Args:
        pattern: The setting; empty: no link.
        file: Where the file lies on this machine.
        path: The same in the book.
        line: From 1.
    """
    shown = f"/{file.as_posix().lstrip('/')}"
    in_query = "?" in pattern.partition("{path}")[0]
    absolute = quote(shown, safe="" if in_query else "/:")
    link = pattern.replace("{path}", absolute).replace("{file}", quote(path))
    link = link.replace("{line}", str(line))
    harmful = urlsplit(link).scheme.casefold() in {"javascript", "data", "vbscript"}
    return "" if harmful else link


def _where(problems: Iterable[Diagnostic], note: str) -> str:
    places = {one.span.path for one in problems}
    if places == {note}:
        return "this note"
    return places.pop() if len(places) == 1 else "this book"


def _card(
    problem: Diagnostic,
    text_of: Callable[[str], str],
    link_to: Callable[[Span], str],
) -> Card:
    span = problem.span
    return Card(
        message=problem.message,
        advice=problem.advice,
        place=f"{span.path}, line {span.line}, column {span.column}",
        code=problem.code.slug,
        rows=tuple(_rows(text_of(span.path), span)),
        edit=link_to(span),
    )


def _rows(text: str, span: Span) -> Iterator[Row]:
    """Yield the line of a problem and those around it."""
    lines = text.split("\n")
    first = max(span.line - _AROUND, 1)
    for number in range(first, min(span.line + _AROUND, len(lines)) + 1):
        line = lines[number - 1]
        if number != span.line:
            yield Row(number=number, parts=(line[:_WIDEST], "", ""), meant=False)
            continue
        begin = span.column - 1
        same_line = span.end_line == span.line
        end = span.end_column - 1 if same_line else len(line)
        start = max(begin - _LEAD, 0) if len(line) > _WIDEST else 0
        stop = start + _WIDEST
        parts = (line[start:begin], line[begin : min(end, stop)], line[end:stop])
        yield Row(number=number, parts=parts, meant=True)


def _key(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
