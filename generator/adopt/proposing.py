"""A vault that was read -> what is proposed for it, tried."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from generator.adopt.headings import HeadingJudge
from generator.adopt.judging import DAILY, noted
from generator.adopt.keys import KeyJudge
from generator.adopt.placing import place_notes, usual_folders
from generator.adopt.records import Adoption, Proposal, Unknown
from generator.adopt.toml import can_be_said, write_toml
from generator.adopt.trial import try_settings
from generator.adopt.vault import look_around
from generator.adopt.web import Web
from generator.adopt.words import VOCABULARIES
from generator.config.reading import parse_settings
from generator.config.settings import Settings
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from generator.adopt.notes import Seen
    from generator.adopt.records import Counts, Hints, Vault
    from generator.source.records import Sources

_USUAL: Final = Settings().folders
_ISO_NAME: Final = "YYYY-MM-DD"


def propose(
    sources: Sources,
    hints: Hints,
    *,
    content: str,
    book_id: str,
    today: date,
    watch: Callable[[int, int], None] = lambda _done, _total: None,
) -> Adoption:
    """Propose the settings that make a vault a book, and try them.

    Args:
        sources: The notes of the vault.
        hints: What its editor says of it.
        content: The vault, as `airbook.toml` is to name it.
        book_id: Of the new book.
        today: The day of adoption.
        watch: Is told how many notes were tried, and of how many.

    Returns:
        The proposals and what comes of them. Nothing raises, whatever the notes
        hold, and the settings read without problems.
    """
    vault, kept = look_around(sources, hints)
    web = Web(vault.notes)
    found, places = place_notes(vault.notes, web)
    kinds = places.kinds()
    keys = KeyJudge(web, kinds, [one.yours for one in found if one.table == "keys"])
    headings = HeadingJudge(web, kinds)
    named = keys.judge()
    found += [*_dates(web, kinds, named), *named, *headings.judge()]
    found += list(_of_hints(vault, found))
    found += [*_language(found), *_tasks(one.text for one in kept)]
    said = tuple(one for one in found if can_be_said(one.table, one.yours))
    toml = write_toml(
        said,
        content=content,
        book_id=book_id,
        today=today,
        folders=frozenset(fold_name(f) for note in vault.notes for f in note.folders),
    )
    pages = frozenset(
        note.path
        for note, kind in zip(vault.notes, kinds, strict=True)
        if not kind and not note.day
    )
    counts = try_settings(kept, pages, parse_settings(toml)[0], today, watch)
    unknown = [
        *keys.unknown(),
        *keys.unknown_values(),
        *headings.unknown(),
        *_unplaced(vault.notes, kinds),
        *_unsaid(found),
        *_daily_names(vault),
        *_incomplete(counts),
    ]
    unknown.sort(key=lambda one: (-one.notes, one.what, one.name))
    return Adoption(proposals=said, counts=counts, unknown=tuple(unknown), toml=toml)


def _dates(web: Web, kinds: list[str], keys: list[Proposal]) -> Iterator[Proposal]:
    """Yield that names hold days, where talks have theirs nowhere else."""
    named = {fold_key(one.yours) for one in keys if one.ours == "date" and one.sure}
    bare = [
        note
        for note, kind in zip(web.notes, kinds, strict=True)
        if kind == Kind.INTERVIEW
        and note.day
        and not any(fold_key(key) in named | {"date"} for key, _ in note.fields)
    ]
    if bare:
        why = f"{noted(len(bare))} of talks have a day only in their name"
        yield Proposal(
            table="",
            yours="dates_in_names",
            ours="true",
            evidence=why,
            notes=len(bare),
        )


def _of_hints(vault: Vault, found: list[Proposal]) -> Iterator[Proposal]:
    """Yield what the editor's configuration and placeholders say."""
    usual = {name.casefold() for name in _USUAL.ignore}
    for folder, number in vault.templates:
        if folder.casefold() not in usual:
            yield _folder(folder, "ignore", "holds templates", number)
    daily = vault.hints.daily.rpartition("/")[2]
    known = {fold_name(one.yours) for one in found if one.ours == DAILY and one.sure}
    if daily and fold_name(daily) not in known | set(map(fold_name, _USUAL.daily)):
        number = _notes_in(vault.notes, daily)
        yield _folder(daily, DAILY, "Obsidian keeps daily notes there", number)
    for folder in vault.hints.excluded:
        name = folder.rpartition("/")[2]
        if number := _notes_in(vault.notes, name):
            why = "Obsidian leaves it out of its search"
            yield _folder(name, "ignore", why, number, sure=False)


