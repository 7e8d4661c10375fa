"""Verdicts on groups -> the settings that give every note its kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.adopt.groups import find_groups, is_type_key, value_word
from generator.adopt.judging import DAILY, Judge
from generator.adopt.records import Proposal
from generator.config.settings import Settings
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.adopt.judging import Verdict
    from generator.adopt.notes import Seen
    from generator.adopt.web import Web

_USUAL: Final = Settings().folders
_OWN: Final = frozenset(str(kind) for kind in Kind) | {"person"}


@dataclass(slots=True)
class Places:
    """Settings for kinds while they are gathered, and what they make of notes."""

    notes: tuple[Seen, ...]
    folders: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    type_keys: set[str] = field(default_factory=lambda: {"type"})

    def kind_of(self, note: Seen) -> str:
        """Return a note's kind: its type, else its tags, else its nearest folder."""
        for key, texts in note.fields:
            if fold_key(key) in self.type_keys and texts:
                word = fold_name(value_word(texts[0]))
                if kind := self._typed(word):
                    return kind
        tagged = {self.tags.get(fold_name(tag), "") for tag in _with_parents(note.tags)}
        for kind in Kind:
            if kind in tagged:
                return kind
        for folder in reversed(note.folders):
            if kind := self.folders.get(fold_name(folder), ""):
                return kind
        return ""

    def _typed(self, word: str) -> str:
        if word in _OWN:
            return Kind.CONTACT if word == "person" else word
        return self.folders.get(word) or self.folders.get(f"{word}s", "")

    def kinds(self) -> list[str]:
        """Return the kind of every note; empty: a page."""
        return [self.kind_of(note) for note in self.notes]


def _with_parents(tags: Iterable[str]) -> Iterable[str]:
    for tag in tags:
        parts = tag.split("/")
        yield from ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def usual_folders() -> dict[str, str]:
    """Return the folders that mean a kind without any setting, folded."""
    named = {
        Kind.CONTACT: _USUAL.contact,
        Kind.INTERVIEW: _USUAL.interview,
        Kind.ORGANIZATION: _USUAL.organization,
        Kind.QUESTION: _USUAL.question,
    }
    return {
        fold_name(name): str(kind) for kind, names in named.items() for name in names
    }


def place_notes(notes: tuple[Seen, ...], web: Web) -> tuple[list[Proposal], Places]:
    """Find the settings that give notes their kinds.

    Args:
        notes: Every note, templates left out.
        web: Their links.

    Returns:
        A proposal for each folder, tag and value that is needed, those in doubt
        last; and what the sure ones make of the notes.
    """
    verdicts = Judge(web).judge(find_groups(notes))
    sure = [one for one in verdicts if one.sure]
    sure = _clear(sure, Places(notes, folders=usual_folders()).kinds())
    chosen = _type_key(sure)
    wanted = [
        one
        for one in sure
        if _fits(one, sure, chosen) and not _explained(one, sure, notes)
    ]
    wanted.sort(key=_rank)
    places = Places(notes, folders=usual_folders())
    made = _key_proposal(chosen, wanted, places)
    kept = []
    for one in wanted:
        if one.group.family == "values" and one.group.key not in places.type_keys:
            continue
        if _needed(one, places):
            _put(one, places)
            kept.append(one)
    made += [_proposal(one, sure=True) for one in kept]
    kinds = places.kinds()
    for one in verdicts:
        if not one.sure and _tells(one, kinds):
            made.append(_proposal(one, sure=False))
    return made, places


def _clear(sure: list[Verdict], kinds: list[str]) -> list[Verdict]:
    """Leave out tags and values without a word whose notes are mostly placed.

    A tag such as `#pay` is on many interviews and still says nothing of the kind.
    """
    placed = {number for number, kind in enumerate(kinds) if kind}
    for one in sure:
        if one.group.family == "folders" or one.kind in one.group.word:
            placed |= one.group.notes
    return [
        one
        for one in sure
        if one.group.family == "folders"
        or one.kind in one.group.word
        or len(one.group.notes & placed) <= len(one.group.notes) * 0.2
    ]


def _tells(one: Verdict, kinds: list[str]) -> bool:
    """Whether a doubtful group would place notes that nothing else places."""
    if one.group.family == "values":
        return False
    return one.kind != DAILY and any(not kinds[n] for n in one.group.notes)


