"""The front matter of two notes -> one: lists united, single values kept."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import yaml

from generator.diagnostics import Code, Fix, Span
from generator.edit.keys import add_to_key, set_key
from generator.edit.rewriting import text_of
from generator.edit.splice import UnfitTextError, splice
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.parse.front_matter import parse_front_matter
from generator.vocabulary import KEYS, ValueType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model import Field, Note
    from generator.parse.front_matter import RawField
    from generator.parse.reading import Reading

NAMES: Final = frozenset({"name", "title"})
_LISTS: Final = frozenset(
    {ValueType.TEXTS, ValueType.LINKS, ValueType.TAGS, ValueType.SNOOZE}
)
# Of two answers to these the careful one holds.
_CAREFUL: Final = frozenset({"private", "do_not_contact"})
_LOST: Final = frozenset(
    {
        Code.FRONT_MATTER_UNCLOSED,
        Code.FRONT_MATTER_YAML,
        Code.FRONT_MATTER_SHAPE,
        Code.FRONT_MATTER_LIMIT,
        Code.KEY_DUPLICATE,
    }
)


class FrontJoining:
    """Takes the keys of a second note into a first one.

    Attributes:
        data: The first note, with what it has taken so far.
        kept: What the second says differently, as it is written there.
        conflicts: The same in words.
    """

    def __init__(
        self,
        first: Note,
        second: Note,
        reading: Reading,
        leads_to: Callable[[str, int], str],
    ) -> None:
        """Take both records.

        Args:
            first: Of the note that stays.
            second: Of the other one.
            reading: The prepared settings.
            leads_to: From a note and the number of a link to what it leads to.
        """
        self.first, self.second = first, second
        self.reading = reading
        self.kept: list[str] = []
        self.conflicts: list[str] = []
        self.data = b""
        self._leads_to = leads_to
        self._have: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._front = parse_front_matter(second.path, "")
        self._lines: list[str] = []
        self._comments: list[str] = []
        for one in first.fields:
            self._have.setdefault(_meaning(one), (one.key, self._values(first, one)))

    def read(self, text: str) -> None:
        """Take the text of the second note, its links as they are to be in the first.

        Raises:
            UnfitTextError: Where a line of its front matter cannot be read.
        """
        self._front = parse_front_matter(self.second.path, text)
        for one in self._front.problems:
            if one.code in _LOST:
                said = f"cannot be read as a whole: {one.message}; mend line"
                raise UnfitTextError(f"{said} {one.span.line} first")
        self._lines = text.split("\n")[: self._front.body_line]

    def join(self, data: bytes) -> bytes:
        """Return the first note with what the second has beside it.

        Args:
            data: The first note.

        Raises:
            UnfitTextError: Where its front matter cannot be edited without harm.
        """
        self.data = data
        fields = self._front.fields
        for number, raw in enumerate(fields):
            self._take(raw, self.second.fields[number], self._block(number))
        first = fields[0].span.line - 1 if fields else len(self._lines) - 1
        self._keep_comments(range(1, first))
        self._append(self._comments)
        return self.data

    def _block(self, number: int) -> range:
        """Return the lines of a key, from 0."""
        fields = self._front.fields
        behind = fields[number + 1 : number + 2]
        fence = max(n for n, line in enumerate(self._lines) if line.rstrip() == "---")
        stop = behind[0].span.line - 1 if behind else fence
        return range(fields[number].span.line - 1, stop)

    def _values(self, note: Note, field: Field) -> tuple[str, ...]:
        """Return the values of a key so that equal ones are equal."""
        if len(field.links) == len(field.texts):
            return tuple(
                self._leads_to(note.path, number) or fold_name(text)
                for number, text in zip(field.links, field.texts, strict=True)
            )
        return tuple(map(fold_name, field.texts))

    def _take(self, raw: RawField, field: Field, block: range) -> None:
        meaning = _meaning(field)
        values = self._values(self.second, field)
        key, mine = self._have.get(meaning, ("", ()))
        missing = [
            item.text.strip()
            for item, value in zip(raw.items, values, strict=True)
            if value not in mine
        ]
        if meaning in NAMES or meaning == "aliases" or not (missing or not key):
            self._keep_comments(block)
        elif not key:
            self._add_whole(raw, block)
            self._have[meaning] = raw.key, values
        elif raw.nested or any("\n" in text for text in missing):
            self._keep(raw, block, key)
        elif not mine or meaning in _CAREFUL:
            careful = meaning not in _CAREFUL or missing[0].lower() in {"true", "yes"}
            if careful:
                self._write(set_key, key, missing)
            self._keep_comments(block)
        elif self._is_list(field, raw, mine):
            self._write(add_to_key, key, missing)
            self._keep_comments(block)
        else:
            self._keep(raw, block, key)

    def _is_list(self, field: Field, raw: RawField, mine: tuple[str, ...]) -> bool:
        kinds = {one.name: one.type for one in KEYS[self.first.kind]}
        if field.name in kinds:
            return kinds[field.name] in _LISTS
        return len(mine) > 1 or len(raw.items) > 1

    def _write(self, how: Callable[..., Fix], key: str, texts: list[str]) -> None:
        text = text_of(self.data)
        fix = how(text, self.reading, key, texts, note=self.first)
        self.data = splice(self.data, [fix])

    def _add_whole(self, raw: RawField, block: range) -> None:
        """Add a key with its lines as they are; where they do not fit, its values."""
        before = self.data
        self._append([self._lines[number] for number in block])
        old, new = (parse_front_matter("", text_of(one)) for one in (before, self.data))
        said = [(one.key, one.nested, _texts(one)) for one in new.fields]
        wanted = [(one.key, one.nested, _texts(one)) for one in (*old.fields, raw)]
        if said != wanted or new.body != old.body:
            self.data = before
            if raw.nested:
                self._keep(raw, block, "")
            else:
                self._write(set_key, raw.key, [text.strip() for text in _texts(raw)])
                self._keep_comments(block)

    def _append(self, lines: list[str]) -> None:
        """Put lines at the end of the front matter; it is made where there is none."""
        if not lines:
            return
        text, new = text_of(self.data), "".join(f"{line}\n" for line in lines)
        rows = text.split("\n")
        at = 1
        if rows[0].rstrip(" \t") != "---":
            new = f"---\n{new}---\n"
        else:
            ends = (n for n, row in enumerate(rows) if n and row.rstrip(" \t") == "---")
            at = next(ends, 0) + 1
        self.data = splice(self.data, [Fix(Span("", at, 1, at, 1), new)])

    def _keep(self, raw: RawField, block: range, key: str) -> None:
        """Keep what the second note says differently, as it is written."""
        lines = [self._lines[number].strip() for number in block]
        lines = [line for line in lines if line]
        linked = self.second.fields
        field = next(one for one in linked if one.key == raw.key)
        bare = [self.second.links[n] for n in field.links]
        if len(lines) == 1 and any(one.written == one.target for one in bare):
            value = raw.items[0].text.strip()
            lines = [lines[0].replace(value, f"[[{value}]]", 1)]
        self.kept.append("- " + "\n  ".join(lines))
        mine = next((one for one in self.first.fields if one.key == key), None)
        theirs = ", ".join(_texts(raw)) if not raw.nested else "what is inside it"
        if mine:
            said = f"{key}: {', '.join(mine.texts)} stays, not {theirs}"
            self.conflicts.append(" ".join(said.split()))

    def _keep_comments(self, numbers: range) -> None:
        """Keep the comments of lines that are not taken."""
        self._comments += _comments([self._lines[number] for number in numbers])


def _comments(lines: list[str]) -> Iterator[str]:
    """Yield the comments of lines of YAML; a sign within quotes begins none."""
    for line in lines:
        rest = line if line.lstrip().startswith("#") else line[_end(line) :]
        if rest.lstrip().startswith("#"):
            yield rest.strip()


def _end(line: str) -> int:
    """Return where the last value of a line ends."""
    end = 0
    with suppress(yaml.YAMLError):
        for token in yaml.scan(line, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken | yaml.FlowSequenceEndToken):
                end = token.end_mark.column
    return end


def _meaning(field: Field) -> str:
    return field.name or fold_key(field.key)


def _texts(raw: RawField) -> list[str]:
    return [item.text for item in raw.items]
