"""Books of a few texts, and the pages that are made of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.build import build
from generator.config.settings import Settings
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult
    from generator.render.material import Material

ROOT: Final = Path(__file__).parent.parent.parent
TODAY: Final = date(2026, 3, 2)
ANA: Final = "contacts/Ana Reyes.md"
TALK: Final = "interviews/2026-02-24 Ana.md"
TALK_TEXT: Final = """---
with: "[[Ana Reyes]]"
date: 2026-02-24T10:30
duration: 40
mode: video
status: done
questions: ["[[Week]]", "[[Path]]"]
---
We spoke of the wards.

## Information
### [[Week]]
- Half tables, half talking. #hours
- Juniors [pay:: 31000-36000 EUR/year] #pay

## Advice
- Show **one** project. #portfolio

## Referrals
- [[Farid Haddad]] - runs the port (use my name: yes)
- [[Leah Brandt]] - public health
"""


@cache
def templates() -> Mapping[str, bytes]:
    """Return Airbook's own templates by name."""
    folder = ROOT / "templates"
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for part in ("pages", "static", "messages")
        for file in sorted((folder / part).rglob("*"))
        if file.is_file()
    }


def book_of(
    texts: Mapping[str, str | bytes],
    settings: Settings | None = None,
    *,
    pinned: bool = False,
    purpose: str = "local",
    today: date = TODAY,
    own: Mapping[str, bytes] | None = None,
) -> BuildResult:
    """Build a book of some texts by path."""
    return build(
        sources_from_texts(texts),
        settings or Settings(),
        {**templates(), **(own or {})},
        today=today,
        pinned=pinned,
        purpose=purpose,
        own_templates=tuple(own or ()),
    )


def page_of(result: BuildResult, url: str) -> str:
    """Return a page of the site as text."""
    made = result.site[url]
    assert callable(made)
    return made().decode()


def material_of(result: BuildResult) -> Material:
    """Return what the pages of a build are made from."""
    return result.material
