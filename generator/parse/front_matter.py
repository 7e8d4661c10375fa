"""Front matter -> keys and values as text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from generator.diagnostics import Code, Diagnostic, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 32
MAX_NODES: Final = 10_000
_SUSPECT = re.compile(r"(?:^|[\s\[{,:-])(?:[&*!][^\s\]},]|<<\s*:)", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|<%.*?%>")
_TOP_KEY = re.compile(r"^[^\s#\-][^\n]*?:(?=\s|$)", re.MULTILINE)

# libyaml counts lines at these, too; editors and Markdown do not.
_SEPARATORS: Final = "\x85\u2028\u2029"
_HIDE: Final = str.maketrans(_SEPARATORS, "\ue0f0\ue0f1\ue0f2")
_SHOW: Final = str.maketrans("\ue0f0\ue0f1\ue0f2", _SEPARATORS)


class _Handler(YAMLHandler):
    """Front matter begins with --- alone on line 1 and ends with the next."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **_: object) -> Any:
        """Compose instead of construct: nodes know their place, nothing is coerced."""
        return yaml.compose(fm, Loader=_Loader)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One value as text.

    Attributes:
        text: What was typed, quotes taken off.
        span: Its place, quotes included.
        quoted: Whether it stands in quotes, or is a block of text.
        unquoted_link: Whether it is `[[Name]]` without quotes.
    """

    text: str
    span: Span
    quoted: bool = False
    unquoted_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """One key with its values; `nested` where there are keys inside the key."""

    key: str
    span: Span
    value_span: Span
    items: tuple[RawItem, ...] = ()
    nested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The front matter of one note.

    Attributes:
        fields: In order, each key once; empty: no front matter.
        body: The text below it.
        body_line: How many lines stand above the body.
        problems: What could not be read.
    """

    fields: tuple[RawField, ...] = ()
    body: str
    body_line: int = 0
    problems: tuple[Diagnostic, ...] = ()


def parse_front_matter(path: str, text: str) -> FrontMatter:
    r"""Split a note and read its front matter; never raises.

    Args:
        path: Of the note, for the places.
        text: The whole note, `\\n` at line ends, without byte order mark.

    Returns:
        Fields and body. What cannot be read is left out and said.

    Diagnostics: `front-matter-unclosed`, `front-matter-yaml`,
        `front-matter-shape`, `front-matter-limit`, `key-duplicate`,
        `value-placeholder`.
    """
    handler = _Handler()
    if text.partition("\n")[0].rstrip(" \t") != "---":
        return FrontMatter(body=text)
    try:
        header, body = handler.split(text)
    except ValueError:
        return _unclosed(path, text)
    above = text.count("\n", 0, len(text) - len(body))
    if body.startswith("\n"):
        body, above = body[1:], above + 1
    reader = _Reader(path, header)
    return FrontMatter(
        fields=reader.read(handler),
        body=body,
        body_line=above,
        problems=tuple(reader.problems),
    )


def _unclosed(path: str, text: str) -> FrontMatter:
    """Read the lines up to the first that is no key, list item or comment."""
    lines = text.split("\n")
    end = 1
    while end < len(lines) and re.match(
        r"\s*-\s|[ \t]+\S|[^\s#][^:]*:|#[^ #]", lines[end]
    ):
        end += 1
    reader = _Reader(path, "\n".join(["", *lines[1:end]]))
    problem = Diagnostic(
        Code.FRONT_MATTER_UNCLOSED,
        Span(path, 1, 1, 1, 4),
        "the front matter is not closed",
        f"write --- alone on a line of its own, here after line {end}",
        Fix(Span(path, end + 1, 1), "---\n"),
    )
    fields = reader.read(_Handler())
    return FrontMatter(
        fields=fields,
        body="\n".join(lines[end:]),
        body_line=end,
        problems=(problem, *reader.problems),
    )


