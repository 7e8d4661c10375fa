"""Values -> front matter that says exactly them, in the lines of a template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.edit.quoting import quote_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Values = dict[str, tuple[str, ...]]
"""Texts, or YAML scalars, by key; a key without any stands there without a value."""

_FENCE: Final = "---"
_KEY_LINE: Final = re.compile(r"([^\s#\-\[{\"'][^:#]*?)\s*:(?:\s|$)")


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
    name = quote_key(key)
    if len(scalars) < 2:
        return [f"{name}: {scalars[0]}" if scalars else f"{name}:"]
    return [f"{name}:", *(f"  - {scalar}" for scalar in scalars)]
