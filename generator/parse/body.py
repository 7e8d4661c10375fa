"""The text below the front matter -> what it says, and its HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from generator.diagnostics import Code, Diagnostic
from generator.model import (
    Answer,
    Body,
    Heading,
    Later,
    Prose,
)
from generator.parse import budget
from generator.parse.anchors import Anchors
from generator.parse.block_ids import BlockIds
from generator.parse.characters import readable
from generator.parse.inlines import InlineReader
from generator.parse.items import ItemReader
from generator.parse.markdown import markdown
from generator.parse.places import Places
from generator.parse.plain import plain_text
from generator.parse.rendering import Renderer
from generator.parse.sections import SectionStack
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from markdown_it.token import Token

    from generator.model import Link
    from generator.parse.inlines import Inline
    from generator.parse.sections import SectionNames

_QUIET: Final = frozenset(
    {Section.PREP, Section.FOLLOW_UP, Section.LOG, Section.PRIVATE}
)
_EXCERPT: Final = 240
_OF_TABLES: Final = ("tr_open", "th_open", "td_open", "table_close")
_RECALLING: Final = (
    *("footnote_block_open", "footnote_open"),
    *("details_open", "details_close"),
)


class Surroundings(Struct, frozen=True, kw_only=True):
    """What a body is read with.

    Attributes:
        path: Of the note.
        above: How many lines of the file stand above the body.
        names: The headings that mean a section.
        day: The day of a daily note.
        remote_images: Whether images of other hosts are shown.
    """

    path: str
    above: int = 0
    names: SectionNames = field(default_factory=dict)
    day: date | None = None
    remote_images: bool = False


def parse_body(
    text: str, around: Surroundings
) -> tuple[Body, tuple[Link, ...], tuple[Diagnostic, ...]]:
    """Read a body; never raises.

    Args:
        text: Below the front matter.
        around: Path, place and settings.

    Returns:
        The body, its links in order, and the problems. A text that would take too
        many steps is one block of plain text.

    Diagnostics: `body-budget`, `block-duplicate`, and those of logs and tasks.
    """
    text = readable(text)
    env: dict[str, Any] = {"remote_images": around.remote_images}
    places = Places(around.path, text.split("\n"), around.above)
    tokens = _tokens(text, env)
    if tokens is None:
        problem = Diagnostic(
            Code.BODY_BUDGET,
            places.line(0),
            "this text is too deeply nested or bracketed to be read",
            "write it with fewer brackets, or as code between ``` lines",
        )
        shown = (f'<pre class="plain">{escape(text)}</pre>\n',)
        prose, said = Later(Prose(html=shown, text=text)), bool(text.strip())
        return Body(later=prose, written=said, outside=said), (), (problem,)
    walk = _Walk(around, places, tokens)
    walk.run()
    return walk.finish(env)


class Outline(Struct, frozen=True, kw_only=True):
    """The tokens of a body with what holds at each.

    Attributes:
        tokens: Those of links have their number in the note's `links` as `meta["n"]`.
        sections: The section of each token; a heading stands in its own.
        answers: First token, end, and the question's link of every answer.
    """

    tokens: tuple[Token, ...] = ()
    sections: tuple[Section | None, ...] = ()
    answers: tuple[tuple[int, int, int], ...] = ()


def outline_body(text: str, around: Surroundings) -> Outline:
    """Read a body as tokens, for whoever writes it anew; never raises.

    Args:
        text: Below the front matter.
        around: Path, place and settings, the same as for `parse_body`.

    Returns:
        Nothing of a text that would take too many steps.
    """
    text = readable(text)
    tokens = _tokens(text, {"remote_images": around.remote_images})
    if tokens is None:
        return Outline()
    walk = _Walk(around, Places(around.path, text.split("\n"), around.above), tokens)
    held = []
    for at, token in enumerate(tokens):
        walk.step(at, token)
        held.append(walk.sections.current)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            held[at] = held[at + 1]
    ranges = [(*walk.range(number), link) for number, link in walk.question_links]
    return Outline(tokens=tuple(tokens), sections=tuple(held), answers=tuple(ranges))


def _tokens(text: str, env: dict[str, Any]) -> list[Token] | None:
    budget.begin(env, text)
    try:
        return markdown().parse(text, env)
    except (budget.BudgetExceededError, RecursionError):
        return None


class _Walk:
    """One way through the tokens of a body, from top to bottom."""

    def __init__(
        self, around: Surroundings, places: Places, tokens: list[Token]
    ) -> None:
        self.around = around
        self.places = places
        self.tokens = tokens
        self.inlines = InlineReader(places)
        self.anchors = Anchors()
        self.sections = SectionStack(around.names)
        self.items = ItemReader(places, self.inlines, self.anchors, around.day)
        self.problems: list[Diagnostic] = self.items.problems
        self.headings: list[Heading] = []
        self.heading_starts: list[int] = []
        self.question_links: list[tuple[int, int]] = []
        self.block_ids = BlockIds(tokens, self.problems)
        self.tags: dict[str, None] = {}
        self.fields: list[tuple[str, str]] = []
        self.filled: set[Section] = set()
        self.written = self.outside = False
        self.texts: list[str] = []
        self.excerpt: list[str] = []
        self.end = len(tokens)
        self._heading_text = ""
        self._cell: tuple[int, int] | None = None
        self._line = 0
        self._folds: list[int] = []
        self._takes: Final[dict[str, Callable[[int, Token], None]]] = {
            "inline": self._inline,
            "heading_open": self._open_heading,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "fence": self._code,
            "code_block": self._code,
            "comment_block": self._comment,
            **dict.fromkeys(_OF_TABLES, self._table),
            **dict.fromkeys(_RECALLING, self._recall),
        }

    def run(self) -> None:
        """Pass every token once."""
        for at, token in enumerate(self.tokens):
            self.step(at, token)

    def step(self, at: int, token: Token) -> None:
        """Pass one token."""
        if token.map:
            self._line = token.map[0]
        take = self._takes.get(token.type)
        if take is not None:
            take(at, token)

    def _open_item(self, at: int, token: Token) -> None:
        self.items.open(at, token, self.sections.current)

    def _close_item(self, at: int, _: Token) -> None:
        start, block_id = self.items.close(at, self.tokens)
        if block_id:
            self.block_ids.add(block_id, start, at, self.places.line(self._line))

    def _recall(self, at: int, token: Token) -> None:
        """Go to the section of a footnote, or back to that around a folded part."""
        if token.type == "footnote_block_open":
            self.end = at
        elif token.type == "details_open":
            self._folds.append(self._line)
        else:
            line = self._folds.pop() if token.type == "details_close" else self._line
            self.sections.recall(line)
            self.items.answering = None

    def _table(self, _: int, token: Token) -> None:
        """Follow rows and cells, for the places of links in them."""
        if token.type == "table_close":
            self._cell = None
        elif token.type == "tr_open":
            self._cell = (self._line, -1)
        else:
            row, number = self._cell or (self._line, -1)
            self._cell = (row, number + 1)
            _align(token)

    def _open_heading(self, _: int, token: Token) -> None:
        if token.level == 0:
            self.items.answering = None

    def _code(self, _: int, token: Token) -> None:
        self._text(token.content)

    def _comment(self, _: int, token: Token) -> None:
        if token.meta["counts"]:
            self.inlines.hidden(token.content, 0, token.content, self._line)

    def _inline(self, at: int, token: Token) -> None:
        first = token.map[0] if token.map else self._line
        begin = len(self.inlines.drafts)
        made = self.inlines.read(token, first, self._cell)
        parent = self.tokens[at - 1]
        if parent.type == "heading_open":
            self._heading(at, parent, made, first)
        else:
            self._text(made.text)
            if parent.type == "paragraph_open":
                self._paragraph(at, parent, made)
        for draft in self.inlines.drafts[begin:]:
            draft.heading, draft.section = self._heading_text, self.sections.current
        if made.tags:
            self.tags.update(dict.fromkeys(made.tags))
        self.fields += made.fields
        self.items.inline(made)

    def _heading(self, at: int, opening: Token, made: Inline, line: int) -> None:
        text = " ".join(made.whole.split())
        level = int(opening.tag[1])
        top = opening.level == 0
        section = self.sections.current
        self._heading_text = text
        if opening.level == len(self._folds):
            section = self.sections.enter(level, made.text, line)
        anchor = self.anchors.heading(text)
        opening.attrSet("id", anchor)
        span = self.places.line(line)
        self.headings.append(
            Heading(
                text=text,
                level=level,
                anchor=anchor,
                span=span,
                section=section,
                above=len(self.texts),
            )
        )
        self.heading_starts.append(at - 1 if top else -1)
        if made.block_id:
            self.block_ids.add(made.block_id, at - 1, at + 1, span)
        if top and len(made.links) == 1 and _only_link(made):
            self.items.answering = made.links[0]
            self.question_links.append((len(self.headings) - 1, made.links[0]))

    def _paragraph(self, at: int, opening: Token, made: Inline) -> None:
        """Hide what is only a comment or a block id; set embeds apart."""
        if all(_is_unseen(child) or _is_embed(child) for child in made.children):
            for child in made.children:
                if child.type == "softbreak":
                    child.type, child.content, child.tag = "text", "\n", ""
                elif not _is_unseen(child):
                    child.meta["block"] = True
            opening.hidden = self.tokens[at + 1].hidden = True
        if made.block_id and not self.items.depth:
            self.block_ids.paragraph(at, made, self.places.line(made.line))

    def _text(self, text: str) -> None:
        flat = " ".join(text.split())
        if not flat:
            return
        self.texts.append(flat)
        section = self.sections.current
        if section:
            self.filled.add(section)
        else:
            self.outside = True
        if section not in _QUIET:
            self.written = True
            if len(self.excerpt) < 3:
                self.excerpt.append(flat)

    def finish(
        self, env: dict[str, Any]
    ) -> tuple[Body, tuple[Link, ...], tuple[Diagnostic, ...]]:
        """Render, and return everything as records."""
        self._give_ids()
        render = Renderer(self.tokens, env)
        prose = Prose(
            html=render.all(),
            headings=tuple(self._ranges(render)),
            blocks=tuple(
                (f"^{name}", render.part(start, end + 1))
                for name, (start, end, _) in self.block_ids.found.items()
            ),
            excerpt=" ".join(self.excerpt)[:_EXCERPT],
            text="\n".join(self.texts),
        )
        body = Body(
            headings=tuple(self.headings),
            blocks=tuple(
                (name, where[2]) for name, where in self.block_ids.found.items()
            ),
            entries=self.items.entries(render),
            log=self.items.log(render),
            tasks=self.items.tasks(render),
            answers=tuple(self._answers(render)),
            tags=tuple(self.tags),
            fields=tuple(self.fields),
            filled=frozenset(self.filled),
            written=self.written,
            outside=self.outside,
            later=Later(prose),
        )
        links = tuple(draft.finish() for draft in self.inlines.drafts)
        return body, links, tuple(self.problems)

    def _give_ids(self) -> None:
        for draft in self.inlines.drafts:
            if not draft.hidden:
                draft.id = self.anchors.digest(
                    "l", draft.written, draft.before, draft.after
                )

    def _ranges(self, render: Renderer) -> Iterator[tuple[str, int, int]]:
        """Yield what stands under each heading that can be embedded."""
        for number, heading in enumerate(self.headings):
            start, end = self.range(number)
            if start >= 0:
                yield (heading.anchor, *render.pieces(start, end))

    def range(self, number: int) -> tuple[int, int]:
        """Return the tokens under a heading, itself included; -1: it is nested."""
        level = self.headings[number].level
        for later in range(number + 1, len(self.headings)):
            if self.heading_starts[later] >= 0 and self.headings[later].level <= level:
                return self.heading_starts[number], self.heading_starts[later]
        return self.heading_starts[number], self.end

    def _answers(self, render: Renderer) -> list[Answer]:
        found = []
        for number, link in self.question_links:
            heading = self.headings[number]
            start, end = self.range(number)
            inner = self.tokens[start + 3 : end]
            text = " ".join(" ".join(_texts(inner)).split())
            html = render.blocks(start + 3, end)
            found.append(
                Answer(
                    question=link,
                    text=text,
                    html=html if text else (),
                    anchor=heading.anchor,
                    span=heading.span,
                )
            )
        return found


_UNSEEN: Final = frozenset({"comment", "block_id", "softbreak"})


def _is_unseen(token: Token) -> bool:
    if token.type == "text":
        return not token.content.strip()
    return token.type in _UNSEEN


def _is_embed(token: Token) -> bool:
    if token.type == "wikilink":
        return bool(token.meta["embed"])
    return token.type == "image" and bool(token.meta and "n" in token.meta)


def _only_link(made: Inline) -> bool:
    solid = [
        c
        for c in made.children
        if c.type not in _UNSEEN and (c.type != "text" or c.content.strip(" ?!.:"))
    ]
    if len(solid) == 1:
        return solid[0].type == "wikilink" and not solid[0].meta["embed"]
    return bool(solid) and (solid[0].type, solid[-1].type) == (
        "link_open",
        "link_close",
    )


def _align(token: Token) -> None:
    """Say alignment by a class: the pages allow no style attributes."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrJoin("class", style.replace("text-align:", "align-").strip(";"))


def _texts(tokens: list[Token]) -> Iterator[str]:
    """Yield what a run of tokens says, plain."""
    for token in tokens:
        if token.type == "inline":
            yield plain_text(token.children or [])
        elif token.type in {"fence", "code_block"}:
            yield token.content
