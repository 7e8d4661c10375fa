"""URLs: what lies where in the site, and links between its pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.graph.records import Book, Lead
from generator.model import Body, Contact, Interview, Organization, Page, Question
from generator.render.urls import (
    SECTIONS,
    absolute,
    assign_urls,
    file_name,
    fold,
    lineage,
    relative,
)
from generator.source.records import Asset

if TYPE_CHECKING:
    from generator.model import Note
    from generator.render.urls import (
        Urls,
    )

KINDS: dict[str, type[Note]] = {
    "contacts": Contact,
    "people": Contact,
    "interviews": Interview,
    "organizations": Organization,
    "questions": Question,
}


def note_at(path: str, tags: tuple[str, ...] = ()) -> Note:
    kind = KINDS.get(path.partition("/")[0], Page)
    return kind(path=path, name=file_name(path), body=Body(), tags=tags)


def book_at(
    *paths: str, assets: tuple[str, ...] = (), leads: tuple[str, ...] = ()
) -> Book:
    files = [
        Asset(path=path, file=Path(path), digest="", size=0) for path in sorted(assets)
    ]
    return Book(
        notes={path: note_at(path) for path in paths},
        assets={one.path: one for one in files},
        resolutions={},
        backlinks={},
        leads={
            f"lead:{one}": Lead(id=f"lead:{one}", name=one, sources=()) for one in leads
        },
    )


def everything(urls: Urls) -> list[str]:
    return [
        *urls.notes.values(),
        *urls.leads.values(),
        *urls.fields.values(),
        *urls.tags.values(),
        *urls.assets.values(),
    ]


PLACES = [
    ("contacts/Ana Reyes.md", "contacts/ana-reyes.html"),
    ("people/2026/Ana Reyes.md", "contacts/ana-reyes.html"),
    ("interviews/2026-02-24 Ana.md", "interviews/2026-02-24-ana.html"),
    ("organizations/Ploeg & Passer.md", "organizations/ploeg-passer.html"),
    ("questions/Why.markdown", "questions/why.html"),
    ("How I work.md", "how-i-work.html"),
    ("My Notes/Deep/How.MD", "my-notes/deep/how.html"),
    ("daily/2026-02-05.md", "daily/2026-02-05.html"),
]


@pytest.mark.parametrize(("path", "url"), PLACES)
def test_places(path: str, url: str) -> None:
    """Folders of a kind are flattened, other folders mirrored."""
    assert assign_urls(book_at(path)).notes == {path: url}


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("index.md", "index.html"),
        ("404.md", "404.html"),
        ("contacts/Index.md", "contacts/index.html"),
        ("search/index.md", "search/index.html"),
        ("advice/2025.md", "advice/2025.html"),
        ("referrals/undated.md", "referrals/undated.html"),
    ],
)
def test_pages_of_ours(path: str, taken: str) -> None:
    """A note whose name is that of a page of ours gets digits of its path."""
    url = assign_urls(book_at(path)).notes[path]
    assert url != taken
    stem = taken.removesuffix(".html")
    assert url.startswith(f"{stem}-")
    assert len(url) == len(taken) + 5


def test_twins() -> None:
    """Twins by case, Unicode form and folder all get digits of their path."""
    paths = ["contacts/Ana.md", "contacts/ana.md", "people/ANA.md"]
    urls = assign_urls(book_at(*paths, "contacts/Bo.md")).notes
    assert urls["contacts/Bo.md"] == "contacts/bo.html"
    assert len({fold(urls[path]) for path in paths}) == 3
    assert all(len(urls[path]) == len("contacts/ana-1234.html") for path in paths)
    forms = ["contacts/\u00c9va.md", "contacts/E\u0301va.md"]
    assert len(set(assign_urls(book_at(*forms)).notes.values())) == 2


def test_a_name_that_looks_like_a_twin() -> None:
    """A note that has a twin's URL for its own name makes nobody vanish."""
    twins = assign_urls(book_at("a/x.md", "A/x.md")).notes
    third = f"{twins['a/x.md'].removesuffix('.html')}.md"
    urls = assign_urls(book_at("a/x.md", "A/x.md", third)).notes
    assert len(set(urls.values())) == 3


def test_leads() -> None:
    """A lead's page lies where the note's will lie."""
    lead = assign_urls(book_at(leads=("Jane Doe",)))
    assert lead.of("lead:Jane Doe") == "contacts/jane-doe.html"
    assert assign_urls(book_at("contacts/Jane Doe.md")).of("contacts/Jane Doe.md") == (
        "contacts/jane-doe.html"
    )
    assert assign_urls(book_at(leads=("people/Jane",))).leads == {
        "lead:people/Jane": "contacts/jane.html"
    }


ASSETS = [
    ("a/Photo 1.PNG", "files/a/photo-1.png"),
    ("cv.pdf", "files/cv.pdf"),
    ("a/drawing.svg", "files/a/drawing.svg"),
    ("page.html", "files/page.html.txt"),
    ("page.XHTML", "files/page.xhtml.txt"),
    ("a.js", "files/a.js.txt"),
    ("style.css", "files/style.css.txt"),
    ("x.html.png", "files/x-html.png"),
    ("archive.tar.gz", "files/archive-tar.gz"),
    ("Makefile", "files/makefile.txt"),
    (".hidden", "files/hidden.txt"),
    ("odd.p?p", "files/odd.p-p.txt"),
]


