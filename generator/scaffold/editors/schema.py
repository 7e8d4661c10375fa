"""The front matter as JSON Schema, made from the declarations of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.vocabulary import KEYS, Kind, RuleId, ValueType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.vocabulary import Key

Schema = dict[str, Any]
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_DAY: Final = r"\d{4}-\d{1,2}-\d{1,2}"
_TIME: Final = r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
_FLAGS: Final = ("yes", "no", "true", "false", "Yes", "No", "True", "False")
_NOTHING: Final[Schema] = {"type": "null"}
_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
_LIST: Final[Schema] = {"type": "array", "items": _SCALAR}
_LINK: Final[Schema] = {"type": ["string", "null"]}


def note_schema(kind: Kind, own: Mapping[str, str] | None = None) -> Schema:
    """Return the schema of the front matter of one kind of note.

    Args:
        kind: Of the note.
        own: The settings' own names for keys, yours -> ours.

    Returns:
        Every key of the kind under each of its names. A key that is not declared may
        hold anything.
    """
    return {"$schema": _DRAFT, "title": f"Airbook: {kind}", **_keys(kind, own or {})}


def any_note_schema(own: Mapping[str, str] | None = None) -> Schema:
    """Return a schema of every kind of note that chooses by `type`.

    A note without a `type` has its kind from its folder, which a schema does not
    see: only its `type` is looked at then.
    """
    return {
        "$schema": _DRAFT,
        "title": "Airbook: front matter",
        "type": ["object", "null"],
        "properties": {"type": _kind()},
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": kind}}},
                "then": {"$ref": f"#/definitions/{kind}"},
            }
            for kind in Kind
        ],
        "definitions": {str(kind): _keys(kind, own or {}) for kind in Kind},
    }


def _keys(kind: Kind, own: Mapping[str, str]) -> Schema:
    names: dict[str, Key] = {}
    for key in KEYS[kind]:
        for name in (key.name, *key.aliases):
            names.setdefault(name, key)
    names |= {yours: names[ours] for yours, ours in own.items() if ours in names}
    return {
        "type": ["object", "null"],
        "properties": {name: _described(key) for name, key in names.items()},
    }


def _described(key: Key) -> Schema:
    return {**({"description": key.help} if key.help else {}), **_value(key)}


def _kind() -> Schema:
    return {"anyOf": [{"enum": [str(kind) for kind in Kind]}, {"type": "string"}]}


def _value(key: Key) -> Schema:  # noqa: PLR0911 - one line a type
    match key.type:
        case ValueType.CHOICE if key.name == "type":
            return _kind()
        case ValueType.CHOICE:
            words: list[object] = [*key.choices, None]
            return {"enum": [*words, *([True, False] if "yes" in key.choices else [])]}
        case ValueType.TEXT | ValueType.TEXTS | ValueType.TAGS:
            return {"anyOf": [_SCALAR, _LIST]}
        case ValueType.LINK | ValueType.LINKS:
            return {"anyOf": [_LINK, {"type": "array", "items": _LINK}]}
        case ValueType.TIMEZONE:
            return _LINK
        case ValueType.BOOL:
            return {"enum": [True, False, *_FLAGS, 0, 1, None]}
        case ValueType.NUMBER:
            return _number(key)
        case ValueType.MINUTES:
            pattern = r"^(\d+\s*h\w*\s*)?(\d+\s*m?\w*\.?)?$"
            return {"anyOf": [_number(key), _text(pattern)]}
        case ValueType.SNOOZE:
            rules = "|".join(RuleId)
            one = {"anyOf": [_text(rf"^(({rules}) )?{_DAY}$"), _NOTHING]}
            return {"anyOf": [one, {"type": "array", "items": one}]}
        case _:
            return {"anyOf": [*_days(key.type), _NOTHING]}


def _days(type_: ValueType) -> list[Schema]:
    if type_ is ValueType.PARTIAL_DATE:
        year: Schema = {"type": "integer", "minimum": 1900, "maximum": 2199}
        return [_text(rf"^(\[\[)?({_DAY}|\d{{4}}(-\d{{2}})?)(\]\])?$"), year]
    return [_text(rf"^(\[\[)?{_DAY}(\]\])?({_TIME})?$")]


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _number(key: Key) -> Schema:
    most = {} if key.high is None else {"maximum": key.high}
    whole: Schema = {"type": "integer", "minimum": key.low, **most}
    return {"anyOf": [whole, _text(r"^\d{1,6}$"), _NOTHING]}
