"""Front matter -> keys and values as text, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Code, Diagnostic, Fix, Span
from generator.parse.characters import readable
from generator.parse.yaml_limits import Loader, explain, forbidden, limit, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.parse.yaml_limits import Trouble

# The sign comes first, so that most headers are passed over at once.
_SUSPECT = re.compile(r"(?:[&*!](?=[^\s\]},])|<(?=<\s*:))(?<![^\s\[{,:-].)")
# In a header that is broken somewhere, each line at the margin begins something new.
_TOP: Final = re.compile(
    r"^(?:[\"'][^\n]*?:(?=\s|$)|[^\s#\-\]}\"',][^\n]*)", re.MULTILINE
)

# libyaml counts lines at these, too; editors and Markdown do not.
_SEPARATORS: Final = "\x85\u2028\u2029"
_HIDE: Final = str.maketrans(_SEPARATORS, "\ue0f0\ue0f1\ue0f2")
_SHOW: Final = str.maketrans("\ue0f0\ue0f1\ue0f2", _SEPARATORS)


class _Handler(YAMLHandler):
    """Front matter begins with --- alone on line 1 and ends with the next."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **_: object) -> Any:
        """Compose instead of construct: nodes know their place, nothing is coerced."""
        return yaml.compose(fm, Loader=Loader)


class RawItem(Struct, frozen=True, kw_only=True):
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


class RawField(Struct, frozen=True, kw_only=True):
    """One key with its values; `nested` where there are keys inside the key."""

    key: str
    span: Span
    value_span: Span
    items: tuple[RawItem, ...] = ()
    nested: bool = False


class FrontMatter(Struct, frozen=True, kw_only=True):
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
    elif not body:  # the file ends with the fence
        above += 1
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
    last = end == len(lines)  # and there is no line break at its end
    problem = Diagnostic(
        Code.FRONT_MATTER_UNCLOSED,
        Span(path, 1, 1, 1, 4),
        "the front matter begins here and has no end",
        f"write --- alone on a line, after line {end}",
        Fix(Span.at(path, end, len(lines[end - 1]) + 1), "\n---")
        if last
        else Fix(Span.at(path, end + 1, 1), "---\n"),
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
        self.hidden = any(sign in header for sign in _SEPARATORS)
        self.header = header = header.translate(_HIDE) if self.hidden else header
        self.lines = header.split("\n")
        self.placeholder = _has_placeholder(header)
        self.problems: list[Diagnostic] = []

    def read(self, handler: _Handler) -> tuple[RawField, ...]:
        """Return the fields that can be read, in order."""
        said, advice = limit(self.header)
        if said:
            self._say(Code.FRONT_MATTER_LIMIT, Span.at(self.path, 2), said, advice)
            return ()
        try:
            if not (_SUSPECT.search(self.header) and forbidden(self.header)):
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
            return self._shown(part)
        inner = self.lines[start.line + 1 : end.line]
        last = self.lines[end.line][: end.column] if end.line < len(self.lines) else ""
        parts = [self.lines[start.line][start.column :], *inner, last]
        return self._shown("\n".join(parts))

    def _shown(self, text: str) -> str:
        return text.translate(_SHOW) if self.hidden else text

    def _recover(self, handler: _Handler) -> Iterator[RawField]:
        """Read key by key, so that one broken key costs only itself."""
        starts = [match.start() for match in _TOP.finditer(self.header)]
        if not starts or self.header[: starts[0]].strip():
            starts.insert(0, 0)
        for start, end in zip(starts, [*starts[1:], len(self.header)], strict=True):
            part = self.header[start:end]
            begin = start + len(part) - len(part.lstrip("\n"))
            line = self.header.count("\n", 0, begin)
            part = "\n" * line + self.header[begin:end]
            try:
                if forbidden(part):
                    found = quoted(self.lines, line)
                    if part.strip().count("\n"):
                        found = found._replace(text="")
                    self._trouble(Code.FRONT_MATTER_LIMIT, found)
                    continue
                yield from self._fields(handler.load(part))
            except yaml.YAMLError as error:
                self._trouble(Code.FRONT_MATTER_YAML, explain(error, self.lines, line))

    def _trouble(self, code: Code, found: Trouble) -> None:
        here, fix = found.line + 1, None
        span = Span.at(self.path, here, found.begin + 1)
        if found.text:
            span = replace(span, end_line=here, end_column=found.end + 1)
            fix = Fix(span, found.text)
        one = Diagnostic(code, span, found.message, found.advice, fix)
        self.problems.append(one)

    def _fields(self, root: yaml.Node | None) -> Iterator[RawField]:
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            said = "the front matter is a list, not lines of `key: value`"
            if isinstance(root, yaml.ScalarNode):
                short = " ".join(self._source(root).split())[:40]
                said = f"`{short}` is no line of `key: value`"
            advice = "write a key before it, such as `role: analyst`, or take it away"
            self._say(Code.FRONT_MATTER_SHAPE, self._span(root), said, advice)
            return
        for key, value in root.value:
            yield self._field(key, value)

    def _field(self, key: yaml.Node, value: yaml.Node) -> RawField:
        name = key.value if isinstance(key, yaml.ScalarNode) else self._source(key)
        name = self._shown(str(name))
        place, span = self._span(key), self._span(value)
        if self.placeholder and _has_placeholder(self._source(value)):
            self._say(
                Code.VALUE_PLACEHOLDER,
                span,
                f"the template's placeholder in `{name}` was not filled in",
                "write the value, or take the line away",
            )
            return RawField(key=name, span=place, value_span=span)
        nested = isinstance(value, yaml.MappingNode)
        items = (
            (RawItem(text=self._source(value).strip(), span=span),)
            if nested
            else tuple(self._items(value))
        )
        return RawField(
            key=name, span=place, value_span=span, items=items, nested=nested
        )

    def _items(self, node: yaml.Node) -> Iterator[RawItem]:
        if isinstance(node, yaml.ScalarNode):
            if node.style or node.value not in {"", "~", "null"}:
                yield RawItem(
                    text=readable(self._shown(node.value)),
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


def _has_placeholder(text: str) -> bool:
    """Whether a line holds `{{…}}` or `<%…%>`; each is passed over once."""
    return ("{{" in text or "<%" in text) and any(
        "}}" in line.partition("{{")[2] or "%>" in line.partition("<%")[2]
        for line in text.split("\n")
    )


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
