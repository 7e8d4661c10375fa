"""An edit changes its place and nothing else, in all its notes or in none."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Code, Diagnostic, Fix, Span
from generator.edit.changes import Change, EditRefusedError, difference
from generator.edit.journal import apply_edits, recover, undo
from generator.edit.mending import mend, mend_book
from generator.edit.splice import UnfitTextError, splice
from generator.source import sources_from_texts
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from generator.workspace.owned import state_folder
from generator.workspace.reading import read_book
from generator.write.lock import LockedError, locked
from tests.books import airbook, files_of, write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.edit.record import Record
    from generator.workspace.opening import Workspace

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
        (b"\xff\xfe", Span.at("a"), "is not UTF-8"),
        (b"one\n", Span.at("a", 3, 1), "has no line 3"),
        (b"one\r\n", Span.at("a", 1, 5), "has no column 5"),
        (b"one\n", Span.at("a", 1, 0), "has no column 0"),
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
    lost = Diagnostic(
        Code.LINK_BARE, Span.at("b.md"), "four", "", Fix(Span.at("b.md"), "4")
    )
    bad = Diagnostic(
        Code.LINK_BARE, Span.at("c.md"), "five", "", Fix(Span.at("c.md"), "5")
    )
    files = {"a.md": b"abc", "c.md": b"\xff"}
    changes, mended = mend([guess, none, sure, lost, bad], files)
    assert changes == [Change(path="a.md", before=b"abc", after=b"1")]
    assert mended == [sure]


def opened(base: Path) -> Workspace:
    """Return a book with two notes."""
    texts = {"airbook.toml": "", "content/a.md": "a", "content/b.md": "b"}
    return open_workspace(write_files(base, texts), today=TODAY)


def held(folder: Path) -> Mapping[str, str]:
    return {one.name: one.read_text() for one in folder.iterdir()}


def change(path: str, before: str | None, after: str | None) -> Change:
    def data(text: str | None) -> bytes | None:
        return None if text is None else text.encode()

    return Change(path=path, before=data(before), after=data(after))


EDIT = (change("a.md", "a", "A"), change("b.md", "b", None), change("c.md", None, "C"))


def test_an_edit_and_its_undo(tmp_path: Path) -> None:
    """Files are changed, removed and made; undo brings every byte and mode back."""
    book = opened(tmp_path)
    content = book.content
    assert undo(book) == ()
    assert not state_folder(book).exists()
    (content / "a.md").chmod(0o640)
    assert apply_edits(book, EDIT) == 3
    assert held(content) == {"a.md": "A", "c.md": "C"}
    assert stat.S_IMODE((content / "a.md").stat().st_mode) == 0o640
    assert undo(book) == ("a.md", "b.md", "c.md")
    assert held(content) == {"a.md": "a", "b.md": "b"}
    assert undo(book) == ()
    assert (state_folder(book) / ".gitignore").read_text() == "*\n"


def test_nothing_to_change_is_no_edit(tmp_path: Path) -> None:
    """The edit before it can still be taken back."""
    book = opened(tmp_path)
    apply_edits(book, EDIT[:1])
    assert apply_edits(book, [change("b.md", "b", "b")]) == 0
    assert undo(book) == ("a.md",)


def test_a_note_that_changed_is_left_alone(tmp_path: Path) -> None:
    """Nothing at all is edited, and nothing is taken back."""
    book = opened(tmp_path)
    content = book.content
    (content / "b.md").write_text("mine")
    with pytest.raises(EditRefusedError, match=r"b\.md has changed"):
        apply_edits(book, EDIT)
    assert held(content) == {"a.md": "a", "b.md": "mine"}
    apply_edits(book, EDIT[:1])
    (content / "a.md").write_text("mine")
    with pytest.raises(EditRefusedError, match=r"a\.md has changed"):
        undo(book)
    assert held(content) == {"a.md": "mine", "b.md": "mine"}


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    """A file outside the notes is never edited; one within is, and the link stays."""
    book = opened(tmp_path)
    content = book.content
    (tmp_path / "other.md").write_text("other")
    (content / "out.md").symlink_to(tmp_path / "other.md")
    (content / "in.md").symlink_to("a.md")
    with pytest.raises(EditRefusedError, match="lies outside"):
        apply_edits(book, [change("out.md", "other", "x")])
    apply_edits(book, [change("in.md", "a", "A")])
    assert (content / "in.md").is_symlink()
    assert (content / "a.md").read_text() == "A"
    assert (tmp_path / "other.md").read_text() == "other"


def test_one_edit_at_a_time(tmp_path: Path) -> None:
    """Whoever comes second is told who is at work."""
    book = opened(tmp_path)
    content = book.content
    with (
        locked(state_folder(book)),
        pytest.raises(LockedError, match=f"process {os.getpid()} on "),
    ):
        apply_edits(book, EDIT)
    assert held(content) == {"a.md": "a", "b.md": "b"}


class EndedError(BaseException):
    """Stands for the end of the process."""


def ended_after(
    steps: int,
    book: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    how: BaseException,
) -> None:
    """Let an edit end after so many of its files are in place."""
    from generator.edit import journal

    real = journal._do
    done: list[Change] = []

    def counted(change: Change, file: Path, record: Record) -> None:
        if len(done) == steps:
            raise how
        done.append(change)
        real(change, file, record)

    monkeypatch.setattr(journal, "_do", counted)
    with pytest.raises(type(how)):
        apply_edits(book, EDIT)
    monkeypatch.undo()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_edit_that_was_cut_off_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """The next command finishes it, and it can be taken back."""
    book = opened(tmp_path)
    content = book.content
    ended_after(steps, book, monkeypatch, EndedError())
    recover(book)
    recover(book)
    assert held(content) == {"a.md": "A", "c.md": "C"}
    assert undo(book) == ("a.md", "b.md", "c.md")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_edit_that_cannot_go_on_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Where somebody wrote into a note after the end, theirs stays, and all is old."""
    book = opened(tmp_path)
    content = book.content
    ended_after(steps, book, monkeypatch, EndedError())
    (content / "c.md").write_text("mine")
    with pytest.raises(EditRefusedError, match="was taken back"):
        recover(book)
    assert held(content) == {"a.md": "a", "b.md": "b", "c.md": "mine"}
    assert undo(book) == ()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_edit_that_the_system_refuses_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """No later command stumbles over it, and a mode that was there is kept."""
    book = opened(tmp_path)
    (book.content / "b.md").chmod(0o600)
    ended_after(steps, book, monkeypatch, OSError("full"))
    assert held(book.content) == {"a.md": "a", "b.md": "b"}
    assert stat.S_IMODE((book.content / "b.md").stat().st_mode) == 0o600
    recover(book)
    assert undo(book) == ()


