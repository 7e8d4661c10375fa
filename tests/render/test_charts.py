"""The page of numbers: what its charts and their tables say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from generator.config.settings import Goal, Settings
from generator.render.views.charts import PERIODS, SAMPLES
from generator.render.views.numbers import URL, numbers_view
from generator.render.views.years import YEARS
from tests.render.building import TALK, TALK_TEXT, TODAY, book_of, material_of, page_of
from tests.render.reading import Reading

if TYPE_CHECKING:
    from generator.render.views.numbers import NumbersView

Texts = dict[str, str | bytes]
BOOK: Final[Texts] = {
    "contacts/Ana Reyes.md": (
        "---\nsource: alumni\nfield: [data]\n---\n"
        "## Log\n- 2025-12-31 asked (email)\n- 2026-01-02 replied\n"
    ),
    "contacts/Bo.md": "## Log\n- 2026-02-24 asked\n",
    "contacts/Cem.md": "---\nsource: event\n---\n## Log\n- 2026-02-24 replied\n",
    TALK: TALK_TEXT.replace("mode: video", "rating: 4\nconfidence: 2"),
}


def view_of(
    texts: Texts, settings: Settings | None = None, today: date = TODAY
) -> NumbersView:
    """Return the page's view."""
    return numbers_view(material_of(book_of(texts, settings, today=today)))


def talks(*days: date, more: str = "") -> Texts:
    """Return an interview that is done on each day."""
    return {
        f"interviews/{number}.md": (
            f'---\nwith: "[[Ana]]"\ndate: {day}\nstatus: done\n{more}---\n'
        )
        for number, day in enumerate(days)
    }


@pytest.mark.parametrize(
    "said",
    [
        "Everyone 2 2 1 1",
        "alumni 1 1 1 1",
        "1 of those who replied was not asked",
        "Feb 2026 1",
        "Mar 2026 0",
        "The dashed line is the goal: 1 a month.",
        "Confidence 1 of 1 interviews: lowest 2, highest 2, newest 2",
        "2 – 4",
        "data · EUR a year · 1 heard",
        "31,000 36,000",
        "February 1 24 Feb (3)",
        "December 1 31 Dec (1)",
    ],
)
def test_what_it_says(said: str) -> None:
    """What a drawing shows stands beside it in words and figures."""
    assert said in Reading(page_of(book_of(BOOK), URL)).words


def test_charts_are_told_to_who_cannot_see_them() -> None:
    """Every drawing has a label of plain facts."""
    page = page_of(book_of(BOOK), URL)
    for label in (
        "Everyone: 2 asked, 2 replied, 1 met, 1 named someone;",
        "Interviews done by month, Feb 2026 to Mar 2026: 1 in all, at most 1 in one"
        " month; the goal of 1 reached in 1 of 2.",
        "Rating of 5, from 24 Feb 2026 to 24 Feb 2026, in 1 of 1 interviews:",
        "Pay in EUR a year, heard once: from 31,000 to 36,000.",
        "Contact on 1 day of 2025, with at most 1 person on one day.",
    ):
        assert f'role="img" aria-label="{label}' in page


def test_an_empty_book_teaches() -> None:
    """Where there is nothing to draw, the page says what to write."""
    result = book_of({})
    reading = Reading(page_of(result, URL))
    for words in ("asked (email)", "date: ", "confidence: 3", "[pay:: ", "## Log"):
        assert words in reading.words
    assert "<svg" not in page_of(result, URL)


def test_the_same_tomorrow() -> None:
    """As long as nothing new is true the page is the same, byte for byte."""
    pages = {
        page_of(book_of(BOOK, today=TODAY + timedelta(day)), URL) for day in range(29)
    }
    assert len(pages) == 1


def test_a_hostile_field_is_text() -> None:
    """A field's name may be anything; it stands apart from what is around it."""
    name = "<svg onload=x> عربي"
    texts = {**BOOK, TALK: TALK_TEXT.replace("mode: video", f'field: ["{name}"]')}
    assert "<bdi>&lt;svg onload=x&gt; عربي</bdi> · EUR a year" in page_of(
        book_of(texts), URL
    )


def test_only_the_newest_periods() -> None:
    """Two years of months are enough; the page says that there are more."""
    view = view_of(talks(date(2020, 1, 5), TODAY))
    assert view.periods
    (group,) = view.periods.bars.groups
    assert len(group.bars) == PERIODS
    assert (group.bars[0].text, group.bars[-1].text) == ("Apr 2024", "Mar 2026")
    assert view.periods.partial


