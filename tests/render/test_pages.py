"""Every page: well formed, linked, of plain data, the same on every machine."""

from __future__ import annotations

import dataclasses
import pickle
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urljoin

import pytest
from markupsafe import Markup, escape
from msgspec import Struct, structs

from generator.config.reading import parse_settings
from generator.config.settings import Goal, Settings, SiteSettings
from generator.render.pages import VIEWS, plan_pages
from generator.render.slugs import slug_of
from generator.render.template import as_templates, render_page
from generator.render.views.calendar import months
from generator.render.views.due import STALE
from generator.render.views.front import FrontView
from generator.render.views.places import sentence, without_name
from tests.render.building import (
    ANA,
    ROOT,
    TALK,
    TALK_TEXT,
    TODAY,
    book_of,
    material_of,
    page_of,
    templates,
)
from tests.render.reading import Reading

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.render.template import View

EVIL: Final = 'O\'Neil "Q" <b>&amp; {% if x %} #1'
SMALL: Final[dict[str, str | bytes]] = {
    ANA: (
        '---\nname: Ana Reyes\norganization: "[[Lumen]]"\nrole: Data lead\n'
        'past_organizations: "[[Old Place]]"\nfield: data\nemail: ana@x.example\n'
        'phone: "+351 900 000 000"\nlinkedin: linkedin.com/in/ana\nfavourite: tea\n'
        "website: javascript:alert(1)\ntags: [alumni, Skill/SQL]\n---\n"
        "# Ana Reyes\nHas a dog.\n\n## Log\n- 2026-02-01 asked (email): for a talk\n"
        "- 2026-02-03 replied\n- 2026-02-25 thanked\n"
    ),
    TALK: TALK_TEXT,
    "organizations/Lumen.md": "---\nindustry: health\nadvocacy: true\n---\nBig.\n",
    "organizations/Old Place.md": "",
    "questions/Week.md": (
        "---\nname: What is a week like?\nstage: open\nmust_ask: true\n---\n"
    ),
    "questions/Path.md": "---\ncategory: path\n---\n",
    "contacts/Bo.md": (
        '---\nreferred_by: "[[Ana Reyes]]"\nstatus: declined\nprivate: true\n---\n'
    ),
    "contacts/Evil.md": f"---\nname: '{EVIL.replace(chr(39), chr(39) * 2)}'\n---\n",
    "daily/2026-02-05.md": "Wrote to [[Ana Reyes]] and [[Nobody Here]].\n",
    "interviews/Later.md": '---\nwith: "[[Bo]]"\n---\n',
    "interviews/Soon.md": (
        '---\nwith: ["[[Ana Reyes]]", "[[Kim]]"]\ndate: 2026-03-05\n'
        "status: scheduled\nplace: the quay\n---\n"
    ),
    "index.md": "Mine.\n",
    "pic.png": b"x",
}


def sample() -> dict[str, str | bytes]:
    """Return the sample book."""
    folder = ROOT / "content"
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


BOOKS: Final = ("sample", "small", "empty")


@cache
def built(name: str, purpose: str = "local", day: date = TODAY) -> BuildResult:
    texts = sample() if name == "sample" else SMALL if name == "small" else {}
    settings = Settings()
    if name == "sample":
        settings, _ = parse_settings((ROOT / "airbook.toml").read_text("utf-8"))
    return book_of(texts, settings, purpose=purpose, today=day)


@cache
def readings(name: str, purpose: str = "local") -> dict[str, Reading]:
    result = built(name, purpose)
    return {
        url: Reading(page_of(result, url))
        for url in result.site
        if url.endswith(".html")
    }


