"""The files of the search: words, packed numbers, shards, what is found."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.search.documents import KINDS, document, targets
from generator.render.search.folding import LONGEST, fold, words
from generator.render.search.plan import INDEX
from generator.render.search.postings import gaps, packed
from generator.render.search.scripts import data_script
from generator.render.search.shards import shard_count, shard_of, shard_url
from generator.render.urls import assign_urls
from tests.parse.tables import cases
from tests.render.building import (
    ANA,
    TALK,
    TALK_TEXT,
    TODAY,
    book_of,
    material_of,
    page_of,
)
from tests.render.reading import Reading

if TYPE_CHECKING:
    from generator.build import BuildResult

BOOK: Final = {
    ANA: (
        "---\nname: Ana Reyes\naliases: [Anita]\nrole: data lead\n"
        'organization: "[[Lumen]]"\nemail: ana@x.example\nfavourite: tea\n'
        "pronouns: she/her\ntags: [alumni, skill/sql]\n---\n"
        "Has a dog. %%never shown%%\n\n## Work\nRuns the wards.\n\n## Log\n"
        "- 2026-02-01 asked (email): for a talk\n"
    ),
    TALK: TALK_TEXT,
    "organizations/Lumen.md": "---\nindustry: health\nlocation: Lisbon\n---\nBig.\n",
    "questions/Week.md": "---\nname: What is a week like?\ncategory: day\n---\n",
    "daily/2026-02-05.md": "Wrote to [[Ana Reyes]].\n",
    "Plain.md": "Mine.\n",
}


def given_by(script: bytes) -> tuple[str, Any]:
    """Read a data script as the browser does: its path and its value."""
    found = re.fullmatch(
        r"airbook\.give\((\".*?\"),JSON\.parse\('(.*)'\)\);\n",
        script.decode(),
        re.DOTALL,
    )
    assert found
    return json.loads(found[1]), json.loads(re.sub(r"\\(.)", r"\1", found[2]))


def data_of(result: BuildResult, url: str) -> Any:
    """Return what a data script of a site gives, under its own URL."""
    path, value = given_by(page_of(result, url).encode())
    assert path == url
    return value


def found_in(index: dict[str, Any], word: str) -> dict[str, int]:
    """Return the pages that have a word, with its place, as an index says."""
    terms = index["words"].split(" ")
    if word not in terms:
        return {}
    found = {}
    lists = index["lists"].split(" ")[terms.index(word)]
    for place, signs in enumerate(lists.split("!")):
        at = -1
        for one in re.findall(r"[\]-~]*[(-\[]", signs):
            number = 0
            for sign in one[:-1]:
                number = number * 34 + ord(sign) - 92
            at += number * 52 + ord(one[-1]) - 39
            found[index["names"][at]] = place
    return found


@pytest.mark.parametrize(("text", "expected"), cases("search_words.md"))
def test_words(text: str, expected: str) -> None:
    """A text is found by the words that the table says."""
    assert words(text) == expected.split()


@given(st.text(max_size=60))
def test_words_are_folded(text: str) -> None:
    """What is found by a word is found by it however it is typed, and it is short."""
    for word in words(text):
        assert fold(word) == word
        assert 0 < len(word) <= LONGEST
        assert not set(word) & set(" !,'\"\\")


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_between_spaces(one: str, other: str) -> None:
    """Texts have the words of their pieces, so that each piece is read once."""
    assert words(f"{one} {other}") == [*words(one), *words(other)]


@given(st.sets(st.integers(0, 70_000), max_size=40))
def test_numbers_come_back(numbers: set[int]) -> None:
    """Packed numbers are read again, in signs that need no backslash."""
    ordered = sorted(numbers)
    signs = gaps(ordered)
    assert not set(signs) & set("'\"\\ !")
    index = {
        "words": "x",
        "lists": signs,
        "names": [str(one) for one in range(70_001)],
    }
    assert found_in(index, "x") == {str(one): 0 for one in ordered}


def test_small_numbers_are_short() -> None:
    """A word that most pages have costs one character for each."""
    assert {len(packed(one)) for one in range(52)} == {1}
    assert {len(packed(one)) for one in range(52, 52 + 34 * 52)} == {2}


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_data_scripts(value: dict[str, str | int]) -> None:
    """Whatever notes say comes through a data script as it is."""
    script = data_script("search/x.js", value)
    whole = json.loads(json.dumps(value).encode(errors="replace"))
    if not re.search("[\ud800-\udfff]", json.dumps(value, ensure_ascii=False)):
        assert given_by(script) == ("search/x.js", whole)


@pytest.mark.parametrize(
    ("pages", "count"),
    [(0, 1), (16, 1), (17, 2), (95, 8), (1000, 64), (10_000, 1024)],
)
def test_number_of_shards(pages: int, count: int) -> None:
    """There is a power of two of files, with some sixteen pages in each."""
    assert shard_count(pages) == count


def test_shards_are_even() -> None:
    """The hash spreads names that are nearly the same."""
    found = Counter(shard_of(f"contacts/ana-{one}.html", 64) for one in range(6400))
    assert len(found) == 64
    assert max(found.values()) < 200


def test_the_hash_is_fnv() -> None:
    """The published test vector of the 32-bit FNV-1a hash."""
    assert shard_of("foobar", 1 << 32) == 0xBF9CF968
    assert shard_url(shard_of("a", 16)) == "search/text/c.js"


def test_what_is_found() -> None:
    """Names, other names, fields, headings, tags and texts, each in its place."""
    index = data_of(book_of(BOOK), INDEX)
    text, often, field, alias, name = range(5)
    talk = "2026-02-24 Ana"
    leads = {"Farid Haddad": field, "Leah Brandt": field}
    said = {talk: field, "2026-02-05": text, **leads}
    assert found_in(index, "reyes") == {"Ana Reyes": name, **said}
    assert found_in(index, "anita") == {"Ana Reyes": alias}
    assert found_in(index, "lumen") == {"Ana Reyes": field, "Lumen": name}
    assert found_in(index, "lisbon") == {"Lumen": field}
    assert found_in(index, "tea") == {"Ana Reyes": field}
    assert found_in(index, "sql") == {"Ana Reyes": field}
    assert found_in(index, "work") == {"Ana Reyes": field}
    assert found_in(index, "wards") == {"Ana Reyes": text, talk: text}
    assert found_in(index, "farid")["Farid Haddad"] == name
    assert found_in(index, "port")["Farid Haddad"] == text
    assert found_in(index, "she") == found_in(index, "never") == {}
    assert often not in found_in(index, "dog").values()


def test_words_that_come_often() -> None:
    """A note that says a word three times is about it."""
    index = data_of(book_of({"a.md": "tram tram, bus\n\nTram"}), INDEX)
    assert found_in(index, "tram") == {"a": 1}
    assert found_in(index, "bus") == {"a": 0}


def test_order() -> None:
    """Equal hits stand by kind: people first, then leads, organizations, talks."""
    material = material_of(book_of(BOOK))
    kinds = [document(material, one).kind for one in targets(material)]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert set(kinds) == set(KINDS)


def test_lines() -> None:
    """Each hit says what tells it from others of its name."""
    index = data_of(book_of(BOOK), INDEX)
    lines = dict(zip(index["names"], index["lines"], strict=True))
    assert lines["Ana Reyes"] == ["data lead", "Lumen"]
    assert lines["2026-02-24 Ana"] == ["24 Feb 2026, 10:30", "Ana Reyes", "Lumen"]
    assert lines["Lumen"] == ["health", "Lisbon"]
    assert lines["Farid Haddad"] == ["no note yet", "named by \u2068Ana Reyes\u2069"]
    assert lines["What is a week like?"] == ["day"]
    assert lines["2026-02-05"] == ["5 Feb 2026", "daily"]
    assert lines["Plain"] == []


def test_texts() -> None:
    """Every page's text lies in the file of its hash, by heading; no comment does."""
    result = book_of({**BOOK, **{f"more/{one}.md": "x" for one in range(40)}})
    urls = assign_urls(result.book, [one.name for one in result.derived.fields])
    count = shard_count(len(urls.notes) + len(urls.leads))
    assert count == 4
    for url in (*urls.notes.values(), *urls.leads.values()):
        assert url in data_of(result, shard_url(shard_of(url, count)))
    ana = data_of(result, shard_url(shard_of(urls.notes[ANA], count)))[urls.notes[ANA]]
    assert ana[:5] == ["Ana Reyes", "contact", ["data lead", "Lumen"], "met", "good"]
    assert ana[5] == "Has a dog. Runs the wards."
    assert ana[6] == [
        ["", "", "Has a dog."],
        ["h-work", "Work", "Runs the wards."],
        ["h-log", "Log", "2026-02-01 asked (email): for a talk"],
    ]
    texts = [page_of(result, url) for url in result.site if url.startswith("search/")]
    assert "never shown" not in "".join(texts)


