"""What the overlay says of problems: place, lines, remedy, a way to the editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import Code, Diagnostic, Span
from generator.serve.overlay import MOST, crash_trouble, edit_link, trouble_of

if TYPE_CHECKING:
    from generator.serve.overlay import Trouble

NOTE = "contacts/Ana.md"
TEXT = "---\nname: Ana\ndate: 2026-13-45\n---\nwords\n"


def problem(
    code: Code = Code.VALUE_DATE, path: str = NOTE, line: int = 3, column: int = 7
) -> Diagnostic:
    """Return a problem of ten characters."""
    span = Span(path, line, column, line, column + 10)
    return Diagnostic(code, span, f"{code.slug} is wrong", "write a date")


def trouble(
    *problems: Diagnostic, note: str = NOTE, text: str = TEXT
) -> Trouble | None:
    """Return what the overlay says."""
    return trouble_of(problems, note, lambda _: text, lambda span: f"edit:{span.line}")


def test_an_error_shows_its_line_and_those_around_it() -> None:
    """The place itself is marked off, and nothing is lost of the line."""
    found = trouble(problem())
    assert found is not None
    (card,) = found.cards
    assert found.title == "One error in this note"
    assert card.place == f"{NOTE}, line 3, column 7"
    assert (card.message, card.advice) == ("value-date is wrong", "write a date")
    assert (card.code, card.edit) == ("value-date", "edit:3")
    assert [(row.number, "".join(row.parts)) for row in card.rows] == list(
        enumerate(TEXT.split("\n")[:5], start=1)
    )
    (meant,) = (row for row in card.rows if row.meant)
    assert meant.parts == ("date: ", "2026-13-45", "")


def test_warnings_and_other_notes_are_not_shown() -> None:
    """The page of problems lists them; an overlay stands in the way."""
    warning = Diagnostic(Code.LINK_MISSING, Span.at(NOTE), "x")
    assert trouble(warning, problem(path="contacts/Bo.md")) is None
    assert trouble(problem(), note="") is None
    assert trouble() is None


@pytest.mark.parametrize(
    ("code", "path"),
    [
        (Code.SETTINGS_SYNTAX, "airbook.toml"),
        (Code.SETTINGS_VALUE, "airbook.toml"),
        (Code.TEMPLATE_BROKEN, "templates/pages/today.html"),
    ],
)
def test_what_is_wrong_with_every_page_is_shown_on_every_page(
    code: Code, path: str
) -> None:
    """Settings and templates."""
    for note in (NOTE, ""):
        found = trouble(problem(code, path), note=note)
        assert found is not None
        assert found.title == f"One error in {path}"
    both = trouble(problem(code, path), problem())
    assert both is not None
    assert both.title == "2 errors in this book"


def test_a_problem_keeps_its_key_when_lines_move() -> None:
    """So that what was closed stays closed; another problem has another key."""
    here, moved, other = (
        trouble(problem(line=3)),
        trouble(problem(line=9)),
        trouble(problem(Code.VALUE_CHOICE)),
    )
    assert here is not None
    assert moved is not None
    assert other is not None
    assert here.key == moved.key != other.key


def test_many_problems_and_endless_lines_are_cut() -> None:
    """The first ones are shown, and of a long line what is around the place."""
    found = trouble(*[problem() for _ in range(MOST + 3)])
    assert found is not None
    assert (len(found.cards), found.more) == (MOST, 3)
    text = "x" * 5000 + "2026-13-45" + "y" * 5000
    found = trouble(problem(line=1, column=5001), text=text)
    assert found is not None
    (row,) = found.cards[0].rows
    assert row.parts[1] == "2026-13-45"
    assert 50 < sum(map(len, row.parts)) <= 160


def test_a_place_that_is_gone_shows_no_lines() -> None:
    """The file may be another by now."""
    for text in ("", "one line"):
        found = trouble(problem(line=40), text=text)
        assert found is not None
        assert found.cards[0].rows == ()
    several = Diagnostic(Code.VALUE_DATE, Span(NOTE, 2, 3, 4, 1), "x")
    found = trouble(several)
    assert found is not None
    assert found.cards[0].rows[1].parts == ("na", "me: Ana", "")


def test_a_crash_says_what_to_do() -> None:
    """It stands nowhere."""
    found = crash_trouble("it is away", "put it back")
    assert found.cards[0].place == ""
    assert found.key != crash_trouble("it is gone", "put it back").key


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("vscode://file{path}:{line}", "vscode://file/b%C3%BC/c%20d/Ana.md:3"),
        (
            "obsidian://open?path={path}",
            "obsidian://open?path=%2Fb%C3%BC%2Fc%20d%2FAna.md",
        ),
        (
            "https://git.example/{file}#L{line}",
            "https://git.example/contacts/Ana.md#L3",
        ),
        ("javascript:alert('{path}')", ""),
        (" JavaScript:alert('{file}')", ""),
        ("", ""),
    ],
)
def test_links_to_an_editor(pattern: str, wanted: str) -> None:
    """As the setting says, encoded for where it stands; never a script."""
    assert edit_link(pattern, Path("/bü/c d/Ana.md"), NOTE, 3) == wanted
