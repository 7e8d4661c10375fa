"""What is wrong with links, in words, with near names."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Code, Diagnostic, Fix
from generator.graph.records import (
    Found,
    FoundLead,
    Missing,
    Outside,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.graph.records import Resolution
    from generator.model import Link, Note

_NEAR: Final = 75
_MOST: Final = 3
_SPECIAL: Final = re.compile(r"[\[\]|#\"\\\n]")
_SEVERAL: Final = re.compile(r",|;|&|\band\b")


class Names:
    """The names of a book's notes: how to write each, and which are near."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        """Take the notes; what is seldom needed is read when first needed."""
        self.notes = notes
        self._stems: dict[str, int] = {}
        self._names: list[str] = []
        self._known: dict[str, tuple[str, ...]] = {}
        for path in notes:
            stem = _stem(path).casefold()
            self._stems[stem] = self._stems.get(stem, 0) + 1

    def over(self, notes: Mapping[str, Note]) -> Names:
        """Return the same names for notes of the same names, with other texts."""
        other = copy(self)
        other.notes = notes
        return other

    def portable(self, path: str) -> str:
        """Return what to write in a link to a note so that any program follows it."""
        if self.is_unique(_stem(path)):
            return _stem(path)
        return path.removesuffix(".md")

    def is_unique(self, name: str) -> bool:
        """Whether exactly one note has a file of this name."""
        return self._stems.get(name.casefold()) == 1

    def headings(self, path: str) -> str:
        """Return what may be written behind the # of a link to a note, in words."""
        texts = [heading.text for heading in self.notes[path].body.headings]
        if not texts:
            return "take the # away; that note has no headings"
        more = ", …" if len(texts) > _MOST else ""
        return f"its headings are {', '.join(texts[:_MOST])}{more}"

    def near(self, target: str) -> tuple[str, ...]:
        """Return the nearest names, best first, at most three; empty: none near."""
        if target not in self._known:
            self._known[target] = self._look_up(target)
        return self._known[target]

    def _look_up(self, target: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process, utils

        if not self._names:
            stems = [_stem(path) for path in self.notes]
            names = [note.name for note in self.notes.values()]
            self._names = sorted(dict.fromkeys((*stems, *names)))
        wanted = target.rpartition("/")[2].removesuffix(".md")
        hits = process.extract(
            wanted,
            self._names,
            scorer=fuzz.ratio,
            processor=utils.default_process,
            limit=_MOST,
            score_cutoff=_NEAR,
        )
        return tuple(hit[0] for hit in hits)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def note_problems(
    note: Note, resolved: Iterable[Resolution], names: Names
) -> Iterator[Diagnostic]:
    """Yield every problem of the links of one note, in their order.

    Args:
        note: The note.
        resolved: One for each of its links.
        names: What the notes of the book are called.

    Diagnostics: `link-missing`, `link-bare`, `link-ambiguous`, `link-lead`,
        `link-by-name`, `link-anchor`, `link-outside`.
    """
    for link, where in zip(note.links, resolved, strict=True):
        if _is_bare(link):
            yield _bare(link, where, names)
        # Most links are as they should be, and this is asked of every one.
        if type(where) is not Found or where.is_doubtful:
            yield from _problems(link, where, names)


def _problems(link: Link, where: Resolution, names: Names) -> Iterator[Diagnostic]:
    match where:
        case Missing() if not _is_bare(link):
            yield _missing(link, names)
        case Outside():
            said = f"{link.written} leads out of the content folder"
            advice = "move the file into the folder, or link its address on the web"
            yield Diagnostic(Code.LINK_OUTSIDE, link.span, said, advice)
        case FoundLead():
            name = link.target.rpartition("/")[2]
            said = f"{name} has no note yet"
            advice = f'when you write one: airbook new contact "{name}"'
            yield Diagnostic(Code.LINK_LEAD, link.span, said, advice)
        case Found():
            yield from _found_problems(link, where, names)
        case _:
            pass


def _is_bare(link: Link) -> bool:
    """Whether a front-matter link is a name without brackets."""
    return bool(link.key) and link.wiki and link.target == link.written


def _bare(link: Link, where: Resolution, names: Names) -> Diagnostic:
    target = link.target
    if isinstance(where, Missing):
        said = f"`{link.key}` takes a link, and no note is named `{target}`"
        advice = "leave it as it is, or write a note of this name"
        return Diagnostic(Code.LINK_BARE, link.span, said, advice)
    said = f"`{link.key}` takes a link, and `{target}` is a bare name"
    if _SEVERAL.search(target) and not isinstance(where, Found):
        advice = 'write a list: ["[[Ana]]", "[[Bo]]"]'
        return Diagnostic(Code.LINK_BARE, link.span, said, advice)
    inner = target
    if isinstance(where, Found) and where.by_name:
        inner = f"{names.portable(where.note)}|{target}"
    whole = f"[[{inner}]]" if link.quoted else f'"[[{inner}]]"'
    fix = None if _SPECIAL.search(target) else Fix(link.span, whole)
    return Diagnostic(Code.LINK_BARE, link.span, said, f'write "[[{inner}]]"', fix)


def _missing(link: Link, names: Names) -> Diagnostic:
    if not link.target:
        said = f"{link.written} names nothing to link to"
        advice = "write a name before the |, or take the link away"
        return Diagnostic(Code.LINK_MISSING, link.span, said, advice)
    near = names.near(link.target)
    said = f"no note is named `{link.target}`"
    advice = "write a note of this name, or take the brackets away"
    fix = None
    if near:
        advice = f"did you mean {' or '.join(near)}?"
    if len(near) == 1 and link.wiki and not link.anchor and names.is_unique(near[0]):
        fix = Fix(link.span, link.written.replace(link.target, near[0], 1))
    return Diagnostic(Code.LINK_MISSING, link.span, said, advice, fix)


def _found_problems(link: Link, where: Found, names: Names) -> Iterator[Diagnostic]:
    if where.by_name and not _is_bare(link):
        yield _by_name(link, where, names)
    if where.candidates:
        others = " and ".join(where.candidates)
        folder = where.note.removesuffix(".md")
        said = f"`{link.target}` may be {others}; it leads to the first"
        advice = f"write the folder, too: [[{folder}]]"
        yield Diagnostic(Code.LINK_AMBIGUOUS, link.span, said, advice)
    if where.anchor_missing:
        sort = "block" if link.anchor.startswith("^") else "heading"
        said = f"{where.note} has no {sort} `{link.anchor}`"
        advice = f"write {link.anchor} at the end of the block that is meant"
        if sort == "heading":
            advice = names.headings(where.note)
        yield Diagnostic(Code.LINK_ANCHOR, link.span, said, advice)


def _by_name(link: Link, where: Found, names: Names) -> Diagnostic:
    said = f"`{link.target}` is only a name of {where.note}; Obsidian knows file names"
    inner = names.portable(where.note)
    inner += f"#{link.anchor}" if link.anchor else ""
    pipe = "\\|" if link.cell else "|"
    portable = f"[[{inner}{pipe}{link.shown or link.target}]]"
    if not link.wiki:
        advice = f"write the path of the file: {where.note}"
        return Diagnostic(Code.LINK_BY_NAME, link.span, said, advice)
    sign = "!" if link.written.startswith("!") else ""
    fix = None if link.key and '"' in portable else Fix(link.span, sign + portable)
    return Diagnostic(
        Code.LINK_BY_NAME, link.span, said, f"write {sign}{portable}", fix
    )
