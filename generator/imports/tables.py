"""A CSV file whose header stands somewhere -> named cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.imports.decoding import decode_text
from generator.imports.rows import Row, read_rows, split_line, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.imports.records import Rejection

DELIMITERS: Final = (",", ";", "\t", "|")
_MOST_ABOVE: Final = 200
_MOST_HEADER: Final = 100_000
_OTHERS: Final = (
    (b"PK\x03\x04", "a zip archive; unpack it and give the CSV file in it"),
    (b"\xd0\xcf\x11\xe0", "a workbook; save the sheet as CSV first"),
    (b"%PDF", "a PDF"),
)


class ForeignFileError(ValueError):
    """A file is not of the kind that was asked for; one line says which it is."""


class Table(Struct, frozen=True, kw_only=True):
    """A header and what stands below it.

    Attributes:
        header: Names of the columns as written.
        line: Where the header stands, from 1.
        rows: In order, none of them empty.
        rejections: Lines that could not be read, in order.
        remarks: What the user should know of the file.
    """

    header: tuple[str, ...]
    line: int
    rows: tuple[Row, ...]
    rejections: tuple[Rejection, ...] = ()
    remarks: tuple[str, ...] = ()

    def columns(self, names: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """Return where columns are.

        Args:
            names: What each may be called, folded, by our name for it.

        Returns:
            Index of the first that fits, by our name; without those not there.
        """
        places: dict[str, int] = {}
        for at, name in enumerate(self.header):
            places.setdefault(fold_column(name), at)
        there = {
            ours: [places[one] for one in called if one in places]
            for ours, called in names.items()
        }
        return {ours: found[0] for ours, found in there.items() if found}


def fold_column(name: str) -> str:
    """Return the name of a column as it is compared: no case, hyphens as spaces."""
    return " ".join(re.sub(r"[-_\s]+", " ", name.casefold()).split())


def read_table(
    data: bytes, is_header: Callable[[frozenset[str]], bool]
) -> Table | None:
    """Read a CSV file.

    Args:
        data: The file.
        is_header: Whether these are the names of the columns, folded.

    Returns:
        The table; none where no line near the beginning is its header.

    Raises:
        ForeignFileError: Where it is no text at all.
    """
    refuse_others(data)
    decoded = decode_text(data)
    lines = split_lines(decoded.text)
    for at, line in enumerate(lines[:_MOST_ABOVE]):
        for delimiter in DELIMITERS:
            if delimiter not in line or len(line) > _MOST_HEADER:
                continue
            header = split_line(line, delimiter)
            if is_header(frozenset(map(fold_column, header))):
                found = read_rows(lines, delimiter, first=at + 1, width=len(header))
                remarks = (decoded.remark,) if decoded.remark else ()
                return _table(header, at + 1, found, remarks)
    return None


def refuse_others(data: bytes) -> None:
    """Refuse a file that is no text.

    Raises:
        ForeignFileError: It says what the file is.
    """
    if not data.strip():
        raise ForeignFileError("the file is empty")
    for begins, what in _OTHERS:
        if data.startswith(begins):
            raise ForeignFileError(f"this is {what}")


def _table(
    header: tuple[str, ...],
    line: int,
    found: Iterator[Row | Rejection],
    remarks: tuple[str, ...],
) -> Table:
    rows: list[Row] = []
    rejections: list[Rejection] = []
    for one in found:
        if isinstance(one, Row):
            rows.append(one)
        else:
            rejections.append(one)
    return Table(
        header=header,
        line=line,
        rows=tuple(rows),
        rejections=tuple(rejections),
        remarks=remarks,
    )


def headers_of(data: bytes) -> Iterator[frozenset[str]]:
    """Yield the folded cells of each line that may be a header, for every delimiter."""
    lines = split_lines(decode_text(data[:_MOST_HEADER]).text)[:_MOST_ABOVE]
    for line in lines:
        for delimiter in DELIMITERS:
            if delimiter in line:
                yield frozenset(map(fold_column, split_line(line, delimiter)))
