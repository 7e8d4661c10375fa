"""The file of a cache gives back what was put into it, or says that it cannot."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from generator.cache import kept
from generator.cache.kept import open_store, remove_store
from generator.cache.sealed import Seal
from generator.cache.store import DamagedError, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

VALUES = [("note:Ana.md", b"1" * 50), ("note:Олена.md", b"2"), ("run", b"3")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a store with some values."""
    store = Store(tmp_path / "cache.sqlite", Seal(b"k" * 32))
    store.write(VALUES, ())
    store.close()
    return store.file


@pytest.fixture
def opened(file: Path) -> Iterator[Store]:
    """Return it as a later run opens it."""
    store = Store(file, Seal(b"k" * 32))
    yield store
    store.close()


def all_of(store: Store) -> list[tuple[str, bytes]]:
    """Read everything, by name and by prefix."""
    found = [("run", value)] if (value := store.read("run")) else []
    return [(f"note:{path}", data) for path, data in store.read_all("note:")] + found


def test_what_was_written_is_read(opened: Store) -> None:
    """By name, and by what names begin with; names can be taken out."""
    assert all_of(opened) == VALUES
    assert opened.read("nothing") is None
    opened.write([("run", b"4")], ["note:Ana.md", "never"])
    assert all_of(opened) == [VALUES[1], ("run", b"4")]


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    """Where there is no file there are no values."""
    store = Store(tmp_path / "none" / "cache.sqlite", Seal(b"k" * 32))
    assert all_of(store) == []
    assert list(tmp_path.iterdir()) == []
    store.close()


def test_a_flipped_byte_anywhere_is_seen_or_does_not_matter(file: Path) -> None:
    """What is read is what was written, or nothing is."""
    data = file.read_bytes()
    refused = 0
    for at in range(0, len(data), 61):
        file.write_bytes(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
        store = Store(file, Seal(b"k" * 32))
        try:
            assert set(all_of(store)) <= set(VALUES)
        except DamagedError:
            refused += 1
        finally:
            store.close()
    assert refused > 0


def foreign_table(data: bytes, file: Path) -> None:
    """Put a database of somebody else in place of it."""
    del data
    file.unlink()
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE kept (name TEXT, other BLOB)")
    made.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data, file: file.write_bytes(data[: len(data) // 2]),
        lambda _, file: file.write_bytes(b""),
        lambda _, file: file.write_text("mine, not a database " * 100),
        foreign_table,
    ],
    ids=["cut off", "empty", "text", "foreign table"],
)
def test_a_file_that_is_none_of_ours_is_damaged(
    file: Path, damage: Callable[[bytes, Path], object]
) -> None:
    """It is said, and never taken for an empty one."""
    damage(file.read_bytes(), file)
    store = Store(file, Seal(b"k" * 32))
    with pytest.raises(DamagedError):
        all_of(store)
    store.close()


def test_text_in_place_of_bytes_is_damaged(file: Path) -> None:
    """One bit of a value makes it text, which may be none that Python can read."""
    with sqlite3.connect(file) as made:
        made.execute("UPDATE kept SET data = CAST(X'FF' || data AS TEXT)")
    made.close()
    store = Store(file, Seal(b"k" * 32))
    with pytest.raises(DamagedError):
        store.read("run")
    store.close()


def test_another_key_reads_nothing(file: Path) -> None:
    """A cache that came with somebody else's folder is not believed."""
    store = Store(file, Seal(b"o" * 32))
    with pytest.raises(DamagedError):
        store.read("run")
    store.close()


def test_what_changed_its_name_is_not_believed(file: Path) -> None:
    """Each value is signed with its name."""
    with sqlite3.connect(file) as made:
        made.execute("UPDATE kept SET name = 'note:x' WHERE name = 'run'")
    made.close()
    store = Store(file, Seal(b"k" * 32))
    with pytest.raises(DamagedError):
        all_of(store)
    store.close()


def test_while_another_run_writes_the_system_refuses(file: Path, opened: Store) -> None:
    """Nothing is lost: the values of the other one stay."""
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OSError, match="locked"):
        opened.write([("run", b"4")], ())
    other.rollback()
    other.close()
    assert all_of(opened) == VALUES


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    """And it stays, with all that it holds."""
    (tmp_path / "cache.sqlite").mkdir()
    (tmp_path / "cache.sqlite" / "mine").touch()
    store = Store(tmp_path / "cache.sqlite", Seal(b"k" * 32))
    assert all_of(store) == []
    with pytest.raises(OSError, match="unable"):
        store.write(VALUES, ())
    assert (tmp_path / "cache.sqlite" / "mine").exists()
    store.close()


def test_another_program_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this one has written it finds again, and what another has it does not."""
    file, key = tmp_path / "cache" / "kept.sqlite", tmp_path / "cache.key"
    for origin, found in ((b"one", None), (b"one", b"3"), (b"two", None)):
        monkeypatch.setattr(kept, "origin", lambda made_by=origin: made_by)
        store = open_store(file, key)
        assert store is not None
        assert store.read("run") == found
        store.write([("run", b"3")], ())
        store.close()


def test_without_a_secret_there_is_no_cache(tmp_path: Path) -> None:
    """A cache that nobody can sign is none."""
    (tmp_path / "file").touch()
    assert (
        open_store(tmp_path / "cache" / "kept.sqlite", tmp_path / "file" / "key")
        is None
    )
    assert not (tmp_path / "cache").exists()


def test_only_the_link_is_removed(tmp_path: Path) -> None:
    """Whatever it leads to is somebody else's."""
    mine = tmp_path / "mine"
    mine.write_text("mine")
    file = tmp_path / "kept.sqlite"
    file.symlink_to(mine)
    remove_store(file)
    remove_store(file)
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]
