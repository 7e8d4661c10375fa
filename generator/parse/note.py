"""One note: its front matter, its body, and what kind of note it is."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from generator.diagnostics import Code, Diagnostic
from generator.model import (
    Contact,
    Interview,
    Moment,
    Organization,
    Page,
    Place,
    Question,
)
from generator.parse.anchors import fold_name
from generator.parse.body import Surroundings, outline_body, parse_body
from generator.parse.days import read_day
from generator.parse.fields import fold_key, read_fields
from generator.parse.front_matter import parse_front_matter
from generator.parse.tags import tags_in
from generator.vocabulary import EventKind, Kind

if TYPE_CHECKING:
    from datetime import date

    from generator.model import (
        Body,
        Link,
        Note,
    )
    from generator.parse.body import Outline
    from generator.parse.front_matter import FrontMatter, RawField
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote

_DAILY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})")
_DAILY_IN_FOLDER: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\b.*")
_DAY_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_MADE: Final[dict[Kind, type[Note]]] = {
    Kind.CONTACT: Contact,
    Kind.INTERVIEW: Interview,
    Kind.ORGANIZATION: Organization,
    Kind.QUESTION: Question,
    Kind.PAGE: Page,
}
# Attributes whose names differ from their keys, since Python or a type has the word.
ATTRIBUTES: Final = {"with": "people", "date": "when", "title": ""}


def parse_note(
    source: SourceNote, reading: Reading
) -> tuple[Note, tuple[Diagnostic, ...]]:
    """Read one note; never raises.

    Args:
        source: Path and text.
        reading: The prepared settings.

    Returns:
        The note, of the kind that its `type:`, tags or folder say, with whatever
        could be read; and every problem in it.

    Diagnostics: those of `parse_front_matter`, `read_fields` and `parse_body`,
        and `type-unknown`.

    Source: README, "The note format".
    """
    path = PurePosixPath(source.path)
    front = parse_front_matter(source.path, source.text)
    around = _around(source, front, reading)
    day = around.day
    body, links, body_problems = parse_body(front.body, around)
    tags = tuple(dict.fromkeys((*_front_tags(front, reading), *body.tags)))
    kind, kind_problems = _kind(path, front, tags, reading)
    first = next((h.text for h in body.headings if h.level == 1 and h.text), "")
    names = tuple(name for name in (path.stem, first) if name)
    values = read_fields(front, kind, reading.keys, names, len(links))
    typed = dict(values.typed)
    if kind is Kind.INTERVIEW and reading.dates_in_names and "date" not in typed:
        typed |= _dated_by(path)
    written = typed.pop("name", "") or typed.pop("title", "")
    made = {
        ATTRIBUTES.get(key, key): value
        for key, value in typed.items()
        if key not in {"type", "tags", "title"}
    }
    note = _MADE[kind](
        path=source.path,
        name=written or first or path.stem,
        tags=tags,
        fields=values.fields,
        links=(*_brought_in(kind, body, links), *values.links),
        body=body,
        day=day if kind is Kind.PAGE else None,
        **made,
    )
    problems = (
        *source.problems,
        *front.problems,
        *kind_problems,
        *values.problems,
        *body_problems,
    )
    return note, problems


def outline_note(source: SourceNote, reading: Reading) -> Outline:
    """Return the tokens of a note's body, their links numbered as in its record."""
    front = parse_front_matter(source.path, source.text)
    return outline_body(front.body, _around(source, front, reading))


def _around(source: SourceNote, front: FrontMatter, reading: Reading) -> Surroundings:
    return Surroundings(
        path=source.path,
        above=front.body_line,
        names=reading.sections,
        day=_daily(PurePosixPath(source.path), reading),
        remote_images=reading.remote_images,
    )


def _brought_in(kind: Kind, body: Body, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Let an introduction in a contact's own note bring in whoever it links."""
    if kind is not Kind.CONTACT:
        return links
    introduced = {
        number
        for line in body.log
        if line.kind is EventKind.INTRODUCED
        for number in line.people
    }
    return tuple(
        replace(link, place=Place.INTRODUCED) if number in introduced else link
        for number, link in enumerate(links)
    )


def _daily(path: PurePosixPath, reading: Reading) -> date | None:
    """Return the day that a daily note's file name says, if it is one."""
    in_folder = any(fold_name(part) in reading.daily for part in path.parts[:-1])
    match = (_DAILY_IN_FOLDER if in_folder else _DAILY).fullmatch(path.stem)
    return read_day(match[1]) if match else None


def _dated_by(path: PurePosixPath) -> dict[str, Moment]:
    """Return the day in a file's name as the date of its note."""
    match = _DAY_IN_NAME.search(path.stem)
    day = read_day("-".join(match.groups())) if match else None
    return {"date": Moment(on=day)} if day else {}


def _field(front: FrontMatter, name: str, reading: Reading) -> RawField | None:
    for field in front.fields:
        folded = fold_key(field.key)
        own = reading.keys.get(fold_name(field.key)) or reading.keys.get(folded)
        if (own or folded) == name:
            return field
    return None


def _front_tags(front: FrontMatter, reading: Reading) -> list[str]:
    field = _field(front, "tags", reading) or _field(front, "tag", reading)
    if field is None or field.nested:
        return []
    return [tag for item in field.items for tag in tags_in(item.text)]


def _kind(
    path: PurePosixPath, front: FrontMatter, tags: tuple[str, ...], reading: Reading
) -> tuple[Kind, tuple[Diagnostic, ...]]:
    """Return the kind: `type:`, else a tag, else the nearest folder."""
    field = _field(front, "type", reading)
    problems: tuple[Diagnostic, ...] = ()
    if field and field.items:
        word = fold_name(field.items[0].text.strip("[]# "))
        known = {**reading.folders, **{str(kind): kind for kind in Kind}}
        kind = known.get(word) or known.get(f"{word}s")
        if kind is None and word == "person":
            kind = Kind.CONTACT
        if kind is not None:
            return kind, ()
        problems = _near_kind(field, word)
    if kind := _tagged(tags, reading):
        return kind, problems
    for part in reversed(path.parts[:-1]):
        if kind := reading.folders.get(fold_name(part)):
            return kind, problems
    return Kind.PAGE, problems


def _tagged(tags: tuple[str, ...], reading: Reading) -> Kind | None:
    """Return the first kind that tags say; `person/work` is a `person` as well."""
    if not reading.tags:
        return None
    found = set()
    for tag in map(fold_name, tags):
        parents = accumulate(tag.split("/"), "{}/{}".format)
        found |= {reading.tags[one] for one in parents if one in reading.tags}
    return min(found, key=tuple(Kind).index, default=None)


def _near_kind(field: RawField, word: str) -> tuple[Diagnostic, ...]:
    from rapidfuzz import process

    near: Any = process.extractOne(word, [str(kind) for kind in Kind], score_cutoff=75)
    if near is None:
        return ()
    said = f"`{field.items[0].text}` is no type of note"
    span = field.items[0].span
    return (Diagnostic(Code.TYPE_UNKNOWN, span, said, f"did you mean `{near[0]}`?"),)
