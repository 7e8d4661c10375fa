"""An interview that was held: the note that was planned, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.edit.note_edit import NoteEdit
from generator.edit.recording import RecordError, hold
from generator.edit.sections import Outlined, heading_of
from generator.model import Interview
from generator.scaffold.drafting import NoteRequest
from generator.scaffold.notes import draft_note, refuse_twin
from generator.vocabulary import Kind, Section

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.edit.recording import Recorder
    from generator.facts.records import Meeting

_OPEN: Final = frozenset({"planned", "requested", "scheduled"})
_READY: Final = (
    Section.ADVICE,
    Section.INFORMATION,
    Section.REFERRALS,
    Section.REFLECTION,
)
_ORDER: Final = tuple(Section)


class SeveralError(Exception):
    """Several interviews may be meant.

    Attributes:
        paths: Of their notes.
    """

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__("several interviews are planned")
        self.paths = paths


def hold_meeting(
    recorder: Recorder,
    target: str,
    day: date | None,
    values: Mapping[str, tuple[str, ...]],
) -> NoteEdit:
    """Return the note of an interview that was held, ready to be filled.

    Args:
        recorder: The book.
        target: Path of the interview, or whom it was with: a contact's path, a
            lead's id.
        day: When it was; none: not said.
        values: Further keys, such as `mode`.

    Returns:
        The one interview that was planned, else the one that is done on that day,
        else a new one: done, with headings for what is to be written down.

    Raises:
        SeveralError: Where several are planned.
        RecordError: Where the planned one is to come and no day is said, or the day
            that is said is to come; where none is planned, no day is said, and
            nothing is written yet about the last one.
        ScaffoldError: Where a value cannot be used.
        EditRefusedError: Where the note cannot be edited without harm.
        OSError: Where it cannot be read.
    """
    today = recorder.result.facts.today
    if day and day > today:
        said = f"{day} is to come; what is planned is written by"
        raise RecordError(f"{said} airbook new interview NAME --date {day}")
    meeting = _meeting(recorder, target, day)
    if meeting is None:
        if day is None:
            _refuse_again(recorder, target)
        return _new(recorder, target, day or today, values)
    if day is None and meeting.on and meeting.on > today:
        said = f"{meeting.path} is planned for {meeting.on}, which is to come"
        raise RecordError(f"{said}; say when you met: --date today")
    edit = recorder.edit(meeting.path)
    for key, texts in values.items():
        edit.set(key, *texts)
    if meeting.status != "done":
        make_ready(recorder, edit)
    hold(edit, day or today, moved=day is not None)
    return edit


def _meeting(recorder: Recorder, target: str, day: date | None) -> Meeting | None:
    """Return the interview that is meant, if there is one."""
    facts = recorder.result.facts
    if target in facts.meetings:
        return facts.meetings[target]
    theirs = [one for one in facts.meetings.values() if target in one.people]
    held = [one for one in theirs if one.status == "done"]
    when = day or facts.today
    if there := next((one for one in held if one.on == when), None):
        return there
    planned = [one for one in theirs if one.status in _OPEN]
    same = [one for one in planned if one.on == when]
    if len(same or planned) > 1:
        raise SeveralError(tuple(one.path for one in same or planned))
    return next(iter(same or planned), None)


def _refuse_again(recorder: Recorder, target: str) -> None:
    """Refuse a new note where the newest one of a person waits to be filled."""
    meetings = recorder.result.facts.meetings.values()
    held = [one for one in meetings if one.status == "done" and one.on]
    theirs = [one for one in held if target in one.people]
    newest = max(theirs, key=lambda one: str(one.on), default=None)
    if newest and not recorder.result.book.notes[newest.path].body.written:
        said = f"{newest.path} is done since {newest.on}, and nothing is written there"
        raise RecordError(f"{said}; if you met once more: --date today")


def _new(
    recorder: Recorder, target: str, day: date, values: Mapping[str, tuple[str, ...]]
) -> NoteEdit:
    book = recorder.result.book
    request = NoteRequest(
        kind=Kind.INTERVIEW,
        name=target if target in book.notes else book.name_of(target),
        values={"date": (day.isoformat(),), **values, "status": ("done",)},
    )
    draft = draft_note(recorder.result, request)
    refuse_twin(recorder.content / draft.path)
    edit = NoteEdit(draft.path, draft.text.encode(), recorder.reading, is_new=True)
    make_ready(recorder, edit)
    edit.set("status", "done")
    return edit


def make_ready(recorder: Recorder, edit: NoteEdit) -> None:
    """Give an interview the headings under which it is written down."""
    settings = recorder.result.settings
    for section in _READY:
        outlined = Outlined(edit.source, edit.reading)
        if not outlined.has(section):
            later = _ORDER[_ORDER.index(section) + 1 :]
            line = outlined.before(later)
            mark = "#" * outlined.level()
            heading = f"\n\n{mark} {heading_of(section, settings)}"
            edit.head(outlined.below(line, heading))
    _ask(edit)


def _ask(edit: NoteEdit) -> None:
    """Give each question that is to be asked a heading for its answer."""
    note = edit.note
    assert isinstance(note, Interview)  # noqa: S101 - the caller's part
    links = [note.links[number] for number in note.questions]
    answered = {note.links[one.question].target for one in note.body.answers}
    for link in links:
        if link.target in answered:
            continue
        answered.add(link.target)
        outlined = Outlined(edit.source, edit.reading)
        mark = "#" * min(outlined.level_of(Section.INFORMATION) + 1, 6)
        shown = link.written if link.written.startswith("[[") else f"[[{link.target}]]"
        end = outlined.end_of(Section.INFORMATION)
        edit.head(outlined.below(end, f"\n\n{mark} {shown}"))
