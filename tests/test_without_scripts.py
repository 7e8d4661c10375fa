"""With JavaScript off nothing is missing: every fact is a few links away."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from tests.books import DAY, airbook
from tests.browsing import address, one_of_each, opened
from tests.folders import Page as HtmlPage
from tests.folders import SiteFolder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

# Keys that a page says in other words, or that are of use to machines alone.
UNSAID: Final = {
    *("type", "name", "title", "tags", "private", "uid"),
    *("advocacy", "stage"),
}
BLOCKS: Final = {"li", "tr", "details"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that the book says, and where a reader must find it.

    Attributes:
        sort: What it is, for messages.
        text: Its words.
        or_text: Other words that say the same; empty: none.
        on: Page, or folder of pages; empty: anywhere.
        day: Day that stands beside it in the same item, row or fold; empty: none.
    """

    sort: str
    text: str
    or_text: str = ""
    on: str = ""
    day: str = ""


class Item(NamedTuple):
    """One item, row or fold of a page, or the whole page."""

    words: str
    days: frozenset[str]


@cache
def words_of(text: str) -> str:
    """Return words alone, so that no mark, mood or space between them counts."""
    plain = re.sub(r"(?<=\d)T(?=\d\d:)", " ", text).casefold()
    return " ".join(["", *re.findall(r"[^\W_]+", plain), ""])


@cache
def items_on(page: HtmlPage) -> tuple[Item, ...]:
    """Return the page and each item on it that can be seen, with the days it names.

    Topics, names of fields and footnote marks stand within a sentence but are none of
    its words; a day counts as it is written for machines as well.
    """
    body = page.seen()
    for one in body.iter():
        if one.get("class") == "tag":
            one.text = ""
        elif one.get("class") in {"field", "footnote-ref"}:
            one[0].text = ""
    return tuple(
        map(_item, (one for one in body.iter() if one is body or one.tag in BLOCKS))
    )


def _item(element: Any) -> Item:
    days = [one.get("datetime", "") for one in element.iter("time")]
    words = [words_of(text) for text in (text_of(element), *days)]
    return Item("".join(words), frozenset(one[:10] for one in days))


