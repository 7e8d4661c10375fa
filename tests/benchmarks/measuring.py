"""How long a command takes as a whole process, and how much memory all of it holds."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LOOKS: Final = 0.02
"""Seconds between two looks at the memory."""


def seconds(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> float:
    """Run a command to its end.

    Args:
        command: Program and arguments.
        folder: Where it runs.
        environment: Its variables.

    Returns:
        Seconds by the clock.

    Raises:
        RuntimeError: Where it fails, with what it said.
    """
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - a list of our own
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")
    return took


def in_turns(
    tries: Mapping[str, Callable[[], float]], runs: int
) -> Mapping[str, float]:
    """Measure several things in turns, so that the machine's hours are shared.

    Args:
        tries: By name; each returns seconds.
        runs: How often each is measured.

    Returns:
        The median of each.
    """
    found: dict[str, list[float]] = {name: [] for name in tries}
    for _ in range(runs):
        for name, measure in tries.items():
            found[name].append(measure())
    return {name: median(times) for name, times in found.items()}


def peak_memory(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> int:
    """Return the most bytes that a command and its children hold at once.

    What several processes share counts once (proportional set size). The looks take
    time themselves, so that no time is measured in the same run.

    Returns:
        Bytes; 0 where the system does not say.
    """
    most = 0
    with subprocess.Popen(  # noqa: S603 - a list of our own
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None:
            most = max(most, sum(map(_held, _family(process.pid))))
            time.sleep(LOOKS)
    return most


def _family(process: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text(encoding="ascii").split()
        except OSError:  # ended in between
            continue
        for child in found:
            yield from _family(int(child))


def _held(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(
        int(line.split()[1]) * 1024
        for line in text.splitlines()
        if line.startswith("Pss:")
    )