@pytest.mark.parametrize("name", BOOKS)
def test_well_formed(name: str) -> None:
    """Tags fit, ids are unique, one first heading, a language, a title, no script."""
    for url, page in readings(name).items():
        assert not page.faults, (url, page.faults[:3])
        assert len(page.ids) == len(set(page.ids)), url
        assert not [one for one in page.ids if not one or set(one) & set(" \t\n")]
        assert page.headings.count(1) == 1, url
        assert page.headings[0] == 1, url
        assert page.lang == "en"
        assert page.title.strip(" ·")
        assert set(page.labels) <= set(page.ids), url
        assert "#page" in page.links


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("purpose", ["local", "published"])
def test_every_link_arrives(name: str, purpose: str) -> None:
    """Each link inside the site names a file of it, and a place that is there."""
    pages = readings(name, purpose)
    files = {*built(name, purpose).site}
    for url, page in pages.items():
        for href in (*page.links, *page.files):
            if href.startswith(("http", "mailto:", "tel:", "vscode:")):
                continue
            place, _, anchor = urljoin(f"https://x/{url}", href).partition("#")
            target = unquote(place.removeprefix("https://x/"))
            assert target in files, (url, href)
            if anchor:
                assert unquote(anchor) in pages[target].ids, (url, href)


@pytest.mark.parametrize("name", BOOKS)
def test_frames_alike(name: str) -> None:
    """Every page has the policy, stays out of indexes and says where one is."""
    result = built(name)
    for url in readings(name):
        text = page_of(result, url)
        assert (
            "default-src 'none'; style-src 'self'; img-src 'self'; "
            "script-src 'self'; base-uri 'none'; form-action 'none'"
        ) in text
        assert '<meta name="robots" content="noindex">' in text
        current = set(readings(name)[url].current)
        assert len(current) <= 1
    assert set(readings(name)["advice/index.html"].current) == {"index.html"}


def plain(value: Any) -> bool:
    """Whether a value is what a view may hold."""
    if value is None or type(value) in {str, int, float, bool, Markup}:
        return True
    if isinstance(value, str) and type(value).__module__.startswith("generator."):
        return True
    if type(value) is tuple:
        return all(plain(one) for one in value)
    return (
        isinstance(value, Struct)
        and not hasattr(value, "__dict__")
        and all(plain(getattr(value, name)) for name in value.__struct_fields__)
    )


@pytest.mark.parametrize("name", BOOKS)
def test_views_are_plain_data(name: str) -> None:
    """A view holds plain data, survives pickling and makes the same bytes again."""
    fixed = as_templates(templates())
    kinds: set[type[View]] = set()
    material = material_of(built(name))
    for url, make in plan_pages(material).items():
        view = make(material)
        kinds.add(type(view))
        assert plain(view), url
        again = pickle.loads(pickle.dumps(view))  # noqa: S301 - our own
        assert again == view == make(material)
        assert render_page(again, fixed).decode() == page_of(built(name), url)
    if name == "sample":
        assert kinds == set(VIEWS) - {FrontView}  # of sites that tell no events


def test_order_of_work() -> None:
    """Today comes first, then what takes long; the pages of notes come last."""
    result = built("sample")
    site = [url for url, make in result.site.items() if not isinstance(make, Path)]
    urls = material_of(result).urls
    notes = [site.index(url) for url in (*urls.notes.values(), *urls.leads.values())]
    assert site[0] == "index.html"
    assert min(notes) > max(map(site.index, ("search/index.js", "network/index.html")))
    assert min(notes) > max(map(site.index, (*urls.tags.values(), "tags/index.html")))


def test_a_day_later() -> None:
    """Pages of people with nothing due say the same on the next day."""
    other = built("small", day=TODAY + timedelta(days=1))
    same = [
        url
        for url in built("small").site
        if url.endswith(".html") and page_of(other, url) == page_of(built("small"), url)
    ]
    changed = {url for url in built("small").site if url.endswith(".html")} - {*same}
    assert "index.html" in changed
    assert "contacts/bo.html" in same
    assert "organizations/lumen.html" in same


def test_published() -> None:
    """A published site has no problems, marks, file names or edit links."""
    assert "problems/index.html" not in built("small", "published").site
    for url, page in readings("small", "published").items():
        assert "private" not in page.words, url
        assert ".md" not in page.words, url
        assert not [one for one in page.links if "problems" in one]


