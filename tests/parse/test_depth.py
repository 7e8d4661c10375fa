"""Deeply nested text is read whole, or shown as plain text and said; never dropped."""

from __future__ import annotations

import pytest

from generator.diagnostics import Code
from tests.parse.reading import filled, read


def indented(depth: int, marker: str, end: str = "") -> str:
    """Return lists within lists, one item each, every item with its number."""
    step = " " * len(marker)
    return "\n".join(f"{step * n}{marker}level{n}{end}" for n in range(depth))


def quoted(depth: int) -> str:
    """Return quotes within quotes, each with its number."""
    marks = ["> " * (number + 1) for number in range(depth)]
    return "\n".join(f"{mark}level{n}\n{mark}" for n, mark in enumerate(marks))


def mixed(depth: int) -> str:
    """Return a list in a quote in a list and so on."""
    lines, prefix = [], ""
    for number in range(depth):
        quote = number % 2
        lines.append(f"{prefix}{'> ' if quote else '- '}level{number}")
        prefix += "> " if quote else "  "
        lines.append(prefix.rstrip())
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        indented(100, "- "),
        indented(100, "1. "),
        quoted(100),
        mixed(100),
        "- " * 99 + "level99",
        "> " * 100 + "level99",
        "> - " * 50 + "level99",
    ],
    ids=["bullets", "numbers", "quotes", "mixed", "one line", "one quote", "both"],
)
def test_a_hundred_levels_are_read(text: str) -> None:
    """Lists, quotes and mixes of both, a hundred deep, are on the page."""
    note, problems = read(text)
    assert problems == ()
    html = filled(note.body.prose.html)
    assert '<pre class="plain">' not in html
    for level in range(100):
        assert (f"level{level}" in html) == (f"level{level}" in text)
    assert "level99" in html


def test_tasks_and_entries_a_hundred_deep() -> None:
    """Each item of a deep list is an entry or a task of its own."""
    note, problems = read("## Advice\n" + indented(100, "- ", " #tip ^end"))
    assert {problem.code for problem in problems} == {Code.BLOCK_DUPLICATE}
    assert [entry.depth for entry in note.body.entries] == list(range(100))
    assert note.body.entries[99].text == "level99"
    note, problems = read(indented(100, "- [ ] "))
    assert len(note.body.tasks) == 1
    tasks = "\n".join(f"{'  ' * n}- [ ] level{n}" for n in range(100))
    note, problems = read(tasks)
    assert [task.text for task in note.body.tasks] == [f"level{n}" for n in range(100)]
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        indented(200, "- "),
        quoted(300),
        mixed(250),
        "> " * 5000 + "level199",
        "<details>\n" * 300 + "level199\n" + "</details>\n" * 300,
    ],
    ids=["bullets", "quotes", "mixed", "one line", "details"],
)
def test_deeper_is_plain_text_and_said(text: str) -> None:
    """What is nested deeper than any person does is shown as it was typed."""
    note, problems = read(text)
    assert [problem.code for problem in problems] == [Code.BODY_BUDGET]
    html = filled(note.body.prose.html)
    assert html.startswith('<pre class="plain">')
    assert "level199" in html


@pytest.mark.parametrize("depth", [30, 200, 3000])
@pytest.mark.parametrize(
    ("before", "behind"),
    [("[", "](x.md)"), ("![", "](x.png)"), ("^[", "]"), ("==", "==")],
)
def test_brackets_within_brackets(before: str, behind: str, depth: int) -> None:
    """Brackets that nest too deep are text; the innermost word is never lost."""
    note, _ = read(f"{before * depth}inside{behind * depth}")
    assert "inside" in filled(note.body.prose.html) or "![" in before
