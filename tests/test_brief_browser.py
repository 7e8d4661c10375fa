"""Briefs in a browser: one sheet of either paper, a button to print, no wider."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from generator.config.settings import Settings
from tests.browsing import PHONE, WIDE, axe_or_skip, opened, violations
from tests.render.building import book_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAPERS: Final = ("A4", "Letter")
LONG: Final = {
    "latin": "what they said of tables, trains and each other over lunch, twice, and",
    "wide": "計画と表と人々について昼食をとりながら二度話し合った" * 2,
    "unbroken": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten",
}
PEOPLE: Final = [f"Person {i} With A Rather Long-Hyphenated Name" for i in range(4)]


@pytest.fixture(scope="module")
def site(sample: Path) -> Path:
    """Return the site of the sample book."""
    return sample / "site"


def busy_book(text: str) -> dict[str, str | bytes]:
    """Return the notes of somebody with much of everything, and of an empty one."""
    lines = [f"{text} {number}" for number in range(9)]
    tasks = "".join(f"- [ ] {line} 📅 2026-04-01\n" for line in lines)
    log = "".join(f"- 2026-02-1{i} replied: {line}\n" for i, line in enumerate(lines))
    prep = "## Prep\n" + "".join(f"- {line}\n" for line in lines)
    keys = "organization: '[[Lumen]]'\ntimezone: Asia/Seoul\nmet: 2019\n" + "".join(
        f"{key}: {text} {text}\n"
        for key in ("role", "pronunciation", "location", "how_we_met")
    )
    keys += f"interests: [{text}, {text}]\nfield: [{text}, {text}]\n"
    notes: dict[str, str | bytes] = {
        f"contacts/{name}.md": f"---\n{keys}---\n{prep}## Log\n{log}"
        f"## Follow-up\n{tasks}"
        for name in PEOPLE
    }
    notes["contacts/Zoe.md"] = ""
    notes["organizations/Lumen.md"] = f"---\nindustry: {text}\nlocation: {text}\n---\n"
    for i, line in enumerate(lines):
        stage = ("open", "middle", "close", "after")[i % 4]
        notes[f"questions/{line}?.md"] = f"---\nstage: {stage}\nmust_ask: true\n---\n"
        notes[f"contacts/Mate {i}.md"] = (
            "---\norganization: '[[Lumen]]'\n---\n"
            f"## Referrals\n- [[{PEOPLE[0]}]] - {line}\n### [[{lines[0]}?]]\n{line}\n"
        )
        notes[f"interviews/2026-02-1{i}.md"] = (
            f"---\nwith: '[[{PEOPLE[0]}]]'\ndate: 2026-02-1{i}\n---\n{line}\n"
            f"## Advice\n- [ ] {line}\n## Information\n- {line} #pay\n"
            f"## Referrals\n- [[Somebody {i}]]\n"
            f"## Follow-up\n- [ ] [[{PEOPLE[0]}]] {line}\n"
        )
    for name, people in (("one", PEOPLE[:1]), ("panel", PEOPLE)):
        told = ", ".join(f"'[[{one}]]'" for one in people)
        notes[f"interviews/{name}.md"] = (
            f"---\nwith: [{told}]\ndate: 2026-03-09T16:00\nplace: {text}\n"
            f"link: https://meet.example/{'x' * 90}\n---\n{prep}"
        )
    return notes


@pytest.fixture(scope="module", params=LONG)
def busy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the built briefs of a busy book, in a folder."""
    folder = tmp_path_factory.mktemp("busy")
    settings = Settings(timezone="Europe/Amsterdam")
    for url, made in book_of(busy_book(LONG[request.param]), settings).site.items():
        if url.endswith(".brief.html") or url.startswith("static/"):
            assert callable(made)
            (folder / url).parent.mkdir(parents=True, exist_ok=True)
            (folder / url).write_bytes(made())
    return folder


def sheets(page: Page, paper: str) -> int:
    """Return how many sheets a page takes in print."""
    pdf = page.pdf(format=paper)
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


def briefs(site: Path) -> list[Path]:
    """Return the briefs of a site; that there are some is part of every test."""
    found = sorted(site.rglob("*.brief.html"))
    assert found
    return found


def too_long(browser: Browser, folder: Path) -> list[str]:
    """Return the briefs that do not fit one sheet."""
    page = opened(browser)
    found = []
    for file in briefs(folder):
        page.goto(file.as_uri())
        found += [f"{file.name} {one}" for one in PAPERS if sheets(page, one) != 1]
    page.context.close()
    return found


def test_the_sample_s_briefs_fit_one_sheet(browser: Browser, site: Path) -> None:
    """Everyone's brief in the sample is one sheet of A4 and one of Letter."""
    assert too_long(browser, site) == []


def test_busy_briefs_fit_one_sheet(browser: Browser, busy: Path) -> None:
    """However much there is to say of however many, it is one sheet."""
    assert too_long(browser, busy) == []


def test_two_sheets_are_seen(browser: Browser, site: Path) -> None:
    """The count works: a long page of the site is more than one sheet."""
    page = opened(browser)
    page.goto((site / "advice/index.html").as_uri())
    assert sheets(page, "A4") > 1
    page.context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_no_wider_than_a_phone(
    browser: Browser, busy: Path, site: Path, width: int
) -> None:
    """Long words and addresses break on a small screen."""
    page = opened(browser, PHONE)
    page.set_viewport_size({"width": width, "height": 844})
    wide = []
    for file in (*briefs(busy), *briefs(site)[::6]):
        page.goto(file.as_uri())
        if page.evaluate("() => document.scrollingElement.scrollWidth") > width:
            wide.append(file.name)
    page.context.close()
    assert wide == []


def test_axe(browser: Browser, busy: Path) -> None:
    """The accessibility checker finds nothing, in light and in the dark."""
    axe = axe_or_skip()
    found: dict[str, Any] = {}
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        page = opened(browser, size, scheme)
        for file in briefs(busy)[-3:]:
            page.goto(file.as_uri())
            if faults := violations(page, axe):
                found[f"{file.name} {scheme}"] = faults
        page.context.close()
    assert found == {}


def test_the_button_prints(browser: Browser, site: Path) -> None:
    """A script makes one button, which prints the page; paper shows none of it."""
    page = opened(browser)
    page.goto(briefs(site)[0].as_uri())
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.evaluate("() => airbook.show(document)")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.printed") is True
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print").is_visible()
    assert not page.locator("nav").first.is_visible()
    page.context.close()


def test_no_button_without_javascript(browser: Browser, site: Path) -> None:
    """What would do nothing is not there."""
    page = opened(browser, java_script_enabled=False)
    page.goto(briefs(site)[0].as_uri())
    assert page.locator("button").count() == 0
    page.context.close()
