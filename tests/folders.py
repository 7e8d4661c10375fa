"""A built site read from its folder, as a browser reads it from `file://`."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a page loads by itself, tag and attribute; all else waits for a click.
LOADED: Final = {
    *(("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset")),
    *(("source", "src"), ("source", "srcset"), ("audio", "src"), ("video", "src")),
    *(("video", "poster"), ("track", "src"), ("use", "href"), ("image", "href")),
}
CLICKED: Final = {("a", "href"), ("area", "href")}
OUTSIDE: Final = {"http", "https", "mailto", "tel"}
UNSEEN: Final = {"script", "style", "template", "dialog"}
INLINE: Final = frozenset(
    {
        *("a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "s", "small"),
        *("span", "strong", "sub", "sup", "time", "u"),
    }
)


@dataclass(frozen=True)
class Place:
    """A reference on a page: by which tag, and what it says."""

    tag: str
    attribute: str
    value: str

    @property
    def loaded(self) -> bool:
        """Whether the page asks for it without a click."""
        return (self.tag, self.attribute) in LOADED


@dataclass(frozen=True)
class Page:
    """One page of a site, read strictly: an error of HTML raises."""

    path: str
    text: str

    @cached_property
    def tree(self) -> Any:
        """Its elements; names without a namespace."""
        builder = html5lib.getTreeBuilder("etree")
        parser = html5lib.HTMLParser(
            tree=builder, strict=True, namespaceHTMLElements=False
        )
        return parser.parse(self.text)

    @cached_property
    def elements(self) -> list[tuple[str, dict[str, str]]]:
        """Name and attributes of every element, without namespaces."""
        return [
            (_plain(one.tag), {_plain(key): value for key, value in one.items()})
            for one in self.tree.iter()
            if isinstance(one.tag, str)
        ]

    @cached_property
    def ids(self) -> list[str]:
        """Every id, repeats too."""
        return [given["id"] for _, given in self.elements if "id" in given]

    @cached_property
    def places(self) -> list[Place]:
        """Every reference."""
        return [
            Place(tag, name, value)
            for tag, given in self.elements
            for name, value in given.items()
            if (tag, name) in LOADED | CLICKED
        ]

    @cached_property
    def words(self) -> str:
        """Its text as it is read: white space made plain, blocks apart."""
        return text_of(self.tree.find("body"))

    @cached_property
    def main(self) -> str:
        """The text of its main part."""
        return text_of(self.tree.find(".//main"))

    def seen(self) -> Any:
        """Return a copy of its body without what is hidden, pictures as their words."""
        return _seen(self.tree.find("body"))

    @cached_property
    def clickable(self) -> list[str]:
        """Where its links lead that are not hidden."""
        return [one.get("href") for one in self.seen().iter("a") if one.get("href")]

    @cached_property
    def sources(self) -> list[str]:
        """The notes that it says it was made of."""
        return [
            "".join(one.itertext())
            for one in self.tree.iter()
            if one.tag in {"p", "small"} and "file" in one.get("class", "").split()
        ]

    def attribute(self, tag: str, name: str, /, **wanted: str) -> str:
        """Return an attribute of the first element of a sort; empty: none."""
        for found, given in self.elements:
            if found == tag and wanted.items() <= given.items():
                return given.get(name, "")
        return ""


def text_of(element: Any) -> str:
    """Return the text of an element as it is read: white space plain, blocks apart."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    """Yield the texts of an element in order, a space around each block."""
    space = "" if element.tag in INLINE else " "
    yield space + (element.text or "" if isinstance(element.tag, str) else "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield space


def _seen(element: Any) -> Any:
    """Return a copy of an element as it is seen before any script runs."""
    kept = element.makeelement(element.tag, dict(element.items()))
    kept.text, kept.tail = element.get("alt") or element.text, element.tail
    for child in element:
        if child.get("hidden") is None and child.tag not in UNSEEN:
            kept.append(_seen(child))
        else:  # what follows it is seen
            gap = kept.makeelement("span", {})
            gap.tail = child.tail
            kept.append(gap)
    return kept


def _plain(name: Any) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2]


class SiteFolder:
    """The files of a built site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = [file for file in folder.rglob("*") if file.is_file()]
        self.files = {file.relative_to(folder).as_posix() for file in found}
        self.pages = {
            path: Page(path, (folder / path).read_bytes().decode())
            for path in sorted(self.files)
            if path.endswith(".html")
        }

    def faults(self) -> list[str]:
        """Return every reference that leads nowhere or out of the site."""
        return [
            f"{page.path}: <{place.tag} {place.attribute}={place.value!r}>: {fault}"
            for page in self.pages.values()
            for place in page.places
            if (fault := self.fault(page, place))
        ]

    def fault(self, page: Page, place: Place) -> str:
        """Return what is wrong with a reference; empty: nothing."""
        url = urlsplit(place.value)
        if url.scheme or url.netloc:
            fits = not place.loaded and url.scheme in OUTSIDE
            return "" if fits else "leads out of the site"
        if url.query:
            return "asks a server"
        if not url.path:
            return self.anchor_fault(page.path, url.fragment)
        if url.path.startswith("/") != (page.path == "404.html"):
            return "is absolute" if page.path != "404.html" else "is relative"
        return self.target_fault(self.joined(page.path, url.path), url.fragment)

    def joined(self, page: str, path: str) -> str:
        """Return the file that a path on a page names, from the site's folder."""
        here = "/" if page == "404.html" else f"/{posixpath.dirname(page)}"
        return posixpath.normpath(posixpath.join(here, unquote(path))).lstrip("/")

    def target_fault(self, target: str, fragment: str) -> str:
        """Return what is wrong with a target."""
        if target not in self.files:
            folder = (self.folder / target).is_dir()
            return "names a folder" if folder else f"there is no {target}"
        return self.anchor_fault(target, fragment) if fragment else ""

    def anchor_fault(self, target: str, fragment: str) -> str:
        """Return what is wrong with a place on a page."""
        if target not in self.pages:
            return "a place in a file that is no page"
        there = unquote(fragment) in self.pages[target].ids
        return "" if there else f"there is no #{unquote(fragment)} on {target}"

    def reached(self) -> set[str]:
        """Return every page that links lead to from the first one, without scripts."""
        found, waiting = {"index.html"}, ["index.html"]
        while waiting:
            page = self.pages[waiting.pop()]
            urls = (urlsplit(one) for one in page.clickable)
            inner = {
                self.joined(page.path, url.path)
                for url in urls
                if url.path and not url.scheme and not url.netloc
            }
            fresh = (inner & self.pages.keys()) - found
            found |= fresh
            waiting += fresh
        return found

    def linked_from(self, path: str) -> set[str]:
        """Return every file of the site that a page links to."""
        page = self.pages[path]
        inner = (urlsplit(place.value) for place in page.places)
        return {
            self.joined(path, url.path)
            for url in inner
            if url.path and not url.scheme and not url.netloc
        }

    def styles(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of every style sheet."""
        for path in sorted(self.files):
            if path.endswith(".css"):
                yield path, (self.folder / path).read_text(encoding="utf-8")


def style_faults(site: SiteFolder) -> list[str]:
    """Return what the style sheets load that is no file of the site."""
    found = []
    for path, text in site.styles():
        plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        found += [f"{path}: @import"] * plain.count("@import")
        for one in re.findall(r"url\(\s*[\"']?([^\"')]+)", plain):
            target = site.joined(path, one.partition("#")[0])
            if one.startswith("data:") or urlsplit(one).scheme:
                found.append(f"{path}: {one}")
            elif target not in site.files:
                found.append(f"{path}: there is no {target}")
    return found
