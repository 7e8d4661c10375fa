"""Proposals -> the text of an `airbook.toml`; what is in doubt is a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.adopt.judging import DAILY
from generator.config.settings import Folders
from generator.parse.anchors import fold_name
from generator.vocabulary import Kind, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.adopt.records import Proposal

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_KINDS: Final = (Kind.CONTACT, Kind.INTERVIEW, Kind.ORGANIZATION, Kind.QUESTION)
_MOST: Final = 200
_WORD: Final = frozenset({"folders", "sections"})


def can_be_said(table: str, name: str) -> bool:
    """Whether a name keeps what it is when it is written as a setting."""
    if not name.isprintable() or not name.strip():
        return False
    if table == "keys":
        return True
    return name == (name.strip() if table in _WORD else name.strip().lstrip("#"))


def quote(text: str) -> str:
    """Return a text as a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def remark(text: str) -> str:
    """Return a text as it can stand in a comment."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"{line[:_MOST]}…" if len(line) > _MOST else line


def write_toml(
    proposals: Iterable[Proposal],
    *,
    content: str,
    book_id: str,
    today: date,
    folders: frozenset[str],
) -> str:
    """Write settings.

    Args:
        proposals: What is proposed, sure or not; each can be said.
        content: The vault, as `airbook.toml` names it.
        book_id: Of the new book.
        today: What was due before is stale at once.
        folders: Folded names of all folders of the vault.

    Returns:
        Text that reads without problems.
    """
    made = tuple(proposals)
    tables = [
        _top(made, content, book_id),
        _table("folders", _folder_lines(made, folders)),
        _table("people", _tag_lines(made, {"contact": "tags"})),
        _table("tags", _tag_lines(made, {kind: kind for kind in _KINDS[1:]})),
        _table("keys", _pair_lines(made, "keys")),
        _table("sections", _section_lines(made)),
        _table("tasks", _pair_lines(made, "tasks")),
        ["[rules]", "# What was due before this day is long past at once.",
         f'since = "{today.isoformat()}"'],
    ]  # fmt: skip
    return "\n\n".join("\n".join(lines) for lines in tables if lines) + "\n"


def _table(name: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"[{name}]", *found] if found else []


def _top(made: tuple[Proposal, ...], content: str, book_id: str) -> list[str]:
    return [
        "# Settings that make a vault a book, as `airbook adopt` found them. What is",
        "# in doubt stands in a comment: take the # away where it is right.",
        "",
        f"content = {quote(content)}",
        "# Tells this book from your other books on this computer; never copy it.",
        f"book_id = {quote(book_id)}",
        *_pair_lines(made, ""),
    ]


def _pair_lines(made: tuple[Proposal, ...], table: str) -> Iterator[str]:
    """Yield a line for each key with one value."""
    for one in made:
        if one.table != table:
            continue
        key = one.yours if _BARE.fullmatch(one.yours) else quote(one.yours)
        off = "" if one.sure else "#"
        value = one.ours if one.ours == "true" else quote(one.ours)
        yield f"{off}{key} = {value}  # {remark(one.evidence)}"


def _folder_lines(made: tuple[Proposal, ...], there: frozenset[str]) -> Iterator[str]:
    for name in (*_KINDS, DAILY, "ignore"):
        ours = [one for one in made if one.table == "folders" and one.ours == name]
        yield from _remarks(ours)
        sure = [one for one in ours if one.sure]
        if sure:
            yield f"{name} = {_list(_merged(name, sure, there))}"


def _merged(name: str, sure: list[Proposal], there: frozenset[str]) -> list[str]:
    """Return the names of a list: a folder that new notes can go to stands first."""
    usual: tuple[str, ...] = getattr(Folders(), name)
    own = [one.yours for one in sure if fold_name(one.yours) in there]
    words = [one.yours for one in sure if fold_name(one.yours) not in there]
    kept = [one for one in usual if fold_name(one) in there or not own]
    if name == "ignore":
        kept = list(usual)
    folded = {fold_name(one): one for one in reversed((*own, *kept, *words))}
    return list(dict.fromkeys(folded[fold_name(one)] for one in (*own, *kept, *words)))


def _tag_lines(made: tuple[Proposal, ...], names: dict[str, str]) -> Iterator[str]:
    for kind, name in names.items():
        ours = [one for one in made if one.table == "tags" and one.ours == kind]
        yield from _remarks(ours)
        if sure := [one.yours for one in ours if one.sure]:
            yield f"{name} = {_list(sure)}"


def _section_lines(made: tuple[Proposal, ...]) -> Iterator[str]:
    for section in Section:
        ours = [one for one in made if one.table == "sections" and one.ours == section]
        yield from _remarks(ours)
        if sure := [one.yours for one in ours if one.sure]:
            yield f"{section} = {_list(sure)}"


def _remarks(ours: Iterable[Proposal]) -> Iterator[str]:
    for one in ours:
        said = "" if one.sure else f"perhaps {one.ours}: "
        yield f"# {said}{remark(quote(one.yours))}: {remark(one.evidence)}"


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(quote, names))}]"