EMPTY: Final = {
    "index.html": "Nobody is in this book yet.",
    "follow-ups/index.html": "Nothing is due, now or later.",
    "contacts/index.html": "make a file such as contacts/Ana Reyes.md",
    "interviews/index.html": "make a file such as interviews/2026-03-04 Ana Reyes.md",
    "organizations/index.html": "make a file such as organizations/Lumen Health.md",
    "advice/index.html": "Every bullet under a heading ## Advice",
    "information/index.html": "Every bullet under a heading ## Information",
    "referrals/index.html": "Then write - [[Jane Doe]]",
    "questions/index.html": "make a file such as questions/",
    "network/index.html": 'referred_by: "[[Ana Reyes]]"',
    "numbers/index.html": "- 2026-03-02 asked (email) under ## Log counts",
    "week/index.html": "A quiet week",
    "report/index.html": "No interview is done yet.",
    "fields/index.html": "Write field: [data engineering]",
    "notes/index.html": "Any other Markdown file",
    "tags/index.html": "Write #pay behind a bullet",
    "search/index.html": "Search needs JavaScript",
    "problems/index.html": "Every note reads as it was meant.",
    "404.html": "Nothing lies here",
    "audience/index.html": "What others see",
    "audience/share.html": "0 of 0 notes, in part.",
}


def test_empty_book() -> None:
    """Every page of an empty book says what to type."""
    pages = readings("empty")
    assert set(pages) == set(EMPTY)
    for url, words in EMPTY.items():
        assert words in pages[url].words, url


SAYS: Final = [
    ("contacts/ana-reyes.html", "Data lead at Lumen"),
    ("contacts/ana-reyes.html", "favourite tea"),
    ("contacts/ana-reyes.html", "Scheduled: interview on 5 Mar"),
    ("contacts/ana-reyes.html", "1 Feb · asked (email): for a talk"),
    ("contacts/ana-reyes.html", "24 Feb, 10:30 · interview"),
    ("contacts/ana-reyes.html", "Show one project. #portfolio 24 Feb, line"),
    ("contacts/ana-reyes.html", "Wrote to Ana Reyes and Nobody Here."),
    ("contacts/ana-reyes.html", "2026-02-05 · 5 Feb"),
    (
        "contacts/ana-reyes.html",
        "Farid Haddad no note yet 24 Feb: name may be used",
    ),
    ("contacts/bo.html", "You Ana Reyes scheduled Bo"),
    ("contacts/bo.html", "Declined: as the note says"),
    ("contacts/bo.html", "private"),
    ("contacts/farid-haddad.html", "Ana Reyes, 24 Feb: “runs the port”"),
    ("contacts/farid-haddad.html", "You may say that Ana Reyes sent you."),
    ("contacts/leah-brandt.html", "Nobody asked Ana Reyes yet"),
    ("contacts/leah-brandt.html", 'airbook new contact "Leah Brandt"'),
    ("contacts/index.html", "Leah Brandt no note yet named by Ana Reyes"),
    ("interviews/2026-02-24-ana.html", "What is a week like? the answer"),
    ("interviews/2026-02-24-ana.html", "Path no answer written down"),
    ("interviews/2026-02-24-ana.html", "video, 40 min"),
    ("interviews/index.html", "done 1 · 2 · 2"),
    ("interviews/index.html", "February 2026"),
    ("interviews/later.html", "no date yet"),
    ("organizations/lumen.html", "Pay heard Juniors"),
    ("organizations/lumen.html", "somebody speaks for you"),
    ("organizations/old-place.html", "Formerly Ana Reyes"),
    ("information/index.html", "#pay"),
    ("referrals/index.html", "Waiting to be used"),
    ("referrals/index.html", "Ask about the name"),
    ("questions/week.html", "Half tables, half talking."),
    ("questions/week.html", "must ask"),
    ("questions/path.html", "Asked, without an answer written down: Ana Reyes."),
    ("questions/index.html", "Half tables, half talking. Juniors pay 31000"),
    ("questions/index.html", "asked, nothing written"),
    ("network/index.html", "dead branch"),
    ("numbers/index.html", "EUR a year"),
    ("fields/data.html", "Ana Reyes"),
    ("tags/skill.html", "Holds #Skill/SQL"),
    ("tags/skill-sql.html", "Part of #Skill"),
    ("tags/index.html", "#alumni"),
    ("problems/index.html", "line 1, column"),
    ("problems/index.html", "What the codes mean"),
    ("daily/2026-02-05.html", "Thursday, 5 February"),
    ("daily/2026-02-05.html", "problem in this note"),
    ("index.html", "not confirmed yet"),
    ("week/index.html", "Tue 24 Feb Ana Reyes · interview"),
    ("report/index.html", "1 interview with 1 person"),
    ("index.html", "the quay"),
]


