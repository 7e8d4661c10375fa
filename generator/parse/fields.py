"""Front matter as text -> typed values of a kind of note."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.diagnostics import Code, Diagnostic, Fix
from generator.model import Field, Link, Moment, Origin, Place, Snooze
from generator.parse.anchors import fold_name
from generator.parse.days import read_day
from generator.parse.wikilinks import WIKILINK, split_wikilink
from generator.vocabulary import KEYS, Kind, RuleId, ValueType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.parse.front_matter import FrontMatter, RawField, RawItem
    from generator.vocabulary import Key

_WHOLE_MD: Final = re.compile(r"\[([^\[\]]*)\]\(<?([^()<>]+?)>?\)")
_LINK_LIST: Final = re.compile(
    r"\[\[[^\[\]\n]+\]\](?:\s*(?:[,;&]|and)\s*\[\[[^\[\]\n]+\]\])+"
)
_PART: Final = re.compile(r"\d{4}(?:-\d{2})?")
_DATE: Final = re.compile(
    r"(?:\[\[)?(\d{4}-\d{1,2}-\d{1,2})(?:\]\])?"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_MINUTES: Final = re.compile(
    r"(?:(\d+)\s*(?:h|hours?|hrs?))?\s*(?:(\d+)\s*(?:m|min|minutes?|mins)?\.?)?"
)
_LEAD_KEYS: Final = frozenset({"with", "referrals", "referred_by"})
_TRUE: Final = frozenset({"true", "yes", "y", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "n", "off", "0"})


class Values(NamedTuple):
    """What the front matter of one note says.

    Attributes:
        typed: Attribute of the record -> value; only what is there.
        fields: As written, in order.
        links: In order.
        problems: What could not be used.
    """

    typed: dict[str, Any]
    fields: tuple[Field, ...]
    links: tuple[Link, ...]
    problems: tuple[Diagnostic, ...]


@cache
def _lookup(kind: Kind) -> dict[str, Key]:
    found: dict[str, Key] = {}
    for key in KEYS[kind]:
        for name in (key.name, *key.aliases):
            found.setdefault(name, key)
    return found


@lru_cache(maxsize=4096)
def fold_key(key: str) -> str:
    """Return a key as it is compared: lower case, `_` for spaces and hyphens."""
    return re.sub(r"[\s\-]+", "_", fold_name(key).strip())


def read_fields(
    front: FrontMatter,
    kind: Kind,
    own: Mapping[str, str],
    names: tuple[str, ...],
    first_link: int = 0,
) -> Values:
    """Read every key of a note of a kind; never raises.

    Args:
        front: The front matter.
        kind: The kind of the note.
        own: The settings' own names for keys: folded name -> ours.
        names: What the note is called (its file's name, its first heading): a
            contact's `title` that says the same is no role.
        first_link: The number of the first link in the note's links.

    Returns:
        The values; a key twice or with a value of no use is left out of `typed`,
        and stays in `fields`.

    Diagnostics: `key-duplicate`, `key-misspelled`, `value-date`, `value-choice`,
        `value-number`, `value-bool`, `value-timezone`, `value-shape`,
        `link-unquoted`.
    """
    reader = _FieldReader(kind, own, names, first_link)
    reader.present = {reader.meaning(raw.key) for raw in front.fields}
    for raw in front.fields:
        reader.read(raw)
    return Values(
        reader.typed, tuple(reader.fields), tuple(reader.links), tuple(reader.problems)
    )


class _FieldReader:
    """Reads the keys of one note one after another."""

    def __init__(
        self, kind: Kind, own: Mapping[str, str], names: tuple[str, ...], first: int
    ) -> None:
        self.kind = kind
        self.own = own
        self.names = {fold_name(name) for name in names}
        self.first = first
        self.typed: dict[str, Any] = {}
        self.fields: list[Field] = []
        self.links: list[Link] = []
        self.problems: list[Diagnostic] = []
        self.present: set[str] = set()
        self._written: dict[str, RawField] = {}

    def read(self, raw: RawField) -> None:
        """Read one key."""
        key = self._key(raw)
        numbers = self._read_links(raw, key)
        self.fields.append(
            Field(
                key=raw.key,
                name=key.name if key else "",
                texts=tuple(item.text for item in raw.items),
                span=raw.span,
                value_span=raw.value_span,
                links=tuple(numbers),
            )
        )
        if key is None:
            self._check_spelling(raw)
        elif raw.nested:
            self._say(
                Code.VALUE_SHAPE,
                raw.span,
                f"`{raw.key}` has further keys inside it",
                "write one text, or a list of texts",
            )
        elif raw.items and self._first_of_its_name(raw, key):
            self._set(raw, key, numbers)

    def meaning(self, written: str) -> str:
        """Return the key that a written key means, folded where it means none."""
        folded = fold_key(written)
        name = self.own.get(fold_name(written)) or self.own.get(folded) or folded
        key = _lookup(self.kind).get(name)
        return key.name if key else folded

    def _key(self, raw: RawField) -> Key | None:
        key = _lookup(self.kind).get(self.meaning(raw.key))
        if key and fold_key(raw.key) == "title" and self.kind is Kind.CONTACT:
            text = raw.items[0].text if raw.items else ""
            return None if fold_name(text) in self.names else key
        return key

    def _first_of_its_name(self, raw: RawField, key: Key) -> bool:
        first = self._written.setdefault(key.name, raw)
        if first is raw:
            return True
        self._say(
            Code.KEY_DUPLICATE,
            raw.span,
            f"`{raw.key}` means the same as `{first.key}` in line {first.span.line}",
            "keep one of the two; several values are a list",
        )
        return False

    def _check_spelling(self, raw: RawField) -> None:
        """Say so where an unknown key is a slip of the pen."""
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        folded = fold_key(raw.key)
        known = _lookup(self.kind)
        most = 1 if len(folded) < 8 else 2
        if len(folded) < 4 or folded in known:
            return
        near = process.extractOne(
            folded, list(known), scorer=DamerauLevenshtein.distance, score_cutoff=most
        )
        if near and folded + "s" != near[0] and near[0] + "s" != folded:
            self._say(
                Code.KEY_MISSPELLED,
                raw.span,
                f"`{raw.key}` is no key of {_a(self.kind)}",
                f"did you mean `{near[0]}`?",
                near[0] if self._fits(raw, near[0]) else "",
            )

    def _fits(self, raw: RawField, key: str) -> bool:
        """Whether a value can stand under another key that is not there yet."""
        if self.meaning(key) in self.present:
            return False
        trial = _FieldReader(self.kind, {}, (), 0)
        trial.read(replace(raw, key=key))
        return not trial.problems

    def _read_links(self, raw: RawField, key: Key | None) -> list[int]:
        """Collect the links of a key; return their numbers."""
        takes = key is not None and key.type in {ValueType.LINK, ValueType.LINKS}
        begin = self.first + len(self.links)
        for item in raw.items if not raw.nested else ():
            if item.unquoted_link:
                self._say(
                    Code.LINK_UNQUOTED,
                    item.span,
                    f"the link in `{raw.key}` stands without quotes",
                    f'write "{item.text}"',
                    f'"{item.text}"',
                )
            self.links.extend(self._links_of(item, raw, key, takes=takes))
        return list(range(begin, self.first + len(self.links)))

    def _links_of(
        self, item: RawItem, raw: RawField, key: Key | None, *, takes: bool
    ) -> list[Link]:
        text = item.text.strip()
        name = key.name if key else raw.key
        if WIKILINK.fullmatch(text):
            return [_wiki(text, item, name)]
        if takes and _LINK_LIST.fullmatch(text):
            return [_wiki(m[0], item, name) for m in WIKILINK.finditer(text)]
        if match := _WHOLE_MD.fullmatch(text):
            return _markdown(match, item, name)
        if takes and text and not re.match(r"[a-z]+://", text):
            return [_bare(item, name)]
        return []

    def _set(self, raw: RawField, key: Key, numbers: list[int]) -> None:
        value = self._value(raw, key, numbers)
        if value is not None:
            self.typed[key.name] = value

    def _value(self, raw: RawField, key: Key, numbers: list[int]) -> Any:  # noqa: PLR0911 - one line a type
        texts = tuple(t for t in (_shown(item.text) for item in raw.items) if t)
        match key.type:
            case ValueType.TEXT:
                return ", ".join(texts)
            case ValueType.PARTIAL_DATE:
                return self._partial(raw.items[0])
            case ValueType.TEXTS:
                return texts
            case ValueType.TAGS:
                return _tags(texts)
            case ValueType.LINK:
                return numbers[0] if numbers else None
            case ValueType.LINKS:
                return tuple(numbers)
            case ValueType.SNOOZE:
                found = tuple(self._snooze(item) for item in raw.items)
                return tuple(one for one in found if one)
            case _:
                return self._scalar(raw.items[0], key)

    def _scalar(self, item: RawItem, key: Key) -> Any:  # noqa: PLR0911 - one line a type
        text = item.text.strip()
        match key.type:
            case ValueType.DATE:
                moment = self._moment(item, text)
                return moment.on if moment else None
            case ValueType.MOMENT:
                return self._moment(item, text, timed=True)
            case ValueType.BOOL:
                return self._bool(item, key, text)
            case ValueType.CHOICE:
                return self._choice(item, key, text)
            case ValueType.TIMEZONE:
                return self._zone(item, text)
            case ValueType.MINUTES:
                return self._minutes(item, key, text)
            case _:
                return self._number(item, key, text)

    def _partial(self, item: RawItem) -> str | None:
        """Read a day, a month or a year; it stays as it was typed."""
        text = _shown(item.text)
        rest = "-01-01" if "-" not in text else "-01"
        if _PART.fullmatch(text) and read_day(text + rest):
            return text
        return text if self._moment(item, text) else None

    def _moment(
        self, item: RawItem, text: str, *, timed: bool = False
    ) -> Moment | None:
        moment = parse_moment(text)
        if moment is None:
            said = f"`{text}` is no date"
            if _DATE.fullmatch(text):
                said = f"there is no such day or time as `{text}`"
            advice = "write year-month-day, such as 2026-08-21"
            advice += ", with a time 2026-08-21T10:30" if timed else ""
            self._say(Code.VALUE_DATE, item.span, said, advice)
        return moment

    def _bool(self, item: RawItem, key: Key, text: str) -> bool | None:
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        said = f"`{text}` is neither true nor false"
        self._say(Code.VALUE_BOOL, item.span, said, f"write `{key.name}: true`")
        return None

    def _choice(self, item: RawItem, key: Key, text: str) -> str | None:
        folded = re.sub(r"[\s_]+", "-", fold_name(text))
        if key.name == "type":
            return folded
        if key.name == "may_use_name":
            folded = {"true": "yes", "false": "no"}.get(folded, folded)
        if folded in key.choices:
            return folded
        said = f"`{text}` is no {key.name}"
        words = ", ".join(key.choices)
        self._say(Code.VALUE_CHOICE, item.span, said, f"write one of {words}")
        return None

    def _zone(self, item: RawItem, text: str) -> str | None:
        if zone := _zones().get(text.lower()):
            return zone
        wanted = "/" + text.lower().replace(" ", "_")
        near = [zone for low, zone in _zones().items() if low.endswith(wanted)]
        self._say(
            Code.VALUE_TIMEZONE,
            item.span,
            f"`{text}` is no time zone",
            f"did you mean {near[0]}?"
            if near
            else "write continent and city, such as Europe/Lisbon",
            near[0] if len(near) == 1 else "",
        )
        return None

    def _minutes(self, item: RawItem, key: Key, text: str) -> int | None:
        match = _MINUTES.fullmatch(text.lower())
        if match and (match[1] or match[2]):
            minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
            return self._number(item, key, str(minutes))
        return self._number(item, key, text)

    def _number(self, item: RawItem, key: Key, text: str) -> int | None:
        high = key.high
        if re.fullmatch(r"\d{1,6}", text):
            number = int(text)
            if number >= key.low and (high is None or number <= high):
                return number
        wanted = f"from {key.low} to {high}" if high else f"of {key.low} or more"
        advice = f"write a whole number {wanted}"
        if key.type is ValueType.MINUTES:
            advice = "write minutes, such as 30, or hours, such as 1h 15min"
        said = f"`{item.text.strip()}` is no {key.name}"
        self._say(Code.VALUE_NUMBER, item.span, said, advice)
        return None

    def _snooze(self, item: RawItem) -> Snooze | None:
        rule, _, day = item.text.strip().rpartition(" ")
        moment = self._moment(item, day)
        if moment is None:
            return None
        if rule and rule not in set(RuleId):
            words = ", ".join(RuleId)
            said = f"`{rule}` is no rule"
            self._say(Code.VALUE_CHOICE, item.span, said, f"write one of {words}")
            return None
        return Snooze(until=moment.on, rule=rule)

    def _say(
        self, code: Code, span: Any, message: str, advice: str, fix: str = ""
    ) -> None:
        mend = Fix(span, fix) if fix else None
        self.problems.append(Diagnostic(code, span, message, advice, mend))


def parse_moment(text: str) -> Moment | None:
    """Read a date, or a date and time; none where there is no such day.

    Source: README, "Dates"; ISO 8601 without zone.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    on = read_day(match[1])
    try:
        at = time(int(match[2]), int(match[3])) if match[2] else None
    except ValueError:
        return None
    return Moment(on=on, at=at) if on else None


@cache
def _zones() -> dict[str, str]:
    """Return the names of the IANA list, folded -> as it spells them.

    They are read from a package and not from the system, so that every machine
    knows the same.
    """
    from importlib.resources import files

    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.lower(): name for name in names}


