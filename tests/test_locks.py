"""One run at a time: locks, and temporary files that nobody else writes into."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.write import lock, temporary
from generator.write.file import create_file, replace_file
from generator.write.lock import LOCK, LockedError, locked
from generator.write.manifest import sync_folder
from generator.write.temporary import NEW, sweep

if TYPE_CHECKING:
    from collections.abc import Callable


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def refuse(number: int, *_: object) -> None:
    raise OSError(number, os.strerror(number))


def test_a_lock_says_who_has_it_and_goes_with_its_block(tmp_path: Path) -> None:
    """Its file is there only as long as it is held."""
    said = rf"at work in {tmp_path}: process {os.getpid()} on .+, since 2\d{{3}}-"
    with locked(tmp_path):
        assert names(tmp_path) == {LOCK}
        with pytest.raises(LockedError, match=said), locked(tmp_path):
            pass
    assert names(tmp_path) == set()


@pytest.mark.parametrize("left", [b"", b"[1]", b'{"pid": 1, "host": "h", "since": 1}'])
def test_what_a_dead_process_left_is_taken_over(tmp_path: Path, left: bytes) -> None:
    """The file alone locks nothing."""
    (tmp_path / LOCK).write_bytes(left)
    with locked(tmp_path):
        assert f'"pid": {os.getpid()}' in (tmp_path / LOCK).read_text()
    assert names(tmp_path) == set()


def test_who_does_not_say_it_is_still_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message then only says where."""
    monkeypatch.setattr(lock, "_SIGNS_WITHIN", 0.01)
    monkeypatch.setattr(lock, "_sign", lambda _: None)
    said = f"at work in {tmp_path}; wait"
    with locked(tmp_path), pytest.raises(LockedError, match=said), locked(tmp_path):
        pass


def test_a_lock_that_is_removed_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given up in the end."""
    monkeypatch.setattr(lock, "is_named", lambda *_: False)
    with pytest.raises(LockedError, match="again and again"), locked(tmp_path):
        pass


def lockless(
    folder: Path, real: Callable[[int, int], None], number: int
) -> Callable[[int, int], None]:
    """Return a system call that locks nothing in a folder."""

    def flock(opened: int, how: int) -> None:
        if Path(f"/proc/self/fd/{opened}").readlink().is_relative_to(folder):
            refuse(number)
        real(opened, how)

    return flock


def test_a_drive_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of the same machine still keep each other out, and files are written."""
    drive = tmp_path / "drive"
    drive.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(
        fcntl, "flock", lockless(drive, fcntl.flock, errno.ENOLCK), raising=True
    )
    with locked(drive):
        replace_file(drive / "a", b"a")
        assert names(drive) == {"a"}
        said = f"at work in {drive}: process"
        with pytest.raises(LockedError, match=said), locked(drive):
            pass
    assert names(tmp_path / "cache/airbook/locks") == set()


def test_a_lock_that_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any other reason is an error, and nothing stays open or locked."""
    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", lambda *_: refuse(errno.EIO))
        with pytest.raises(OSError, match="Input/output"), locked(tmp_path):
            pass
    with locked(tmp_path):
        pass


def test_many_write_into_one_folder_at_once(tmp_path: Path) -> None:
    """Each file is whole, of whichever writer it is; nothing stays beside them."""

    def write(number: int) -> None:
        data = bytes([65 + number % 26]) * 50_000
        replace_file(tmp_path / "shared", data)
        create_file(tmp_path / f"own{number}", data)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert len(names(tmp_path)) == 41
    for one in tmp_path.iterdir():
        data = one.read_bytes()
        assert data == data[:1] * 50_000
    assert NEW not in names(tmp_path)


def test_a_file_in_use_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for ever; and nobody sweeps it away."""
    monkeypatch.setattr(temporary, "_TRIES", 2)
    monkeypatch.setattr(temporary, "_PAUSE", 0)
    with temporary.written(b"1", tmp_path / "a"):
        sweep(tmp_path)
        with pytest.raises(LockedError, match="keeps writing"):
            replace_file(tmp_path / "b", b"2")
        assert names(tmp_path) == {NEW}
    assert names(tmp_path) == set()


def test_what_was_left_is_swept_and_written_over(tmp_path: Path) -> None:
    """Whether its file is made in the end or was there already."""
    (tmp_path / NEW).write_bytes(b"half")
    replace_file(tmp_path / "a", b"1")
    assert names(tmp_path) == {"a"}
    (tmp_path / NEW).write_bytes(b"half")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", b"2")
    assert names(tmp_path) == {"a"}
    sweep(tmp_path)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_full_disk_is_named_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stays beside it, and the old one is whole."""
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: refuse(errno.ENOSPC))
    with pytest.raises(OSError, match="No space") as error:
        replace_file(tmp_path / "a", b"new")
    assert error.value.filename == str(tmp_path / "a")
    assert names(tmp_path) == {"a"}
    assert (tmp_path / "a").read_bytes() == b"old"


def test_modes_stay_and_can_be_set(tmp_path: Path) -> None:
    """A new file has the mode of any new file."""
    file, usual = tmp_path / "a", tmp_path / "usual"
    usual.touch()
    replace_file(file, b"1")
    assert file.stat().st_mode == usual.stat().st_mode
    file.chmod(0o640)
    replace_file(file, b"2")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    replace_file(file, b"3", mode=0o600)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_owners_stay_where_the_system_lets_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it does not, the file is written all the same."""
    asked: list[tuple[int, int]] = []

    def fchown(_: int, user: int, group: int) -> None:
        asked.append((user, group))
        raise PermissionError

    def stat_of(self: Path, **how: bool) -> os.stat_result:
        found = list(real(self, **how))
        found[stat.ST_UID] += self.name == "a"
        return os.stat_result(found)

    (tmp_path / "a").write_bytes(b"1")
    real = Path.stat
    owner = real(tmp_path / "a").st_uid
    monkeypatch.setattr(os, "fchown", fchown)
    monkeypatch.setattr(Path, "stat", stat_of)
    replace_file(tmp_path / "a", b"2")
    assert [user for user, _ in asked] == [owner + 1]
    assert (tmp_path / "a").read_bytes() == b"2"


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_drive_that_syncs_no_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """It brings names to the disk by itself; any other reason is an error."""
    monkeypatch.setattr(os, "fsync", lambda _: refuse(number))
    sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: refuse(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        sync_folder(tmp_path)
