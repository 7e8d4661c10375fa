"""Whoever asks for an end gets it, whatever is going on."""

from __future__ import annotations

import signal
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from generator.serve.watching import watch

if TYPE_CHECKING:
    from pathlib import Path


class Ringing:
    """Something that hears a signal while it is taken away."""

    def __init__(self, number: signal.Signals) -> None:
        self.number = number

    def __del__(self) -> None:
        signal.raise_signal(self.number)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("number", "error"),
    [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)],
)
def test_a_signal_that_python_loses_is_heard(
    tmp_path: Path, number: signal.Signals, error: type[BaseException]
) -> None:
    """What it raises while garbage is collected is raised in the next wait."""

    def end(*_: object) -> None:
        raise error

    before = signal.signal(number, end)
    try:
        with pytest.raises(error):
            lose_and_wait(tmp_path, number)
        assert signal.getsignal(number) is end
    finally:
        signal.signal(number, before)


def lose_and_wait(place: Path, number: signal.Signals) -> None:
    """Let Python lose a signal, then wait longer than anybody should have to."""
    with watch(place) as watcher:
        ringing = Ringing(number)
        del ringing
        watcher.wait(5)


def test_a_signal_waits_where_it_is_told_to(tmp_path: Path) -> None:
    """Nothing is lost then, and Python has nothing to say."""
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        ring_and_go_on(tmp_path, done)
    assert done == ["all of it"]


def ring_and_go_on(place: Path, done: list[str]) -> None:
    """Do two things; a signal comes in the first, which is to be done wholly."""
    with watch(place) as watcher:
        with watcher.ending.later():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")
        done.append("and more")


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As `nohup` and a shell's background ask for."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with watch(tmp_path) as watcher:
            signal.raise_signal(signal.SIGINT)
            assert watcher.wait(0.1) == frozenset()
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_watches_as_well(tmp_path: Path) -> None:
    """It cannot hear signals, and needs not."""
    found = []

    def look() -> None:
        with watch(tmp_path) as watcher:
            found.append(watcher.wait(0.1))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert found == [frozenset()]
