"""Front matter as text -> typed values of a kind of note."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from generator.diagnostics import Code, Diagnostic, Fix
from generator.model import Field
from generator.parse.anchors import fold_name
from generator.parse.field_links import links_of
from generator.parse.values import ValueReader, parse_moment
from generator.vocabulary import KEYS, Kind, ValueType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diagnostics import Span
    from generator.model import Link
    from generator.parse.front_matter import FrontMatter, RawField
    from generator.vocabulary import Key

__all__ = ["Values", "fold_key", "key_meaning", "parse_moment", "read_fields"]


class Values(NamedTuple):
    """What the front matter of one note says.

    Attributes:
        typed: Attribute of the record -> value; only what is there.
        fields: As written, in order.
        links: In order.
        problems: What could not be used.
    """

    typed: dict[str, Any]
    fields: tuple[Field, ...]
    links: tuple[Link, ...]
    problems: tuple[Diagnostic, ...]


@cache
def _lookup(kind: Kind) -> dict[str, Key]:
    found: dict[str, Key] = {}
    for key in KEYS[kind]:
        for name in (key.name, *key.aliases):
            found.setdefault(name, key)
    return found


@lru_cache(maxsize=4096)
def fold_key(key: str) -> str:
    """Return a key as it is compared: lower case, `_` for spaces and hyphens."""
    return re.sub(r"[\s\-]+", "_", fold_name(key).strip())


def key_meaning(written: str, kind: Kind, own: Mapping[str, str]) -> str:
    """Return the key that a written key means, folded where it means none.

    Args:
        written: As it stands in the front matter.
        kind: Of the note.
        own: As for `read_fields`.
    """
    folded = fold_key(written)
    name = own.get(fold_name(written)) or own.get(folded) or folded
    key = _lookup(kind).get(name)
    return key.name if key else folded


def read_fields(
    front: FrontMatter,
    kind: Kind,
    own: Mapping[str, str],
    names: tuple[str, ...],
    first_link: int = 0,
) -> Values:
    """Read every key of a note of a kind; never raises.

    Args:
        front: The front matter.
        kind: The kind of the note.
        own: The settings' own names for keys: folded name -> ours.
        names: What the note is called (its file's name, its first heading): a
            contact's `title` that says the same is no role.
        first_link: The number of the first link in the note's links.

    Returns:
        The values; a key twice or with a value of no use is left out of `typed`,
        and stays in `fields`.

    Diagnostics: `key-duplicate`, `key-misspelled`, `value-date`, `value-choice`,
        `value-number`, `value-bool`, `value-timezone`, `value-shape`,
        `link-unquoted`.
    """
    reader = _FieldReader(kind, own, names, front, first_link)
    for raw in front.fields:
        reader.read(raw)
    return Values(
        reader.typed, tuple(reader.fields), tuple(reader.links), tuple(reader.problems)
    )


class _FieldReader:
    """Reads the keys of one note one after another."""

    def __init__(
        self,
        kind: Kind,
        own: Mapping[str, str],
        names: tuple[str, ...],
        front: FrontMatter,
        first: int = 0,
    ) -> None:
        self.kind = kind
        self.own = own
        self.names = {fold_name(name) for name in names}
        self.front = front
        self.first = first
        self.typed: dict[str, Any] = {}
        self.fields: list[Field] = []
        self.links: list[Link] = []
        self.problems: list[Diagnostic] = []
        self._values = ValueReader(self.problems)
        self._written: dict[str, RawField] = {}

    def read(self, raw: RawField) -> None:
        """Read one key."""
        key = self._key(raw)
        numbers = self._read_links(raw, key)
        self.fields.append(
            Field(
                key=raw.key,
                name=key.name if key else "",
                texts=tuple(item.text for item in raw.items),
                span=raw.span,
                value_span=raw.value_span,
                links=tuple(numbers),
            )
        )
        if key is None:
            self._check_spelling(raw)
        elif raw.nested:
            self._say(
                Code.VALUE_SHAPE,
                raw.span,
                f"`{raw.key}` has further keys inside it",
                "write one text, or a list of texts",
            )
        elif raw.items and self._first_of_its_name(raw, key):
            self._set(raw, key, numbers)

    def meaning(self, written: str) -> str:
        """Return the key that a written key means, folded where it means none."""
        return key_meaning(written, self.kind, self.own)

    def _key(self, raw: RawField) -> Key | None:
        key = _lookup(self.kind).get(self.meaning(raw.key))
        if key and fold_key(raw.key) == "title" and self.kind is Kind.CONTACT:
            text = raw.items[0].text if raw.items else ""
            return None if fold_name(text) in self.names else key
        return key

    def _first_of_its_name(self, raw: RawField, key: Key) -> bool:
        first = self._written.setdefault(key.name, raw)
        if first is raw:
            return True
        self._say(
            Code.KEY_DUPLICATE,
            raw.span,
            f"`{raw.key}` means the same as `{first.key}` in line {first.span.line}",
            "keep one of the two; several values are a list",
        )
        return False

    def _check_spelling(self, raw: RawField) -> None:
        """Say so where an unknown key is a slip of the pen."""
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        folded = fold_key(raw.key)
        known = _lookup(self.kind)
        most = 1 if len(folded) < 8 else 2
        if len(folded) < 4 or folded in known:
            return
        near = process.extractOne(
            folded, list(known), scorer=DamerauLevenshtein.distance, score_cutoff=most
        )
        if near and folded + "s" != near[0] and near[0] + "s" != folded:
            self._say(
                Code.KEY_MISSPELLED,
                raw.span,
                f"`{raw.key}` is no key of {_a(self.kind)}",
                f"did you mean `{near[0]}`?",
                near[0] if self._fits(raw, near[0]) else "",
            )

    def _fits(self, raw: RawField, key: str) -> bool:
        """Whether a value can stand under another key that is not there yet."""
        meant = self.meaning(key)
        if any(self.meaning(other.key) == meant for other in self.front.fields):
            return False
        trial = _FieldReader(self.kind, {}, (), self.front)
        trial.read(replace(raw, key=key))
        return not trial.problems

    def _read_links(self, raw: RawField, key: Key | None) -> list[int]:
        """Collect the links of a key; return their numbers."""
        takes = key is not None and key.type in {ValueType.LINK, ValueType.LINKS}
        name = key.name if key else raw.key
        begin = self.first + len(self.links)
        for item in raw.items if not raw.nested else ():
            if item.unquoted_link:
                self._say(
                    Code.LINK_UNQUOTED,
                    item.span,
                    f"the link in `{raw.key}` stands without quotes",
                    f'write "{item.text}"',
                    f'"{item.text}"',
                )
            self.links.extend(links_of(item, name, takes=takes))
        return list(range(begin, self.first + len(self.links)))

    def _set(self, raw: RawField, key: Key, numbers: list[int]) -> None:
        value = self._values.read(raw, key, numbers)
        if value is not None:
            self.typed[key.name] = value

    def _say(
        self, code: Code, span: Span, message: str, advice: str, fix: str = ""
    ) -> None:
        mend = Fix(span, fix) if fix else None
        self.problems.append(Diagnostic(code, span, message, advice, mend))


def _a(kind: Kind) -> str:
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind}"
