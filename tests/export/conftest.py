"""The books whose exports are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import ROOT
from tests.conftest import TODAY

if TYPE_CHECKING:
    from generator.build import BuildResult
    from tests.conftest import MakeBook

NAMES: Final = (
    *(
        "Zoë, the “Elder”; Q\\C",
        "山田 太郎",
        "سلمى الحداد",
        "Ірина Бондаренко",
        "김하늘",
    ),
    *("👩‍👩‍👧‍👦 " * 12, "x" * 300, "é" * 120, "漢" * 90, 'A "quoted" one', "a:b;c=d"),
    *("BEGIN:VEVENT", "\\n", "\\\\;", "=1+1", "it's", "%41&amp;<b>", "a\u0085b\u2028c"),
)


@pytest.fixture(scope="module")
def sample() -> BuildResult:
    """Return the sample book."""
    return build_book(open_workspace(ROOT, today=TODAY, pinned=True))


@pytest.fixture(scope="module")
def hostile(book: MakeBook) -> BuildResult:
    """Return a book whose names are hard to write."""
    texts = {"airbook.toml": 'timezone = "Asia/Kolkata"'}
    for number, name in enumerate(NAMES):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        texts[f"contacts/{number}.md"] = (
            f'---\nname: "{quoted}"\naliases: ["{quoted}"]\nrole: "{quoted}"\n'
            f'organization: "[[{number} org]]"\n'
            f'phone: "+49 30 12345 {number}"\ntags: [a, b]\n---\n'
            f"- [ ] do {name} 📅 2026-03-0{number % 9 + 1}\n"
            "## Log\n- 2026-02-20 asked (email)\n"
        )
        texts[f"interviews/{number}.md"] = (
            f'---\nwith: "[[contacts/{number}]]"\nplace: "{quoted}"\n'
            f"date: 2026-03-{number + 10}{'T09:30' * (number % 2)}\n---\n"
        )
        texts[f"organizations/{number} org.md"] = f'---\nname: "{quoted}"\n---\n'
    return book(texts)
