"""Every problem code: its words, its place, a near miss, and fixes that mend."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from markdown_it.utils import read_fixture_file

from generator.build import build
from generator.config.reading import parse_settings
from generator.diagnostics import Code
from generator.source import sources_from_texts
from tests.parse.tables import CASES, unescape

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic, Fix

TABLE: Final = [
    (f"{line}: {title}", title, text, expected)
    for line, title, text, expected in read_fixture_file(CASES / "diagnostics.md")
]
DAY: Final = date(2026, 3, 2)
# Codes that no table of small texts can hold, and where they are tested.
ELSEWHERE: Final = {
    Code.FILE_UNREADABLE: "needs a file system that refuses: tests/test_source.py",
    Code.FILE_OUTSIDE: "needs a symbolic link: tests/test_source.py",
    Code.FILE_TOO_BIG: "needs a file of 2 MiB: tests/test_source.py",
    Code.TEMPLATE_BROKEN: "needs a book's own templates: tests of templates",
}


def raw(text: str) -> str | bytes:
    r"""Return a file of a case; with `\xHH` in it, its bytes."""
    text = unescape(text)
    if "\\x" not in text:
        return text
    parts = re.split(r"\\x([0-9A-F]{2})", text)
    return b"".join(
        bytes.fromhex(part) if number % 2 else part.encode()
        for number, part in enumerate(parts)
    )


def files_of(text: str) -> dict[str, str | bytes]:
    """Return the files of a case by path."""
    _, *parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], map(raw, parts[1::2]), strict=True))


def problems_of(files: dict[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """Build the book of a case and return its problems."""
    notes = {path: text for path, text in files.items() if path != "airbook.toml"}
    settings, problems = parse_settings(str(files.get("airbook.toml", "")))
    return build(
        sources_from_texts(notes),
        settings,
        {},
        today=DAY,
        pinned=True,
        settings_problems=problems,
    ).diagnostics


def params() -> list[object]:
    """Return every case."""
    return [
        pytest.param(title, text, expected, id=name)
        for name, title, text, expected in TABLE
    ]


@pytest.mark.parametrize(("title", "text", "expected"), params())
def test_words(title: str, text: str, expected: str) -> None:
    """A problem says where it is, what is wrong and what to write instead."""
    problems = problems_of(files_of(text))
    lines = [str(problem) for problem in problems] or ["none"]
    assert "\n".join(lines) == unescape(expected).strip()
    wanted = title.partition(":")[0]
    slugs = {problem.code.slug for problem in problems}
    assert (wanted.removeprefix("not ") in slugs) == (not wanted.startswith("not "))


@pytest.mark.parametrize(("title", "text", "expected"), params())
def test_fixes(title: str, text: str, expected: str) -> None:
    """Applying a fix takes its problem away and adds none."""
    assert title
    assert expected
    files = files_of(text)
    before = problems_of(files)
    for problem in before:
        if problem.fix is None:
            continue
        after = problems_of(applied(files, problem.fix))
        left = words(before) - words((problem,))
        assert words(after) <= left, problem


def words(problems: tuple[Diagnostic, ...]) -> Counter[tuple[str, str, str]]:
    """Return problems without lines and columns, which a fix may move."""
    return Counter((one.span.path, one.code.slug, one.message) for one in problems)


def applied(files: dict[str, str | bytes], fix: Fix) -> dict[str, str | bytes]:
    """Return the files of a case with one fix made."""
    lines = str(files[fix.span.path]).split("\n")
    span = fix.span
    first, last = lines[span.line - 1], lines[span.end_line - 1]
    whole = first[: span.column - 1] + fix.text + last[span.end_column - 1 :]
    lines[span.line - 1 : span.end_line] = whole.split("\n")
    return {**files, span.path: "\n".join(lines)}


def test_every_code_has_its_cases() -> None:
    """Each code is produced by one case at least, and nearly by another."""
    titles = {title.partition(":")[0] for _, title, _, _ in TABLE}
    for code in Code:
        if code not in ELSEWHERE:
            assert code.slug in titles
            assert f"not {code.slug}" in titles
    slugs = {code.slug for code in Code}
    assert {title.removeprefix("not ") for title in titles} <= slugs


def test_words_are_plain() -> None:
    """A message is one short line without a full stop at its end."""
    for _, _, text, _ in TABLE:
        for problem in problems_of(files_of(text)):
            assert not problem.message.endswith(".")
            assert not problem.advice.endswith(".")
            assert "\n" not in problem.message + problem.advice
            assert len(problem.message) <= 120
            assert problem.advice
