"""`airbook publish --encrypt`: generations, keys, and what is never written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from generator.publish.encrypt import (
    add_passphrase,
    load_keys,
    new_keys,
    open_site,
    store_keys,
)
from generator.publish.targets.folder import FolderTarget
from generator.workspace.building import build_book
from generator.write.manifest import MANIFEST
from tests.books import files_of, write_files
from tests.publish.publishing import run
from tests.publish.test_targets import state_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.encrypt import (
        Keys,
    )
    from generator.workspace.opening import Workspace

PASSPHRASE = "correct horse battery staple of lima"  # noqa: S105 - of nobody
SEALED = ("--encrypt", "--yes")
LEAST_ROUNDS = 600_000

pytestmark = pytest.mark.usefixtures("shell")


@pytest.fixture
def keys(workspace: Workspace) -> Keys:
    """Return the keys of `share`, made as quickly as is allowed."""
    made = new_keys("share", PASSPHRASE, rounds=LEAST_ROUNDS)
    store_keys(workspace, made)
    return made


def opened(folder: Path, keys: Keys) -> dict[str, bytes]:
    """Return what can be read in a copy."""
    site = open_site(lambda path: (folder / path).read_bytes(), keys)
    return {path: site[path] for path in site}


@pytest.mark.usefixtures("checked")
def test_what_arrives_opens_to_the_audiences_site(
    workspace: Workspace, keys: Keys
) -> None:
    """And to nothing else; outside stands no name, and what a host is to be told."""
    out = workspace.root.parent / "out"
    done = run("folder:../out", *SEALED)
    assert "Without encryption" not in done.stderr
    shown = build_book(workspace, purpose="published", audience="share")
    expected = {
        path: content() if callable(content) else content.read_bytes()
        for path, content in shown.site.items()
    }
    assert opened(out, keys) == expected
    files = files_of(out)
    outside = {path for path in files if not path.startswith("d/")}
    assert {"h.js", "index.html", "robots.txt", "_headers", MANIFEST} <= outside
    everything = b"".join([*files.values(), *map(str.encode, files)]).lower()
    for word in (b"ana silva", b"small print", b"contacts/"):
        assert word not in everything


def test_a_generation_counts_what_changed(workspace: Workspace, keys: Keys) -> None:
    """A publish with nothing new is none; one of a new passphrase alone is one."""
    out = workspace.root.parent / "out"
    run("folder:../out", *SEALED)
    assert stored(workspace).generation == 1
    before = state_of(out)
    assert run("folder:../out", *SEALED).stdout.startswith("+0 ~0 -0 in ")
    assert state_of(out) == before
    assert stored(workspace).generation == 1
    write_files(workspace.root, {"content/contacts/Bo Li.md": "---\nrole: cook\n---\n"})
    first = run("folder:../out", "--encrypt", "--dry-run").stdout
    assert stored(workspace).generation == 1
    assert run("folder:../out", *SEALED).stdout == first
    assert stored(workspace).generation == 2
    more, _ = add_passphrase(
        stored(workspace), "one more for the mentor", label="mentor"
    )
    store_keys(workspace, more)
    assert run("folder:../out", *SEALED).stdout.startswith("+1 ~1 -1 in ")
    assert stored(workspace).generation == 3
    assert opened(out, keys) != {}


def stored(workspace: Workspace) -> Keys:
    """Return the keys as they are on the disk."""
    keys = load_keys(workspace, "share")
    assert keys is not None
    return keys


def test_a_copy_made_by_another_machine_is_replaced(
    workspace: Workspace, keys: Keys
) -> None:
    """Its generation alone differs; ours comes, even if nothing else changed."""
    run("folder:../out", *SEALED)
    store_keys(workspace, replace(keys, generation=7))
    assert run("folder:../out", *SEALED).stdout.startswith("+1 ~1 -1 in ")
    assert stored(workspace).generation == 8


def test_every_file_is_another_when_asked(workspace: Workspace, keys: Keys) -> None:
    """Nobody sees then which pages changed; the cap on deletions knows of it."""
    out = workspace.root.parent / "out"
    run("folder:../out", *SEALED)
    before = {path for path in files_of(out) if path.startswith("d/")}
    run("folder:../out", "--fresh", *SEALED)
    after = {path for path in files_of(out) if path.startswith("d/")}
    assert len(after) == len(before)
    assert not after & before
    assert opened(out, keys) != {}


def test_a_passphrase_that_came_in_the_meantime_stays(
    workspace: Workspace, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody is asked, a key may be added elsewhere."""
    from generator.publish.run import Prepared

    real = Prepared.send

    def send(self: Prepared) -> None:
        more, _ = add_passphrase(keys, "one more for the mentor", label="mentor")
        store_keys(workspace, more)
        real(self)

    monkeypatch.setattr(Prepared, "send", send)
    run("folder:../out", *SEALED)
    assert [one.label for one in stored(workspace).slots][:2] == ["first", "mentor"]
    assert stored(workspace).generation == 1


