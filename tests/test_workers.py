"""Several processes share a work, and its results are those of one."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import workers
from generator.workers import CAN_FORK, processors, work

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="no process can be copied here")


def descriptors() -> set[str]:
    return {one.name for one in Path("/proc/self/fd").iterdir()}


def processes() -> set[str]:
    """Return the processes below this one, ended ones among them."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {one for task in tasks for one in task.read_text(encoding="ascii").split()}


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """Let no test leave a process or an open file behind."""
    if not CAN_FORK:
        yield
        return
    before = descriptors(), processes()
    yield
    assert (descriptors(), processes()) == before


def twice(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
@pytest.mark.parametrize("parts", [0, 1, 2, 50])
def test_results_come_in_the_order_of_the_parts(jobs: int, parts: int) -> None:
    """Also where there are more processes than parts."""
    assert work(twice, range(parts), jobs) == [2 * one for one in range(parts)]


@needs_fork
def test_more_parts_than_a_pipe_holds() -> None:
    """Their numbers are given out while the first ones are worked on."""
    assert work(twice, range(40_000), 2) == [2 * one for one in range(40_000)]


@needs_fork
def test_another_process_takes_its_share() -> None:
    """Each part is done once, by whoever is free."""
    here = os.getpid()

    def where(_: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    found = work(where, range(30), 2)
    assert len(set(found)) == 2
    assert here in found


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_watch_hears_of_all_parts_and_never_of_fewer_than_before(jobs: int) -> None:
    """It is told in this process, whoever has done them."""
    heard: list[tuple[int, int]] = []
    work(twice, range(20), jobs, lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard)
    assert all(0 <= done <= 20 and total == 20 for done, total in heard)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("error", [ValueError("no"), FileNotFoundError(2, "no", "a")])
def test_what_a_task_raises_here_is_raised(jobs: int, error: Exception) -> None:
    """With its words, and the file that it names."""

    def fail(_: int) -> None:
        raise error

    with pytest.raises(type(error), match="no") as caught:
        work(fail, range(4), jobs)
    assert getattr(caught.value, "filename", None) == getattr(error, "filename", None)


@needs_fork
def test_what_a_task_raises_elsewhere_is_raised_here() -> None:
    """An error of the system keeps the file that it names."""
    here = os.getpid()

    def fail_elsewhere(_: int) -> None:
        time.sleep(0.01)
        if os.getpid() != here:
            raise PermissionError(13, "not yours", "page.html")

    with pytest.raises(PermissionError) as caught:
        work(fail_elsewhere, range(20), 2)
    assert caught.value.filename == "page.html"


class TwoWordsError(Exception):
    """Can be sent, and cannot be received."""

    def __init__(self, one: str, other: str) -> None:
        """Keep both, and hand one on."""
        super().__init__(f"{one} {other}")


class OpenError(Exception):
    """Cannot be sent."""

    def __init__(self) -> None:
        """Hold something that belongs to this process."""
        super().__init__("still open")
        self.held = lambda: None


@needs_fork
@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (ValueError("no"), ValueError),
        (TwoWordsError("not", "this"), ChildProcessError),
        (OpenError(), ChildProcessError),
    ],
)
def test_an_error_of_another_process_says_where_it_was(
    error: Exception, raised: type[Exception]
) -> None:
    """Its traceback stands in a note, also where the error itself cannot come over."""
    here = os.getpid()

    def fail_elsewhere(_: int) -> None:
        time.sleep(0.01)
        if os.getpid() != here:
            raise error

    with pytest.raises(raised, match=str(error)) as caught:
        work(fail_elsewhere, range(20), 2)
    (note,) = caught.value.__notes__
    assert "in fail_elsewhere" in note
    assert note.rstrip().endswith(f"{type(error).__name__}: {error}")


@needs_fork
def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    """It is told like one of the task."""
    here = os.getpid()

    def give(_: int) -> object:
        time.sleep(0.01)
        return None if os.getpid() == here else (one for one in [0])

    with pytest.raises(TypeError, match="generator") as caught:
        work(give, range(20), 2)
    assert "Traceback" in caught.value.__notes__[0]


@needs_fork
@pytest.mark.parametrize("call", ["fork", "pipe"])
@pytest.mark.parametrize(("granted", "together"), [(0, 1), (1, 1), (2, 2), (3, 3)])
def test_where_the_system_gives_no_more_processes(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    call: str,
    granted: int,
    together: int,
) -> None:
    """Those that were begun do the work, or this one; the first gives out numbers."""
    real, left = getattr(os, call), [None] * granted

    def grudge() -> object:
        if not left:
            raise BlockingIOError(11, "not now")
        left.pop()
        return real()

    def where(number: int) -> tuple[int, int]:
        (tmp_path / str(os.getpid())).touch()
        until = time.monotonic() + 20
        while len(list(tmp_path.iterdir())) < together and time.monotonic() < until:
            time.sleep(0.001)
        return number, os.getpid()

    with monkeypatch.context() as patch:
        patch.setattr(os, call, grudge)
        found = work(where, range(20), 4)
    assert [number for number, _ in found] == [*range(20)]
    assert len({process for _, process in found}) == together


@needs_fork
@pytest.mark.parametrize("end", ["exit", "kill"])
def test_a_process_that_is_ended_is_an_error(end: str) -> None:
    """However it ends, its part is not taken for done."""
    here = os.getpid()

    def vanish(_: int) -> None:
        time.sleep(0.01)
        if os.getpid() != here:
            if end == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            os._exit(0)

    with pytest.raises(ChildProcessError):
        work(vanish, range(20), 2)


@needs_fork
def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is ended while it answers counts as ended."""
    send = workers._send

    def send_half(number: int, data: bytes) -> None:
        is_answer = data.endswith(workers._WHOLE)
        send(number, data[: len(data) // 2] if is_answer else data)

    def slow(_: int) -> str:
        time.sleep(0.01)
        return "x" * 1000

    monkeypatch.setattr(workers, "_send", send_half)
    with pytest.raises(ChildProcessError):
        work(slow, range(6), 2)


@needs_fork
def test_a_copy_ends_with_whoever_began_it(tmp_path: Path) -> None:
    """Where that one is killed, nobody goes on with its work."""

    def note_it(number: int) -> None:
        (tmp_path / f"{number} {os.getpid()}").touch()
        time.sleep(0.02)

    if (process := os.fork()) == 0:
        try:
            work(note_it, range(5000), 2)
        finally:
            os._exit(0)
    while len(list(tmp_path.iterdir())) < 6:
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    time.sleep(0.2)
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.2)
    assert len(list(tmp_path.iterdir())) == done < 5000


@needs_fork
def test_a_copy_ends_that_nobody_listens_to(tmp_path: Path) -> None:
    """It does not wait for ever with an answer that is longer than a pipe holds."""

    def answer(first: int) -> bytes:
        (tmp_path / str(os.getpid())).touch()
        time.sleep(60 if os.getpid() == first else 0.05)
        return bytes(1 << 20)

    if (process := os.fork()) == 0:
        try:
            work(answer, [os.getpid()] * 2, 2)
        finally:
            os._exit(0)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.01)
    time.sleep(0.2)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    [copy] = {one.name for one in tmp_path.iterdir()} - {str(process)}
    for _ in range(50):
        if not is_running(copy):
            return
        time.sleep(0.02)
    os.kill(int(copy), signal.SIGKILL)
    pytest.fail("it still waits")


def is_running(process: str) -> bool:
    """Say whether a process has not ended, even where nobody asks how it did."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"


def test_there_is_at_least_one_processor() -> None:
    """And one only where no process can be copied."""
    assert processors() >= 1
