"""The ^ids of a body, and the blocks that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Code, Diagnostic

if TYPE_CHECKING:
    from markdown_it.token import Token

    from generator.diagnostics import Span
    from generator.parse.inlines import Inline


class BlockIds:
    """Collects the ids of one body.

    Attributes:
        found: Id -> its first token, its last token, its HTML id (empty: the block
            is not shown).
    """

    def __init__(self, tokens: list[Token], problems: list[Diagnostic]) -> None:
        """Begin a body; an id that stands twice is added to `problems`."""
        self._tokens = tokens
        self._problems = problems
        self.found: dict[str, tuple[int, int, str]] = {}

    def paragraph(self, at: int, made: Inline, span: Span) -> None:
        """Take the id of a paragraph; alone, it names the block above it.

        Args:
            at: Number of the paragraph's inline token.
            made: What it says.
            span: Its place.
        """
        above = at - 2
        if not made.text.strip() and above >= 0 and self._tokens[above].nesting <= 0:
            self.add(made.block_id, self._start_of(above), above, span)
        else:
            self.add(made.block_id, at - 1, at + 1, span)

    def _start_of(self, end: int) -> int:
        """Return where the block begins that ends at a token."""
        depth = 0
        for at in range(end, -1, -1):
            depth -= self._tokens[at].nesting
            if depth == 0:
                return at
        return end

    def add(self, name: str, start: int, end: int, span: Span) -> None:
        """Give an id to the block between two tokens, unless it has one.

        Diagnostics: `block-duplicate`.
        """
        if name in self.found:
            said = f"^{name} stands twice in this note"
            advice = f"write another id, such as ^{name}-2"
            problem = Diagnostic(Code.BLOCK_DUPLICATE, span, said, advice)
            self._problems.append(problem)
            return
        opening = self._tokens[start]
        anchor = str(opening.attrs.get("id", ""))
        if not anchor and not opening.hidden:
            anchor = f"^{name}"
            opening.attrSet("id", anchor)
        self.found[name] = (start, end, anchor)
