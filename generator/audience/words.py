"""Names in running text: found as whole words in one pass, whatever the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.audience.common import CALENDAR, COMMON, SMALL, TITLES
from generator.audience.scripts import (
    UNSPACED,
    fold_word,
    invisible,
    is_unspaced,
    visible,
    words_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOMEONE: Final = "someone"
KEEP: Final = ""
"""Stands for a name that the audience may read as it is."""
_SHORT: Final = 5
_GAP: Final = re.compile(r"[\s._'’\-–‐‑/·&+]{0,3}")  # noqa: RUF001 - signs within names
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\"',;]+@[^\W_][\w-]*(?:\.[\w-]+)+")
_NUMBER: Final = re.compile(r"\+?\(?\d[\d\s().\-/]{5,}\d")
_BESIDE_DATE: Final = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|since|until|till|by|of|on|last|next|this|early|late"
    r"|mid|from|to|before|after|during|every|each))[\s\-]*$",
    re.IGNORECASE,
)
_DATE_BEHIND: Final = re.compile(
    r"[\s,]*\d|\s+(?:I|we|you|he|she|it|they|this|that|there|not|be)\b"
)


class Span(NamedTuple):
    """A part of a text and what stands there instead."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Pattern:
    """Words that name somebody.

    Attributes:
        words: Folded.
        forms: As written, where case counts; empty: it does not.
        meant: What may stand instead; several where several people are called so.
    """

    words: tuple[str, ...]
    forms: set[str] = field(default_factory=set)
    meant: set[str] = field(default_factory=set)


