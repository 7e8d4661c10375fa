"""What YAML may not do in a note, and what is wrong with it, in plain words."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from generator.parse.wikilinks import WIKILINK

if TYPE_CHECKING:
    from collections.abc import Sequence

# To these every scalar is a text, and none is looked at for what else it may be.
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 32
MAX_NODES: Final = 10_000
_DEEP: Final = re.compile(rf"^[ ?\-]{{{MAX_DEPTH}}}", re.MULTILINE)
_MARKERS: Final = re.compile(r"([-?])(?= |$)|[^ ]")
# Compiled when needed, which takes a while.
_CONTROL: Final = r"[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_VALUE: Final = re.compile(r"(\s*(?:-\s+)?[^\s:#][^:]*:\s+)([^\s#].*?)\s*$")


class Trouble(NamedTuple):
    """What is wrong, what to write, and where; lines and columns count from 0.

    Where a machine can mend it, `text` is what to put between `begin` and `end`.
    """

    message: str
    advice: str
    line: int
    begin: int = 0
    end: int = 0
    text: str = ""


def limit(header: str) -> tuple[str, str]:
    """Return which limit a header breaks and what to do, in words; empty: none."""
    if len(header) > MAX_BYTES or len(header.encode()) > MAX_BYTES:
        said = "the front matter has more than 64 KiB, so none of it is read"
        return said, "move long texts below the second ---"
    if max(_flow_depth(header), _block_depth(header)) > MAX_DEPTH:
        said = "the front matter is nested more than 32 deep, so none of it is read"
        return said, "write flat lines of `key: value`; put brackets in quotes"
    if header.count("\n") + header.count(",") > MAX_NODES:
        said = "the front matter has more than 10,000 values, so none of it is read"
        return said, "move long lists below the second ---"
    return "", ""


def forbidden(part: str) -> bool:
    """Whether a part of a header uses YAML's anchors, aliases, tags or merges."""
    return any(
        getattr(event, "tag", None)
        or getattr(event, "anchor", None)
        or (getattr(event, "value", "") == "<<" and not getattr(event, "style", ""))
        for event in yaml.parse(part, Loader=Loader)
    )


def _flow_depth(header: str) -> int:
    """Return how many brackets stand within each other, or more; few are 0."""
    if header.count("[") + header.count("{") <= MAX_DEPTH:
        return 0
    try:
        return _open_at_most(header)
    except yaml.YAMLError:  # what is behind may be read by itself
        depths = accumulate((one in "[{") - (one in "]}") for one in header)
        return max(depths)


def _open_at_most(header: str) -> int:
    """Return how many brackets are open at once, up to one too many.

    Events come one by one and need no stack, unlike what is made of them.
    """
    most = 0
    opened: list[bool] = []
    for event in yaml.parse(header, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(bool(event.flow_style))
            most = max(most, sum(opened))
        elif isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        if most > MAX_DEPTH:
            break
    return most


def _block_depth(header: str) -> int:
    """Return how many keys and list items stand within each other, by indentation."""
    if not _DEEP.search(header):
        return 0
    columns: list[int] = []
    most = 0
    for line in header.split("\n"):
        for match in _MARKERS.finditer(line):
            while columns and columns[-1] >= match.start():
                columns.pop()
            columns.append(match.start())
            if not match[1]:
                break
        most = max(most, len(columns))
    return most


def _place(error: yaml.YAMLError, lines: Sequence[str], key: int) -> tuple[int, int]:
    """Return line and column where the reader stopped, from 0.

    Of a quote or bracket without an end: where it begins.
    """
    keyless = "simple key" in str(getattr(error, "context", ""))
    name = "context_mark" if keyless or _is_open(error) else "problem_mark"
    mark = getattr(error, name, None)
    if mark is None:
        found = ((n, re.search(_CONTROL, lines[n])) for n in range(key, len(lines)))
        return next(((n, match.start()) for n, match in found if match), (key, 0))
    line, column = min(mark.line, len(lines) - 1), mark.column
    while line > key and not lines[line].strip():
        line, column = line - 1, 0
    return line, column


def _is_open(error: yaml.YAMLError) -> bool:
    """Whether a quote or bracket of a line above is not closed."""
    stopped = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", None))
    return bool(
        context.startswith(("while scanning a quoted", "while parsing a flow"))
        and begun
        and stopped
        and begun.line < stopped.line
    )


def explain(error: yaml.YAMLError, lines: Sequence[str], key: int) -> Trouble:
    """Say in plain words what is wrong with a line of YAML, and what to write.

    Args:
        error: Of the reader.
        lines: Of the header.
        key: The line of the key that it was reading, from 0.
    """
    line, column = _place(error, lines, key)
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    if "\t" in indent:
        begin, end = indent.index("\t"), indent.rindex("\t") + 1
        said = "this line is indented with a tab, which YAML does not take"
        return Trouble(said, "indent with spaces", line, begin, end, "  ")
    value = re.sub(r"^#.*", "", lines[key].partition(":")[2].strip())
    if value.startswith("[[") and "]]" in value:
        return _links(lines[key], key)
    if value[:1] in {"@", "`", "%", "*", "&", "!", "|", ">"} or ": " in value:
        return quoted(lines, key)
    said, advice = _in_words(error, lines[line], column)
    return Trouble(said, advice, line, column)


def _links(line: str, number: int) -> Trouble:
    """Say that several links are a list, each in quotes."""
    said = "several links stand here without quotes"
    begin = line.index("[[")
    value = line[begin:].rstrip()
    links = [match[0] for match in WIKILINK.finditer(value)]
    if re.sub(r"[\s,;]+", "", value) != re.sub(r"[\s,;]+", "", "".join(links)):
        advice = 'write a list: ["[[Ana]]", "[[Bo]]"]'
        return Trouble(said, advice, number, begin)
    text = "[" + ", ".join(f'"{link}"' for link in links) + "]"
    end = begin + len(value)
    return Trouble(said, f"write {text}", number, begin, end, text)


def _in_words(error: yaml.YAMLError, line: str, column: int) -> tuple[str, str]:
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    if _is_open(error):
        sign = line[column : column + 1]
        end = {"[": "]", "{": "}"}.get(sign, sign)
        return f"the {sign} is not closed", f"write {end} at the end of the value"
    if "control characters" in problem or "not allowed" in problem:
        said = "an invisible control character stands here"
        return said, "delete the line and type it again"
    if ":" not in line:
        said = f"`{line.strip()[:40]}` is no `key: value`"
        return said, "write a key and a colon before it, or take it away"
    return f"not YAML: {problem}", "put the value in quotes"


def quoted(lines: Sequence[str], line: int) -> Trouble:
    """Say that the value of a key needs quotes."""
    match = _VALUE.match(lines[line])
    if match is None:
        said = "this means something else in YAML than it says"
        return Trouble(said, "put the value in quotes", line)
    value = match[2]
    text = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    said = f"`{value[:40]}` needs quotes, or it means something else in YAML"
    advice = f"write {text}" if len(value) <= 40 else "put the value in quotes"
    return Trouble(said, advice, line, match.start(2), match.end(2), text)