def _type_key(sure: list[Verdict]) -> str:
    """Return the key whose values say the kinds best; empty: none does."""
    kinds: dict[str, set[str]] = defaultdict(set)
    notes: dict[str, int] = defaultdict(int)
    for one in sure:
        if one.group.family == "values":
            kinds[one.group.key].add(one.kind)
            notes[one.group.key] += len(one.group.notes)
    fit = [key for key in kinds if is_type_key(key) or len(kinds[key]) > 1]
    rank = {k: (is_type_key(k), len(kinds[k]), notes[k], k) for k in fit}
    return max(fit, key=lambda key: rank[key], default="")


def _fits(one: Verdict, sure: list[Verdict], type_key: str) -> bool:
    group = one.group
    if group.family == "values":
        return group.key == type_key
    if one.kind in group.word:
        return True
    if group.family == "tags":
        return not _mixed(one, sure)
    return not _mixed(one, sure) and not _wraps_one(one, sure)


def _mixed(one: Verdict, sure: list[Verdict]) -> bool:
    """Whether a part of a group is surely something else."""
    return any(other.kind != one.kind and _held(other, one) >= 0.2 for other in sure)


def _explained(one: Verdict, sure: list[Verdict], notes: tuple[Seen, ...]) -> bool:
    """Whether a folder holds people only because tags or values say who they are."""
    if one.group.family != "folders" or one.kind in one.group.word:
        return False
    others = (
        other.group.notes
        for other in sure
        if other.group.family != "folders"
        and other.kind == one.kind
        and other.kind in other.group.word
    )
    rest = one.group.notes.difference(*others)
    told = sum(notes[number].contact for number in rest)
    return len(rest) < len(one.group.notes) and told * 2 <= len(rest)


def _wraps_one(one: Verdict, sure: list[Verdict]) -> bool:
    """Whether a folder is what it is only because of one folder inside it."""
    return any(
        other.group.family == "folders"
        and other.kind == one.kind
        and other.group.depth > one.group.depth
        and _held(other, one) >= (0.5 if one.kind in other.group.word else 0.8)
        for other in sure
    )


def _held(part: Verdict, whole: Verdict) -> float:
    """Return what share of a group's notes another one holds."""
    return len(part.group.notes & whole.group.notes) / len(whole.group.notes)


def _rank(one: Verdict) -> tuple[int, int, int, int, str]:
    group = one.group
    family = ("folders", "values", "tags").index(group.family)
    worded = one.kind in group.word
    return family, -len(group.notes), -worded, -group.depth, group.name


def _key_proposal(key: str, wanted: list[Verdict], places: Places) -> list[Proposal]:
    """Propose the key that means `type`, where folders do not say it all."""
    values = [one for one in wanted if one.group.family == "values"]
    if not values or key == "type":
        return []
    trial = Places(places.notes, folders=dict(places.folders))
    for one in wanted:
        if one.group.family == "folders":
            _put(one, trial)
    kinds = trial.kinds()
    if all(kinds[n] == one.kind for one in values for n in one.group.notes):
        return []
    both = sum(
        {"type", key} <= {fold_key(k) for k, _ in note.fields} for note in places.notes
    )
    if not both:
        places.type_keys.add(key)
    named = ", ".join(f"{v.group.name}: {len(v.group.notes)}" for v in values)
    evidence = f"says what a note is ({named})"
    if both:
        evidence += f", but stands beside `type` in {both} notes"
    notes = sum(len(one.group.notes) for one in values)
    return [
        Proposal(
            table="keys",
            yours=key,
            ours="type",
            evidence=evidence,
            notes=notes,
            sure=not both,
        )
    ]


def _needed(one: Verdict, places: Places) -> bool:
    if one.kind == DAILY:
        return fold_name(one.group.name) not in map(fold_name, _USUAL.daily)
    return any(places.kind_of(places.notes[n]) != one.kind for n in one.group.notes)


def _put(one: Verdict, places: Places) -> None:
    if one.kind == DAILY:
        return
    named = places.tags if one.group.family == "tags" else places.folders
    named[fold_name(one.group.name)] = one.kind


def _proposal(one: Verdict, *, sure: bool) -> Proposal:
    table = "tags" if one.group.family == "tags" else "folders"
    what = (
        f"`{one.group.key}: {one.group.name}`, " if one.group.family == "values" else ""
    )
    return Proposal(
        table=table,
        yours=one.group.name,
        ours=one.kind,
        evidence=what + one.evidence,
        notes=len(one.group.notes),
        sure=sure,
    )
