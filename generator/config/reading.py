"""Text of `airbook.toml` -> Settings and the problems found in it."""

from __future__ import annotations

import re
import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.config import tables
from generator.config.audiences import read_audiences
from generator.config.rules import read_rules
from generator.config.settings import (
    DATE_FORMATS,
    PERIODS,
    TASK_FORMATS,
    WEEK_STARTS,
    Folders,
    Goal,
    Settings,
    SiteSettings,
    Tags,
)
from generator.config.tables import Report, Table, UnfitError
from generator.diagnostics import Code, Diagnostic, Span, sort_diagnostics
from generator.vocabulary import KEYS, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME: Final = "airbook.toml"
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_TABLES: Final = (
    *("folders", "keys", "sections", "people", "tags", "goal"),
    *("rules", "tasks", "site", "audience"),
)
_PLAIN: Final = (
    *("book_id", "content", "output", "title", "owner", "timezone"),
    *("language", "date_format", "week_starts", "dates_in_names"),
)
_NAMES: Final = frozenset(key.name for keys in KEYS.values() for key in keys)
_MEANINGS: Final = {
    **{
        alias: key.name
        for keys in KEYS.values()
        for key in keys
        for alias in key.aliases
    },
    **{name: name for name in _NAMES},
}


def parse_settings(
    text: str, path: str = FILE_NAME
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings of a book.

    Args:
        text: The whole text of `airbook.toml`; empty: all defaults.
        path: What problems call the file.

    Returns:
        The settings, a default wherever a value is absent or cannot be used, and
        the problems in stable order.

    Diagnostics: `settings-syntax` where it is not TOML (all defaults hold),
        `settings-key`, `settings-value`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(), (_syntax(text, path, error),)
    report = Report(text=text, path=path)
    settings = _read(Table(values=values, report=report))
    return settings, sort_diagnostics(report.found)


def _syntax(text: str, path: str, error: Exception) -> Diagnostic:
    said = str(error)
    place = _PLACE.search(said)
    line, column = text.count("\n") + 1, 1
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    reason = _PLACE.sub("", said).splitlines()[0] if said else "not TOML"
    if isinstance(error, RecursionError):
        line, reason = 1, "brackets are nested too deep"
    message = f"this is not TOML: {reason[:1].lower()}{reason[1:]}"
    advice = 'write lines such as title = "My book"'
    return Diagnostic(
        Code.SETTINGS_SYNTAX, Span.at(path, line, column), message, advice
    )


def _read(top: Table) -> Settings:
    top.expect((*_PLAIN, *_TABLES))
    usual = Settings()
    return Settings(
        book_id=top.read("book_id", usual.book_id, tables.book_id),
        content=top.read("content", usual.content, tables.word),
        output=top.read("output", usual.output, tables.word),
        title=top.read("title", usual.title, tables.word),
        owner=top.read("owner", usual.owner, tables.text),
        timezone=top.read("timezone", usual.timezone, tables.timezone),
        language=top.read("language", usual.language, tables.language),
        date_format=top.read(
            "date_format", usual.date_format, tables.choice(*DATE_FORMATS)
        ),
        week_starts=top.read(
            "week_starts", usual.week_starts, tables.choice(*WEEK_STARTS)
        ),
        dates_in_names=top.read("dates_in_names", usual.dates_in_names, tables.flag),
        folders=_folders(top.table("folders")),
        keys=_keys(top.table("keys")),
        sections=_sections(top.table("sections")),
        people_tags=_people_tags(top.table("people")),
        tags=_tags(top.table("tags")),
        goal=_goal(top.table("goal")),
        rules=read_rules(top.table("rules")),
        tasks_write=_tasks_write(top.table("tasks")),
        site=_site(top.table("site")),
        audiences=read_audiences(top.table("audience")),
    )


def _folders(table: Table) -> Folders:
    names = Folders.__struct_fields__
    table.expect(names)
    usual = Folders()
    return Folders(
        **{
            name: table.read_all(name, getattr(usual, name), tables.word)
            for name in names
        }
    )


def _keys(table: Table) -> Mapping[str, str]:
    found = {key: table.read(key, "", _meaning) for key in table.values}
    return MappingProxyType({key: name for key, name in found.items() if name})


def _meaning(value: object) -> str:
    if isinstance(value, str) and value.strip() in _MEANINGS:
        return _MEANINGS[value.strip()]
    near = tables.near(value, _NAMES) if isinstance(value, str) else ""
    raise UnfitError(near or 'write a key that Airbook knows, such as "organization"')


def _sections(table: Table) -> Mapping[Section, tuple[str, ...]]:
    table.expect(Section)
    return MappingProxyType(
        {
            section: table.read_all(section, (), tables.word)
            for section in Section
            if section in table.values
        }
    )


def _people_tags(table: Table) -> tuple[str, ...]:
    table.expect(("tags",))
    return table.read_all("tags", (), tables.tag)


def _tags(table: Table) -> Tags:
    names = Tags.__struct_fields__
    table.expect(names)
    return Tags(**{name: table.read_all(name, (), tables.tag) for name in names})


def _goal(table: Table) -> Goal:
    table.expect(Goal.__struct_fields__)
    usual = Goal()
    return Goal(
        interviews=table.read("interviews", usual.interviews, tables.count),
        per=table.read("per", usual.per, tables.choice(*PERIODS)),
        by=table.read("by", usual.by, tables.day_or_none),
    )


def _tasks_write(table: Table) -> str:
    table.expect(("write",))
    return table.read("write", TASK_FORMATS[0], tables.choice(*TASK_FORMATS))


def _site(table: Table) -> SiteSettings:
    table.expect(SiteSettings.__struct_fields__)
    usual = SiteSettings()
    return SiteSettings(
        base=table.read("base", usual.base, tables.base),
        remote_images=table.read("remote_images", usual.remote_images, tables.flag),
        data=table.read("data", usual.data, tables.flag),
        edit=table.read("edit", usual.edit, tables.edit_link),
    )
