"""A key of the front matter set or added to: one place of the note's text."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NoReturn

from generator.diagnostics import Code, Fix, Span
from generator.edit.key_values import Piece, Writing
from generator.edit.splice import UnfitTextError
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key, key_meaning
from generator.parse.front_matter import parse_front_matter
from generator.vocabulary import KEYS, Kind, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model import Note
    from generator.parse.front_matter import FrontMatter, RawField
    from generator.parse.reading import Reading

_FENCE: Final = "---"
_LOST: Final = frozenset({Code.FRONT_MATTER_YAML, Code.FRONT_MATTER_LIMIT})
_BOOLS: Final = frozenset(
    key.name for keys in KEYS.values() for key in keys if key.type is ValueType.BOOL
)


def set_key(
    text: str,
    reading: Reading,
    key: str,
    texts: Sequence[str],
    *,
    note: Note | None = None,
) -> Fix:
    """Return the smallest change after which a key has exactly these values.

    Args:
        text: The whole note as notes are read (README, "Body").
        reading: The prepared settings, which may have names of their own for keys.
        key: Ours, such as `thanked`; any other word is a key as it is written.
        texts: Values on one line each, without quotes; a link is `[[Name]]`. None:
            the key stays, without a value.
        note: The record of that text, which says what its keys mean; without it a
            key means what it does in any kind of note.

    Returns:
        A fix for `splice`, which changes nothing where the key has these values
        already. A key that is new comes last.

    Raises:
        UnfitTextError: Where the front matter cannot be edited without harm.
    """
    return _Edit(text, reading, key, note).fix(texts, listed=len(texts) > 1)


def add_to_key(
    text: str,
    reading: Reading,
    key: str,
    texts: Sequence[str],
    *,
    note: Note | None = None,
) -> Fix:
    """Return the smallest change after which these values are in the list of a key.

    Args:
        text: As `set_key`.
        reading: As `set_key`.
        key: As `set_key`; one that takes a list.
        texts: As `set_key`; those that the key has are passed over.
        note: As `set_key`.

    Returns:
        As `set_key`; a value that stands alone becomes a list.

    Raises:
        UnfitTextError: As `set_key`.
    """
    edit = _Edit(text, reading, key, note)
    old = edit.texts()
    fresh = dict.fromkeys(one for one in map(str.strip, texts) if one not in old)
    return edit.fix((*old, *fresh), listed=True)


class _Edit:
    """The front matter of one note, and the one key that is to change."""

    def __init__(
        self, text: str, reading: Reading, key: str, note: Note | None
    ) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.own = reading.keys
        self.key = key
        self.kinds = (note.kind,) if note else tuple(Kind)
        called = (note.name, PurePosixPath(note.path).stem) if note else ()
        self.names = {fold_name(name) for name in called}
        self.front = parse_front_matter("", text)
        self.field = self._effective()

    def texts(self) -> tuple[str, ...]:
        """Return the values as they are."""
        return tuple(_texts(self.field)) if self.field else ()

    def fix(self, texts: Iterable[str], *, listed: bool) -> Fix:
        """Return the change; refuse one that would change anything else."""
        bare = self.key in _BOOLS
        wanted = tuple(one.strip().lower() if bare else one.strip() for one in texts)
        self._check()
        if wanted == self.texts():
            return Fix(Span.at(""), "")
        pieces = self._pieces(wanted, listed=listed)
        start, end = pieces[0].start, pieces[-1].end
        new, at = "", start
        for piece in pieces:
            new += self.text[at : piece.start] + piece.new
            at = piece.end
        after = parse_front_matter("", self.text[:start] + new + self.text[end:])
        if not self._holds(after, wanted):
            self._refuse("that cannot be edited without harm; edit it yourself")
        return Fix(Span("", *self._point(start), *self._point(end)), new)

    def _effective(self) -> RawField | None:
        """Return the field that counts: the first with a value, else the first."""
        found = [raw for raw in self.front.fields if self._is_meant(raw)]
        flat = [raw for raw in found if not raw.nested] or found
        return next((raw for raw in flat if raw.items), flat[0] if flat else None)

    def _is_meant(self, raw: RawField) -> bool:
        """Whether a field is the key; `title` may be the name or the role."""
        if self.key == "role" and fold_key(raw.key) == "title":
            shown = fold_name("".join(_texts(raw)))
            if not self.names or shown in self.names:
                return False
        return self._means(raw.key)

    def _means(self, written: str) -> bool:
        return written == self.key or any(
            key_meaning(written, kind, self.own) == self.key for kind in self.kinds
        )

    def _check(self) -> None:
        """Refuse where the front matter, or this key in it, cannot be read."""
        for problem in self.front.problems:
            line = problem.span.line
            if problem.code is Code.FRONT_MATTER_UNCLOSED:
                said = "has a front matter without an end; close it with --- first"
                raise UnfitTextError(said)
            begin = self.lines[line - 1].partition(":")[0].strip("\"' ")
            if problem.code in _LOST and self._means(begin):
                self._refuse(f"in line {line} that cannot be read; mend it first")
        if self.field and self.field.nested:
            self._refuse("with further keys inside it; edit it yourself")

    def _refuse(self, why: str) -> NoReturn:
        said = self.field.key if self.field else self.key
        raise UnfitTextError(f"has a `{said}` {why}")

    def _pieces(self, wanted: tuple[str, ...], *, listed: bool) -> list[Piece]:
        """Return what is to stand where, in order."""
        writing = Writing(self.text, self._place, bare=self.key in _BOOLS)
        if self.field:
            return writing.values(self.field, wanted, listed=listed)
        own = (name for name in self.own if self._means(name))
        indent = self.front.fields[0].span.column - 1 if self.front.fields else 0
        lines = writing.key(next(own, self.key), wanted, indent, listed=listed)
        if self.lines[0].rstrip(" \t") != _FENCE:
            return [Piece(0, 0, f"{_FENCE}\n{lines}\n{_FENCE}\n")]
        rest = (line.rstrip(" \t") for line in self.lines[1:])
        end = self.starts[1 + next(n for n, line in enumerate(rest) if line == _FENCE)]
        return [Piece(end, end, f"{lines}\n")]

    def _place(self, span: Span) -> tuple[int, int]:
        """Return where a value begins and ends; blocks end before their last break."""
        start = self.starts[span.line - 1] + span.column - 1
        end = self.starts[span.end_line - 1] + span.end_column - 1
        return start, start + len(self.text[start:end].rstrip())

    def _point(self, offset: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, offset)
        return line + 1, offset - self.starts[line] + 1

    def _holds(self, after: FrontMatter, wanted: tuple[str, ...]) -> bool:
        """Whether the key says what is wanted, and all else what it did."""
        kept = [raw for raw in self.front.fields if raw is not self.field]
        names = {raw.key for raw in kept}
        ours = [raw for raw in after.fields if raw.key not in names]
        return (
            len(ours) == 1
            and tuple(_texts(ours[0])) == wanted
            and [_said(raw) for raw in kept]
            == [_said(raw) for raw in after.fields if raw.key in names]
            and after.body == self.front.body
            and _codes(after) <= _codes(self.front)
        )


def _texts(raw: RawField) -> list[str]:
    return [item.text.strip() for item in raw.items]


def _said(raw: RawField) -> tuple[str, bool, tuple[str, ...]]:
    return raw.key, raw.nested, tuple(item.text for item in raw.items)


def _codes(front: FrontMatter) -> Counter[Code]:
    return Counter(problem.code for problem in front.problems)