class _Reader:
    """Reads one header; its text begins with the line break behind `---`."""

    def __init__(self, path: str, header: str) -> None:
        self.path = path
        self.header = header = header.translate(_HIDE)
        self.lines = header.split("\n")
        self.problems: list[Diagnostic] = []

    def read(self, handler: _Handler) -> tuple[RawField, ...]:
        """Return the fields that can be read, in order."""
        if limit := _limit(self.header):
            self._say(Code.FRONT_MATTER_LIMIT, Span(self.path, 2), limit, "write less")
            return ()
        try:
            if _SUSPECT.search(self.header):
                return self._once(self._recover(handler))
            return self._once(self._fields(handler.load(self.header)))
        except yaml.YAMLError:
            self.problems.clear()
            return self._once(self._recover(handler))

    def _say(self, code: Code, span: Span, message: str, advice: str) -> None:
        self.problems.append(Diagnostic(code, span, message, advice))

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        return Span(
            self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
        )

    def _source(self, node: yaml.Node) -> str:
        """Return the source text of a node; marks count lines and characters."""
        start, end = node.start_mark, node.end_mark
        if start.line == end.line:
            part = self.lines[start.line][start.column : end.column]
            return part.translate(_SHOW)
        inner = self.lines[start.line + 1 : end.line]
        last = self.lines[end.line][: end.column] if end.line < len(self.lines) else ""
        parts = [self.lines[start.line][start.column :], *inner, last]
        return "\n".join(parts).translate(_SHOW)

    def _recover(self, handler: _Handler) -> Iterator[RawField]:
        """Read key by key, so that one broken key costs only itself."""
        starts = [match.start() for match in _TOP_KEY.finditer(self.header)]
        if not starts:
            starts = [0]
        for start, end in zip(starts, [*starts[1:], len(self.header)], strict=True):
            line = self.header.count("\n", 0, start)
            part = "\n" * line + self.header[start:end]
            try:
                if _forbidden(part):
                    self._say(
                        Code.FRONT_MATTER_LIMIT,
                        Span(self.path, line + 1),
                        "YAML anchors, aliases, tags and merges are not read",
                        "put the value in quotes",
                    )
                    continue
                yield from self._fields(handler.load(part))
            except yaml.YAMLError as error:
                self._broken(error, line)

    def _broken(self, error: yaml.YAMLError, key_line: int) -> None:
        mark = _mark(error)
        line = min(mark.line if mark else key_line, len(self.lines) - 1)
        column = mark.column if mark else 0
        message, advice = _explain(error, self.lines[line], self.lines[key_line])
        span = Span(self.path, line + 1, column + 1)
        self._say(Code.FRONT_MATTER_YAML, span, message, advice)

    def _fields(self, root: yaml.Node | None) -> Iterator[RawField]:
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            self._say(
                Code.FRONT_MATTER_SHAPE,
                self._span(root),
                "the front matter is not lines of `key: value`",
                "write each key on a line of its own, such as `status: asked`",
            )
            return
        for key, value in root.value:
            yield self._field(key, value)

    def _field(self, key: yaml.Node, value: yaml.Node) -> RawField:
        name = key.value if isinstance(key, yaml.ScalarNode) else self._source(key)
        name = str(name).translate(_SHOW)
        span = self._span(value)
        made = RawField(key=name, span=self._span(key), value_span=span)
        if _PLACEHOLDER.search(self._source(value)):
            self._say(
                Code.VALUE_PLACEHOLDER,
                span,
                f"the template's placeholder in `{name}` was not filled in",
                "write the value, or take the line away",
            )
            return made
        if isinstance(value, yaml.MappingNode):
            item = RawItem(text=self._source(value).strip(), span=span)
            return replace(made, items=(item,), nested=True)
        return replace(made, items=tuple(self._items(value)))

    def _items(self, node: yaml.Node) -> Iterator[RawItem]:
        if isinstance(node, yaml.ScalarNode):
            if node.style or node.value not in {"", "~", "null"}:
                yield RawItem(
                    text=node.value.translate(_SHOW),
                    span=self._span(node),
                    quoted=bool(node.style),
                )
        elif _is_link(node):
            yield RawItem(
                text=self._source(node), span=self._span(node), unquoted_link=True
            )
        elif isinstance(node, yaml.SequenceNode):
            for child in node.value:
                if isinstance(child, yaml.ScalarNode) or _is_link(child):
                    yield from self._items(child)
                else:
                    yield RawItem(text=self._source(child), span=self._span(child))

    def _once(self, fields: Iterator[RawField]) -> tuple[RawField, ...]:
        kept: dict[str, RawField] = {}
        for field in fields:
            first = kept.setdefault(field.key, field)
            if first is not field:
                self._say(
                    Code.KEY_DUPLICATE,
                    field.span,
                    f"`{field.key}` stands here again, first in line {first.span.line}",
                    "keep one of the two; several values are a list",
                )
        return tuple(kept.values())


