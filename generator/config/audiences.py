"""Tables `[audience.NAME]` -> what each audience may see."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.config import tables
from generator.config.settings import NAMINGS, OWNER, SHARE, SHARE_DEFAULT, Audience
from generator.config.tables import UnfitError
from generator.vocabulary import KEYS, SECTION_NAMES, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.config.tables import Table

_ANSWERS: Final = "answers"
_KEYS: Final = (
    *("only", "except", "fields", "sections"),
    *("events", "hide_topics", "names", "allow"),
)
_FIELDS: Final = frozenset(
    key.name for keys in KEYS.values() for key in keys if key.name != "private"
)
_SECTIONS: Final = {
    name: section
    for section, names in SECTION_NAMES.items()
    for name in names
    if section is not Section.PRIVATE
}


def read_audiences(table: Table) -> Mapping[str, Audience]:
    """Read every audience; `share` has defaults, any other sees what is listed.

    Args:
        table: Table `[audience]`, empty where the file has none.

    Returns:
        The audiences by name, `share` among them, `owner` never.

    Diagnostics: `settings-key`, `settings-value`; a word that cannot be used is
        left out of its list. Nothing is published while there are errors.
    """
    found = {SHARE: SHARE_DEFAULT}
    for name in table.values:
        if name == OWNER:
            table.unfit((name,), {}, "the owner sees everything; use another name")
        else:
            usual = found.get(name, Audience(name=name))
            found[name] = _read(table.table(name), usual)
    return MappingProxyType(found)


def _read(table: Table, usual: Audience) -> Audience:
    table.expect(_KEYS)
    sections: tuple[Section | str, ...] = usual.sections
    if usual.answers:
        sections = (*sections, _ANSWERS)
    sections = table.read_all("sections", sections, _section)
    return Audience(
        name=usual.name,
        only=table.read_all("only", usual.only, tables.tag),
        except_=table.read_all("except", usual.except_, tables.tag),
        fields=table.read_all("fields", usual.fields, _field),
        sections=tuple(one for one in sections if isinstance(one, Section)),
        answers=_ANSWERS in sections,
        events=table.read("events", usual.events, tables.flag),
        hide_topics=table.read_all("hide_topics", usual.hide_topics, tables.tag),
        names=table.read("names", usual.names, tables.choice(*NAMINGS)),
        allow=table.read_all("allow", usual.allow, tables.word),
    )


def _field(value: object) -> str:
    name = tables.word(value)
    if name in _FIELDS:
        return name
    near = tables.near(name, _FIELDS)
    raise UnfitError(near or 'write a key that Airbook knows, such as "role"')


def _section(value: object) -> Section | str:
    name = tables.word(value).casefold()
    if name == _ANSWERS:
        return _ANSWERS
    if name in _SECTIONS:
        return _SECTIONS[name]
    raise UnfitError('write a section such as "Advice", or "Answers"; Private never')
