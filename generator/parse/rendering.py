"""Tokens of a body -> HTML with the places of links left open."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from generator.model import Slot
from generator.parse.markdown import MARK, markdown

if TYPE_CHECKING:
    from generator.model import Html


class Renderer:
    """HTML of any run of tokens; each top-level block is rendered once."""

    def __init__(self, tokens: list[Token], env: dict[str, Any]) -> None:
        self._md = markdown()
        self._env = env
        self._tokens = tokens
        self._starts: list[int] = []
        self._parts: list[Html] = []
        start = 0
        depth = 0
        for at, token in enumerate(tokens):
            depth += token.nesting
            if depth == 0:
                self._starts.append(start)
                self._parts.append(self.part(start, at + 1))
                start = at + 1

    def all(self) -> Html:
        """Return the whole body."""
        return _join(self._parts)

    def blocks(self, start: int, end: int) -> Html:
        """Return the top-level blocks between two tokens."""
        first = bisect_left(self._starts, start)
        return _join(self._parts[first : bisect_left(self._starts, end)])

    def part(self, start: int, end: int) -> Html:
        """Return the tokens between two places, without the second."""
        return self.tokens(self._tokens[start:end])

    def tokens(self, tokens: list[Token]) -> Html:
        """Return some tokens."""
        return _split(self._md.renderer.render(tokens, self._md.options, self._env))

    def inline(self, tokens: list[Token]) -> Html:
        """Return some tokens of inline text."""
        inline = Token("inline", "", 0, children=tokens)
        return self.tokens([inline])


def _split(html: str) -> Html:
    """Take rendered HTML apart at its links."""
    pieces = html.split(MARK)
    parts: list[str | Slot] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            link, _, part = piece.partition(" ")
            parts.append(Slot(link=int(link), part=part))
        elif piece:
            parts.append(piece)
    return tuple(parts)


def _join(parts: list[Html]) -> Html:
    return tuple(piece for part in parts for piece in part)
