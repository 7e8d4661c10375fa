"""The bytes of a note -> its text, and what was wrong with them."""

from __future__ import annotations

import hashlib
import os
from typing import Final

from generator.diagnostics import Code, Diagnostic, Span, sort_diagnostics
from generator.source.records import SourceNote

NOTE_SUFFIXES: Final = (".md", ".markdown")
MOST_BYTES: Final = 2 * 1024 * 1024
_BOM: Final = "\ufeff"
_PIECE: Final = 64 * 1024
"""Holds most notes; room for the largest takes longer to be had than to be filled."""
_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def read_note(path: str, file: str) -> SourceNote:
    """Read a note from its place, as of `note_of`.

    Raises:
        OSError: Where it cannot be read.
    """
    return note_of(path, _read_bytes(file))


def note_of(path: str, data: bytes) -> SourceNote:
    """Return the note that some bytes are.

    Diagnostics: `file-too-big` (the rest is left out), `file-encoding`, `file-bom`,
        `file-crlf`.
    """
    problems: list[Diagnostic] = []
    text = _decode(path, _cut(data), problems)
    if text.startswith(_BOM):
        text = text.removeprefix(_BOM)
        message = "the file begins with a byte order mark"
        advice = "save it as UTF-8 without BOM"
        problems.append(Diagnostic(Code.FILE_BOM, Span.at(path), message, advice))
    if "\r\n" in text:
        message = "the lines end as on Windows (CRLF)"
        advice = "other tools may want LF"
        problems.append(Diagnostic(Code.FILE_CRLF, Span.at(path), message, advice))
    text = _plain_lines(text)
    if len(data) > MOST_BYTES:
        message = "the note is larger than 2 MiB; the rest is not read"
        span = Span.at(path, text.count("\n") + 1)
        advice = "split it from here"
        problems.append(Diagnostic(Code.FILE_TOO_BIG, span, message, advice))
    digest = hashlib.sha256(data).hexdigest()
    return SourceNote(
        path=path,
        text=text,
        digest=digest,
        problems=sort_diagnostics(problems) if problems else (),
    )


def _cut(data: bytes) -> bytes:
    """Cut a note that is too big behind its last whole line, or character."""
    if len(data) <= MOST_BYTES:
        return data
    end = data.rfind(b"\n", 0, MOST_BYTES) + 1 or MOST_BYTES
    # A byte 10xxxxxx goes on with a character that began up to three bytes before.
    while data[end] & 0xC0 == 0x80 and end > MOST_BYTES - 3:
        end -= 1
    return data[:end]


def _decode(path: str, data: bytes, problems: list[Diagnostic]) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = _plain_lines(data[: error.start].decode().removeprefix(_BOM))
        line = before.count("\n") + 1
        span = Span.at(path, line, len(before) - before.rfind("\n"))
        message = "the file is not UTF-8 from here on"
        advice = "save it as UTF-8"
        problems.append(Diagnostic(Code.FILE_ENCODING, span, message, advice))
        return data.decode("utf-8", "replace")


def _plain_lines(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_bytes(file: str) -> bytes:
    """Read a note, and of one that is too big little more than it may have."""
    handle = os.open(file, _READING)
    try:
        data = os.read(handle, _PIECE)
        while len(data) <= MOST_BYTES and (more := os.read(handle, _PIECE)):
            data += more
    finally:
        os.close(handle)
    return data[: MOST_BYTES + 1]
