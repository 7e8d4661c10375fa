"""Which rule may read what: the first character tells, so most are never asked.

markdown-it asks each of its rules at each place, and nearly all of them look at one
character and decline. Here a character stands for the rules that it may begin, in
their own order; the steps of reading are counted on the way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_inline import StateInline

from generator.parse.budget import enter_block, enter_line, inline_cost, spend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.parser_core import RuleFuncCoreType
    from markdown_it.ruler import Rule
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

# ruff: noqa: FBT001 - the signature of rules is markdown-it's

_INLINE: Final = {
    "text": "",
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "mark": "=",
    "field": "[",
    "wikilink": "[!",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "comment": "%<",
    "safe_tag": "<",
    "html_inline": "<",
    "entity": "&",
    "tag": "#",
    "block_id": "^",
    "line_field": ":",
    "bare_url": ":",
}
_BRACKET: Final = "]"
"""No rule begins with it, but the text of a link ends there."""
_BLOCK: Final = {
    "comment": "%<",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "details": "<",
    "html_block": "<",
    "heading": "#",
}
"""Those that are not here read any line."""
_OF_TWO: Final = frozenset({"table", "lheading"})
"""They read nothing where no line of text follows."""
_PAIRED: Final = re.compile(r"[*_~]")
"""Without these there is nothing to be paired when all is read."""
_OTHER: Final = " "
"""Stands for any other character: no line's text begins with it."""


class InlineParser(ParserInline):
    """Reads the text of one block."""

    def __init__(self, usual: ParserInline) -> None:
        """Take the rules of another parser."""
        super().__init__()
        self.ruler, self.ruler2 = usual.ruler, usual.ruler2
        rules = [one for one in self.ruler.__rules__ if one.enabled]
        signs = {*"".join(_INLINE.values()), _BRACKET}
        self._rules = {
            sign: [one.fn for one in rules if sign in _INLINE[one.name]]
            for sign in signs
        }
        self._next_sign = re.compile(f"[{re.escape(''.join(signs))}]").search

    def parse(
        self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]
    ) -> list[Token]:
        """Read a text into `tokens`."""
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        if _PAIRED.search(src):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Read all from `pos` to `posMax` into tokens."""
        src, end, cost = state.src, state.posMax, inline_cost(state.src)
        while (begin := state.pos) < end:
            spend(state.env, cost)
            found = self._next_sign(src, begin, end)
            stop = found.start() if found else end
            if stop > begin:
                state.append_pending(src[begin:stop])
                state.pos = stop
            elif not self._read(state, silent=False):
                state.append_pending(src[begin])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """Pass over one token: the bracket that ends a link is looked for."""
        spend(state.env)
        begin = state.pos
        if begin not in state.cache:
            spend(state.env, inline_cost(state.src))
            found = self._next_sign(state.src, begin, state.posMax)
            stop = found.start() if found else state.posMax
            if stop > begin:
                state.pos = stop
            elif not self._read(state, silent=True):
                state.pos += 1
            state.cache[begin] = state.pos
        state.pos = state.cache[begin]

    def _read(self, state: StateInline, *, silent: bool) -> bool:
        for rule in self._rules[state.src[state.pos]]:  # noqa: SIM110 - twice as quick
            if rule(state, silent):
                return True
        return False


class BlockRuler(Ruler["RuleFuncBlockType"]):
    """Gives each chain of rules out as one, which asks those that a line may begin."""

    def __init__(self, usual: Ruler[RuleFuncBlockType]) -> None:
        """Take the rules of another ruler."""
        super().__init__()
        self.__rules__ = [one for one in usual.__rules__ if one.enabled]
        chains = {name for one in self.__rules__ for name in one.alt}
        self._chains = {name: [self._ending(name)] for name in chains}
        self._chains[""] = [self._reading()]

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - markdown-it's names
        """Return the one rule of a chain."""
        return self._chains[chainName]

    def _reading(self) -> RuleFuncBlockType:
        """Return the rule that reads any block."""
        rules = {one.name: one for one in self.__rules__}
        code = rules.pop("code").fn
        followed = _by_sign(rules.values())
        alone = _by_sign(one for one in rules.values() if one.name not in _OF_TWO)

        def read(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            enter_block(state, line)
            if state.is_code_block(line):
                return code(state, line, end, silent)
            more = line + 1 < end and not state.isEmpty(line + 1)
            picked = followed if more else alone
            sign = state.src[state.bMarks[line] + state.tShift[line]]
            rules = picked.get(sign) or picked[_OTHER]
            return any(rule(state, line, end, silent) for rule in rules)

        return read

    def _ending(self, chain: str) -> RuleFuncBlockType:
        """Return the rule that says whether a line ends the block before it."""
        picked = _by_sign(one for one in self.__rules__ if chain in one.alt)

        def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            enter_line(state, line)
            begin = state.bMarks[line] + state.tShift[line]
            sign = state.src[begin : begin + 1]
            rules = picked.get(sign) or picked[_OTHER]
            return any(rule(state, line, end, silent) for rule in rules)

        return ends


def whole_line(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Return a rule for lines of one sign that looks for another one at once.

    Lists within each other on one line ask it for what is left of that line each time.
    """

    def run(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        said = state.src[begin : state.eMarks[line]]
        if said.replace(said[:1], "").strip(" \t"):
            return False
        return rule(state, line, end, silent)

    return run


def where(rule: RuleFuncCoreType, *signs: str) -> RuleFuncCoreType:
    """Return a rule over a whole text that passes over texts without its signs."""

    def run(state: StateCore) -> None:
        if any(sign in state.src for sign in signs):
            rule(state)

    return run


def _by_sign(
    rules: Iterable[Rule[RuleFuncBlockType]],
) -> dict[str, list[RuleFuncBlockType]]:
    """Return the first character of a line -> the rules that it may begin."""
    rules = list(rules)
    return {
        sign: [one.fn for one in rules if sign in _BLOCK.get(one.name, sign)]
        for sign in {_OTHER, *"".join(_BLOCK.values())}
    }
