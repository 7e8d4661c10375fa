"""Names as people type them -> names of files and links that work everywhere."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from generator.parse.anchors import fold_name

if TYPE_CHECKING:
    from generator.graph.records import Book

# What Windows has no file name with, and what ends a name inside [[ ]].
_ILLEGAL: Final = re.compile(r'[\\/:*?"<>|#^\[\]]+')
_IN_LINK: Final = re.compile(r"[\[\]|#^]")
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_JOINERS: Final = "\u200c\u200d"
# File systems take 255; a day, a number and `.md` come on top.
_MOST_BYTES: Final = 200


def clean_text(text: str) -> str:
    """Return a text on one line, without what no keyboard types.

    Returns:
        Single spaces, none at the ends; no control characters, no halves of
        characters. It may be empty.
    """
    kept = (char for char in text if _is_kept(char) or char.isspace())
    return " ".join("".join(kept).split())


def _is_kept(char: str) -> bool:
    return char.isprintable() or char in _JOINERS


def stem_of(name: str) -> str:
    """Return the name of a file for a note, without its ending.

    Args:
        name: What the note is called.

    Returns:
        NFC, legal on Windows, macOS and Linux and inside a wikilink, never hidden,
        at most 200 bytes; `note` where no letter is left.
    """
    legal = _ILLEGAL.sub(" ", unicodedata.normalize("NFC", clean_text(name)))
    stem = " ".join(legal.split()).lstrip(".").rstrip(". ")
    stem = stem.encode()[:_MOST_BYTES].decode(errors="ignore").strip(". ")
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return stem or "note"


def link_to_note(book: Book, path: str) -> str:
    """Return a wikilink that leads to a note and to no other.

    Args:
        book: All notes.
        path: Of the note.

    Returns:
        `[[Name]]` where only this file has the name, else with its folders; a
        Markdown link where the name could not stand in a wikilink.
    """
    file = PurePosixPath(path)
    if _IN_LINK.search(path):
        return f"[{_IN_LINK.sub(' ', file.stem).strip()}]({quote(path)})"
    own = fold_name(file.stem)
    twins = [one for one in book.notes if fold_name(stem_in(one)) == own]
    return f"[[{file.stem if len(twins) == 1 else file.with_suffix('')}]]"


def stem_in(path: str) -> str:
    """Return the name of a note's file without its ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def link_to_name(name: str) -> str:
    """Return a wikilink to a note that may yet be written, under the name it gets."""
    return f"[[{stem_of(name)}]]"
