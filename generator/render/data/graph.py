"""Which note links to which, as tab-separated lines and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from generator.graph.records import Found, FoundLead, Missing, Outside
from generator.render.data.encoding import VERSION, encode_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.graph.records import Book, Relation, Resolution
    from generator.model import Link, Note
    from generator.render.data.encoding import Record
    from generator.render.urls import Urls

# A file's name may hold what ends a field or a line here.
_BREAKS: Final = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r"})


def render_graph_tsv(book: Book) -> bytes:
    r"""Return `source`, `target` and how many links, tab-separated.

    Args:
        book: All notes.

    Returns:
        A line for each pair of different notes, sorted; empty without links. A
        tab in a file's name stands as `\t`, a line break as `\n`.
    """
    counts = Counter((source, found.note) for source, _, found in _edges(book))
    lines = (
        f"{source.translate(_BREAKS)}\t{target.translate(_BREAKS)}\t{count}\n"
        for (source, target), count in sorted(counts.items())
    )
    return "".join(lines).encode("utf-8", "replace")


def render_graph_json(book: Book, urls: Urls) -> bytes:
    """Return the notes and their links as JSON (`schemas/graph.json`).

    Args:
        book: All notes.
        urls: Where their pages lie.

    Returns:
        Notes by path; links by source and place; links to attachments and of a
        note to itself are left out.
    """
    relations = {
        id(one.link): one.relation for ones in book.backlinks.values() for one in ones
    }
    return encode_object(
        {
            "version": VERSION,
            "notes": [_note(note, urls) for note in book.notes.values()],
            "links": [
                _link(source, link, found, relations)
                for source, link, found in _edges(book)
            ],
            "unresolved": list(_unresolved(book)),
            "ambiguous": list(_ambiguous(book)),
        }
    )


def _resolved(book: Book) -> Iterator[tuple[str, Link, Resolution]]:
    """Yield every link by source and place."""
    for path, note in book.notes.items():
        pairs = zip(note.links, book.resolutions[path], strict=True)
        for link, where in sorted(pairs, key=lambda pair: pair[0].span):
            yield path, link, where


def _edges(book: Book) -> Iterator[tuple[str, Link, Found]]:
    for source, link, where in _resolved(book):
        if isinstance(where, Found) and where.note != source:
            yield source, link, where


def _note(note: Note, urls: Urls) -> Record:
    return {
        "path": note.path,
        "kind": str(note.kind),
        "title": note.name,
        "url": urls.notes[note.path],
        "aliases": list(note.aliases),
        "tags": list(note.tags),
        "headings": [
            {"text": one.text, "level": one.level, "anchor": one.anchor}
            for one in note.body.headings
        ],
    }


def _link(
    source: str, link: Link, found: Found, relations: dict[int, Relation]
) -> Record:
    return {
        "source": source,
        "target": found.note,
        "written": link.written,
        "origin": str(link.origin),
        "relation": str(relations[id(link)]),
        "line": link.span.line,
        "column": link.span.column,
    }


def _unresolved(book: Book) -> Iterator[Record]:
    for source, link, where in _resolved(book):
        if isinstance(where, FoundLead | Missing | Outside):
            near = where.suggestions if isinstance(where, Missing) else ()
            yield {
                "source": source,
                "written": link.written,
                "line": link.span.line,
                "column": link.span.column,
                "suggestions": list(near),
                "lead": isinstance(where, FoundLead),
            }


def _ambiguous(book: Book) -> Iterator[Record]:
    for source, link, where in _resolved(book):
        if isinstance(where, Found) and len(where.candidates) > 1:
            yield {
                "source": source,
                "written": link.written,
                "line": link.span.line,
                "candidates": list(where.candidates),
            }
