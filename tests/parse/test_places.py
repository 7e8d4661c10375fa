"""The place of each link: line and column of its first character, never a guess."""

from __future__ import annotations

import pytest

from tests.parse.reading import read

PLACES = [
    ("a [[X]] b", ["1:3 [[X]]"]),
    ("[[X]] [[X]]", ["1:1 [[X]]", "1:7 [[X]]"]),
    ("a\nb [[X]]\n  c [[Y]]", ["2:3 [[X]]", "3:5 [[Y]]"]),
    ("> > a [[X]]\n> [[Y]] lazy", ["1:7 [[X]]", "2:3 [[Y]]"]),
    ("1. a\n   - b [[X]]\n\n     [[Y]]", ["2:8 [[X]]", "4:6 [[Y]]"]),
    ("## H [[X]] ##", ["1:6 [[X]]"]),
    ("H [[X]]\n===", ["1:3 [[X]]"]),
    ("\t- a [[X]]\n\n\t[[Y]]", []),
    ("- a [[X]] 📅 2026-08-21", ["1:5 [[X]]"]),
    ("- [ ] a [[X]] 📅 2026-08-21", ["1:9 [[X]]"]),
    ("- [ ] [[X]] and [[X]] 📅 2026-08-21 #t", ["1:1 [[X]]", "1:1 [[X]]"]),
    ("[a](b.md) ![c](d.png)", ["1:1 [a](b.md)", "1:11 ![c](d.png)"]),
    ("see [a\nb](c.md) d", ["1:5 [a\nb](c.md)"]),
    ("> see [a\n> b](c.md) d", ["1:7 [a\nb](c.md)"]),
    ("- [ ] see [a\n  b](c.md) 📅 2026-08-21", ["1:11 [a\nb](c.md)"]),
    ("[a][r]\n\n[r]: c.md", ["1:1 [a][r]"]),
    ("| [[X]] | a |\n|---|---|\n| b | [[Y\\|c]] [[Z]] |", [
        "1:3 [[X]]", "3:7 [[Y\\|c]]", "3:16 [[Z]]",
    ]),
    ("a | b\n-|-\n[[X]] | [c](d.md)\n| [[Y]]", [
        "3:1 [[X]]", "3:9 [c](d.md)", "4:3 [[Y]]",
    ]),
    ("> | a |\n> |---|\n> | \\| [[X]] |", ["3:8 [[X]]"]),
    ("| a |\n|---|\n| `\\|` [[X]] |", ["3:8 [[X]]"]),
    ("> [!note] T [[X]]\n> [[Y]]", ["1:13 [[X]]", "2:3 [[Y]]"]),
    ("a %%b [[X]]%%\n\n%%\n[[Y]]\n%%", ["1:7 [[X]]", "4:1 [[Y]]"]),
    ("a[^1]\n\n[^1]: b [[X]]\n\n    [[Y]]", ["3:9 [[X]]", "5:5 [[Y]]"]),
    ("a ^[b [[X]] ^[[[Y]]]]", ["1:7 [[X]]", "1:15 [[Y]]"]),
    ("<details><summary>a [[X]]</summary>[[Y]]\n[[Z]]</details>", [
        "1:21 [[X]]", "1:36 [[Y]]", "2:1 [[Z]]",
    ]),
    ("🙂é [[X]]", ["1:4 [[X]]"]),
    ("---\nwith: '[[X]]'\nb:\n- [[Y]]\n---\n[[Z]]", [
        "2:8 [[X]]", "4:3 [[Y]]", "6:1 [[Z]]",
    ]),
    ("---\na: >\n  [[X]]\n---\n", ["2:4 [[X]]"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text: str, expected: list[str]) -> None:
    """A link stands where it is written; where that is not sure, in column 1."""
    note, _ = read(text)
    found = sorted(
        (link.span.line, link.span.column, link.written) for link in note.links
    )
    assert [f"{line}:{column} {written}" for line, column, written in found] == expected
