"""Read single values of a TOML table; what cannot be used becomes a problem."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct, field

from generator.config.places import find_places
from generator.diagnostics import Code, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.config.places import KeyPath

T = TypeVar("T")

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_BOOK_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class UnfitError(ValueError):
    """A value cannot be used; the text says what to write instead."""


class Report(Struct, frozen=True, kw_only=True):
    """Where the problems of one file are gathered while it is read."""

    text: str
    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: Code, where: KeyPath, message: str, advice: str) -> None:
        """Add a problem at the key, or at the nearest table around it."""
        places = _places(self.text)
        while where and where not in places:
            where = where[:-1]
        offset = places.get(where, 0)
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        span = Span.at(self.path, line, column)
        self.found.append(Diagnostic(code, span, message, advice))


@lru_cache(maxsize=1)
def _places(text: str) -> Mapping[KeyPath, int]:
    return find_places(text)


class Table(Struct, frozen=True, kw_only=True):
    """A table of the file and the report that its problems go to."""

    values: Mapping[str, object]
    path: KeyPath = ()
    report: Report

    def read(self, key: str, default: T, reader: Callable[[object], T]) -> T:
        """Read one value; absent or unfit, it is the default."""
        if key not in self.values:
            return default
        try:
            return reader(self.values[key])
        except UnfitError as unfit:
            self.unfit((key,), self.values[key], str(unfit))
            return default

    def read_all(
        self, key: str, default: Iterable[T], reader: Callable[[object], T]
    ) -> tuple[T, ...]:
        """Read a list, or one value as a list; items that are unfit are left out."""
        if key not in self.values:
            return tuple(default)
        given = self.values[key]
        items = []
        for item in given if isinstance(given, list) else [given]:
            try:
                items.append(reader(item))
            except UnfitError as unfit:
                self.unfit((key,), item, str(unfit))
        return tuple(dict.fromkeys(items))

    def table(self, key: str) -> Table:
        """Return a table inside this one; absent or no table, it is empty."""
        given = self.values.get(key, {})
        if not isinstance(given, dict):
            self.unfit((key,), given, f"write a table, [{'.'.join((*self.path, key))}]")
            given = {}
        return Table(values=given, path=(*self.path, key), report=self.report)

    def expect(self, known: Iterable[str]) -> None:
        """Report every key that is none of the known ones."""
        names = tuple(known)
        for key in self.values:
            if key not in names:
                self.unknown(key, names)

    def unknown(self, key: str, known: Iterable[str]) -> None:
        """Report a key, with the known ones that are near to it."""
        where = f" in [{'.'.join(self.path)}]" if self.path else ""
        message = f"there is no setting {_shown(key)}{where}"
        advice = near(key, known)
        self.report.add(Code.SETTINGS_KEY, (*self.path, key), message, advice)

    def unfit(self, key: KeyPath, value: object, advice: str) -> None:
        """Report a value that cannot be used."""
        path = (*self.path, *key)
        message = f"{'.'.join(path)} cannot be {_shown(value)}"
        self.report.add(Code.SETTINGS_VALUE, path, _one_line(message), advice)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_one_line(value)[:60]}"'
    if isinstance(value, date | int | float):
        return str(value)
    return "a table" if isinstance(value, dict) else "a list"


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def near(word: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest words, else all of a few words.

    Args:
        word: What was written.
        known: What could have been meant.

    Returns:
        One line; empty where nothing is near and there are many words.
    """
    from rapidfuzz import fuzz, process

    known = sorted(known)

    close = process.extract(
        word.casefold(), known, scorer=fuzz.ratio, limit=2, score_cutoff=65
    )
    if not close:
        return f"it may be {', '.join(known)}" if len(known) <= 12 else ""
    return "did you mean " + " or ".join(f'"{name}"' for name, _, _ in close) + "?"


def text(value: object) -> str:
    """Read a text of one line, trimmed; it may be empty."""
    if not isinstance(value, str) or not value.isprintable():
        raise UnfitError("write a text in quotes, on one line")
    return value.strip()


def word(value: object) -> str:
    """Read a text that is not empty."""
    if found := text(value):
        return found
    raise UnfitError("write a text that is not empty")


def tag(value: object) -> str:
    """Read a tag, with or without `#`."""
    return word(word(value).lstrip("#"))


def flag(value: object) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    raise UnfitError("write true or false, without quotes")


def count(value: object) -> int:
    """Read a whole number from 0 to 10,000."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000:
        return value
    raise UnfitError("write a whole number")


def day(value: object) -> date:
    """Read a date of TOML or in quotes."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise UnfitError("write a date that exists, such as 2026-03-02")


def day_or_none(value: object) -> date | None:
    """Read a date; an empty text is none."""
    return None if value == "" else day(value)


def choice(*words: str) -> Callable[[object], str]:
    """Return a reader that takes one of the words, in any case."""

    def read(value: object) -> str:
        for one in words:
            if isinstance(value, str) and value.strip().casefold() == one.casefold():
                return one
        raise UnfitError("write " + " or ".join(f'"{one}"' for one in words))

    return read


def language(value: object) -> str:
    """Read a language tag such as `en` or `pt-BR`."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    raise UnfitError('write a language tag, such as "en" or "pt-BR"')


def timezone(value: object) -> str:
    """Read a zone of the IANA list; empty: none."""
    name = text(value)
    if not name:
        return ""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise UnfitError('write a zone such as "Europe/Lisbon"') from None
    return name


def book_id(value: object) -> str:
    """Read the id of a book, which names a file elsewhere."""
    if isinstance(value, str) and (not value or _BOOK_ID.fullmatch(value)):
        return value
    raise UnfitError("write letters, digits and hyphens, at most 64")


def base(value: object) -> str:
    """Read the path of a site on its host and give it a `/` at both ends."""
    path = word(value)
    if path.startswith("/") and not path.startswith("//") and "\\" not in path:
        return path if path.endswith("/") else f"{path}/"
    raise UnfitError('write a path on the host, such as "/" or "/book/"')


def edit_link(value: object) -> str:
    """Read the pattern of an edit link; empty: no link."""
    pattern = text(value)
    scheme = pattern.partition(":")[0].casefold()
    harmless = scheme not in {"javascript", "data", "vbscript"}
    if not pattern or (harmless and ("{path}" in pattern or "{file}" in pattern)):
        return pattern
    raise UnfitError("write an address with {path} or {file} in it")
