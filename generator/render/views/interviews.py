"""The table of interviews with its calendar, and each interview's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.fields import fold_field
from generator.derive.records import Cell
from generator.model import Interview
from generator.render.views.air import Said, air, answer
from generator.render.views.brief import brief_ref
from generator.render.views.calendar import months
from generator.render.views.due import own_agenda
from generator.render.views.facets import facets
from generator.render.views.frame import crumb, frame
from generator.render.views.people import people, ref, refs
from generator.render.views.written import written
from generator.vocabulary import INTERVIEW_STATUSES, LEDGERS, MODES

if TYPE_CHECKING:
    from generator.facts.records import Meeting
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.air import Air
    from generator.render.views.calendar import Month
    from generator.render.views.due import Agenda
    from generator.render.views.parts import Frame, Person, Ref
    from generator.render.views.written import Written

URL: Final = "interviews/index.html"
FACETS: Final = ("Status", "With", "Field", "Year", "At", "How")
_MODES: Final = tuple(one.replace("-", " ") for one in MODES)
TONES: Final = {"done": "good", "scheduled": "soon", "planned": "", "requested": ""}
_ELSEWHERE: Final = frozenset(
    {"with", "date", "status", "questions", "referrals", "mode", "duration"}
)


class MeetingRow(Struct, frozen=True, kw_only=True):
    """An interview in a list.

    Attributes:
        rank: The place of its status in the vocabulary.
        what: Mode and length, as far as they are known.
        gave: How many entries it gave: advice, information, referrals.
        facets: Its values of `FACETS`.
    """

    note: Ref
    day: Day | None
    people: tuple[Ref, ...]
    organizations: tuple[Ref, ...]
    what: str
    status: str
    rank: int
    tone: str
    rating: int | None
    gave: tuple[int, ...]
    facets: str


class InterviewsView(Struct, frozen=True, kw_only=True):
    """Every interview as a table, and month by month."""

    template: ClassVar[str] = "pages/interviews.html"
    frame: Frame
    facets: str
    orders: str
    rows: tuple[MeetingRow, ...]
    months: tuple[Month, ...]
    weekdays: tuple[str, ...]


class InterviewView(Struct, frozen=True, kw_only=True):
    """One interview.

    Attributes:
        day: With weekday and year.
        questions: Those asked, with the answer where there is one.
        led_to: Whom it led to, with the status.
        brief: What to take along; none where it is not to come.
    """

    template: ClassVar[str] = "pages/interview.html"
    frame: Frame
    name: str
    row: MeetingRow
    day: Day | None
    people: tuple[Person, ...]
    agenda: Agenda
    air: Air
    questions: tuple[Said, ...]
    led_to: tuple[Person, ...]
    brief: Ref | None
    written: Written


def interviews_view(material: Material) -> InterviewsView:
    """Return the table of interviews, newest first."""
    shown, weekdays = months(material, URL)
    return InterviewsView(
        frame=frame(material, URL, "Interviews"),
        facets="\t".join(FACETS),
        orders=facets(INTERVIEW_STATUSES, (), (), (), (), _MODES),
        rows=tuple(meeting_row(material, one, URL) for one in material.by_day),
        months=shown,
        weekdays=weekdays,
    )


def interview_view(material: Material, path: str) -> InterviewView:
    """Return the page of an interview."""
    url = material.urls.notes[path]
    name = material.book.notes[path].name
    meeting = material.facts.meetings[path]
    named = dict.fromkeys(one.person for one in material.named_in.get(path, ()))
    return InterviewView(
        frame=frame(material, url, name, crumb(url, "interviews")),
        name=name,
        row=meeting_row(material, meeting, url),
        day=material.dates.full(meeting.on, meeting.at) if meeting.on else None,
        people=people(material, meeting.people, url),
        agenda=own_agenda(material, material.items_from[path], url),
        air=air(material, material.lines_in(path), url),
        questions=_questions(material, path, url),
        led_to=people(material, named, url),
        brief=brief_ref(material, path, url),
        written=written(material, path, url, _ELSEWHERE),
    )


def meeting_row(material: Material, meeting: Meeting, page: str) -> MeetingRow:
    """Return an interview for a list."""
    note = material.book.notes[meeting.path]
    assert isinstance(note, Interview)  # noqa: S101 - a meeting is an interview's
    length = f"{note.duration} min" if note.duration else ""
    mode = note.mode.replace("-", " ")
    status = meeting.status if material.facts.told else ""
    entries = material.lines_in(meeting.path)
    sections = [one.entry.section for one in entries]
    known = [one for one in meeting.organizations if one in material.book.notes]
    people = refs(material, meeting.people, page)
    employers = refs(material, known, page)
    return MeetingRow(
        note=ref(material, meeting.path, page),
        day=material.dates.maybe(meeting.on, meeting.at),
        people=people,
        organizations=employers,
        what=", ".join(part for part in (mode, length) if part),
        status=status,
        rank=INTERVIEW_STATUSES.index(meeting.status),
        tone=TONES.get(status, ""),
        rating=note.rating,
        gave=tuple(sections.count(section) for section in LEDGERS),
        facets=facets(
            status,
            [one.text for one in people],
            [material.field_names.get(fold_field(one), one) for one in meeting.fields],
            f"{meeting.on.year}" if meeting.on else "",
            [one.text for one in employers],
            mode,
        ),
    )


def meeting_rows(
    material: Material, meetings: tuple[Meeting, ...], page: str
) -> tuple[MeetingRow, ...]:
    """Return interviews for a list, in order."""
    return tuple(meeting_row(material, one, page) for one in meetings)


def _questions(material: Material, path: str, page: str) -> tuple[Said, ...]:
    """Return the questions that were to be asked and those that were answered."""
    note = material.book.notes[path]
    planned = note.questions if isinstance(note, Interview) else ()
    given = {
        question: one
        for one in note.body.answers
        if (question := material.book.target(path, one.question))
    }
    asked = [material.book.target(path, link) for link in planned]
    order = dict.fromkeys([*(one for one in asked if one), *given])
    on = material.facts.meetings[path].on
    said = []
    for question in order:
        found = given.get(question)
        cell = Cell(note=path, answer=found, on=on) if found else None
        said.append(
            Said(
                question=ref(material, question, page),
                answer=answer(material, cell, page) if cell else None,
            )
        )
    return tuple(said)
