"""Keys on the disk and `airbook key`: what is kept, what is shown, what is refused."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from generator.cli import airbook, passphrases
from generator.publish import encrypt
from generator.publish.encrypt import (
    KeysError,
    add_passphrase,
    key_file,
    load_keys,
    open_site,
    revoke,
    store_keys,
)
from generator.publish.encrypt.derivation import LEAST_ROUNDS, ROUNDS
from generator.workspace.errors import BookError
from generator.workspace.opening import open_workspace
from generator.workspace.owned import data_folder
from generator.write.lock import locked
from tests.conftest import TODAY
from tests.encrypt.sealing import PASSPHRASE, keys_of, sealed, small_site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result

    from generator.workspace.opening import Workspace

OWN = "lamp river seven otter quiet hinge"
SETTINGS = 'book_id = "b1"\n[audience."../Évil name"]\nonly = ["contact"]\n'


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Stand in a book whose user's data are in a folder of this test."""
    data = tmp_path / "data"
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(data))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv(passphrases.VARIABLE, raising=False)
    book = tmp_path / "book"
    (book / "content").mkdir(parents=True)
    (book / "airbook.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(book)
    return open_workspace(book, today=TODAY)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new keys have the fewest rounds."""
    made = partial(encrypt.new_keys, rounds=LEAST_ROUNDS)
    monkeypatch.setattr(encrypt, "new_keys", made)


def run(
    *arguments: str,
    code: int = 0,
    env: Mapping[str, str] | None = None,
    typed: str | None = None,
) -> Result:
    """Run `airbook key`; it must end as expected."""
    done = CliRunner().invoke(airbook, ["key", *arguments], env=env, input=typed)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def opens(workspace: Workspace, passphrase: str, audience: str = "share") -> bool:
    """Return whether a passphrase opens what is published now."""
    keys = load_keys(workspace, audience)
    assert keys is not None
    files = sealed(small_site(), keys)
    try:
        return len(open_site(files.__getitem__, passphrase)) > 0
    except encrypt.EncryptedSiteError:
        return False


AUDIENCES = ("share", "Share", "../Évil name", "con", "-x", "ü")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_keys_come_back_as_they_were_stored(
    workspace: Workspace, audience: str
) -> None:
    """For an audience of any name; nobody else may read the file."""
    keys = replace(keys_of(), audience=audience, generation=7)
    assert load_keys(workspace, audience) is None
    file = store_keys(workspace, keys)
    assert load_keys(workspace, audience) == keys
    assert list(file.parent.iterdir()) == [file]
    assert not file.is_relative_to(workspace.root)
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_each_audience_has_a_file_of_its_own(workspace: Workspace) -> None:
    """On a disk that ignores case, too; no name leads out of the folder."""
    names = [key_file(workspace, audience).name for audience in AUDIENCES]
    assert len({name.casefold() for name in names}) == len(AUDIENCES)
    assert all(re.fullmatch(r"key-[a-z0-9-]+\.json", name) for name in names)


def test_a_key_file_is_whole_or_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full the old keys stay, and nothing is left behind."""
    file = store_keys(workspace, keys_of())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        store_keys(workspace, replace(keys_of(), generation=8))
    assert load_keys(workspace, "share") == keys_of()
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: text.replace('"format": 1', '"format": 9'),
        lambda text: text.replace('"share"', '"other"'),
        lambda text: text.replace('"label": "first"', '"label": 3'),
        lambda text: text.replace('"rounds": ', '"rounds": -'),
        lambda text: text.replace('"generation": 0', '"generation": 0.5'),
        lambda text: text.replace('"master": "', '"master": "ab'),
        lambda _: "[1]",
        lambda _: "\ud800",
    ],
    ids=range(9),
)
def test_a_damaged_key_file_is_said(
    workspace: Workspace, damage: Callable[[str], str]
) -> None:
    """It is never taken for none: a new key would lock everybody out."""
    file = store_keys(workspace, keys_of())
    text = damage(file.read_text(encoding="utf-8"))
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BookError, match="damaged") as raised:
        load_keys(workspace, "share")
    assert raised.value.exit_status == 3
    assert "damaged" in run("new", code=3).stderr


def test_no_passphrase_is_kept(workspace: Workspace) -> None:
    """Neither it nor what follows from it; the master key is there."""
    text = store_keys(workspace, keys_of()).read_text(encoding="utf-8")
    assert PASSPHRASE not in text
    assert set(json.loads(text)) == {
        *("format", "audience", "master", "salt", "rounds", "generation", "slots"),
    }


def test_eight_passphrases_and_no_more() -> None:
    """Full is full; a label is used once; the last one stays."""
    keys = keys_of()
    wrapped = replace(keys, rounds=1)  # not what is tested here
    for number in range(1, 8):
        wrapped, slot = add_passphrase(wrapped, "x", label=f"n{number}")
        assert slot == number
    with pytest.raises(KeysError, match="all eight"):
        add_passphrase(wrapped, "x", label="n9")
    with pytest.raises(KeysError, match="slot 3 is called n3"):
        add_passphrase(wrapped, "x", label="n3")
    wrapped = revoke(wrapped, 3)
    assert wrapped.slots[3].label is None
    assert add_passphrase(wrapped, "x", label="n3")[1] == 3
    with pytest.raises(KeysError, match="not used"):
        revoke(wrapped, 3)
    with pytest.raises(KeysError, match="only one"):
        revoke(keys, 0)


