"""Slugs: from the name of a file to a name that every file system and URL takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.render.slugs import (
    MAX_BYTES,
    folder_slug,
    is_unsafe,
    slug_of,
    with_digest,
)

TABLE = [
    ("Ana Reyes", "ana-reyes"),
    ("2026-02-24 Ana Reyes", "2026-02-24-ana-reyes"),
    ("Dr. Ólafur Þór Magnússon", "dr-ólafur-þór-magnússon"),
    ("山田 太郎", "山田-太郎"),
    ("سلمى الحداد", "سلمى-الحداد"),
    ("Zsófia Kőszegi-Lindqvist", "zsófia-kőszegi-lindqvist"),
    ("O\u0301 Neill", "ó-neill"),
    ("Wanjiru\u0303", "wanjir\u0169"),
    ("a\u0315\u0300b", "à\u0315b"),
    ("प्रिया नायर", "प्रिया-नायर"),
    ("  -- x -- ", "x"),
    ("What? Why! #1/2", "what-why-1-2"),
    ("..", "note"),
    ("\u0301", "note"),
    ("🙂", "note"),
    ("", "note"),
    ("İstanbul", "i\u0307stanbul"),
    ("x²", "x²"),
]


@pytest.mark.parametrize(("name", "slug"), TABLE)
def test_slug_table(name: str, slug: str) -> None:
    """Letters and digits of every alphabet stay, marks with them; else a hyphen."""
    assert slug_of(name) == slug


@given(st.text())
@example("ß" * 300)
def test_slugs_are_plain(name: str) -> None:
    """A slug is NFC, has no capital with a lower form, no space, slash or dot."""
    slug = slug_of(name)
    assert slug
    assert unicodedata.is_normalized("NFC", slug)
    assert not set(slug) & set(" /\\.:?#%\"'<>|*\0")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert slug_of(slug) == slug


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9", "aux", "x" * 300])
def test_unsafe_names(name: str) -> None:
    """What Windows reserves, or what is too long, gets digits of its path."""
    slug = slug_of(name)
    assert is_unsafe(slug)
    safe = with_digest(slug, f"a/{name}.md", 4)
    assert not is_unsafe(safe) or len(safe.encode()) <= MAX_BYTES + 5
    assert len(f"{safe}.brief.html".encode()) <= 255


def test_cut_between_characters() -> None:
    """A long name in many bytes is cut between characters."""
    slug = with_digest("山" * 100, "p", 4)
    assert slug.startswith("山")
    assert len(slug.encode()) <= MAX_BYTES + 5


def test_folders() -> None:
    """A folder is safe on its own, whatever lies in it."""
    assert folder_slug("My Talks", "My Talks") == "my-talks"
    assert folder_slug("!!", "!!") == "folder"
    assert folder_slug("aux", "aux").startswith("aux-")
    assert folder_slug("aux", "a/aux") != folder_slug("aux", "b/aux")
