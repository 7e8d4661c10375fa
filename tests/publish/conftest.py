"""A book to publish."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from generator.cli import progress
from tests.books import write_files
from tests.publish.publishing import NOTES

if TYPE_CHECKING:
    from pathlib import Path


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

