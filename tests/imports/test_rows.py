"""Tables as they come: every row is read, or its line is named; never all is lost."""

from __future__ import annotations

import csv
import io
from time import perf_counter
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.imports.decoding import decode_text
from generator.imports.records import Rejection
from generator.imports.rows import Row, read_rows, split_lines
from generator.imports.tables import ForeignFileError, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 5
# Without commas a line within a cell can never be taken for a row.
CELLS: Final = st.text(st.sampled_from("aé ب\"'\n=;\t|😀"), max_size=8)
SOME: Final = st.lists(st.lists(CELLS, min_size=WIDTH, max_size=WIDTH), max_size=6)

LINES: Final = SOME.map(
    lambda rows: [[cell.replace("\n", " ") for cell in row] for row in rows]
)


def read(text: str, width: int = WIDTH, delimiter: str = ",") -> list[Row | Rejection]:
    """Return the rows and rejections of a text without a header."""
    return list(read_rows(split_lines(text), delimiter, first=0, width=width))


def written(rows: Sequence[Sequence[str]], newline: str = "\n") -> str:
    """Return rows as another program writes them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=newline).writerows(rows)
    return stream.getvalue()


@given(SOME, st.sampled_from(["\n", "\r\n"]))
def test_what_a_writer_of_csv_writes_is_read(
    rows: list[list[str]], newline: str
) -> None:
    """Quotes, line ends and delimiters within cells are part of them."""
    found = read(written(rows, newline))
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    assert [one.cells for one in found if isinstance(one, Row)] == [
        row for row in wanted if any(row)
    ]
    assert not any(isinstance(one, Rejection) for one in found)


@given(SOME, LINES, st.sampled_from(['a,b"c,"d,e,f', '"a,b,c,d,e', 'a,b,"c,d,e,f']))
@example([], [['"', "", "a", "", ""]], 'a,b,"c,d,e,f')
@example([], [["a", "b", "c", "d", "e"], ["1", "2", "3", "4", '"x" "y"']], '"a,b,c,d,e')
def test_an_unclosed_quote_costs_its_row(
    before: list[list[str]], after: list[list[str]], broken: str
) -> None:
    """Rows above stay, and below it the rows go on, one of several lines as well."""
    last = ["1", "2", "3", "4", '"x"\n"y", z']
    text = f"{written(before)}{broken}\n{written([*after, list('abcde'), last])}"
    found = read(text)
    line = written(before).count("\n") + 1
    assert any(isinstance(one, Rejection) and one.line == line for one in found)
    rows = [one.cells for one in found if isinstance(one, Row)]
    wanted = [tuple(cell.strip() for cell in row) for row in [*after, last]]
    assert [row for row in wanted if any(row) and row not in rows] == []


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_narrow_table_may_have_texts_of_several_lines(width: int) -> None:
    """A comma in a text of two lines makes no row of it."""
    cells = ["a"] * (width - 1)
    row = [*cells, "Dear all, hello\nbest, me\n\nx"]
    found = read(written([row, ["b"] * width]), width)
    assert [one.cells for one in found if isinstance(one, Row)] == [
        tuple(row),
        ("b",) * width,
    ]


def test_a_row_knows_its_first_line() -> None:
    """However many lines those before it took; rows of nothing are passed over."""
    found = read('a,"1\n2\n3",c,d,e\n,,,,\n\nf,g\n')
    assert [(one.line, one.cells) for one in found if isinstance(one, Row)] == [
        (1, ("a", "1\n2\n3", "c", "d", "e")),
        (6, ("f", "g")),
    ]


def test_spaces_around_quotes_and_stray_quotes() -> None:
    """What people type by hand is read as it is meant."""
    found = read('a, "b, c" ,5" disk,"Ann "Bo" Cy",e')
    assert [one.cells for one in found if isinstance(one, Row)] == [
        ("a", "b, c", '5" disk', 'Ann "Bo" Cy', "e")
    ]


@given(st.text(st.characters(codec="utf-8")), st.integers(1, 9))
def test_any_text_is_read(text: str, width: int) -> None:
    """Each row and each rejection has a line of the file, in order."""
    lines = [one.line for one in read(text, width)]
    assert lines == sorted(set(lines))
    assert all(1 <= one <= len(split_lines(text)) for one in lines)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 200_000,
        '"a\n' * 60_000,
        'a,"b\n' * 50_000,
        ('a,"b,' + "x" * 4_000 + "\n") * 50,
        '"' + "a,b,c\n" * 40_000,
        "," * 200_000,
        '"a" ' * 50_000,
        "\n" * 200_000,
        'x,"' + " " * 200_000,
    ],
    ids=range(9),
)
def test_pathological_quotes_take_little_time(text: str) -> None:
    """Some hundred kilobytes are read in a moment, whatever stands in them."""
    begin = perf_counter()
    for width in (2, 7):
        read(text, width)
    assert perf_counter() - begin < 20


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_files_of_any_encoding(encoding: str) -> None:
    """With a mark at the beginning or without."""
    text = "First Name,Last Name\r\nZoë,Ünal\r\n李,王\r\n"
    assert decode_text(text.encode(encoding)).text == text


def test_old_encodings_are_read_and_said() -> None:
    """Accents of western Europe; a byte that means nothing is no end."""
    decoded = decode_text("Zoë,“x”,€".encode("cp1252"))
    assert decoded.text == "Zoë,“x”,€"
    assert "Windows-1252" in decoded.remark
    assert decode_text(b"\x81\xff").text == "\ufffdÿ"
    assert decode_text(b"").text == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text(data: bytes) -> None:
    """No file stops an import by its bytes."""
    assert isinstance(decode_text(data).text, str)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04...", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0", "workbook"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, said: str) -> None:
    """The sentence says what it is."""
    with pytest.raises(ForeignFileError, match=said):
        read_table(data, lambda names: "name" in names)
