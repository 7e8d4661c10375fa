"""Today: what to do now, who comes next, whom to ask, what happened last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.fields import is_coming
from generator.derive.grouping import Group, group_on
from generator.derive.wording import MONTHS
from generator.model import Interview
from generator.render.dates import MONTH_FIRST, WEEKDAYS
from generator.render.urls import TODAY, relative
from generator.render.views.brief import brief_ref
from generator.render.views.due import NOW, Agenda, DueGroup, due
from generator.render.views.frame import frame, index_of
from generator.render.views.happened import newest
from generator.render.views.interviews import meeting_row
from generator.render.views.numbers import funnel_bars, goal
from generator.render.views.people import ref
from generator.render.views.referrals import referral_row

if TYPE_CHECKING:
    from datetime import date

    from generator.derive.records import Item
    from generator.facts.records import Meeting
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.happened import Happening
    from generator.render.views.interviews import MeetingRow
    from generator.render.views.numbers import Bar, Goal
    from generator.render.views.parts import Frame, Ref
    from generator.render.views.referrals import ReferralRow

MOST: Final = 12
SOON: Final = 40
AHEAD: Final = timedelta(days=14)
MEETINGS: Final = 6
REFERRALS: Final = 8


class NextMeeting(Struct, frozen=True, kw_only=True):
    """An interview to come.

    Attributes:
        on: The day with its weekday; none: no day yet.
        weekday: Short; empty: no day yet.
        day: Number of the day in its month.
        month: Short name of the month.
        time: When on that day; empty: not said.
        until: The last day on which it is still to come, in ISO form.
        place: Where, as far as it is known.
        confirmed: Whether it is confirmed.
        brief: What to take along.
    """

    row: MeetingRow
    on: Day | None
    weekday: str
    day: int
    month: str
    time: str
    until: str
    place: str
    confirmed: bool
    brief: Ref | None


class Asking(Struct, frozen=True, kw_only=True):
    """Somebody to ask next, and why them."""

    who: Ref
    reason: str


class TodayView(Struct, frozen=True, kw_only=True):
    """The first page.

    Attributes:
        month_first: Whether the day is written `March 2` rather than `2 March`.
        late: How many follow-ups are overdue.
        now: How many more are for today.
        more: How many due follow-ups the list leaves out.
        waiting: Referrals that nobody has used, at most `REFERRALS`.
        all_waiting: How many there are.
        empty: Whether the book has no person yet.
    """

    template: ClassVar[str] = "pages/today.html"
    frame: Frame
    day: Day
    month_first: bool
    as_of: Day
    late: int
    now: int
    agenda: Agenda
    more: int
    follow_ups: str
    meetings: tuple[NextMeeting, ...]
    asking: tuple[Asking, ...]
    waiting: tuple[ReferralRow, ...]
    all_waiting: int
    referrals: str
    goal: Goal | None
    total: tuple[Bar, ...]
    numbers: str
    newest: tuple[Happening, ...]
    empty: bool


def today_view(material: Material) -> TodayView:
    """Return the first page."""
    today = material.facts.today
    groups = [group_on(item, today) for item in material.derived.items]
    unused = [
        one
        for one in material.derived.network.debts
        if one.state in {"unused", "permission"}
    ]
    return TodayView(
        frame=frame(material, TODAY, "Today"),
        day=material.dates.weekday(today),
        month_first=material.dates.form == MONTH_FIRST,
        as_of=material.dates.full(today),
        late=groups.count(Group.OVERDUE),
        now=groups.count(Group.TODAY),
        agenda=_agenda(material),
        more=max(0, sum(one in NOW for one in groups) - MOST),
        follow_ups=relative(TODAY, index_of("follow-ups")),
        meetings=_meetings(material),
        asking=tuple(
            Asking(who=ref(material, one.person, TODAY), reason=one.reason)
            for one in material.derived.next_to_ask
        ),
        waiting=tuple(
            referral_row(material, one.referral, TODAY, one.may_use_name)
            for one in unused[:REFERRALS]
        ),
        all_waiting=len(unused),
        referrals=relative(TODAY, index_of("referrals")),
        goal=goal(material),
        total=funnel_bars(material.derived.numbers.total),
        numbers=relative(TODAY, index_of("numbers")),
        newest=newest(material, TODAY),
        empty=not material.facts.statuses,
    )


def _agenda(material: Material) -> Agenda:
    """Return what is due now, and what the next days will add."""
    today = material.facts.today
    now = [one for one in material.derived.items if group_on(one, today) in NOW]
    soon = [one for one in material.derived.items if _is_soon(one, today)]
    group = DueGroup(
        name="now",
        title="Do now",
        accepts=tuple(NOW),
        items=tuple(due(material, one, TODAY) for one in now[:MOST]),
    )
    return Agenda(
        groups=(group,),
        waiting=tuple(due(material, one, TODAY) for one in (*now[MOST:], *soon)[:SOON]),
        pinned=material.pinned,
        built=today.isoformat(),
    )


def _is_soon(item: Item, today: date) -> bool:
    """Whether an item is listed for doing within the next days, though not today."""
    if group_on(item, today) in NOW:
        return False
    days = (today + timedelta(days=ahead) for ahead in range(1, AHEAD.days + 1))
    return any(group_on(item, day) in NOW for day in days)


def _meetings(material: Material) -> tuple[NextMeeting, ...]:
    coming = [
        one for one in reversed(material.by_day) if is_coming(one, material.facts)
    ]
    coming.sort(key=lambda one: one.on is None)
    return tuple(_meeting(material, one) for one in coming[:MEETINGS])


def _meeting(material: Material, meeting: Meeting) -> NextMeeting:
    note = material.book.notes[meeting.path]
    assert isinstance(note, Interview)  # noqa: S101 - a meeting is an interview's
    on = meeting.on
    return NextMeeting(
        row=meeting_row(material, meeting, TODAY),
        on=material.dates.weekday(on) if on else None,
        weekday=WEEKDAYS[on.weekday()][:3] if on else "",
        day=on.day if on else 0,
        month=MONTHS[on.month - 1][:3] if on else "",
        time=f"{meeting.at:%H:%M}" if meeting.at else "",
        until=on.isoformat() if on else "",
        place=note.place,
        confirmed=note.confirmed is not None,
        brief=brief_ref(material, meeting.path, TODAY),
    )
