"""A day later a page has other bytes only if it says something else."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest

from generator.derive.grouping import group_on
from generator.render.urls import assign_urls
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import write_files
from tests.folders import Page as HtmlPage
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.build import BuildResult

# The pages that are about a day, and so may name the day of the build.
OF_THE_DAY: Final = {"index.html", "follow-ups/index.html"}
# These may say something new when a week or a month begins.
OF_A_PERIOD: Final = {"numbers/index.html", "week/index.html", "report/index.html"}
_SHORT: Final = re.findall("...", "JanFebMarAprMayJunJulAugSepOctNovDec")
_MONTHS: Final = f"(?:{'|'.join(_SHORT)})[a-z]*"
_WEEKDAYS: Final = (
    r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
)
DAY_WRITTEN: Final = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d\d?[./]\d\d?\b|{_WEEKDAYS}"
    rf"|\b\d\d? {_MONTHS}\b|\b{_MONTHS} \d\d?\b"
)
# What can say something new only when somebody writes something down.
CALM: Final = (
    *("advice/", "information/", "questions/", "tags/", "pages/", "daily/"),
    *("notes/", "files/", "static/", "404.html"),
)
DAYS: Final = (
    date(2026, 3, 2),
    date(2026, 2, 22),  # then much comes within a week
    date(2026, 3, 8),  # then a week begins
    date(2025, 12, 31),  # then a year begins
    date(2026, 9, 30),  # long after the last note
)
QUIET: Final = {
    "content/contacts/Ana Reyes.md": "---\nrole: nurse\npaused: true\n---\n"
    "## Log\n- 2026-02-02 asked (email): a talk\n- 2026-02-03 declined: no time\n",
    "content/organizations/Blue.md": "A clinic. #health\n",
    "content/questions/Why.md": "---\ncategory: path\n---\n",
    "content/Page.md": "See [[Ana Reyes]], #health.\n",
}


def built(root: Path, today: date, *, pinned: bool) -> BuildResult:
    """Build a book as of a day, within this process."""
    return build_book(open_workspace(root, today=today, pinned=pinned))


def pages_of(result: BuildResult) -> dict[str, str]:
    """Return every page of a site as text."""
    return {
        path: make().decode()
        for path, make in result.site.items()
        if path.endswith(".html") and callable(make)
    }


def data_of(result: BuildResult) -> dict[str, bytes]:
    """Return every other file that is made: styles, scripts, search data, feeds."""
    return {
        path: make()
        for path, make in result.site.items()
        if not path.endswith(".html") and callable(make)
    }


def said_on(path: str, text: str) -> str:
    """Return what a page says: its main part, what waits for its day as well."""
    return HtmlPage(path, text).main


def moves_along(one: str, other: str, day: date) -> bool:
    """Whether two texts differ only in days, each of which is one day later."""
    if DAY_WRITTEN.sub("*", one) != DAY_WRITTEN.sub("*", other):
        return False
    pairs = zip(DAY_WRITTEN.findall(one), DAY_WRITTEN.findall(other), strict=True)
    days = [(_number(a, day), _number(b, day)) for a, b in pairs if a != b]
    return all(later - earlier in {0, 1} for earlier, later in days)


def _number(written: str, day: date) -> int:
    """Return the number of a written day; of a weekday, and of what is none, 0."""
    numbers = list(map(int, re.findall(r"\d+", written)))
    if len(numbers) == 3:
        return date(*numbers).toordinal()
    name = re.search(_MONTHS, written)
    if not name or not numbers:
        return 0
    month = _SHORT.index(name[0][:3]) + 1
    return date(day.year + (month < day.month), month, numbers[0]).toordinal()


def faults(
    before: Mapping[str, str], after: Mapping[str, str], day: date
) -> dict[str, str]:
    """Return pages that change though they say the same, or only say that it is later.

    Args:
        before: Pages by path, built on the day.
        after: The same, built on the next.
        day: The day.
    """
    found = dict.fromkeys(before.keys() ^ after.keys(), "is new or gone")
    for path in before.keys() & after.keys():
        if before[path] == after[path]:
            continue
        one, other = said_on(path, before[path]), said_on(path, after[path])
        if one == other:
            found[path] = "says the same in other bytes"
        elif not may_name(path, day) and moves_along(one, other, day):
            found[path] = "only says that it is later"
    return found


def may_name(path: str, day: date) -> bool:
    """Whether a page may say nothing but that a day, a week or a month is over."""
    if path in OF_THE_DAY or (path in OF_A_PERIOD and ends_period(day)):
        return True
    return ends_month(day)  # lines to paste name the month after next


def ends_month(day: date) -> bool:
    """Whether a month ends with a day."""
    return (day + timedelta(days=1)).day == 1


def ends_period(day: date) -> bool:
    """Whether a week or a month ends with a day."""
    return day.weekday() == 6 or ends_month(day)


def standing_of(result: BuildResult, day: date) -> dict[str, Any]:
    """Return by note what the day decides: status, events to come, follow-ups."""
    found: dict[str, list[Any]] = defaultdict(list)
    for person, status in result.facts.statuses.items():
        found[person].append(status)
    for person, events in result.facts.events.items():
        found[person] += [(event.kind, event.on > day) for event in events]
    for path, meeting in result.facts.meetings.items():
        found[path] += [meeting.status, meeting.on and meeting.on >= day]
    for item in result.derived.items:
        group = group_on(item, day)
        for one in (*item.people, *item.about, item.source.span.path):
            found[one] += [(item.id, group, item.reason, item.silence)]
    return found


def near(result: BuildResult) -> dict[str, set[str]]:
    """Return by note and lead what its page may speak of: itself and what it links."""
    pairs = {
        (source, target)
        for source, note in result.book.notes.items()
        for number in range(len(note.links))
        if (target := result.book.target(source, number))
    }
    for one in result.facts.referrals:
        pairs |= {(by, one.person) for by in one.referrers}
    found: dict[str, set[str]] = defaultdict(set)
    for source, target in pairs:
        found[source].add(target)
        found[target].add(source)
    return found


def calm_pages(one: BuildResult, other: BuildResult) -> set[str]:
    """Return pages on which the next day has nothing new to say.

    These are the calm ones, and those of notes and leads where it changes no status,
    no follow-up and no talk, nor of anybody whom they link.
    """
    before = standing_of(one, one.facts.today)
    after = standing_of(other, other.facts.today)
    names = before.keys() | after.keys()
    changed = {name for name in names if before.get(name) != after.get(name)}
    linked = near(one)
    urls = assign_urls(one.book, [field.name for field in one.derived.fields])
    still = {
        url
        for name, url in {**urls.notes, **urls.leads}.items()
        if not {name, *linked[name]} & changed
    }
    return still | {path for path in one.site if path.startswith(CALM)}


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book in which nothing is due, near or to come."""
    return write_files(tmp_path_factory.mktemp("quiet"), QUIET)


