"""The text of one section of a note, line by line."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from generator.parse.wikilinks import shown_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.graph.records import Book
    from generator.model import Note, Slot
    from generator.vocabulary import Section

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS: Final = _HEADINGS | {
    *("p", "li", "ul", "ol", "br", "hr", "tr", "pre", "div", "blockquote", "summary")
}
_BOXES: Final = {"to do": "☐ ", "done": "☑ ", "cancelled": "☒ "}


def section_lines(book: Book, note: Note, section: Section) -> tuple[str, ...]:
    """Return what stands in one section of a note, as plain lines.

    Args:
        book: The book, for the names of what is linked.
        note: Any note.
        section: Which section; what is Private inside it does not belong to it.

    Returns:
        The lines that say something, in order, without the section's own headings;
        what the note embeds is only named.
    """
    if section not in note.body.filled:
        return ()
    where = {one.anchor: one.section for one in note.body.headings}
    lines = _Lines(where, section)
    for piece in note.body.prose.html:
        lines.feed(piece if isinstance(piece, str) else _words(book, note, piece))
    lines.close()
    return tuple(filter(None, (" ".join(one.split()) for one in lines.found)))


def _words(book: Book, note: Note, slot: Slot) -> str:
    if slot.part in {"open", "close"}:
        return ""
    link = note.links[slot.link]
    target = book.target(note.path, slot.link)
    name = book.name_of(target) if target else link.target
    return escape(shown_text(name, "", link.shown))


class _Lines(HTMLParser):
    """Collects the text between the headings of one section."""

    def __init__(
        self, where: Mapping[str, Section | None], wanted: Section | None
    ) -> None:
        super().__init__()
        self.found = [""]
        self._where = where
        self._wanted = wanted
        self._section: Section | None = None
        self._title = False
        self._folds: list[Section | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in _HEADINGS:
            self._heading(found.get("id") or "")
        elif tag == "details":
            self._folds.append(self._section)
        elif found.get("class") == "footnotes":
            self._section = None
        elif found.get("class") == "box":
            self.handle_data(_BOXES.get(found.get("aria-label") or "", ""))
        if tag in _BREAKS:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self._folds:
            self._section = self._folds.pop()
        if tag in _HEADINGS:
            self._title = False
        if tag in _BREAKS:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._section is self._wanted and not self._title:
            self.found[-1] += data

    def _heading(self, anchor: str) -> None:
        # A heading within a list or quote is of the section around it.
        section = self._where.get(anchor, self._section)
        self._title = section is not self._section
        self._section = section
