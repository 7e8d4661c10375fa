"""A link as written -> where it leads, by Obsidian's rules."""

from __future__ import annotations

import unicodedata
from copy import copy
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.graph.records import (
    Found,
    FoundAsset,
    FoundLead,
    Missing,
    Outside,
)
from generator.model import Place
from generator.parse.anchors import fold_heading, fold_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.graph.records import (
        PersonId,
        Resolution,
    )
    from generator.model import Link, Note

_ENDINGS: Final = ("", ".md", ".markdown")
_FILE_LIKE: Final = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "bmp",
        "pdf",
        "docx",
        "xlsx",
        "pptx",
        "csv",
        "txt",
        "zip",
        "mp3",
        "mp4",
        "m4a",
        "mov",
        "wav",
        "webm",
        "ogg",
        "base",
        "canvas",
        "html",
        "excalidraw",
    ]
)


def fold_path(text: str) -> str:
    """Return a path as links compare it: NFC, without case."""
    if text.isascii():  # most are, and have one form only
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


class Resolver:
    """Knows every path and name of a book; built once, asked for each link."""

    def __init__(self, notes: Mapping[str, Note], assets: Iterable[str]) -> None:
        """Index the notes and attachments of a book."""
        self.notes = notes
        self._exact: dict[str, str] = {}
        self._by_last: dict[str, list[tuple[str, str]]] = {}
        for path in sorted([*notes, *assets]):
            folded = fold_path(path)
            self._exact.setdefault(folded, path)
            ends = self._by_last.setdefault(folded.rpartition("/")[2], [])
            ends.append((f"/{folded}", path))
        self._names = _names(notes)
        self.leads: dict[PersonId, str] = {}
        self._memo: dict[tuple[str, str], Resolution | None] = {}

    def over(self, notes: Mapping[str, Note]) -> Resolver:
        """Return a resolver for notes of the same paths and names, with other texts."""
        other = copy(self)
        other.notes = notes
        return other

    def resolve(self, source: str, link: Link) -> Resolution:
        """Return where a link of a note leads.

        Args:
            source: Path of the note that it stands in.
            link: The link.

        Returns:
            A note, an attachment, a lead (only once `leads` holds the name),
            nothing, or outside.

        Source: README, "Links".
        """
        if not link.target:
            found: Resolution | None = Found(note=source) if link.anchor else None
        else:
            found = self._target(source, link.target)
        if found is None:
            return self._unresolved(link)
        if isinstance(found, Found) and link.anchor:
            return self._anchored(found, link)
        return found

    def _unresolved(self, link: Link) -> Resolution:
        lead = lead_id(link)
        return FoundLead(lead=lead) if lead in self.leads else Missing()

    def _target(self, source: str, target: str) -> Resolution | None:
        folder = source.rpartition("/")[0]
        key = (folder, target)
        if key not in self._memo:
            self._memo[key] = self._look_up(folder, target)
        return self._memo[key]

    def _look_up(self, folder: str, target: str) -> Resolution | None:
        path = target
        if path.startswith(("./", "../")) or path in {".", ".."}:
            joined = _join(folder, path)
            return Outside() if joined is None else self._at(joined)
        if "../" in path:
            joined = _join("", path.lstrip("/"))
            return Outside() if joined is None else self._at(joined)
        if path.startswith("/"):
            return self._at(path.strip("/"))
        return self._at(path) or self._ending_with(folder, path) or self._named(path)

    def _at(self, path: str) -> Resolution | None:
        """Return what lies at a path from the root."""
        folded = fold_path(path)
        for ending in _ENDINGS:
            if hit := self._exact.get(folded + ending):
                return self._found((hit,))
        return None

    def _ending_with(self, folder: str, path: str) -> Resolution | None:
        """Return the best of those whose path ends with a path, at a `/`."""
        folded = fold_path(path)
        for ending in _ENDINGS:
            wanted = folded + ending
            ends = self._by_last.get(wanted.rpartition("/")[2], ())
            hits = [hit for whole, hit in ends if whole.endswith(f"/{wanted}")]
            if hits:
                return self._found(_best(hits, folder))
        return None

    def _named(self, path: str) -> Resolution | None:
        """Return the one note that has a name or alias."""
        paths = self._names.get(fold_name(path), ())
        return Found(note=paths[0], by_name=True) if len(paths) == 1 else None

    def _found(self, hits: tuple[str, ...]) -> Resolution:
        if hits[0] not in self.notes:
            return FoundAsset(path=hits[0])
        return Found(note=hits[0], candidates=hits if len(hits) > 1 else ())

    def _anchored(self, found: Found, link: Link) -> Found:
        body = self.notes[found.note].body
        if link.anchor.startswith("^"):
            wanted = link.anchor[1:].strip().lower()
            for name, anchor in body.blocks:
                if name.lower() == wanted:
                    return replace(found, anchor=anchor)
            return replace(found, anchor_missing=True)
        heading = find_heading(self.notes[found.note], link.anchor, wiki=link.wiki)
        if heading is None:
            return replace(found, anchor_missing=True)
        return replace(found, anchor=heading)