class Names:
    """Every name of a book, and what an audience reads in its place."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], _Pattern]] = {}
        self._most: dict[str, int] = {}
        self._unspaced: dict[str, dict[str, set[str]]] = {}
        self._squeezed: set[str] = set()
        self._addresses: set[str] = set()
        self._numbers: set[str] = set()

    def person(self, names: Iterable[str], instead: str) -> None:
        """Add somebody with every name, each whole and in parts.

        Args:
            names: The name first; of the others a part in small letters is a word.
            instead: What is read in their place.
        """
        for number, name in enumerate(names):
            self._phrase(name, instead)
            parts = _parts(name, alias=number > 0)
            if len(parts) > 1:
                self._phrase(" ".join(parts), instead)
            for part in dict.fromkeys(one for p in parts for one in _halves(p)):
                self._phrase(part, instead)
            joined = "".join(fold_word(visible(part)) for part in name.split())
            if len(parts) > 1 and len(joined) > _SHORT and instead != KEEP:
                self._phrase(joined, instead)
                self._squeezed.add("".join(c for c in joined if c.isalnum()))

    def phrase(self, names: Iterable[str], instead: str) -> None:
        """Add something whose names are replaced only as a whole."""
        for name in names:
            self._phrase(name, instead)

    def address(self, values: Iterable[str]) -> None:
        """Add numbers and addresses that belong to somebody."""
        for value in values:
            digits = "".join(c for c in value if c.isdigit())
            if len(digits) > 6 and not re.search(r"[^\W\d_]{3}", value):
                self._numbers.add(digits[-9:])
            bare = re.sub(r"^[a-z]+:(//)?(www\.)?", "", value.strip().lower())
            if "/" in bare.rstrip("/") or "." in bare:
                self._addresses.add(bare.rstrip("/"))

    def _phrase(self, name: str, instead: str) -> None:
        if is_unspaced(name):
            squeezed = "".join(fold_word(name).split())
            if len(squeezed) > 1:
                group = self._unspaced.setdefault(squeezed[:2], {})
                group.setdefault(squeezed, set()).add(instead)
            name = re.sub(rf"[{UNSPACED}]+", " ", name)
            if len(name.strip()) < 2:
                return
        found = [match[0] for match in words_in(name)]
        words = tuple(fold_word(word) for word in found)
        if not words or (len(words) == 1 and len(words[0]) < 2):
            return
        pattern = self._by_first.setdefault(words[0], {}).setdefault(
            words, _Pattern(words)
        )
        pattern.meant.add(instead)
        self._most[words[0]] = max(len(words), self._most.get(words[0], 0))
        if _case_counts(words):
            form = " ".join(visible(word) for word in found)
            pattern.forms.add(form.title() if form.islower() else form)

    def spans(self, text: str) -> list[Span]:
        """Return what must be replaced in a text, in order, none over another."""
        found = [*self._private(text), *self._names(text)]
        if self._unspaced and is_unspaced(text):
            found += self._unspaced_names(text)
        found.sort(key=lambda span: (span.start, -span.end))
        kept: list[Span] = []
        for span in found:
            if kept and span.start < kept[-1].end:
                continue
            if kept and kept[-1].text == span.text and span.text != KEEP:
                gap = text[kept[-1].end : span.start]
                if len(gap) < 3 and not gap.strip():
                    kept[-1] = Span(kept[-1].start, span.end, span.text)
                    continue
            kept.append(span)
        return [
            span._replace(text=capital(text[: span.start], span.text))
            for span in kept
            if span.text != KEEP
        ]

    def replace(self, text: str) -> str:
        """Return a text in which every name is replaced."""
        parts, at = [], 0
        for span in self.spans(text):
            parts += [text[at : span.start], span.text]
            at = span.end
        return "".join([*parts, text[at:]]) if parts else text

    def in_address(self, address: str) -> bool:
        """Whether a decoded address or tag tells whom it belongs to."""
        low = address.strip().lower()
        bare = re.sub(r"^[a-z]+:(//)?(www\.)?", "", low).rstrip("/")
        if any(bare[:at] in self._addresses for at in _ends(bare)):
            return True
        if self.spans(re.sub(r"[_+=%]", " ", address)):
            return True
        capital = re.sub(r"[\W_]+", " ", address).title()
        if self.spans(capital):
            return True
        squeezed = "".join(c for c in fold_word(low) if c.isalnum())
        sizes = {len(one) for one in self._squeezed}
        return any(
            squeezed[at : at + size] in self._squeezed
            for size in sizes
            for at in range(len(squeezed) - size + 1)
        )

    def _private(self, text: str) -> Iterator[Span]:
        if "@" in text:
            for match in _ADDRESS.finditer(text):
                yield Span(match.start(), match.end(), "an e-mail address")
        for match in _NUMBER.finditer(text) if self._numbers else ():
            digits = "".join(c for c in match[0] if c.isdigit())
            if digits[-9:] in self._numbers or digits[-7:] in self._numbers:
                yield Span(match.start(), match.end(), "a number")

    def _names(self, text: str) -> Iterator[Span]:
        words = list(words_in(text))
        at = 0
        while at < len(words):
            group = self._by_first.get(fold_word(words[at][0]))
            match = self._longest(text, words, at, group) if group else None
            if match is None:
                at += 1
                continue
            pattern, size = match
            yield Span(words[at].start(), words[at + size - 1].end(), _one(pattern))
            at += size

    def _longest(
        self,
        text: str,
        words: list[re.Match[str]],
        at: int,
        group: dict[tuple[str, ...], _Pattern],
    ) -> tuple[_Pattern, int] | None:
        """Return the longest name that begins at a word."""
        found = None
        folded: list[str] = []
        most = self._most[fold_word(words[at][0])]
        for size in range(1, min(most, len(words) - at) + 1):
            word = words[at + size - 1]
            if size > 1:
                gap = text[words[at + size - 2].end() : word.start()]
                if not _GAP.fullmatch(gap):
                    break
            folded.append(fold_word(word[0]))
            pattern = group.get(tuple(folded))
            if pattern and _written(text, words[at : at + size], pattern):
                found = pattern, size
        return found

    def _unspaced_names(self, text: str) -> Iterator[Span]:
        signs = [
            (at, folded)
            for match in re.finditer(rf"[{UNSPACED}]", text)
            for at, folded in [(match.start(), fold_word(match[0]))]
        ]
        between = re.compile(rf"[{UNSPACED}\s・·{invisible()}]")
        at = 0
        while at < len(signs) - 1:
            group = self._unspaced.get(signs[at][1] + signs[at + 1][1], {})
            at += 1
            for size in sorted({len(name) for name in group}, reverse=True):
                found = signs[at - 1 : at - 1 + size]
                meant = group.get("".join(sign for _, sign in found))
                start, end = found[0][0], found[-1][0] + 1
                if meant and not between.sub("", text[start:end]):
                    yield Span(start, end, _among(meant))
                    at += size - 1
                    break


def _parts(name: str, *, alias: bool = False) -> list[str]:
    """Return the parts of a name that name somebody, without titles and particles."""
    parts = [part.strip(".,()\"'“”’") for part in name.split()]
    cased = alias or any(part[:1].isupper() for part in parts)
    if not cased:  # a file's name such as ana-lima
        parts = re.split(r"[\s_\-.]+", name)
    kept = [
        part
        for part in parts
        if len(part) > 1
        and fold_word(part) not in TITLES | SMALL
        and not (cased and part[:1].islower())
    ]
    if len(parts) == 1 and re.fullmatch(rf"[{UNSPACED}]{{3}}", parts[0]):
        kept.append(parts[0][1:])
    return kept


def _halves(part: str) -> Iterator[str]:
    yield part
    halves = re.split(r"[-‐‑]", part)  # noqa: RUF001 - hyphens of names
    if len(halves) > 1:
        yield from (half for half in halves if len(half) > 2)


def _case_counts(words: tuple[str, ...]) -> bool:
    if sum(map(len, words)) < _SHORT:
        return True
    return len(words) == 1 and words[0] in COMMON


def _written(text: str, found: list[re.Match[str]], pattern: _Pattern) -> bool:
    """Whether words are written as a name, and not as the word that is the same."""
    if not pattern.forms:
        return True
    seen = " ".join(visible(word[0]) for word in found)
    long = sum(map(len, pattern.words)) >= _SHORT
    if seen not in pattern.forms and not (long and (seen.isupper() or seen.istitle())):
        return False
    if len(found) == 1 and pattern.words[0] in {*CALENDAR, "will"}:
        before = text[max(0, found[0].start() - 12) : found[0].start()]
        behind = text[found[0].end() : found[0].end() + 8]
        return not (_BESIDE_DATE.search(before) or _DATE_BEHIND.match(behind))
    return True


def _one(pattern: _Pattern) -> str:
    return _among(pattern.meant)


def _among(meant: set[str]) -> str:
    """Return what stands for a name that several may have."""
    if KEEP in meant:
        return KEEP
    return next(iter(meant)) if len(meant) == 1 else SOMEONE


def capital(before: str, word: str) -> str:
    """Return a word as it stands behind a text: with a capital after a sentence."""
    before = before.rstrip(" \t*_\"'“(")
    if not before or before[-1] in ".!?\n":
        return word[:1].upper() + word[1:]
    return word


def _ends(bare: str) -> Iterator[int]:
    """Yield where an address may end: at a slash, a question mark, its end."""
    yield from (match.start() for match in re.finditer(r"[/?#]", bare))
    yield len(bare)
