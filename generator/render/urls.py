"""Which page and file of the site lies where, and links between them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from msgspec import Struct

from generator.render.slugs import folder_slug, is_unsafe, slug_of, with_digest
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.graph.records import Book
    from generator.model import Note

KIND_FOLDERS: Final = {
    Kind.CONTACT: "contacts",
    Kind.INTERVIEW: "interviews",
    Kind.ORGANIZATION: "organizations",
    Kind.QUESTION: "questions",
}
TODAY: Final = "index.html"
NOT_FOUND: Final = "404.html"
FEED: Final = "follow-ups.ics"
SECTIONS: Final = (
    *("follow-ups", "contacts", "interviews", "organizations", "advice"),
    *("information", "referrals", "questions", "network", "numbers", "week"),
    *("fields", "tags", "notes", "report", "problems", "audience", "search"),
)
FILES: Final = "files"
# What no browser runs, however a host serves it. Anything else gets `.txt` behind
# its name: a page, a script or a style sheet in the notes is then text to read.
# An SVG picture is copied for <img>; nothing links to it, since opened by itself
# it could run its scripts as a page of this site.
INERT: Final = frozenset(
    {
        *("avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "svg"),
        *("tif", "tiff", "webp"),
        *("aac", "flac", "m4a", "m4v", "mov", "mp3", "mp4", "oga", "ogg"),
        *("ogv", "opus", "wav", "webm"),
        *("csv", "eml", "ics", "json", "md", "pdf", "rtf", "tsv", "txt", "vcf"),
        *("doc", "docx", "epub", "key", "numbers", "odp", "ods", "odt"),
        *("pages", "ppt", "pptx", "xls", "xlsx"),
        *("7z", "gz", "tar", "zip"),
    }
)
_OURS: Final = frozenset(
    {TODAY, NOT_FOUND, *(f"{section}/index.html" for section in SECTIONS)}
)
_NOTE: Final = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_AUDIENCE: Final = re.compile(r"audience/[^/]+\.html")
_YEAR: Final = re.compile(r"(?:advice|information|referrals)/(?:\d{4}|undated)\.html")


class Urls(Struct, frozen=True, kw_only=True):
    """Where everything lies, as paths from the root of the site, not encoded.

    Attributes:
        notes: By path of the note.
        leads: By id.
        fields: By name.
        tags: By folded tag, the tags above a nested one among them.
        assets: By path of the attachment.
    """

    notes: Mapping[str, str]
    leads: Mapping[str, str]
    fields: Mapping[str, str]
    tags: Mapping[str, str]
    assets: Mapping[str, str]

    def of(self, target: str) -> str:
        """Return the URL of a note or lead."""
        return self.leads[target] if target in self.leads else self.notes[target]

    def brief_of(self, path: str) -> str:
        """Return the URL of a contact's, lead's or interview's brief.

        No other page's name has a dot before its ending, so nothing is in the way.
        """
        return f"{self.of(path).removesuffix('.html')}.brief.html"


class _Wish(Struct, frozen=True):
    folder: str
    slug: str
    ending: str
    source: str

    def url(self, digits: int) -> str:
        name = with_digest(self.slug, self.source, digits) if digits else self.slug
        return f"{self.folder}{name}{self.ending}"


def assign_urls(
    book: Book,
    fields: Iterable[str] = (),
    before: tuple[Book, Urls] | None = None,
) -> Urls:
    """Give every note, lead, field, tag and attachment its place in the site.

    Args:
        book: All notes.
        fields: Names of the careers that have a page.
        before: Another book with its URLs, which hold where all names are the same.

    Returns:
        URLs that differ even where case and Unicode form do not count. They
        depend on names alone, never on an order: what would coincide with
        another, or with a page of ours, gets digits of its path's digest.
    """
    fields = tuple(fields)
    if before and _are_named_alike(*before, book, fields):
        return before[1]
    wishes: dict[tuple[str, str], _Wish] = {}
    for path, note in book.notes.items():
        wishes["note", path] = _note_wish(path, note)
    for lead in book.leads.values():
        slug = slug_of(lead.name.rpartition("/")[2], "somebody")
        wishes["lead", lead.id] = _Wish("contacts/", slug, ".html", lead.id)
    for name in fields:
        slug = slug_of(name, "field")
        wishes["field", name] = _Wish("fields/", slug, ".html", f"field:{name}")
    for tag in map(fold, all_tags(book)):
        wishes["tag", tag] = _Wish("tags/", slug_of(tag, "tag"), ".html", f"tag:{tag}")
    for path in book.assets:
        wishes["asset", path] = _asset_wish(path)
    urls = _distinct(wishes)
    return Urls(
        notes=_of_sort(urls, "note"),
        leads=_of_sort(urls, "lead"),
        fields=_of_sort(urls, "field"),
        tags=_of_sort(urls, "tag"),
        assets=_of_sort(urls, "asset"),
    )


def _are_named_alike(
    then: Book, urls: Urls, book: Book, fields: tuple[str, ...]
) -> bool:
    """Say whether everything that has a place has the same name in another book."""
    return (
        tuple(urls.fields) == fields
        and then.assets.keys() == book.assets.keys()
        and _names_of_leads(then) == _names_of_leads(book)
        and then.notes.keys() == book.notes.keys()
        and all(
            note is (old := then.notes[path])
            or (note.kind, note.tags) == (old.kind, old.tags)
            for path, note in book.notes.items()
        )
    )


def _names_of_leads(book: Book) -> list[tuple[str, str]]:
    return [(lead.id, lead.name) for lead in book.leads.values()]


def file_name(path: str) -> str:
    """Return the name of a note's file without folders and ending."""
    return _NOTE.sub("", path.rpartition("/")[2])


