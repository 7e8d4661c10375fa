"""What a note says, part by part, wherever in its file that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.parse.note import parse_note

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.model import Link, Note
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote

# Places, and whatever follows from the rest.
_LEFT_OUT: Final = frozenset({"span", "value_span", "above", "html", "later", "links"})
_NUMBERS: Final = frozenset(
    {
        *("organization", "past_organizations", "referred_by", "people", "subjects"),
        *("questions", "referrals", "links", "owner", "question"),
    }
)


def read_said(
    source: SourceNote, reading: Reading
) -> tuple[Note, dict[str, Any], tuple[Diagnostic, ...]]:
    """Read a note.

    Returns:
        Its record; what it says, by attribute, those of the body as `body.log`; and
        its problems.
    """
    note, problems = parse_note(source, reading)
    said = {"kind": note.kind, **_parts(note, note.links, "")}
    return note, said, problems


def _parts(record: Any, links: tuple[Link, ...], prefix: str) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for key in record.__struct_fields__:
        value = getattr(record, key)
        if key == "body":
            parts |= _parts(value, links, "body.")
        elif key not in _LEFT_OUT:
            parts[prefix + key] = _plain(value, key, links)
    return parts


def _plain(value: Any, name: str, links: tuple[Link, ...]) -> Any:
    """Return a value without places, with links by what they lead to."""
    if isinstance(value, tuple):
        return tuple(_plain(one, name, links) for one in value)
    if isinstance(value, int) and name in _NUMBERS and not isinstance(value, bool):
        link = links[value]
        return link.target, link.anchor, link.shown
    if isinstance(value, Struct):
        return tuple(
            (key, _plain(getattr(value, key), key, links))
            for key in value.__struct_fields__
            if key not in _LEFT_OUT
        )
    return value
