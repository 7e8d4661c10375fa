"""Keys of an unknown vault -> the keys that they mean, judged by their values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.adopt.notes import shape_of
from generator.adopt.records import Proposal, Unknown
from generator.adopt.words import KEY_VOCABULARY, NO_DAY, fold_word
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key, parse_moment
from generator.vocabulary import KEYS, Kind, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.adopt.web import Web
    from generator.vocabulary import Key

_FIT: Final = 0.6
_CLEAR: Final = 0.8
_ORGANIZATIONS: Final = frozenset({"organization", "past_organizations"})
_LINKS: Final = frozenset({ValueType.LINK, ValueType.LINKS})
_ANY_TEXT: Final = frozenset({ValueType.TEXT, ValueType.TEXTS})
_SHAPED: Final = {"email": "email", "phone": "phone", "linkedin": "linkedin"}
_PART: Final = re.compile(r"\d{4}(?:-\d{2})?")
_MINUTES: Final = re.compile(
    r"\d{1,4}(?:\s*(?:min|m|h|minuten|minutes?)\b.*)?", re.IGNORECASE
)
_CALL: Final = re.compile(
    r"zoom\.us|meet\.google|teams\.|webex|whereby|jit\.si", re.IGNORECASE
)
_MOST_TEXT: Final = 80
_OURS: Final[dict[str, dict[str, Key]]] = {
    kind: {name: key for key in reversed(keys) for name in (*key.aliases, key.name)}
    for kind, keys in KEYS.items()
}


@dataclass(slots=True)
class Use:
    """How one key is used in the notes of one kind.

    Attributes:
        key: As it is written most often.
        kind: Of the notes.
        values: Note's number -> texts; only what has a value.
    """

    key: str
    kind: str
    values: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def notes(self) -> int:
        """In how many notes it has a value."""
        return len(self.values)


class _Guess(Struct, frozen=True, kw_only=True):
    """What one use of a key may mean, how well it fits, and why."""

    use: Use
    ours: str
    share: float
    sure: bool
    evidence: str


def uses_of(web: Web, kinds: list[str]) -> list[Use]:
    """Return every use of a key in a note of a kind, the most frequent first."""
    found: dict[tuple[str, str], Use] = {}
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for number, note in enumerate(web.notes):
        for key, texts in note.fields:
            folded, kind = fold_key(key), kinds[number] or str(Kind.PAGE)
            spelled[folded][key] += 1
            use = found.setdefault((folded, kind), Use(folded, kind))
            if texts:
                use.values.setdefault(number, texts)
    for use in found.values():
        use.key = spelled[use.key].most_common(1)[0][0]
    used = (use for use in found.values() if use.values)
    return sorted(used, key=lambda use: (-use.notes, use.key, use.kind))


class KeyJudge:
    """Judges the keys of notes whose kinds are known."""

    def __init__(self, web: Web, kinds: list[str], settled: Iterable[str] = ()) -> None:
        self.web = web
        self.kinds = kinds
        self.settled = {fold_key(key) for key in settled}
        self.uses = uses_of(web, kinds)
        self.proposed: dict[str, Proposal] = {}

    def judge(self) -> list[Proposal]:
        """Return a proposal for every key that means one of ours."""
        for key, uses in self._foreign().items():
            guesses = [one for use in uses if (one := self._guess(use))]
            if guesses:
                best = max(guesses, key=lambda one: (one.sure, one.use.notes))
                self.proposed[key] = _proposal(best, sum(g.use.notes for g in guesses))
        self._keep_one_of_twins()
        return sorted(self.proposed.values(), key=lambda one: (-one.notes, one.yours))

    def _foreign(self) -> dict[str, list[Use]]:
        """Return the uses of keys that are not ours where they are mostly used."""
        found: dict[str, list[Use]] = defaultdict(list)
        ours: Counter[str] = Counter()
        for use in self.uses:
            if use.kind == Kind.PAGE:
                continue
            key = fold_key(use.key)
            if key in _OURS[use.kind]:
                ours[key] += use.notes
            elif key not in self.settled and key.strip("_") and use.key.isprintable():
                found[key].append(use)
        return {
            key: uses
            for key, uses in found.items()
            if sum(use.notes for use in uses) > ours[key]
        }

    def _guess(self, use: Use) -> _Guess | None:
        """Return what a use means: by its word and values, else by values alone."""
        named = KEY_VOCABULARY.meanings(use.key)
        found = [
            _Guess(use=use, ours=name, share=share, sure=share >= _FIT, evidence=why)
            for name in named
            if name in _OURS[use.kind] and name != "type"
            for share, why in [self._fit(use, name)]
        ]
        best = max(found, key=lambda one: one.share, default=None)
        if best and best.sure:
            return best
        return self._by_values(use) or best

    def _fit(self, use: Use, name: str) -> tuple[float, str]:
        """Return what share of values a key of ours would take, and as words."""
        key = _OURS[use.kind][name]
        fit = sum(self._takes(key, texts) for texts in use.values.values())
        what = f"on {use.notes} of {self.kinds.count(use.kind)} {use.kind} notes"
        example = next(iter(use.values.values()))[0]
        said = f"{what}, such as {short(example)}"
        if key.choices and fit < use.notes:
            bad = next(t[0] for t in use.values.values() if not self._takes(key, t))
            said = f"{what}, but Airbook does not know the word {short(bad)}"
        elif fit < use.notes:
            said += f"; {use.notes - fit} values do not fit"
        return fit / use.notes, said

    def _takes(self, key: Key, texts: tuple[str, ...]) -> bool:
        """Whether a key of ours can be filled with values."""
        if key.type in _LINKS:
            return self._takes_links(key.name, texts)
        if key.name in _SHAPED:
            return shape_of(texts) == _SHAPED[key.name]
        if key.name == "website":
            return shape_of(texts) in {"web", "link"} or "." in texts[0]
        if key.type in _ANY_TEXT:
            return all(len(one) <= _MOST_TEXT for one in texts)
        return _reads(key, texts[0].strip())

    def _takes_links(self, name: str, texts: tuple[str, ...]) -> bool:
        targets = self.web.by_value(texts)
        wanted = Kind.ORGANIZATION if name in _ORGANIZATIONS else Kind.CONTACT
        wanted = Kind.QUESTION if name == "questions" else wanted
        if targets:
            return any(self.kinds[target] in {wanted, ""} for target in targets)
        return shape_of(texts) in {"link", "text"} and len(texts[0]) <= _MOST_TEXT

    def _by_values(self, use: Use) -> _Guess | None:
        """Guess from values alone; one that is in doubt needs its owner."""
        shapes = Counter(shape_of(texts) for texts in use.values.values())
        shape, number = shapes.most_common(1)[0]
        clear = number / use.notes >= _CLEAR
        if not clear or use.notes < 2:
            return None
        if shape == "link":
            return self._by_links(use)
        name, sure = _meaning(use, shape)
        if not name or name not in _OURS[use.kind]:
            return None
        what = f"{number} of {use.notes} values look like {_LOOKS[shape]}"
        return _Guess(use=use, ours=name, share=1, sure=sure, evidence=what)

    def _by_links(self, use: Use) -> _Guess | None:
        """Guess from where the links of a key go."""
        hits: Counter[str] = Counter()
        targets: dict[str, set[int]] = defaultdict(set)
        for texts in use.values.values():
            for target in self.web.by_value(texts):
                hits[self.kinds[target]] += 1
                targets[self.kinds[target]].add(target)
        kind = max(hits, key=lambda one: hits[one], default="")
        name, sure = _LINKED.get((use.kind, kind), ("", False))
        if not name or hits[kind] < _FIT * use.notes:
            return None
        what = (
            f"links to {len(targets[kind])} {kind} notes, on {use.notes} of "
            f"{self.kinds.count(use.kind)} {use.kind} notes"
        )
        return _Guess(use=use, ours=name, share=1, sure=sure, evidence=what)

    def _keep_one_of_twins(self) -> None:
        """Of two keys that mean the same in one note, set only the more frequent."""
        for held in self._holders().values():
            ranked = sorted(held, key=lambda k: (k in self.proposed, -len(held[k]), k))
            for place, key in enumerate(ranked):
                first = next((x for x in ranked[:place] if held[x] & held[key]), None)
                if first and key in self.proposed:
                    both = len(held[first] & held[key])
                    self._doubt(key, f"stands beside `{first}` in {both} notes")
                    held[key] = set()

    def _holders(self) -> dict[str, dict[str, set[int]]]:
        """Return for every key of ours: the keys that mean it, and their notes."""
        found: dict[str, dict[str, set[int]]] = defaultdict(dict)
        for use in self.uses:
            key = fold_key(use.key)
            one = self.proposed.get(key)
            ours = _OURS[use.kind].get(one.ours if one else key)
            if ours and (one is None or one.sure):
                found[ours.name].setdefault(key, set()).update(use.values)
        return found

    def _doubt(self, key: str, why: str) -> None:
        one = self.proposed[key]
        self.proposed[key] = Proposal(
            table=one.table,
            yours=one.yours,
            ours=one.ours,
            evidence=f"{one.evidence}; {why}",
            notes=one.notes,
            sure=False,
        )

    def unknown(self) -> list[Unknown]:
        """Return the keys of placed notes that mean nothing, with an example."""
        known = set(self.proposed) | self.settled
        found: dict[str, list[Use]] = defaultdict(list)
        for use in self.uses:
            key = fold_key(use.key)
            if use.kind == Kind.PAGE or key in known or key in _OURS[use.kind]:
                continue
            found[key].append(use)
        return [
            Unknown(
                what="key",
                name=uses[0].key,
                notes=sum(use.notes for use in uses),
                remark=short(next(iter(uses[0].values.values()))[0]),
            )
            for uses in found.values()
        ]

    def unknown_values(self) -> list[Unknown]:
        """Return the keys of ours, or meant so, whose words Airbook does not know."""
        found: dict[str, list[str]] = defaultdict(list)
        for use in self.uses:
            one = self.proposed.get(fold_key(use.key))
            key = _OURS[use.kind].get(one.ours if one else fold_key(use.key))
            if key is None or not key.choices or key.name == "type":
                continue
            texts = (texts[0] for texts in use.values.values())
            found[use.key] += [text for text in texts if not _reads(key, text)]
        return [
            Unknown(what="value", name=key, notes=len(bad), remark=_words(bad))
            for key, bad in found.items()
            if bad
        ]


def _words(texts: list[str]) -> str:
    return ", ".join(short(text) for text, _ in Counter(texts).most_common(3))


def short(text: str) -> str:
    """Return a value as one line that is not long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"`{line[:40]}…`" if len(line) > 40 else f"`{line}`"


