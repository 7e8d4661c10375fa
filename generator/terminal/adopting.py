"""What adopting a vault proposes and finds, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import asdict

from generator.render.data.encoding import VERSION, encode_object
from generator.terminal.problems import counted
from generator.terminal.style import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.adopt import Adoption, Counts, Proposal, Unknown

_MOST: Final = 12
_WHAT: Final = {
    "key": "Keys that mean nothing to Airbook",
    "value": "Words that Airbook does not know",
    "heading": "Headings that mean nothing to Airbook",
    "folder": "Folders whose notes are pages",
    "name": "Names that cannot be used",
    "gap": "What the notes do not say",
}


def show_adoption(adoption: Adoption) -> str:
    """Return proposals with their evidence, counts and what stays unknown."""
    lines = [*_proposals(adoption.proposals), *_unknown(adoption.unknown)]
    return "\n".join([*lines, *_counts(adoption.counts)])


def _proposals(proposals: tuple[Proposal, ...]) -> Iterator[str]:
    for sure, title in ((True, "Found:"), (False, "In doubt, so only a comment:")):
        ours = [one for one in proposals if one.sure is sure]
        if ours:
            yield title
            yield from (f"  {_line(one)}" for one in ours)


def _line(one: Proposal) -> str:
    what = one.table.removesuffix("s") if one.table else "setting"
    return f"{what} `{plain(one.yours)}`: {plain(one.evidence)} -> {one.ours}"


def _unknown(found: tuple[Unknown, ...]) -> Iterator[str]:
    for what, title in _WHAT.items():
        ours = [one for one in found if one.what == what]
        if not ours:
            continue
        yield f"{title}:"
        for one in ours[:_MOST]:
            said = f": {plain(one.remark)}" if one.remark else ""
            yield f"  {one.notes:>5,}  {plain(one.name)}{said}"
        if len(ours) > _MOST:
            yield f"         and {len(ours) - _MOST:,} more"


def _counts(counts: Counts) -> Iterator[str]:
    found = [
        counted(counts.contacts, "contact"),
        counted(counts.interviews, "interview"),
        counted(counts.organizations, "organization"),
        counted(counts.questions, "question"),
        counted(counts.events, "event"),
    ]
    more = [
        counted(counts.referrals, "referral"),
        f"{counted(counts.leads, 'person')} without a note".replace(
            "persons", "people"
        ),
        f"{counted(counts.pages, 'page')}, {counts.daily:,} of them daily notes",
    ]
    yield f"With this, {counted(counts.notes, 'note')} are {', '.join(found)};"
    yield f"besides {', '.join(more)}"


def adoption_json(adoption: Adoption) -> bytes:
    """Return an adoption as JSON: the settings as text, and what led to them."""
    return encode_object(
        {
            "version": VERSION,
            "toml": adoption.toml,
            "counts": asdict(adoption.counts),
            "proposals": [asdict(one) for one in adoption.proposals],
            "unknown": [asdict(one) for one in adoption.unknown],
        }
    )
