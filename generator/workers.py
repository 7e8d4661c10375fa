"""Parts of a work for several processes; the results are the same for any number."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
        Exception: What a task raised, here or there; then a note tells where.
    """
    watch = watch or _nobody
    helpers = min(jobs, len(parts)) - 1 if CAN_FORK else 0
    if helpers > 0:
        _give_back()
        with ExitStack() as until_done:
            crew = _Crew(task, parts, helpers, until_done)
            if crew.answers:
                return crew.work(watch)
    return list(_alone(task, parts, watch))


def _nobody(_: int, __: int) -> None:
    """Nobody watches."""


def _give_back() -> None:
    """Give memory back that is free: each copy of this process would hold it, too."""
    with suppress(ImportError, OSError, AttributeError):  # not every C library can
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)


def _alone(task: Task, parts: Sequence[Any], watch: Watch) -> Iterator[Any]:
    for number, part in enumerate(parts):
        watch(number, len(parts))
        yield task(part)


class _Crew:
    """This process and its copies, with one queue of parts."""

    def __init__(
        self, task: Task, parts: Sequence[Any], helpers: int, until_done: ExitStack
    ) -> None:
        import mmap

        self.task = task
        self.parts = parts
        self.process = os.getpid()
        self.until_done = until_done
        # One place for each process to count what it has done.
        self.done = until_done.enter_context(mmap.mmap(-1, _TOKEN * (helpers + 1)))
        self.answers: list[int] = []
        with suppress(OSError):  # no more of them: whoever has begun does the work
            self.queue = self.feed()
            for place in range(1, helpers + 1):
                self.answers.append(self.copy(place))

    def feed(self) -> int:
        """Put the numbers of the parts into a queue, from a process of its own.

        There may be more of them than a pipe holds, and nobody is to wait for that.
        """
        queue, end = self.pipe()
        try:
            self.begin(partial(self.put_numbers, queue, end))
        finally:
            os.close(end)
        return queue

    def put_numbers(self, queue: int, end: int) -> None:
        """Give out every number; where nobody is left who takes one, end."""
        os.close(queue)
        numbers = range(len(self.parts))
        _send(end, b"".join(one.to_bytes(_TOKEN, "big") for one in numbers))

    def copy(self, place: int) -> int:
        """Begin a process that works; return where it answers."""
        answers, end = self.pipe()
        try:
            self.begin(partial(self.answer, place, answers, end))
        finally:
            os.close(end)
        return answers

    def answer(self, place: int, answers: int, end: int) -> None:
        """Work, and say what was found out; where nobody is left who hears it, end."""
        import pickle

        os.close(answers)
        try:
            said = pickle.dumps(list(self.take(place)))
        except Exception as error:  # noqa: BLE001 - raised again over there
            said = _told(error)
        _send(end, said + _WHOLE)

    def pipe(self) -> tuple[int, int]:
        """Return both ends of a pipe; the first is open until all is done."""
        ends = os.pipe()
        self.until_done.callback(os.close, ends[0])
        return ends

    def begin(self, act: Callable[[], None]) -> None:
        """Do something in a copy of this process, which ends when all is done."""
        import signal

        if process := os.fork():
            self.until_done.callback(_end, process)
            return
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            act()
        finally:
            # Whoever is asked to end must not go on as this process's double.
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
        for answers in self.answers:
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


def _end(process: int) -> None:
    """End a copy, also one that still works."""
    import signal

    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    os.waitpid(process, 0)


def _told(error: Exception) -> bytes:
    """Return an error for a process that did not see it, with where it happened."""
    import pickle
    import traceback

    where = f"In another process:\n{''.join(traceback.format_exception(error))}"
    error.add_note(where)
    try:
        pickle.loads(data := pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error of anybody may hold
        stand_in = ChildProcessError(str(error))
        stand_in.add_note(where)
        data = pickle.dumps(stand_in)
    return data


def _send(number: int, data: bytes) -> None:
    """Write all of it; who reads may have gone."""
    with suppress(BrokenPipeError):
        view = memoryview(data)
        while view:
            view = view[os.write(number, view) :]
