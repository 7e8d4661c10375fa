"""Tables for spreadsheets (RFC 4180): a header of key names, a row for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.model import Contact, Interview
from generator.render.data.encoding import iso
from generator.render.data.notes import typed_value
from generator.vocabulary import KEYS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.derive import Derived
    from generator.derive.records import LedgerLine
    from generator.facts.records import Facts, Referral
    from generator.graph.records import Book
    from generator.model import Note
    from generator.render.data.encoding import Record

    Rows = Callable[[Book, Facts, Derived], Iterable[Record]]

_BETWEEN: Final = "; "
_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for an old encoding
_GUARD: Final = "'"
# What a spreadsheet takes for the beginning of a formula, at full width, too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001
_QUOTED: Final = frozenset('",\r\n')


def render_csv(table: str, book: Book, facts: Facts, derived: Derived) -> bytes:
    """Return a table of the book (`schemas/csv.json`).

    Args:
        table: One of `TABLES`.
        book: All notes.
        facts: What follows from them on one day.
        derived: The ledgers.

    Returns:
        UTF-8 with a byte order mark, CRLF; a header, then a row each in a stable
        order. Lists are joined with `; `. A cell that a spreadsheet would take for a
        formula has an apostrophe before it, as has one that begins with an apostrophe.
    """
    columns, rows_of = TABLES[table]
    rows = [{name: name for name in columns}, *rows_of(book, facts, derived)]
    lines = (",".join(_cell(row[name]) for name in columns) for row in rows)
    text = "".join(f"{line}\r\n" for line in lines)
    return f"{_MARK}{text}".encode("utf-8", "replace")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return _GUARD + cell if cell.startswith((*_FORMULA, _GUARD)) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`."""
    rest = cell.removeprefix(_GUARD)
    return rest if rest.startswith((*_FORMULA, _GUARD)) else cell


def _cell(value: Any) -> str:
    text = guarded(_text(value).strip())
    if _QUOTED.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _text(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "true"
        case list():
            return _BETWEEN.join(map(_text, value))
        case {"name": name}:
            return str(name)
        case {"until": until, "rule": rule}:
            return f"{rule or ''} {until}".strip()
        case _:
            return str(value)


def _keys(kind: Kind) -> tuple[str, ...]:
    return tuple(key.name for key in KEYS[kind] if key.name != "type")


def _note(book: Book, note: Note) -> Record:
    keys = {key.name: typed_value(book, note, key) for key in KEYS[note.kind]}
    return {**keys, "path": note.path}


def _contacts(book: Book, facts: Facts, _: Derived) -> Iterator[Record]:
    for note in book.of(Contact):
        status = facts.statuses[note.path]
        event = status.event
        yield {
            **_note(book, note),
            "status_now": status.word,
            "since": iso(event.on) if event else None,
        }


def _interviews(book: Book, facts: Facts, _: Derived) -> Iterator[Record]:
    for note in book.of(Interview):
        status = facts.meetings[note.path].status if facts.told else None
        yield {**_note(book, note), "status_now": status}


def _referrals(book: Book, facts: Facts, _: Derived) -> Iterator[Record]:
    return (_referral(book, one) for one in facts.referrals)


def _referral(book: Book, one: Referral) -> Record:
    return {
        "name": book.name_of(one.person),
        "referred_by": [book.name_of(person) for person in one.referrers],
        "date": iso(one.on),
        "may_use_name": one.may_use_name,
        "introduced": one.introduced,
        "text": one.text,
        "interview": book.name_of(one.interview) if one.interview else None,
        "path": one.source.span.path,
        "line": one.source.span.line,
    }


def _ledgers(book: Book, _: Facts, derived: Derived) -> Iterator[Record]:
    for ledger in (derived.advice, derived.information, derived.referrals):
        yield from (_line(book, line) for line in ledger.lines)


def _line(book: Book, line: LedgerLine) -> Record:
    entry = line.entry
    asked = None if entry.question is None else book.target(line.note, entry.question)
    return {
        "section": str(entry.section),
        "date": iso(line.on),
        "with": [book.name_of(person) for person in line.people],
        "organization": [book.name_of(path) for path in line.organizations],
        "field": list(line.fields),
        "topics": list(entry.topics),
        "text": entry.text,
        "question": book.name_of(asked) if asked else None,
        "may_use_name": entry.may_use_name,
        "pay": [pay.text for pay in entry.pay],
        "path": line.note,
        "line": entry.span.line,
    }


TABLES: Final[Mapping[str, tuple[tuple[str, ...], Rows]]] = {
    "contacts": ((*_keys(Kind.CONTACT), "status_now", "since", "path"), _contacts),
    "interviews": ((*_keys(Kind.INTERVIEW), "status_now", "path"), _interviews),
    "referrals": (
        (
            *("name", "referred_by", "date", "may_use_name", "introduced", "text"),
            *("interview", "path", "line"),
        ),
        _referrals,
    ),
    "ledgers": (
        (
            *("section", "date", "with", "organization", "field", "topics", "text"),
            *("question", "may_use_name", "pay", "path", "line"),
        ),
        _ledgers,
    ),
}
"""Each table's columns, and what makes its rows."""