def fold(text: str) -> str:
    """Return a text as it is compared: neither case nor Unicode form counts."""
    if text.isascii():  # most are, and have one form only
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


# A tag of a thousand levels would have a thousand pages.
_MOST_ABOVE: Final = 20


def all_tags(book: Book) -> Iterator[str]:
    """Yield every tag of the notes and every tag above a nested one."""
    seen = dict.fromkeys(tag for note in book.notes.values() for tag in note.tags)
    for tag in seen:
        yield from lineage(tag)


def lineage(tag: str) -> Iterator[str]:
    """Yield a tag and the tags above it, at most twenty: `skill/sql`, `skill`."""
    above = tag.split("/", _MOST_ABOVE)[:-1]
    names = ["/".join(above[:count]) for count in range(1, len(above) + 1)]
    yield from filter(None, (tag, *reversed(names)))


def relative(from_url: str, to_url: str, anchor: str = "") -> str:
    """Return the link from one page to a place on another.

    Args:
        from_url: The page that holds the link.
        to_url: The page or file that it leads to.
        anchor: HTML id on it; empty: its top.

    Returns:
        A percent-encoded relative reference that names a file, so that it works
        from any folder of any host and from `file://`.
    """
    if anchor and from_url == to_url:
        return _fragment(anchor)
    path = _path(from_url.rpartition("/")[0], to_url)
    return path + _fragment(anchor) if anchor else path


def absolute(base: str, to_url: str) -> str:
    """Return the link from the root of the host; only `404.html` needs it."""
    return quote(base, safe="/:") + quote(to_url)


def _fragment(anchor: str) -> str:
    # Most anchors are our own, made of letters and digits with hyphens between.
    if anchor.isascii() and anchor.replace("-", "").isalnum():
        return f"#{anchor}"
    return f"#{quote(anchor, safe='')}"


@lru_cache(maxsize=1 << 13)
def _path(folder: str, to_url: str) -> str:
    here = folder.split("/") if folder else []
    there = to_url.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - common) + "/".join(_quoted(to_url)[common:])


@lru_cache(maxsize=1 << 12)
def _quoted(url: str) -> tuple[str, ...]:
    """Return the parts of a URL as a link names them, from whichever folder."""
    return tuple(quote(url).split("/"))


def _note_wish(path: str, note: Note) -> _Wish:
    folders = path.rpartition("/")[0]
    slug = slug_of(file_name(path))
    folder = KIND_FOLDERS.get(note.kind)
    place = f"{folder}/" if folder else _mirrored(folders)
    return _Wish(place, slug, ".html", path)


def _asset_wish(path: str) -> _Wish:
    folders, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem:
        stem, ending = name, ""
    kept = slug_of(ending, "")[:20]
    if kept not in INERT:
        kept = f"{kept}.txt" if kept else "txt"
    slug = slug_of(stem, "file")
    return _Wish(f"{FILES}/{_mirrored(folders)}", slug, f".{kept}", path)


def _mirrored(folders: str) -> str:
    parts = folders.split("/") if folders else []
    slugs = [
        folder_slug(part, "/".join(parts[: depth + 1]))
        for depth, part in enumerate(parts)
    ]
    return "".join(f"{slug}/" for slug in slugs)


def _distinct(wishes: Mapping[tuple[str, str], _Wish]) -> dict[tuple[str, str], str]:
    """Lengthen whatever coincides until nothing does; the digests differ at last."""
    digits = {key: 4 * is_unsafe(wish.slug) for key, wish in wishes.items()}
    while True:
        urls = {key: wish.url(digits[key]) for key, wish in wishes.items()}
        places: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, url in urls.items():
            places[fold(url)].append(key)
        clashing = [
            key
            for place, keys in places.items()
            if len(keys) > 1 or place in _OURS or _is_page_of_ours(place)
            for key in keys
        ]
        if not clashing:
            return urls
        for key in clashing:
            digits[key] += 4


def _is_page_of_ours(place: str) -> bool:
    return bool(_YEAR.fullmatch(place) or _AUDIENCE.fullmatch(place))


def _of_sort(urls: Mapping[tuple[str, str], str], sort: str) -> dict[str, str]:
    return {name: url for (kind, name), url in urls.items() if kind == sort}
