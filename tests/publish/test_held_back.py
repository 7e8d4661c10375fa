"""A leak, wherever it stands, stops a publish before anything leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.publish import making
from generator.publish.encrypt import Sealing, new_keys, store_keys
from generator.workspace.building import build_book
from tests.books import write_files
from tests.publish.publishing import OPEN, run
from tests.publish.test_sealing import LEAST_ROUNDS, PASSPHRASE, SEALED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.workspace.opening import Workspace

pytestmark = pytest.mark.usefixtures("checked", "shell")


@pytest.fixture
def _planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the audience's site hold a file that it should not."""

    def build(workspace: Workspace, **named: Any) -> Any:
        made = build_book(workspace, **named)
        if named:
            words = b"Write to words@example.org!".lower
            vars(made)["site"] = {**made.site, "more.txt": words}
        return made

    monkeypatch.setattr(making, "build_book", build)


@pytest.mark.usefixtures("_planted")
def test_a_leak_stops_an_open_site(folder: Path) -> None:
    """It says what stands where, and where it comes from; `allow` excuses it."""
    done = run("folder:../out", *OPEN, code=1)
    *leaks, last = done.stderr.splitlines()
    assert all(line.startswith("more.txt: ") for line in leaks)
    assert leaks[0].startswith(
        "more.txt: address 'words@example.org' of contacts/Ana S"
    )
    assert last == (
        "airbook: nothing is published: share may not see this; what is harmless may "
        "stand under `allow` in airbook.toml"
    )
    assert done.stdout == ""
    assert not (folder.parent / "out").exists()
    allow = 'book_id = "b"\n[audience.share]\nallow = ["words@example.org"]\n'
    write_files(folder, {"airbook.toml": allow})
    run("folder:../out", *OPEN)
    assert (folder.parent / "out" / "more.txt").exists()


@pytest.mark.usefixtures("_planted")
def test_a_leak_inside_stops_an_encrypted_site(workspace: Workspace) -> None:
    """What the audience can decrypt is looked through."""
    keys = new_keys("share", PASSPHRASE, rounds=LEAST_ROUNDS)
    store_keys(workspace, keys)
    done = run("folder:../out", *SEALED, code=1)
    assert done.stderr.startswith("more.txt: address 'words@example.org' of contacts/")
    assert not (workspace.root.parent / "out").exists()


@pytest.mark.parametrize("audience", ["share", "owner"])
def test_a_leak_outside_stops_an_encrypted_site(
    workspace: Workspace, audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody without a passphrase may learn a name, not even the owner's site's."""
    store_keys(workspace, new_keys(audience, PASSPHRASE, rounds=LEAST_ROUNDS))
    real = Sealing.shards

    def shards(self: Sealing) -> Iterator[tuple[str, bytes]]:
        yield from real(self)
        yield "ana-silva.txt", b"x"

    monkeypatch.setattr(Sealing, "shards", shards)
    done = run("folder:../out", "--audience", audience, *SEALED, code=1)
    assert "ana-silva.txt: " in done.stderr
    assert "in its path" in done.stderr
    assert (
        "airbook: nothing is published: who has no passphrase may not see this; "
    ) in done.stderr
    assert not (workspace.root.parent / "out").exists()


def test_what_every_site_has_is_no_leak(workspace: Workspace) -> None:
    """A word that a header or a file for the host uses gives nobody away."""
    private = (
        "---\nprivate: true\n---\ncamera slots public manifest generation noindex\n"
    )
    tags = "#camera #slots #public #rounds #salt #commitment #noarchive\n"
    write_files(workspace.root, {"content/pages/Own.md": private + tags})
    store_keys(workspace, new_keys("share", PASSPHRASE, rounds=LEAST_ROUNDS))
    run("folder:../out", *SEALED)
    run("folder:../open", *OPEN)
