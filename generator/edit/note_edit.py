"""One note on its way from its bytes to changed ones; each step is tried out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from generator.edit.changes import Change, EditRefusedError
from generator.edit.keys import add_to_key, set_key
from generator.edit.log_lines import add_log_line
from generator.edit.saying import read_said
from generator.edit.splice import UnfitTextError, splice
from generator.edit.task_lines import tick_task
from generator.model import TaskState
from generator.parse.fields import key_meaning
from generator.parse.note import ATTRIBUTES
from generator.source import sources_from_texts
from generator.source.notes import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from generator.diagnostics import Fix
    from generator.edit.happening import Happening
    from generator.parse.reading import Reading

_LOG: Final = frozenset(
    {"body.log", "body.headings", "body.filled", "body.tags", "tags", "body.fields"}
)
_TASK: Final = frozenset({"body.tasks", "body.entries", "body.fields"})
_HEADINGS: Final = frozenset({"body.headings", "body.answers"})


class NoteEdit:
    """A note that is edited in memory.

    After each step the note is read again. Where it does not say what is wanted then,
    or says anything else in another way, `EditRefusedError` is raised.

    Attributes:
        path: Relative to the content folder.
        source: Its text, as it is by now.
        note: Its record, as it is by now.
        reading: The prepared settings.
        line: What the last step changed, or found as it should be.
    """

    def __init__(
        self, path: str, data: bytes, reading: Reading, *, is_new: bool = False
    ) -> None:
        """Begin with the bytes of a file, or those that a new one is to have."""
        self.path = path
        self.reading = reading
        self.line = 1
        self._before = None if is_new else data
        if len(data) > MOST_BYTES:
            raise EditRefusedError(f"{path} is too big to be edited; split it first")
        self._read(data)

    @property
    def change(self) -> Change:
        """What becomes of the file."""
        return Change(path=self.path, before=self._before, after=self._data)

    @property
    def is_changed(self) -> bool:
        """Whether anything becomes of it."""
        return self._data != self._before

    @property
    def shown(self) -> str:
        """What stands in `line`."""
        return self.source.text.split("\n")[self.line - 1].strip()

    def set(self, key: str, *texts: str) -> None:
        """Let a key have exactly these values."""
        self._key(set_key, key, texts)

    def add(self, key: str, *texts: str) -> None:
        """Let these values be in the list of a key."""
        self._key(add_to_key, key, texts)

    def _key(self, edit: Callable[..., Fix], key: str, texts: Sequence[str]) -> None:
        self._step(
            lambda: edit(self.source.text, self.reading, key, texts, note=self.note),
            {"fields", ATTRIBUTES.get(key) or key},
        )
        fields = [
            one
            for one in self.note.fields
            if key in {one.key, key_meaning(one.key, self.note.kind, self.reading.keys)}
        ]
        found = next((one for one in fields if one.texts), None) or fields[0]
        self.line = found.span.line

    def log(self, happened: Happening, heading: str) -> None:
        """Let the Log say what happened; a line that says the same will do.

        Args:
            happened: The event.
            heading: Of the Log, where there is none.
        """
        before, old = self._data, self._said["body.log"]
        headings = self._said["body.headings"]
        line = happened.line
        advice = f"write under {heading} yourself: - {line}"
        self._step(
            lambda: add_log_line(self.source, self.reading, line, heading), _LOG, advice
        )
        new = self._said["body.log"]
        pairs = enumerate(zip(old, new, strict=False))
        at = next((n for n, (one, other) in pairs if one != other), len(old))
        if (
            len(new) != len(old) + 1
            or (*new[:at], *new[at + 1 :]) != old
            or not happened.is_said_by(self.note.body.log[at])
            or not _is_one_more(headings, self._said["body.headings"], least=0)
        ):
            self._refuse(advice)
        self.line = self.note.body.log[at].span.line
        twins = [n for n, one in enumerate(old) if _is_twin(one, new[at])]
        if twins:
            self._read(before)
            self.line = self.note.body.log[twins[0]].span.line

    def tick(self, line: int, day: date, *, dataview: bool) -> None:
        """Let a task be done; one that is will do."""
        self.line = line
        done = [one for one in self.note.body.tasks if one.span.line == line]
        if done and done[0].state is TaskState.DONE:
            return
        others = [one for one in self._tasks() if one[0] != line]
        self._step(
            lambda: tick_task(self.source.text, line, day, dataview=dataview), _TASK
        )
        ticked = [one for one in self.note.body.tasks if one.span.line == line]
        if (
            [one for one in self._tasks() if one[0] != line] != others
            or len(ticked) != 1
            or ticked[0].state is not TaskState.DONE
            or ticked[0].done_on != day
        ):
            self._refuse(f"tick the task in line {line} yourself")

    def _tasks(self) -> list[tuple[int, Any]]:
        lines = (one.span.line for one in self.note.body.tasks)
        return list(zip(lines, self._said["body.tasks"], strict=True))

    def head(self, fix: Fix) -> None:
        """Let the body have one more heading, which changes nothing else."""
        old = self._said["body.headings"]
        self._step(lambda: fix, _HEADINGS)
        if not _is_one_more(old, self._said["body.headings"]):
            self._refuse(f"write the heading yourself: {fix.text.strip()}")

    def _read(self, data: bytes) -> None:
        self._data = data
        self.source = sources_from_texts({self.path: data}).notes[0]
        self.note, self._said, self._problems = read_said(self.source, self.reading)

    def _step(
        self,
        make: Callable[[], Fix],
        may_change: AbstractSet[str],
        advice: str = "edit it yourself",
    ) -> None:
        """Change one place; refuse where more than these parts changes."""
        try:
            data = splice(self._data, [make()])
        except UnfitTextError as error:
            raise EditRefusedError(f"{self.path} {error}") from error
        said, problems = self._said, self._problems
        if data == self._data:
            return
        self._read(data)
        changed = {
            name
            for name in said.keys() | self._said.keys()
            if said.get(name) != self._said.get(name)
        }
        known = Counter(one.code for one in problems)
        for one in self._problems:
            known[one.code] -= 1
            if known[one.code] < 0:
                raise EditRefusedError(f"{self.path}: {one.message}; {one.advice}")
        if changed - may_change:
            self._refuse(advice)

    def _refuse(self, advice: str) -> None:
        said = f"{self.path} would say something else after that edit"
        raise EditRefusedError(f"{said}; {advice}")


def _is_one_more(old: Any, new: Any, *, least: int = 1) -> bool:
    """Whether there is one thing more, or (least 0) none; the others stay."""
    if new == old:
        return not least
    return any((*new[:n], *new[n + 1 :]) == old for n in range(len(new)))


def _is_twin(one: Any, other: Any) -> bool:
    """Whether two lines say the same; an anchor tells them apart."""
    return {**dict(one), "anchor": ""} == {**dict(other), "anchor": ""}