def test_a_refusal_shows_what_has_changed(tmp_path: Path) -> None:
    """The first line says it; the difference follows."""
    book = opened(tmp_path)
    (book.content / "a.md").write_text("mine")
    with pytest.raises(EditRefusedError) as refused:
        apply_edits(book, EDIT)
    first, *rest = str(refused.value).splitlines()
    assert first == "a.md has changed since it was read; nothing was edited"
    assert rest[-2:] == ["-a", "+mine"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"changes": [1], "modes": {}}'])
def test_a_record_that_is_damaged(tmp_path: Path, text: str) -> None:
    """One line says which file, and no note is touched."""
    book = opened(tmp_path)
    write_files(state_folder(book), {"edit-next.json": text})
    with pytest.raises(EditRefusedError, match=r"edit-next\.json is damaged"):
        recover(book)
    assert held(book.content) == {"a.md": "a", "b.md": "b"}


def test_a_record_never_leads_out_of_the_notes(tmp_path: Path) -> None:
    """Somebody else's book may hold one that was made up."""
    book = opened(tmp_path)
    write_files(tmp_path, {"mine": "a"})
    entry = {"path": "../mine", "before": "YQ==", "after": "Yg=="}
    record = {"changes": [entry], "modes": {}, "undoing": False}
    write_files(state_folder(book), {"edit-next.json": json.dumps(record)})
    with pytest.raises(EditRefusedError, match="lies outside"):
        recover(book)
    assert (tmp_path / "mine").read_text() == "a"
    recover(book)