def test_weeks_against_a_goal() -> None:
    """Weeks are named by their first day, as the settings write days."""
    settings = Settings(goal=Goal(interviews=2, per="week"), date_format="2026-01-02")
    view = view_of(talks(date(2026, 2, 24), TODAY), settings)
    assert view.periods
    assert [bar.text for bar in view.periods.bars.groups[0].bars] == [
        "2026-02-23",
        "2026-03-02",
    ]
    assert view.periods.bars.mark
    assert view.periods.bars.mark.text == "2"


@pytest.mark.parametrize(
    "goal", [Goal(interviews=0), Goal(interviews=9, by=date(2026, 6, 30))]
)
def test_no_line_without_a_goal_for_each_month(goal: Goal) -> None:
    """A goal for all months together is no goal for each."""
    view = view_of(BOOK, Settings(goal=goal))
    assert view.periods
    assert (view.periods.goal, view.periods.bars.mark) == (0, None)


def test_nothing_is_made_up_where_nothing_is_written() -> None:
    """What was never rated has no chart, and a missing mark no point."""
    texts = {**talks(date(2026, 2, 1), date(2026, 2, 9), more="energy: 3\n"), **BOOK}
    marks = {one.name: one for one in view_of(texts).marks}
    assert {name: len(one.points.points) for name, one in marks.items()} == {
        "Confidence": 1,
        "Energy": 2,
        "Rating": 1,
    }
    assert len({one.points.ticks for one in marks.values()}) == 1
    assert list(view_of({TALK: TALK_TEXT}).marks) == []


def test_only_the_newest_samples() -> None:
    """Of very many interviews the newest are drawn, and the page says so."""
    days = [TODAY - timedelta(number) for number in range(SAMPLES + 5)]
    view = view_of(talks(*days, more="rating: 3\n"))
    (rating,) = view.marks
    assert len(view.samples) == sum(one.count for one in rating.points.points)
    assert len(view.samples) == SAMPLES
    assert view.partial


def test_pay_is_never_mixed() -> None:
    """Each currency and unit has a chart of its own, with an axis from 0 on."""
    lines = "".join(
        f"- x [pay:: {pay}]\n"
        for pay in ("30000-36000 EUR/year", "40000 EUR/year", "20-25 EUR/hour")
    )
    texts = {**BOOK, TALK: TALK_TEXT + f"\n## Information\n{lines}- y [pay:: ok]\n"}
    view = view_of(texts)
    assert [(one.unit, len(one.rows)) for one in view.pay] == [
        ("EUR a year", 3),
        ("EUR an hour", 1),
    ]
    assert [tick.text for tick in view.pay[0].ticks] == [
        "0",
        "10k",
        "20k",
        "30k",
        "40k",
    ]
    single = next(row for row in view.pay[0].rows if row.low == row.high)
    assert (single.range.start, single.range.width) == (100, 0)
    assert len(view.listed) == 1


def test_years_of_contact() -> None:
    """Years with contact, the newest first and open, at most ten."""
    days = [date(2026 - 2 * back, 2, 3) for back in range(YEARS + 1)]
    view = view_of(talks(*days))
    years = [one.year for one in view.years.charts]
    assert years == [day.year for day in days[:YEARS]]
    assert [one.folded for one in view.years.charts] == [False, False, *[True] * 8]
    assert view.years.partial


def test_a_day_of_contact_counts_people() -> None:
    """Whoever was in touch counts once a day; plans and notes to self do not."""
    texts: Texts = {
        "contacts/Ana.md": (
            "## Log\n- 2026-02-24 asked\n- 2026-02-24 replied\n- 2026-02-25 note: hm\n"
        ),
        "contacts/Bo.md": "## Log\n- 2026-02-24 replied\n",
        "interviews/Soon.md": '---\nwith: "[[Bo]]"\ndate: 2026-03-12\n---\n',
    }
    (year,) = view_of(texts, Settings(week_starts="sunday")).years.charts
    assert [(one.name, one.said) for one in year.months] == [("February", "24 Feb (2)")]
    assert [dot.level for dot in year.grid.dots] == [2]
    assert view_of(texts, Settings(week_starts="sunday")).years.weekdays[0] == "Sun"
