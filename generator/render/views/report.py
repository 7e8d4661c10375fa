"""The report on a book's interviews, laid out to be printed and handed in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.people import contact_of
from generator.derive.report import derive_report
from generator.derive.wording import say_names
from generator.model import Interview, Question
from generator.render.discreet import without_addresses
from generator.render.urls import relative
from generator.render.views.contents import Chapter
from generator.render.views.frame import frame, index_of
from generator.render.views.matrix import STAGES
from generator.render.views.numbers import funnel_bars
from generator.render.views.parts import Ref
from generator.render.views.places import without_name
from generator.render.views.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from generator.derive.records import LedgerLine
    from generator.derive.report import Asked, Report, ReportTalk
    from generator.derive.used import Naming
    from generator.graph.records import PersonId
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.numbers import Bar
    from generator.render.views.parts import Frame

URL: Final = "report/index.html"
_SECTIONS: Final = (
    ("goals", "Goals"),
    ("people", "People met"),
    ("learned", "What I learned"),
    ("questions", "Questions asked"),
    ("referrals", "Referrals"),
    ("thanks", "Thanks"),
    ("reflection", "Reflection"),
    ("numbers", "Numbers"),
)
_SOURCES: Final = {
    "alumni": "same school",
    "referral": "through a referral",
    "family-friend": "family or friends",
    "colleague": "a colleague",
    "faculty": "faculty",
    "event": "at an event",
    "cold": "wrote to them unknown",
    "recruiter": "a recruiter",
    "online": "found online",
}


class TalkLine(Struct, frozen=True, kw_only=True):
    """An interview in a few words: its day; its format and length."""

    day: Day | None
    what: str


class PersonLine(Struct, frozen=True, kw_only=True):
    """Somebody met.

    Attributes:
        how: How they came into the book; empty: not said.
        about: A line about them; empty: the note has none.
    """

    name: str
    role: str
    organization: str
    how: str
    talks: tuple[TalkLine, ...]
    about: str


class Learned(Struct, frozen=True, kw_only=True):
    """Something that somebody said: advice or information."""

    html: Markup
    kind: str
    who: tuple[str, ...]
    day: Day | None


class AskedLine(Struct, frozen=True, kw_only=True):
    """A question of the bank, in how many talks it was asked and answered."""

    text: str
    asked: int
    answered: int


class ReferralLine(Struct, frozen=True, kw_only=True):
    """Somebody named.

    Attributes:
        by: Who named them; empty: their name may not be used.
        used: What became of it.
    """

    name: str
    by: tuple[str, ...]
    day: Day | None
    why: str
    used: str


class ThanksLine(Struct, frozen=True, kw_only=True):
    """The thanks for an interview; without a day: not yet."""

    name: str
    talk: Day | None
    day: Day | None
    how: str


class Reflection(Struct, frozen=True, kw_only=True):
    """What the owner wrote under Reflection after an interview."""

    who: tuple[str, ...]
    day: Day | None
    parts: tuple[Markup, ...]


class ReportView(Struct, frozen=True, kw_only=True):
    """The report. It holds no link into the book; see `discreet`.

    Attributes:
        local: Whether to tell the owner what is left out.
        first: Day of the first interview; none: no day is known.
        last: Day of the last one.
        told: How many interviews it tells.
        all_talks: How many there are; the older ones are left out.
        interviews: Link to all of them, for the screen.
        contents: Its sections.
        goal: How many interviews were wanted; empty: no goal.
        fields: Careers and how many talks were about each.
        topics: What was learned, by topic; the last without one.
        stages: Questions by stage of a talk.
        thanked: How many thanks were sent.
    """

    template: ClassVar[str] = "pages/report.html"
    frame: Frame
    local: bool
    owner: str
    first: Day | None
    last: Day | None
    told: int
    all_talks: int
    interviews: str
    contents: tuple[Chapter, ...]
    goal: str
    fields: tuple[tuple[str, int], ...]
    people: tuple[PersonLine, ...]
    topics: tuple[tuple[str, tuple[Learned, ...]], ...]
    stages: tuple[tuple[str, tuple[AskedLine, ...]], ...]
    referrals: tuple[ReferralLine, ...]
    thanks: tuple[ThanksLine, ...]
    thanked: int
    reflections: tuple[Reflection, ...]
    numbers: tuple[Bar, ...]


def report_view(material: Material) -> ReportView:
    """Return the report; see `derive_report` for what it leaves out."""
    report = derive_report(
        material.book, material.facts, material.derived, material.settings
    )
    telling = Telling(material=material, page=URL)
    first, last = report.period or (None, None)
    thanks = tuple(_thanks(telling, report.talks))
    return ReportView(
        frame=frame(material, URL, "Report"),
        local=material.local,
        owner=material.settings.owner,
        first=telling.day(first),
        last=telling.day(last),
        told=len(report.talks),
        all_talks=report.all_talks,
        interviews=relative(URL, index_of("interviews")),
        contents=tuple(
            Chapter(heading=Ref(text=text, href=f"#{name}"), parts=())
            for name, text in _SECTIONS
        ),
        goal=_goal(telling),
        fields=report.fields,
        people=tuple(_person(telling, report, *one) for one in report.people),
        topics=tuple(
            (_title(topic), tuple(_learned(telling, line) for line in lines))
            for topic, lines in report.topics
        ),
        stages=_stages(telling, report.questions),
        referrals=tuple(_referral(telling, one) for one in report.namings),
        thanks=thanks,
        thanked=sum(one.day is not None for one in thanks),
        reflections=tuple(
            told for one in report.talks if (told := _reflection(telling, one)).parts
        ),
        numbers=funnel_bars(material.derived.numbers.total),
    )


def _goal(telling: Telling) -> str:
    """Say what was wanted; how much of it is done today is for the owner's pages."""
    goal = telling.material.settings.goal
    if not goal.interviews:
        return ""
    noun = "interview" if goal.interviews == 1 else "interviews"
    if goal.by:
        return (
            f"{goal.interviews} {noun} by {telling.material.dates.full(goal.by).text}"
        )
    return f"{goal.interviews} {noun} a {goal.per}"


