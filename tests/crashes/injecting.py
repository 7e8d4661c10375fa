"""A command that is killed, or that the system refuses something, at a chosen call."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.books import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

CALLS: Final = (
    *("write", "fsync", "rename", "unlink", "link", "mkdir", "rmdir", "ftruncate"),
    *("copy_file_range", "sendfile", "openat", "fchmod", "flock"),
)
KILL: Final = "signal=KILL"
ERRORS: Final = ("error=ENOSPC", "error=EIO", "error=EACCES")
_LINE: Final = re.compile(r"^\d+\s+(\w+)\((.*)$")
_RELATIVE: Final = re.compile(r'(?:AT_FDCWD\S*, )?"[^/]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens at one call of a command.

    Attributes:
        call: Name of the system call.
        when: At which of its calls, from 1.
        what: As strace says it.
    """

    call: str
    when: int
    what: str

    def __str__(self) -> str:
        return f"{self.call} {self.when} {self.what}"


def strace() -> str:
    """Return the tracer; skips where there is none, or where it may not trace."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("there is no strace")
    probe = subprocess.run(  # noqa: S603 - the tracer over nothing
        (found, "-o", os.devnull, "true"), capture_output=True, check=False
    )
    if probe.returncode:
        pytest.skip("strace may not trace here")
    return found


def run(
    arguments: Sequence[str], cwd: Path, *options: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of ours under strace with these options."""
    return subprocess.run(  # noqa: S603 - our own command
        (
            *(strace(), "-f", "-qq", "--seccomp-bpf", *options),
            *(sys.executable, "-B", "-m", "generator", *arguments),
        ),
        cwd=cwd,
        env=environment(cwd, None),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def calls_in(
    arguments: Sequence[str], cwd: Path, watched: Path, log: Path
) -> Mapping[str, Sequence[int]]:
    """Run a command and return, by call, which of its calls touch a folder."""
    done = run(arguments, cwd, "-y", "-s", "4096", "-o", str(log), *_traced(CALLS))
    assert done.returncode in {0, 1}, done.stderr
    counted: dict[str, int] = defaultdict(int)
    found: dict[str, list[int]] = defaultdict(list)
    for line in log.read_text("utf-8", "replace").splitlines():
        if match := _LINE.match(line):
            counted[match[1]] += 1
            reads = match[1] == "openat" and "O_CREAT" not in match[2]
            touches = str(watched) in match[2] or _RELATIVE.match(match[2])
            if touches and not reads:
                found[match[1]].append(counted[match[1]])
    return found


def faults(calls: Mapping[str, Sequence[int]], what: Sequence[str]) -> Iterator[Fault]:
    """Yield each sort of fault at the first, a middle and the last of each call."""
    for call, places in sorted(calls.items()):
        chosen = {places[0], places[len(places) // 2], places[-1]}
        for when in sorted(chosen):
            yield from (Fault(call=call, when=when, what=one) for one in what)


def run_with(
    fault: Fault, arguments: Sequence[str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command with a fault."""
    inject = f"inject={fault.call}:{fault.what}:when={fault.when}"
    return run(arguments, cwd, "-o", os.devnull, "-e", inject)


def _traced(calls: Sequence[str]) -> tuple[str, str]:
    return "-e", f"trace={','.join(calls)}"
