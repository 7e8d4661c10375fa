"""A folder that the real rsync keeps."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.publish.errors import TargetError
from generator.publish.targets import rsync
from generator.publish.targets.program import run_program
from generator.publish.targets.rsync import RsyncTarget
from generator.write.manifest import MANIFEST
from tests.publish.sending import counts, send, texts_in
from tests.publish.test_targets import FIRST, SECOND, Place, put, state_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not shutil.which("rsync"), reason="rsync is not installed"
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a folder that is yet to be made."""
    return Place("rsync", tmp_path)


@pytest.fixture
def over_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a script stand for ssh; it notes the words and runs them here."""
    script, said = tmp_path / "ssh", tmp_path / "said"
    script.write_text(
        f'#!/bin/sh\necho "$@" >> "{said}"\n[ "$1" = -l ] && shift 2\nshift\n'
        f'cd "{tmp_path}" && exec "$@"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(script))
    return said


def test_a_host_is_reached_over_ssh(tmp_path: Path, over_ssh: Path) -> None:
    """A path with spaces and signs of a shell is a path, not words for a shell."""
    name = "a site; touch $(hi) *"
    assert counts(send(f"rsync:me@example.org:{name}", FIRST)) == (5, 0, 0, 0)
    assert counts(send(f"rsync:me@example.org:~/{name}", SECOND)) == (1, 1, 2, 2)
    assert texts_in(tmp_path / name) == SECOND
    assert "example.org" in over_ssh.read_text()
    assert not (tmp_path / "hi").exists()


def test_a_failure_is_told_in_rsyncs_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder above is missing, nobody answers, or there is no rsync."""
    with pytest.raises(TargetError, match=r"rsync failed: rsync.*mkdir.*none") as error:
        send(f"rsync:{tmp_path}/none/site", FIRST)
    assert error.value.exit_status == 3
    monkeypatch.setenv("RSYNC_RSH", "false")
    with pytest.raises(TargetError, match="rsync failed: "):
        send("rsync:example.org:site", FIRST)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TargetError, match="rsync is not installed"):
        send(f"rsync:{tmp_path}/site", FIRST)


def test_a_link_to_a_folder_there_stays(place: Place, tmp_path: Path) -> None:
    """An older rsync goes through it, a newer one fails before anything is written."""
    (tmp_path / "elsewhere").mkdir()
    place.path.mkdir()
    (place.path / "contacts").symlink_to("../elsewhere")
    try:
        send(place.target, FIRST)
    except TargetError:
        assert texts_in(place.path) == {}
    else:
        assert texts_in(tmp_path / "elsewhere") != {}
    assert (place.path / "contacts").is_symlink()


def test_names_with_wildcards_are_names(place: Place) -> None:
    """Only what is ours goes, not what a pattern would mean."""
    ours = {"a/[x]*.txt": "1", r"b/\?.txt": "2", "c/* [": "3", "index.html": "4"}
    foreign = {"a/x1.txt": "x", "b/q.txt": "y", "c/other [": "z"}
    put(place.path, foreign)
    assert counts(send(place.target, ours)) == (4, 0, 0, 0)
    assert counts(send(place.target, {"index.html": "4"})) == (0, 0, 3, 1)
    assert texts_in(place.path) == {"index.html": "4", **foreign}


@pytest.mark.parametrize("step", range(1, 6))
def test_a_publish_that_was_cut_off_is_finished_by_the_next(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """At every call of rsync: nothing of ours is forgotten, nothing foreign taken."""
    put(place.path, {"mine.txt": "mine"})
    send(place.target, FIRST)
    calls = 0

    def cut_off(*words: object, **named: object) -> bytes:
        nonlocal calls
        calls += 1
        if calls == 2 + step:
            raise TargetError("cut off")
        return run_program(*words, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(rsync, "run_program", cut_off)
        if step < 5:
            with pytest.raises(TargetError, match="cut off"):
                send(place.target, SECOND)
        else:
            send(place.target, SECOND)
    for path, text in texts_in(place.path).items():
        assert text in {FIRST.get(path), SECOND.get(path), "mine"}
    send(place.target, SECOND)
    assert texts_in(place.path) == {**SECOND, "mine.txt": "mine"}
    manifest = json.loads((place.path / MANIFEST).read_bytes())
    assert manifest["finished"] is True
    before = state_of(place.path)
    send(place.target, SECOND)
    assert state_of(place.path) == before


def test_old_files_go_last(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """At no moment does a page name what is missing."""
    send(place.target, FIRST)
    seen: list[set[str]] = []
    real = RsyncTarget._rsync

    def watched(self: RsyncTarget, *words: str) -> bytes:
        done = real(self, *words)
        seen.append(set(texts_in(place.path)))
        return done

    monkeypatch.setattr(RsyncTarget, "_rsync", watched)
    send(place.target, SECOND)
    *_, marked, with_new, without_old, finished = seen
    assert marked == set(FIRST)
    assert with_new == set(FIRST) | set(SECOND)
    assert without_old == finished == set(SECOND)
