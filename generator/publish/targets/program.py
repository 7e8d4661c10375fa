"""Programs of the system: started without a shell, their last words kept."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import IO, TYPE_CHECKING, Final

from generator.publish.errors import TargetError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SECRET: Final = re.compile(r"(?<=://)[^/@\s]+@")
_LONGEST: Final = 1000


def run_program(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    given: IO[bytes] | None = None,
    fine: tuple[int, ...] = (0,),
) -> bytes:
    """Run a program of the system to its end.

    Args:
        arguments: Its name and what it is told.
        environment: Its variables.
        given: What it reads; nothing by default.
        fine: Exit statuses that are no failure.

    Returns:
        What it wrote to its standard output.

    Raises:
        TargetError: Where it is missing, or fails; with its last line.
    """
    name = arguments[0]
    program = shutil.which(name)
    if program is None:
        raise TargetError(f"{name} is not installed; this target needs it")
    done = subprocess.run(  # noqa: S603 - a list, no shell; each part is checked
        [program, *arguments[1:]],
        env=dict(environment),
        stdin=given or subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode not in fine:
        last = last_words(done.stderr) or f"it ended with {done.returncode}"
        raise TargetError(f"{name} failed: {last}")
    return done.stdout


def last_words(errors: bytes) -> str:
    """Return the line of an error message that says most, without passwords."""
    lines = [line.strip() for line in errors.decode("utf-8", "replace").splitlines()]
    telling = [line for line in lines if line and not line.startswith("hint:")]
    first = [line for line in telling if re.match(r"(fatal|error|rsync|ssh|!)", line)]
    text = (first or telling[-1:] or [""])[0]
    printable = "".join(one if one.isprintable() else " " for one in text)
    return without_password(printable)[:_LONGEST]


def without_password(text: str) -> str:
    """Return a text without what stands before the host of an address in it."""
    return _SECRET.sub("", text)
