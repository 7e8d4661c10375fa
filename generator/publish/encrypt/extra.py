"""The package that encrypts is an extra; where it is missing one line says so."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.workspace.errors import BookError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def needs_cryptography() -> Iterator[None]:
    """Say what to install where an import inside the block fails.

    Raises:
        BookError: Where the package `cryptography` is missing.
    """
    try:
        yield
    except ImportError as error:
        raise BookError(
            "an encrypted site needs the package cryptography; "
            "install it with: pip install 'airbook[encrypt]'"
        ) from error
