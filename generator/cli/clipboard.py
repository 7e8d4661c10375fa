"""The clipboard, through the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from generator.cli.running import FailureError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS: Final = 10
_PROGRAMS: Final = (
    ("pbcopy", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
    ("clip.exe", (), ""),
)
"""Program, arguments, and the variable without which it cannot work."""


def copy_text(text: str) -> None:
    """Put a text on the clipboard.

    Raises:
        FailureError: Where there is no program for it, or it fails.
    """
    command = next(_commands(), None)
    if command is None:
        names = ", ".join(name for name, _, _ in _PROGRAMS)
        raise FailureError(
            f"there is no clipboard here: none of {names} can be used; without "
            "--copy the message is printed"
        )
    # Windows takes UTF-16; some of the others stay to serve what they were given.
    encoding = "utf-16" if command[0].endswith(".exe") else "utf-8"
    try:
        subprocess.run(  # noqa: S603 - found on the path by its own name
            command,
            input=text.encode(encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise FailureError(f"{command[0]} did not take the message") from error


def _commands() -> Iterator[list[str]]:
    for name, arguments, needed in _PROGRAMS:
        found = shutil.which(name)
        if found and (not needed or os.environ.get(needed)):
            yield [found, *arguments]
