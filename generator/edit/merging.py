"""Two notes of one person, or of one of anything else -> one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NoReturn

from msgspec.structs import replace

from generator.diagnostics import Fix, Span
from generator.edit.front_joining import FrontJoining
from generator.edit.joining import Half, Joining
from generator.edit.keys import add_to_key
from generator.edit.relinking import Move
from generator.edit.rewriting import Moved, Rewriter, Rewriting, placed, text_of
from generator.edit.splice import UnfitTextError, splice
from generator.parse.anchors import fold_name
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.build import BuildResult
    from generator.model import Note

_DEFINED: Final = re.compile(r"^[ ]{0,3}\[([^\[\]\n]+)\]:.*$", re.MULTILINE)


def merge_notes(
    result: BuildResult, files: Mapping[str, bytes], first: str, second: str
) -> Rewriting:
    """Make one note of two, or let links to a lead go to a note; nothing is written.

    Args:
        result: The book.
        files: The bytes of its notes by path.
        first: Path of the note that stays, or a lead's id.
        second: Path of the note that goes, or a lead's id.

    Returns:
        The changes after which the first note says what both said, and every link
        to either leads to it; or why there are none.
    """
    rewriter = Rewriter(result, files)
    try:
        if second in result.book.leads:
            return _take_lead(rewriter, first, second)
        return _Merging(rewriter, first, second).rewriting()
    except UnfitTextError as error:
        return Rewriting(refused=str(error))


def _take_lead(rewriter: Rewriter, first: str, second: str) -> Rewriting:
    """Let links to somebody without a note lead to a note, or to another lead."""
    book = rewriter.book
    name = book.leads[second].name
    if first == second:
        raise UnfitTextError(f"{name} is one already")
    if first in book.leads:
        move = Move(target=first, name=book.leads[first].name)
        return rewriter.rewrite(lambda _: Moved(moves={second: move}))
    note = book.notes[first]

    def moved(relinked: Mapping[str, bytes]) -> Moved:
        data = relinked.get(first, rewriter.data(first))
        with placed(first):
            data = with_aliases(rewriter, note, data, [name])
        moves = {
            first: Move(target=first),
            second: Move(target=first, name=_stem(first)),
        }
        return Moved(files={first: data}, moves=moves)

    return rewriter.rewrite(moved)


def with_aliases(
    rewriter: Rewriter, note: Note, data: bytes, names: Sequence[str]
) -> bytes:
    """Return a note that has further names, unless it has them."""
    known = {*map(fold_name, (note.name, _stem(note.path), *note.aliases))}
    new = {fold_name(one): one for one in reversed(names)}
    aliases = [one for key, one in reversed(new.items()) if key not in known]
    if not aliases:
        return data
    reading = rewriter.reading
    fix = add_to_key(text_of(data), reading, "aliases", aliases, note=note)
    return splice(data, [fix])


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


class _Merging:
    """Two notes that become one."""

    def __init__(self, rewriter: Rewriter, first: str, second: str) -> None:
        book = rewriter.book
        if first in book.leads:
            said = (
                f"{book.name_of(first)} has no note; write the two the other way round"
            )
            raise UnfitTextError(said)
        if first == second:
            raise UnfitTextError(f"{first} is one note already")
        self.rewriter = rewriter
        self.first, self.second = book.notes[first], book.notes[second]
        if self.first.kind is not self.second.kind:
            said = f"{first} is a note of kind {self.first.kind}, {second} of kind "
            raise UnfitTextError(f"{said}{self.second.kind}")
        self.blocks = self._new_blocks()
        self.conflicts: tuple[str, ...] = ()

    def rewriting(self) -> Rewriting:
        """Return what becomes of the book.

        Raises:
            UnfitTextError: Where that cannot be done without harm.
        """
        self._check_labels()
        made = self.rewriter.rewrite(self._moved)
        return replace(made, conflicts=self.conflicts)

    def _check_labels(self) -> None:
        """Refuse two footnotes or definitions of one label that differ."""
        texts = (self.rewriter.text(one.path) for one in (self.first, self.second))
        ours, theirs = (
            {fold_name(match[1]): match[0] for match in _DEFINED.finditer(text)}
            for text in texts
        )
        for label in ours.keys() & theirs.keys():
            if ours[label] != theirs[label]:
                raise UnfitTextError(
                    f"[{label}]: means something else in {self.second.path} than in "
                    f"{self.first.path}; give it another label in one of them"
                )

    def _new_blocks(self) -> dict[str, str]:
        """Return new ids for the blocks of the second note that clash."""
        taken = {name.lower() for name, _ in self.first.body.blocks}
        made = {}
        used = taken | {name.lower() for name, _ in self.second.body.blocks}
        for name, _ in self.second.body.blocks:
            if name.lower() in taken:
                ends = (f"{name}-{number}" for number in range(2, len(used) + 3))
                made[name.lower()] = next(
                    one for one in ends if one.lower() not in used
                )
                used.add(made[name.lower()].lower())
        return made

    def _moved(self, relinked: Mapping[str, bytes]) -> Moved:
        first, second = self.first.path, self.second.path
        data, other = (
            relinked.get(path, self.rewriter.data(path)) for path in (first, second)
        )
        reading = self.rewriter.reading
        front = FrontJoining(self.first, self.second, reading, self._leads_to)
        with placed(second):
            other = splice(other, self._block_fixes(text_of(other)))
            front.read(text_of(other))
        names = [self.second.name, _stem(second), *self.second.aliases]
        with placed(first):
            data = front.join(data)
            data = with_aliases(self.rewriter, self.first, data, names)
        self.conflicts = tuple(front.conflicts)
        halves = self._half(first, data), self._half(second, other)
        joining = Joining(*halves, self.second.name)
        joining.join(front.kept)
        with placed(first):
            data = splice(data, joining.fixes())
        made = self._half(first, data)
        note = made.note
        self._check_read(note)
        if made.aside != halves[0].aside + halves[1].aside:
            self._refuse_reading()
        headings = self._headings(note, joining)
        moves = {
            first: Move(target=first, headings=headings[0]),
            second: Move(
                target=first,
                name=_stem(first),
                names=frozenset(map(fold_name, names[:2])),
                headings=headings[1],
                blocks=self.blocks,
            ),
        }
        return Moved(files={first: data}, moves=moves)

    def _half(self, path: str, data: bytes) -> Half:
        source = sources_from_texts({path: data}).notes[0]
        note = self.rewriter.parsed({path: data})[path]
        return Half(source, note, self.rewriter.reading)

    def _block_fixes(self, text: str) -> Iterator[Fix]:
        lines = text.split("\n")
        for old, new in self.blocks.items():
            end = re.compile(rf"(?:^|\s)\^({re.escape(old)})\s*$", re.IGNORECASE)
            found = [
                (n, match) for n, one in enumerate(lines) if (match := end.search(one))
            ]
            if len(found) != 1:
                raise UnfitTextError(f"has ^{old}, as {self.first.path} has; rename it")
            number, match = found[0]
            place = number + 1, match.start(1) + 1, number + 1, match.end(1) + 1
            yield Fix(Span(self.second.path, *place), new)

    def _leads_to(self, path: str, number: int) -> str:
        """Return what a link leads to once the two are one."""
        target = self.rewriter.book.target(path, number) or ""
        return self.first.path if target == self.second.path else target

    def _check_read(self, note: Note) -> None:
        """Refuse where the two bodies do not stand side by side: an open fence."""
        for what in ("log", "entries", "tasks", "blocks"):
            ours, theirs = (
                len(getattr(one.body, what)) for one in (self.first, self.second)
            )
            if len(getattr(note.body, what)) != ours + theirs:
                self._refuse_reading()

    def _refuse_reading(self) -> NoReturn:
        raise UnfitTextError(
            f"the text of {self.second.path} would not be read in {self.first.path} "
            "as it is now; look for ```, %% or <!-- without an end"
        )

    def _headings(
        self, note: Note, joining: Joining
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Return the number that each heading of the two has in the one note."""
        now = {one.span.line - 1: at for at, one in enumerate(note.body.headings)}
        halves = zip((joining.first, joining.second), joining.places(), strict=True)
        first, second = (
            {
                number: now.get(places[one.span.line - 1], -1)
                for number, one in enumerate(half.note.body.headings)
            }
            for half, places in halves
        )
        return first, second
