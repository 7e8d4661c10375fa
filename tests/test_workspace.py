"""Where a book is found, and what is read for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import workspace
from generator.workspace.building import build_book, write_book
from generator.workspace.errors import BookError
from generator.workspace.opening import open_workspace
from generator.workspace.templates import find_sample, find_templates, read_templates
from generator.write.records import Writing
from tests.conftest import TODAY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a book with one contact."""
    (tmp_path / "airbook.toml").write_text('title = "Mine"\n')
    (tmp_path / "content" / "contacts").mkdir(parents=True)
    (tmp_path / "content" / "contacts" / "Ana.md").write_text("Hello\n")
    return tmp_path


def test_found_from_any_folder_inside(root: Path) -> None:
    """The book is looked for upwards, and its settings are read."""
    found = open_workspace(root / "content" / "contacts", today=TODAY)
    assert (found.root, found.content, found.output) == (
        root,
        root / "content",
        root / "site",
    )
    assert found.settings.title == "Mine"
    assert found.configured


def test_a_folder_with_content_is_a_book(root: Path) -> None:
    """Without `airbook.toml` all defaults hold."""
    (root / "airbook.toml").unlink()
    found = open_workspace(root, today=TODAY)
    assert not found.configured
    assert found.settings.title == "Airbook"


def test_no_book_says_what_to_do(tmp_path: Path) -> None:
    """A folder that is no book is wrong usage."""
    with pytest.raises(BookError, match="airbook init") as caught:
        open_workspace(tmp_path, today=TODAY)
    assert caught.value.exit_status == 2


def test_any_folder_given_by_hand_is_a_book(tmp_path: Path) -> None:
    """Content and output given by hand count from the folder one stands in."""
    (tmp_path / "vault").mkdir()
    found = open_workspace(
        tmp_path, today=TODAY, content=Path("vault"), output=Path("out")
    )
    assert found.content == tmp_path / "vault"
    assert found.output == tmp_path / "out"


def test_a_missing_folder_of_notes_is_said(root: Path) -> None:
    """Settings that point to nowhere are wrong usage."""
    (root / "airbook.toml").write_text('content = "gone"\n')
    with pytest.raises(BookError, match="does not exist"):
        open_workspace(root, today=TODAY)


def test_home_may_be_written_with_a_tilde(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`~` is the home folder, where there is one."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (root / "airbook.toml").write_text('output = "~/out"\n')
    assert open_workspace(root, today=TODAY).output == tmp_path / "out"
    (root / "airbook.toml").write_text('output = "~nobody-at-all/out"\n')
    output = open_workspace(root, today=TODAY).output
    assert output == root / "~nobody-at-all" / "out"


def test_the_output_among_the_notes_is_not_read(root: Path) -> None:
    """A site that lies in the content folder is no part of the book."""
    (root / "airbook.toml").write_text('output = "content/site"\n')
    (root / "content" / "site").mkdir()
    (root / "content" / "site" / "index.md").write_text("made\n")
    found = open_workspace(root, today=TODAY)
    result = build_book(found)
    assert list(result.book.notes) == ["contacts/Ana.md"]


def test_own_templates_replace_ours_file_by_file(root: Path) -> None:
    """A book's template wins; folders that are not ours are left alone."""
    own = root / "templates"
    (own / "notes").mkdir(parents=True)
    (own / "notes" / "contact.md").write_text("mine")
    (own / "notes" / ".hidden").write_text("x")
    (own / "letters").mkdir()
    (own / "letters" / "a.md").write_text("x")
    found = read_templates(root)
    assert found["notes/contact.md"] == b"mine"
    assert (
        found["notes/interview.md"] == read_templates(root / "no")["notes/interview.md"]
    )
    assert not any(name.startswith(("letters", "book")) for name in found)
    assert "notes/.hidden" not in found


def test_installed_without_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken installation is said in one line."""
    monkeypatch.setattr(workspace.templates, "PACKAGE", tmp_path / "generator")
    with pytest.raises(BookError, match="install it again") as caught:
        find_templates()
    assert caught.value.exit_status == 3


def test_the_installed_copies_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed package has templates and sample inside it."""
    package = tmp_path / "generator"
    for folder in ("_templates", "_sample"):
        (package / folder).mkdir(parents=True)
    monkeypatch.setattr(workspace.templates, "PACKAGE", package)
    assert find_templates() == package / "_templates"
    notes, settings = find_sample()
    assert notes == package / "_sample"
    assert not settings.is_file()
    (package / "_sample_settings.toml").write_text("")
    assert find_sample()[1] == package / "_sample_settings.toml"


def test_writing_is_watched(root: Path) -> None:
    """Before each batch of files one is told how many are done, and of how many."""
    found = open_workspace(root, today=TODAY, pinned=True)
    result = build_book(found)
    told: list[tuple[int, int]] = []
    how = Writing(watch=lambda *step: told.append(step))
    written = write_book(found, result, how=how)
    assert told == [(number, told[0][1]) for number in range(told[0][1])]
    assert written.added == len(result.site)
    assert write_book(found, result).unchanged == len(result.site)
