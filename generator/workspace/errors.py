"""Why there is no book to work on."""

from __future__ import annotations


class BookError(Exception):
    """There is no book to work on; one line says what to do.

    Attributes:
        exit_status: What the command ends with.
    """

    def __init__(self, message: str, *, exit_status: int = 2) -> None:
        super().__init__(message)
        self.exit_status = exit_status