def _meaning(use: Use, shape: str) -> tuple[str, bool]:
    """Return what values of a shape mean without a word for the key, and how sure."""
    if shape in _SHAPED:
        return _SHAPED[shape], True
    if shape == "day":
        given = fold_word(use.key) not in NO_DAY
        return ("date", use.kind == Kind.INTERVIEW) if given else ("", False)
    if shape == "web":
        texts = [texts[0] for texts in use.values.values()]
        calls = sum(bool(_CALL.search(text)) for text in texts)
        if use.kind == Kind.INTERVIEW:
            return ("link", True) if calls * 2 > len(texts) else ("", False)
        return "website", use.kind == Kind.ORGANIZATION
    return "", False


def _reads(key: Key, text: str) -> bool:  # noqa: PLR0911 - one line a type
    match key.type:
        case ValueType.DATE | ValueType.MOMENT:
            return parse_moment(text) is not None
        case ValueType.PARTIAL_DATE:
            return parse_moment(text) is not None or bool(_PART.fullmatch(text))
        case ValueType.CHOICE:
            return re.sub(r"[\s_]+", "-", fold_name(text)) in key.choices
        case ValueType.BOOL:
            return fold_name(text) in {"true", "false", "yes", "no"}
        case ValueType.MINUTES:
            return bool(_MINUTES.fullmatch(text))
        case ValueType.NUMBER:
            return (
                text.isascii()
                and text.isdigit()
                and key.low <= int(text[:9]) <= (key.high or int(text[:9]))
            )
        case ValueType.TIMEZONE:
            return "/" in text or text == "UTC"
        case _:
            return True


def _proposal(one: _Guess, notes: int) -> Proposal:
    return Proposal(
        table="keys",
        yours=one.use.key,
        ours=one.ours,
        evidence=one.evidence,
        notes=notes,
        sure=one.sure,
    )


_LOOKS: Final = {
    "email": "e-mail addresses",
    "phone": "phone numbers",
    "linkedin": "LinkedIn addresses",
    "day": "days",
    "web": "web addresses",
}
# (kind of the note, kind of what it links) -> the key, and whether no word is needed.
_LINKED: Final[dict[tuple[str, str], tuple[str, bool]]] = {
    (Kind.CONTACT, Kind.ORGANIZATION): ("organization", True),
    (Kind.CONTACT, Kind.CONTACT): ("referred_by", False),
    (Kind.INTERVIEW, Kind.CONTACT): ("with", True),
    (Kind.INTERVIEW, Kind.ORGANIZATION): ("organization", True),
    (Kind.INTERVIEW, Kind.QUESTION): ("questions", True),
}