@pytest.mark.parametrize(("url", "words"), SAYS)
def test_what_pages_say(url: str, words: str) -> None:
    """Each page says what it is there for."""
    assert words in readings("small")[url].words


def test_links_of_addresses() -> None:
    """Addresses are linked where they are safe, and never as a script."""
    links = readings("small")["contacts/ana-reyes.html"].links
    assert "mailto:ana@x.example" in links
    assert "tel:+351900000000" in links
    assert "https://linkedin.com/in/ana" in links
    assert not [one for one in links if one.startswith("javascript")]


def test_backlinks_lead_to_the_sentence() -> None:
    """A backlink leads to the very link, whose id stands on the other page."""
    ana = readings("small")["contacts/ana-reyes.html"]
    (link,) = [one for one in ana.links if one.startswith("../daily/") and "#l-" in one]
    assert link.partition("#")[2] in readings("small")["daily/2026-02-05.html"].ids


def test_hostile_names() -> None:
    """A name is shown as it was typed, in headings, titles, tables and links."""
    pages = readings("small")
    assert EVIL in pages["contacts/evil.html"].words
    assert pages["contacts/evil.html"].title.startswith(EVIL)
    assert EVIL in pages["contacts/index.html"].words


def test_edit_links() -> None:
    """A pattern with {file} stands in the local site alone, one with {path} never."""
    edit = Settings(site=SiteSettings(edit="obsidian://open?file={file}&line={line}"))
    url = "contacts/ana-reyes.html"
    href = "obsidian://open?file=contacts/Ana%20Reyes.md&amp;line=1"
    assert href in page_of(book_of(SMALL, edit), url)
    published = page_of(book_of(SMALL, edit, purpose="published"), url)
    assert "obsidian:" not in published
    assert "vscode:" not in page_of(book_of(SMALL), url)
    bad = Settings(site=SiteSettings(edit="javascript:alert('{file}')"))
    assert 'href="javascript' not in page_of(book_of(SMALL, bad), url)


def test_lost_pages_link_from_the_root() -> None:
    """`404.html` is shown at any depth, so its links begin at the site's base."""
    settings = Settings(site=SiteSettings(base="/my book/"))
    text = page_of(book_of({}, settings), "404.html")
    assert 'href="/my%20book/static/airbook.css"' in text
    assert 'href="/my%20book/contacts/index.html"' in text
    assert 'href="/my%20book/index.html"' in text


def test_many_backlinks_fold() -> None:
    """Forty backlinks stand open, the others behind one click."""
    texts: dict[str, str | bytes] = {ANA: ""}
    for number in range(57):
        texts[f"n/{number:02}.md"] = f"Number {number} met [[Ana Reyes]] today."
    page = Reading(page_of(book_of(texts), "contacts/ana-reyes.html"))
    assert "17 more" in page.words
    assert page.words.count("met Ana Reyes today.") == 57


def test_large_ledgers_are_paged() -> None:
    """Above a thousand entries each year has a page of its own."""
    lines = "\n".join(f"- Do {number} #topic" for number in range(600))
    texts: dict[str, str | bytes] = {
        f"interviews/{day}.md": f"---\ndate: {day}\n---\n## Advice\n{lines}\n"
        for day in ("2025-03-02", "2024-03-02")
    }
    texts["pages/x.md"] = "## Advice\n- Do this\n"
    result = book_of(texts)
    index = Reading(page_of(result, "advice/index.html"))
    assert {"2025.html", "2024.html", "undated.html"} <= {*index.links}
    assert "Do 1 " not in index.words
    year = Reading(page_of(result, "advice/2025.html"))
    assert "Advice in 2025" in year.words
    assert year.words.count("#topic") == 600 + 2
    assert "Do this" in page_of(result, "advice/undated.html")
    assert "information/2025.html" not in result.site
    assert len(Reading(page_of(result, "referrals/index.html")).links) > 1


