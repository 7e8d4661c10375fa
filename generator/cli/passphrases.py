"""Passphrases from the environment, a file or a prompt; never from an argument."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.running import MisuseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

VARIABLE: Final = "AIRBOOK_PASSPHRASE"

passphrase_file: Callable[[Any], Any] = click.option(
    "--passphrase-file",
    "file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help=f"Take the passphrase from FILE (-: standard input), else from {VARIABLE}.",
)


def given_passphrase(file: TextIO | None) -> str | None:
    """Return a passphrase that was given without asking; none where none was.

    Args:
        file: Of `--passphrase-file`; its first line counts.

    Raises:
        MisuseError: Where it is empty or no text.
    """
    if file is not None:
        found = _first_line(file)
    elif VARIABLE in os.environ:
        found = os.environ[VARIABLE]
    else:
        return None
    if not found.strip():
        raise MisuseError("the passphrase is empty")
    return found


def asked_passphrase(*, twice: bool = False) -> str:
    """Ask for a passphrase at the terminal.

    Args:
        twice: Whether it is a new one, which a slip would lock away.

    Raises:
        MisuseError: Where nobody can be asked.
    """
    if not _somebody_is_there():
        raise MisuseError(f"nobody can be asked; use --passphrase-file or {VARIABLE}")
    asked: str = click.prompt(
        "Passphrase", hide_input=True, confirmation_prompt=twice, err=True
    )
    return asked


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _first_line(file: TextIO) -> str:
    try:
        return file.readline()
    except UnicodeDecodeError as error:
        raise MisuseError("the passphrase file is not UTF-8") from error
