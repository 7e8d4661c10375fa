"""Inline tokens -> plain text, links, tags and fields of one piece of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from generator.model import Link, Origin, Place
from generator.parse.markdown import is_local
from generator.parse.plain import Sentences, plain_text, token_text, without_tags
from generator.parse.wikilinks import WIKILINK, shown_text, split_wikilink

if TYPE_CHECKING:
    from markdown_it.token import Token

    from generator.diagnostics import Span
    from generator.parse.places import Places
    from generator.vocabulary import Section

_PICTURES: Final = (
    *(".avif", ".bmp", ".gif", ".ico", ".jpeg"),
    *(".jpg", ".png", ".svg", ".webp"),
)


@dataclass(slots=True)
class Draft:
    """A link while its note is being read."""

    target: str
    anchor: str
    shown: str
    written: str
    span: Span
    origin: Origin
    wiki: bool
    begin: int = 0
    end: int = 0
    at: int = -1
    before: str = ""
    after: str = ""
    heading: str = ""
    section: Section | None = None
    place: Place = Place.NONE
    entry: str = ""
    hidden: bool = False
    cell: bool = False
    id: str = ""

    def finish(self) -> Link:
        """Return the link as a record."""
        return Link(
            target=self.target,
            anchor=self.anchor,
            shown=self.shown,
            written=self.written,
            span=self.span,
            origin=self.origin,
            wiki=self.wiki,
            place=self.place,
            before=self.before,
            after=self.after,
            heading=self.heading,
            section=self.section,
            id=self.id,
            entry=self.entry,
            hidden=self.hidden,
            cell=self.cell,
        )


@dataclass(slots=True)
class Inline:
    """What one piece of inline text says.

    Attributes:
        text: Plain, without tags; links as they are shown.
        content: The source of the piece.
        line: Its first line in the body, from 0.
        links: Numbers of its links, in order.
        tags: Without `#`.
        fields: Of Dataview.
        block_id: Its `^id`; empty: none.
        children: The tokens.
    """

    text: str
    content: str
    line: int
    links: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    block_id: str = ""
    children: list[Token] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """The text with its tags, as a heading is named."""
        return plain_text(self.children, tags=True) if self.tags else self.text


class InlineReader:
    """Reads inline tokens one after another and numbers their links."""

    def __init__(self, places: Places) -> None:
        """Begin a note."""
        self._places = places
        self.drafts: list[Draft] = []

    def read(
        self, token: Token, line: int, cell: tuple[int, int] | None = None
    ) -> Inline:
        """Read one inline token.

        Args:
            token: Of type `inline`.
            line: First line of its block in the body, from 0.
            cell: The line of its table row and its number in it, from 0; none
                outside a table.

        Returns:
            What it says; its links get numbers, kept in the tokens for rendering.
        """
        made = Inline("", token.content, line, children=token.children or [])
        first = len(self.drafts)
        parts: list[str] = []
        open_links: list[int] = []
        length = 0
        for child in made.children:
            if child.type == "text":
                text = child.content
            else:
                text = self._child(made, child, cell, open_links, length)
            parts.append(text)
            length += len(text)
        text = "".join(parts)
        made.text = without_tags(text)
        if "<" in made.content:
            _pair_safe_tags(made.children)
        if "::" in made.content:
            _collect_line_fields(made)
        if len(self.drafts) > first:
            sentences = Sentences(text)
            for draft in self.drafts[first:]:
                around = sentences.around(draft.begin, draft.end)
                draft.before, draft.after = around
        return made

    def _child(
        self,
        made: Inline,
        child: Token,
        cell: tuple[int, int] | None,
        opened: list[int],
        at: int,
    ) -> str:
        child.hidden = bool(opened) and _makes_link(child)
        text = token_text(child)
        match child.type:
            case "wikilink":
                self._wikilink(made, child, cell, at)
            case "image":
                self._image(made, child, cell, at)
            case "link_open":
                self._markdown_link(made, child, cell, opened, at)
            case "link_close":
                self._close_link(child, opened, at)
            case "field":
                made.fields.append((child.meta["key"], child.content))
            case "tag":
                made.tags.append(child.content)
            case "comment":
                self._comment(made, child)
            case "block_id":
                made.block_id = child.content
            case _:
                pass
        return text

    def _wikilink(
        self, made: Inline, child: Token, cell: tuple[int, int] | None, at: int
    ) -> None:
        written = f"{'!' if child.meta['embed'] else ''}[[{child.content}]]"
        parts = split_wikilink(child.content)
        draft = self._add(made, child, cell, written)
        draft.target, draft.anchor, draft.shown = parts
        draft.origin = Origin.EMBED if child.meta["embed"] else Origin.BODY
        draft.begin, draft.end = at, at + len(shown_text(*parts))

    def _markdown_link(
        self,
        made: Inline,
        child: Token,
        cell: tuple[int, int] | None,
        opened: list[int],
        at: int,
    ) -> None:
        href = str(child.attrs.get("href", ""))
        if "pos" not in child.meta or not is_local(href) or child.hidden:
            opened.append(-1)
            return
        where = child.meta
        written = made.content[where["pos"] : where["pos"] + where["length"]]
        draft = self._add(made, child, cell, written)
        target, _, anchor = unquote(href).partition("#")
        draft.target, draft.anchor, draft.wiki = target.strip(), anchor, False
        draft.begin = draft.end = at
        opened.append(child.meta["n"])

    def _close_link(self, child: Token, opened: list[int], at: int) -> None:
        number = opened.pop()
        child.hidden = bool(opened)
        if number >= 0:
            child.meta = {"n": number}
            self.drafts[number].end = at

    def _image(
        self, made: Inline, child: Token, cell: tuple[int, int] | None, at: int
    ) -> None:
        src = str(child.attrs.get("src", ""))
        if "pos" not in child.meta or not is_local(src) or not src:
            return
        where = child.meta
        written = made.content[where["pos"] : where["pos"] + where["length"]]
        draft = self._add(made, child, cell, written)
        draft.target, _, draft.anchor = unquote(src).partition("#")
        draft.shown, draft.wiki = child.content, False
        draft.origin = Origin.EMBED
        draft.begin, draft.end = at, at + len(child.content)

    def _add(
        self, made: Inline, child: Token, cell: tuple[int, int] | None, written: str
    ) -> Draft:
        at = child.meta["pos"]
        if cell is None:
            span = self._places.find(made.line, made.content, at, written)
        else:
            span, written = self._places.find_cell(*cell, made.content, at, written)
        draft = Draft("", "", "", written, span, Origin.BODY, wiki=True, at=at)
        draft.cell = cell is not None
        child.meta["n"] = len(self.drafts)
        made.links.append(len(self.drafts))
        self.drafts.append(draft)
        return draft

    def _comment(self, made: Inline, child: Token) -> None:
        if child.meta["counts"]:
            self.hidden(made.content, child.meta["pos"], child.content, made.line)

    def hidden(self, content: str, at: int, comment: str, line: int) -> None:
        """Count the wikilinks of a comment; Obsidian does, and none is shown."""
        for match in WIKILINK.finditer(comment):
            place = self._places.find(line, content, at + match.start(), match[0])
            origin = Origin.EMBED if match[1] else Origin.BODY
            parts = split_wikilink(match[2])
            draft = Draft(*parts, match[0], place, origin, wiki=True, hidden=True)
            self.drafts.append(draft)


def _makes_link(child: Token) -> bool:
    """Whether a token becomes a link, which no other link may hold."""
    if child.type == "wikilink":
        return not split_wikilink(child.content).target.lower().endswith(_PICTURES)
    if child.type == "image":
        src = str(child.attrs.get("src", ""))
        return not (is_local(src) and src.lower().endswith(_PICTURES))
    return child.type in {"link_open", "footnote_ref"}


def _pair_safe_tags(children: list[Token]) -> None:
    """Mark the harmless tags that open and close properly; others stay text."""
    opened: list[list[Token]] = [[]]
    for child in children:
        if child.nesting > 0:
            opened.append([])
        elif child.nesting < 0:
            opened.pop()
        elif child.type == "safe_tag":
            _pair(child, opened[-1])


def _pair(child: Token, opened: list[Token]) -> None:
    """Close the last tag of the same name that is open within the same text."""
    if child.tag == "br":
        child.meta = {"closes": False, "paired": True}
    elif not child.meta["closes"]:
        opened.append(child)
    elif any(one.tag == child.tag for one in opened):
        while opened[-1].tag != child.tag:
            opened.pop()
        opened.pop().meta["paired"] = child.meta["paired"] = True


def _collect_line_fields(made: Inline) -> None:
    """Read the values of `key:: value` lines: the text up to the line's end."""
    key, value = "", ""
    for child in made.children:
        if child.type == "field_key":
            key, value = child.content, ""
        elif child.type in {"softbreak", "hardbreak"}:
            if key:
                made.fields.append((key, value.strip()))
            key = ""
        elif key:
            value += (
                child.content if child.type != "wikilink" else f"[[{child.content}]]"
            )
    if key:
        made.fields.append((key, value.strip()))