def test_large_referral_ledgers_are_paged() -> None:
    """The referrals as they were written have pages by year, too."""
    lines = "\n".join(f"- [[Lead {number}]] - x" for number in range(1100))
    head = "---\nwith: '[[Ana Reyes]]'\ndate: 2025-03-02\n---\n## Referrals\n"
    text = f"{head}{lines}\n"
    result = book_of({ANA: "", "interviews/a.md": text})
    index = Reading(page_of(result, "referrals/index.html"))
    assert "2025.html" in index.links
    assert "600 more" in index.words
    assert "Referrals in 2025" in page_of(result, "referrals/2025.html")


def test_many_people_in_the_matrix() -> None:
    """Of very many people those who answered last have a column."""
    texts: dict[str, str | bytes] = {"questions/Week.md": ""}
    for number in range(50):
        texts[f"contacts/P{number:02}.md"] = ""
        texts[f"interviews/{number}.md"] = (
            f"---\nwith: '[[P{number:02}]]'\ndate: 2025-01-{number % 28 + 1:02}\n"
            f"status: done\n---\n### [[Week]]\n{'Long words here. ' * 30}\n"
        )
    page = Reading(page_of(book_of(texts), "questions/index.html"))
    assert "40 of 50 people" in page.words
    assert "Long words here …" in page.words
    question = Reading(page_of(book_of(texts), "questions/week.html"))
    assert question.words.count("Long words here.") == 50 * 30


def test_a_panel_answers_once() -> None:
    """An answer that two people gave together stands once, under both names."""
    texts: dict[str, str | bytes] = {
        "questions/Week.md": "",
        "contacts/A.md": "",
        "contacts/B.md": "",
        "interviews/talk.md": (
            "---\nwith: ['[[A]]', '[[B]]']\ndate: 2026-02-01\nstatus: done\n---\n"
            "### [[Week]]\nBoth say so.\n"
        ),
    }
    page = Reading(page_of(book_of(texts), "questions/week.html"))
    assert page.words.count("Both say so.") == 1
    assert "Side by side A B Both say so." in page.words


def test_a_long_chain_of_referrals() -> None:
    """A chain of hundreds is drawn, no deeper than a page can bear."""
    texts: dict[str, str | bytes] = {
        f"contacts/P{n:03}.md": f"---\nreferred_by: '[[P{n - 1:03}]]'\n---\n"
        for n in range(1, 300)
    }
    texts["contacts/P000.md"] = ""
    page = Reading(page_of(book_of(texts), "network/index.html"))
    assert not page.faults
    assert page.words.count("P299") >= 1


@pytest.mark.parametrize("start", ["monday", "saturday", "sunday"])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_calendar_at_the_end_of_time(start: str, day: date) -> None:
    """The calendar stands the first and the last day there is."""
    result = book_of({"interviews/x.md": ""}, Settings(week_starts=start))
    meeting = structs.replace(result.facts.meetings["interviews/x.md"], on=day)
    facts = structs.replace(result.facts, meetings={meeting.path: meeting})
    shown, weekdays = months(
        dataclasses.replace(material_of(result), facts=facts), "interviews/index.html"
    )
    assert weekdays[0] == start[:3].capitalize()
    (found,) = [cell for week in shown[0].weeks for cell in week if cell.meetings]
    assert found.iso == day.isoformat()
    assert {len(week) for week in shown[0].weeks} == {7}


FORMATS: Final = [
    ("2 Jan 2026", "5 Feb", "Thursday, 5 February", "17 Oct 2025"),
    ("2026-01-02", "2026-02-05", "Thursday, 5 February", "2025-10-17"),
    ("Jan 2, 2026", "Feb 5", "Thursday, February 5", "Oct 17, 2025"),
]


@pytest.mark.parametrize(("form", "near", "long", "far"), FORMATS)
def test_date_formats(form: str, near: str, long: str, far: str) -> None:
    """Days are written as the settings ask, the year only where it is another."""
    texts: dict[str, str | bytes] = {
        ANA: "## Log\n- 2026-02-05 asked\n- 2025-10-17 note: x\n",
        "daily/2026-02-05.md": "x",
    }
    result = book_of(texts, Settings(date_format=form))
    words = Reading(page_of(result, "contacts/ana-reyes.html")).words
    assert f"{near} · asked" in words
    assert f"{far} · note" in words
    assert long in page_of(result, "daily/2026-02-05.html")


