"""The page of the report: what it says, and what must never stand on it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import Final

import pytest

from generator.config.settings import Goal, Settings
from generator.render.discreet import without_addresses
from generator.render.views.report import URL
from tests.render.building import TODAY, book_of, page_of
from tests.render.reading import Reading

MARK: Final = "zzhidden"
BOOK: Final[dict[str, str | bytes]] = {
    "contacts/Ana.md": (
        '---\nname: Ana Reyes\nrole: planner\norganization: "[[Port]]"\n'
        f"email: {MARK}@a.example\nphone: +31 6 5550 1234\nhow_we_met: at school\n"
        "interests: [boats]\n---\n# Ana Reyes\nBuilds cranes. Call +31 6 5550 1234 or "
        f"mail <{MARK}@a.example>.\n\nMore.\n\n## Private\n{MARK}\n"
    ),
    "contacts/Bo.md": '---\nreferred_by: "[[Ana]]"\nmay_use_name: yes\n---\n',
    "contacts/Cem.md": f"---\nname: {MARK} Cem\nprivate: true\n---\n",
    "contacts/Dee.md": "---\nhow_we_met: Ana sent me\n---\n",
    "organizations/Port.md": "",
    "questions/Why.md": "---\nname: Why cranes?\nstage: open\n---\n",
    "interviews/One.md": (
        '---\nwith: ["[[Ana]]", "[[Cem]]"]\ndate: 2026-02-10\nduration: 30\n'
        "mode: in-person\nthanked: 2026-02-11\n---\nWe spoke.\n"
        f"## Information\n### [[Why]]\n- Because of [[Cem]] and [x](../contacts/Cem.md)"
        f" at 02 5550 1234 #work/day\n- Pay [pay:: 36000-40000 EUR/year] #pay\n"
        "## Referrals\n- [[Dee]] - the dock (use my name: no)\n- [[Bo]] - his crane\n"
        "## Reflection\nIt went [[Bo|well]].\n\n![[Cem]]\n\n### What next\nWrite.\n"
        f"### Private\n{MARK}\n"
    ),
    "interviews/Two.md": '---\nwith: "[[Dee]]"\ndate: 2026-02-20\n---\nX.\n',
}


def reading(texts: dict[str, str | bytes] = BOOK, purpose: str = "local") -> Reading:
    """Return the page of a book."""
    built = book_of(texts, Settings(owner="Orla"), purpose=purpose)
    return Reading(page_of(built, URL))


@pytest.mark.parametrize(
    "said",
    [
        "Orla · 10 Feb 2026 to 20 Feb 2026",
        "The goal: 1 interview a month. This report tells of 2 interviews with 2",
        "Ana Reyes planner Port at school 10 Feb 2026: in person, 30 min",
        "Ana Reyes Builds cranes. Call (left out) or mail (left out).",
        "Work Because of someone and someone at (left out) #work/day"
        " Ana Reyes, 10 Feb 2026 (information)",
        "Pay pay 36000-40000 EUR/year",
        "To open with Why cranes? 1 1",
        "Dee somebody I met met on 20 Feb 2026",
        "1 of 2 thanks were sent. To For the interview of Thanked"
        " Ana Reyes 10 Feb 2026 11 Feb 2026 Dee 20 Feb 2026 not yet",
        "Ana Reyes, 10 Feb 2026 It went well. What next Write.",
    ],
)
def test_what_it_says(said: str) -> None:
    """Names, days and words stand as text, whoever is hidden as someone."""
    assert said in reading().words


def test_what_never_stands_there() -> None:
    """No private name or text, no address, and none who may not be named."""
    page = page_of(book_of(BOOK), URL)
    assert MARK not in page
    assert "5550" not in page
    assert "the dock" not in page
    assert "Ana sent me" not in page
    assert "More." not in page


def test_no_link_leads_out_of_it() -> None:
    """A PDF would keep links with the folders of the computer: there are none."""
    page = page_of(book_of(BOOK), URL)
    told = page[page.index('<section aria-labelledby="goals">') :]
    assert re.findall(r'href="(?!https?:)', told) == []


def test_the_same_every_day() -> None:
    """Nothing on it depends on the day on which it is made."""
    later = book_of(BOOK, today=TODAY + timedelta(days=400))
    assert page_of(later, URL) == page_of(book_of(BOOK), URL)


def test_headings_are_in_order() -> None:
    """Headings of a reflection stand below its own, no level is left out."""
    levels = reading().headings
    assert levels[0] == 1
    assert all(low - high <= 1 for high, low in pairwise(levels))


def test_who_may_be_named() -> None:
    """A referrer is named, as a reason for having met, only after a yes."""
    talk = '---\nwith: "[[Bo]]"\ndate: 2026-02-20\n---\nX.\n'
    texts = {**BOOK, "interviews/Two.md": talk}
    assert "Bo through a referral" not in reading(texts).words
    assert "Bo named by Ana Reyes" in reading(texts).words
    closed = {**texts, "contacts/Bo.md": '---\nreferred_by: "[[Ana]]"\n---\n'}
    assert "Bo through a referral" in reading(closed).words


def test_many_interviews() -> None:
    """Of many the newest are told, and the page says so."""
    texts = {
        f"interviews/{number}.md": BOOK["interviews/Two.md"] for number in range(51)
    }
    said = reading({**texts, "contacts/Dee.md": ""}).words
    assert "The newest 50 of 51 interviews." in said


def test_the_owner_is_told_what_is_left_out() -> None:
    """That sentence is for the owner's eyes, on the screen, and in no other site."""
    assert "read it before you give it away" in reading().words
    assert "give it away" not in reading(purpose="published").words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("call 020 7946 0958 now", "call (left out) now"),
        ("+49 (0)30 123456", "(left out)"),
        ("(555) 123-4567", "(left out)"),
        ("555-123-4567.", "(left out)."),
        ("0612345678", "(left out)"),
        ("a.b+c@x-y.example, yes", "(left out), yes"),
        ("on 02-03-2026 at 10", "on 02-03-2026 at 10"),
        ("36000-40000 EUR", "36000-40000 EUR"),
        ("1 200 000 people", "1 200 000 people"),
        ("2026-03-02", "2026-03-02"),
        ("room 0.12", "room 0.12"),
        ("@handle", "@handle"),
    ],
)
def test_addresses(text: str, kept: str) -> None:
    """Addresses and numbers to call are left out; pay, days and counts stay."""
    assert without_addresses(text) == kept


def test_goals() -> None:
    """The goal is told as it was set, not how much of it is done today."""
    settings = Settings(goal=Goal(interviews=3, by=TODAY))
    assert "3 interviews by 2 Mar 2026." in page_of(book_of(BOOK, settings), URL)
    none = Settings(goal=Goal(interviews=0))
    assert "The goal" not in page_of(book_of(BOOK, none), URL)