def find_heading(note: Note, anchor: str, *, wiki: bool = True) -> str | None:
    """Return the HTML id of the heading that a link names.

    Args:
        note: The note.
        anchor: Headings joined with `#`, each below the one before.
        wiki: Whether a wikilink names it; a Markdown link may use a slug, too.

    Returns:
        The first that fits; none where there is none.
    """
    parts = [fold_heading(part) for part in anchor.split("#") if part.strip()]
    if not parts:
        return None
    at, level = 0, 0
    found = None
    for part in parts:
        for number in range(at, len(note.body.headings)):
            heading = note.body.headings[number]
            if found is not None and heading.level <= level:
                return None
            if fold_heading(heading.text) == part:
                found, at, level = heading.anchor, number + 1, heading.level
                break
        else:
            found = None
            break
    if found is None and not wiki:
        wanted = slug(anchor)
        found = next(
            (h.anchor for h in note.body.headings if slug(h.text) == wanted), None
        )
    return found


def lead_id(link: Link) -> PersonId:
    """Return the id that a link's person has as a lead."""
    return f"lead:{fold_name(lead_name(link))}"


def lead_name(link: Link) -> str:
    """Return the name of the person that a link names."""
    return link.target.strip("/").rpartition("/")[2].removesuffix(".md").strip()


def names_lead(link: Link) -> bool:
    """Whether a link that leads nowhere makes a lead.

    Source: README, "Links": a person in `referrals`, `referred_by` or `with`, first
    in an item under Referrals, or brought in by `introduced`.
    """
    if link.place is Place.NONE or not lead_name(link):
        return False
    stem, dot, ending = link.target.strip("/").rpartition("/")[2].rpartition(".")
    return not (stem and dot and ending.lower() in _FILE_LIKE)


def _best(hits: list[str], folder: str) -> tuple[str, ...]:
    """Order candidates, and keep those that are as near as the first."""
    if len(hits) == 1:
        return (hits[0],)

    def rank(path: str) -> tuple[bool, int]:
        return (path.rpartition("/")[0] != folder, path.count("/"))

    nearest = min(rank(hit) for hit in hits)
    equal = [hit for hit in hits if rank(hit) == nearest]
    return tuple(sorted(equal, key=lambda path: (len(path), path)))


def _join(folder: str, path: str) -> str | None:
    """Follow `.` and `..`; none above the root."""
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _names(notes: Mapping[str, Note]) -> dict[str, tuple[str, ...]]:
    """Return names and aliases, folded, with the notes that have them."""
    found: dict[str, dict[str, None]] = {}
    for note in notes.values():
        for name in names_of(note):
            found.setdefault(fold_name(name), {})[note.path] = None
    return {name: tuple(paths) for name, paths in found.items()}


def names_of(note: Note) -> tuple[str, ...]:
    """Return the names by which links find a note besides its path."""
    written = [
        text
        for field in note.fields
        if field.name in {"name", "title"}
        for text in field.texts
    ]
    return (*written, *note.aliases)
