"""One preview of the sample that only looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.books import copy_sample
from tests.serve.previewing import previewing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serve.previewing import Previewing


@pytest.fixture(scope="session")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """Return a preview of the sample book; tests leave its notes as they are."""
    book = copy_sample(tmp_path_factory.mktemp("preview") / "book")
    with previewing(book) as running:
        yield running
