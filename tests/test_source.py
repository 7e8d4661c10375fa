"""Reading the content folder: nothing is lost silently, nothing outside is read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import stamps
from generator.config.settings import Folders, Settings
from generator.diagnostics import Code
from generator.source import Known, read_sources, reread, sources_from_texts
from generator.source.notes import MOST_BYTES
from generator.source.records import Sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.source.records import Asset, SourceNote

SETTINGS = Settings()


def put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)


def note(data: str | bytes) -> SourceNote:
    return sources_from_texts({"a.md": data}).notes[0]


def problems(found: Sources | SourceNote) -> list[tuple[Code, str, int, int]]:
    return [
        (one.code, one.span.path, one.span.line, one.span.column)
        for one in found.problems
    ]


def paths(sources: Sources) -> list[str]:
    return [note.path for note in sources.notes] + [
        asset.path for asset in sources.assets
    ]


def test_notes_and_assets_in_code_point_order(tmp_path: Path) -> None:
    """Both Markdown suffixes are notes in any case; all else is an asset."""
    put(tmp_path, "b.md", "Z.MD", "a/x.markdown", "ä.md", "a/p.png", "B.txt", "a.md")
    sources = read_sources(tmp_path, SETTINGS)
    expected = ["Z.MD", "a.md", "a/x.markdown", "b.md", "ä.md"]
    assert [one.path for one in sources.notes] == expected
    assert [one.path for one in sources.assets] == ["B.txt", "a/p.png"]
    assert sources.notes[1].text == "a.md"
    asset = sources.assets[1]
    assert asset.file.read_bytes() == b"a/p.png"
    assert (asset.size, asset.digest) == (7, hashlib.sha256(b"a/p.png").hexdigest())
    assert sources.problems == ()


def test_the_order_of_the_system_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder listed backwards gives the same sources."""
    put(tmp_path, "b.md", "a/x.md", "c/x.md", "a/p.png")
    (tmp_path / "l1").symlink_to(tmp_path / "a" / "x.md")
    forwards = read_sources(tmp_path, SETTINGS)
    real = os.scandir

    class Backwards:
        def __init__(self, path: Path) -> None:
            self.entries = sorted(real(path), key=lambda e: e.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            pass

        def close(self) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Backwards)
    assert read_sources(tmp_path, SETTINGS) == forwards


def test_hidden_ignored_and_skipped_folders(tmp_path: Path) -> None:
    """Dotfiles, ignored folders at any depth in any case, and the output."""
    put(tmp_path, ".obsidian/x.md", ".x.md", "a/.airbook/x.md", "a.md", "site/x.md")
    put(tmp_path, "a/Templates/x.md", "TEMPLATES/x.md", "a/old/x.md", "a/site/x.md")
    put(tmp_path, "a/templates.md")
    settings = Settings(folders=Folders(ignore=("templates", "Old")))
    sources = read_sources(tmp_path, settings, (tmp_path / "site",))
    assert paths(sources) == ["a.md", "a/site/x.md", "a/templates.md"]