class Book:
    """A book as data, asked for its facts one by one."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.urls: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for one in (*data["notes"], *data["leads"]):
            who = one.get("path") or one["id"]
            self.urls[who], self.names[who] = one["url"], one["name"]
        stems = {PurePath(who).stem: name for who, name in self.names.items()}
        self.called = {stem: name for stem, name in stems.items() if stem in name}

    def facts(self) -> Iterator[Fact]:
        """Yield everything that the notes say."""
        yield from self.notes()
        yield from self.people()
        yield from self.said()
        yield from self.due()

    def notes(self) -> Iterator[Fact]:
        """Yield names, texts, keys and tags, each on the note's own page."""
        for note in self.data["notes"]:
            home = note["url"]
            yield Fact(sort="name", text=note["name"], on=home)
            for line in note["text"].splitlines():
                yield Fact(sort="line", text=line, or_text=self.full(line), on=home)
            for key, value in {**note["fields"], **note["foreign"]}.items():
                if key not in UNSAID:
                    for text in texts_of(key, value):
                        yield Fact(sort=key, text=text, on=home)
            for tag in note["tags"]:
                yield Fact(sort="tag", text=tag, on=home)
                yield Fact(sort="tagged", text=note["name"], on="tags/")
            for name in note["aliases"]:
                yield Fact(sort="alias", text=name, on=home)
            if note["kind"] != "page":
                folder = f"{note['kind']}s/index.html"
                name = self.named_in_list(note)
                yield Fact(sort="listed", text=name, on=folder)

    def full(self, line: str) -> str:
        """Return a line with the names of notes as pages write them."""
        for stem, name in self.called.items():
            line = line.replace(stem, name)
        return line

    def named_in_list(self, note: dict[str, Any]) -> str:
        """Return how a list names a note: an interview by the people in it."""
        found = (one for one in self.data["interviews"] if one["path"] == note["path"])
        people = [self.names[who] for one in found for who in one["people"]]
        return people[0] if people else str(note["name"])

    def people(self) -> Iterator[Fact]:
        """Yield status, events and namings, each on the person's page."""
        for lead in self.data["leads"]:
            yield Fact(sort="lead", text=lead["name"], on=lead["url"])
            yield Fact(sort="lead", text=lead["name"], on="contacts/index.html")
        for one in self.data["statuses"]:
            if not one["person"].startswith("lead:"):
                home = self.urls[one["person"]]
                yield Fact(sort="status", text=one["status"], on=home)
        for one in self.data["events"]:
            day = one["date"][:10]
            home = self.urls[one["person"]]
            yield Fact(sort=one["kind"], text=one["text"], on=home, day=day)
            for who in one["subjects"]:
                yield Fact(sort="about", text=self.names[who], on=home, day=day)
        for one in self.data["referrals"]:
            day = (one["date"] or "")[:10]
            for text in (one["text"], *(self.names[by] for by in one["referrers"])):
                yield Fact(sort="named", text=text, on=self.urls[one["person"]])
                yield Fact(sort="named", text=text, on="referrals/", day=day)

    def said(self) -> Iterator[Fact]:
        """Yield entries on their ledgers, answers on their questions, tasks, talks."""
        for one in self.data["entries"]:
            day, ledger = (one["date"] or "")[:10], f"{one['section']}/"
            yield Fact(sort="entry", text=one["text"], on=self.urls[one["note"]])
            yield Fact(sort="entry", text=one["text"], on=ledger, day=day)
            for topic in one["topics"]:
                yield Fact(sort="topic", text=f"{topic}", on=ledger)
        for one in self.data["answers"]:
            day = (one["date"] or "")[:10]
            yield Fact(sort="answer", text=one["text"], on=self.urls[one["note"]])
            if one["question"]:
                home = self.urls[one["question"]]
                yield Fact(sort="answer", text=one["text"], on=home)
            for who in one["people"]:
                home = self.urls[who]
                yield Fact(sort="answer", text=one["text"], on=home, day=day)
        for one in self.data["tasks"]:
            yield Fact(sort="task", text=one["text"], on=self.urls[one["note"]])
        for one in self.data["interviews"]:
            day = (one["date"] or "")[:10]
            for who in one["people"]:
                name = self.names[who]
                yield Fact(sort="talk", text=name, on="interviews/index.html", day=day)

    def due(self) -> Iterator[Fact]:
        """Yield what is to be done and why; what waits for its day is not said yet."""
        for one in self.data["follow_ups"]:
            if not one["starts_on"] or one["starts_on"] <= DAY:
                for text in (one["action"], one["reason"]):
                    yield Fact(sort="due", text=text, on="follow-ups/")


def texts_of(key: str, value: Any) -> Iterator[str]:
    """Yield the texts of a key's value as a page shows them; yes and no by the key."""
    match value:
        case None:
            return
        case list():
            for one in value:
                yield from texts_of(key, one)
        case {"name": str(text)} | {"until": str(text)}:
            yield text
        case bool():
            yield key.replace("_", " ")
        case _:
            yield str(value)


def missing(facts: Sequence[Fact], site: SiteFolder) -> list[Fact]:
    """Return what no reader finds who runs no script and follows links alone."""
    items = {path: items_on(site.pages[path]) for path in sorted(site.reached())}
    return [
        fact
        for fact in facts
        if words_of(fact.text).strip()
        and not any(
            says(item, fact)
            for path, found in items.items()
            if path == fact.on or (path.startswith(fact.on) and is_folder(fact.on))
            for item in (found[1:] if fact.day else found[:1])
        )
    ]


def is_folder(on: str) -> bool:
    """Whether any page below a place will do."""
    return not on or on.endswith("/")


def says(item: Item, fact: Fact) -> bool:
    """Whether an item holds a fact's words, in one or the other form, and its day."""
    texts = filter(None, (fact.text, fact.or_text))
    found = any(words_of(text) in item.words for text in texts)
    return found and (not fact.day or fact.day in item.days)


