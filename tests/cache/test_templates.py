"""Compiled templates of an earlier run are those of the very same text."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from generator.cache.sealed import Seal
from generator.cache.store import Store
from generator.cache.templates import KeptTemplates
from generator.render.compiled import keep_compiled
from generator.render.template import as_templates, environment_of
from tests.books import build, write_files
from tests.edits import START

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "pages/x.html"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a cache; compiled templates are kept as long as a test runs."""
    opened = Store(tmp_path / "cache.sqlite", Seal(b"k" * 32))
    yield opened
    opened.close()
    keep_compiled(None)
    environment_of.cache_clear()


class Counting(KeptTemplates):
    """Counts what had to be compiled."""

    compiled = 0

    def put(self, key: str, code: bytes) -> None:
        """Keep it, and count."""
        self.compiled += 1
        super().put(key, code)


def run(store: Store | None, text: bytes) -> tuple[str, int]:
    """Return what a template says, as in a process of its own, and what was new."""
    kept = Counting(store)
    keep_compiled(kept)
    environment_of.cache_clear()
    said = environment_of(as_templates({NAME: text})).get_template(NAME).render(n=1)
    kept.end()
    return said, kept.compiled


def test_only_what_is_known_is_not_compiled(store: Store) -> None:
    """By the text of the template, to which one may come back."""
    one, other = b"one {{ n }}", b"two {{ n }}"
    assert run(store, one) == ("one 1", 1)
    assert run(store, one) == ("one 1", 0)
    assert run(store, other) == ("two 1", 1)
    assert run(store, one) == ("one 1", 0)


def test_a_damaged_one_is_compiled_anew(store: Store) -> None:
    """The page is as it should be, and the next run finds a sound one."""
    assert run(store, b"one {{ n }}") == ("one 1", 1)
    store.close()
    with sqlite3.connect(store.file) as made:
        made.execute("UPDATE kept SET data = zeroblob(100)")
    made.close()
    assert run(store, b"one {{ n }}") == ("one 1", 1)
    assert run(store, b"one {{ n }}") == ("one 1", 0)


def test_after_its_end_nothing_is_asked_or_kept(store: Store) -> None:
    """So a file is open for a while only, and what comes later is compiled."""
    kept = KeptTemplates(store)
    kept.put("early", b"1")
    kept.end()
    kept.put("late", b"2")
    kept.end()
    assert kept.get("early") is None
    assert KeptTemplates(store).get("early") == b"1"
    assert KeptTemplates(store).get("late") is None


def test_without_a_cache_each_run_compiles(store: Store) -> None:
    """Nothing is left, and nothing is missed."""
    del store
    for _ in range(2):
        assert run(None, b"{{ n }}") == ("1", 1)


def test_a_template_of_the_book_is_used_as_it_is_now(tmp_path: Path) -> None:
    """Also one that another includes, and one that is changed in secret."""
    root = write_files(tmp_path / "book", START)
    page, part = root / "site/404.html", root / "templates/pages/_mine.html"
    write_files(root, {"templates/pages/404.html": '{% include "pages/_mine.html" %}'})
    for said in (b"one", b"two", b"one"):
        times = part.stat() if part.exists() else None
        write_files(root, {"templates/pages/_mine.html": said})
        if times:
            os.utime(part, ns=(times.st_atime_ns, times.st_mtime_ns))
        build(cwd=root)
        assert page.read_bytes() == said
    (root / "templates/pages/404.html").unlink()
    build(cwd=root)
    assert b"_mine" not in page.read_bytes()
    assert b"<html" in page.read_bytes()
