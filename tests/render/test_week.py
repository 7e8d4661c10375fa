"""The page of the weekly review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest

from generator.config.settings import Goal, Settings
from generator.render.views.week import DEEDS, STEPS, URL
from tests.render.building import TODAY, book_of, page_of
from tests.render.reading import Reading

BOOK: Final[dict[str, str | bytes]] = {
    "contacts/Ana.md": (
        "---\ncadence: 60\n---\n- [ ] send her the map 📅 2026-02-20\n"
        "- [ ] [[Bo]] asks the editor\n"
        "## Log\n- 2026-02-24 asked (email): for a talk\n- 2026-02-26 replied\n"
    ),
    "contacts/Bo.md": "",
    "interviews/Soon.md": (
        '---\nwith: "[[Bo]]"\ndate: 2026-03-12T16:00\nduration: 30\nmode: phone\n'
        "place: the quay\n---\n"
    ),
}


def words(
    texts: dict[str, str | bytes], day: date = TODAY, settings: Settings | None = None
) -> str:
    """Return what the page of a day says."""
    return Reading(page_of(book_of(texts, settings, today=day), URL)).words


@pytest.mark.parametrize(
    "said",
    [
        "Week of 2 Mar 2026",
        "0 of 1 interview in March 2026; 1 more needed, 5 weeks left, this one",
        "Tue 24 Feb Ana · asked (email): for a talk Ana, line 7",
        "Thu 12 Mar 16:00 Bo, phone, 30 min, the quay not confirmed yet",
        "Yours 20 Feb Send her the map (Ana) You promised it by 20 Feb 2026. Ana,",
        "Theirs, to you no date Bo promised: Bo asks the editor. Ana, line 5",
        "Still open from before 27 Feb Answer Ana, offer times",
    ],
)
def test_what_it_says(said: str) -> None:
    """Each line says who, what, when, and where it stands."""
    assert said in words(BOOK)


def test_the_same_all_week() -> None:
    """From Monday to Sunday the page is the same, byte for byte; then it is another."""
    texts = {**BOOK, "interviews/Soon.md": ""}
    week = [
        page_of(book_of(texts, today=TODAY + timedelta(days=day)), URL)
        for day in range(8)
    ]
    assert len(set(week[:7])) == 1
    assert week[7] != week[0]


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal(interviews=0), "Week of 2 Mar 2026 What comes"),
        (Goal(interviews=3, per="week"), "3 more needed, and this is the last week."),
        (
            Goal(interviews=2, by=date(2026, 2, 1)),
            "by 1 February 2026; the day is past.",
        ),
    ],
)
def test_pace(goal: Goal, said: str) -> None:
    """What the goal still needs is said in words, or nothing without a goal."""
    assert said in words(BOOK, settings=Settings(goal=goal))


def test_a_goal_reached() -> None:
    """Who has done enough is not asked for more."""
    talk = '---\nwith: "[[Bo]]"\ndate: 2026-03-01\n---\nWe spoke.\n'
    assert "1 of 1 interview in March 2026: done." in words(
        {**BOOK, "interviews/One.md": talk}
    )


def test_empty_week() -> None:
    """A quiet week says whom to ask, and what to type; an empty book the first step."""
    assert "A good one to ask somebody new" in words({"contacts/Ana.md": ""})
    assert "Write down somebody you could ask" in words({})
    assert "A quiet week" not in words(BOOK)


def test_very_much_happened() -> None:
    """Long lists are cut, and the page says how much it leaves out."""
    log = "## Log\n" + "- 2026-02-24 note: x\n"
    texts: dict[str, str | bytes] = {
        f"contacts/{number}.md": log + "- [ ] do it 📅 2026-03-03\n"
        for number in range(DEEDS + 7)
    }
    said = words(texts)
    assert "7 earlier ones stand in the notes." in said
    assert f"{DEEDS + 7 - STEPS} more among the follow-ups" in said
