"""What an audience may not see, and where it was found all the same."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

NAME: Final = "name"
PART: Final = "part of a name"
CALLED: Final = frozenset({NAME, PART, "alias", "slug", "file", "address", "number"})
"""Kinds of secrets that are what somebody or something is called, or an address."""
_MOST: Final = 60


class Secret(Struct, frozen=True, kw_only=True):
    """Something that an audience may not see.

    Attributes:
        kind: What it is, in a word for the message.
        text: As the owner wrote it.
        path: The note or file that it comes from.
        line: Where in it.
        strict: Whether it must not even stand in a text that is shown: a name that
            is to be replaced there.
    """

    kind: str
    text: str
    path: str
    line: int = 1
    strict: bool = False


class Leak(Struct, frozen=True, kw_only=True):
    """A secret in a file that an audience gets.

    Attributes:
        file: Path of the file in the site.
        secret: What stands in it.
        how: How it stands there: `as text`, `in base64`.
    """

    file: str
    secret: Secret
    how: str

    def __str__(self) -> str:
        """Return it as one line."""
        one = self.secret
        text = " ".join(one.text.split())
        shown = text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
        return f"{self.file}: {one.kind} {shown!r} of {one.path}:{one.line}, {self.how}"