def test_links_inside_are_read_once(tmp_path: Path) -> None:
    """A link to a folder is followed only where that folder is not read anyway."""
    put(tmp_path, "a/x.md", ".shared/y.md", "z.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "s1").symlink_to(tmp_path / ".shared")
    (tmp_path / "s2").symlink_to(tmp_path / ".shared")
    (tmp_path / "w.md").symlink_to(tmp_path / "z.md")
    sources = read_sources(tmp_path, SETTINGS)
    assert paths(sources) == ["a/x.md", "s1/y.md", "w.md", "z.md"]
    assert sources.problems == ()


def test_links_that_lead_out_or_nowhere(tmp_path: Path) -> None:
    """They are not followed, and said so."""
    content = tmp_path / "content"
    put(tmp_path, "content/a.md", "secret/x.md")
    (content / "file.md").symlink_to(tmp_path / "secret" / "x.md")
    (content / "folder").symlink_to(tmp_path / "secret")
    (content / "above").symlink_to(tmp_path)
    (content / "nowhere.md").symlink_to(tmp_path / "nothing")
    (content / "loop.md").symlink_to(content / "loop.md")
    sources = read_sources(content, SETTINGS)
    assert paths(sources) == ["a.md"]
    assert problems(sources) == [
        (Code.FILE_OUTSIDE, "above", 1, 1),
        (Code.FILE_OUTSIDE, "file.md", 1, 1),
        (Code.FILE_OUTSIDE, "folder", 1, 1),
        (Code.FILE_UNREADABLE, "loop.md", 1, 1),
        (Code.FILE_UNREADABLE, "nowhere.md", 1, 1),
    ]


def test_the_content_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """What counts as outside is measured from where it leads."""
    put(tmp_path, "real/a.md")
    (tmp_path / "content").symlink_to(tmp_path / "real")
    assert paths(read_sources(tmp_path / "content", SETTINGS)) == ["a.md"]


def test_no_regular_files(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "pipe.md")
    sources = read_sources(tmp_path, SETTINGS)
    assert paths(sources) == []
    assert [one[:2] for one in problems(sources)] == [
        (Code.FILE_UNREADABLE, "link.md"),
        (Code.FILE_UNREADABLE, "pipe.md"),
    ]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A name that is not UTF-8 is reported in letters that can be printed."""
    put(tmp_path, "a.md")
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.md")).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    sources = read_sources(tmp_path, SETTINGS)
    assert paths(sources) == ["a.md"]
    assert problems(sources) == [(Code.FILE_UNREADABLE, "caf?.md", 1, 1)]


def test_files_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is reported, one that has just gone is not; the others are read."""
    put(tmp_path, "a.md", "b.md", "c.png", "d.md")
    whole, note = Path.open, os.open

    def refuse(name: str) -> None:
        if name in {"b.md", "c.png"}:
            raise PermissionError(13, "Permission denied")
        if name == "d.md":
            raise FileNotFoundError

    def open_whole(path: Path, mode: str) -> object:
        refuse(path.name)
        return whole(path, mode)

    def open_note(path: str, flags: int) -> int:
        refuse(Path(path).name)
        return note(path, flags)

    monkeypatch.setattr(Path, "open", open_whole)
    monkeypatch.setattr(os, "open", open_note)
    sources = read_sources(tmp_path, SETTINGS)
    assert paths(sources) == ["a.md"]
    assert [str(one) for one in sources.problems] == [
        "b.md:1:1: error: this cannot be read: permission denied [file-unreadable]",
        "c.png:1:1: error: this cannot be read: permission denied [file-unreadable]",
    ]


def test_folders_that_may_not_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder below is reported; the content folder itself is an error."""
    put(tmp_path, "a.md", "b/x.md")
    real = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    sources = read_sources(tmp_path, SETTINGS)
    assert paths(sources) == ["a.md"]
    assert problems(sources) == [(Code.FILE_UNREADABLE, "b", 1, 1)]
    with pytest.raises(FileNotFoundError):
        read_sources(tmp_path / "nothing", SETTINGS)


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (b"", "", []),
        (b"a\nb", "a\nb", []),
        (b"a\r\nb\rc\n", "a\nb\nc\n", [(Code.FILE_CRLF, 1, 1)]),
        (b"\xef\xbb\xbfa", "a", [(Code.FILE_BOM, 1, 1)]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", [(Code.FILE_BOM, 1, 1)]),
        (b"a\nb\xe9c\xff", "a\nb\ufffdc\ufffd", [(Code.FILE_ENCODING, 2, 2)]),
        (
            b"\xef\xbb\xbfa\r\n\xc3\xa4\xff",
            "a\nä\ufffd",
            [(Code.FILE_BOM, 1, 1), (Code.FILE_CRLF, 1, 1), (Code.FILE_ENCODING, 2, 2)],
        ),
        ("\ud800", "\ufffd\ufffd\ufffd", [(Code.FILE_ENCODING, 1, 1)]),
    ],
)
def test_bytes_become_text(
    data: bytes | str, text: str, found: list[tuple[Code, int, int]]
) -> None:
    """Line ends are made plain, one mark is taken off, bad bytes are shown."""
    one = note(data)
    assert one.text == text
    assert problems(one) == [(code, "a.md", line, col) for code, line, col in found]


@pytest.mark.parametrize(
    ("data", "length"),
    [
        (b"x" * MOST_BYTES, MOST_BYTES),
        (b"line\n" * 500_000, MOST_BYTES - MOST_BYTES % 5),
        (b"x" * (MOST_BYTES + 1), MOST_BYTES),
        ("日".encode() * MOST_BYTES, MOST_BYTES // 3),
        (b"x" + "🛫".encode() * MOST_BYTES, MOST_BYTES // 4),
        (b"\xff" * (MOST_BYTES + 1), MOST_BYTES),
        (b"\x80" * (MOST_BYTES + 1), MOST_BYTES - 3),
    ],
)
def test_a_note_that_is_too_big(tmp_path: Path, data: bytes, length: int) -> None:
    """It is cut behind a line, else a character, and that place is said."""
    (tmp_path / "a.md").write_bytes(data)
    one = read_sources(tmp_path, SETTINGS).notes[0]
    assert len(one.text) == length
    big = [item for item in problems(one) if item[0] is Code.FILE_TOO_BIG]
    line = one.text.count("\n") + 1
    assert big == [(Code.FILE_TOO_BIG, "a.md", line, 1)][: len(data) > MOST_BYTES]


@given(st.binary(max_size=60))
def test_any_bytes_are_a_note(data: bytes) -> None:
    """Reading never fails, and what comes out has plain lines only."""
    one = note(data)
    assert "\r" not in one.text
    assert one.digest == hashlib.sha256(data).hexdigest()
    one.text.encode()


def test_texts_are_read_as_files_are(tmp_path: Path) -> None:
    """Sources of texts equal sources of files, but for where assets lie."""
    texts: dict[str, str | bytes] = {"b.md": "b", "a/c.MARKDOWN": "c\r\n", "a.md": "ä"}
    texts["p.png"] = b"\xff"
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / path).write_bytes(data)
    made, read = sources_from_texts(texts), read_sources(tmp_path, SETTINGS)
    assert made.notes == read.notes
    assert [(one.path, one.digest, one.size) for one in made.assets] == [
        (one.path, one.digest, one.size) for one in read.assets
    ]
    assert made.assets[0].file == Path("p.png")


@pytest.mark.parametrize("name", ["photo.png", "Ana.md"])
def test_files_that_are_as_they_were_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whoever reads a folder again and again reads what can have changed, all of it."""
    monkeypatch.setattr(stamps, "_COARSEST", -(10**10))  # as if it had rested long
    file, known = tmp_path / name, Known()

    def read() -> SourceNote | Asset:
        found = read_sources(tmp_path, Settings(), known=known)
        return found.notes[0] if found.notes else found.assets[0]

    file.write_bytes(b"one")
    first, stat = read(), file.stat()
    assert read() is first
    file.write_bytes(b"two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert read().digest == hashlib.sha256(b"two").hexdigest()
    file.unlink()
    assert read_sources(tmp_path, Settings(), known=known) == Sources()


def test_a_file_of_two_names_is_two_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A symbolic link to a note is a note of its own, however often it is read."""
    monkeypatch.setattr(stamps, "_COARSEST", -(10**10))
    put(tmp_path, "Ana.md", "photo.png")
    (tmp_path / "Bo.md").symlink_to("Ana.md")
    (tmp_path / "other.png").symlink_to("photo.png")
    known = Known()
    for _ in "ab":
        found = read_sources(tmp_path, Settings(), known=known)
        assert [one.path for one in found.notes] == ["Ana.md", "Bo.md"]
        assert [one.path for one in found.assets] == ["other.png", "photo.png"]


def test_a_file_that_was_just_saved_is_read_again(tmp_path: Path) -> None:
    """Two changes within one step of the clock would look like one."""
    file, known = tmp_path / "Ana.md", Known()
    file.write_bytes(b"one")
    read = [read_sources(tmp_path, Settings(), known=known).notes[0] for _ in "ab"]
    assert read[0] == read[1]
    assert read[0] is not read[1]


def written(folder: Path) -> None:
    (folder / "Ana.md").write_text("other")
    (folder / "b/Bo.md").write_bytes(b"\xffBo\r\n")


def put_and_taken_away(folder: Path) -> None:
    (folder / "Ana.md").write_text("other")
    (folder / "Ana.md~").write_text("one")
    (folder / "Ana.md~").unlink()


@pytest.mark.parametrize("edit", [written, put_and_taken_away])
def test_notes_that_were_written_are_read_alone(
    tmp_path: Path, edit: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else is looked at, and what comes out is what reading all would give."""
    put(tmp_path, "Ana.md", "b/Bo.md", "photo.png")
    before = read_sources(tmp_path, SETTINGS)
    edit(tmp_path)
    changed = [tmp_path / name for name in ("Ana.md", "Ana.md~", "b/Bo.md")]
    wanted = read_sources(tmp_path, SETTINGS)
    monkeypatch.setattr(os, "scandir", None)
    assert reread(before, tmp_path, changed) == wanted


OTHER_EDITS: dict[str, Callable[[Path], object]] = {
    "Cy.md": lambda file: file.write_text("new"),
    "Ana.md": Path.unlink,
    "b": lambda file: file.rename(file.with_name("c")),
    "b/Bo.md": lambda file: file.rename(file.with_name("bo.md")),
    "photo.png": lambda file: file.write_text("other"),
    "../airbook.toml": lambda file: file.write_text("other"),
    ".": lambda file: file.rename(file.with_name("away")),
    "d": Path.mkdir,
}


@pytest.mark.parametrize("name", OTHER_EDITS)
def test_anything_else_is_looked_at_as_a_whole(tmp_path: Path, name: str) -> None:
    """What comes, what goes, what is no note, and what lies elsewhere."""
    folder = tmp_path / "content"
    put(folder, "Ana.md", "b/Bo.md", "photo.png")
    before = read_sources(folder, SETTINGS)
    file = (folder / name).resolve()
    OTHER_EDITS[name](file)
    assert reread(before, folder, [file]) is None


def test_a_book_with_links_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    """What is written at one path changes another one there; a link is no note."""
    put(tmp_path, "Ana.md", "Bo.md")
    before = read_sources(tmp_path, SETTINGS)
    (tmp_path / "Bo.md").unlink()
    (tmp_path / "Bo.md").symlink_to("Ana.md")
    assert reread(before, tmp_path, [tmp_path / "Bo.md"]) is None
    linked = read_sources(tmp_path, SETTINGS)
    assert linked.linked
    assert reread(linked, tmp_path, [tmp_path / "Ana.md"]) is None


def test_a_note_that_cannot_be_read_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found out with all the others, and said."""

    def refuse(*_: object) -> SourceNote:
        raise PermissionError

    put(tmp_path, "Ana.md")
    before = read_sources(tmp_path, SETTINGS)
    monkeypatch.setattr("generator.source.read_note", refuse)
    assert reread(before, tmp_path, [tmp_path / "Ana.md"]) is None
