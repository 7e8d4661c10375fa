"""What is wrong with links, in words, with near names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Code, Diagnostic, Fix
from generator.graph.records import (
    Found,
    FoundLead,
    Missing,
    Outside,
)
from generator.model import Origin, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics import Span
    from generator.graph.records import (
        Resolution,
    )
    from generator.model import Html, Link, Note

_NEAR = 75
_MOST = 3


class Suggestions:
    """Near names for what is missing, looked up once for each target."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        """Take the notes; their names are read when first needed."""
        self._notes = notes
        self._names: list[str] = []
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, target: str) -> tuple[str, ...]:
        """Return the nearest names, best first, at most three; empty: none near."""
        if target not in self._known:
            self._known[target] = self._look_up(target)
        return self._known[target]

    def _look_up(self, target: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process, utils

        if not self._names:
            stems = [path.rpartition("/")[2].rpartition(".")[0] for path in self._notes]
            names = [note.name for note in self._notes.values()]
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


def link_problems(
    notes: Mapping[str, Note], resolutions: Mapping[str, tuple[Resolution, ...]]
) -> Iterator[Diagnostic]:
    """Yield every problem of every link, in the order of notes and links.

    Args:
        notes: By path.
        resolutions: For each path, one for each link.

    Diagnostics: `link-missing`, `link-ambiguous`, `link-lead`, `link-by-name`,
        `link-anchor`, `link-outside`, `embed-cycle`.
    """
    near = Suggestions(notes)
    for path, note in notes.items():
        for link, where in zip(note.links, resolutions[path], strict=True):
            yield from _problems(link, where, near)
    yield from _cycles(notes, resolutions)


def _problems(link: Link, where: Resolution, near: Suggestions) -> Iterator[Diagnostic]:
    match where:
        case Missing():
            yield _missing(link, near)
        case Outside():
            said = f"{link.written} leads out of the content folder"
            yield Diagnostic(
                Code.LINK_OUTSIDE, link.span, said, "move the file into the folder"
            )
        case FoundLead():
            name = link.target.rpartition("/")[2]
            yield Diagnostic(
                Code.LINK_LEAD,
                link.span,
                f"{name} has no note yet",
                f'when you write one: airbook new contact "{name}"',
            )
        case Found():
            yield from _found_problems(link, where)
        case _:
            pass


def _missing(link: Link, near: Suggestions) -> Diagnostic:
    if link.key and link.target == link.written:
        # A bare name, which another problem has reported; it may be just a text.
        return Diagnostic(
            Code.LINK_BARE,
            link.span,
            f"`{link.target}` names no note",
            "leave it as it is, or write a note of this name",
        )
    names = near.of(link.target) if link.target else ()
    advice = f"did you mean {' or '.join(names)}?" if names else "write such a note"
    fix = None
    if len(names) == 1 and link.wiki:
        begin = link.written.index("[[") + 2
        whole = link.written[:begin] + link.written[begin:].replace(
            link.target, names[0], 1
        )
        fix = Fix(link.span, whole)
    said = f"no note is named `{link.target}`" if link.target else "a link without name"
    return Diagnostic(Code.LINK_MISSING, link.span, said, advice, fix)


def _found_problems(link: Link, where: Found) -> Iterator[Diagnostic]:
    stem = where.note.rpartition("/")[2].removesuffix(".md")
    if where.by_name and link.target != link.written:
        shown = link.shown or link.target
        portable = f"[[{stem}|{shown}]]"
        fix = Fix(link.span, portable) if "\\|" not in link.written else None
        yield Diagnostic(
            Code.LINK_BY_NAME,
            link.span,
            f"`{link.target}` is only a name of {where.note}: Obsidian does not follow",
            f"write {portable}",
            fix,
        )
    if where.candidates:
        others = ", ".join(where.candidates)
        yield Diagnostic(
            Code.LINK_AMBIGUOUS,
            link.span,
            f"`{link.target}` fits {others} equally well",
            f"write the folder: [[{where.note.removesuffix('.md')}]]",
        )
    if where.anchor_missing:
        sort = "block" if link.anchor.startswith("^") else "heading"
        yield Diagnostic(
            Code.LINK_ANCHOR,
            link.span,
            f"{where.note} has no {sort} `{link.anchor}`",
            _anchor_advice(sort),
        )


def _anchor_advice(sort: str) -> str:
    if sort == "block":
        return "write the ^id at the end of the block"
    return "write a heading of that note"


Node = tuple[str, str]


def _cycles(
    notes: Mapping[str, Note], resolutions: Mapping[str, tuple[Resolution, ...]]
) -> Iterator[Diagnostic]:
    """Yield the embeds that lead back to where they stand."""
    edges: dict[Node, tuple[tuple[Node, Span], ...]] = {}

    def out(node: Node) -> tuple[tuple[Node, Span], ...]:
        if node not in edges:
            edges[node] = tuple(_embeds(node, notes, resolutions))
        return edges[node]

    starts = [
        path
        for path, note in notes.items()
        if any(link.origin is Origin.EMBED for link in note.links)
    ]
    for path in starts:
        for first, span in out((path, "")):
            if _reaches(first, (path, ""), out, path):
                yield Diagnostic(
                    Code.EMBED_CYCLE,
                    span,
                    "this embed leads back to where it stands",
                    "write a link, without the !",
                )


def _reaches(first: Node, start: Node, out: object, path: str) -> bool:
    """Whether following embeds from a node comes back to a note as a whole."""
    seen, stack = {first}, [first]
    while stack:
        node = stack.pop()
        if node == start or (
            node[0] == path and node != start and node in seen - {first}
        ):
            return True
        for target, _ in out(node):  # type: ignore[operator]
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return first == start


def _embeds(
    node: Node,
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
) -> Iterator[tuple[Node, Span]]:
    path, anchor = node
    note = notes[path]
    for part in _html(note, anchor):
        if isinstance(part, Slot) and part.part == "embed":
            where = resolutions[path][part.link]
            if isinstance(where, Found):
                yield (where.note, where.anchor), note.links[part.link].span


def _html(note: Note, anchor: str) -> Html:
    if not anchor:
        return note.body.html
    return next((f.html for f in note.body.fragments if f.anchor == anchor), ())
