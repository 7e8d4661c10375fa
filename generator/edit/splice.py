"""Places of a text -> bytes of a file with just those places changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics import Fix

_BOM: Final = "\ufeff"


class UnfitTextError(ValueError):
    """A file that cannot be edited without harm; one line says why."""


def splice(data: bytes, fixes: Iterable[Fix]) -> bytes:
    r"""Change places of a note's file and leave every other byte as it is.

    Args:
        data: The file: with or without byte order mark, line ends of any system.
        fixes: Places, in lines and characters of the text as notes are read
            (README, "Body"), and what is to stand there. New lines end as the
            file's first does. Of two that overlap, the later one is left out.

    Returns:
        The new bytes; the same ones without any fix.

    Raises:
        UnfitTextError: Where the file is no UTF-8, or a place is not in it.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise UnfitTextError("is not UTF-8; save it as UTF-8 first") from None
    lines = _line_starts(text)
    first = text.find("\n")
    newline = "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
    done, at = [], 0
    for start, end, new in sorted(_place(text, lines, one) for one in fixes):
        if start >= at:
            done += [text[at:start], new.replace("\n", newline)]
            at = end
    return "".join([*done, text[at:]]).encode()


def _place(text: str, lines: list[int], fix: Fix) -> tuple[int, int, str]:
    span = fix.span
    start = _offset(text, lines, span.line, span.column)
    return start, _offset(text, lines, span.end_line, span.end_column), fix.text


def _line_starts(text: str) -> list[int]:
    r"""Return where each line begins; `\r\n`, `\r` and `\n` end one."""
    starts = [len(_BOM) if text.startswith(_BOM) else 0]
    for at, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
            starts.append(at + 1)
    return starts


def _offset(text: str, lines: list[int], line: int, column: int) -> int:
    if not 1 <= line <= len(lines):
        raise UnfitTextError(f"has no line {line}")
    start = lines[line - 1]
    after = lines[line] if line < len(lines) else len(text)
    # A place behind the last sign of a line is before its end, whatever that is.
    if not 1 <= column <= len(text[start:after].rstrip("\r\n")) + 1:
        raise UnfitTextError(f"has no column {column} in line {line}")
    return start + column - 1