@pytest.mark.parametrize(("path", "url"), ASSETS)
def test_assets(path: str, url: str) -> None:
    """Attachments lie apart from the pages, and none is a page or a script."""
    assert assign_urls(book_at(assets=(path,))).assets == {path: url}


def test_assets_are_distinct() -> None:
    """Two attachments whose names differ only in case do not share a place."""
    urls = assign_urls(book_at(assets=("a/x.png", "A/X.png", "a/x.PNG")))
    assert len({fold(url) for url in urls.assets.values()}) == 3


def test_tags_and_fields() -> None:
    """Tags are one whatever their case, nested ones have their parents' pages."""
    book = book_at("a.md")
    note = note_at("a.md", ("Skill/SQL", "skill/sql", "pay"))
    urls = assign_urls(
        Book(
            notes={"a.md": note},
            assets={},
            resolutions={},
            backlinks=book.backlinks,
            leads={},
        ),
        ["Data engineering", "データ"],
    )
    assert urls.tags == {
        "skill/sql": "tags/skill-sql.html",
        "skill": "tags/skill.html",
        "pay": "tags/pay.html",
    }
    assert urls.fields == {
        "Data engineering": "fields/data-engineering.html",
        "データ": "fields/データ.html",
    }
    assert list(lineage("a/b/c")) == ["a/b/c", "a/b", "a"]


names = st.text(alphabet="aAbÉe\u0301ß.- ?ñIı2con\u0130", min_size=1, max_size=6)
paths = st.builds(
    lambda folder, name: f"{folder}{name}.md",
    st.sampled_from(["", "contacts/", "people/", "interviews/", "x/", "X/", "tags/"]),
    names,
)


@given(
    st.lists(paths, unique=True, max_size=12),
    st.lists(names, unique=True, max_size=4),
    st.lists(names, unique=True, max_size=4),
)
def test_unique_and_stable(
    found: list[str], leads: list[str], assets: list[str]
) -> None:
    """URLs differ where case and form do not count, whatever the order of input."""
    book = book_at(*found, leads=tuple(leads), assets=tuple(assets))
    urls = assign_urls(book, ["a", "A b", "é"])
    every = everything(urls)
    assert len({fold(url) for url in every}) == len(every)
    assert not {fold(url) for url in every} & {f"{one}/index.html" for one in SECTIONS}
    shuffled = list(reversed(found))
    again = assign_urls(
        book_at(*shuffled, leads=tuple(reversed(leads)), assets=tuple(assets)),
        ["é", "A b", "a"],
    )
    assert dict(sorted(again.notes.items())) == dict(sorted(urls.notes.items()))
    assert dict(sorted(again.leads.items())) == dict(sorted(urls.leads.items()))


@given(st.lists(paths, unique=True, min_size=1, max_size=8), names)
def test_links_arrive(found: list[str], anchor: str) -> None:
    """A relative link, resolved as a browser does, names the file that is meant."""
    urls = [*assign_urls(book_at(*found)).notes.values(), "index.html"]
    for source in urls:
        for target in urls:
            base = f"https://h.example/deep/{'/'.join(source.split('/'))}"
            href = relative(source, target, anchor)
            whole, _, fragment = urljoin(base, href).partition("#")
            assert unquote(whole) == f"https://h.example/deep/{target}"
            assert unquote(fragment) == anchor


RELATIVE = [
    (("index.html", "contacts/ana.html", ""), "contacts/ana.html"),
    (("contacts/bo.html", "contacts/ana.html", "a-1"), "ana.html#a-1"),
    (("contacts/ana.html", "contacts/ana.html", ""), "ana.html"),
    (("contacts/ana.html", "contacts/ana.html", "^x"), "#%5Ex"),
    (("a/b/c.html", "index.html", ""), "../../index.html"),
    (("a/b/c.html", "a/x/山.html", "é"), "../x/%E5%B1%B1.html#%C3%A9"),
]


@pytest.mark.parametrize(("given_", "href"), RELATIVE)
def test_relative_table(given_: tuple[str, str, str], href: str) -> None:
    """Links name a file, are percent-encoded, and stay on the page where they can."""
    assert relative(*given_) == href


def test_absolute() -> None:
    """Only the page for lost addresses has links from the root of the host."""
    assert absolute("/my book/", "contacts/ana.html") == "/my%20book/contacts/ana.html"


names = st.sampled_from(
    ["Ana.md", "ana.md", "contacts/Ana.md", "people/Ana.md", "B.md"]
)
tagged = st.dictionaries(names, st.sampled_from([(), ("rail",), ("rail/low", "Rail")]))
others = st.lists(st.sampled_from(["Ana", "ana", "Bo"]), unique=True).map(tuple)
named = st.tuples(tagged, others, others)


def book_of(tags: dict[str, tuple[str, ...]], leads: tuple[str, ...]) -> Book:
    """Return a book of notes with tags, and leads."""
    notes = {path: note_at(path, tags[path]) for path in tags}
    return replace(book_at(leads=leads), notes=notes)


@given(named, named)
def test_after_another_book_urls_are_what_they_are_after_none(
    before: tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]],
    after: tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]],
) -> None:
    """They are taken over only where every name is the same."""
    then, book = book_of(*before[:2]), book_of(*after[:2])
    urls = assign_urls(then, before[2])
    known = then, urls
    assert assign_urls(book, after[2], known) == assign_urls(book, after[2])
    assert assign_urls(then, before[2], known) is urls
