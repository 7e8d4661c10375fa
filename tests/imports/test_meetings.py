"""Meetings with people in the book become interviews, once, and nothing is replaced."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final

import pytest
from msgspec.structs import replace

from generator.diagnostics import Code
from generator.imports.calendar import CalendarReading
from generator.imports.meetings import MeetingChoices, plan_meetings
from generator.imports.records import Attendee, Meeting, Rejection
from generator.model import Interview, Moment
from tests.imports.planning import Importing, outcomes

if TYPE_CHECKING:
    from generator.imports.meetings import MeetingPlan
    from tests.conftest import MakeBook

BOOK: Final = {
    "contacts/Ana Silva.md": (
        "---\nemail: Ana@X.example\norganization: Blue Door\n---\n"
    ),
    "contacts/Bo Li.md": "---\naliases: [Bó Li-Lindqvist]\n---\n",
    "contacts/Bo Li 2.md": "---\nname: Bo Li\n---\n",
    "contacts/山田 太郎.md": "---\nreferred_by: Ana Silva\n---\n",
    "organizations/Blue Door.md": "",
    "interviews/2026-01-05 Ana Silva.md": (
        '---\nwith: "[[Ana Silva]]"\ndate: 2026-01-05  # at last\nmode:\n---\n'
        "## Referrals\n\n- [[Cy Ng]]\n"
    ),
}
ANA: Final = Attendee(name="Somebody", email="ana@x.example")
COFFEE: Final = Meeting(
    line=3,
    uid="a@calendar",
    title="Coffee [[with]] Ana",
    start=Moment(on=date(2026, 3, 10), at=time(9, 30)),
    minutes=45,
    timezone="Europe/Lisbon",
    place="Café; https://call.example/1",
    link="https://call.example/1",
    text="<b>Agenda</b><br># the team<br>_____________<br>Join on your computer",
    people=(Attendee(email="me@x.example"), ANA),
)


@pytest.fixture
def importing(book: MakeBook) -> Importing:
    """Return a book with two people who are called alike, and one interview."""
    return Importing(book, dict(BOOK))


def plan(
    importing: Importing, *meetings: Meeting, choices: MeetingChoices | None = None
) -> MeetingPlan:
    """Plan an import of meetings; nothing changes."""
    reading = CalendarReading(
        meetings=meetings, rejections=(Rejection(line=1, reason="odd"),)
    )
    return plan_meetings(importing.result, reading, importing.read, choices)


def said(planned: MeetingPlan) -> list[tuple[str, str]]:
    """Return what becomes of each meeting, without the line that could not be read."""
    assert outcomes(planned.plan)[0] == ("skipped", "")
    return outcomes(planned.plan)[1:]


def with_(*names: str, **values: object) -> Meeting:
    """Return a meeting with people who have names alone."""
    people = tuple(Attendee(name=name) for name in names)
    return replace(COFFEE, people=people, **values)


def test_a_meeting_becomes_an_interview_once(importing: Importing) -> None:
    """With what the calendar says of it; the second time it is the same."""
    planned = plan(importing, COFFEE)
    path = "interviews/2026-03-10 Ana Silva.md"
    assert said(planned) == [("new", path)]
    text = importing.apply(planned.plan)[path]
    assert text.partition("## Advice")[0] == (
        "---\n"
        'with: "[[Ana Silva]]"\n'
        "date: 2026-03-10T09:30\n"
        "duration: 45\n"
        "mode: video\n"
        "place: Café\n"
        'organization: "[[Blue Door]]"\n'
        "field:\n"
        "timezone: Europe/Lisbon\n"
        'link: "https://call.example/1"\n'
        "uid: a@calendar\n"
        'event: "Coffee [[with]] Ana"\n'
        "---\n\n"
        "## Prep\n\n"
        "Agenda\\\n\\# the team\n\n"
    )
    problems = [one for one in importing.result.diagnostics if one.span.path == path]
    assert [one.code for one in problems] == [Code.INTERVIEW_LONG]
    again = plan(importing, COFFEE)
    assert said(again) == [("same", path)]
    assert again.plan.changes == ()


def test_it_is_the_same_by_day_and_person(importing: Importing) -> None:
    """A note by hand gains what it lacks, the id too; no value is replaced."""
    day = Moment(on=date(2026, 1, 5), at=time(9))
    meeting = replace(COFFEE, start=day, minutes=None, text="")
    planned = plan(importing, meeting)
    path = "interviews/2026-01-05 Ana Silva.md"
    assert said(planned) == [("updated", path)]
    assert planned.plan.entries[-1].said == ("gets timezone, mode, place, link, uid",)
    text = importing.apply(planned.plan)[path]
    assert "date: 2026-01-05  # at last\nmode: video\n" in text
    assert said(plan(importing, meeting)) == [("same", path)]


def test_a_moved_or_cancelled_event_is_said(importing: Importing) -> None:
    """Its note keeps its day; only a status that was never written is."""
    importing.apply(plan(importing, COFFEE).plan)
    later = Moment(on=date(2026, 3, 11), at=time(9, 30))
    moved = plan(importing, replace(COFFEE, start=later)).plan
    assert moved.changes == ()
    assert moved.entries[-1].said == ("the file says 2026-03-11T09:30",)
    elsewhere = replace(COFFEE, timezone="Europe/Madrid")
    same = replace(elsewhere, start=Moment(on=date(2026, 3, 10), at=time(10, 30)))
    assert plan(importing, same).plan.entries[-1].said == ()
    assert plan(importing, elsewhere).plan.entries[-1].said
    off = replace(COFFEE, cancelled=True)
    planned = plan(importing, off)
    (text,) = importing.apply(planned.plan).values()
    assert "status: cancelled" in text
    assert said(plan(importing, off))[0][0] == "same"
    path = "interviews/2026-03-10 Ana Silva.md"
    importing.texts[path] = text.replace("status: cancelled", "status: done")
    kept = plan(importing, off).plan
    assert (kept.changes, kept.entries[-1].said) == ((), ("cancelled in the file",))


def test_a_cancelled_meeting_is_a_cancelled_interview(importing: Importing) -> None:
    """Of one that was never in the book as well."""
    planned = plan(importing, replace(COFFEE, cancelled=True, title="", text=""))
    (text,) = importing.apply(planned.plan).values()
    assert "status: cancelled" in text
    assert planned.plan.entries[-1].said == ("cancelled",)
    (note,) = [one for one in importing.result.book.of(Interview) if one.uid]
    assert note.status == "cancelled"


def test_people_are_told_by_address_then_by_name(importing: Importing) -> None:
    """Aliases and leads too, accents aside; two of one name are a question."""
    start = COFFEE.start
    planned = plan(
        importing,
        with_("bo LI-Lindqvist", "Cy Ng", "山田 太郎", uid="1"),
        with_("Bo Li", uid="2", start=replace(start, on=date(2026, 3, 11))),
        with_("Nobody", uid="3", title="?"),
        replace(COFFEE, uid="4", people=(Attendee(email="who@x.example"),), title="?"),
    )
    assert said(planned) == [
        ("new", "interviews/2026-03-10 Bo Li and Cy Ng and others.md"),
        ("unsure", ""),
    ]
    assert planned.strangers == 2
    (text,) = importing.apply(planned.plan).values()
    assert 'with:\n  - "[[Bo Li]]"\n  - "[[Cy Ng]]"\n  - "[[山田 太郎]]"\n' in text
    doubt = "Bo Li may be contacts/Bo Li 2.md or contacts/Bo Li.md"
    assert doubt in " ".join(planned.plan.entries[-1].said)


def test_a_title_is_a_guess(importing: Importing) -> None:
    """A full name in it is shown, and taken only when that is asked for."""
    meeting = with_(title="Chat: ANA SILVA / me", uid="t")
    planned = plan(importing, meeting)
    assert said(planned) == [("unsure", "")]
    assert planned.plan.changes == ()
    taken = plan(importing, meeting, choices=MeetingChoices(unsure=True))
    assert said(taken) == [("new", "interviews/2026-03-10 Ana Silva.md")]
    importing.apply(taken.plan)
    assert said(plan(importing, meeting)) == [
        ("same", "interviews/2026-03-10 Ana Silva.md")
    ]


def test_a_gathering_is_no_interview(book: MakeBook) -> None:
    """Nine people of the book in one room are shown only."""
    names = [f"Person {letter}" for letter in "ABCDEFGHI"]
    importing = Importing(book, {f"contacts/{name}.md": "" for name in names})
    planned = plan(importing, with_(*names))
    assert said(planned) == [("unsure", "")]
    assert "9 people of the book" in planned.plan.entries[-1].said[0]


def test_two_events_of_a_day_with_one_person_are_one(importing: Importing) -> None:
    """A copy from another calendar makes no second note."""
    copy = replace(COFFEE, line=9, uid="b@calendar")
    planned = plan(importing, COFFEE, copy)
    path = "interviews/2026-03-10 Ana Silva.md"
    assert said(planned) == [("new", path), ("same", path)]
    assert planned.plan.entries[-1].said == ("the same day and person as in line 3",)
    importing.apply(planned.plan)
    assert [one for one, _ in said(plan(importing, COFFEE, copy))] == ["same", "same"]


def test_new_people_get_notes_when_asked_for(importing: Importing) -> None:
    """Each once, the owner never, and the interview links them."""
    di = Attendee(name="Di [Ü]", email="di@x.example")
    meetings = (
        replace(COFFEE, people=(*COFFEE.people, di)),
        replace(COFFEE, line=8, uid="b", people=(di, Attendee(email="ed@x.example"))),
    )
    choices = MeetingChoices(me=frozenset({"ME@x.example"}), new_people=True)
    planned = plan(importing, *meetings, choices=choices)
    assert said(planned) == [
        ("new", "contacts/Di Ü.md"),
        ("new", "interviews/2026-03-10 Ana Silva and Di Ü.md"),
        ("new", "contacts/ed@x.example.md"),
        ("same", "interviews/2026-03-10 Ana Silva and Di Ü.md"),
    ]
    texts = importing.apply(planned.plan)
    assert "email: di@x.example" in texts["contacts/Di Ü.md"]
    talk = texts["interviews/2026-03-10 Ana Silva and Di Ü.md"]
    assert '- "[[Di Ü]]"' in talk
    again = plan(importing, *meetings, choices=choices)
    assert {one for one, _ in said(again)} == {"same"}


def test_new_people_are_told_apart_whatever_the_order(importing: Importing) -> None:
    """A calendar is read by day, and its lines are in another order."""
    choices = MeetingChoices(new_people=True)
    people = [Attendee(name=f"New {n}", email=f"{n}@x.example") for n in range(3)]
    meetings = [
        replace(COFFEE, line=9 - n, uid=str(n), people=(one,))
        for n, one in enumerate(people)
    ]
    planned = plan(importing, *meetings, choices=choices)
    importing.apply(planned.plan)
    talks = {
        one.uid: one.links[0].target for one in importing.result.book.of(Interview)
    }
    assert {"0": "New 0", "1": "New 1", "2": "New 2"}.items() <= talks.items()


def test_the_owner_is_not_somebody(book: MakeBook) -> None:
    """By the name of the settings, though there be a note of them."""
    settings = 'owner = "Ana Silva"\n'
    importing = Importing(book, {"contacts/Ana Silva.md": "", "airbook.toml": settings})
    assert plan(importing, with_("ana silva", title="?")).strangers == 1


def test_a_note_that_cannot_be_written_is_skipped(importing: Importing) -> None:
    """Its reason is said, and the rest goes on."""
    start = Moment(on=date(2026, 1, 5))
    reading = CalendarReading(meetings=(replace(COFFEE, start=start), COFFEE))
    planned = plan_meetings(importing.result, reading, lambda _: b"\xff")
    skipped, new = planned.plan.entries
    assert (str(skipped.outcome), str(new.outcome)) == ("skipped", "new")
    assert "is not UTF-8" in skipped.said[0]


def test_strange_texts_of_a_file_stay_text(importing: Importing) -> None:
    """Titles, places and descriptions are no links, headings or templates."""
    evil = replace(
        COFFEE,
        title="---\n{{date}} <% x %> [[Bo Li]]",
        place="[[Ana Silva]]",
        link="javascript:alert(1)",
        text="## Advice\n- [[Cy Ng]] <script>\n- [ ] task 📅 2026-01-01\n---\n",
        uid="# : [x",
    )
    planned = plan(importing, evil)
    importing.apply(planned.plan)
    (note,) = [one for one in importing.result.book.of(Interview) if one.uid]
    assert note.uid == "# : [x"
    assert [one.target for one in note.links if one.origin == "body"] == []
    assert (note.body.tasks, note.body.entries, note.body.written) == ((), (), False)
    assert said(plan(importing, evil)) == [("same", note.path)]
