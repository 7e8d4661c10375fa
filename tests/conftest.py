"""Where `AIRBOOK_NO_SKIPS=1` is set, a test that skips has failed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator


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
