"""A link of a note as it looks on a page: its words, its target, its state."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.graph.records import (
    Found,
    FoundAsset,
    FoundLead,
    Missing,
    Outside,
)
from generator.render.urls import file_name, fold, relative

if TYPE_CHECKING:
    from generator.graph.records import Book, Resolution
    from generator.model import Link
    from generator.render.urls import Urls

_DEEPER: Final = " \u203a "
_SIZE: Final = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")


class Look(Struct, frozen=True, kw_only=True, gc=False):
    """How a link looks.

    Attributes:
        text: Its words, where it is not drawn around other HTML.
        href: Where it leads; empty: nowhere.
        classes: Its kind and state, for the stylesheet.
        title: Its state in words; empty: as it should be.
        name: Whether the words are somebody's name, whatever its alphabet.
    """

    text: str
    href: str
    classes: str
    title: str = ""
    name: bool = False


class Linked(Struct, frozen=True, kw_only=True, gc=False):
    """What a link to a note or lead says.

    Attributes:
        name: Of the note or lead.
        url: Of its page.
        kind: Of the note, or `lead`.
        mark: What the reader should know of it; empty: nothing.
    """

    name: str
    url: str
    kind: str
    mark: str


class Links(Struct, frozen=True, kw_only=True, gc=False):
    """What links need to know to be drawn.

    Attributes:
        book: All notes.
        urls: Where they lie.
        local: Whether the site is its owner's own, which says what is amiss.
    """

    book: Book
    urls: Urls
    local: bool

    def look(self, source: str, link: int, page: str) -> Look:
        """Return how a link of a note looks on a page.

        Args:
            source: Path of the note that it stands in.
            link: Its number there.
            page: URL of the page that it is shown on.
        """
        written = self.book.notes[source].links[link]
        match self.book.resolutions[source][link]:
            case Found() as found:
                return self._to_note(written, found, page)
            case FoundLead(lead=lead):
                return self._to_lead(written, lead, page)
            case FoundAsset(path=path):
                return self._to_asset(written, path, page)
            case other:
                return self._nowhere(written, other)

    def _to_note(self, link: Link, found: Found, page: str) -> Look:
        note = self.book.notes[found.note]
        kind = str(note.kind)
        states = self._states(link, found)
        return Look(
            text=shown_text(self.book, link, found.note),
            href=relative(page, self.urls.notes[found.note], found.anchor),
            classes=" ".join(["link", kind, *(state for state, _ in states)]),
            title="; ".join(title for _, title in states),
            name=kind == "contact",
        )

    def _states(self, link: Link, found: Found) -> list[tuple[str, str]]:
        if not self.local:
            return []
        states = []
        if self.book.notes[found.note].private:
            states.append(("private", "a private note"))
        if len(found.candidates) > 1:
            paths = ", ".join(found.candidates)
            states.append(("ambiguous", f"several notes fit equally well: {paths}"))
        if found.anchor_missing:
            states.append(("unanchored", f"nothing there is called {link.anchor}"))
        return states

    def _to_lead(self, link: Link, lead: str, page: str) -> Look:
        return Look(
            text=link.shown or self.book.name_of(lead),
            href=relative(page, self.urls.leads[lead]),
            classes="link lead",
            title="no note yet" if self.local else "",
            name=True,
        )

    def _to_asset(self, link: Link, path: str, page: str) -> Look:
        url = self.urls.assets[path]
        opens = not url.endswith(".svg")
        return Look(
            text=words(link) or path.rpartition("/")[2],
            href=relative(page, url) if opens else "",
            classes="link file",
            title="" if opens else "write ! before the link to show this picture",
        )

    def _nowhere(self, link: Link, resolution: Resolution) -> Look:
        title = "no note has this name"
        if isinstance(resolution, Outside):
            title = "outside the content folder"
        if isinstance(resolution, Missing) and resolution.suggestions:
            title = f"{title}; did you mean {resolution.suggestions[0]}?"
        classes = "link missing" if self.local else ""
        return Look(
            text=words(link) or _as_written(link),
            href="",
            classes=classes,
            title=title if self.local else "",
        )


def shown_text(book: Book, link: Link, target: str) -> str:
    """Return the words of a link to a note.

    Args:
        book: All notes.
        link: As written.
        target: Path of the note that it leads to.

    Returns:
        The text that it asks for; else the note's shown name, where it is written
        by its file's name or its shown name; else what is written.
    """
    if text := words(link):
        return text
    note = book.notes[target]
    if link.target and _is_called(link.target, note.path, note.name):
        return _DEEPER.join([note.name, *_headings(link)])
    return _as_written(link)


@lru_cache(maxsize=1 << 12)
def _is_called(written: str, path: str, name: str) -> bool:
    return fold(file_name(written)) in {fold(file_name(path)), fold(name)}


def words(link: Link) -> str:
    """Return the text that a link asks to be shown, without a picture's size."""
    if not link.shown:
        return ""
    text, _, last = link.shown.rpartition("|")
    return text if _SIZE.fullmatch(last.strip()) else link.shown


def size(link: Link) -> tuple[str, str]:
    """Return width and height that an embedded picture asks for; empty: its own."""
    match = _SIZE.fullmatch(link.shown.rpartition("|")[2].strip())
    return (match[1], match[2] or "") if match else ("", "")


def _as_written(link: Link) -> str:
    target = [link.target] if link.target else []
    return _DEEPER.join([*target, *_headings(link)]) or link.written


def _headings(link: Link) -> list[str]:
    return list(filter(None, link.anchor.split("#")))
