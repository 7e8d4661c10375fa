"""Whatever the names, a rename keeps where every link leads, or nothing happens."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.edit.merging import merge_notes
from generator.edit.renaming import rename_note
from tests.edit.links_hold import after, headings, targets, without_links
from tests.sampling import sampled

if TYPE_CHECKING:
    from tests.conftest import MakeBook

NAMES = (
    *("Ana Lima", "ana lima", "Ana  Lima", "Bo", "Old", "Old.md", "dots. v1.2", "名前"),
    *("C# Dev", "a|b", "x^y", "[z]", "R&D (x)", "100%", "a, b", "it's", 'q"q', "n - m"),
    *(
        "Zoë",
        unicodedata.normalize("NFD", "Zoë"),
        "Ärzte",
        "ßa",
        "ΑΣ",
        "İk",
        "-x",
        "ليلى",
    ),
    *("What is it?", "a\\b", "`c`", "*s*", "<b>", "%%", "&amp;", "data.csv", "_u_"),
)
FOLDERS = ("", "contacts/", "people/", "contacts/sub/", "interviews/", "questions/")
EVERY = sampled(range(2000), 50)

names = st.sampled_from(NAMES)


@st.composite
def targets_drawn(draw: st.DrawFn, paths: list[str]) -> str:
    """Return what a link may be written with: mostly what leads to one of the notes."""
    path = draw(st.sampled_from(paths)).removesuffix(".md")
    folder, _, name = path.rpartition("/")
    above = draw(
        st.sampled_from(["", "", folder, ".", "..", f"../{folder}", f"/{folder}"])
    )
    name = draw(st.sampled_from([name, name, name, name.upper(), "Nobody"]))
    ending = draw(st.sampled_from(["", "", "", ".md"]))
    return f"{above}/{name}{ending}" if above else f"{name}{ending}"


FORMS = (
    *("[[{t}]]", "[[{t}|{n}]]", "![[{t}]]", "[[{t}#{n}]]", "[[{t}#^b]]", "[[#{n}]]"),
    *("[{n}]({e})", "[{n}](<{t}>)", "![{n}]({e})", "[{n}][r]\n\n[r]: {e}", "`[[{t}]]`"),
    *("%%[[{t}]]%%", "# {n}", "### [[{t}]]", "- [[{t}]] and [[{t}]]", "> [[{t}]]"),
    *("| a | b |\n| - | - |\n| [[{t}\\|{n}]] | [[{t}]] |", "```\n[[{t}]]\n```"),
    *("## Referrals\n- [[{t}]]", "x ^b", "[![i]({e})]({e})", "%%\n[[{t}]]\n%%"),
)
KEYS = (
    *(
        "with: '[[{t}]]'",
        'with: ["[[{t}]]", "[[{n}]]"]',
        "referred_by: {n}",
        "name: {n}",
    ),
    *("referrals:\n  - [[{t}]]", "aliases: [{n}]", "organization: '[{n}]({e})'"),
    *("other: '[[{t}|{n}]]'", "title: {n}", "with: >-\n  [[{t}]]"),
)


@st.composite
def notes_drawn(draw: st.DrawFn, paths: list[str]) -> bytes:
    """Return a note with links of many forms."""
    known = [one.rpartition("/")[2].removesuffix(".md") for one in paths]

    def written(form: str) -> str:
        target = draw(targets_drawn(paths))
        name = draw(st.sampled_from([*known, "Annie"]))
        return form.format(t=target, n=name, e=quote(target, safe="/"))

    keys = draw(st.lists(st.sampled_from(KEYS), max_size=3, unique=True))
    body = draw(st.lists(st.sampled_from(FORMS), max_size=5))
    head = "\n".join(["---", *map(written, keys), "---", ""]) if keys else ""
    text = head + "\n\n".join([*map(written, body), ""])
    ends = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    return f"{mark}{text}".replace("\n", ends).encode()


@st.composite
def books(draw: st.DrawFn, folders: tuple[str, ...] = FOLDERS) -> dict[str, bytes]:
    """Return a small book with twins, whose notes link each other."""
    few = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    place = st.tuples(st.sampled_from(folders), st.sampled_from(few))
    drawn = draw(st.lists(place, min_size=2, max_size=5, unique=True))
    paths = [f"{folder}{name}.md" for folder, name in drawn]
    return {path: draw(notes_drawn(paths)) for path in paths}


relaxed = settings(
    max_examples=len(EVERY),
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@relaxed
@given(texts=books(), old=st.integers(0, 4), new=names | st.text(max_size=8))
@example(texts={"Bo.md": b"[[Bo]] [[bo]]"}, old=0, new="bo")
@example(texts={"Bo.md": b"# Bo\n[[#Bo]]", "a.md": b"[[Bo#Bo]]"}, old=0, new="*s*")
@example(texts={"A.md": b"x", "a.md": b"[[A]]", "B.md": b"[[A]] [[a]]"}, old=0, new="C")
@example(
    texts={"Bo.md": b"x", "a/Bo.md": b"[[Bo]]", "a/x.md": b"[[Bo]]"}, old=1, new="C"
)
def test_every_link_leads_where_it_led(
    book: MakeBook, texts: dict[str, bytes], old: int, new: str
) -> None:
    """No link leads elsewhere, and outside of links and names every byte stays."""
    before = book(texts)
    known = [*before.book.notes, *before.book.leads]
    target = known[old % len(known)]
    made = rename_note(before, texts, target, new)
    if made.refused:
        assert not made.changes
        assert "\n" not in made.refused
        return
    files = after(texts, made.changes)
    now = book(files)
    moved = {one.moved_from: one.path for one in made.changes if one.moved_from}
    if target in before.book.leads and made.changes:
        gone = before.book.leads.keys() - now.book.leads.keys()
        moved = dict(
            zip(gone, now.book.leads.keys() - before.book.leads.keys(), strict=True)
        )
    assert targets(now) == targets(before, moved)
    assert headings(now) == headings(before, moved)
    for path in now.book.notes.keys() - moved.values() - {target}:
        texts_now = without_links(files[path], now.book.notes[path])
        assert texts_now == without_links(texts[path], before.book.notes[path])
        assert (b"\r\n" in files[path]) == (b"\r\n" in texts[path])


@relaxed
@given(
    texts=books(("contacts/", "people/", "people/x/")),
    first=st.integers(0, 5),
    second=st.integers(0, 5),
)
def test_two_become_one(
    book: MakeBook, texts: dict[str, bytes], first: int, second: int
) -> None:
    """Links to either lead to the one, all others where they led."""
    before = book(texts)
    known = [*before.book.notes, *before.book.leads]
    one, other = known[first % len(known)], known[second % len(known)]
    made = merge_notes(before, texts, one, other)
    if made.refused:
        assert not made.changes
        assert "\n" not in made.refused
        return
    files = after(texts, made.changes)
    now = book(files)
    wanted, found = targets(before, {other: one}), targets(now)
    assert set(wanted.pop(one, ())) == set(found.pop(one, ()))
    assert found == wanted
    if other in texts:
        assert other not in files
        for line in texts[other].decode("utf-8-sig").splitlines():
            if (
                line.strip()
                and "[" not in line
                and ":" not in line
                and "^b" not in line
            ):
                assert line.strip() in files[one].decode(), line
