"""Tokens of a body -> HTML with the places of links left open."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

from generator.model import Slot
from generator.parse.markdown import MARK, markdown

if TYPE_CHECKING:
    from markdown_it.token import Token

    from generator.model import Html


class Renderer:
    """HTML of any run of tokens; each top-level block is rendered once."""

    def __init__(self, tokens: list[Token], env: dict[str, Any]) -> None:
        md = markdown()
        self._renderer, self._options, self._env = md.renderer, md.options, env
        self._rules = md.renderer.rules  # type: ignore[attr-defined]
        self._tokens = tokens
        self._inlines: dict[int, str] = {}
        self._starts: list[int] = []
        self._parts: list[Html] = []
        self._pieces = [0]
        start = 0
        depth = 0
        for at, token in enumerate(tokens):
            depth += token.nesting
            if depth == 0:
                self._starts.append(start)
                self._parts.append(part := self.part(start, at + 1))
                self._pieces.append(self._pieces[-1] + len(part))
                start = at + 1

    def all(self) -> Html:
        """Return the whole body."""
        return _join(self._parts)

    def blocks(self, start: int, end: int) -> Html:
        """Return the top-level blocks between two tokens."""
        return _join(self._parts[slice(*self._between(start, end))])

    def pieces(self, start: int, end: int) -> tuple[int, int]:
        """Return where in `all` those blocks begin and end."""
        first, last = self._between(start, end)
        return self._pieces[first], self._pieces[last]

    def _between(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def part(self, start: int, end: int) -> Html:
        """Return the tokens between two places, without the second."""
        return self.tokens(self._tokens[start:end])

    def tokens(self, tokens: list[Token]) -> Html:
        """Return some tokens of the body."""
        out: list[str] = []
        for at, token in enumerate(tokens):
            if token.type == "inline":
                out.append(self._inline(token))
            elif token.type in self._rules:
                rule = self._rules[token.type]
                out.append(rule(tokens, at, self._options, self._env))
            elif not token.hidden:
                out.append(_tag(tokens, at))
        return _split("".join(out))

    def inline(self, tokens: list[Token]) -> Html:
        """Return some tokens of inline text."""
        return _split(self._text(tokens))

    def _inline(self, token: Token) -> str:
        """Return a piece of text; many stand in the body and in an entry or task."""
        html = self._inlines.get(id(token))
        if html is None:
            html = self._inlines[id(token)] = self._text(token.children or [])
        return html

    def _text(self, children: list[Token]) -> str:
        if len(children) == 1 and children[0].type == "text":
            return escapeHtml(children[0].content)
        text: str = self._renderer.renderInline(children, self._options, self._env)  # type: ignore[attr-defined]
        return text


def _tag(tokens: list[Token], at: int) -> str:
    """Return a tag, with line breaks where markdown-it has them."""
    token = tokens[at]
    end = "\n" if token.block else ""
    if token.nesting < 0:
        return f"</{token.tag}>{end}"
    begin = "\n" if token.block and at and tokens[at - 1].hidden else ""
    attributes = "".join(
        f' {escapeHtml(key)}="{escapeHtml(str(value))}"'
        for key, value in token.attrs.items()
    )
    if not token.nesting:
        return f"{begin}<{token.tag}{attributes} />{end}"
    if at + 1 < len(tokens):
        inner = tokens[at + 1]
        closed = inner.nesting < 0 and inner.tag == token.tag
        end = "" if inner.type == "inline" or inner.hidden or closed else end
    return f"{begin}<{token.tag}{attributes}>{end}"


def _split(html: str) -> Html:
    """Take rendered HTML apart at its links."""
    if MARK not in html:
        return (html,) if html else ()
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
