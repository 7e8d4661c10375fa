"""The referral tree on pages: what is drawn, what links say, how much it may be."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING, Final

import pytest

from generator.config.settings import Settings
from generator.render.draw.fold import MOST, WHOLE
from generator.render.views.local_tree import LONGEST
from generator.render.views.local_tree import MOST as MOST_NAMED
from tests.render.building import TODAY, book_of, page_of
from tests.render.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult

NETWORK: Final = "network/index.html"
TALK: Final = "---\nwith: '[[{}]]'\ndate: 2026-02-0{}\nstatus: done\n---\n{}\n"
TEXTS: Final[dict[str, str | bytes]] = {
    "contacts/Ana Reyes.md": "",
    "contacts/Bo Li.md": "",
    "contacts/Dee.md": "---\nstatus: declined\n---\n",
    "contacts/Eve.md": "",
    "contacts/Fay.md": "",
    "interviews/1.md": TALK.format(
        "Ana Reyes",
        3,
        "## Advice\n- Go\n## Referrals\n- [[Bo Li]] (use my name: yes)\n"
        "- [[Cem]] - rows\n- [[Dee]] (use my name: no)\n- [[Gil]] (use my name: ask)",
    ),
    "interviews/2.md": TALK.format("Bo Li", 5, "## Referrals\n- [[Cem]]\n"),
    "interviews/3.md": TALK.format("Eve", 6, "## Advice\n- Rest"),
}
OWNED: Final = Settings(owner="Orla")


def many(edges: Mapping[int, int], count: int) -> BuildResult:
    """Build a book of so many people, each named by the one given."""
    texts: dict[str, str | bytes] = {}
    for number in range(count):
        by = edges.get(number)
        head = f"referred_by: '[[P{by:04}]]'\n" if by is not None else ""
        texts[f"contacts/P{number:04}.md"] = f"---\n{head}---\n"
    return book_of(texts, OWNED)


def drawings(page: str) -> list[str]:
    """Return the drawings of a page, legends not among them."""
    return re.findall(r'<svg class="tree[^>]*role="group".*?</svg>', page, re.DOTALL)


def said(page: str) -> list[str]:
    """Return what the links of all drawings say, in reading order."""
    return [unescape(one) for one in re.findall(r'aria-label="([^"]*)">\s*<g', page)]


SAID: Final = [
    "Orla: where the tree begins",
    "Ana Reyes, met, 4 people, 2 interviews, 6 entries",
    "Bo Li, met, 1 interview, 1 entry; "
    "named by Ana Reyes on 3 Feb 2026, name may be used",
    "Cem, no note yet, also named by Bo Li; "
    "named by Ana Reyes on 3 Feb 2026, name not asked",
    "Dee, declined, dead branch; "
    "named by Ana Reyes on 3 Feb 2026, name may not be used",
    "Gil, no note yet; named by Ana Reyes on 3 Feb 2026, ask about the name",
    "Eve, met, 1 interview, 1 entry",
    "Fay, to-research",
]


def test_every_node_says_it_all() -> None:
    """A link's name says who, in what state, named by whom and when, and the yield."""
    page = page_of(book_of(TEXTS, OWNED), NETWORK)
    assert [one.replace("\xa0", " ") for one in said(page)] == SAID


def test_the_table_says_the_same() -> None:
    """The table has everyone in the tree, with step, referrer, day, answer, state."""
    words = Reading(page_of(book_of(TEXTS, OWNED), NETWORK)).words
    assert "Ana Reyes 1 met 4 2 6 Bo Li 2 Ana Reyes 3 Feb yes met 1 1" in words
    assert "Cem no note yet 2 Ana Reyes 3 Feb not asked" in words
    assert "Dee 2 Ana Reyes 3 Feb no declined dead branch" in words
    assert "Gil no note yet 2 Ana Reyes 3 Feb ask first" in words
    assert "Have named nobody yet Eve met 1 interview, 1 entry Fay to-research" in words


def test_lines_differ() -> None:
    """A line is solid, dashed or dotted, and has a day and a sign beside it."""
    (drawing,) = drawings(page_of(book_of(TEXTS, OWNED), NETWORK))
    lines = re.findall(r'class="edge (\w*)".*?(?:<text[^>]*>(.*?)</text>)?\n', drawing)
    assert lines == [
        ("", ""),
        ("yes", "3 Feb ✓"),
        ("open", "3 Feb ?"),
        ("no", "3 Feb no"),
        ("open", "3 Feb ?"),
        ("", ""),
        ("", ""),
    ]
    assert drawing.count('class="contact dead"') == 1


