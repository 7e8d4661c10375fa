"""Golden sites: what every page of three small books says, and their problems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import html5lib
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tests.conftest import Golden, MakeBook

GOLDEN: Final = Path(__file__).parent / "golden"
_BLOCKS: Final = frozenset(
    {"main", "section", "article", "aside", "header", "nav", "div", "p", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr"}
    | {"caption", "details", "summary", "blockquote", "pre", "figure"}
)
_MARKS: Final = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- "}


def rendition(page: bytes) -> str:
    """Return what a page's main part says, a line for each block, links in [ ]."""
    tree = html5lib.parse(page.decode(), namespaceHTMLElements=False)
    main = tree.find(".//main")
    assert main is not None
    lines: list[str] = [""]
    _write(main, lines)
    return "\n".join(line.rstrip() for line in lines if line.strip(" -#"))


def _write(element: Element, lines: list[str]) -> None:
    name = str(element.tag)
    if name in {"script", "svg"}:
        return
    if name in _BLOCKS:
        lines.append(_MARKS.get(name, ""))
    if name == "a" and element.get("href"):
        lines[-1] += f"[{' '.join(''.join(_words(element)).split())}]"
        lines[-1] += f"({element.get('href')})"
    else:
        _inside(element, lines)
    if name in _BLOCKS:
        lines.append("")
    elif name in {"td", "th"}:
        lines[-1] += " | "


def _inside(element: Element, lines: list[str]) -> None:
    if element.tag == "img":
        lines[-1] += f"!({element.get('src')})"
    lines[-1] += _flat(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _write(child, lines)
        lines[-1] += _flat(child.tail)


def _words(element: Element) -> Iterator[str]:
    yield from element.itertext()


def _flat(text: str | None) -> str:
    if not text:
        return ""
    joined = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() and joined else ""
    return f"{before}{joined}{after}"


@pytest.mark.parametrize("name", ["minimal", "everything", "broken"])
def test_golden_site(name: str, book: MakeBook, golden: Golden) -> None:
    """Every page says what it said when somebody last looked at it."""
    content = GOLDEN / name / "content"
    texts = {
        file.relative_to(content).as_posix(): file.read_text("utf-8")
        for file in sorted(content.rglob("*.md"))
    }
    result = book(texts)
    pages = [
        f"=== {path}\n{rendition(made())}\n"
        for path, made in sorted(result.site.items())
        if path.endswith(".html") and callable(made)
    ]
    golden(f"{name}/site.txt", "\n".join(pages))
    problems = "".join(f"{problem}\n" for problem in result.diagnostics)
    golden(f"{name}/diagnostics.txt", problems)