def test_what_an_edit_keeps_is_its_owners(tmp_path: Path) -> None:
    """The record holds what notes say; nobody else may read it."""
    book = opened(tmp_path)
    apply_edits(book, EDIT)
    kept = {one.name for one in state_folder(book).iterdir()}
    assert kept == {".gitignore", "edit-last.json"}
    mode = (state_folder(book) / "edit-last.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_notes_given_by_hand_have_a_state_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of theirs is never taken for one of the book's, nor lies in a vault."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    book = opened(tmp_path)
    (tmp_path / "vault").mkdir()
    other = open_workspace(tmp_path, today=TODAY, content=tmp_path / "vault")
    assert state_folder(book) == tmp_path / ".airbook"
    assert state_folder(other).is_relative_to(tmp_path / "cache")


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


def test_what_would_make_a_note_worse_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every change is tried out before it is written; others are still made."""
    from generator.edit import mending

    note = "---\nwith: Ana\ndate: 2026-02-03\n---\n"
    texts = {
        "airbook.toml": "",
        "content/contacts/Ana.md": "",
        "content/interviews/one.md": note,
        "content/interviews/two.md": note,
    }
    book = open_workspace(write_files(tmp_path, texts), today=TODAY)
    real = splice

    def bad(data: bytes, fixes: Iterable[Fix]) -> bytes:
        made.append(real(data, fixes))
        return made[-1] if len(made) > 1 else b"---\nwith: [[\n---\n"

    made: list[bytes] = []
    monkeypatch.setattr(mending, "splice", bad)
    found = mend_book(book)
    assert [one.path for one in found.changes] == ["interviews/two.md"]
    assert [one.span.path for one in found.mended] == ["interviews/two.md"]
    assert found.mended[0] not in found.result.diagnostics


def test_a_note_that_is_saved_meanwhile_is_not_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The places of its problems are those of another text."""
    from generator.edit import mending

    note = "---\nwith: Ana\ndate: 2026-02-03\n---\n"
    texts = {"content/contacts/Ana.md": "", "content/interviews/one.md": note}
    book = open_workspace(write_files(tmp_path, texts), today=TODAY)
    sources = read_book(book)
    write_files(tmp_path, {"content/interviews/one.md": "Mine.\n"})
    monkeypatch.setattr(mending, "read_with_cache", lambda *_, **__: (sources, None))
    assert mend_book(book).changes == ()
    (book.content / "interviews/one.md").unlink()
    assert mend_book(book).changes == ()


@pytest.mark.parametrize(
    "arguments", [("check", "--fix"), ("rename", "Ana", "Anna"), ("merge", "Ana", "Bo")]
)
def test_a_cache_changes_nothing_of_an_edit(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Where a build has read the notes already, the same bytes come of it."""
    texts = {
        "airbook.toml": "",
        "content/contacts/Ana.md": "---\nname: Ana\n---\nSee [[Bo]].\n",
        "content/contacts/Bo.md": "---\nname: Bo\n---\n[[ana|She]] knows.\n",
        "content/interviews/one.md": "---\nwith: Ana\ndate: 2026-02-03\n---\nText.\n",
    }
    fresh, built = (
        write_files(tmp_path / "a", texts),
        write_files(tmp_path / "b", texts),
    )
    assert airbook("build", cwd=built).returncode == 0
    for book in (fresh, built):
        write_files(book, {"content/contacts/New.md": "[[Ana]]\n"})
        before = files_of(book / "content")
        done = airbook(*arguments, cwd=book)
        assert done.returncode == 0, done.stderr
        assert files_of(book / "content") != before
    assert files_of(fresh / "content") == files_of(built / "content")


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
    assert "nothing that a machine can mend" in again.stderr
    undone = airbook("undo", cwd=book)
    assert "is as it was before" in undone.stderr
    after = file.read_bytes(), (book / "content/contacts/ana.md").read_bytes()
    assert after == before
    assert "no edit to take back" in airbook("undo", cwd=book).stderr
    assert airbook("check", "--dry-run", cwd=book).returncode == 2


def test_a_refused_edit_is_an_exit_status_and_a_difference(tmp_path: Path) -> None:
    """What a note holds steers no terminal; the notes stay as they are."""
    texts = {
        "airbook.toml": "",
        "content/contacts/Ana.md": "",
        "content/interviews/one.md": "---\nwith: Ana\ndate: 2026-02-03\n---\n",
    }
    book = write_files(tmp_path / "book", texts)
    assert airbook("check", "--fix", cwd=book).returncode == 0
    note = book / "content/interviews/one.md"
    note.write_text("Mine \x1b[31m.\n")
    refused = airbook("undo", cwd=book)
    assert refused.returncode == 3
    assert "one.md has changed since it was read; nothing was edited" in refused.stderr
    assert "+Mine ?[31m." in refused.stderr
    assert note.read_text() == "Mine \x1b[31m.\n"


def test_a_remark_is_not_made_a_value(tmp_path: Path) -> None:
    """A comment with a colon stays one, though what follows cannot be read."""
    broken = "---\nnext: #see: [\n  - 'open\nmet: 2026\n---\n"
    texts = {"airbook.toml": "", "content/contacts/Ana.md": broken}
    book = open_workspace(write_files(tmp_path, texts), today=TODAY)
    (found,) = build_book(book).diagnostics
    assert found.code is Code.FRONT_MATTER_YAML
    assert found.fix is None
