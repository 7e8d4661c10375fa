"""Plain text -> Markdown that says just this text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~=^&%{}]|:(?=:|//)|!(?=\[|$)")
_LINE_START: Final = re.compile(r"^(?=[-+:](?:\s|-|:|$))", re.MULTILINE)
_NUMBERED: Final = re.compile(r"^(\d+)([.)])(?=\s|$)", re.MULTILINE)


def escaped(text: str) -> str:
    """Return text in which no sign means anything to Markdown."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def lines_escaped(text: str) -> str:
    """Return text whose lines begin no list, rule or table."""
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\", text))


def code_span(text: str) -> str:
    """Return text as code within a line."""
    runs = {len(run) for run in re.findall("`+", text)}
    ticks = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    padded = (
        text.startswith("`")
        or text.endswith("`")
        or (text.startswith(" ") and text.endswith(" ") and text.strip())
    )
    return f"{ticks} {text} {ticks}" if padded else f"{ticks}{text}{ticks}"


def can_open(before: str, behind: str) -> bool:
    """Whether a run of `*` between two characters begins an emphasis."""
    if not behind or behind.isspace():
        return False
    return not _is_mark(behind) or not before or before.isspace() or _is_mark(before)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
