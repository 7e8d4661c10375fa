"""What all tests share: a day, books made of texts, golden files, no hidden skips."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import hypothesis
import pytest

from tests.browsing import browser, sample, site, sites

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from generator.build import BuildResult, Memo

    Texts = str | Mapping[str, str]
    MakeBook = Callable[..., BuildResult]
    Golden = Callable[[str, str | bytes], None]

__all__ = ["browser", "sample", "site", "sites"]  # fixtures that many tests share

TODAY: Final = date(2026, 3, 2)
GOLDEN: Final = Path(__file__).parent / "golden"
# A machine that has much to do is slow, not wrong.
hypothesis.settings.register_profile("airbook", deadline=None)
hypothesis.settings.load_profile("airbook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes the golden files anew."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the golden files are compared with, instead of comparing",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Turn a skip into a failure with the same reason."""
    report = yield
    if report.skipped and os.environ.get("AIRBOOK_NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and AIRBOOK_NO_SKIPS=1: {report.longrepr}"
    return report


def texts_of(book: Texts) -> Mapping[str, str]:
    """Return texts by path; in one text each stands behind a line `=== path`."""
    if not isinstance(book, str):
        return book
    _, *parts = re.split(r"^=== (.+)\n", book, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> MakeBook:
    """Return a function that builds a book from texts, with our own templates."""
    # Here and not above: a worker loads this file before it measures coverage.
    from generator.build import build
    from generator.config.reading import parse_settings
    from generator.source import sources_from_texts
    from generator.workspace.templates import read_templates

    templates = read_templates(tmp_path_factory.mktemp("no-book"))

    def make(
        texts: Texts = "", *, today: date = TODAY, memo: Memo | None = None
    ) -> BuildResult:
        by_path = dict(texts_of(texts))
        text = by_path.pop("airbook.toml", "")
        settings, problems = parse_settings(text, "airbook.toml")
        return build(
            sources_from_texts(by_path),
            settings,
            templates,
            today=today,
            pinned=True,
            settings_problems=problems,
            memo=memo,
        )

    return make


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a function that compares bytes with a file, or writes it when asked."""

    def compare(name: str, made: str | bytes) -> None:
        data = made.encode() if isinstance(made, str) else made
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        assert file.is_file(), f"no {file}; run pytest --update-golden"
        assert data.decode() == file.read_text(encoding="utf-8")

    return compare
