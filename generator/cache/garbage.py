"""When nobody needs to look for garbage, which takes a while in a big book."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """Make what stays until the process ends: it is not looked at, now or later.

    What nobody refers to any more goes at once, as ever; only circles would stay.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
