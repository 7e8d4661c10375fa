"""The values of one key, written in the style that stands there already."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.edit.quoting import quote_item, quote_key, quote_like

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.diagnostics import Span
    from generator.parse.front_matter import RawField

Place = tuple[int, int]


class Piece(NamedTuple):
    """What is to stand between two places of a text, counted from 0."""

    start: int
    end: int
    new: str


class Writing:
    """Writes values into one text."""

    def __init__(
        self, text: str, place: Callable[[Span], Place], *, bare: bool
    ) -> None:
        """Begin with a text.

        Args:
            text: The whole note.
            place: From a span to where it begins and ends in the text.
            bare: Whether the values are true or false, which take no quotes.
        """
        self.text = text
        self._place = place
        self._bare = bare

    def key(
        self, key: str, texts: tuple[str, ...], indent: int, *, listed: bool
    ) -> str:
        """Return the lines of a key that is not there yet."""
        name = f"{' ' * indent}{quote_key(key)}:"
        if listed:
            return name + self._dashes(texts, indent + 2)
        return f"{name} {self._scalar(texts[0])}" if texts else name

    def values(
        self, field: RawField, texts: tuple[str, ...], *, listed: bool
    ) -> list[Piece]:
        """Return what is to stand where so that a key has these values."""
        start, end = self._place(field.value_span)
        source = self.text[start:end]
        if not field.items:
            return [self._first(field, texts, listed=listed)]
        alone = field.items[0].span == field.value_span
        if not texts:
            if source.startswith("[") and not alone:
                return [Piece(start, end, "[]")]
            return [Piece(start, self._place(field.items[-1].span)[1], "")]
        if alone:
            old = source if field.items[0].text.strip() == texts[0] else ""
            new = self._flow(texts, old) if listed else self._scalar(texts[0], source)
            return [Piece(start, end, new)]
        if source.startswith("["):
            return list(self._brackets(field, texts))
        return list(self._bullets(field, texts))

    def _first(self, field: RawField, texts: tuple[str, ...], *, listed: bool) -> Piece:
        """Return the values of a key without any, in what waits for them."""
        start, end = self._place(field.value_span)
        source = self.text[start:end]
        if source.startswith("["):
            return Piece(start + 1, start + 1, self._flow(texts)[1:-1])
        if re.match(r"-(?:\s|$)", source):
            more = self._dashes(texts[1:], field.value_span.column - 1)
            return Piece(*self._blank(start + 1), f" {self._scalar(texts[0])}{more}")
        if source:
            new = self._flow(texts) if listed else self._scalar(texts[0], source)
            return Piece(start, end, new)
        if listed:
            line = self._line_end(start)
            return Piece(line, line, self._dashes(texts, field.span.column + 1))
        return Piece(*self._blank(start), f" {self._scalar(texts[0])}")

    def _brackets(self, field: RawField, texts: tuple[str, ...]) -> Iterator[Piece]:
        places = [self._place(item.span) for item in field.items]
        for begin, end, new in _differences(field, texts):
            both = min(end - begin, len(new))
            at = begin + both
            for (start, stop), text in zip(places[begin:at], new, strict=False):
                yield Piece(start, stop, self._item(text, self.text[start:stop]))
            more = [self._item(text) for text in new[both:]]
            if more and at:
                behind = places[at - 1][1]
                yield Piece(behind, behind, "".join(f", {one}" for one in more))
            elif more:
                yield Piece(places[0][0], places[0][0], ", ".join([*more, ""]))
            elif at < end:
                last = end == len(places)
                yield Piece(
                    places[at - 1][1] if last else places[at][0],
                    places[end - 1][1] if last else places[end][0],
                    "",
                )

    def _bullets(self, field: RawField, texts: tuple[str, ...]) -> Iterator[Piece]:
        places = [self._place(item.span) for item in field.items]
        indent = field.value_span.column - 1
        for begin, end, new in _differences(field, texts):
            both = min(end - begin, len(new))
            at = begin + both
            for (start, stop), text in zip(places[begin:at], new, strict=False):
                yield Piece(start, stop, self._scalar(text, self.text[start:stop]))
            # The lines of a list are looked at from the end of the one before.
            if at:
                above = self._line_end(places[at - 1][1])
            else:
                above = self.text.rfind("\n", 0, places[0][0])
            if at < end:
                yield Piece(above, self._line_end(places[end - 1][1]), "")
            elif len(new) > both:
                yield Piece(above, above, self._dashes(new[both:], indent))

    def _dashes(self, texts: tuple[str, ...], indent: int) -> str:
        return "".join(f"\n{' ' * indent}- {self._scalar(one)}" for one in texts)

    def _flow(self, texts: tuple[str, ...], source: str = "") -> str:
        """Return a list in brackets; the value that stood there keeps its quotes."""
        first, *more = texts
        kept = source if source[:1] in {'"', "'"} else self._item(first)
        return f"[{', '.join([kept, *map(self._item, more)])}]"

    def _item(self, text: str, source: str = "") -> str:
        quoted = source[:1] in {'"', "'"}
        return quote_like(text, source) if quoted else quote_item(text)

    def _scalar(self, text: str, source: str = "") -> str:
        return text.lower() if self._bare else quote_like(text, source)

    def _blank(self, at: int) -> Place:
        """Return the rest of the line where it is blank, else nothing of it."""
        end = self._line_end(at)
        return (at, at if self.text[at:end].strip() else end)

    def _line_end(self, at: int) -> int:
        return self.text.index("\n", at)


def _differences(
    field: RawField, texts: tuple[str, ...]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield which items of a list are to become which, in order."""
    old = [item.text.strip() for item in field.items]
    matcher = SequenceMatcher(None, old, texts, autojunk=False)
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield begin, end, texts[first:last]
