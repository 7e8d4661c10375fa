"""Values -> front matter that says exactly them, in the lines of a template."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Values = dict[str, tuple[str, ...]]
"""Texts, or YAML scalars, by key; a key without any stands there without a value."""

_FENCE: Final = "---"
_KEY_LINE: Final = re.compile(r"([^\s#\-\[{\"'][^:#]*?)\s*:(?:\s|$)")
_PLAIN: Final = re.compile(r"[^\W_](?:[\w .,()/+@'&-]*[\w.)])?")
_SPECIAL: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
)
_NUMBER: Final = re.compile(r"(?=.*\d)[\d.,_:oOeE+-]+|0x[0-9A-Fa-f]+")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")


def fill_template(
    template: str, values: Mapping[str, tuple[str, ...]], meaning: Callable[[str], str]
) -> str:
    """Return a template with values in its front matter.

    Args:
        template: A note; its own keys, comments and order are kept.
        values: YAML scalars by key; a key that the template has takes its place
            there, any other comes at the end.
        meaning: From a key as the template writes it to the key in `values`.

    Returns:
        The note; with front matter even where the template has none.
    """
    head, body = _split(template)
    left = dict(values)
    lines = []
    for key, block in _blocks(head):
        wanted = meaning(key) if key else ""
        lines += _lines(key, left.pop(wanted)) if wanted in left else block
    for key, texts in left.items():
        lines += _lines(key, texts)
    return "\n".join([_FENCE, *lines, _FENCE, *body])


def _split(template: str) -> tuple[list[str], list[str]]:
    """Return the lines between the fences, and those behind them."""
    lines = template.split("\n")
    if lines[0].rstrip() == _FENCE:
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() == _FENCE:
                return lines[1:number], lines[number + 1 :]
    return [], lines


def _blocks(head: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return each key as written, with its lines; comments have no key."""
    blocks: list[tuple[str, list[str]]] = []
    for line in head:
        match = _KEY_LINE.match(line)
        if match:
            blocks.append((match[1], [line]))
        elif blocks and blocks[-1][0] and line[:1] in {" ", "-", "\t"}:
            blocks[-1][1].append(line)
        else:
            blocks.append(("", [line]))
    return blocks


def _lines(key: str, scalars: tuple[str, ...]) -> list[str]:
    name = key if _is_plain(key) else _quoted(key)
    if len(scalars) < 2:
        return [f"{name}: {scalars[0]}" if scalars else f"{name}:"]
    return [f"{name}:", *(f"  - {scalar}" for scalar in scalars)]


def quote_text(text: str) -> str:
    """Return a text as a YAML scalar that every reader takes for the same text.

    Args:
        text: On one line.

    Returns:
        As it is where it is a day, a number or plain words, else in quotes.
    """
    if _DAY.fullmatch(text) or re.fullmatch(r"[1-9]\d{0,5}|0", text):
        return text
    return text if _is_plain(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    if text.casefold() in _SPECIAL or _NUMBER.fullmatch(text):
        return False
    return _PLAIN.fullmatch(text) is not None and text.isprintable()


def _quoted(text: str) -> str:
    # A template's placeholder is looked for in the source, quotes or not.
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = quoted.replace("{{", "{\\x7b").replace("<%", "<\\x25")
    return "".join(char if char.isprintable() else _escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
