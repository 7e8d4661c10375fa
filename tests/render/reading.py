"""A page of the site taken apart: ids, links, headings, what must never stand there."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"br", "hr", "img", "link", "meta", "rect", "circle", "path"})


class Reading(HTMLParser):
    """What a page holds; complains about tags that do not fit."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self.headings: list[int] = []
        self.current: list[str] = []
        self.labels: list[str] = []
        self.faults: list[str] = []
        self.title = ""
        self.lang = ""
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        if self._open:
            self.faults.append(f"left open: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if len(found) != len(attrs):
            self.faults.append(f"an attribute twice on {tag}")
        self._check(tag, found)
        if tag in {"br", "dd", "dt", "div", "h2", "li", "p", "small", "td", "th"}:
            self.text.append(" ")
        self._collect(tag, found)
        if tag not in VOID:
            self._open.append(tag)

    def _collect(self, tag: str, found: dict[str, str]) -> None:
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
            if "aria-current" in found:
                self.current.append(found["href"])
        if tag == "html":
            self.lang = found.get("lang", "")
        if tag in {"img", "script", "link"}:
            self.files.append(found.get("src") or found["href"])
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        self.labels += found.get("aria-labelledby", "").split()

    def _check(self, tag: str, found: dict[str, str]) -> None:
        for name in found:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{name} on {tag}")
        if tag == "img" and "alt" not in found:
            self.faults.append("a picture without words")
        if tag in {"style", "iframe", "form", "object", "embed", "base"}:
            self.faults.append(f"<{tag}>")
        if tag == "p" and "p" in self._open:
            self.faults.append("p in p")
        if "a" in self._open and tag == "a":
            self.faults.append("a link in a link")
        blocks = {"div", "p", "ul", "ol", "section", "table", "h2", "h3", "h4"}
        if (
            self._open
            and self._open[-1] in {"p", "small", "h1", "h2"}
            and tag in blocks
        ):
            self.faults.append(f"<{tag}> in <{self._open[-1]}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-3:]}")
            return
        self._open.pop()

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.title += data
        if self._open and self._open[-1] == "script" and data.strip():
            self.faults.append("a script on the page")
        self.text.append(data)

    @property
    def words(self) -> str:
        """All text, white space made plain."""
        return " ".join("".join(self.text).split())
