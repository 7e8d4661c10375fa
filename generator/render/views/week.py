"""The weekly review on one sheet: back on one side, ahead on the other."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.week import derive_week, listed_on
from generator.model import Interview
from generator.render.urls import relative
from generator.render.views.due import names_nobody
from generator.render.views.frame import frame, index_of
from generator.render.views.happened import happening
from generator.render.views.interviews import meeting_row
from generator.render.views.people import ref, refs
from generator.render.views.places import sentence, source_ref
from generator.render.views.today import Asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.derive.records import Item
    from generator.derive.week import Deed, Pace, Plan
    from generator.facts.records import Meeting
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.happened import Happening
    from generator.render.views.interviews import MeetingRow
    from generator.render.views.parts import Frame, Ref

URL: Final = "week/index.html"
DEEDS: Final = 30
STEPS: Final = 12
PEOPLE: Final = 5


class WeekDeed(Struct, frozen=True, kw_only=True):
    """Something that happened, and with whom."""

    who: tuple[Ref, ...]
    happening: Happening


class Step(Struct, frozen=True, kw_only=True):
    """Something to do.

    Attributes:
        what: With names.
        href: Link to the first person's page, else to the source.
        people: Whom it is about, where the words need not name them.
        day: When; none: no date.
        why: As a sentence.
        place: The line that it follows from.
    """

    what: str
    href: str
    people: tuple[Ref, ...]
    day: Day | None
    why: str
    place: Ref


class Steps(Struct, frozen=True, kw_only=True):
    """The first ones of a list, and how many more there are."""

    items: tuple[Step, ...]
    more: int


class Talk(Struct, frozen=True, kw_only=True):
    """An interview to come: its clock time and its place, as far as known."""

    row: MeetingRow
    time: str
    place: str
    confirmed: bool


class WeekDay(Struct, frozen=True, kw_only=True):
    """A day ahead."""

    day: Day
    talks: tuple[Talk, ...]
    steps: Steps


class DayBehind(Struct, frozen=True, kw_only=True):
    """A day on which something happened."""

    day: Day
    deeds: tuple[WeekDeed, ...]


class Behind(Struct, frozen=True, kw_only=True):
    """A week's deeds by day; `more` of its first ones are left out."""

    title: str
    days: tuple[DayBehind, ...]
    more: int


class Ahead(Struct, frozen=True, kw_only=True):
    """A week to come, or its rest."""

    title: str
    days: tuple[WeekDay, ...]


class WeekView(Struct, frozen=True, kw_only=True):
    """The week that holds the day of the build.

    Attributes:
        first: Its first day.
        pace: What the goal still needs, as sentences; empty: no goal.
        late: Due before this week.
        ahead: This week, then the next.
        someday: Interviews that wait for a day.
        mine: What the owner promised.
        theirs: What was promised to the owner.
        behind: This week so far, then the week before.
        quiet: Whom to write to so that they are not lost.
        asking: Whom to ask next.
        quiet_week: Whether there is nothing behind and nothing ahead.
    """

    template: ClassVar[str] = "pages/week.html"
    frame: Frame
    first: Day
    pace: str
    late: Steps
    ahead: tuple[Ahead, ...]
    someday: tuple[Talk, ...]
    mine: Steps
    theirs: Steps
    behind: tuple[Behind, ...]
    quiet: Steps
    asking: tuple[Asking, ...]
    quiet_week: bool
    follow_ups: str


def week_view(material: Material) -> WeekView:
    """Return the page of the weekly review; see `derive_week` for what it holds."""
    week = derive_week(material.facts, material.derived, material.settings)
    behind = (("This week so far", week.this_week), ("Last week", week.last_week))
    ahead = (("This week", week.plans), ("Next week", week.next_plans))
    return WeekView(
        frame=frame(material, URL, "This week"),
        first=material.dates.full(week.first),
        pace=_pace(week.pace) if week.pace else "",
        behind=tuple(_behind(material, *one) for one in behind if one[1]),
        ahead=tuple(
            Ahead(title=title, days=tuple(_day(material, plan) for plan in plans))
            for title, plans in ahead
            if plans
        ),
        late=_steps(material, week.late),
        someday=tuple(_talk(material, one) for one in week.someday[:PEOPLE]),
        mine=_steps(material, week.mine),
        theirs=_steps(material, week.theirs),
        quiet=_steps(material, week.quiet, PEOPLE),
        asking=tuple(
            Asking(who=ref(material, one.person, URL), reason=one.reason)
            for one in material.derived.next_to_ask[:PEOPLE]
        ),
        quiet_week=not (week.last_week or week.this_week or week.plans or week.late),
        follow_ups=relative(URL, index_of("follow-ups")),
    )


def _pace(pace: Pace) -> str:
    done, goal = pace.challenge.done, pace.challenge.goal
    noun = "interview" if goal == 1 else "interviews"
    said = f"{done} of {goal} {noun} {pace.challenge.label}"
    if not pace.needed:
        return f"{said}: done."
    if not pace.weeks:
        return f"{said}; the day is past."
    left = f"{pace.weeks} weeks left, this one included"
    return f"{said}; {pace.needed} more needed, " + (
        "and this is the last week." if pace.weeks == 1 else f"{left}."
    )


def _behind(material: Material, title: str, deeds: Sequence[Deed]) -> Behind:
    days = groupby(deeds[-DEEDS:], key=lambda one: one.event.on)
    return Behind(
        title=title,
        days=tuple(
            DayBehind(
                day=material.dates.short(on),
                deeds=tuple(_deed(material, one) for one in same),
            )
            for on, same in days
        ),
        more=max(0, len(deeds) - DEEDS),
    )


def _deed(material: Material, deed: Deed) -> WeekDeed:
    return WeekDeed(
        who=refs(material, deed.people, URL),
        happening=happening(material, deed.event, URL),
    )


def _day(material: Material, plan: Plan) -> WeekDay:
    return WeekDay(
        day=material.dates.short(plan.on),
        talks=tuple(_talk(material, one) for one in plan.meetings),
        steps=_steps(material, plan.items),
    )


def _talk(material: Material, meeting: Meeting) -> Talk:
    note = material.book.notes[meeting.path]
    assert isinstance(note, Interview)  # noqa: S101 - a meeting is an interview's
    return Talk(
        row=meeting_row(material, meeting, URL),
        time=f"{meeting.at:%H:%M}" if meeting.at else "",
        place=note.place,
        confirmed=note.confirmed is not None,
    )


def _steps(material: Material, items: Sequence[Item], most: int = STEPS) -> Steps:
    return Steps(
        items=tuple(_step(material, one) for one in items[:most]),
        more=max(0, len(items) - most),
    )


def _step(material: Material, item: Item) -> Step:
    target = item.people[0] if item.people else item.source.span.path
    return Step(
        what=f"{item.action[:1].upper()}{item.action[1:]}",
        href=ref(material, target, URL).href,
        people=refs(material, item.people, URL) if names_nobody(item) else (),
        day=material.dates.maybe(listed_on(item)),
        why=sentence(item.reason),
        place=source_ref(material, item.source, URL),
    )
