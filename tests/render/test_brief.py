"""The brief as a page: what it says in words, where it lies, what leads to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from generator.config.settings import Settings
from tests.render.building import ANA, TALK, TALK_TEXT, TODAY, book_of, page_of
from tests.render.reading import Reading

if TYPE_CHECKING:
    from generator.build import BuildResult

SOON: Final = "interviews/2026-03-05 Ana.md"
SOON_URL: Final = "interviews/2026-03-05-ana.brief.html"
ANA_URL: Final = "contacts/ana-reyes.brief.html"
BOOK: Final[dict[str, str | bytes]] = {
    ANA: "---\nrole: Data lead\norganization: '[[Lumen]]'\ntimezone: Asia/Seoul\n"
    "pronunciation: AH-na\ninterests: [sailing, <b>bread</b>]\n---\n",
    "contacts/Samuel Osei.md": "## Referrals\n"
    "- [[Ana Reyes]] - knows tables (use my name: yes)\n",
    "organizations/Lumen.md": "---\nindustry: light\n---\n",
    "questions/Week.md": "---\nstage: middle\n---\n",
    "questions/Path.md": "---\nstage: open\nmust_ask: true\n---\n",
    TALK: TALK_TEXT,
    SOON: "---\nwith: '[[Ana Reyes]]'\ndate: 2026-03-05T08:30\nduration: 30\n"
    "mode: video\nlink: https://meet.example/ana\n---\n## Prep\n- Bring the map.\n",
}
MAY: Final = {
    "(use my name: yes)": "You may say that Samuel Osei sent you.",
    "(use my name: no)": "Do not use Samuel Osei’s name.",
    "(use my name: ask)": "Ask Samuel Osei before you use the name.",
    "": "Samuel Osei has not said whether you may use the name.",
}


def made(more: dict[str, str | bytes] | None = None, **options: object) -> BuildResult:
    """Build the book with a zone of its own."""
    settings = Settings(timezone="Europe/Amsterdam")
    return book_of({**BOOK, **(more or {})}, settings, **options)  # type: ignore[arg-type]


def said(result: BuildResult, url: str) -> str:
    """Return the words of a page."""
    return " ".join("".join(Reading(page_of(result, url)).text).split())


def test_what_the_page_says() -> None:
    """Who, when on both clocks, where, what was prepared and what to ask."""
    text = said(made(), SOON_URL)
    for words in (
        "Thursday, 5 March, 08:30 · 30 minutes · video · not confirmed yet",
        "08:30 for you, 16:30 for them (Asia/Seoul)",
        "https://meet.example/ana",
        "Data lead at Lumen",
        "Say AH-na",
        "sailing and <b>bread</b>",
        "Bring the map.",
        "must ask",
    ):
        assert words in text
    assert "Week" not in text.partition("To open")[2]  # answered in February


@pytest.mark.parametrize("written", MAY)
def test_whether_the_name_may_be_used(written: str) -> None:
    """Four answers, four plain sentences."""
    line = f"## Referrals\n- [[Ana Reyes]] {written}\n"
    assert MAY[written] in said(made({"contacts/Samuel Osei.md": line}), ANA_URL)


def test_an_introduction_may_be_named() -> None:
    """Who introduced them is named without asking."""
    line = "## Log\n- 2026-02-01 introduced: [[Ana Reyes]]\n"
    text = said(made({"contacts/Samuel Osei.md": line}), ANA_URL)
    assert "Introduced by Samuel Osei on 1 Feb" in text
    assert "You may say that Samuel Osei sent you." in text


def test_which_notes_have_one() -> None:
    """Every contact has a brief, of the interviews those that are to come."""
    briefs = {url for url in made().site if url.endswith(".brief.html")}
    assert briefs == {ANA_URL, SOON_URL, "contacts/samuel-osei.brief.html"}


def test_links_to_it() -> None:
    """Today, the interview to come and the person lead to the brief."""
    result = made()
    for page, href in {
        "index.html": SOON_URL,
        "interviews/2026-03-05-ana.html": "2026-03-05-ana.brief.html",
        "contacts/ana-reyes.html": "ana-reyes.brief.html",
    }.items():
        assert href in Reading(page_of(result, page)).links
    past = Reading(page_of(result, "interviews/2026-02-24-ana.html"))
    assert not [link for link in past.links if "brief" in link]


def test_a_file_called_like_a_brief() -> None:
    """A contact whose file is called `x.brief.md` is in nobody's way."""
    result = made(
        {"contacts/Ana Reyes.brief.md": "", "contacts/ana reyes brief.md": ""}
    )
    briefs = [url for url in result.site if url.startswith("contacts/ana-reyes")]
    assert len(briefs) == 6
    assert "Data lead" in said(result, ANA_URL)


def test_a_brief_changes_only_when_it_says_something_new() -> None:
    """On the next day the same notes give the same page."""
    for url in (SOON_URL, ANA_URL):
        today = page_of(made(today=TODAY), url)
        assert page_of(made(today=TODAY + timedelta(days=1)), url) == today


def test_of_somebody_of_whom_nothing_is_known() -> None:
    """The page of a bare name has no empty part and says what to write."""
    text = said(book_of({"contacts/Zoe.md": ""}), "contacts/zoe.brief.html")
    assert "No interview is planned." in text
    assert "how_we_met:" in text
    for title in ("Who", "Before", "Prepared", "They promised", "You owe", "Ask"):
        assert title not in text.split("Zoe", 1)[1].split()


def test_a_talk_with_nobody() -> None:
    """An interview that names nobody has the name of its note as the title."""
    note = "---\ndate: 2026-03-09\n---\n"
    result = book_of({"interviews/Open day.md": note})
    text = said(result, "interviews/open-day.brief.html")
    assert "Open day" in text
    assert "Monday, 9 March" in text


@pytest.mark.parametrize("note", [ANA, SOON])
def test_a_private_note_says_so(note: str) -> None:
    """The page of a private note says why there is so little on it."""
    text = str(BOOK[note]).replace("---\n", "---\nprivate: true\n", 1)
    url = ANA_URL if note == ANA else SOON_URL
    page = said(made({note: text}), url)
    assert "This note is private" in page
    assert "Data lead" not in page or note == SOON
    assert "Bring the map" not in page or note == ANA


def test_well_formed() -> None:
    """Headings in order, no id twice, nothing left open."""
    result = made()
    for url in (ANA_URL, SOON_URL):
        reading = Reading(page_of(result, url))
        assert reading.faults == []
        assert len(set(reading.ids)) == len(reading.ids)
        assert set(reading.labels) <= set(reading.ids)
        steps = zip(reading.headings, reading.headings[1:], strict=False)
        assert all(below <= above + 1 for above, below in steps)
