"""Find where each key of a TOML text stands, which tomllib does not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KeyPath = tuple[str, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY: Final = re.compile(r"\"((?:\\.|[^\"\\\n])*)\"|'([^'\n]*)'|([A-Za-z0-9_-]+)")
_DOT: Final = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS: Final = re.compile(r"[ \t]*=[ \t]*")
_SCALAR: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|[^,\]}#\n]+",
    re.DOTALL,
)


def find_places(text: str) -> Mapping[KeyPath, int]:
    """Find every key of a TOML text that tomllib could read.

    Args:
        text: The text; where it is not TOML, some keys are missing.

    Returns:
        Offset of each key and table header by its path, the first where it
        stands several times; empty for a text without keys. Keys in quotes with
        escapes are spelled as in the text.
    """
    return dict(reversed(_Scan(text).statements()))


class _Scan:
    """One pass over a text, from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[tuple[KeyPath, int]] = []

    def statements(self) -> list[tuple[KeyPath, int]]:
        table: KeyPath = ()
        while self.skip(_BLANK) and self.at < len(self.text):
            start = self.at
            if self.text[start] == "[":
                self.at += 1 + self.text.startswith("[[", start)
                table = self.key()
                self.found.append((table, start))
                self.rest_of_line()
            else:
                self.pair(table)
            if self.at == start:
                break
        return self.found

    def pair(self, table: KeyPath) -> None:
        start = self.at
        path = (*table, *self.key())
        self.found.append((path, start))
        self.skip(_EQUALS)
        self.value(path)

    def key(self) -> KeyPath:
        parts: list[str] = []
        while self.skip(_BLANK) and (match := _KEY.match(self.text, self.at)):
            parts.append(next(part for part in match.groups() if part is not None))
            self.at = match.end()
            if not self.skip(_DOT):
                break
        return tuple(parts)

    def value(self, path: KeyPath) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self.items("]", path, pairs=False)
        elif opening == "{":
            self.items("}", path, pairs=True)
        else:
            self.skip(_SCALAR)

    def items(self, closing: str, path: KeyPath, *, pairs: bool) -> None:
        self.at += 1
        while self.skip(_BLANK) and self.at < len(self.text):
            start = self.at
            if self.text[start] == closing:
                self.at += 1
                return
            if self.text[start] == ",":
                self.at += 1
            elif pairs:
                self.pair(path)
            else:
                self.value(path)
            if self.at == start:
                return

    def rest_of_line(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end

    def skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.at)
        if match is None:
            return False
        self.at = match.end()
        return True