def test_a_book_without_notes() -> None:
    """An empty book can be searched; nothing is found."""
    index = data_of(book_of({}), INDEX)
    assert index["names"] == []
    assert data_of(book_of({}), "search/text/0.js") == {}


def test_an_edit_changes_few_files() -> None:
    """Another text in a note changes the index and the one file it lies in."""
    more = {f"more/{one}.md": "x" for one in range(100)}
    before, after = (book_of({**BOOK, **more, "Plain.md": text}) for text in "yz")
    changed = {
        url
        for url in before.site
        if url.startswith("search/") and page_of(before, url) != page_of(after, url)
    }
    assert len(changed) == 2
    assert INDEX in changed


def test_another_day_changes_nothing() -> None:
    """A day later the search is the same as long as nothing has become true."""
    one = book_of(BOOK)
    other = book_of(BOOK, today=TODAY + timedelta(days=1))
    later = book_of(BOOK, today=date(2027, 3, 1))
    for url in one.site:
        if url.startswith("search/"):
            assert page_of(one, url) == page_of(other, url)
    assert data_of(later, INDEX)["lines"] == data_of(one, INDEX)["lines"]


def test_folders_called_search() -> None:
    """Notes and files in a folder called search keep out of the search's own way."""
    result = book_of(
        {
            "search/index.md": "Mine.",
            "search/text/0.md": "Mine.",
            "Search/Index.js": b"alert(1)",
            "search/text/0.js": b"alert(1)",
        }
    )
    assert data_of(result, INDEX)["names"] == ["0", "index"]
    assert "<h1>Search</h1>" in page_of(result, "search/index.html")
    mine = assign_urls(result.book).notes["search/index.md"]
    assert re.fullmatch(r"search/index-[0-9a-f]{4}\.html", mine)
    assert "Mine." in page_of(result, mine)
    folded = [url.casefold() for url in result.site]
    assert len(set(folded)) == len(folded)


def test_page_of_the_search() -> None:
    """Without scripts the page says what it needs, and links the lists."""
    page = Reading(page_of(book_of(BOOK), "search/index.html"))
    assert "needs JavaScript" in page.words
    assert {"../contacts/index.html", "../tags/index.html"} <= set(page.links)
    assert page.faults == []


def test_every_page_links_the_search() -> None:
    """The frame has the link twice: in the side column and in the phone's menu bar."""
    result = book_of(BOOK)
    for url, link in (
        ("index.html", "search/index.html"),
        ("contacts/ana-reyes.html", "../search/index.html"),
        ("search/index.html", "index.html"),
    ):
        page = page_of(result, url)
        assert page.count(f'<a class="find" href="{link}"') == 2
        assert '<body data-shards="1">' in page
    assert '"/search/index.html"' in page_of(result, "404.html")
