"""Lines of a Log, ticks and headings: each in the style of what is there."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from generator.config.settings import Settings
from generator.edit.changes import EditRefusedError
from generator.edit.happening import Happening
from generator.edit.note_edit import NoteEdit
from generator.edit.splice import UnfitTextError, splice
from generator.edit.task_lines import tick_task
from generator.parse.reading import reading_of
from generator.source.notes import MOST_BYTES
from generator.vocabulary import EventKind

READING: Final = reading_of(Settings())
ASKED: Final = Happening(kind=EventKind.ASKED, on=date(2026, 3, 2))
LINE: Final = "2026-03-02 asked"
LOGS: Final = {
    "": f"## Log\n\n- {LINE}\n",
    "Text": f"Text\n\n## Log\n\n- {LINE}",
    "---\nx: 1\n---": f"---\nx: 1\n---\n\n## Log\n\n- {LINE}",
    "# Log\n\n\n# End\n": f"# Log\n\n- {LINE}\n\n\n# End\n",
    "# Log\nNewest last.\n\n# End": f"# Log\nNewest last.\n\n- {LINE}\n\n# End",
    "# Log\n* a\n  m\n\n  - b\n\n# E": f"# Log\n* a\n  m\n\n  - b\n* {LINE}\n\n# E",
    "# Log\n9. a\n10. b\n": f"# Log\n9. a\n10. b\n11. {LINE}\n",
    "# Log\n-   a\n": f"# Log\n-   a\n-   {LINE}\n",
    "# Log\n> - a\n>\n\nx\n": f"# Log\n> - a\n> - {LINE}\n>\n\nx\n",
    "# Log\n## I\n- a\n## V\n- b\n# E": f"# Log\n## I\n- a\n## V\n- b\n- {LINE}\n# E",
    "### Advice\nx\n": f"### Advice\nx\n\n### Log\n\n- {LINE}\n",
    "# Private\n### Advice\nx": f"# Private\n### Advice\nx\n\n# Log\n\n- {LINE}",
    "## Log\nSet\n---\n": f"## Log\n\n- {LINE}\n\nSet\n---\n",
    "## Log\n## Set\n": f"## Log\n\n- {LINE}\n\n## Set\n",
    "Log\n---\n- a\n": f"Log\n---\n- a\n- {LINE}\n",
    "# Log\n- a\r\n- b": f"# Log\n- a\n- b\n- {LINE}",
}


@pytest.mark.parametrize("text", LOGS)
def test_a_line_comes_last_in_the_log(text: str) -> None:
    """With its bullet, number, indentation or quote; in a new Log where none is."""
    edit = NoteEdit("contacts/Ana.md", text.replace("\r", "").encode(), READING)
    edit.log(ASKED, "Log")
    assert edit.change.after == LOGS[text].encode()
    assert edit.shown.endswith(LINE)
    edit.log(ASKED, "Log")
    assert edit.change.after == LOGS[text].encode()


@pytest.mark.parametrize("text", ["```\n", "- a\n\n~~~\nopen"])
def test_no_line_where_it_would_not_be_read(text: str) -> None:
    """Within code or a comment that is not closed it would be lost."""
    edit = NoteEdit("contacts/Ana.md", text.encode(), READING)
    with pytest.raises(
        EditRefusedError, match="write under Log yourself: - 2026-03-02"
    ):
        edit.log(ASKED, "Log")


def test_a_note_that_is_too_big_is_not_edited() -> None:
    """Its end is not read, so nobody knows what an edit does."""
    with pytest.raises(EditRefusedError, match="too big to be edited; split it"):
        NoteEdit("contacts/Ana.md", b"x\n" * MOST_BYTES, READING)


def test_a_value_that_the_key_does_not_take_is_refused() -> None:
    """The line says what is wrong with it."""
    edit = NoteEdit("interviews/Ana.md", b"", READING)
    said = "interviews/Ana.md: `sometime` is no date; write year-month-day"
    with pytest.raises(EditRefusedError, match=said):
        edit.set("thanked", "sometime")


TASKS: Final = {
    "- [ ] go": "- [x] go ✅ 2026-03-02",
    "> * [/] go 📅 2026-03-01  ": "> * [x] go 📅 2026-03-01 ✅ 2026-03-02  ",
    "1. [ ] go ^id": "1. [x] go ✅ 2026-03-02 ^id",
    "- - [ ] go #tag": "- - [x] go #tag ✅ 2026-03-02",
}


@pytest.mark.parametrize("line", TASKS)
def test_a_task_is_ticked_in_its_line(line: str) -> None:
    """The day stands last, before the block's id; space at the end stays."""
    text = f"above\n\n{line}\n"
    after = splice(
        text.encode(), [tick_task(text, 3, date(2026, 3, 2), dataview=False)]
    )
    assert after.decode() == f"above\n\n{TASKS[line]}\n"


def test_only_a_task_is_ticked() -> None:
    """One that is done stays; any other line is refused."""
    day = date(2026, 3, 2)
    with pytest.raises(UnfitTextError, match="has no task in line 1"):
        tick_task("- go", 1, day, dataview=False)
    edit = NoteEdit("a.md", b"- [x] done\n\n    - [ ] code\n", READING)
    edit.tick(1, day, dataview=False)
    assert not edit.is_changed
    with pytest.raises(EditRefusedError):
        edit.tick(2, day, dataview=False)
