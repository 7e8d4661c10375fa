"""An edit changes its place and nothing else, in all its notes or in none."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Code, Diagnostic, Fix, Span
from generator.edit import (
    Change,
    EditRefusedError,
    UnfitTextError,
    apply_changes,
    difference,
    mend,
    recover,
    splice,
    undo,
)
from generator.source import sources_from_texts
from generator.write import LockedError, locked
from tests.books import airbook, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LINES = st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8")))
NOTE = """---
name: Ana Lima
met: [[Bo Chen]]
aliases: - x
---
"""


@given(
    LINES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]), st.data()
)
def test_every_other_byte_stays(
    lines: list[str], newline: str, mark: str, data: st.DataObject
) -> None:
    """Whatever the file's line ends and its mark at the beginning."""
    text = newline.join([*lines, ""])
    raw = mark.encode() + text.encode()
    source = sources_from_texts({"a.md": raw}).notes[0]
    whole = source.text.split("\n")
    number = data.draw(st.integers(0, len(whole) - 1))
    start = data.draw(st.integers(0, len(whole[number])))
    end = data.draw(st.integers(start, len(whole[number])))
    span = Span("a.md", number + 1, start + 1, number + 1, end + 1)
    after = splice(raw, [Fix(span, "new\nline")])
    line = whole[number]
    wanted = [*whole]
    wanted[number] = f"{line[:start]}new\nline{line[end:]}"
    assert sources_from_texts({"a.md": after}).notes[0].text == "\n".join(wanted)
    head = mark.encode() + newline.join([*lines[:number], line[:start]]).encode()
    assert after.startswith(head)
    assert after.endswith(newline.join([line[end:], *whole[number + 1 :]]).encode())


def test_several_places_of_one_file() -> None:
    """Each is found in the text as it was; the later of two that overlap is left."""
    fixes = [
        Fix(Span("a", 2, 1, 2, 4), "TWO"),
        Fix(Span("a", 1, 1, 1, 4), "1"),
        Fix(Span("a", 2, 3, 2, 5), "no"),
    ]
    assert splice(b"one\r\ntwo!\r\n", fixes) == b"1\r\nTWO!\r\n"
    assert splice(b"one", []) == b"one"


@pytest.mark.parametrize(
    ("data", "span", "said"),
    [
        (b"\xff\xfe", Span("a"), "is not UTF-8"),
        (b"one\n", Span("a", 3, 1), "has no line 3"),
        (b"one\r\n", Span("a", 1, 5), "has no column 5"),
        (b"one\n", Span("a", 1, 0), "has no column 0"),
    ],
)
def test_what_is_not_there_is_not_edited(data: bytes, span: Span, said: str) -> None:
    """A place beyond the text, or a text that cannot be read, is an error."""
    with pytest.raises(UnfitTextError, match=said):
        splice(data, [Fix(span, "x")])


def test_only_safe_fixes_are_taken() -> None:
    """A guess at what was meant is nobody's but the owner's."""
    span = Span("a.md", 1, 1, 1, 4)
    sure = Diagnostic(Code.LINK_BARE, span, "one", "", Fix(span, "1"))
    guess = Diagnostic(Code.LINK_MISSING, span, "two", "", Fix(span, "2"))
    none = Diagnostic(Code.LINK_BARE, span, "three", "")
    lost = Diagnostic(Code.LINK_BARE, Span("b.md"), "four", "", Fix(Span("b.md"), "4"))
    bad = Diagnostic(Code.LINK_BARE, Span("c.md"), "five", "", Fix(Span("c.md"), "5"))
    files = {"a.md": b"abc", "c.md": b"\xff"}
    changes, mended = mend([guess, none, sure, lost, bad], files)
    assert changes == [Change(path="a.md", before=b"abc", after=b"1")]
    assert mended == [sure]


def folders(base: Path) -> tuple[Path, Path]:
    """Return a content folder with two notes, and where the book keeps its state."""
    write_files(base, {"content/a.md": "a", "content/b.md": "b"})
    return base / "content", base / ".airbook"


def held(folder: Path) -> Mapping[str, str]:
    return {one.name: one.read_text() for one in folder.iterdir()}


def change(path: str, before: str | None, after: str | None) -> Change:
    def data(text: str | None) -> bytes | None:
        return None if text is None else text.encode()

    return Change(path=path, before=data(before), after=data(after))


EDIT = (change("a.md", "a", "A"), change("b.md", "b", None), change("c.md", None, "C"))


def test_an_edit_and_its_undo(tmp_path: Path) -> None:
    """Files are changed, removed and made; undo brings every byte and mode back."""
    content, state = folders(tmp_path)
    (content / "a.md").chmod(0o640)
    assert apply_changes(EDIT, content, state) == 3
    assert held(content) == {"a.md": "A", "c.md": "C"}
    assert stat.S_IMODE((content / "a.md").stat().st_mode) == 0o640
    assert undo(content, state) == ("a.md", "b.md", "c.md")
    assert held(content) == {"a.md": "a", "b.md": "b"}
    assert undo(content, state) == ()
    assert (state / ".gitignore").read_text() == "*\n"


