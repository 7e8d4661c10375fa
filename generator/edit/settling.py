"""A follow-up that is done -> the edit that settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.edit.happening import Happening
from generator.edit.recording import RecordError
from generator.model import Interview
from generator.vocabulary import EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from generator.derive.records import Item
    from generator.edit.note_edit import NoteEdit
    from generator.edit.recording import Recorder


class Settling(Struct, frozen=True, kw_only=True):
    """What was done about a follow-up.

    Attributes:
        on: The day.
        kind: What it was, where the rule's own answer does not fit.
        how: The word in brackets, such as `email`.
        text: What is said of it.
        next: For a promise that `next` sets: when it is to be done then, or `none`.
    """

    on: date
    kind: EventKind | None = None
    how: str = ""
    text: str = ""
    next: date | str = ""


def settle(recorder: Recorder, item: Item, done: Settling) -> NoteEdit:
    """Return the note that says that a follow-up is done.

    Args:
        recorder: The book.
        item: The follow-up.
        done: What was done about it.

    Returns:
        The edited note.

    Raises:
        RecordError: Where only its owner can write what settles it; it says what to
            write, and where.
        EditRefusedError: As `Recorder.happened`.
        OSError: As `Recorder.happened`.
    """
    if done.kind and str(done.kind) not in item.settles:
        kinds = ", ".join(item.settles) or "no event"
        raise RecordError(f"{item.rule} is settled by {kinds}, not by {done.kind}")
    if done.next and item.kind != "next":
        raise RecordError("--next belongs to a promise that the key `next` sets")
    if done.kind:
        return _log(recorder, item, done, done.kind)
    return SETTLED[item.rule](recorder, item, done)


def _log(recorder: Recorder, item: Item, done: Settling, kind: EventKind) -> NoteEdit:
    """Write an event down about the first person, and link whom it tells of."""
    about = item.about if kind is EventKind.UPDATED else ()
    happening = Happening(
        kind=kind,
        on=done.on,
        how=done.how,
        about=tuple(map(recorder.link, about)),
        text=done.text,
    )
    return recorder.happened(item.people[0], happening)


def _logged(kind: EventKind) -> Callable[[Recorder, Item, Settling], NoteEdit]:
    """Return what settles a rule by an event."""
    return lambda recorder, item, done: _log(recorder, item, done, kind)


def _in_interview(kind: EventKind) -> Callable[[Recorder, Item, Settling], NoteEdit]:
    """Return what settles a rule by a key of the interview, or a line in its Log."""

    def record(recorder: Recorder, item: Item, done: Settling) -> NoteEdit:
        path = item.source.span.path
        happening = Happening(kind=kind, on=done.on, how=done.how, text=done.text)
        note = recorder.result.book.notes[path]
        room = recorder.result.facts.meetings[path].people
        said = isinstance(note, Interview) and getattr(note, str(kind))
        if said or len(item.people) < len(room):
            # The key holds for everyone in the room, and is said once.
            links = tuple(map(recorder.link, item.people))
            happening = replace(happening, people=links)
        return recorder.happened(path, happening)

    return record


def _promise(recorder: Recorder, item: Item, done: Settling) -> NoteEdit:
    """Tick the task; where a key sets the promise, move it."""
    if item.kind != "next":
        return _tick(recorder, item, done)
    span = item.source.span
    if not done.next:
        said = f"{span.path}:{span.line} sets it by `next`"
        raise RecordError(f"{said}; write --next 2w for the next time, or --next none")
    _refuse_words(done)
    edit = recorder.edit(span.path)
    edit.set("next", *([] if done.next == "none" else [str(done.next)]))
    return edit


def _tick(recorder: Recorder, item: Item, done: Settling) -> NoteEdit:
    _refuse_words(done)
    edit = recorder.edit(item.source.span.path)
    dataview = recorder.result.settings.tasks_write == "dataview"
    edit.tick(item.source.span.line, done.on, dataview=dataview)
    return edit


def _refuse_words(done: Settling) -> None:
    if done.how or done.text:
        raise RecordError("a promise has no line that could say more; leave that out")


def _yours(what: str) -> Callable[[Recorder, Item, Settling], NoteEdit]:
    """Return what says that only the owner can settle a rule."""

    def refuse(_: Recorder, item: Item, __: Settling) -> NoteEdit:
        span = item.source.span
        place = f"{span.path}:{span.line}"
        raise RecordError(
            f"{item.rule} is settled by what you write: "
            + what.format(path=span.path, place=place)
        )

    return refuse


SETTLED: Final[Mapping[RuleId, Callable[[Recorder, Item, Settling], NoteEdit]]] = {
    RuleId.PREP: _yours("a text under Prep, or `questions`, in {path}"),
    RuleId.CONFIRM: _in_interview(EventKind.CONFIRMED),
    RuleId.RECORD: _yours(
        'what was said, in {path}; or airbook log "{path}" done, no-show, cancelled'
    ),
    RuleId.THANKS: _in_interview(EventKind.THANKED),
    RuleId.NUDGE: _logged(EventKind.NUDGED),
    RuleId.LET_GO: _logged(EventKind.CLOSED),
    RuleId.SECOND_PERSON: _yours("whom else you asked there: airbook log NAME asked"),
    RuleId.ANSWER: _logged(EventKind.PROPOSED),
    RuleId.PROPOSED: _logged(EventKind.PROPOSED),
    RuleId.NO_SHOW: _logged(EventKind.ASKED),
    RuleId.USE_REFERRAL: _logged(EventKind.ASKED),
    RuleId.PERMISSION: _yours("(use my name: yes), or no, behind the name in {place}"),
    RuleId.TELL_CONTACTED: _logged(EventKind.UPDATED),
    RuleId.TELL_MET: _logged(EventKind.UPDATED),
    RuleId.INTRO_PROMISED: _tick,
    RuleId.PROMISE: _promise,
    RuleId.REPORT_BACK: _logged(EventKind.UPDATED),
    RuleId.KEEP: _logged(EventKind.UPDATED),
    RuleId.CONNECT: _logged(EventKind.CONNECTED),
    RuleId.REFLECT: _yours("how it was, under Reflection in {path}"),
    RuleId.WIDEN: _yours("an interview with one more: airbook new interview NAME"),
    RuleId.LANDED: _logged(EventKind.UPDATED),
}
"""What settles each rule."""
