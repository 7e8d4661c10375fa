"""Tokens of a body as a tree, and only what an audience may see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token
from msgspec import Struct

from generator.parse.plain import plain_text
from generator.parse.sections import section_named
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.audience.selection import Topics
    from generator.config.settings import Audience
    from generator.parse.body import Outline
    from generator.parse.sections import SectionNames

_LISTS: Final = frozenset({"bullet_list", "ordered_list"})
_TITLES: Final = frozenset({"callout_title", "summary"})
_UNSEEN: Final = frozenset({"comment_block", "footnote_anchor"})
_QUERIES: Final = frozenset({"dataview", "dataviewjs", "tasks", "query"})
_ANSWERED: Final = frozenset({None, Section.INFORMATION})


@dataclass(slots=True)
class Block:
    """A block with what is inside it.

    Attributes:
        kind: Type of its token, without `_open`.
        token: Its first token.
        section: The section that holds where it begins.
        answer: The question's link where it is in an answer.
        inside: Its blocks.
        inline: Its text, where it has text of its own.
        level: Of a heading as it is written anew; 0: of another block.
    """

    kind: str
    token: Token
    section: Section | None = None
    answer: int | None = None
    inside: list[Block] = field(default_factory=list)
    inline: Token | None = None
    level: int = 0


def tree_of(outline: Outline) -> list[Block]:
    """Return the blocks of a body, each with those inside it."""
    answers: dict[int, int] = {}
    for start, end, link in outline.answers:
        if start >= 0:
            answers.update(dict.fromkeys(range(start, end), link))
    top: list[Block] = []
    opened: list[Block] = []
    for at, token in enumerate(outline.tokens):
        if token.nesting < 0:
            opened.pop()
        elif token.type == "inline":
            if opened:
                opened[-1].inline = token
        elif token.type not in _UNSEEN:
            kind = token.type.removesuffix("_open")
            block = Block(kind, token, outline.sections[at], answers.get(at))
            (opened[-1].inside if opened else top).append(block)
            if token.nesting > 0:
                opened.append(block)
    return top


class Passages(Struct, frozen=True, kw_only=True):
    """What passages of notes an audience may see.

    Attributes:
        audience: What it may see.
        topics: The topics that it does not see.
        names: The headings that mean a section.
    """

    audience: Audience
    topics: Topics
    names: SectionNames

    def keep(
        self, blocks: Iterable[Block], answered: Callable[[int], bool]
    ) -> list[Block]:
        """Return what is left of the blocks of a body.

        Args:
            blocks: Of `tree_of`; they are changed.
            answered: Whether the question that a link leads to is kept.
        """
        every = list(blocks)
        kept = self._siblings(every, answered)
        _relevel(every, kept)
        for block in kept:
            named = self._section_of(block) if block.kind == "heading" else None
            if named is not None:
                text = Token("text", "", 0, content=str(named).capitalize())
                block.inline = Token("inline", "", 0, children=[text])
        return kept

    def _siblings(
        self, blocks: Iterable[Block], answered: Callable[[int], bool]
    ) -> list[Block]:
        kept: list[Block] = []
        below = 0
        for block in blocks:
            if block.kind == "heading":
                level = int(block.token.tag[1])
                if below and level <= below:
                    below = 0
                if not below and self._bars(block):
                    below = level
            if not below and self._block(block, answered):
                kept.append(block)
        return kept

    def _bars(self, heading: Block) -> bool:
        """Whether nothing below a heading may be seen, wherever the heading stands."""
        return self._names_hidden(heading) or self._hidden(heading)

    def _block(self, block: Block, answered: Callable[[int], bool]) -> bool:
        """Take out of a block what may not be seen; return whether it stays."""
        if block.kind == "footnote_unused" or self._hidden(block):
            return False
        if block.kind == "list_item" and (block.token.meta or {}).get("task"):
            return False
        if block.kind == "fence" and block.token.info.strip().lower() in _QUERIES:
            return False
        if any(self._names_hidden(one) for one in block.inside if one.kind in _TITLES):
            return False
        had = bool(block.inside)
        block.inside = self._siblings(block.inside, answered)
        if had and not block.inside:
            return False
        return had or self._may(block, answered)

    def _may(self, block: Block, answered: Callable[[int], bool]) -> bool:
        if block.section is Section.PRIVATE:
            return False
        if block.answer is not None:
            seen = block.section in _ANSWERED or self._listed(block.section)
            return self.audience.answers and seen and answered(block.answer)
        return self._listed(block.section)

    def _listed(self, section: Section | None) -> bool:
        if section in {None, Section.LOG, Section.PRIVATE}:
            return False  # the Log is events, which are told otherwise or not at all
        return section in self.audience.sections

    def _names_hidden(self, block: Block) -> bool:
        """Whether a title names a section that is not listed."""
        named = self._section_of(block)
        return named is not None and not self._listed(named) and not self._open(named)

    def _section_of(self, block: Block) -> Section | None:
        if block.inline is None:
            return None
        return section_named(self.names, plain_text(block.inline.children or []))

    def _open(self, section: Section) -> bool:
        """Whether answers within a section may be seen though the rest may not."""
        return self.audience.answers and section is Section.INFORMATION

    def _hidden(self, block: Block) -> bool:
        """Whether a line has a hidden topic; an item or row goes as a whole."""
        lines = list(_own_text(block))
        tags = [c.content for line in lines for c in line if c.type == "tag"]
        fields = [c.meta["key"] for line in lines for c in line if c.type == "field"]
        return self.topics.hide([*tags, *fields])


def _own_text(block: Block) -> Iterator[list[Token]]:
    """Yield the text of a line, item, row or title, without lists inside it."""
    if block.inline is not None:
        yield block.inline.children or []
    whole = {"list_item", "tr", *_TITLES}
    for one in block.inside:
        if (block.kind in whole and one.kind not in _LISTS) or one.kind in _TITLES:
            yield from _own_text(one)


def _relevel(blocks: list[Block], kept: list[Block]) -> None:
    """Let headings begin with the second level, and none swallow what follows."""
    stays = set(map(id, kept))
    above: list[tuple[int, bool]] = []
    for block in blocks:
        if block.kind == "heading":
            written = int(block.token.tag[1])
            while above and above[-1][0] >= written:
                above.pop()
            block.level = min(2 + sum(seen for _, seen in above), 6)
            above.append((written, id(block) in stays))