@pytest.mark.usefixtures("keys")
def test_no_plain_text_lies_on_the_way(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The private folder holds what leaves, and lists."""
    seen: list[bytes] = []
    real = FolderTarget.send

    def send(self: FolderTarget, *parts: object) -> None:
        seen.extend(files_of(workspace.root.parent / "tmp").values())
        real(self, *parts)  # type: ignore[arg-type]

    monkeypatch.setattr(FolderTarget, "send", send)
    run("folder:../out", *SEALED)
    assert len(seen) > 5
    assert b"small print" not in b"".join(seen)


def test_without_a_key_it_says_how_to_make_one(folder: Path) -> None:
    """For the audience that is meant; the owner may be published so."""
    done = run("folder:../out", *SEALED, code=2)
    assert done.stderr == (
        "airbook: share has no key yet; make one with `airbook key new`\n"
    )
    done = run("folder:../out", "--audience", "owner", *SEALED, code=2)
    assert "make one with `airbook key new --audience owner`" in done.stderr
    assert run("--verify", ".", code=2).stderr.startswith("airbook: share has no key")
    assert not (folder.parent / "out").exists()


def test_the_owners_site_may_leave_encrypted(workspace: Workspace) -> None:
    """With all that is private."""
    owners = new_keys("owner", PASSPHRASE, rounds=LEAST_ROUNDS)
    store_keys(workspace, owners)
    run("folder:../out", "--audience", "owner", *SEALED)
    files = opened(workspace.root.parent / "out", owners)
    assert b"words@example.org" in files["contacts/ana-silva.html"]


@pytest.mark.usefixtures("keys")
def test_an_open_site_over_an_encrypted_one_is_told(folder: Path) -> None:
    """It may be a slip."""
    run("folder:../out", *SEALED)
    done = run("folder:../out", "--unencrypted", "--dry-run", code=1)
    assert "What is there now is encrypted; this would put an open site in its" in (
        done.stderr
    )
    del folder


@pytest.mark.usefixtures("keys")
def test_a_copy_is_verified(folder: Path) -> None:
    """Whole and the latest; or damaged, older, with a file too many."""
    out, old = folder.parent / "out", folder.parent / "old"
    run("folder:../out", *SEALED)
    done = run("--verify", "../out")
    assert done.stdout == "whole, unchanged and the latest: generation 1\n"
    shutil.copytree(out, old)
    write_files(folder, {"content/contacts/Bo Li.md": "---\nrole: cook\n---\n"})
    run("folder:../out", *SEALED)
    done = run("--verify", "../old", code=1)
    assert done.stdout == "this copy is old: generation 1, and 2 was published\n"
    shutil.copytree(old / "d", out / "d", dirs_exist_ok=True)
    assert "does not belong to this copy" in run("--verify", "../out", code=1).stdout
    run("folder:../clean", *SEALED)
    shard = next((folder.parent / "clean" / "d").iterdir())
    shard.write_bytes(shard.read_bytes().replace(b"A", b"B", 1))
    assert f"d/{shard.name}: " in run("--verify", "../clean", code=1).stdout
    assert run("--verify", "content", code=1).stdout.startswith("h.js: ")


@pytest.mark.usefixtures("keys")
def test_every_target_takes_it(folder: Path) -> None:
    """A zip of it is the same bytes again."""
    run("zip:../a.zip", *SEALED)
    assert run("zip:../a.zip", *SEALED).stdout.startswith("+0 ~0 -0")
    if shutil.which("rsync"):
        run("rsync:../there", *SEALED)
        assert run("rsync:../there", *SEALED).stdout.startswith("+0 ~0 -0")
        assert run("--verify", "../there").exit_code == 0
    del folder
