"""What a page weighs before it says anything, measured on a small made-up book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.books import build, write_files
from tests.corpora import ENTRIES, LINKS, make_corpus
from tests.figures import EMPTY, EMPTY_PAGE, MOST_BYTES, times, weight, weights

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_corpus_is_lifelike() -> None:
    """A made-up book has its shares of kinds, words, links and entries, each time."""
    corpus = make_corpus(1000)
    assert corpus == make_corpus(1000)
    assert len(corpus) == 1000
    kinds = [path.partition("/")[0] for path in corpus]
    assert [kinds.count(kind) for kind in sorted(set(kinds))] == [400, 500, 100]
    assert all(100 < len(text.split()) < 800 for text in corpus.values())
    links = sum(text.count("[[") for text in corpus.values())
    assert links == LINKS * 1000
    talks = [text for path, text in corpus.items() if path.startswith("interviews")]
    assert all(text.count("\n- ") == ENTRIES for text in talks)


def test_few_are_named_often() -> None:
    """Of the people a tenth is named in near half of the links, as it is in life."""
    text = "".join(make_corpus(1000).values())
    names = [path[9:-3] for path in make_corpus(1000) if path.startswith("contacts")]
    counts = sorted((text.count(f"[[{name}]]") for name in names), reverse=True)
    assert sum(counts[:40]) > 0.4 * sum(counts)


def test_frame_is_light(browser: Browser, tmp_path: Path) -> None:
    """A page of an empty note weighs less than 60 kB, and every figure can be had."""
    write_files(tmp_path / "content", {**make_corpus(40), EMPTY: ""})
    build(cwd=tmp_path)
    site = tmp_path / "site"
    assert weight(site, EMPTY_PAGE) < MOST_BYTES
    found = dict([*weights(site, 41), *times(browser, site)])
    assert found["rows of its table"] == "17"
    assert len(found) > 7
