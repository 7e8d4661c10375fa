"""A book to publish."""

from __future__ import annotations

import tempfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.cli import progress
from generator.publish import encrypt, making
from generator.workspace.opening import open_workspace
from tests.books import write_files
from tests.publish.publishing import NOTES

if TYPE_CHECKING:
    from pathlib import Path

    from generator.workspace.opening import Workspace


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book, and stand in it; home and temporary files are our own."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(progress, "PATIENCE", 600)
    book = write_files(tmp_path / "book", NOTES)
    monkeypatch.chdir(book)
    return book


@pytest.fixture
def checked() -> None:
    """Let the leak check run; it takes a second for the smallest site."""


@pytest.fixture(autouse=True)
def _unchecked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the leak check out of every test that does not ask for it."""
    if "checked" not in request.fixturenames:
        monkeypatch.setattr(making, "_look_through", lambda *_: None)


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    """Return the book."""
    return open_workspace(folder, today=date(2026, 3, 2), pinned=True)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small shell take the place of the real one."""
    page = (
        b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
    )
    files = {"app.1.js": b"1", "index.html": page}
    monkeypatch.setattr(encrypt, "read_shell", lambda: files)
