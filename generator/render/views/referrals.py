"""The referrals: what is owed to both ends of each, and every entry by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.render.views.facets import facets
from generator.render.views.frame import frame
from generator.render.views.ledgers import PAGED_ABOVE, topics, year_links, years_of
from generator.render.views.people import person, refs
from generator.render.views.places import source_ref, without_name
from generator.vocabulary import STATUSES

if TYPE_CHECKING:
    from generator.derive.records import Debt
    from generator.facts.records import Referral
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.ledgers import Topic
    from generator.render.views.parts import Frame, Person, Ref

SECTION: Final = "referrals"
URL: Final = "referrals/index.html"
MOST: Final = 500
FACETS: Final = ("Next step", "The name", "Status", "Named by", "Year")
MAY: Final = {
    "yes": "you may use the name",
    "no": "do not use the name",
    "ask": "ask about the name first",
    "": "not asked about the name",
}
INTRODUCED: Final = "introduced"
_OWED: Final = {
    "unused": ("Waiting to be used", "Write to them."),
    "permission": ("Ask about the name", "Ask whether you may use the name."),
    "tell-contacted": ("Say that you wrote", "Tell who named them that you wrote."),
    "tell-met": ("Say how it went", "Tell who named them how it went."),
}
_SETTLED: Final = "nothing"


class ReferralRow(Struct, frozen=True, kw_only=True):
    """Somebody named somebody.

    Attributes:
        by: Who named them; empty: not said.
        may: The answer about the name, in words.
        step: What it still asks for.
        rank: The place of that among the steps; empty: nothing.
        facets: Its values of `FACETS`.
    """

    person: Person
    by: tuple[Ref, ...]
    day: Day | None
    may: str
    step: str
    rank: str
    text: str
    place: Ref
    facets: str


class Owed(Struct, frozen=True, kw_only=True):
    """Referrals that ask for the same next step; `more` are left out."""

    name: str
    title: str
    step: str
    rows: tuple[ReferralRow, ...]
    more: int = 0


class ReferralsView(Struct, frozen=True, kw_only=True):
    """What is owed, everyone named, and the entries as they were written.

    Attributes:
        rows: Everyone named, newest first.
        more: How many older ones are left out, to be found with the people.
        topics: The entries by topic; empty where `years` has them.
        years: Links to the years and how many entries each has; empty: one page.
    """

    template: ClassVar[str] = "pages/referrals.html"
    frame: Frame
    facets: str
    orders: str
    owed: tuple[Owed, ...]
    rows: tuple[ReferralRow, ...]
    more: int
    topics: tuple[Topic, ...]
    years: tuple[tuple[Ref, int], ...]


def referrals_view(material: Material) -> ReferralsView:
    """Return the page of referrals; years of a large ledger have their own."""
    url = URL
    found = material.derived.referrals
    large = len(found.lines) > PAGED_ABOVE
    newest = sorted(
        material.facts.referrals,
        key=lambda one: one.on.toordinal() if one.on else 0,
        reverse=True,
    )
    return ReferralsView(
        frame=frame(material, url, "Referrals"),
        facets="\t".join(FACETS),
        orders=facets(
            [*(title.lower() for title, _ in _OWED.values()), _SETTLED],
            [*MAY.values(), INTRODUCED],
            STATUSES,
        ),
        owed=owed(material, url),
        rows=tuple(
            referral_row(material, one, url, one.may_use_name) for one in newest[:MOST]
        ),
        more=max(0, len(newest) - MOST),
        topics=() if large else topics(material, found.topics, url),
        years=year_links(SECTION, years_of(found), url),
    )


def owed(material: Material, page: str) -> tuple[Owed, ...]:
    """Return what is still open about referrals, by the step that it asks for."""
    found: dict[str, list[Debt]] = {state: [] for state in _OWED}
    for debt in material.derived.network.debts:
        found[debt.state].append(debt)
    return tuple(
        Owed(
            name=state,
            title=_OWED[state][0],
            step=_OWED[state][1],
            rows=tuple(
                referral_row(material, one.referral, page, one.may_use_name)
                for one in debts[:MOST]
            ),
            more=max(0, len(debts) - MOST),
        )
        for state, debts in found.items()
        if debts
    )


def referral_row(
    material: Material, referral: Referral, page: str, may: str
) -> ReferralRow:
    """Return a referral for a list."""
    who = person(material, referral.person, page)
    by = refs(material, referral.referrers, page)
    answer = INTRODUCED if referral.introduced else MAY[may]
    state = material.debt_states.get((frozenset(referral.referrers), referral.person))
    step = _OWED[state][0].lower() if state else _SETTLED
    return ReferralRow(
        person=who,
        by=by,
        day=material.dates.maybe(referral.on),
        may=answer,
        step=step,
        rank=f"{list(_OWED).index(state)}" if state else "",
        text=without_name(referral.text, material.book.name_of(referral.person)),
        place=source_ref(material, referral.source, page),
        facets=facets(
            step,
            answer,
            who.standing.word if who.standing else "",
            [one.text for one in by],
            f"{referral.on.year}" if referral.on else "",
        ),
    )
