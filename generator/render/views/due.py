"""Follow-ups on a page, in the groups of the build's day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.derive.grouping import HIDDEN, Group, group_on
from generator.render.views.drafts import drafts_for
from generator.render.views.people import ref, refs
from generator.render.views.places import sentence, source_ref
from generator.vocabulary import LOG_KINDS, RULES, RuleId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.records import Item
    from generator.render.material import Material
    from generator.render.views.drafts import DraftShown
    from generator.render.views.parts import Ref

STALE: Final = 300
MANY: Final = 4
NOW: Final = (Group.OVERDUE, Group.TODAY)
QUIET: Final = frozenset({Group.SNOOZED, Group.STALE})
LISTED: Final = (
    Group.OVERDUE,
    Group.TODAY,
    Group.THIS_WEEK,
    Group.LATER,
    Group.NO_DATE,
    Group.SNOOZED,
    Group.STALE,
)
TITLES: Final = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Today",
    Group.THIS_WEEK: "This week",
    Group.LATER: "Later",
    Group.NO_DATE: "Without a date",
    Group.SNOOZED: "Snoozed",
    Group.STALE: "Gone stale",
}
TONES: Final = {
    Group.OVERDUE: "late",
    Group.TODAY: "today",
    Group.THIS_WEEK: "soon",
    Group.LATER: "soon",
}


class Due(Struct, frozen=True, kw_only=True, gc=False):
    """One follow-up, with all that a browser needs to group it on another day.

    Attributes:
        action: What to do, with names.
        href: Link to the first person's page, else to the source.
        people: Everyone whom it is about, where the action does not name them.
        reason: Why.
        place: The line that it follows from.
        logged: Events of the Log that settle it, the first ones of many.
        any_contact: Whether any other contact settles it, too.
        settled: What else settles it; empty: nothing.
        silence: A line to paste that silences it.
        tone: Of its mark.
        says: What its mark says, whatever day it is read on.
        when: The day it is due, as people write it; empty: none.
        until: The day it is snoozed until, as people write it; empty: none.
        due: `due_on` in ISO form, as are the next five; empty: none.
        delay: The number written.
        promise: Whether it is a promise with a date of its own.
        rank: Its place where all else is equal.
        drafts: The messages that it asks for, where the page offers them.
    """

    action: str
    href: str
    people: tuple[Ref, ...]
    reason: str
    place: Ref
    logged: tuple[str, ...]
    any_contact: bool
    settled: str
    silence: str
    tone: str
    says: str
    when: str
    until: str
    due: str
    late: str
    stale: str
    starts: str
    ends: str
    snoozed: str
    delay: int
    promise: bool
    rank: int
    drafts: tuple[DraftShown, ...] = ()


class DueGroup(Struct, frozen=True, kw_only=True, gc=False):
    """A list of follow-ups.

    Attributes:
        name: Of the group, for an anchor.
        title: Of the group.
        accepts: The groups whose items belong here, for the browser.
        items: In order.
        folded: Whether it is closed until the reader opens it.
        more: How many are left out, to be found with the people.
    """

    name: str
    title: str
    accepts: tuple[str, ...]
    items: tuple[Due, ...]
    folded: bool = False
    more: int = 0


class Agenda(Struct, frozen=True, kw_only=True, gc=False):
    """Follow-ups in lists, and those that only a later day shows.

    Attributes:
        groups: The lists, in order.
        waiting: Items of no list yet.
        pinned: Whether the browser leaves all as it is.
        built: The day of the build in ISO form; empty where the page does not say.
    """

    groups: tuple[DueGroup, ...]
    waiting: tuple[Due, ...]
    pinned: bool
    built: str = ""


def agenda(material: Material, page: str) -> Agenda:
    """Return all follow-ups, each group a list; of stale ones only the newest."""
    today = material.facts.today
    found: dict[Group, list[Item]] = {group: [] for group in Group}
    for item in material.derived.items:
        found[group_on(item, today)].append(item)
    waiting = found[Group.NOT_YET]
    return Agenda(
        groups=tuple(_group(material, group, found[group], page) for group in LISTED),
        waiting=tuple(due(material, item, page) for item in waiting),
        pinned=material.pinned,
        built=today.isoformat(),
    )


def _group(material: Material, group: Group, items: list[Item], page: str) -> DueGroup:
    kept = items
    if group is Group.STALE and len(items) > STALE:
        newest = sorted(items, key=lambda one: one.due_on or date.min)[-STALE:]
        ids = {one.id for one in newest}
        kept = [one for one in items if one.id in ids]
    return DueGroup(
        name=group,
        title=TITLES[group],
        accepts=(group,),
        items=tuple(due(material, item, page, drafting=group in NOW) for item in kept),
        folded=group in QUIET,
        more=len(items) - len(kept),
    )


def own_agenda(material: Material, items: Iterable[Item], page: str) -> Agenda:
    """Return the follow-ups of one person or interview in one list."""
    today = material.facts.today
    found = tuple(items)
    # Places on this page alone: what becomes due elsewhere is nothing new here.
    ordered = sorted(found, key=material.rank)
    ranks = {item.id: rank for rank, item in enumerate(ordered)}
    shown = [item for item in found if group_on(item, today) not in HIDDEN]
    shown.sort(key=lambda item: group_on(item, today) in QUIET)
    later = [item for item in found if group_on(item, today) is Group.NOT_YET]
    group = DueGroup(
        name="due",
        title="Due",
        accepts=tuple(LISTED),
        items=tuple(
            due(material, item, page, ranks[item.id], drafting=True) for item in shown
        ),
    )
    return Agenda(
        groups=(group,),
        waiting=tuple(due(material, item, page, ranks[item.id]) for item in later),
        pinned=material.pinned,
    )


def due(
    material: Material,
    item: Item,
    page: str,
    rank: int | None = None,
    *,
    drafting: bool = False,
) -> Due:
    """Return one follow-up for a page.

    Args:
        material: The build.
        item: The follow-up.
        page: URL of the page.
        rank: Its place on the page; none: among all follow-ups.
        drafting: Whether the page offers the messages that it asks for.
    """
    group = group_on(item, material.facts.today)
    target = item.people[0] if item.people else item.source.span.path
    logged = tuple(word for word in item.settles if word in LOG_KINDS)
    return Due(
        action=f"{item.action[:1].upper()}{item.action[1:]}",
        href=ref(material, target, page).href,
        people=refs(material, item.people, page) if names_nobody(item) else (),
        reason=sentence(item.reason),
        place=_place(material, item, page),
        logged=logged[:3] if len(logged) > MANY else logged,
        any_contact=len(logged) > MANY,
        settled=RULES[item.rule].otherwise,
        silence=item.silence,
        tone=TONES.get(group, ""),
        says=_says(material, item, group),
        when=_text(material, item.due_on),
        until=_text(material, item.snoozed_until),
        due=_iso(item.due_on),
        late=_iso(item.late_on),
        stale=_iso(item.stale_on),
        starts=_iso(item.starts_on),
        ends=_iso(item.ends_on),
        snoozed=_iso(item.snoozed_until),
        delay=item.delay,
        promise=item.dated_promise,
        rank=material.ranks[item.id] if rank is None else rank,
        drafts=drafts_for(material, item) if drafting else (),
    )


def _place(material: Material, item: Item, page: str) -> Ref:
    """Return the line it follows from; their own note need not be named again."""
    place = source_ref(material, item.source, page)
    own = item.source.span.path in item.people
    return replace(place, text="note") if own and place.text else place


def names_nobody(item: Item) -> bool:
    """Whether the words of an action may leave out whom it is about.

    What was promised stands in the owner's own words, which need not name anybody.
    """
    return len(item.people) > 1 or item.rule is RuleId.PROMISE


def _says(material: Material, item: Item, group: Group) -> str:
    """Say when, in words that stay true on any day."""
    when = _text(material, item.due_on)
    match group:
        case Group.SNOOZED:
            return f"snoozed until {_text(material, item.snoozed_until)}"
        case Group.OVERDUE:
            return f"late, due {when}"
        case Group.TODAY:
            return f"due since {when}"
        case _:
            return f"due {when}" if when else "no date"


def _text(material: Material, on: date | None) -> str:
    return material.dates.day(on).text if on else ""


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
