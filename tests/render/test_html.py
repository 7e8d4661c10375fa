"""Open places of a note's HTML: links, embeds, pictures; and HTML on other pages."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.graph.embeds import MAX_EMBEDDED
from generator.graph.records import Missing
from generator.render.markup import demoted, has_ids, plain, without_ids
from tests.render.building import ANA, TALK, TALK_TEXT, book_of, material_of, page_of

BODY = re.compile(r'<div class="prose">(.*?)</div>\s*(?=<section|</section)', re.DOTALL)


def shown(text: str, purpose: str = "local", **others: str | bytes) -> str:
    """Return the body of a page with a text, among some other notes."""
    texts: dict[str, str | bytes] = {
        ANA: "---\nname: Ana Reyes Silva\naliases: [Ani]\n---\n## Facts\nHello. ^hi\n",
        "a/Secret.md": "---\nprivate: true\n---\nHidden.\n",
        "a/Twin.md": "One.\n",
        "b/Twin.md": "Two.\n",
        "pic.png": b"",
        "drawing.svg": b"",
        "page.html": b"",
        "cv.pdf": b"",
        "n/Here.md": text,
    }
    texts.update({name.replace("__", "/") + ".md": one for name, one in others.items()})
    made = page_of(book_of(texts, purpose=purpose), "n/here.html")
    body = BODY.search(made)
    assert body
    return body[1].strip()


LINKS = [
    (
        "[[Ana Reyes]]",
        '<a class="link contact" href="../contacts/ana-reyes.html" id="{}" dir="auto">'
        "Ana Reyes Silva</a>",
    ),
    ("[[Ana Reyes|her]]", ">her</a>"),
    ("[[contacts/Ana Reyes]]", ">Ana Reyes Silva</a>"),
    ("[[ana reyes]]", ">Ana Reyes Silva</a>"),
    ("[[Ana Reyes#Facts]]", ">Ana Reyes Silva \u203a Facts</a>"),
    ("[[Ana Reyes#Facts]]", 'href="../contacts/ana-reyes.html#h-facts"'),
    ("[[Ana Reyes#^hi]]", 'href="../contacts/ana-reyes.html#%5Ehi"'),
    ("[[Ani]]", ">Ani</a>"),
    ("[of hers](../contacts/Ana%20Reyes.md)", ">of hers</a>"),
    (
        "[of *hers*](../contacts/Ana%20Reyes.md)",
        ">of <em>hers</em></a>",
    ),
    (
        "[[Nobody At All]]",
        '<span class="link missing" id="{}" title="no note has this name">'
        "Nobody At All</span>",
    ),
    ("[[Nobody|x]]", ">x</span>"),
    ("[[Ana Reyez]]", "no note has this name"),
    (
        "[[Ana Reyes#Nothing]]",
        'class="link contact unanchored" href="../contacts/ana-reyes.html"',
    ),
    ("[[Ana Reyes#Nothing]]", 'title="nothing there is called Nothing"'),
    ("[[Twin]]", 'class="link page ambiguous"'),
    ("[[Twin]]", "a/Twin.md, b/Twin.md"),
    ("[[Secret]]", 'class="link page private"'),
    ("[[../../x]]", "outside the content folder"),
    ("[[cv.pdf]]", '<a class="link file" href="../files/cv.pdf"'),
    ("[[page.html]]", 'href="../files/page.html.txt"'),
    ("[[drawing.svg]]", '<span class="link file"'),
    ("[[#Down]]\n\n# Down", ">Down</a>"),
    ("[[#Down]]\n\n# Down", 'href="#h-down"'),
    (
        "[out](https://example.org/)",
        '<a href="https://example.org/" rel="noopener noreferrer">out</a>',
    ),
]


@pytest.mark.parametrize(("written", "html"), LINKS)
def test_links(written: str, html: str) -> None:
    """A link leads where it resolves to, says its state, and has its own id."""
    made = shown(f"See {written}")
    anchor = re.search(r' id="(l-[^"]+)"', made)
    assert html.replace("{}", anchor[1] if anchor else "") in made


def test_a_missing_link_suggests() -> None:
    """Where a near name is known, the link says so."""
    result = book_of({"n/Here.md": "See [[Anna]]"})
    near = Missing(suggestions=("Ana Reyes",))
    book = dataclasses.replace(result.book, resolutions={"n/Here.md": (near,)})
    links = dataclasses.replace(material_of(result), book=book).links
    look = links.look("n/Here.md", 0, "n/here.html")
    assert look.title == "no note has this name; did you mean Ana Reyes?"


def test_a_lead_says_so() -> None:
    """A person without a note is linked to their page and said to have no note."""
    talk = page_of(book_of({TALK: TALK_TEXT}), "interviews/2026-02-24-ana.html")
    assert '<a class="link lead" href="../contacts/farid-haddad.html" id="' in talk
    assert 'title="no note yet" dir="auto">Farid Haddad</a>' in talk


def test_published_links_say_nothing() -> None:
    """A published site does not tell what is missing, private or ambiguous."""
    made = shown("A [[Nobody]] b [[Secret]] c [[Twin]] d", purpose="published")
    assert "title=" not in made
    assert "missing" not in made
    assert "private" not in made
    assert "ambiguous" not in made
    assert re.search(r'A <span id="[^"]*">Nobody</span> b', made)


PICTURES = [
    ("![[pic.png]]", '<p class="picture"><img src="../files/pic.png" alt="pic"'),
    ("![[pic.png|200]]", 'alt="pic" width="200"'),
    ("![[pic.png|200x100]]", 'width="200" height="100"'),
    ("![[pic.png|a lamp]]", 'alt="a lamp"'),
    ("![[pic.png|a lamp|90]]", 'alt="a lamp" width="90"'),
    ("![a lamp](../pic.png)", 'src="../files/pic.png" alt="a lamp"'),
    ("![[drawing.svg]]", '<img src="../files/drawing.svg"'),
    ("Left ![[pic.png]] right", 'Left <img src="../files/pic.png"'),
    ("![[cv.pdf]]", '<p><a class="link file" href="../files/cv.pdf"'),
    ("![[Nobody]]", '<p><span class="link missing"'),
]


@pytest.mark.parametrize(("written", "html"), PICTURES)
def test_pictures(written: str, html: str) -> None:
    """Pictures are shown in the size that is asked for; other files are linked."""
    assert html in shown(written)


def test_an_embedded_note() -> None:
    """A note stands in another, under its name, without ids of its own."""
    other = "# A heading\nText with [[Ana Reyes]] and [[#A heading]].\n\n- [ ] do ^t\n"
    made = shown("Before.\n\n![[Other]]\n\nAfter.", n__Other=other)
    inner = made[made.index('<div class="embed">') : made.index("After.")]
    assert '<p class="from"><a class="link page" href="other.html"' in inner
    assert "A heading" in inner
    assert 'href="../contacts/ana-reyes.html"' in inner
    assert 'href="other.html#h-a-heading"' in inner
    own = re.findall(r' id="([^"]+)"', inner)
    assert len(own) == 1  # the link in the page's own text


def test_embedded_parts() -> None:
    """Only the heading's or the block's part is shown."""
    other = "Top.\n\n## One\nFirst.\n\n## Two\nSecond. ^blk\n"
    made = shown("![[Other#One]]", n__Other=other)
    assert "First." in made
    assert "Second." not in made
    made = shown("![[Other#^blk]]", n__Other=other)
    assert "Second." in made
    assert "First." not in made
    made = shown("![[Other#Three]]", n__Other=other)
    assert "unanchored" in made
    assert "First." not in made


def test_an_embed_in_a_sentence_is_a_link() -> None:
    """A note cannot stand in the middle of a line: it is linked."""
    made = shown("Before ![[Other]] after.", n__Other="Text.")
    assert "Text." not in made
    assert re.search(
        r'Before <a class="link page" href="other.html"[^>]*>Other</a>', made
    )


def test_embed_cycles() -> None:
    """Where a note would begin again, a placeholder says so."""
    made = shown("Me. ![[Here]]\n\n![[Here]]")
    assert made.count("contains itself here") == 1
    made = shown("![[Other]]", n__Other="Text.\n\n![[Here]]")
    assert made.count("Text.") == 1
    assert "contains itself here" in made


def test_diamonds_are_allowed() -> None:
    """The same note twice, side by side, is no cycle."""
    made = shown("![[Other]]\n\n![[Other]]", n__Other="Text.")
    assert made.count("Text.") == 2


def test_deep_and_large_embeds_stop() -> None:
    """A long chain of embeds, or too much text in all, ends in a placeholder."""
    chain = {f"n__C{at}": f"Link {at}.\n\n![[C{at + 1}]]\n" for at in range(20)}
    made = shown("![[C0]]", **chain)
    assert "Link 7." in made
    assert "Link 8." not in made
    assert "is too much to show here" in made
    bomb = {f"n__B{at}": f"![[B{at + 1}]]\n\n" * 20 for at in range(6)}
    bomb["n__B6"] = "x" * 2000 + "\n"
    made = shown("![[B0]]", **bomb)
    assert len(made) < 20 * MAX_EMBEDDED
    assert "is too much to show here" in made


HOSTILE = [
    "[[Ana Reyes|<script>alert(1)</script>]]",
    '[[Ana Reyes|" onmouseover="alert(1)]]',
    '![[pic.png|" onerror="alert(1)]]',
    '[[No "quotes" <b>here</b>]]',
    "[x](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '# <svg onload=alert(1)> "',
]


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_notes(written: str) -> None:
    """Nothing in a note becomes a script, a handler or a tag of its own."""

    class Reader(HTMLParser):
        tags: list[tuple[str, list[tuple[str, str | None]]]]

        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            self.tags.append((tag, attrs))

    reader = Reader()
    reader.tags = []
    reader.feed(shown(f"{written}\n\nEnd."))
    for tag, attributes in reader.tags:
        assert tag not in {"script", "svg", "b", "iframe"}
        assert not [name for name, _ in attributes if name.startswith("on")]
        assert not [v for _, v in attributes if v and "javascript:" in v]


def test_ids_go_and_references_lead_home() -> None:
    """On another page ids vanish, and links to them lead to the page they were on."""
    html = (
        '<p id="x" class="a">b <a href="#fn1" id=\'no\'>c</a> '
        '<a class="f" href="#fn1">1</a> <i title=\'id="no"\'>d</i> id="kept"</p>'
    )
    made = without_ids(html, "../n.html")
    assert '<p class="a">b' in made
    assert '<a class="f" href="../n.html#fn1">1</a>' in made
    assert 'id="kept"</p>' in made
    assert without_ids('<td align="x" id="y">', "") == '<td align="x">'
    assert without_ids('<label for="x" id="y">', "") == "<label>"


@given(
    st.lists(
        st.sampled_from(
            [
                *("<p", "<a", "</p>", ">", " ", "\n", "word", "id=x"),
                *(' id="x"', " ID", ' class="id"', ' data-id="x"', ' title=" id"'),
                *(' for="x"', ' Aria-LabelledBy="x"', ' href="#x"', ' href="x#y"'),
            ]
        )
    ).map("".join)
)
def test_what_has_no_ids_is_the_same_elsewhere(html: str) -> None:
    """Where no ids are seen, taking them away would change nothing."""
    assert has_ids(html) or without_ids(html, "page.html") == html


@given(st.text(alphabet="<>\"'= idp&;#x/", max_size=40))
def test_taking_ids_away_makes_no_tags(text: str) -> None:
    """Text that looks like tags and attributes stays text."""
    escaped = Markup.escape(text)
    html = f'<p title="{escaped}" id="x">{escaped}</p>'
    assert without_ids(html, "") == f'<p title="{escaped}">{escaped}</p>'


def test_headings_go_below_the_page() -> None:
    """A note's headings stand below the page's own, without gaps; its title once."""
    html = Markup('<h1 id="h-a">A &amp; B</h1>\n<h2 id="h-c">C</h2><h6>F</h6><hr>')
    assert demoted(html, "A & B") == (
        '<div id="h-a"></div><h2 id="h-c">C</h2><h3>F</h3><hr>'
    )
    assert demoted(html, "Z", top=3).startswith('<h3 id="h-a">A &amp; B</h3>')
    assert demoted(Markup("<h1>A</h1>x"), "A") == "x"


def test_plain_text() -> None:
    """Plain text has spaces between blocks, none inside words, and no tags of notes."""
    html = Markup('<p>a<em>b</em>, c &lt;d&gt; <span class="tag">#x</span></p><p>e</p>')
    assert plain(html) == "ab, c <d> e"
