"""Nobody looks for garbage where there is none."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from generator.cache.garbage import nothing_is_garbage

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector as it was."""
    yield
    gc.unfreeze()
    gc.enable()


def test_what_is_made_meanwhile_is_not_looked_at() -> None:
    """Neither then nor later; afterwards the collector works as before."""
    with nothing_is_garbage():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(5000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(made)


def test_what_goes_wrong_meanwhile_leaves_no_trace() -> None:
    """The collector works again, whatever happened."""
    with suppress(ZeroDivisionError), nothing_is_garbage():
        print(1 / 0)  # noqa: T201 - never
    assert gc.isenabled()


def test_one_within_another_leaves_it_off() -> None:
    """Only the outer one turns the collector on again."""
    with nothing_is_garbage():
        with nothing_is_garbage():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
