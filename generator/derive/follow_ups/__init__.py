"""Dated events -> follow-ups by rule; one function for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.follow_ups import asking, interviews, keeping, naming, tasks
from generator.derive.follow_ups.ground import Ground
from generator.derive.people import lasting_id
from generator.facts.scope import about, whole
from generator.model import Contact
from generator.vocabulary import RuleId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from generator.config.settings import Settings
    from generator.derive.records import Item
    from generator.facts.records import Facts
    from generator.facts.scope import Scope
    from generator.graph.records import Book, PersonId

RULES: Final[Mapping[RuleId, Callable[[Ground], Iterator[Item]]]] = {
    RuleId.PREP: interviews.rule_prep,
    RuleId.CONFIRM: interviews.rule_confirm,
    RuleId.RECORD: interviews.rule_record,
    RuleId.THANKS: interviews.rule_thanks,
    RuleId.NUDGE: asking.rule_nudge,
    RuleId.LET_GO: asking.rule_let_go,
    RuleId.SECOND_PERSON: asking.rule_second_person,
    RuleId.ANSWER: asking.rule_answer,
    RuleId.PROPOSED: asking.rule_proposed,
    RuleId.NO_SHOW: asking.rule_no_show,
    RuleId.USE_REFERRAL: naming.rule_use_referral,
    RuleId.PERMISSION: naming.rule_permission,
    RuleId.TELL_CONTACTED: naming.rule_tell_contacted,
    RuleId.TELL_MET: naming.rule_tell_met,
    RuleId.INTRO_PROMISED: tasks.rule_intro_promised,
    RuleId.PROMISE: tasks.rule_promise,
    RuleId.REPORT_BACK: tasks.rule_report_back,
    RuleId.KEEP: keeping.rule_keep,
    RuleId.CONNECT: interviews.rule_connect,
    RuleId.REFLECT: interviews.rule_reflect,
    RuleId.WIDEN: interviews.rule_widen,
    RuleId.LANDED: keeping.rule_landed,
}


def derive_items(
    book: Book,
    facts: Facts,
    settings: Settings,
    people: AbstractSet[PersonId] | None = None,
) -> tuple[Item, ...]:
    """Return follow-ups, whatever their group, in the order of the list.

    Args:
        book: The book.
        facts: Its events and referrals, as of one day.
        settings: Which rules speak, and when.
        people: Whose; none: everybody's. Those about nobody are always among them.

    Returns:
        Dated promises first, then by days late for each day of delay, then by due
        day, name and rule; what has no date last. Empty where nothing is owed.

    Source: README, "Follow-ups".
    """
    ground = Ground(book, facts, settings, _scope(book, people))
    found = [
        item
        for rule, items_of in RULES.items()
        if settings.rules.settings[rule].on
        for item in items_of(ground)
        if people is None or not item.people or not people.isdisjoint(item.people)
    ]
    return tuple(sorted(found, key=lambda item: _order(ground, item)))


def _scope(book: Book, people: AbstractSet[PersonId] | None) -> Scope:
    """Return what follow-ups of some people follow from.

    Twins that share a `uid` count each other's items, so they come together.
    """
    if people is None:
        return whole(book)
    lasting = {lasting_id(book, one) for one in people}
    twins = (one.path for one in book.of(Contact) if one.uid in lasting)
    return about(book, {*people, *lasting, *twins})


def _order(ground: Ground, item: Item) -> tuple[bool, bool, float, date, str, str, str]:
    due = item.due_on or ground.today
    late = (ground.today - due).days / item.delay
    names = ", ".join(ground.name(person) for person in item.people)
    return (
        not item.dated_promise,
        item.due_on is None,
        -late,
        due,
        names,
        item.rule,
        item.id,
    )
