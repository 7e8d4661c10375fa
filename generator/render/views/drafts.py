"""Messages to copy, in their owner's own site alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.people import is_silenced
from generator.render.messages import MessageError
from generator.vocabulary import RuleId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.derive.records import Item
    from generator.graph.records import PersonId
    from generator.render.material import Material

MOST: Final = 3
TITLES: Final = {
    "outreach": "Draft: a first message",
    "thanks": "Draft: thanks",
    "nudge": "Draft: a reminder",
    "update": "Draft: an update",
    "intro": "Draft: an introduction",
}
# What a follow-up asks to be written; for all others no message is known.
KINDS: Final[Mapping[str, str]] = {
    RuleId.THANKS: "thanks",
    RuleId.NUDGE: "nudge",
    RuleId.PROPOSED: "nudge",
    RuleId.USE_REFERRAL: "outreach",
    RuleId.PERMISSION: "intro",
    RuleId.INTRO_PROMISED: "intro",
    RuleId.TELL_CONTACTED: "update",
    RuleId.TELL_MET: "update",
    RuleId.REPORT_BACK: "update",
    RuleId.KEEP: "update",
}
_ASKING: Final = frozenset({"to-research", "ready"})


class DraftShown(Struct, frozen=True, kw_only=True):
    """A message to copy.

    Attributes:
        title: What it is, with the name where there are several.
        email: To whom; empty: no address is known.
        subject: Its subject; empty: the template cannot be used.
        body: Its paragraphs, or what is wrong with the template.
    """

    title: str
    email: str
    subject: str
    body: str


def drafts_for(material: Material, item: Item) -> tuple[DraftShown, ...]:
    """Return the messages that a follow-up asks for, one to each of its people."""
    kind = KINDS.get(item.rule, "")
    if not kind or not material.local:
        return ()
    about = item.about[0] if item.about and kind in {"update", "intro"} else None
    several = len(item.people) > 1
    return tuple(
        _shown(material, kind, one, about, named=several) for one in item.people[:MOST]
    )


def first_message(material: Material, person: PersonId) -> tuple[DraftShown, ...]:
    """Return a first message to somebody to whom nobody has written, else nothing."""
    status = material.facts.statuses[person]
    if (
        not material.local
        or status.word not in _ASKING
        or is_silenced(material.book, material.facts, person)
        or "outreach" in _asked_for(material.items_of[person])
    ):
        return ()
    return (_shown(material, "outreach", person, None, named=False),)


def _asked_for(items: Iterable[Item]) -> set[str]:
    return {KINDS.get(item.rule, "") for item in items}


def _shown(
    material: Material,
    kind: str,
    person: PersonId,
    about: PersonId | None,
    *,
    named: bool,
) -> DraftShown:
    name = material.book.name_of(person)
    title = f"{TITLES[kind]} to {name}" if named else TITLES[kind]
    try:
        message = material.message(kind, person, about)
    except MessageError as error:
        return DraftShown(title=title, email="", subject="", body=str(error))
    return DraftShown(
        title=title, email=message.email, subject=message.subject, body=message.body
    )
