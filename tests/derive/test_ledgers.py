"""The ledgers: who said it, when, by which topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.ledgers import derive_ledger
from generator.vocabulary import Section
from tests.derive.building import Builder, day, name_of

if TYPE_CHECKING:
    from generator.derive.records import Ledger


def ledger(made: Builder, section: Section = Section.ADVICE) -> Ledger:
    return derive_ledger(made.book(), made.facts(), section)


def said(made: Builder, section: Section = Section.ADVICE) -> list[str]:
    """Return each line as `2026-02-01 Ana+Bo: text`."""
    return [
        f"{line.on} {'+'.join(map(name_of, line.people))}: {line.entry.text}"
        for line in ledger(made, section).lines
    ]


def test_interview() -> None:
    """In an interview everyone in `with` said it, on its day, in its fields."""
    made = Builder()
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.contact("Cem")
    talk = made.interview(
        "2026-02-01", ana, bo, field=("museums",), organizations=("organizations/X.md",)
    )
    made.entry(talk, Section.ADVICE, "Ask Cem", cem)
    made.entry(talk, Section.INFORMATION, "elsewhere")
    assert said(made) == ["2026-02-01 Ana+Bo: Ask Cem"]
    (line,) = ledger(made).lines
    assert line.fields == ("museums",)
    assert line.organizations == ("organizations/X.md",)


def test_contact() -> None:
    """In a contact's note the contact said it, on a day only if it has one."""
    made = Builder()
    work = made.organization("Harbour")
    ana = made.contact("Ana", field=("ports",))
    made.works_at(ana, work)
    made.entry(ana, Section.ADVICE, "undated")
    made.entry(ana, Section.ADVICE, "dated", day=day("2026-02-01"))
    assert said(made) == ["2026-02-01 Ana: dated", "None Ana: undated"]
    line = ledger(made).lines[0]
    assert (line.organizations, line.fields) == ((work,), ("ports",))


def test_page() -> None:
    """In a daily note the people linked in the entry said it, on the note's day."""
    made = Builder()
    ana, bo = made.contact("Ana"), made.lead("Bo")
    made.works_at(ana, "nowhere")
    daily = made.page("daily/2026-02-05.md", day=day("2026-02-05"))
    page = made.page("thoughts.md")
    made.entry(daily, Section.ADVICE, "both", ana, bo, ana, daily, "nowhere")
    made.entry(page, Section.ADVICE, "nobody")
    assert said(made) == ["2026-02-05 Ana+Bo: both", "None : nobody"]
    assert ledger(made).lines[0].organizations == ()


def test_own_day_wins() -> None:
    """A date at the beginning of an entry beats the interview's."""
    made = Builder()
    talk = made.interview("2026-02-01", made.contact("Ana"))
    made.entry(talk, Section.ADVICE, "later", day=day("2026-02-09"))
    assert said(made) == ["2026-02-09 Ana: later"]


def test_referrals_were_said_by_the_referrer() -> None:
    """Of a referral the referrer said it, not the person who is linked."""
    made = Builder()
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.contact("Cem")
    panel = made.interview("2026-02-01", ana, bo)
    daily = made.page("daily/2026-02-02.md", day=day("2026-02-02"))
    page = made.page("page.md")
    for path, referrers in ((panel, bo), (daily, ana), (page, "")):
        made.entry(path, Section.REFERRALS, "Cem", cem, anchor="a-1")
        made.refer(referrers, cem, source=made.source(path, "a-1"))
    made.entry(panel, Section.REFERRALS, "somebody at the port")
    assert said(made, Section.REFERRALS) == [
        "2026-02-02 Ana: Cem",
        "2026-02-01 Bo: Cem",
        "2026-02-01 Ana+Bo: somebody at the port",
        "None : Cem",
    ]


def test_order() -> None:
    """Lines stand newest first, undated last, then by path and place."""
    made = Builder()
    ana = made.contact("Ana")
    old = made.interview("2026-01-01", ana, name="z")
    late = made.interview("2026-02-01", ana, name="y")
    same = made.interview("2026-02-01", ana, name="x")
    for path in (old, late, same, ana):
        made.entry(path, Section.ADVICE, f"1 {path}")
        made.entry(path, Section.ADVICE, f"2 {path}")
    assert [line.entry.text for line in ledger(made).lines] == [
        f"{number} {path}" for path in (same, late, old, ana) for number in (1, 2)
    ]


def test_topics() -> None:
    """Topics stand by name, entries without one last, several topics under each."""
    made = Builder()
    ana = made.contact("Ana")
    for text, topics in (
        ("a", ("pay", "Hours")),
        ("b", ()),
        ("c", ("skill/sql",)),
        ("d", ("hours", "HOURS")),
        ("e", ("skill",)),
    ):
        made.entry(ana, Section.INFORMATION, text, topics=topics)
    groups = ledger(made, Section.INFORMATION).topics
    found = [
        (name, "".join(line.entry.text for line in lines)) for name, lines in groups
    ]
    assert found == [
        ("Hours", "ad"),
        ("pay", "a"),
        ("skill", "e"),
        ("skill/sql", "c"),
        ("", "b"),
    ]


def test_nothing_is_hidden_or_doubled() -> None:
    """Every entry of a section stands in its ledger once, of planned talks too."""
    made = Builder()
    ana = made.contact("Ana")
    for status in ("done", "scheduled", "cancelled", "planned"):
        talk = made.interview("2026-03-09", ana, status=status)
        made.entry(talk, Section.ADVICE, status)
    assert len(ledger(made).lines) == 4


def test_empty() -> None:
    """A book without the section has an empty ledger."""
    assert ledger(Builder()).lines == ()
    assert ledger(Builder()).topics == ()