def _folder(
    name: str, ours: str, why: str, notes: int, *, sure: bool = True
) -> Proposal:
    evidence = f"{noted(notes)}, {why}"
    return Proposal(
        table="folders",
        yours=name,
        ours=ours,
        evidence=evidence,
        notes=notes,
        sure=sure,
    )


def _notes_in(notes: tuple[Seen, ...], folder: str) -> int:
    name = fold_name(folder)
    return sum(name in map(fold_name, note.folders) for note in notes)


def _language(found: list[Proposal]) -> Iterator[Proposal]:
    """Yield the language that most of the words have which are not ours."""
    spoken: Counter[str] = Counter()
    words = 0
    for one in found:
        if one.sure and (vocabulary := VOCABULARIES.get(one.table)):
            languages = vocabulary.languages(one.yours) - {"en"}
            words += bool(languages)
            spoken.update(languages)
    if not spoken:
        return
    best, number = spoken.most_common(1)[0]
    alone = all(count < number for other, count in spoken.items() if other != best)
    if number >= 2 and alone and number * 3 >= words * 2:
        why = f"{number} of the names below are words of it"
        yield Proposal(table="", yours="language", ours=best, evidence=why)


def _tasks(texts: Iterable[str]) -> Iterator[Proposal]:
    """Yield how tasks are written, where that is not the usual way."""
    dataview = emoji = 0
    for text in texts:
        dataview += text.count("[due::") + text.count("[completion::")
        emoji += text.count("📅") + text.count("✅")
    if dataview > emoji:
        why = f"{dataview} dates of tasks are written so"
        yield Proposal(table="tasks", yours="write", ours="dataview", evidence=why)


def _unplaced(notes: tuple[Seen, ...], kinds: list[str]) -> Iterator[Unknown]:
    """Yield the top folders whose notes are mostly pages."""
    usual = {*usual_folders(), *map(fold_name, _USUAL.daily)}
    held: dict[str, list[bool]] = {}
    for note, kind in zip(notes, kinds, strict=True):
        folder = note.folders[0] if note.folders else ""
        held.setdefault(folder, []).append(bool(kind or note.day))
    for folder, placed in held.items():
        pages = placed.count(False)
        if pages and fold_name(folder) not in usual and pages * 2 > len(placed):
            shown = folder or "(no folder)"
            yield Unknown(what="folder", name=shown, notes=pages, remark="pages")


def _unsaid(found: list[Proposal]) -> Iterator[Unknown]:
    for one in found:
        if not can_be_said(one.table, one.yours):
            remark = f"would be {one.ours}, but a setting cannot hold the name"
            yield Unknown(what="name", name=one.yours, notes=one.notes, remark=remark)


def _daily_names(vault: Vault) -> Iterator[Unknown]:
    written = vault.hints.daily_format.rpartition("/")[2]
    if vault.hints.daily and written and not written.startswith(_ISO_NAME):
        remark = f"Airbook knows a daily note by a name that begins {_ISO_NAME}"
        number = _notes_in(vault.notes, vault.hints.daily.rpartition("/")[2])
        yield Unknown(what="name", name=written, notes=number, remark=remark)


def _incomplete(counts: Counts) -> Iterator[Unknown]:
    if counts.undated:
        remark = "interviews have no such key, nor a day in their file's name"
        yield Unknown(what="gap", name="date", notes=counts.undated, remark=remark)
    if counts.alone:
        remark = "interviews name nobody in such a key"
        yield Unknown(what="gap", name="with", notes=counts.alone, remark=remark)
