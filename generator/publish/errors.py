"""What stops a publish."""

from __future__ import annotations

from generator.workspace.errors import BookError


class TargetError(BookError):
    """A target refuses, or is refused; one line says why."""

    def __init__(self, message: str, *, exit_status: int = 3) -> None:
        super().__init__(message, exit_status=exit_status)
