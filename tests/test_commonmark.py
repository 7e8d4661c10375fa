"""The parser reads CommonMark 0.31 as its specification says, with few deviations."""

from __future__ import annotations

import json
from typing import Final, TypedDict

import pytest
from markdown_it import MarkdownIt

from generator.parse.markdown import markdown
from tests.fetched import SPECIFICATION, fetch

EXAMPLES: Final = "tests/test_cmark_spec/commonmark.json"
COUNT: Final = 652

# Number of the example -> why the notes read it differently.
DEVIATIONS: Final = {
    64: "#hashtag at the beginning of a line is a tag",
    548: "[[[foo]]] holds the wikilink [[foo]]",
    559: "[[*foo* bar]] is a wikilink, not a reference in brackets",
    590: "![[foo]] is an embed",
    608: "a bare https:// address behind a space is a link",
    611: "a bare https:// address is a link",
}
# As shipped, a link goes to http, https, mailto, tel or a file of the book only.
SCHEMES: Final = {
    596: "irc: is no scheme for a link",
    598: "a+b+c: is no scheme for a link",
    599: "made-up-scheme: is no scheme for a link",
    601: "localhost: is no scheme for a link",
}


class Example(TypedDict):
    """One example of the specification."""

    markdown: str
    html: str
    example: int
    section: str


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return all examples of the specification."""
    data = fetch(SPECIFICATION, EXAMPLES)
    if data is None:
        pytest.skip(f"{COUNT} examples not read: the package cannot be had here")
    found: list[Example] = json.loads(data)
    assert len(found) == COUNT
    return found


def spaced(html: str) -> str:
    """Leave out the one line break that HTML does not count."""
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def differing(md: MarkdownIt, examples: list[Example]) -> set[int]:
    """Return the examples whose HTML is not the specification's."""
    return {
        one["example"]
        for one in examples
        if spaced(md.render(one["markdown"], {})) != spaced(one["html"])
    }


def has_raw_html(example: Example) -> bool:
    """Whether an example lets HTML of the note through."""
    plain = MarkdownIt("commonmark")
    tokens = plain.parse(example["markdown"])
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inline)}
    return not kinds.isdisjoint({"html_block", "html_inline"})


def test_specification(examples: list[Example]) -> None:
    """Every example but the listed ones gives the HTML of the specification."""
    md = markdown(html=True, any_scheme=True)
    assert differing(md, examples) == DEVIATIONS.keys()
    assert COUNT - len(DEVIATIONS) >= 640


def test_as_shipped(examples: list[Example]) -> None:
    """Notes are read the same way wherever they hold no HTML of their own."""
    without = [one for one in examples if not has_raw_html(one)]
    assert len(without) > 500
    assert differing(markdown(), without) == DEVIATIONS.keys() | SCHEMES.keys()