def book_of(folder: Path) -> Book:
    """Return a book as the command line exports it."""
    done = airbook("--today", DAY, "export", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return Book(json.loads(done.stdout))


def test_every_fact_can_be_reached(sample: Path, site: SiteFolder) -> None:
    """Each name, key, event, entry, answer, task and follow-up has its place."""
    facts = list(book_of(sample).facts())
    assert len(facts) > 2000
    assert missing(facts, site) == []


def test_every_fact_of_the_golden_books(sites: dict[str, SiteFolder]) -> None:
    """So it is in every golden book, the broken one as well."""
    for name, site in sites.items():
        if name != "sample":
            facts = list(book_of(site.folder.parent).facts())
            assert missing(facts, site) == [], name


def page_of(body: str, path: str = "index.html") -> HtmlPage:
    """Return a page with a body."""
    return HtmlPage(path, f"<!doctype html><title>x</title><body>{body}")


def site_of(tmp_path: Path, **bodies: str) -> SiteFolder:
    """Return a site of pages by name."""
    for name, body in bodies.items():
        page = page_of(body).text
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    return SiteFolder(tmp_path)


def test_what_is_missing_is_seen(tmp_path: Path) -> None:
    """The walk works: hidden words and links, and another item's day, do not count."""
    site = site_of(
        tmp_path,
        index="<p hidden>Ada <a href=b.html>b</a></p><a href=c.html>c</a>",
        b="<p>Bo</p>",
        c="<ul><li>Cy <time datetime=2026-01-02>2 Jan</time></li><li>Di</li></ul>",
    )
    facts = [
        *(Fact(sort="name", text=name) for name in ("Ada", "Bo", "CY", "Di")),
        *(Fact(sort="day", text=name, day="2026-01-02") for name in ("Cy", "Di")),
    ]
    assert [(one.text, one.sort) for one in missing(facts, site)] == [
        ("Ada", "name"),
        ("Bo", "name"),
        ("Di", "day"),
    ]


# Controls, and what tells of them, are made by scripts; facts are not.
# A message that is opened gets buttons: controls, like the others.
READABLE: Final = """() => {
  document.querySelectorAll("[data-draft]").forEach((one) => {
    delete one.dataset.subject;
  });
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  document.querySelectorAll(
    "form, .filters, button, input, select, label, legend, dialog, output, "
    + "[role=search], [role=status], .ways"
  ).forEach((one) => { one.hidden = true; });
}"""


def shown_on(
    browser: Browser, site: SiteFolder, *, scripts: bool
) -> dict[str, set[str]]:
    """Return the words of a page of each kind that can be seen, folded ones opened."""
    page = opened(browser, java_script_enabled=scripts)
    found = {}
    for path in one_of_each(site):
        page.goto(address(site, path))
        page.evaluate(READABLE)
        found[path] = set(page.locator("main").inner_text().split())
    page.context.close()
    return found


def test_scripts_add_no_facts(browser: Browser, site: SiteFolder) -> None:
    """What a page shows with its scripts is there without them, but for controls."""
    without = shown_on(browser, site, scripts=False)
    usual = shown_on(browser, site, scripts=True)
    added = {path: usual[path] - without[path] for path in usual}
    assert {path: found for path, found in added.items() if found} == {}


# What acts by script alone. A picture of a box, disabled, says what a note says.
DEAD: Final = """() => [...document.querySelectorAll(
    "button, input, select, textarea, form, [role=button], [contenteditable], "
    + "[draggable=true], [onclick], a:not([href])")]
  .filter((one) => one.checkVisibility() && !one.disabled && !one.popoverTargetElement)
  .map((one) => one.outerHTML.slice(0, 120))"""


def dead_controls(browser: Browser, addresses: Sequence[str]) -> dict[str, list[str]]:
    """Return the controls that one sees but cannot use without scripts."""
    page = opened(browser, java_script_enabled=False)
    found = {}
    for one in addresses:
        page.goto(one)
        found[one] = page.evaluate(DEAD)
    page.context.close()
    return {one: faults for one, faults in found.items() if faults}


def test_no_dead_control(browser: Browser, site: SiteFolder) -> None:
    """No button, box or field can be seen that does nothing without scripts."""
    pages = [address(site, path) for path in one_of_each(site)]
    assert dead_controls(browser, pages) == {}


@pytest.mark.parametrize("dead", ["<button>Go</button>", "<input>", "<a>Open</a>"])
def test_dead_controls_are_seen(browser: Browser, tmp_path: Path, dead: str) -> None:
    """The test above works; what is hidden or switched off is no fault."""
    fine = "<p hidden><button>x</button></p><input type=checkbox disabled>"
    site = site_of(tmp_path, index=f"{fine}{dead}")
    at = address(site, "index.html")
    assert [len(one) for one in dead_controls(browser, [at]).values()] == [1]