def test_new_prints_a_passphrase_that_opens_the_site(workspace: Workspace) -> None:
    """To standard output, once; with the rounds of real life."""
    done = run("new")
    passphrase = done.stdout.strip()
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", passphrase)
    assert "stored nowhere" in done.stderr
    keys = load_keys(workspace, "share")
    assert keys is not None
    assert keys.rounds == ROUNDS >= 2_000_000
    assert opens(workspace, passphrase)
    again = run("new", code=2)
    assert "has a key" in again.stderr
    assert load_keys(workspace, "share") == keys


@pytest.mark.usefixtures("quick")
def test_add_revoke_rotate_and_list(workspace: Workspace) -> None:
    """The life of a key; no old passphrase is asked for."""
    first = run("new", "--label", "me").stdout.strip()
    second = run("add", "--label", "Ana Silva").stdout.strip()
    assert run("list").stdout == "share\t0\tme\nshare\t1\tAna Silva\n"
    assert opens(workspace, first)
    assert opens(workspace, second)
    said = run("revoke", "1").stderr
    assert "stay open to the old passphrase" in said
    assert "key rotate" in said
    assert not opens(workspace, second)
    before = load_keys(workspace, "share")
    third = run("rotate").stdout.strip()
    after = load_keys(workspace, "share")
    assert before is not None
    assert after is not None
    assert after.master != before.master
    assert after.salt != before.salt
    assert not opens(workspace, first)
    assert opens(workspace, third)
    assert run("list", "--audience", "share").stdout == "share\t0\tfirst\n"


@pytest.mark.usefixtures("quick")
def test_one_change_of_keys_at_a_time(workspace: Workspace) -> None:
    """Of two commands none undoes what the other did: the later one waits its turn."""
    run("new")
    before = load_keys(workspace, "share")
    with locked(data_folder(workspace)):
        for command in (("add", "--label", "me"), ("revoke", "0"), ("rotate",)):
            assert "another airbook is at work" in run(*command, code=3).stderr
        assert run("list").stdout == "share\t0\tfirst\n"
    assert load_keys(workspace, "share") == before
    run("add", "--label", "me")


@pytest.mark.usefixtures("quick")
def test_an_own_passphrase_comes_from_file_environment_or_prompt(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not printed; a file beats the environment."""
    file = tmp_path / "secret"
    file.write_text(f"{OWN}\nanother line\n", encoding="utf-8")
    done = run("new", "--passphrase-file", str(file), env={"AIRBOOK_PASSPHRASE": "x"})
    assert done.stdout == ""
    assert OWN not in done.stderr
    assert opens(workspace, OWN)
    run("add", "--label", "env", env={"AIRBOOK_PASSPHRASE": f"{OWN} red"})
    assert opens(workspace, f"{OWN} red")
    monkeypatch.setattr(passphrases, "_somebody_is_there", lambda: True)
    asked = run("add", "--label", "typed", "--own", typed=f"{OWN} blue\n" * 2)
    assert asked.stdout == ""
    assert opens(workspace, f"{OWN} blue")


@pytest.mark.usefixtures("workspace")
def test_what_is_no_fit_passphrase_is_refused(tmp_path: Path) -> None:
    """Weak, empty, no text, or nobody there to ask; and nothing is made then."""
    file = tmp_path / "secret"
    for text, reason in ((b"hunter2\n", "guessed"), (b"\n", "empty"), (b"\xff", "UTF")):
        file.write_bytes(text)
        done = run("new", "--passphrase-file", str(file), code=2)
        assert reason in done.stderr
        assert "hunter2" not in done.output
    assert "nobody can be asked" in run("new", "--own", code=2).stderr
    assert "no such option" in run("new", "--passphrase", OWN, code=2).stderr.lower()
    assert "no key yet" in run("list").stderr


@pytest.mark.usefixtures("workspace", "quick")
def test_misuse_is_said_in_a_line() -> None:
    """No such audience, no key yet, no such slot."""
    assert (
        "there is no audience nobody"
        in run("new", "--audience", "nobody", code=2).stderr
    )
    assert "has no key yet" in run("add", "--label", "x", code=2).stderr
    assert "has no key yet" in run("rotate", code=2).stderr
    run("new", "--audience", "owner", "-q")
    assert run("list", "--audience", "owner").stdout == "owner\t0\tfirst\n"
    refused = run("revoke", "0", "--audience", "owner", code=2)
    assert "only one" in refused.stderr
    used = run("add", "--label", "first", "--audience", "owner", code=2)
    assert "called first already" in used.stderr


def test_without_the_extra_one_line_says_what_to_install(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no key is made."""
    for name in [one for one in sys.modules if one.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    done = run("new", code=2)
    assert done.stdout == ""
    assert "pip install 'airbook[encrypt]'" in done.stderr
    assert not key_file(workspace, "share").exists()
