"""Parts of a work for several processes; the results are the same for any number."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import NoReturn

    Watch = Callable[[int, int], None]
    Task = Callable[[Any], Any]

Part = TypeVar("Part")
Result = TypeVar("Result")

CAN_FORK: Final = sys.platform == "linux"
"""Elsewhere a process that goes on as two is not safe, or not possible."""

_TOKEN: Final = 4  # bytes of the number of a part
_WHOLE: Final = b"whole answer"  # behind each: who was ended meanwhile has not said it


def processors() -> int:
    """Return how many processes can work at once; 1 where none can be added."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def work(
    task: Callable[[Part], Result],
    parts: Sequence[Part],
    jobs: int,
    watch: Watch | None = None,
) -> list[Result]:
    """Do a task for every part, whoever is free taking the next one.

    This process does its share. The others know all that it knows, since they begin
    as copies of it; what they find out comes back with their results alone.

    Args:
        task: Returns something that can be pickled.
        parts: What it is called with.
        jobs: How many processes, this one among them.
        watch: Is told, after each part of this process, how many are done in all.

    Returns:
        The results in the order of the parts.

    Raises:
        Exception: What a task raised, here or there.
    """
    watch = watch or _nobody
    helpers = min(jobs, len(parts)) - 1 if CAN_FORK else 0
    if helpers < 1:
        return list(_alone(task, parts, watch))
    crew = _Crew(task, parts, helpers)
    try:
        return crew.work(watch)
    finally:
        crew.dismiss()


def _nobody(_: int, __: int) -> None:
    """Nobody watches."""


def _alone(task: Task, parts: Sequence[Any], watch: Watch) -> Iterator[Any]:
    for number, part in enumerate(parts):
        watch(number, len(parts))
        yield task(part)


class _Crew:
    """This process and its copies, with one queue of parts."""

    def __init__(self, task: Task, parts: Sequence[Any], helpers: int) -> None:
        import mmap

        self.task = task
        self.parts = parts
        self.process = os.getpid()
        self.queue, queue = os.pipe()
        # One place for each process to count what it has done.
        self.done = mmap.mmap(-1, _TOKEN * (helpers + 1))
        self.helpers: list[tuple[int, int]] = []
        for place in range(1, helpers + 1):
            self.helpers.append(self.copy(place, queue))
        # After the copies: more numbers than a pipe holds must not be waited for.
        self.feeder = self.feed(queue)

    def feed(self, queue: int) -> int:
        """Put the numbers of the parts into the queue, from a process of its own."""
        if (process := os.fork()) == 0:
            try:
                numbers = range(len(self.parts))
                _send(queue, b"".join(one.to_bytes(_TOKEN, "big") for one in numbers))
            finally:
                # Whoever is asked to end must not go on as this process's double.
                os._exit(0)
        os.close(queue)
        return process

    def copy(self, place: int, queue: int) -> tuple[int, int]:
        """Begin a process that works; return its number and where it answers."""
        answers, answer = os.pipe()
        if (process := os.fork()) == 0:
            self.be_copy(place, queue, answer)
        os.close(answer)
        return process, answers

    def be_copy(self, place: int, queue: int, answer: int) -> NoReturn:
        """Work, answer, and end without anything that this process has open."""
        import pickle
        import signal

        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.close(queue)
            try:
                said: Any = list(self.take(place))
            except Exception as error:  # noqa: BLE001 - raised again over there
                said = error
            _send(answer, pickle.dumps(said) + _WHOLE)
        finally:
            os._exit(0)

    def take(self, place: int, watch: Watch = _nobody) -> Iterator[tuple[int, Any]]:
        """Yield numbers of parts and their results until the queue is empty."""
        total = len(self.parts)
        while token := os.read(self.queue, _TOKEN):
            if place and os.getppid() != self.process:
                return  # nobody waits for it any more
            number = int.from_bytes(token, "big")
            yield number, self.task(self.parts[number])
            at = slice(place * _TOKEN, (place + 1) * _TOKEN)
            mine = int.from_bytes(self.done[at], "big") + 1
            self.done[at] = mine.to_bytes(_TOKEN, "big")
            watch(self.counted(), total)

    def counted(self) -> int:
        """Return how many parts are done."""
        places = range(0, len(self.done), _TOKEN)
        return sum(int.from_bytes(self.done[at : at + _TOKEN], "big") for at in places)

    def work(self, watch: Watch) -> list[Any]:
        """Do this process's share, then gather what the others have done."""
        import pickle

        found = dict(self.take(0, watch))
        for _, answers in self.helpers:
            with open(answers, "rb", closefd=False) as opened:
                answer = opened.read()
            if not answer.endswith(_WHOLE):
                continue
            said = pickle.loads(answer)  # noqa: S301 - our own
            if isinstance(said, Exception):
                raise said
            found.update(said)
        if len(found) < len(self.parts):
            raise ChildProcessError("a process that worked with this one was ended")
        return [found[number] for number in range(len(self.parts))]

    def dismiss(self) -> None:
        """End every copy, also one that still works."""
        import signal

        for process in (self.feeder, *(one for one, _ in self.helpers)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
        for number in (self.queue, *(answers for _, answers in self.helpers)):
            os.close(number)
        self.done.close()


def _send(number: int, data: bytes) -> None:
    """Write all of it; who reads may have gone."""
    with suppress(BrokenPipeError):
        view = memoryview(data)
        while view:
            view = view[os.write(number, view) :]