def _person(
    telling: Telling,
    report: Report,
    person: PersonId,
    talks: Iterable[ReportTalk],
) -> PersonLine:
    contact = contact_of(telling.material.book, person)
    return PersonLine(
        name=telling.name(person),
        role=without_addresses(contact.role) if contact else "",
        organization=_organization(telling, person),
        how=_how(telling, report, person),
        talks=tuple(_talk(telling, one) for one in talks),
        about=telling.beginning(person) if contact else "",
    )


def _organization(telling: Telling, person: PersonId) -> str:
    book = telling.material.book
    contact = contact_of(book, person)
    if contact is None or contact.organization is None:
        return ""
    target = book.target(person, contact.organization)
    if target is not None:
        return "".join(telling.names([target]))
    look = telling.material.links.look(person, contact.organization, telling.page)
    return without_addresses(look.text)


def _how(telling: Telling, report: Report, person: PersonId) -> str:
    """Say how somebody was met; never by a name that may not be used.

    The owner's own words might hold such a name, so they stand only where nobody
    named the person, or everybody who did may be named.
    """
    contact = contact_of(telling.material.book, person)
    namings = [one for one in telling.material.named.get(person, ()) if one.referrers]
    told = [one for one in report.namings if one.person == person and one.by]
    if told:
        return f"named by {say_names(telling.names(told[0].by))}"
    if namings:
        return _SOURCES["referral"]
    if contact is None:
        return ""
    return without_addresses(contact.how_we_met) or _SOURCES.get(contact.source, "")


def _talk(telling: Telling, talk: ReportTalk) -> TalkLine:
    note = telling.material.book.notes[talk.meeting.path]
    assert isinstance(note, Interview)  # noqa: S101 - a meeting is an interview's
    length = f"{note.duration} min" if note.duration else ""
    parts = (note.mode.replace("-", " "), length)
    what = ", ".join(part for part in parts if part)
    return TalkLine(day=telling.day(talk.meeting.on), what=what)


def _learned(telling: Telling, line: LedgerLine) -> Learned:
    return Learned(
        html=telling.html(line.entry.html, line.note),
        kind=str(line.entry.section),
        who=telling.names(line.people),
        day=telling.day(line.on),
    )


def _title(topic: str) -> str:
    plain = topic.replace("-", " ").replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _stages(
    telling: Telling, questions: Iterable[Asked]
) -> tuple[tuple[str, tuple[AskedLine, ...]], ...]:
    def stage(asked: Asked) -> str:
        note = telling.material.book.notes[asked.question]
        return note.stage if isinstance(note, Question) else ""

    return tuple(
        (
            STAGES[key],
            tuple(
                AskedLine(
                    text=telling.name(one.question),
                    asked=one.asked,
                    answered=one.answered,
                )
                for one in same
            ),
        )
        for key, same in groupby(questions, key=stage)
    )


def _referral(telling: Telling, naming: Naming) -> ReferralLine:
    name = telling.name(naming.person)
    return ReferralLine(
        name=name,
        by=telling.names(naming.by),
        day=telling.day(naming.on),
        why=without_addresses(without_name(naming.why, name)),
        used=_used(telling, naming),
    )


def _used(telling: Telling, naming: Naming) -> str:
    contact, met = naming.contact, naming.met
    said = []
    if contact and contact is not met and (not met or contact.on < met.on):
        on = telling.material.dates.full(contact.on).text
        said.append(f"in contact since {on}")
    if met:
        said.append(f"met on {telling.material.dates.full(met.on).text}")
    if naming.closed:
        said.append("closed")
    return "; ".join(said) or "not used yet"


def _thanks(telling: Telling, talks: Iterable[ReportTalk]) -> Iterator[ThanksLine]:
    for talk in talks:
        for person, event in talk.thanks:
            yield ThanksLine(
                name=telling.name(person),
                talk=telling.day(talk.meeting.on),
                day=telling.day(event.on) if event else None,
                how=without_addresses(event.how) if event else "",
            )


def _reflection(telling: Telling, talk: ReportTalk) -> Reflection:
    path = talk.meeting.path
    parts = (telling.below(one, path, 4) for one in talk.reflection)
    return Reflection(
        who=telling.names(talk.people),
        day=telling.day(talk.meeting.on),
        parts=tuple(one for one in parts if one.strip()),
    )
