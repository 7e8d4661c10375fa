"""A note is renamed or joined with another; links follow, and all else stays."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from markdown_it.utils import read_fixture_file

from generator.edit.changes import differences
from generator.edit.journal import apply_edits, undo
from generator.edit.merging import merge_notes
from generator.edit.renaming import rename_note
from generator.workspace.opening import open_workspace
from tests.books import airbook, files_of, write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.edit.rewriting import Rewriting
    from tests.conftest import MakeBook

CASES: Final = Path(__file__).parent.parent / "cases" / "renames.md"


def params() -> list[object]:
    """Return the cases by title."""
    return [
        pytest.param(text, expected, id=title)
        for _, title, text, expected in read_fixture_file(CASES)
    ]


def made_of(book: MakeBook, text: str) -> tuple[Rewriting, Mapping[str, bytes]]:
    """Carry out the first line of a text on the book that the others are."""
    command, _, rest = text.partition("\n")
    result = book(rest)
    what, _, names = command.partition(" ")
    old, _, new = names.partition(" = ")
    _, *parts = rest.split("=== ")
    texts = dict(one.split("\n", 1) for one in parts)
    files = {path: one.encode() for path, one in texts.items()}
    how = rename_note if what == "rename" else merge_notes
    return how(result, files, old, new), files


def shown(made: Rewriting) -> str:
    """Return what a renaming comes to, as the cases say it."""
    lines = [f"refused: {made.refused}"] if made.refused else []
    lines += [f"conflict: {one}" for one in made.conflicts]
    for one in made.changes:
        lines.append(
            f"=== {one.path}" if one.after is not None else f"gone: {one.path}"
        )
        lines += (one.after or b"").decode().splitlines()
    return "".join(f"{line}\n" for line in lines) or "nothing\n"


@pytest.mark.parametrize(("text", "expected"), params())
def test_cases(book: MakeBook, text: str, expected: str) -> None:
    """What is in tests/cases/renames.md."""
    made, _ = made_of(book, text)
    assert shown(made) == expected


BOOK: Final = {
    "airbook.toml": "",
    "content/contacts/Ana Lima.md": "# Ana Lima\n## Log\n- 2026-02-01 asked\n",
    "content/contacts/Bo Chen.md": "---\nrole: one\n---\n",
    "content/contacts/Bo Chan.md": "---\nrole: two\n---\n",
    "content/a.md": "[[Ana Lima]] [[Bo Chan]]\r\n\x1b[31mred",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small book on the disk."""
    return write_files(tmp_path / "book", BOOK)