def test_site_holds_files() -> None:
    """Attachments are files to copy, static files are bytes."""
    result = book_of({"a/pic.png": b"x"})
    assert result.site["files/a/pic.png"] == Path("a/pic.png")
    style = result.site["static/airbook.css"]
    assert callable(style)
    assert style() == templates()["static/airbook.css"]


def test_a_status_that_the_events_contradict() -> None:
    """A written status wins, and the page says what the events say."""
    texts: dict[str, str | bytes] = {
        ANA: "---\nstatus: ready\n---\n## Log\n- 2026-02-01 asked\n"
    }
    words = Reading(page_of(book_of(texts), "contacts/ana-reyes.html")).words
    assert "Ready: as the note says; the dated events say asked." in words


def test_stale_follow_ups_are_few_on_their_page() -> None:
    """An adopted old vault does not shout: of stale ones the newest are listed."""
    log = "## Log\n- 2020-{:02}-{:02} asked\n"
    texts: dict[str, str | bytes] = {
        f"contacts/P{n:03}.md": log.format(n % 12 + 1, n % 28 + 1) for n in range(320)
    }
    page = Reading(page_of(book_of(texts), "follow-ups/index.html"))
    (total,) = re.findall(r"Gone stale (\d+)", page.words)
    (more,) = re.findall(r"(\d+) more, older ones, stand", page.words)
    assert int(total) >= 320
    assert int(total) - int(more) == STALE


def test_cross_links() -> None:
    """Somebody whom two people named has one place in the tree and a second line."""
    head = "---\nwith: '[[{}]]'\ndate: 2026-02-0{}\n---\n## Referrals\n- [[Bo]]\n"
    texts: dict[str, str | bytes] = {
        "contacts/A.md": "",
        "contacts/C.md": "",
        "interviews/1.md": head.format("A", 1),
        "interviews/2.md": head.format("C", 2),
    }
    words = Reading(page_of(book_of(texts), "network/index.html")).words
    assert "Also named by Bo no note yet also by C on 2 Feb" in words


def test_no_goal() -> None:
    """Without a goal nobody counts against one."""
    result = book_of({}, Settings(goal=Goal(interviews=0)))
    assert "The goal" not in page_of(result, "numbers/index.html")


WHY: Final = [
    ("Jane Doe - runs the team", "Jane Doe", "runs the team"),
    ("Jane Doe: runs it", "Jane Doe", "runs it"),
    ("Janet runs it", "Jane", "Janet runs it"),
    ("runs it", "Jane", "runs it"),
    ("Jane", "Jane", ""),
]


@pytest.mark.parametrize(("text", "name", "why"), WHY)
def test_why_somebody_was_named(text: str, name: str, why: str) -> None:
    """The reason is shown without the name that stands beside it anyway."""
    assert without_name(text, name) == why


def test_sentences() -> None:
    """A reason begins with a capital and ends with a stop, exactly one."""
    assert sentence("you met") == "You met."
    assert sentence("may you?") == "May you?"
    assert sentence("終わり。") == "終わり。"
    assert sentence("") == ""


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("Ada Okafor", 'airbook new interview "Ada Okafor"'),
        ("Ann $SHELL", "airbook new interview 'Ann $SHELL'"),
    ],
)
def test_how_to_plan_a_first_interview(name: str, command: str) -> None:
    """A contact without an interview says what to type; a published site does not."""
    texts = {f"contacts/{name}.md": "She sails.\n"}
    url = f"contacts/{slug_of(name)}.html"
    assert str(escape(command)) in page_of(book_of(texts), url)
    assert "No interviews yet" not in page_of(book_of(texts, purpose="published"), url)
    talk = {"interviews/a.md": f'---\nwith: "[[{name}]]"\ndate: 2026-03-09\n---\n'}
    assert "No interviews yet" not in page_of(book_of({**texts, **talk}), url)
