"""What each link must say so that it leads where it led, once notes have moved."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from generator.edit.splice import UnfitTextError
from generator.graph.records import Found, FoundAsset, FoundLead, Missing, Outside
from generator.graph.resolve import Resolver, find_heading, fold_path
from generator.parse.anchors import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.graph.records import Book, Resolution
    from generator.model import Link, Note

_ENDS_TARGET: Final = re.compile(r"[\[\]|#\n]|\\$")
_ENDS_ANCHOR: Final = re.compile(r"[\[\]|#^\\%\s]+")


class Move(Struct, frozen=True, kw_only=True):
    """What becomes of a note or lead to which links lead.

    Attributes:
        target: Its path, or the lead's id, afterwards.
        name: What links say from then on; empty: they stay as they are wherever
            they still lead there.
        names: What it was called before, folded; any other name by which links
            know it stays.
        labels: Shown texts that are nothing but its old name -> the new one.
        headings: Number of each heading before -> afterwards; none: the same.
        blocks: Block ids that are no longer the same, in lower case -> afterwards.
    """

    target: str
    name: str = ""
    names: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[int, int] | None = None
    blocks: Mapping[str, str] = field(default_factory=dict)


class Said(NamedTuple):
    """What a link is to say.

    Attributes:
        target: Without heading; empty: the note that it stands in.
        anchor: Heading or block.
        shown: The text to show where none is written; empty: none.
        labels: Shown texts -> what they become.
    """

    target: str
    anchor: str
    shown: str = ""
    labels: Mapping[str, str] = {}


class Relinker:
    """Asks for each link of a book where it leads in the book as it will be."""

    def __init__(
        self, book: Book, notes: Mapping[str, Note], moves: Mapping[str, Move]
    ) -> None:
        """Take the book before, its notes afterwards, and what moves."""
        self._book = book
        self._notes = notes
        self._moves = moves
        self._resolver = Resolver(notes, book.assets)

    def links(self) -> Iterator[tuple[str, int, Said]]:
        """Yield the links to write anew: the note's path before, number, words.

        Raises:
            UnfitTextError: Where a link cannot lead to where it led.
        """
        for path, note in self._book.notes.items():
            move = self._moves.get(path)
            source = move.target if move else path
            for number, link in enumerate(note.links):
                where = self._book.resolutions[path][number]
                said = self._said(source, link, where)
                relabelled = said.labels and (
                    link.shown in said.labels or not link.wiki
                )
                if relabelled or said[:2] != (link.target, link.anchor):
                    yield path, number, said

    def _said(self, source: str, link: Link, where: Resolution) -> Said:
        match where:
            case Found(note=note):
                return self._to_note(source, link, where, self._moves.get(note))
            case FoundAsset(path=path):
                if self._now(source, link, link.target) == where:
                    return Said(link.target, link.anchor)
                return Said(self._spelled(source, link, path, path), link.anchor)
            case FoundLead(lead=lead) if lead in self._moves:
                return self._of_lead(source, link, self._moves[lead])
            case _:
                return self._nowhere(source, link, where)

    def _nowhere(self, source: str, link: Link, where: Resolution) -> Said:
        """Let a link that leads nowhere stay as it is, if it still does."""
        now = self._resolver.resolve(source, link)
        if isinstance(now, Found):
            why = f"leads to no note and would then lead to {now.note}"
            if isinstance(where, FoundLead):
                why += "; if that is who is meant, airbook merge joins the two first"
            raise _unfit(link, why)
        if isinstance(now, FoundAsset | Outside) and now != where:
            raise _unfit(link, "would then lead elsewhere")
        return Said(link.target, link.anchor)

    def _of_lead(self, source: str, link: Link, move: Move) -> Said:
        if move.target in self._notes:
            form = link.target if link.target.endswith(".md") else ""
            target = self._spelled(source, link, form, move.target)
            return Said(target, link.anchor, labels=move.labels)
        head, slash, last = link.target.rpartition("/")
        ending = ".md" if last.endswith(".md") else ""
        target = f"{head}{slash}{move.name}{ending}"
        if not isinstance(self._now(source, link, target), Missing):
            why = (
                f"would then lead to the note {move.name}; airbook merge joins the two"
            )
            raise _unfit(link, why)
        return Said(target, link.anchor, labels=move.labels)

    def _to_note(
        self, source: str, link: Link, where: Found, move: Move | None
    ) -> Said:
        path = move.target if move else where.note
        target, shown = link.target, ""
        named = move is not None and _names_anew(link, where, move)
        if target and (named or not self._leads(source, link, path)):
            form = "" if where.by_name else where.note
            target = self._spelled(source, link, form, path)
            if not named and _last(target) != _last(link.target):
                shown = link.target
        anchor = self._anchor(link, where, move, self._notes[path])
        labels = move.labels if move and named else {}
        return Said(target, anchor, shown, labels)

    def _now(self, source: str, link: Link, target: str) -> Resolution:
        """Return where a link leads in the book as it will be."""
        if target == link.target and not link.anchor:
            return self._resolver.resolve(source, link)
        return self._resolver.resolve(source, replace(link, target=target, anchor=""))

    def _leads(self, source: str, link: Link, path: str) -> bool:
        now = self._now(source, link, link.target)
        return isinstance(now, Found) and now.note == path

    def _spelled(self, source: str, link: Link, old: str, new: str) -> str:
        """Return the target that leads to a file, as like to the old one as can be."""
        second = ""
        for target in _spellings(link, old, new, source):
            if link.wiki and _ENDS_TARGET.search(target):
                continue
            match self._now(source, link, target):
                case Found(note=note, candidates=(), by_name=False) if note == new:
                    return target
                case Found(note=note) if note == new:
                    second = second or target
                case FoundAsset(path=path) if path == new:
                    return target
        if not second:
            raise _unfit(link, f"can no longer be written so that it leads to {new}")
        return second

    def _anchor(self, link: Link, where: Found, move: Move | None, note: Note) -> str:
        """Return the heading or block as it is called in the note afterwards."""
        if not link.anchor or where.anchor_missing:
            return link.anchor
        if link.anchor.startswith("^"):
            name = link.anchor[1:].strip().lower()
            return (
                f"^{move.blocks[name]}" if move and name in move.blocks else link.anchor
            )
        number = heading_after(self._book, where, move)
        wanted = note.body.headings[number].anchor
        for text in (link.anchor, *_heading_paths(note, number, link.anchor)):
            if find_heading(note, text, wiki=link.wiki) == wanted:
                return text
        raise _unfit(link, f"can no longer name its heading in {note.path}")


def heading_after(book: Book, where: Found, move: Move | None) -> int:
    """Return the number that the heading to which a link led has afterwards."""
    before = book.notes[where.note].body.headings
    number = next(n for n, one in enumerate(before) if one.anchor == where.anchor)
    return number if move is None or move.headings is None else move.headings[number]


def _unfit(link: Link, why: str) -> UnfitTextError:
    """Return the error that says which link stands in the way, and how."""
    return UnfitTextError(f"{link.span.path}:{link.span.line}: {link.written} {why}")


def _names_anew(link: Link, where: Found, move: Move) -> bool:
    """Whether a link is to say the new name: not where it says a lasting alias."""
    if not move.name or not link.target:
        return False
    return not where.by_name or fold_name(link.target) in move.names


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _spellings(link: Link, old: str, new: str, source: str) -> Iterator[str]:
    """Yield targets for a file, first those in the form that the link has.

    Args:
        link: As it is.
        old: Path of what it leads to; empty: the link is no path but a name.
        new: Path afterwards.
        source: Path of the note in which it will stand.
    """
    written = link.target if old else ""
    ending = PurePosixPath(new).suffix
    if not ending or fold_path(_last(written)) == fold_path(_last(old)) != "":
        whole = new
    else:
        whole = new.removesuffix(ending)
    head, slash, _ = written.rpartition("/")
    if slash:
        yield f"{head}/{_last(whole)}"
    relative = _relative(whole, source)
    if written.startswith(("./", "../")):
        yield relative
    elif written.startswith("/"):
        yield f"/{whole}"
    elif slash and not link.wiki:
        yield relative.removeprefix("./")
    for path in dict.fromkeys((whole, new)):
        parts = path.split("/")
        for number in range(min(written.count("/") + 1, len(parts)), len(parts) + 1):
            yield "/".join(parts[-number:])
        yield _relative(path, source)


def _relative(path: str, source: str) -> str:
    made = posixpath.relpath(f"/{path}", f"/{source.rpartition('/')[0]}")
    return made if made.startswith("../") else f"./{made}"


def _heading_paths(note: Note, number: int, written: str) -> Iterator[str]:
    """Yield names of a heading: with as many above it as are written, fewer, more."""
    headings = note.body.headings
    chain = [headings[number]]
    for one in reversed(headings[:number]):
        if one.level < chain[0].level:
            chain.insert(0, one)
    texts = [_ENDS_ANCHOR.sub(" ", one.text).strip() for one in chain]
    first = min(written.count("#") + 1, len(texts))
    for count in dict.fromkeys((first, *range(1, len(texts) + 1))):
        yield "#".join(texts[-count:])