@pytest.mark.parametrize(
    ("day", "pinned"), sampled(product(DAYS, [True, False]), 3), ids=str
)
def test_next_day_of_the_sample(sample: Path, day: date, *, pinned: bool) -> None:
    """A page changes if its words do; one that has nothing new to say never does."""
    one, other = (built(sample, day + timedelta(days=n), pinned=pinned) for n in (0, 1))
    before, after = pages_of(one), pages_of(other)
    assert faults(before, after, day) == {}
    if day.year == other.facts.today.year:  # the year stands only with other years
        still = calm_pages(one, other) & before.keys()
        assert len(still) > len(before) / 2
        assert [path for path in sorted(still) if before[path] != after[path]] == []


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_next_day_of_a_quiet_book(quiet: Path, day: date) -> None:
    """Where nothing is due only pages about a day or a period may change; no data."""
    one, other = (built(quiet, day + timedelta(days=n), pinned=True) for n in (0, 1))
    assert data_of(one) == data_of(other)
    before, after = pages_of(one), pages_of(other)
    assert faults(before, after, day) == {}
    changed = {path for path in before if before[path] != after[path]}
    assert changed >= {"index.html"}
    assert changed - OF_THE_DAY <= (OF_A_PERIOD if ends_period(day) else set())


def page(words: str, mark: str = "") -> str:
    """Return a page that says something."""
    return f"<!doctype html><title>x</title><main {mark}>{words}</main>"


@pytest.mark.parametrize(
    ("one", "other", "fault"),
    [
        ("Built on 2 Mar 2026", "Built on 3 Mar 2026", "only says that it is later"),
        (
            "Built 2026-03-02, Monday",
            "Built 2026-03-03, Tuesday",
            "only says that it is later",
        ),
        ("March 2 again", "March 3 again", "only says that it is later"),
        ("Met on 3 Feb", "Met on 2 Mar", ""),
        ("Due today", "Due yesterday", ""),
        ("Met 2 Mar", "Met 2 Mar", ""),
        (
            "In 30 days: 2026-04-01",
            "In 30 days: 2026-04-02",
            "only says that it is later",
        ),
    ],
)
def test_what_names_the_day_is_seen(one: str, other: str, fault: str) -> None:
    """The comparison works: a page that merely prints the day of the build fails."""
    day = date(2026, 3, 2)
    found = faults({"a.html": page(one)}, {"a.html": page(other)}, day)
    assert found.get("a.html", "") == fault
    assert faults({"index.html": page(one)}, {"index.html": page(other)}, day) == {}


def test_what_says_the_same_in_other_bytes_is_seen() -> None:
    """The comparison works: words alone count, not what stands around them."""
    before, after = (page("Same.", f"data-built={day}") for day in (2, 3))
    found = faults({"index.html": before}, {"index.html": after}, date(2026, 3, 2))
    assert found == {"index.html": "says the same in other bytes"}
