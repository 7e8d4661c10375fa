"""Files for Obsidian: templates, types of properties, a view of people and talks."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import yaml

from generator.parse.fields import fold_key
from generator.vocabulary import KEYS, Kind, Section, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.scaffold.editors.wording import Setting
    from generator.vocabulary import Key

FOLDER: Final = ".obsidian"
_TEMPLATES: Final = "templates"
TYPES: Final = f"{FOLDER}/types.json"
_TYPE_OF: Final = {
    ValueType.TEXTS: "multitext",
    ValueType.LINKS: "multitext",
    ValueType.TAGS: "tags",
    ValueType.DATE: "date",
    ValueType.NUMBER: "number",
    ValueType.MINUTES: "number",
    ValueType.BOOL: "checkbox",
}
_FILLED: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.CONTACT: ("organization", "role", "field", "email", "linkedin", "location"),
    Kind.INTERVIEW: ("with", "date", "duration", "mode", "place"),
    Kind.ORGANIZATION: ("website", "industry", "size", "location", "status"),
    Kind.QUESTION: ("name", "category", "stage", "must_ask"),
}
_HEADINGS: Final[dict[Kind, tuple[Section, ...]]] = {
    Kind.CONTACT: (Section.LOG,),
    Kind.INTERVIEW: (
        *(Section.PREP, Section.ADVICE, Section.INFORMATION, Section.REFERRALS),
        *(Section.QUOTES, Section.REFLECTION, Section.FOLLOW_UP),
    ),
}
_VALUES: Final = {"date": '"{{date:YYYY-MM-DD}}"', "name": '"{{title}}?"'}


def obsidian_files(book: Setting, templates: str) -> Mapping[str, str]:
    """Return the files by path below the vault.

    Args:
        book: The book.
        templates: The folder of templates that Obsidian's settings name; empty: none.
    """
    folder = PurePosixPath(templates or _TEMPLATES)
    made = {
        str(folder / f"{kind.capitalize()}.md"): _template(book, kind)
        for kind in _FILLED
    }
    types = {"types": dict(_types(book))}
    made[TYPES] = json.dumps(types, ensure_ascii=False, indent=2) + "\n"
    made["People.base"] = yaml.safe_dump(
        _base(book), allow_unicode=True, sort_keys=False, width=1000
    )
    return made


def _template(book: Setting, kind: Kind) -> str:
    """Return a note that Obsidian fills in when it is inserted."""
    values = {"type": str(kind), **dict.fromkeys(_FILLED[kind], ""), **_VALUES}
    keys = (
        f"{book.yaml_key(name)}: {values[name]}".rstrip()
        for name in ("type", *_FILLED[kind])
    )
    headings = (f"## {book.heading(one)}\n" for one in _HEADINGS.get(kind, ()))
    return "\n".join(["---", *keys, "---", "", *headings])


def _types(book: Setting) -> Iterator[tuple[str, str]]:
    """Yield each key with the type of its property; a text needs none.

    Where kinds of notes differ, the first one counts: Obsidian knows one type.
    """
    found: dict[str, str] = {"aliases": "aliases"}
    for keys in KEYS.values():
        for key in keys:
            if type_ := _property(key):
                found.setdefault(book.key(key.name), type_)
    yield from sorted(found.items())


def _property(key: Key) -> str:
    if key.type is ValueType.MOMENT:
        return "date"
    return _TYPE_OF.get(key.type, "")


def _base(book: Setting) -> dict[str, Any]:
    """Return a view of all people and one of all talks, as YAML."""
    people = ("organization", "role", "status", "tier", "next", "referred_by")
    talks = ("with", "date", "mode", "status", "organization")
    return {
        "views": [
            _view(book, "People", Kind.CONTACT, people, "file.name", "ASC"),
            _view(book, "Interviews", Kind.INTERVIEW, talks, "date", "DESC"),
        ],
    }


def _view(
    book: Setting, name: str, kind: Kind, keys: tuple[str, ...], by: str, way: str
) -> dict[str, Any]:
    order = ["file.name", *(_note(book.key(key)) for key in keys)]
    sort = by if by == "file.name" else _note(book.key(by))
    return {
        "type": "table",
        "name": name,
        "filters": {"or": list(_filters(book, kind))},
        "order": order,
        "sort": [{"property": sort, "direction": way}],
    }


def _note(key: str) -> str:
    """Return a property as a base names it."""
    plain = fold_key(key) == key and key.isascii()
    return f"note.{key}" if plain else f'note["{_escaped(key)}"]'


def _filters(book: Setting, kind: Kind) -> Iterator[str]:
    """Yield what tells a kind: its type, its tags, a folder of its name."""
    settings = book.settings
    names = settings.folders.contact
    tags = settings.people_tags
    if kind is Kind.INTERVIEW:
        names, tags = settings.folders.interview, settings.tags.interview
    yield f'{_note(book.key("type"))} == "{kind}"'
    yield from (f'file.hasTag("{_escaped(tag)}")' for tag in tags)
    if names:
        listed = ", ".join(f'"{_escaped(name.lower())}"' for name in names)
        yield f'file.folder.lower().split("/").containsAny({listed})'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
