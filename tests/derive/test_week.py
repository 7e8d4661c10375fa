"""The weekly review: three weeks around a day, measured from the first of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from generator.build import build
from generator.config.settings import Goal, Settings
from generator.derive.week import derive_week, listed_on
from generator.derive.weeks import add_days, week_start
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.records import Item
    from generator.derive.week import Deed, Plan, Week

MONDAY: Final = date(2026, 3, 2)
ANA: Final = "contacts/Ana.md"
BO: Final = "contacts/Bo.md"


def week(
    texts: Mapping[str, str], day: date = MONDAY, settings: Settings | None = None
) -> Week:
    """Return the review of some texts."""
    chosen = settings or Settings()
    built = build(sources_from_texts(texts), chosen, {}, today=day)
    return derive_week(built.facts, built.derived, chosen)


def deeds(found: tuple[Deed, ...]) -> list[str]:
    """Return what happened as text."""
    return [
        f"{one.event.on:%a %d} {one.event.kind} {' '.join(map(short, one.people))}"
        for one in found
    ]


def plans(found: tuple[Plan, ...]) -> list[str]:
    """Return the days ahead as text."""
    return [
        " ".join(
            [
                f"{plan.on:%a %d}:",
                *(f"{one.at:%H:%M} {one.status}" for one in plan.meetings if one.at),
                *(one.rule for one in plan.items),
            ]
        )
        for plan in found
    ]


def rules(items: tuple[Item, ...]) -> list[str]:
    """Return follow-ups by the day on which they are listed."""
    return [f"{listed_on(one) or 'undated'} {one.rule}" for one in items]


def short(person: str) -> str:
    return person.removeprefix("contacts/").removesuffix(".md")


def test_an_empty_book() -> None:
    """Nothing is there, and the goal of one interview is still open."""
    found = week({})
    assert found.first == MONDAY
    lists = (found.last_week, found.this_week, found.plans, found.next_plans)
    assert lists == ((), (), (), ())
    assert (found.late, found.someday, found.mine) == ((), (), ())
    assert (found.theirs, found.quiet) == ((), ())
    assert found.pace is not None
    assert (found.pace.needed, found.pace.weeks) == (1, 5)


LOG: Final = (
    "## Log\n- 2026-02-22 asked (email)\n- 2026-02-23 nudged\n- 2026-03-01 replied\n"
    "- 2026-03-02 proposed\n- 2026-03-04 note: to come\n"
)


@pytest.mark.parametrize(
    ("starts", "first", "last", "this"),
    [
        ("monday", "2026-03-02", ["Mon 23 nudged Ana", "Sun 01 replied Ana"], "Mon 02"),
        ("sunday", "2026-03-01", ["Sun 22 asked Ana", "Mon 23 nudged Ana"], "Sun 01"),
        ("saturday", "2026-02-28", ["Sun 22 asked Ana", "Mon 23 nudged Ana"], "Sun 01"),
    ],
)
def test_what_happened(starts: str, first: str, last: list[str], this: str) -> None:
    """Events stand in the week before and in this one up to today, oldest first."""
    found = week({ANA: LOG}, settings=Settings(week_starts=starts))
    assert found.first == date.fromisoformat(first)
    assert deeds(found.last_week) == last
    assert deeds(found.this_week)[0].startswith(this)
    assert deeds(found.this_week)[-1] == "Mon 02 proposed Ana"


def test_a_talk_with_two_people_happens_once() -> None:
    """One line stands once, with everyone whom it is about."""
    talk = '---\nwith: ["[[Ana]]", "[[Bo]]"]\ndate: 2026-02-26\n---\nWe spoke.\n'
    found = week({ANA: "", BO: "", "interviews/One.md": talk})
    assert deeds(found.last_week) == ["Thu 26 met Ana Bo"]


def test_an_appointment_has_not_happened() -> None:
    """The day of a talk that nobody wrote up is no event, but asks to be recorded."""
    talk = '---\nwith: "[[Ana]]"\ndate: 2026-02-26\n---\n'
    found = week({ANA: "", "interviews/One.md": talk})
    assert deeds(found.last_week) == []
    assert rules(found.late) == ["2026-02-27 record"]


TALKS: Final = {
    ANA: "",
    "interviews/Late.md": '---\nwith: "[[Ana]]"\ndate: 2026-03-03T16:00\n---\n',
    "interviews/Early.md": (
        '---\nwith: "[[Ana]]"\ndate: 2026-03-03T09:00\nconfirmed: 2026-03-01\n'
        'questions: ["[[Why]]"]\n---\n'
    ),
    "interviews/Next.md": (
        '---\nwith: "[[Ana]]"\ndate: 2026-03-15T09:30\nconfirmed: 2026-02-28\n---\n'
    ),
    "interviews/Far.md": '---\nwith: "[[Ana]]"\ndate: 2026-04-15T09:30\n---\n',
    "interviews/Some day.md": '---\nwith: "[[Ana]]"\n---\n',
    "questions/Why.md": "",
}


def test_what_comes() -> None:
    """Each day has its interviews by the clock and what is due, to the last Sunday."""
    found = week(TALKS)
    assert plans(found.plans) == [
        "Mon 02: confirm",
        "Tue 03: 09:00 scheduled 16:00 scheduled",
    ]
    assert plans(found.next_plans) == ["Thu 12: prep", "Sun 15: 09:30 scheduled"]
    assert [one.path for one in found.someday] == ["interviews/Some day.md"]
    assert rules(found.late) == ["2026-02-28 prep"]


def test_nothing_is_to_be_written_up_before_the_talk() -> None:
    """That a talk is to be recorded follows on the day after it, not before."""
    assert "record" not in " ".join(plans(week(TALKS, date(2026, 3, 3)).plans))
    assert "record" in " ".join(plans(week(TALKS, date(2026, 3, 4)).plans))


PROMISES: Final = {
    ANA: (
        "- [ ] undated of mine\n- [ ] late of mine 📅 2026-02-20\n"
        "- [ ] [[Bo]] sends the book 📅 2026-03-04\n- [x] done ✅ 2026-02-20\n"
        "- [ ] soon of mine 📅 2026-03-06\n- [ ] far of mine 📅 2026-05-06\n"
    ),
    BO: "",
}


def test_promises_both_ways() -> None:
    """Open promises stand by day, undated last; on their day as well, never as late."""
    found = week(PROMISES)
    assert rules(found.mine) == [
        "2026-02-20 promise",
        "2026-03-06 promise",
        "2026-05-06 promise",
        "undated promise",
    ]
    assert rules(found.theirs) == ["2026-03-05 intro-promised"]
    assert plans(found.plans) == ["Thu 05: intro-promised", "Fri 06: promise"]
    assert found.late == ()


def test_growing_quiet() -> None:
    """Whom to write to in the next four weeks; the days hold nothing of it."""
    found = week(
        {
            ANA: "---\ncadence: 30\n---\n## Log\n- 2026-02-20 met\n",
            BO: "---\ncadence: 60\n---\n## Log\n- 2026-02-20 met\n",
        }
    )
    assert rules(found.quiet) == ["2026-03-22 keep"]
    assert found.plans == found.next_plans == ()


def test_snoozed_until_a_day() -> None:
    """What is snoozed stands on the day on which it wakes."""
    asked = "---\nsnooze: 2026-03-05\n---\n## Log\n- 2026-02-10 asked\n"
    assert plans(week({ANA: asked}).plans) == ["Thu 05: nudge"]


def test_stale_since_before_the_week() -> None:
    """What went stale in the week stays to its end; before it, it is gone."""
    asked = {ANA: "## Log\n- 2026-01-01 asked\n"}
    (stale,) = {
        one.stale_on
        for one in build(
            sources_from_texts(asked), Settings(), {}, today=MONDAY
        ).derived.items
        if one.rule == "nudge"
    }
    assert stale is not None
    monday = week_start(stale, "monday")
    assert rules(week(asked, add_days(monday, 6)).late) == ["2026-01-12 nudge"]
    assert "nudge" not in str(rules(week(asked, add_days(monday, 7)).late))


DONE: Final = {
    ANA: "",
    "interviews/One.md": '---\nwith: "[[Ana]]"\ndate: 2026-03-02\n---\nWe spoke.\n',
}


@pytest.mark.parametrize(
    ("goal", "needed", "weeks"),
    [
        (Goal(interviews=3), 2, 5),
        (Goal(interviews=1), 0, 5),
        (Goal(interviews=3, per="week"), 2, 1),
        (Goal(interviews=3, by=date(2026, 3, 15)), 2, 2),
        (Goal(interviews=3, by=date(2026, 2, 15)), 3, 0),
    ],
)
def test_what_the_goal_needs(goal: Goal, needed: int, weeks: int) -> None:
    """Weeks count from this one to that of the goal's last day."""
    pace = week(DONE, settings=Settings(goal=goal)).pace
    assert pace is not None
    assert (pace.needed, pace.weeks) == (needed, weeks)


def test_no_goal() -> None:
    """Without a goal nobody counts weeks."""
    assert week({}, settings=Settings(goal=Goal(interviews=0))).pace is None


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(day: date) -> None:
    """The first and the last day there is have a week, too."""
    assert week({}, day).first <= day
