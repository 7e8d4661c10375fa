"""Templates of a book's own: what is wrong with them is said, and nothing stops."""

from __future__ import annotations

import pytest

from generator.diagnostics import Code
from tests.render.building import ANA, book_of, page_of

BROKEN = [
    ("pages/contacts.html", b"{% if %}", 1, "Expected an expression"),
    ("pages/contacts.html", b"a\n{{ page.frame", 2, "unexpected end of template"),
    ("pages/contacts.html", b"\xff", 1, "utf-8"),
    ("pages/contacts.html", b"a\n\n{{ person }}", 3, "nothing is called person"),
    ("pages/contacts.html", b"a\n{{ page.people }}", 2, "the page has no people"),
    ("pages/contacts.html", b'{% extends "x.html" %}', 0, ""),
    ("pages/contacts.html", b"{{ page.rows | nofilter }}", 1, "No filter named"),
]


@pytest.mark.parametrize(("name", "content", "line", "said"), BROKEN)
def test_broken_templates(name: str, content: bytes, line: int, said: str) -> None:
    """A template that cannot be used is a problem, and its page says so."""
    result = book_of({ANA: ""}, own={name: content})
    found = [one for one in result.diagnostics if one.code is Code.TEMPLATE_BROKEN]
    if line:
        assert found[0].span.path == f"templates/{name}"
        assert found[0].span.line == line
        assert said in found[0].message
    page = page_of(result, "contacts/index.html")
    assert "A template cannot be used" in page
    assert f"templates/{name}" in page
    assert "<!doctype html>" in page_of(result, "interviews/index.html")


def test_own_templates() -> None:
    """A template of the book's own is used, and may use ours."""
    own = {
        "pages/contacts.html": (
            b'{% extends "pages/_base.html" %}{% block main %}<h1>Mine</h1>'
            b"{% for row in page.rows %}{{ row.who.text }}{% endfor %}{% endblock %}"
        ),
        "pages/_own.html": b"{{ anything }}",
        "static/own.css": b"a{}",
    }
    result = book_of({ANA: ""}, own=own)
    page = page_of(result, "contacts/index.html")
    assert "<h1>Mine</h1>Ana Reyes" in page
    assert "Menu" in page
    problems = [one.span.path for one in result.diagnostics]
    assert problems == ["templates/pages/_own.html"]


HOSTILE = [
    b"{{ page.__class__ }}",
    b"{{ page.frame.__init__.__globals__ }}",
    b"{{ ''.__class__.__mro__[1].__subclasses__() }}",
    b"{{ page.rows.__add__ }}",
    b"{% set x = page.frame.nav.append(1) %}",
    b"{{ '%s' | format(page.frame.__dict__) }}",
    b"{{ ''.join.__self__ }}",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_templates_run_no_code(content: bytes) -> None:
    """To build somebody else's book runs nothing of theirs on this machine."""
    page = page_of(
        book_of({}, own={"pages/contacts.html": content}), "contacts/index.html"
    )
    assert "A template cannot be used" in page
    assert "&lt;class" not in page


MACROS = [
    ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m('<i>') }}", "&lt;i&gt;"),
    ("{% macro m(a, b='<b>') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", "1&lt;b&gt;"),
    ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(a='&') }}", "&amp;"),
    ("{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}", "False"),
    ("{% macro m() %}{{ varargs[0] }}{% endmacro %}{{ m('<') }}", "&lt;"),
    (
        "{% macro m() %}<b>{{ caller() }}{% endmacro %}{% call m() %}<i>{% endcall %}",
        "<b><i>",
    ),
    ("{% macro m(a) %}<i>{{ a }}{% endmacro %}{% set x = m('<') %}{{ x }}", "<i>&lt;"),
    (
        "{% autoescape false %}{% macro m(a) %}{{ a }}{% endmacro %}"
        "{% autoescape true %}{{ m('<i>') }}{% endautoescape %}{% endautoescape %}",
        "&lt;i&gt;",
    ),
    ("{% for a in ['<', 2] %}{{ a }}{{ 'x' if loop.last }}{% endfor %}", "&lt;2x"),
    ("{{ range(3) | list | length }}{{ cycler('<').next() }}", "3&lt;"),
]


@pytest.mark.parametrize(("template", "said"), MACROS)
def test_macros(template: str, said: str) -> None:
    """However a macro is called, what it says is escaped once and never twice."""
    result = book_of({}, own={"pages/contacts.html": template.encode()})
    assert page_of(result, "contacts/index.html") == said


def test_escaping() -> None:
    """What a template prints is text, whatever it holds."""
    own = {"pages/contacts.html": b"{{ '<b>' }}{{ page.rows[0].who.text }}"}
    texts = {ANA: "---\nname: '<i>'\n---\n"}
    assert (
        page_of(book_of(texts, own=own), "contacts/index.html") == "&lt;b&gt;&lt;i&gt;"
    )
