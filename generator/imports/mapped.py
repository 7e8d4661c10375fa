"""Any CSV file, its columns named by hand or like our keys -> proposals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.config.tables import near
from generator.imports.days import read_written_day
from generator.imports.proposals import Proposal, plain_text, plain_values
from generator.imports.records import Rejection
from generator.imports.tables import ForeignFileError, fold_column, read_table
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key, parse_moment
from generator.render.data.csv import unguarded
from generator.vocabulary import KEYS, Kind, ValueType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.imports.rows import Row
    from generator.imports.tables import Table
    from generator.vocabulary import Key

NOTE: Final = "note"
_FIRST, _LAST = "first_name", "last_name"
_TYPE: Final = "type"
_NAMES: Final = ("name", _FIRST, _LAST)
_LISTS: Final = frozenset(
    {ValueType.TEXTS, ValueType.LINKS, ValueType.TAGS, ValueType.SNOOZE}
)
_DAYS: Final = frozenset({ValueType.DATE, ValueType.MOMENT})
_BETWEEN: Final = re.compile(r";\s|\n")


class MappedTable(Struct, frozen=True, kw_only=True):
    """What a CSV file proposes.

    Attributes:
        proposals: In the order of the file.
        rejections: Rows that could not be used, in the order of the file.
        remarks: What the user should know of the file.
    """

    proposals: tuple[Proposal, ...]
    rejections: tuple[Rejection, ...] = ()
    remarks: tuple[str, ...] = ()


def read_mapped(
    data: bytes, mapping: Mapping[str, str], kind: Kind, own: Mapping[str, str]
) -> MappedTable:
    """Read a CSV file.

    Args:
        data: The file.
        mapping: From column to key; none: columns that are called like keys.
        kind: What each row is.
        own: The settings' own names for keys, ours behind them.

    Returns:
        What each row proposes.

    Raises:
        ForeignFileError: Where a column or key is not there; it names the nearest.
    """
    keys = _Keys(kind, own)
    wanted = {fold_column(column): keys.named(key) for column, key in mapping.items()}
    table = read_table(data, lambda names: keys.is_header(names, wanted))
    if table is None:
        raise ForeignFileError(_why_not(data, mapping, keys))
    chosen = wanted or keys.like(table.header)
    return _Rows(table, chosen, keys).read()


class _Keys:
    """The keys of a kind, by every name."""

    def __init__(self, kind: Kind, own: Mapping[str, str]) -> None:
        self.kind = kind
        self.types: dict[str, Key] = {key.name: key for key in KEYS[kind]}
        self.names = {
            fold_key(name): key.name
            for key in reversed(KEYS[kind])
            for name in (*key.aliases, key.name)
        }
        self.names |= {fold_key(yours): ours for yours, ours in own.items()}
        self.names |= {NOTE: NOTE}
        if kind is Kind.CONTACT:
            self.names |= {_FIRST: _FIRST, _LAST: _LAST}

    def named(self, key: str) -> str:
        """Return the key that is meant; an unknown one is refused."""
        folded = fold_key(key)
        if folded not in self.names:
            advice = near(folded, self.names)
            raise ForeignFileError(
                f"there is no key `{key}` of this kind of note; "
                + (advice or "README, the note format, lists them")
            )
        return self.names[folded]

    def like(self, header: tuple[str, ...]) -> dict[str, str]:
        """Return the columns that are called like keys, each key once."""
        found: dict[str, str] = {}
        for name in header:
            key = self.names.get(fold_key(name))
            if key and key != _TYPE and key not in found.values():
                found[fold_column(name)] = key
        return found

    def is_header(self, names: frozenset[str], wanted: Mapping[str, str]) -> bool:
        """Whether a line has the columns that are wanted, or some like our keys."""
        if wanted:
            return names >= wanted.keys()
        found = {self.names.get(fold_key(one), "") for one in names} - {""}
        called = {*_NAMES, "with"} if self.kind is Kind.INTERVIEW else {*_NAMES}
        return len(found) > 1 and bool(found & called)

    def texts(self, key: str, cell: str) -> tuple[str, ...]:
        """Return the values in a cell; a day as `2026-03-02`.

        Raises:
            ValueError: Where a day cannot be read.
        """
        known = self.types.get(key)
        if known is None:
            return (cell,)
        if known.type in _LISTS:
            return tuple(map(plain_text, _BETWEEN.split(cell)))
        if known.type in _DAYS and cell and parse_moment(plain_text(cell)) is None:
            day = read_written_day(cell)
            if day is None:
                raise ValueError(
                    f"{key}: {plain_text(cell)} is no day, or may be two; "
                    "write it as 2026-03-02"
                )
            return (day.isoformat(),)
        return (cell,)


class _Rows:
    def __init__(self, table: Table, chosen: Mapping[str, str], keys: _Keys) -> None:
        self.table = table
        self.keys = keys
        places = {fold_column(name): at for at, name in enumerate(table.header)}
        self.columns = [(places[column], key) for column, key in chosen.items()]
        self.chosen = chosen

    def read(self) -> MappedTable:
        """Return what the rows propose."""
        proposals: list[Proposal] = []
        rejections = list(self.table.rejections)
        for row in self.table.rows:
            try:
                proposals.append(self._proposal(row))
            except ValueError as error:
                rejections.append(Rejection(line=row.line, reason=str(error)))
        rejections.sort(key=lambda one: one.line)
        return MappedTable(
            proposals=tuple(proposals),
            rejections=tuple(rejections),
            remarks=(*self.table.remarks, *self._left()),
        )

    def _left(self) -> tuple[str, ...]:
        left = [one for one in self.table.header if fold_column(one) not in self.chosen]
        names = ", ".join(plain_text(one) for one in left if one)
        return (f"not taken over: {names}",) if names else ()

    def _proposal(self, row: Row) -> Proposal:
        raw: dict[str, tuple[str, ...]] = {}
        for at, key in self.columns:
            cell = row.cells[at] if at < len(row.cells) else ""
            texts = self.keys.texts(key, unguarded(cell))
            raw[key] = (*raw.get(key, ()), *texts)
        text = "\n\n".join(filter(None, raw.pop(NOTE, ())))
        values = plain_values(raw)
        names = [" ".join(values.pop(one, ())) for one in _NAMES]
        name = names[0] or " ".join(filter(None, names[1:]))
        if self.keys.kind is Kind.INTERVIEW and not name:
            name = ", ".join(values.get("with", ()))
        return Proposal(
            line=row.line, kind=self.keys.kind, name=name, values=values, text=text
        )


def _why_not(data: bytes, mapping: Mapping[str, str], keys: _Keys) -> str:
    """Say which column is not there, and which are."""
    table = read_table(data, lambda names: len(names) > 1)
    header = [one for one in table.header if one] if table else []
    there = {fold_column(one): one for one in header}
    if not header:
        return "this is no table: no line has two columns"
    for column in mapping:
        if fold_column(column) not in there:
            close = near(fold_column(column), there)
            close = close or f"the columns are {', '.join(header)}"
            return f"there is no column `{column}`; {close}"
    return (
        f"no column is called like a key of {_a(keys.kind)}; say which is which with "
        f"--map COLUMN=key; the columns are {', '.join(header)}"
    )


def _a(kind: Kind) -> str:
    return f"an {kind}" if fold_name(kind)[0] in "aeiou" else f"a {kind}"