def _is_link(node: yaml.Node) -> bool:
    """Whether a node is what YAML makes of an unquoted [[Name]]."""
    if not (isinstance(node, yaml.SequenceNode) and node.flow_style):
        return False
    if len(node.value) != 1:
        return False
    inner = node.value[0]
    return (
        isinstance(inner, yaml.SequenceNode)
        and bool(inner.flow_style)
        and bool(inner.value)
        and all(isinstance(one, yaml.ScalarNode) for one in inner.value)
    )


def _limit(header: str) -> str:
    """Return which limit a header breaks, in words; empty: none."""
    if len(header) > MAX_BYTES or len(header.encode()) > MAX_BYTES:
        return "the front matter has more than 64 KiB"
    if _depth(header) > MAX_DEPTH:
        return f"the front matter is nested more than {MAX_DEPTH} deep"
    if header.count("\n") + header.count(",") > MAX_NODES:
        return f"the front matter has more than {MAX_NODES} values"
    return ""


def _forbidden(part: str) -> bool:
    """Whether a part of a header uses YAML's anchors, aliases, tags or merges."""
    return any(
        getattr(event, "tag", None)
        or getattr(event, "anchor", None)
        or getattr(event, "value", "") == "<<"
        for event in yaml.parse(part, Loader=_Loader)
    )


def _depth(header: str) -> int:
    """Return an upper bound of the nesting, before a recursive reader sees it."""
    if header.count("[") + header.count("{") <= MAX_DEPTH:
        flow = 0
    else:
        depth = flow = 0
        for char in header:
            depth += (char in "[{") - (char in "]}")
            flow = max(flow, depth)
    dashes = max(
        (
            len(re.match(r"(?:\s*[-?]\s)*", line)[0].split())
            for line in header.split("\n")
        ),  # type: ignore[index]
        default=0,
    )
    return max(flow, dashes)


def _mark(error: yaml.YAMLError) -> Any:
    """Return where the reader stopped; of what has no end, where it begins."""
    stopped = getattr(error, "problem_mark", None)
    return getattr(error, "context_mark", None) if _is_open(error) else stopped


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


def _explain(error: yaml.YAMLError, line: str, key_line: str) -> tuple[str, str]:
    """Say in plain words what is wrong with a line of YAML, and what to write."""
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    value = key_line.partition(":")[2].strip()
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return "a tab where YAML wants spaces", "indent with spaces"
    if value.startswith("[[") and "]]" in value:
        return (
            "several links without quotes",
            'write a list, each link in quotes: ["[[Ana]]", "[[Bo]]"]',
        )
    if value[:1] in {"@", "`", "%", "*", "&", "!", "|", ">"} or ": " in value:
        return (
            f"the value needs quotes: {value[:40]}",
            f'write "{value[:60]}" in quotes',
        )
    if _is_open(error):
        return "the quote or bracket is not closed", "close it at the end of the value"
    return f"not YAML: {problem}", "put the value in quotes, or close what was opened"