def test_a_rename_shows_acts_and_is_taken_back(folder: Path) -> None:
    """A dry run only shows; what was done is said; undo restores every byte."""
    before = files_of(folder / "content")
    dry = airbook("rename", "lima", "Ana Silva", "--dry-run", cwd=folder)
    assert dry.returncode == 0, dry.stderr
    assert dry.stdout.startswith("rename from contacts/Ana Lima.md\nrename to ")
    assert "+[[Ana Silva]] [[Bo Chan]]" in dry.stdout
    assert "\x1b" not in dry.stdout
    assert files_of(folder / "content") == before
    done = airbook("rename", "lima", "Ana Silva", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    said = "Renamed: 1 link written anew, 3 files changed; airbook undo takes it back"
    assert done.stderr.strip() == said
    assert b"[[Ana Silva]] [[Bo Chan]]\r\n" in (folder / "content/a.md").read_bytes()
    again = airbook("rename", "Ana Silva", "Ana Silva", cwd=folder)
    assert (again.returncode, again.stderr) == (0, "There is nothing to change\n")
    assert airbook("undo", "-q", cwd=folder).returncode == 0
    assert files_of(folder / "content") == before


def test_a_merge_says_its_conflicts(folder: Path) -> None:
    """What differs is said; one line says why something cannot be done."""
    several = airbook("merge", "Bo", "Ana", cwd=folder)
    assert several.returncode == 2
    assert "may be one of these" in several.stderr
    done = airbook("merge", "Bo Chen", "Bo Chan", "-q", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == "conflict: role: one stays, not two\n"
    assert "- role: two" in (folder / "content/contacts/Bo Chen.md").read_text()
    one = airbook("merge", "Bo Chen", "Bo Chan", cwd=folder)
    assert one.returncode == 2
    assert one.stderr.count("\n") == 1
    assert "is one note already; nothing was changed" in one.stderr


def test_a_name_that_a_file_has_is_left_alone(folder: Path) -> None:
    """Even one that is no note of the book: a link, a folder."""
    (folder / "content/contacts/Cy.md").symlink_to("nowhere")
    (folder / "content/contacts/Di.md").mkdir()
    before = files_of(folder / "content")
    for name in ("Cy", "Di"):
        done = airbook("rename", "Ana Lima", name, cwd=folder)
        assert done.returncode in {2, 3}, done.stderr
        assert "Traceback" not in done.stderr
        assert files_of(folder / "content") == before


def test_who_could_not_read_it_still_cannot(
    book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of the new name has the mode of the old one."""
    texts = {"content/Ana.md": "[[Ana]]"}
    workspace = open_workspace(
        write_files(tmp_path, texts), today=TODAY, content=Path("content")
    )
    file = workspace.content / "Ana.md"
    file.chmod(0o600)
    made = rename_note(
        book({"Ana.md": "[[Ana]]"}), {"Ana.md": b"[[Ana]]"}, "Ana.md", "Bo"
    )
    monkeypatch.chdir(tmp_path)
    apply_edits(workspace, made.changes)
    new = workspace.content / "Bo.md"
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    undo(workspace)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert files_of(workspace.content) == {"Ana.md": b"[[Ana]]"}


def test_notes_that_have_changed_are_not_guessed_at(book: MakeBook) -> None:
    """Without the bytes of a note that would change, nothing changes."""
    texts = {"Ana.md": "x", "b.md": "[[Ana]]"}
    made = rename_note(book(texts), {"Ana.md": b"x"}, "Ana.md", "Bo")
    assert made.refused == "b.md has changed since it was read; try again"
    raw = {"Ana.md": b"x", "b.md": b"[[Ana]]\xff"}
    assert "b.md is not UTF-8" in rename_note(book(raw), raw, "Ana.md", "Bo").refused


def test_a_move_is_shown_as_one(book: MakeBook) -> None:
    """Removal and new file are one difference."""
    made = rename_note(
        book({"Ana.md": "# Ana\n"}), {"Ana.md": b"# Ana\n"}, "Ana.md", "Bo"
    )
    lines = list(differences(made.changes))
    assert lines[:4] == [
        "rename from Ana.md",
        "rename to Bo.md",
        "--- Ana.md",
        "+++ Bo.md",
    ]
    assert {"-# Ana", "+# Bo"} <= set(lines)


@pytest.mark.parametrize("end", ["", "  ", "\n"])
def test_front_matter_that_ends_a_file_is_joined_as_any_other(
    book: MakeBook, end: str
) -> None:
    """Without a line end behind the fence, either note keeps both its parts."""
    ours, theirs = f"---\nrole: one\n---{end}", f"---\nrole: two # two\n---{end}"
    files = {"contacts/A.md": ours, "contacts/B.md": theirs}
    texts = {path: text.encode() for path, text in files.items()}
    made = merge_notes(book(texts), texts, "contacts/A.md", "contacts/B.md")
    after = next(one.after for one in made.changes if one.after is not None)
    lines = [line.rstrip() for line in after.decode().split("\n")]
    assert lines[:5] == ["---", "role: one", "aliases:", "  - B", "---"]
    assert [line for line in lines[5:] if line] == ["## From B", "- role: two # two"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("x\n%%\nopen\n", "%%\nhidden\n%%\n"),
        ("## Bio\n%%\nopen\n", "## Bio\n%%\nhidden\n%%\n"),
        ("x\n```\ncode\n", "plain %%hidden%% text\n"),
        ("x\n<!--\nopen\n", "plain\n<!--\nhidden\n-->\n"),
    ],
)
def test_a_comment_stays_one_in_a_merge(book: MakeBook, ours: str, theirs: str) -> None:
    """What was hidden is hidden then, or nothing is merged."""
    texts = {"contacts/A.md": ours.encode(), "contacts/B.md": theirs.encode()}
    made = merge_notes(book(texts), texts, "contacts/A.md", "contacts/B.md")
    for one in made.changes:
        after = book({one.path: one.after or b""}).book.notes.get(one.path)
        assert after is None or "hidden" not in after.body.prose.text
    assert made.changes or "without an end" in made.refused


@pytest.mark.parametrize(
    ("heading", "becomes"),
    [
        (r"# Ana \[x\] Lima", "# Zoe"),
        ("# **Ana** Lima", ""),
        ("Ana Lima\n===", ""),
        ("# Ana `Lima`", ""),
        ("# [Ana](https://example.org) Lima ^id", ""),
    ],
)
def test_a_heading_that_is_not_plain_keeps_no_old_name(
    book: MakeBook, heading: str, becomes: str
) -> None:
    """Its escaped text gives way; above any other the key says the new name."""
    path = "contacts/Ana Lima.md"
    texts = {path: f"{heading}\ntext\n".encode()}
    result = book(texts)
    made = rename_note(result, texts, path, "Zoe")
    (after,) = (one.after for one in made.changes if one.after is not None)
    again = {"contacts/Zoe.md": after}
    note = book(again).book.notes["contacts/Zoe.md"]
    assert note.name == "Zoe"
    assert result.book.name_of(path) in note.aliases
    assert (becomes or heading) in after.decode()
    assert not rename_note(book(again), again, "contacts/Zoe.md", "Zoe").changes


def test_a_name_with_signs_is_written_once(book: MakeBook) -> None:
    """A heading that says it in its own way stays as it is."""
    texts = {"contacts/Ana.md": b"# Ana\n"}
    for _ in range(2):
        (path,) = texts
        for one in rename_note(book(texts), texts, path, "Ana [x] #1").changes:
            texts.pop(one.path, None)
            texts |= {one.path: one.after} if one.after is not None else {}
    assert texts == {
        "contacts/Ana x 1.md": b"---\naliases:\n  - Ana\n---\n# Ana \\[x\\] \\#1\n"
    }
