"""The parts of a brief as its page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.briefs.people import QUOTE
from generator.derive.briefs.room import short
from generator.render.dates import WEEKDAYS
from generator.render.views.facts import address
from generator.render.views.parts import Ref
from generator.render.views.people import ref
from generator.render.views.places import without_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.briefs.records import (
        Appointment,
        Ask,
        Clock,
        Earlier,
        Named,
        Promise,
        Remark,
        Who,
        Workplace,
    )
    from generator.graph.records import PersonId
    from generator.model import Moment
    from generator.render.dates import Day
    from generator.render.material import Material


class ClockShown(Struct, frozen=True, kw_only=True):
    """What a clock shows: `16:30`, `Friday, 01:30`.

    Attributes:
        names: Whose clock; empty: the owner's, or everyone else's.
    """

    time: str
    names: tuple[str, ...]
    mine: bool
    zone: str


class AppointmentShown(Struct, frozen=True, kw_only=True):
    """When and where.

    Attributes:
        href: Where the link leads; empty: it is no address of the web.
    """

    day: Day | None
    time: str
    clocks: tuple[ClockShown, ...]
    duration: int | None
    mode: str
    place: str
    link: str
    href: str
    status: str
    confirmed: Day | None


class NamedShown(Struct, frozen=True, kw_only=True):
    """Who named somebody, when and why, and whether the name may be used."""

    by: tuple[str, ...]
    day: Day | None
    why: str
    may: str
    introduced: bool


class WhoShown(Struct, frozen=True, kw_only=True):
    """One person to be met; see `Who`."""

    who: Ref
    pronunciation: str
    pronouns: str
    role: str
    organization: Ref | None
    fields: tuple[str, ...]
    location: str
    interests: tuple[str, ...]
    met: str
    how_we_met: str
    way: tuple[Ref, ...]
    named: tuple[NamedShown, ...]
    more_named: int


class Told(Struct, frozen=True, kw_only=True):
    """What somebody said; `done`: `open`, `done` or `cancelled`, empty: no task."""

    text: str
    names: tuple[str, ...]
    day: Day | None
    done: str


class ColleagueShown(Struct, frozen=True, kw_only=True):
    """Somebody else at the same place."""

    who: Ref
    former: bool
    status: str
    day: Day | None


class WorkplaceShown(Struct, frozen=True, kw_only=True):
    """Where they work: what it is, whom one knows there, what was heard."""

    note: Ref
    about: tuple[str, ...]
    colleagues: tuple[ColleagueShown, ...]
    more_colleagues: int
    heard: tuple[Told, ...]


class PromiseShown(Struct, frozen=True, kw_only=True):
    """What is open: a text, or a referral with its state."""

    text: str
    day: Day | None
    names: tuple[str, ...]
    person: Ref | None
    state: str
    may: str


class EarlierShown(Struct, frozen=True, kw_only=True):
    """A contact before."""

    day: Day
    what: str
    text: str
    topics: tuple[str, ...]


class AskShown(Struct, frozen=True, kw_only=True):
    """A question, and what was said to it: by others, or (`again`) by them."""

    question: Ref
    must: bool
    said: Told | None
    again: bool


class Stage(Struct, frozen=True, kw_only=True):
    """The questions of one part of a talk; empty: of none."""

    name: str
    asks: tuple[AskShown, ...]


class Drawing:
    """Turns the parts of a brief into those of its page."""

    def __init__(self, material: Material, url: str, *, linked: bool = True) -> None:
        """Begin the page with a URL; alone it has no links to other pages."""
        self._material = material
        self._url = url
        self._linked = linked

    def _names(self, people: Iterable[PersonId]) -> tuple[str, ...]:
        return tuple(map(self._material.book.name_of, people))

    def _plain(self, target: str) -> Ref:
        """Return a link without a mark: paper says nothing of notes."""
        found = ref(self._material, target, self._url)
        return Ref(text=found.text, href=found.href if self._linked else "")

    def appointment(self, one: Appointment | None) -> AppointmentShown | None:
        """Return when and where; none where nothing is planned."""
        if one is None:
            return None
        dates = self._material.dates
        when = one.when
        several = len(one.clocks) > 2
        return AppointmentShown(
            day=dates.weekday(when.on) if when else None,
            time=f"{when.at:%H:%M}" if when and when.at else "",
            clocks=tuple(
                self._clock(clock, when, several=several) for clock in one.clocks
            ),
            duration=one.duration,
            mode=one.mode.replace("-", " "),
            place=one.place,
            link=one.link,
            href=address("link", one.link),
            status=one.status,
            confirmed=dates.maybe(one.confirmed),
        )

    def _clock(self, clock: Clock, when: Moment | None, *, several: bool) -> ClockShown:
        at = clock.at
        same = when is None or at.date() == when.on
        day = "" if same else f"{WEEKDAYS[at.weekday()]}, "
        return ClockShown(
            time=f"{day}{at:%H:%M}",
            names=self._names(clock.people) if several else (),
            mine=not clock.people,
            zone=clock.zone,
        )

    def who(self, one: Who) -> WhoShown:
        """Return a person to be met."""
        place = one.organization
        known = place in self._material.book.notes
        organization = self._plain(place) if known else Ref(text=place)
        return WhoShown(
            who=self._plain(one.person),
            pronunciation=one.pronunciation,
            pronouns=one.pronouns,
            role=one.role,
            organization=organization if place else None,
            fields=one.fields,
            location=one.location,
            interests=one.interests,
            met=one.met,
            how_we_met=one.how_we_met,
            way=self._way(one),
            named=tuple(self._named(named) for named in one.named.shown),
            more_named=one.named.more,
        )

    def _way(self, one: Who) -> tuple[Ref, ...]:
        way = [self._plain(person) for person in one.way]
        if one.way_more:
            way.insert(1, Ref(text=f"{one.way_more} more"))
        return tuple(way)

    def _named(self, one: Named) -> NamedShown:
        referral = one.referral
        name = self._material.book.name_of(referral.person)
        return NamedShown(
            by=self._names(referral.referrers),
            day=self._material.dates.maybe(referral.on),
            why=short(without_name(referral.text, name), QUOTE),
            may=one.may_use_name,
            introduced=referral.introduced,
        )

    def workplace(self, one: Workplace) -> WorkplaceShown:
        """Return where somebody works."""
        about = (one.industry, one.size, one.location)
        return WorkplaceShown(
            note=self._plain(one.path),
            about=tuple(filter(None, about)),
            colleagues=tuple(
                ColleagueShown(
                    who=self._plain(colleague.person),
                    former=colleague.former,
                    status=colleague.status,
                    day=self._material.dates.maybe(colleague.on),
                )
                for colleague in one.colleagues.shown
            ),
            more_colleagues=one.colleagues.more,
            heard=tuple(map(self.told, one.heard.shown)),
        )

    def told(self, one: Remark) -> Told:
        """Return what somebody said."""
        return Told(
            text=one.text,
            names=self._names(one.people),
            day=self._material.dates.maybe(one.on),
            done=str(one.state or ""),
        )

    def promise(self, one: Promise) -> PromiseShown:
        """Return what is open."""
        referral = one.referral
        return PromiseShown(
            text=one.text,
            day=self._material.dates.maybe(one.on),
            names=self._names(one.by),
            person=self._plain(referral.person) if referral else None,
            state=one.state,
            may=one.may_use_name,
        )

    def earlier(self, one: Earlier) -> EarlierShown:
        """Return a contact before."""
        day = self._material.dates.day(one.on)
        return EarlierShown(day=day, what=one.what, text=one.text, topics=one.topics)

    def ask(self, one: Ask) -> AskShown:
        """Return a question."""
        said = one.before or one.heard
        question = self._plain(one.question) if one.question else Ref(text=one.text)
        return AskShown(
            question=question,
            must=one.must,
            said=self.told(said) if said else None,
            again=one.before is not None,
        )