def test_drawings_in_the_order_of_the_table() -> None:
    """By keyboard one meets people in the order in which the table has them."""
    edges = {number: number // 3 for number in range(1, 30)}
    page = page_of(many(edges, 30), NETWORK)
    drawn = [re.split("[,;]", one)[0] for one in said(page)][1:]
    rows = re.findall(r'<th scope="row".*?<bdi>(.*?)</bdi>', page)
    assert drawn == rows
    assert len(rows) == 30


def test_many_people_fold_by_branch() -> None:
    """In a large book long branches have drawings of their own, which links lead to."""
    edges = {number: number % 5 for number in range(5, 100)}
    page = page_of(many(edges, 100), NETWORK)
    reading = Reading(page)
    assert not reading.faults
    assert page.count('<details class="branch">') == 5
    to_drawings = [one for one in reading.links if one.startswith("#branch-")]
    assert len(to_drawings) == 5
    assert {one[1:] for one in to_drawings} <= set(reading.ids)
    assert "P0000 19 people" in reading.words.replace("\xa0", " ")
    assert len(said(page)) == 1 + 5 + 100
    assert max(len(said(one)) for one in drawings(page)) <= WHOLE + 2


SHAPES: Final = {
    "chain": {number: number - 1 for number in range(1, 700)},
    "star": dict.fromkeys(range(1, 700), 0),
    "bush": {number: number // 3 for number in range(1, 700)},
    "pairs": {number: number - 1 for number in range(1, 700, 2)},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_drawings_are_bounded(shape: str) -> None:
    """Whatever a tree looks like, a page draws so many, and lists everybody."""
    page = page_of(many(SHAPES[shape], 700), NETWORK)
    reading = Reading(page)
    assert not reading.faults
    assert len(said(page)) <= MOST + 10
    assert page.count("<tr") == 1 + 700
    here = {one[1:] for one in reading.links if one.startswith("#")}
    assert here <= set(reading.ids)
    assert len(page) < 700 * 400 + MOST * 1200


def test_a_place_at_the_end_of_a_chain() -> None:
    """On a person's page a long way is drawn with its first and last people."""
    count = 200
    page = page_of(many(SHAPES["chain"], count), "contacts/p0150.html")
    names = [re.split("[,;]", one)[0] for one in said(page)]
    hidden = f"{150 - LONGEST} more: the whole tree"
    assert names == [
        *("Orla: where the tree begins", "P0000", hidden),
        *("P0147", "P0148", "P0149", "P0151"),
    ]
    assert '<g class="here">' in page


def test_a_person_who_named_many() -> None:
    """Of many whom a person named the first are drawn, and a list has them all."""
    result = many(SHAPES["star"], 20)
    page = page_of(result, "contacts/p0000.html")
    assert len(said(page)) == 1 + MOST_NAMED + 1
    assert "11 more" in page
    words = Reading(page).words
    assert "All 19 people they named" in words
    assert "P0019" in words
    assert "people they named" not in page_of(result, "contacts/p0001.html")


def test_a_place_says_whether_the_name_may_be_used() -> None:
    """Below a person stand those whom they named, a cross-link as well."""
    result = book_of(TEXTS, OWNED)
    words = Reading(page_of(result, "contacts/bo-li.html")).words
    assert "Orla Ana Reyes met Bo Li Cem no note yet 5 Feb: name not asked" in words
    words = Reading(page_of(result, "contacts/cem.html")).words
    assert "Orla Ana Reyes met Cem" in words


EVIL: Final = "<b>\"&' {% x %} #1"


def test_hostile_names() -> None:
    """A name is text wherever it stands, and links arrive."""
    quoted = EVIL.replace("'", "''")
    texts: dict[str, str | bytes] = {
        "contacts/A.md": f"---\nname: '{quoted}'\n---\n",
        "contacts/B.md": "---\nname: B\nreferred_by: '[[A]]'\n---\n",
    }
    result = book_of(texts, OWNED)
    for url in (NETWORK, "contacts/a.html", "contacts/b.html"):
        page = page_of(result, url)
        assert not Reading(page).faults
        assert "<b>" not in page
    assert any(one.startswith(EVIL) for one in said(page_of(result, NETWORK)))


def test_the_next_day() -> None:
    """The tree says nothing new only since a day has passed."""
    later = book_of(TEXTS, OWNED, today=TODAY + timedelta(days=1))
    assert page_of(later, NETWORK) == page_of(book_of(TEXTS, OWNED), NETWORK)
