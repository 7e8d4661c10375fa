"""What must hold of every rename and merge, found out from the texts alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.graph.records import Found, FoundAsset, FoundLead
from generator.parse.front_matter import parse_front_matter
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.build import BuildResult
    from generator.edit.changes import Change
    from generator.graph.records import Resolution
    from generator.model import Note

    Texts = Mapping[str, bytes]

_DEFINITION = re.compile(r"(?m)^([ >]*\[[^\]\n]+\]:).*$")


def after(texts: Texts, changes: Iterable[Change]) -> dict[str, bytes]:
    """Return files as they are once they have changed."""
    now = dict(texts)
    for one in changes:
        assert now.get(one.path) == one.before
        if one.after is None:
            del now[one.path]
        else:
            now[one.path] = one.after
    return now


def ends(where: Resolution, moved: Mapping[str, str]) -> str:
    """Return in one word where a link leads once notes have moved."""
    match where:
        case Found(note=target) | FoundLead(lead=target):
            return moved.get(target, target)
        case FoundAsset(path=path):
            return f"file {path}"
        case _:
            return type(where).__name__


def targets(
    result: BuildResult, moved: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Return where the links of each note lead, in order."""
    moved = moved or {}
    found: dict[str, list[str]] = {}
    for path, held in result.book.resolutions.items():
        source = found.setdefault(moved.get(path, path), [])
        source += [ends(one, moved) for one in held]
    return found


def headings(
    result: BuildResult, moved: Mapping[str, str] | None = None
) -> dict[str, list[tuple[str, int]]]:
    """Return the headings that are led to: the note and the heading's number."""
    moved = moved or {}
    found = {}
    for path, held in result.book.resolutions.items():
        found[moved.get(path, path)] = [
            (moved.get(one.note, one.note), _number(result.book.notes[one.note], one))
            for one in held
            if isinstance(one, Found) and one.anchor
        ]
    return found


def _number(note: Note, where: Found) -> int:
    anchors = [one.anchor for one in note.body.headings]
    return anchors.index(where.anchor) if where.anchor in anchors else -1


def without_links(data: bytes, note: Note) -> str:
    """Return a text in which each link, and each value above, is a mere sign."""
    text = sources_from_texts({"a.md": data}).notes[0].text
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    front = parse_front_matter("a.md", text)
    spans = [item.span for raw in front.fields for item in raw.items]
    spans += [link.span for link in note.links if not link.key]
    places = sorted(
        (starts[s.line - 1] + s.column - 1, starts[s.end_line - 1] + s.end_column - 1)
        for s in spans
    )
    made, at = "", 0
    for start, end in places:
        if start >= at:
            made += text[at:start] + "⟦⟧"
            at = end
    return _DEFINITION.sub(r"\1", made + text[at:])
