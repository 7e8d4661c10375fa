"""Positions of editors and places of notes are the same places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.lsp.renaming import parts_of
from generator.lsp.text import BOM, ENCODINGS, Place, Position, Range, Text
from generator.source import sources_from_texts

TEXTS = st.text(st.sampled_from("ab\n\r é🦊\u2028\x0cя字"), max_size=40)
UNITS = st.sampled_from(ENCODINGS)
NUMBERS = st.integers(-2, 60)
_CODECS = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


@given(TEXTS, st.booleans())
def test_lines_are_those_of_the_notes(raw: str, bom: bool) -> None:  # noqa: FBT001
    """Whatever ends a line for an editor ends one in a note, and nothing else."""
    text = Text(BOM + raw if bom else raw)
    source = sources_from_texts({"a.md": text.data}).notes[0]
    assert text.lines == source.text.split("\n")


@given(TEXTS, UNITS, st.data())
def test_a_place_goes_to_a_position_and_back(
    raw: str, units: str, data: st.DataObject
) -> None:
    """The units before it are those of the encoding."""
    text = Text(raw, units)
    line = data.draw(st.integers(1, len(text.lines)))
    column = data.draw(st.integers(1, len(text.line(line)) + 1))
    position = text.position(Place(line, column))
    codec, size = _CODECS[units]
    before = text.line(line)[: column - 1].encode(codec)
    assert position == Position(line - 1, len(before) // size)
    assert text.place(position) == Place(line, column)


@given(TEXTS, UNITS, NUMBERS, NUMBERS)
def test_a_position_that_is_nowhere_is_near(
    raw: str, units: str, line: int, character: int
) -> None:
    """Behind the end of a line it is the end, within a sign its beginning."""
    text = Text(raw, units)
    place = text.place(Position(line, character))
    assert 1 <= place.line <= len(text.lines)
    assert 1 <= place.column <= len(text.line(place.line)) + 1
    again = text.place(text.position(place))
    assert again == place


@given(TEXTS, TEXTS, UNITS, st.data())
def test_what_is_typed_is_put_in_its_place(
    raw: str, new: str, units: str, data: st.DataObject
) -> None:
    """The text before and behind stays; without a range all of it is new."""
    text = Text(raw, units)
    places = st.integers(1, len(text.lines)).flatmap(
        lambda line: st.tuples(st.just(line), st.integers(1, len(text.line(line)) + 1))
    )
    start, end = sorted((Place(*data.draw(places)), Place(*data.draw(places))))
    where = Range(text.position(start), text.position(end))
    changed = text.changed(where, new).raw
    head, tail = _split(text, start)[0], _split(text, end)[1]
    assert changed == head + new + tail
    assert text.changed(None, new).raw == new


def _split(text: Text, at: Place) -> tuple[str, str]:
    """Return a text before and behind a place."""
    offset = 0
    for number, line in enumerate(text.lines, start=1):
        if number == at.line:
            break
        offset += len(line)
        offset += 2 if text.raw[offset : offset + 2] == "\r\n" else 1
    offset += at.column - 1
    return text.raw[:offset], text.raw[offset:]


@given(TEXTS, TEXTS, UNITS)
def test_the_edits_of_two_texts_make_one_of_the_other(
    before: str, after: str, units: str
) -> None:
    """Applied from the end on, as editors do."""
    text = Text(before, units)
    parts = list(parts_of(before, after, units))
    for part in reversed(parts):
        text = text.changed(part.range, part.new)
    assert text.raw == after
    assert bool(parts) == (before != after)


def test_a_byte_order_mark_counts_for_the_editor_alone() -> None:
    """It stands in the editor's first line, and in no line of a note."""
    for units, width in zip(ENCODINGS, (3, 1, 1), strict=True):
        text = Text(f"{BOM}ab\nc", units)
        assert text.lines == ["ab", "c"]
        assert text.position(Place(1, 2)) == Position(0, width + 1)
        assert text.place(Position(0, width + 1)) == Place(1, 2)
        assert text.changed(Range(Position(0, width), Position(0, width)), "x").raw == (
            f"{BOM}xab\nc"
        )
