"""The slow tests run only where they are asked for by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Leave this folder out, unless it or a file in it was named."""
    named = (Path(one.partition("::")[0]).resolve() for one in config.args)
    return None if any(one.is_relative_to(HERE) for one in named) else True
