"""What holds of every text, however strange."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import html5lib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.graph import resolve_book
from generator.model import Slot
from generator.parse.characters import readable
from tests.parse.reading import filled, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics import Span
    from generator.model import Body, Html, Note

PIECES: Final = (
    *("# ", "## Log", "## Advice", "### Referrals", "## Private", "## [[Q]]", "#tag"),
    *("- ", "* ", "1. ", "> ", "    ", "\t", "- [ ] ", "- [x] ", "- [-] ", "\n\n"),
    *("[[", "]]", "![[", "[", "]", "![", "](", ")", "(", "|", "\\|", "\\", "#", "^"),
    *("[[Ana]]", "![[pic.png]]", "[[Ana|x]]", "[[#h]]", "[a](b.md)", "![i](x.png)"),
    *("[a](http://x.y)", "![i](https://x.y/z.png)", "[a](javascript:alert(1))"),
    *("%%", "==", "::", "<!--", "-->", "`", "```", "~~", "**", "_", "*", "$", "&"),
    *("> [!note]- T", "> [!tip]+", "> > [!x]", "[^1]", "[^1]: ", "^[", "[^a", "^id"),
    *("| a | b |", "|---|:-:|", "|", "---", "===", "key:: v", "[pay:: 1-2 USD/year]"),
    *("2026-08-21 ", "2026-02-30 ", "asked", "met (video)", "introduced", "10:30 "),
    *("📅 2026-08-21", "[due:: 2026-13-01]", "(due: 2026-08-21)", "🔁 every day", "⏫"),
    *("use my name: yes", "<b>", "</b>", "<kbd>", "</kbd>", "<br>", "<script>"),
    *("<details>", "<details open onclick=x>", "</details>", "<summary>", "</summary>"),
    *("<img src=x onerror=alert(1)>", 'onclick="x"', "javascript:", "&#0;", "&lt;"),
    *("https://x.y/?a=b&c", "http://", "<https://x.y>", "a@b.c", "<a@b.c>"),
    *("---\n", "with: ", '"[[Ana]]"', "- [[Bo]]\n", "date: 2026-13-01\n", "tags: [a,"),
    *("{", "}", "&a", "*a", "!!x ", "? ", ": ", "'", '"', "|\n", ">\n", "{{date}}"),
    *("\r", "\r\n", "\0", "\ufeff", "\x85", "\u2028", "\xa0", "\ufe0f", "\x01", "é"),
)
characters = st.characters(exclude_categories=["Cs"])
pieces = st.sampled_from(PIECES)
words = st.sampled_from(("a", "Ana", "b c", "1", " ", "\n", "\n", "\n- ", "\n> "))
texts = st.lists(st.one_of(pieces, words, st.text(characters, max_size=4)), max_size=40)
bodies = texts.map("".join)
headers = bodies.map(lambda text: f"---\n{text}\n---\n")
notes = st.one_of(bodies, headers, st.tuples(headers, bodies).map("".join))
folders = st.sampled_from(("n.md", "contacts/A.md", "interviews/I.md", "2026-01-02.md"))
law = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

TAGS: Final = frozenset(
    (
        *("a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl"),
        *("dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ins", "kbd"),
        *("li", "mark", "ol", "p", "pre", "s", "section", "small", "span", "strong"),
        *("sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u"),
        "ul",
    )
)
ATTRIBUTES: Final = frozenset(
    (
        *("alt", "aria-label", "class", "dir", "href", "id", "loading", "open"),
        *("referrerpolicy", "rel", "role", "src", "start", "tabindex", "title"),
    )
)
SCHEMES: Final = frozenset({"", "http", "https", "mailto", "tel"})


def lines_of(text: str) -> list[str]:
    """Return the lines of a note as an editor counts them."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def htmls(body: Body) -> Iterator[Html]:
    """Yield every piece of HTML that a body holds."""
    yield body.prose.html
    for anchor, _, _ in body.prose.headings:
        yield body.prose.part(anchor)
    for _, html in body.prose.blocks:
        yield html
    for found in (body.entries, body.log, body.tasks, body.answers):
        for one in found:
            yield one.html


def at(lines: list[str], span: Span) -> str:
    """Return the text at a place, one character a place, even where there is none."""
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first = lines[span.line - 1][span.column - 1 :]
    inner = lines[span.line : span.end_line - 1]
    return "\n".join([first, *inner, lines[span.end_line - 1][: span.end_column - 1]])


@law
@given(notes, folders)
def test_reading_never_raises(text: str, path: str) -> None:
    """Any text is a note, and every slot of its HTML is one of its links."""
    note, _ = read(text, path)
    for html in htmls(note.body):
        for part in html:
            if isinstance(part, Slot):
                assert 0 <= part.link < len(note.links)


@law
@given(notes, folders)
def test_places(text: str, path: str) -> None:
    """Links, keys, headings, entries, log lines and tasks know where they stand."""
    note, problems = read(text, path)
    lines = lines_of(text)
    for link in note.links:
        if link.span.column == link.span.end_column and link.span.column == 1:
            assert link.span.line <= len(lines)
            continue
        assert flat(at(lines, link.span)) == flat(link.written)
    for field in note.fields:
        assert field.key in at(lines, field.span)
    body = note.body
    for found in (body.headings, body.entries, body.log, body.tasks, body.answers):
        for one in found:
            assert 1 <= one.span.line <= len(lines)
    for problem in problems:
        assert 1 <= problem.span.line <= len(lines) + 1


def flat(text: str) -> str:
    """Leave out what marks quotes, lists and line ends of a link over many lines."""
    return re.sub(r"[\s>\x00-\x1f\x7f-\x9f\ufffd-\uffff]+", " ", readable(text))


@law
@given(notes, folders)
def test_anchors_are_unique(text: str, path: str) -> None:
    """No HTML id stands twice in a note, and every part that has one is found."""
    note, _ = read(text, path)
    html = filled(note.body.prose.html)
    ids = re.findall(r'<[a-z][^<>]* id="([^"]*)"', html)
    ids += [link.id for link in note.links if link.id]
    assert len(ids) == len(set(ids))
    assert all(ids)
    body = note.body
    for found in (body.headings, body.entries, body.log, body.tasks):
        anchors = [one.anchor for one in found]
        assert len(anchors) == len(set(anchors))
        assert set(anchors) <= set(ids)


@law
@given(notes, folders)
def test_html_is_whole_and_harmless(text: str, path: str) -> None:
    """HTML closes what it opens, and has no tag, attribute or scheme but ours."""
    note, _ = read(text, path)
    for html in htmls(note.body):
        check_html(filled(html))


def check_html(html: str) -> None:
    """Read HTML as a browser does, and look at everything in it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html)
    assert parser.errors == [], html
    for element in tree.iter():
        check_element(element)


def check_element(element: Any) -> None:
    """Allow the tags and attributes that the renderer writes, and no others."""
    if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
        return
    assert element.tag in TAGS
    assert set(element.attrib) <= ATTRIBUTES
    for name in ("href", "src"):
        assert urlsplit(element.get(name, "")).scheme in SCHEMES


@law
@given(st.dictionaries(st.sampled_from(("n.md", "contacts/A.md", "Ana.md")), notes))
def test_a_book_of_anything(texts: dict[str, str]) -> None:
    """Whatever notes stand together, their links resolve without an exception."""
    found: list[Note] = [read(text, path)[0] for path, text in texts.items()]
    book = resolve_book(found)
    for path, note in book.notes.items():
        assert len(book.resolutions[path]) == len(note.links)
