"""What a note of an unknown vault shows from outside, before any setting is known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.adopt.words import ASKING, NO_DAY, fold_word
from generator.parse.anchors import fold_name
from generator.parse.days import read_day
from generator.parse.fields import parse_moment
from generator.parse.front_matter import parse_front_matter
from generator.parse.tags import tags_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.parse.front_matter import RawField
    from generator.source.records import SourceNote

_WIKI: Final = re.compile(r"\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|[^\[\]\n]*)?\]\]")
_LINK: Final = re.compile(r"\]\((?!\w+:)([^()\s]+?)\.md(?:#[^()\s]*)?\)")
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*$")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+(.*)$")
_TASK: Final = re.compile(r"\[[^\[\]]\][ \t]+")
_FENCE: Final = re.compile(r"[ \t]*(```|~~~)")
_TAG: Final = re.compile(r"(?<![\w/#&])#([^\W\d][\w/-]*)")
_DAY: Final = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?%>")
_EMAIL: Final = re.compile(r"(?:mailto:)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:tel:)?[+(]?\d[\d\s()./-]{5,20}\d")
_LINKEDIN: Final = re.compile(r"\blinkedin\.com/(?:in|pub)/", re.IGNORECASE)
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SAID: Final = re.compile(
    r"^[^\S\n]*(?:[-*+>|][^\S\n]*)?[*_]{0,2}[^\W\d_][\w -]{0,24}[*_]{0,2}[^\S\n]*::?"
    r"[*_]{0,2}[^\S\n]*(\S[^\n]{0,120})",
    re.MULTILINE,
)
_MOST_ITEMS: Final = 200


class Part(Struct, frozen=True, kw_only=True):
    """A heading and the list items right below it.

    Attributes:
        heading: As written.
        items: Their texts, without marks and checkboxes.
        tasks: How many of them have a checkbox.
        text: Whether there is anything else.
    """

    heading: str
    items: tuple[str, ...] = ()
    tasks: int = 0
    text: bool = False


class Seen(Struct, frozen=True, kw_only=True):
    """One note from outside.

    Attributes:
        path: As in its vault.
        folders: Names of the folders it lies in, outermost first.
        stem: Its file's name, without ending.
        fields: Key and texts as written; a key with keys inside it is left out.
        tags: Of front matter and text, without `#`, each once.
        aliases: Other names in its front matter.
        links: Folded names that its text links.
        parts: Its headings.
        day: Whether its name holds a day: `whole`, `part`, or empty.
        template: Whether placeholders wait in it to be filled.
        contact: Whether it tells an e-mail address, a number or a profile.
        question: Whether it is called like a question.
    """

    path: str
    folders: tuple[str, ...]
    stem: str
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    day: str = ""
    template: bool = False
    contact: bool = False
    question: bool = False

    @property
    def dated(self) -> bool:
        """Whether a key that is no birthday or file time holds a day."""
        return any(
            shape_of(texts) == "day" and fold_word(key) not in NO_DAY
            for key, texts in self.fields
        )


@dataclass(slots=True)
class _Open:
    heading: str
    items: list[str] = field(default_factory=list)
    tasks: int = 0
    text: bool = False

    def part(self) -> Part:
        items = tuple(self.items)
        return Part(heading=self.heading, items=items, tasks=self.tasks, text=self.text)


def look_at(source: SourceNote) -> Seen:
    """Look at a note; never raises."""
    path = PurePosixPath(source.path)
    front = parse_front_matter(source.path, source.text)
    fields = tuple(
        (one.key, tuple(item.text for item in one.items))
        for one in front.fields
        if not one.nested and one.key.strip()
    )
    prose = list(_prose(front.body))
    body = "\n".join(prose)
    tags = (*_front_tags(front.fields), *_TAG.findall(body))
    return Seen(
        path=source.path,
        folders=path.parts[:-1],
        stem=path.stem,
        fields=fields,
        tags=tuple(dict.fromkeys(tags)),
        aliases=_aliases(fields),
        links=frozenset(linked(body)),
        parts=tuple(_parts(prose)),
        day=_day_in(path.stem),
        template=bool(_PLACEHOLDER.search(source.text)),
        contact=_tells_contact(fields, body),
        question=asks(path.stem),
    )


def linked(text: str) -> Iterator[str]:
    """Yield the folded name of every note that a text links."""
    for target in (*_WIKI.findall(text), *_LINK.findall(text)):
        name = target.replace("%20", " ").rpartition("/")[2].strip()
        if name:
            yield fold_name(name.removesuffix(".md"))


def shape_of(texts: Iterable[str]) -> str:
    """Return what all values of a key look like, or most of them.

    Returns:
        `email`, `linkedin`, `web`, `phone`, `day`, `link`, `number`, `text`; empty:
        there is no value.
    """
    counts = Counter(_shape(text.strip()) for text in texts if text.strip())
    return max(counts, key=lambda shape: counts[shape]) if counts else ""


def _shape(text: str) -> str:  # noqa: PLR0911 - one line a shape
    if _EMAIL.fullmatch(text):
        return "email"
    if _LINKEDIN.search(text):
        return "linkedin"
    if parse_moment(text) or parse_moment(text.strip("[]")):
        return "day"
    if _WIKI.search(text) or _LINK.search(text):
        return "link"
    if _WEB.match(text):
        return "web"
    if re.fullmatch(r"\d{1,6}", text):
        return "number"
    return "phone" if _PHONE.fullmatch(text) else "text"


def asks(name: str) -> bool:
    """Whether a name is a question."""
    stripped = name.rstrip()
    words = fold_word(stripped).split()
    if stripped.endswith(("?", "？", "؟", "か", "吗", "嗎", "呢")):
        return True
    return len(words) >= 4 and words[0] in ASKING


def _day_in(stem: str) -> str:
    match = _DAY.search(stem)
    if match is None or read_day("-".join(match.groups())) is None:
        return ""
    return "whole" if match[0] == stem.strip() else "part"


def _front_tags(fields: tuple[RawField, ...]) -> list[str]:
    return [
        tag
        for one in fields
        if fold_name(one.key) in {"tags", "tag"} and not one.nested
        for item in one.items
        for tag in tags_in(item.text)
    ]


def _aliases(fields: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    names = {"aliases", "alias", "name"}
    return tuple(t for key, texts in fields if fold_name(key) in names for t in texts)


def _tells_contact(fields: tuple[tuple[str, tuple[str, ...]], ...], body: str) -> bool:
    said = {"email", "linkedin", "phone"}
    if any(shape_of(texts) in said for _, texts in fields):
        return True
    found = _SAID.findall(body[:2000])
    return any(_EMAIL.search(one) or _LINKEDIN.search(one) for one in found)


def _prose(body: str) -> Iterator[str]:
    """Yield the lines of a text without fenced code."""
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
        elif not fence:
            yield line


def _parts(lines: Iterable[str]) -> Iterator[Part]:
    opened: _Open | None = None
    for line in lines:
        if heading := _HEADING.match(line):
            if opened:
                yield opened.part()
            opened = _Open(heading[2].strip())
        elif opened and (item := _ITEM.match(line)):
            if len(opened.items) < _MOST_ITEMS:
                task = _TASK.match(item[1])
                opened.tasks += bool(task)
                opened.items.append(item[1][task.end() if task else 0 :].strip())
        elif opened and line.strip():
            opened.text = True
    if opened:
        yield opened.part()
