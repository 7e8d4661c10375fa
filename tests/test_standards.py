"""Every page of every sample: landmarks, headings, tables, forms, names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.folders import Page, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.folders import SiteFolder

FIELDS: Final = {"input", "select", "textarea", "meter", "progress", "output"}
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NAMED_ROLES: Final = {"region", "group", "img", "dialog", "search", "toolbar"}
MOMENT: Final = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d([+-]\d\d:\d\d|Z)?)?)?)?")


def name_of(page: Page, element: Any) -> str:
    """Return the name by which an element is announced; empty: none."""
    if ids := element.get("aria-labelledby"):
        by_id = {one.get("id"): one for one in page.tree.iter() if one.get("id")}
        return " ".join(text_of(by_id[one]) for one in ids.split() if one in by_id)
    pictures = " ".join(one.get("alt", "") for one in element.iter("img"))
    drawn = " ".join(one.get("aria-label", "") for one in element.iter())
    label: str = element.get("aria-label", "") or element.get("title", "")
    return label or f"{text_of(element)}{pictures}{drawn}".strip()


def of(page: Page, *tags: str) -> Iterator[Any]:
    """Yield the elements of a page with some names."""
    return (one for one in page.tree.iter() if one.tag in tags)


def language(page: Page) -> Iterator[str]:
    """The page says its language, and so does every part that says one."""
    for one in page.tree.iter():
        lang = one.get("lang")
        said = one.tag == "html" or lang is not None
        if said and not LANGUAGE.fullmatch(lang or ""):
            yield f"lang={lang!r} on {one.tag}"


def landmarks(page: Page) -> Iterator[str]:
    """There is one main part; what there may be several of can be told apart."""
    if len(list(of(page, "main"))) != 1:
        yield "not one main"
    names: Counter[str] = Counter()
    for one in of(page, "nav", "aside", "section"):
        if one.get("aria-label") or one.get("aria-labelledby"):
            name = name_of(page, one)
            # The menu is there twice, one for phones; axe looks at what is shown.
            names[f"{one.tag} {name}"] += one.tag != "nav"
            if not name:
                yield f"a {one.tag} with an empty name"
        elif one.tag == "nav":
            yield "a nav without a name"
    yield from (f"{count} times {one}" for one, count in names.items() if count > 1)


def outside(page: Page) -> Iterator[str]:
    """All that is said lies in a landmark; before them stands only the skip link."""
    body = page.tree.find("body")
    first = next((one for one in body if isinstance(one.tag, str)), None)
    if first is None or first.tag != "a" or not first.get("href", "").startswith("#"):
        yield "the first element leads not to the main part"
    ids = {one.get("id") for one in of(page, "main")}
    if first is not None and first.get("href", "")[1:] not in ids:
        yield "the skip link misses the main part"


def headings(page: Page) -> Iterator[str]:
    """One first heading, no level is skipped, none is empty."""
    found = list(of(page, "h1", "h2", "h3", "h4", "h5", "h6"))
    levels = [int(one.tag[1]) for one in found]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    for one, before, level in zip(found, [0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"h{level} after h{before}: {text_of(one)[:40]}"
        if not name_of(page, one):
            yield f"an empty h{level}"


def tables(page: Page) -> Iterator[str]:
    """Each head of a column or row says which; a table without heads is none."""
    for table in of(page, "table"):
        heads = list(table.iter("th"))
        if not heads and not layout(table):
            yield "a table without heads"
        for one in heads:
            if one.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                yield f"th without scope: {text_of(one)[:40]}"


def layout(table: Any) -> bool:
    """Whether a table says that it is none."""
    return table.get("role") in {"presentation", "none"}


def forms(page: Page) -> Iterator[str]:
    """Each field has a label, each button and link a name."""
    labels = {one.get("for") for one in of(page, "label")}
    inside = {id(one) for label in of(page, "label") for one in label.iter()}
    for one in of(page, *FIELDS):
        named = one.get("aria-label") or one.get("aria-labelledby") or one.get("title")
        if one.get("type") in {"hidden", "submit", "button"} or named:
            continue
        if id(one) not in inside and one.get("id") not in labels:
            yield f"{one.tag} without a label"
    for one in of(page, "button", "a", "summary"):
        if (one.tag != "a" or one.get("href")) and not name_of(page, one):
            yield f"{one.tag} without a name: {dict(one.items())}"
    for one in of(page, "fieldset"):
        if one.find("legend") is None:
            yield "fieldset without a legend"


def lists(page: Page) -> Iterator[str]:
    """Lists hold items, terms and texts alone; a fold begins with its summary."""
    for one in of(page, "ul", "ol", "menu", "dl"):
        parts = {"dt", "dd", "div"} if one.tag == "dl" else {"li"}
        for child in one:
            if child.tag not in parts:
                yield f"{child.tag} in {one.tag}"
        if one.tag == "dl" and not list(one):
            yield "an empty dl"
    for one in of(page, "details"):
        if not len(one) or one[0].tag != "summary":
            yield "a fold without a summary"


def roles(page: Page) -> Iterator[str]:
    """A role says what the element is not already, and a region has a name."""
    for one in page.tree.iter():
        role = one.get("role")
        named = one.get("aria-label") or one.get("aria-labelledby")
        if role in NAMED_ROLES and not named:
            yield f"role {role} without a name"
        if one.get("tabindex", "0") not in {"0", "-1"}:
            yield f"tabindex {one.get('tabindex')}"
        if one.get("aria-hidden") == "true" and any(
            child.get("href") or child.get("tabindex") == "0" for child in one.iter()
        ):
            yield f"{one.tag} is hidden from some who can still reach it"


def times(page: Page) -> Iterator[str]:
    """Each date is one for machines as well."""
    for one in of(page, "time"):
        if not MOMENT.fullmatch(one.get("datetime", "")):
            yield f"time {one.get('datetime')!r}"


RULES: Final[tuple[Callable[[Page], Iterator[str]], ...]] = (
    *(language, landmarks, outside, headings, tables, forms, lists, roles, times),
)


def faults(page: Page) -> list[str]:
    """Return what is wrong with a page."""
    return [fault for rule in RULES for fault in rule(page)]


def test_every_page_of_every_book(sites: Mapping[str, SiteFolder]) -> None:
    """No page of the sample, a golden or an empty book breaks any of these rules."""
    found = {
        f"{name}/{page.path}": faults(page)
        for name, site in sites.items()
        for page in site.pages.values()
    }
    assert len(found) > 200
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


GOOD: Final = "<a href=#m>Skip</a><main id=m><h1>x</h1>{}</main>"
BAD: Final = {
    "lang='?' on p": "<p lang='?'>x",
    "not one main": "</main><main>",
    "a nav without a name": "<nav><a href=x>x</a></nav>",
    "2 times section y": "<section aria-label=y></section>" * 2,
    "2 first headings": "<h1>y</h1>",
    "h3 after h1: z": "<h3>z</h3>",
    "an empty h2": "<h2></h2>",
    "a table without heads": "<table><tr><td>x</table>",
    "th without scope: y": "<table><tr><th>y</table>",
    "input without a label": "<input>",
    "button without a name: {}": "<button></button>",
    "fieldset without a legend": "<fieldset></fieldset>",
    "p in ul": "<ul><p>x</p></ul>",
    "a fold without a summary": "<details>x</details>",
    "role region without a name": "<div role=region>x</div>",
    "tabindex 2": "<div tabindex=2>x</div>",
    "div is hidden from some who can still reach it": (
        "<div aria-hidden=true><a href=x>x</a></div>"
    ),
    "time '2 Mar'": "<time datetime='2 Mar'>x</time>",
    "the skip link misses the main part": "</main><main id=n>",
}


@pytest.mark.parametrize(("fault", "body"), BAD.items(), ids=BAD)
def test_faults_are_seen(fault: str, body: str) -> None:
    """Each rule works: it finds what breaks it, and nothing on a plain good page."""
    head = "<!doctype html><html lang=en><title>x</title><body>"
    assert faults(Page("good.html", head + GOOD.format("<p>x</p>"))) == []
    if fault.startswith("the skip link"):
        body = GOOD.replace("id=m", "id=n").format("")
    else:
        body = GOOD.format(body)
    assert fault in faults(Page("bad.html", head + body))