def is_timezone(text: str) -> bool:
    """Whether a text names a zone of the IANA database."""
    return text.lower() in _zones()


def _bare(item: RawItem, key: str) -> Link:
    """Read a bare name as the link that is meant."""
    text = item.text.strip()
    return Link(
        target=text,
        written=text,
        span=_inside(item),
        origin=Origin.FRONT_MATTER,
        key=key,
        place=_place(key),
        quoted=item.quoted,
    )


def _wiki(written: str, item: RawItem, key: str) -> Link:
    match = WIKILINK.fullmatch(written)
    assert match is not None  # noqa: S101 - the caller has matched it
    target, anchor, shown = split_wikilink(match[2])
    return Link(
        target=target,
        anchor=anchor,
        shown=shown,
        written=written,
        span=_inside(item, written),
        origin=Origin.FRONT_MATTER,
        key=key,
        place=_place(key),
        quoted=item.quoted,
    )


def _markdown(match: re.Match[str], item: RawItem, key: str) -> list[Link]:
    from urllib.parse import unquote

    target, _, anchor = unquote(match[2]).partition("#")
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]+:|//", target):
        return []
    return [
        Link(
            target=target,
            anchor=anchor,
            shown=match[1],
            written=match[0],
            span=_inside(item, match[0]),
            origin=Origin.FRONT_MATTER,
            wiki=False,
            key=key,
            place=_place(key),
        )
    ]


def _place(key: str) -> Place:
    return Place.KEY if key in _LEAD_KEYS else Place.NONE


def _inside(item: RawItem, written: str = "") -> Any:
    """Return the place of a link within its value: behind the quote, if any."""
    text = item.text
    shift = int(item.quoted) + (text.find(written) if written else 0)
    shift += 0 if written else len(text) - len(text.lstrip())
    if item.span.line != item.span.end_line:
        return item.span
    column = item.span.column + shift
    return replace(
        item.span, column=column, end_column=column + len(written or text.strip())
    )


def _shown(text: str) -> str:
    """Return a text value; one that is wholly a link is what the link shows."""
    stripped = text.strip()
    match = WIKILINK.fullmatch(stripped)
    if match is None:
        return stripped
    target, anchor, shown = split_wikilink(match[2])
    return shown or target.rpartition("/")[2] or anchor


def _tags(texts: tuple[str, ...]) -> tuple[str, ...]:
    found = (
        tag.strip().lstrip("#") for text in texts for tag in re.split(r"[,\s]+", text)
    )
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _a(kind: Kind) -> str:
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind}"
