"""The front matter of a note as facts to look up, foreign keys among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.render.views.parts import Fact, Ref
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from generator.model import Field, Note
    from generator.render.material import Material

# Shown elsewhere on the page, or of use to machines alone.
_SKIPPED: Final = frozenset({"type", "name", "title", "tags", "private", "uid"})
_NAMES: Final = {
    "with": "With",
    "linkedin": "LinkedIn",
    "may_use_name": "May use the name",
    "how_we_met": "How you met",
    "met": "First met",
    "next": "Next",
    "next_action": "Next action",
    "referred_by": "Referred by",
    "must_ask": "Must ask",
}
_WEB: Final = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s\"'<>]*)?", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@<>\"'&?]+@[^\s@<>\"'&?]+\.[^\s@<>\"'&?]+")


def facts(
    material: Material, note: Note, page: str, skip: frozenset[str] = frozenset()
) -> tuple[Fact, ...]:
    """Return the keys of a note and their values, in the order of the note.

    Args:
        material: The build.
        note: The note.
        page: URL of the page that shows them.
        skip: Further keys that the page shows in another place.
    """
    return tuple(
        Fact(name=_name(field), values=_values(material, note, field, page))
        for field in note.fields
        if field.texts and (field.name not in _SKIPPED | skip or _foreign(field))
    )


def address(name: str, text: str) -> str:
    """Return the link of an address; empty where it is none that is safe.

    Args:
        name: The key: `email`, `phone`, or one that may hold a web address.
        text: The value.
    """
    if name == "email" and _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if name == "phone":
        digits = re.sub(r"[^\d+]", "", text)
        return f"tel:{digits}" if len(digits) > 4 else ""
    if _WEB.fullmatch(text):
        return text
    if name in {"linkedin", "website", "link"} and _HOST.fullmatch(text):
        return f"https://{text}"
    return ""


def _foreign(field: Field) -> bool:
    """Whether `type` names a kind of somebody's own, which no page says otherwise."""
    return field.name == "type" and field.texts[0].casefold() not in set(Kind)


def _name(field: Field) -> str:
    if not field.name:
        return field.key
    plain = field.name.replace("_", " ")
    return _NAMES.get(field.name, plain[:1].upper() + plain[1:])


def _values(material: Material, note: Note, field: Field, page: str) -> tuple[Ref, ...]:
    links = {note.links[number].written: number for number in field.links}
    values: list[Ref] = []
    for text in field.texts:
        inside = [number for written, number in links.items() if written in text]
        values += [_link(material, note, number, page) for number in inside]
        if not inside:
            values.append(Ref(text=text, href=address(field.name, text)))
    return tuple(values)


def _link(material: Material, note: Note, number: int, page: str) -> Ref:
    look = material.links.look(note.path, number, page)
    kind = look.classes.removeprefix("link").strip()
    return Ref(text=look.text, href=look.href, kind=kind, mark=look.title)
