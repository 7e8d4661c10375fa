"""Texts that were made to keep a parser busy: each is a page, and the build ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from generator.diagnostics import Code

if TYPE_CHECKING:
    from tests.conftest import MakeBook

# The kinds of input that the reference implementation of CommonMark is tested with.
KNOWN: Final = {
    "strong emphasis": "*a **a " * 5_000 + "b" + " a** a*" * 5_000,
    "closers without openers": "a_ " * 20_000,
    "openers without closers": "_a " * 20_000,
    "link closers without openers": "a]" * 20_000,
    "link openers without closers": "[a" * 20_000,
    "mismatched openers and closers": "*a_ " * 20_000,
    "openers and closers of three": "a**b" + "c* " * 20_000,
    "brackets of links and emphasis": "[ a_" * 20_000,
    "hard link": "**x [a*b**c*](d)",
    "nested brackets": "[" * 20_000 + "a" + "]" * 20_000,
    "nested quotes": "> " * 20_000 + "a",
    "nested lists": "".join(f"{'  ' * depth}* a\n" for depth in range(300)),
    "zero bytes": "abc\x00de\x00" * 2_000,
    "backticks": "".join(f"e{'`' * count}" for count in range(1, 400)),
    "unclosed links": "[a](<b" * 10_000,
    "unclosed titles": '[a](b "' * 10_000,
    "unclosed comments": "</" + "<!--" * 10_000,
    "empty links": "[]()" * 10_000,
    "references": "[a]: u\n" * 5_000,
    "many references": "".join(f"[r{count}]: u\n" for count in range(4_000))
    + "[r0] " * 4_000,
    "tables of many columns": "|" * 3_000 + "\n|" + "-|" * 3_000 + "\n",
    "tables of many rows": "a|b\n-|-\n" + "|||\n" * 10_000,
    "entities": "&" * 20_000 + "&amp" * 5_000,
    "processing instructions": "x" + "<?" * 20_000,
    "declarations": "x" + "<!A " * 20_000,
    "tabs": "\t" * 20_000 + "- a",
}
OWN: Final = {
    "embeds of nothing": "![[]()" * 6_000,
    "wikilinks without end": "[[a|" * 10_000,
    "wikilinks in wikilinks": "[[" * 8_000 + "a" + "]]" * 8_000,
    "highlights": "==a" * 10_000,
    "comments of Obsidian": "%%a" * 9_999,
    "tags": "#a" * 20_000,
    "one long tag": "#" + "a/" * 20_000,
    "inline fields": "[a:: " * 9_000,
    "footnotes in place": "^[a" * 10_000,
    "block ids": "a ^b\n\n" * 5_000,
    "callouts": "> [!note]- a\n\n" * 2_000,
    "callouts in callouts": "".join(
        f"{'> ' * depth}[!note] a\n" for depth in range(1, 200)
    ),
    "tasks with many days": "- [ ] a " + "📅 2026-01-01 " * 5_000,
    "a log of one line": "## Log\n\n- 2026-01-01 asked " + "[[a]] " * 8_000,
    "days": "## Log\n\n" + "- 2026-13-45 asked 2026-99-99\n" * 5_000,
    "one word": "a" * 500_000,
    "marks that join": "e" + "\u0301" * 50_000,
    "turns of direction": "\u202e\u2066a" * 10_000,
}
ALL: Final = KNOWN | OWN
PLAIN: Final = '<pre class="plain">'


@pytest.mark.parametrize("name", ALL)
def test_a_pathological_note_is_a_page(book: MakeBook, name: str) -> None:
    """It is read, or its text stands there plainly and a problem says so."""
    result = book({"contacts/ana.md": f"---\nname: Ana\n---\n{ALL[name]}\n"})
    made = result.site["contacts/ana.html"]
    assert callable(made)
    page = made().decode()
    codes = {problem.code for problem in result.diagnostics}
    assert (PLAIN in page) == (Code.BODY_BUDGET in codes)
    assert "</html>" in page