def test_nothing_to_change_is_no_edit(tmp_path: Path) -> None:
    """The edit before it can still be taken back."""
    content, state = folders(tmp_path)
    apply_changes(EDIT[:1], content, state)
    assert apply_changes([change("b.md", "b", "b")], content, state) == 0
    assert undo(content, state) == ("a.md",)


def test_a_note_that_changed_is_left_alone(tmp_path: Path) -> None:
    """Nothing at all is edited, and nothing is taken back."""
    content, state = folders(tmp_path)
    (content / "b.md").write_text("mine")
    with pytest.raises(EditRefusedError, match=r"b\.md has changed"):
        apply_changes(EDIT, content, state)
    assert held(content) == {"a.md": "a", "b.md": "mine"}
    apply_changes(EDIT[:1], content, state)
    (content / "a.md").write_text("mine")
    with pytest.raises(EditRefusedError, match=r"a\.md has changed"):
        undo(content, state)
    assert held(content) == {"a.md": "mine", "b.md": "mine"}


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    """A file outside the notes is never edited; one within is, and the link stays."""
    content, state = folders(tmp_path)
    (tmp_path / "other.md").write_text("other")
    (content / "out.md").symlink_to(tmp_path / "other.md")
    (content / "in.md").symlink_to("a.md")
    with pytest.raises(EditRefusedError, match="lies outside"):
        apply_changes([change("out.md", "other", "x")], content, state)
    apply_changes([change("in.md", "a", "A")], content, state)
    assert (content / "in.md").is_symlink()
    assert (content / "a.md").read_text() == "A"
    assert (tmp_path / "other.md").read_text() == "other"


def test_one_edit_at_a_time(tmp_path: Path) -> None:
    """Whoever comes second is told who is at work."""
    content, state = folders(tmp_path)
    with (
        locked(state),
        pytest.raises(LockedError, match=f"process {os.getpid()} on "),
    ):
        apply_changes(EDIT, content, state)
    assert held(content) == {"a.md": "a", "b.md": "b"}


class EndedError(BaseException):
    """Stands for the end of the process."""


def ended_after(
    steps: int, content: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let an edit end after so many of its files are in place."""
    from generator.edit import journal

    real = journal._do
    done: list[Change] = []

    def counted(change: Change, file: Path) -> None:
        if len(done) == steps:
            raise EndedError
        done.append(change)
        real(change, file)

    monkeypatch.setattr(journal, "_do", counted)
    with pytest.raises(EndedError):
        apply_changes(EDIT, content, state)
    monkeypatch.undo()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_edit_that_was_cut_off_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """The next command finishes it, and it can be taken back."""
    content, state = folders(tmp_path)
    ended_after(steps, content, state, monkeypatch)
    recover(content, state)
    recover(content, state)
    assert held(content) == {"a.md": "A", "c.md": "C"}
    assert undo(content, state) == ("a.md", "b.md", "c.md")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_edit_that_cannot_go_on_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Where somebody wrote into a note after the end, theirs stays, and all is old."""
    content, state = folders(tmp_path)
    ended_after(steps, content, state, monkeypatch)
    (content / "c.md").write_text("mine")
    with pytest.raises(EditRefusedError, match="was taken back"):
        recover(content, state)
    assert held(content) == {"a.md": "a", "b.md": "b", "c.md": "mine"}
    assert undo(content, state) == ()


def test_a_difference_shows_the_lines() -> None:
    """As a unified diff with the path of the note."""
    lines = [*difference(change("a.md", "1\n2\n3\n", "1\nzwei\n3\n"))]
    assert lines == [
        "--- a.md",
        "+++ a.md",
        "@@ -1,3 +1,3 @@",
        " 1",
        "-2",
        "+zwei",
        " 3",
    ]
    assert [*difference(change("a.md", None, None))] == []


def test_check_mends_and_undo_takes_it_back(tmp_path: Path) -> None:
    """A dry run shows what would change; fix changes it; undo restores every byte."""
    note = "---\r\nname: Ana\r\nemployer: Blue Door\r\norganization_x: 1\r\n---\r\n"
    texts = {
        "airbook.toml": "",
        "content/contacts/ana.md": note,
        "content/interviews/one.md": "---\nwith: Ana\ndate: 2026-02-03\n---\nText.\n",
        "content/organizations/Blue Door.md": "",
    }
    book = write_files(tmp_path / "book", texts)
    file = book / "content/interviews/one.md"
    before = file.read_bytes(), (book / "content/contacts/ana.md").read_bytes()
    shown = airbook("check", "--fix", "--dry-run", cwd=book)
    assert '+with: "[[Ana]]"' in shown.stdout
    assert file.read_bytes() == before[0]
    done = airbook("check", "--fix", cwd=book)
    assert "airbook undo takes it back" in done.stderr
    assert b'with: "[[Ana]]"' in file.read_bytes()
    assert (
        b'employer: "[[Blue Door]]"\r\n'
        in (book / "content/contacts/ana.md").read_bytes()
    )
    again = airbook("check", "--fix", cwd=book)
    assert "Changed" not in again.stderr
    undone = airbook("undo", cwd=book)
    assert "is as it was before" in undone.stderr
    after = file.read_bytes(), (book / "content/contacts/ana.md").read_bytes()
    assert after == before
    assert "no edit to take back" in airbook("undo", cwd=book).stderr
    assert airbook("check", "--dry-run", cwd=book).returncode == 2
