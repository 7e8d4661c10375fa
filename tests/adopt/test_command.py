"""`airbook adopt` as it is typed: settings beside the vault, never in it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.adopt import path_from
from generator.workspace.errors import BookError
from tests.adopt.vaults import HABITS, RECIPES
from tests.books import write_files
from tests.test_cli import run
from tests.test_vaults import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.adopt.vaults import Habit


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for a book, in which one stands; a vault lies beside it."""
    (tmp_path / "book").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path / "book")
    return tmp_path / "book"


def vault_of(place: Path, files: Mapping[str, str], name: str = "vault") -> Path:
    return write_files(place.parent / name, files)


@pytest.mark.parametrize("habit", HABITS.values(), ids=HABITS)
def test_not_a_byte_of_the_vault_changes(place: Path, habit: Habit) -> None:
    """Neither by adopting it nor by building and looking at the book after it."""
    vault = vault_of(place, habit.files)
    before = state_of(vault)
    run("adopt", str(vault))
    assert list(place.iterdir()) == []
    run("adopt", str(vault), "--write")
    settings = tomllib.loads(Path("airbook.toml").read_text(encoding="utf-8"))
    assert settings["content"] == "../vault"
    assert settings["rules"]["since"] == "2026-03-02"
    assert len(settings["book_id"]) == 16
    people = run("list", "contacts", "--format", "json").stdout
    assert len(json.loads(people)) >= len(habit.contacts)
    run("check", code=0)
    assert state_of(vault) == before
    assert {one.name for one in place.iterdir()} <= {"airbook.toml", ".airbook"}


def test_settings_go_out_and_findings_beside_them(place: Path) -> None:
    """The settings alone are the result; -q keeps the rest quiet."""
    vault = vault_of(place, HABITS["German"].files)
    done = run("adopt", str(vault))
    assert tomllib.loads(done.stdout)["folders"]["contact"] == ["01 Kontakte"]
    assert "key `Firma`: on 3 of 3 contact notes" in done.stderr
    assert "9 notes are 3 contacts, 1 interview, 2 organizations" in done.stderr
    quiet = run("-q", "adopt", str(vault))
    assert quiet.stderr == ""
    assert tomllib.loads(quiet.stdout)["language"] == "de"


def test_json_says_it_all(place: Path) -> None:
    """For programs: the settings, the counts, each proposal, what is unknown."""
    vault = vault_of(place, HABITS["by tag"].files)
    found = json.loads(run("-q", "adopt", str(vault), "--format", "json").stdout)
    assert tomllib.loads(found["toml"])["tags"]["interview"] == ["meeting"]
    assert found["counts"]["contacts"] == 5
    assert {one["table"] for one in found["proposals"]} == {"tags"}
    assert not Path("airbook.toml").exists()


def test_settings_that_are_there_stay(place: Path) -> None:
    """One line, wrong usage, and not a byte of them changes."""
    vault = vault_of(place, HABITS["German"].files)
    Path("airbook.toml").write_text("title = 'Mine'\n", encoding="utf-8")
    done = run("adopt", str(vault), "--write", code=2)
    assert done.stdout == ""
    assert "airbook.toml is there and stays as it is" in done.stderr
    assert Path("airbook.toml").read_text(encoding="utf-8") == "title = 'Mine'\n"


@pytest.mark.parametrize("inside", [".", "01 Kontakte", ".obsidian"])
def test_nothing_is_written_into_the_vault(place: Path, inside: str) -> None:
    """Settings that would lie in the vault are refused, by -C as well."""
    vault = vault_of(place, HABITS["German"].files)
    (vault / inside).mkdir(exist_ok=True)
    before = state_of(vault)
    done = run("-C", str(vault / inside), "adopt", str(vault), "--write", code=2)
    assert "lies inside the vault" in done.stderr
    assert state_of(vault) == before


def test_a_vault_without_people_says_so(place: Path) -> None:
    """Exit status 1, nothing proposed, nothing written."""
    vault = vault_of(place, RECIPES)
    for write in ([], ["--write"]):
        done = run("adopt", str(vault), *write, code=1)
        assert done.stdout == ""
        assert "nobody was found" in done.stderr
    assert list(place.iterdir()) == []
    (place.parent / "empty").mkdir()
    run("adopt", str(place.parent / "empty"), code=1)
    run("adopt", str(place.parent / "gone"), code=2)
    run("--content", "x", "adopt", str(vault), code=2)


@pytest.mark.parametrize(
    "name", ["vault ", " vault", "~vault", 'say "hi"', "a\\b", "#é"]
)
def test_the_settings_find_the_vault_whatever_it_is_called(
    place: Path, name: str
) -> None:
    """The written path leads back, quotes, blanks and all."""
    vault_of(place, HABITS["German"].files, name)
    run("adopt", f"../{name}", "--write")
    assert len(json.loads(run("list", "contacts", "--format", "json").stdout)) >= 3


def test_the_path_to_the_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative where it lies near, from the home folder where it lies there."""
    monkeypatch.setenv("HOME", "/home/ada")
    assert path_from(Path("/srv/book"), Path("/srv/book/notes")) == "notes"
    assert path_from(Path("/srv/book"), Path("/srv/notes")) == "../notes"
    assert path_from(Path("/srv/book"), Path("/home/ada/My notes")) == "~/My notes"
    assert path_from(Path("/srv/book"), Path("/mnt/notes")) == "/mnt/notes"
    assert path_from(Path("/home/ada/b/c"), Path("/home/ada/n")) == "~/n"
    with pytest.raises(BookError, match="no setting can hold"):
        path_from(tmp_path, tmp_path / "a\nb")
