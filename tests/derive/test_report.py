"""The report: what is told to somebody else, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from generator.build import build
from generator.config.reading import parse_settings
from generator.config.settings import Settings
from generator.derive.passages import passages
from generator.derive.report import MOST, derive_report
from generator.source import sources_from_texts
from generator.vocabulary import Section
from tests.derive.building import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.report import Report
    from generator.derive.used import Naming

ANA: Final = "contacts/Ana.md"
BO: Final = "contacts/Bo.md"
ONE: Final = "interviews/One.md"
TALK: Final = '---\nwith: "[[Ana]]"\ndate: 2026-02-10\n---\nWe spoke.\n'


def report(texts: Mapping[str, str], settings: Settings | None = None) -> Report:
    """Return the report on some texts."""
    chosen = settings or Settings()
    built = build(sources_from_texts(texts), chosen, {}, today=TODAY)
    return derive_report(built.book, built.facts, built.derived, chosen)


def met(found: Report) -> dict[str, list[str]]:
    """Return who was met, and in which notes."""
    return {
        person: [talk.meeting.path for talk in talks] for person, talks in found.people
    }


def said(found: Report) -> dict[str, list[str]]:
    """Return what was learned by topic."""
    return {topic: [line.entry.text for line in lines] for topic, lines in found.topics}


def test_an_empty_book() -> None:
    """Nothing is told, and no day is the first."""
    found = report({})
    assert (found.talks, found.people, found.topics) == ((), (), ())
    assert (found.questions, found.namings, found.period) == ((), (), None)


def test_interviews_that_were_held() -> None:
    """Those done are told, oldest first, without a day last; none that is to come."""
    found = report(
        {
            ANA: "",
            ONE: TALK,
            "interviews/Older.md": TALK.replace("02-10", "01-10"),
            "interviews/Undated.md": '---\nwith: "[[Ana]]"\nstatus: done\n---\nX.\n',
            "interviews/Soon.md": TALK.replace("02-10", "03-10"),
            "interviews/Missed.md": TALK.replace("date", "status: no-show\ndate"),
            "interviews/Nobody.md": "---\ndate: 2026-02-11\n---\nWe spoke.\n",
        }
    )
    assert met(found) == {
        ANA: ["interviews/Older.md", ONE, "interviews/Undated.md"],
    }
    assert [str(day) for day in found.period or ()] == ["2026-01-10", "2026-02-10"]


PRIVATE: Final = "---\nprivate: true\n---\n"


def test_private_notes_are_not_told() -> None:
    """Neither private interviews nor private people; the others of a panel stay."""
    panel = TALK.replace('"[[Ana]]"', '["[[Ana]]", "[[Bo]]"]')
    found = report(
        {
            ANA: "",
            BO: PRIVATE,
            ONE: panel + "## Advice\n- Both said it\n",
            "interviews/Two.md": TALK.replace("Ana", "Bo"),
            "interviews/Three.md": TALK.replace("date", "private: true\ndate"),
        }
    )
    assert met(found) == {ANA: [ONE]}
    assert [one for one, _ in found.talks[0].thanks] == [ANA]
    assert said(found) == {"": ["Both said it"]}


def test_of_many_the_newest_are_told() -> None:
    """Of very many interviews the newest are told, and how many there are."""
    days = [
        f"20{year}-0{month}-0{day}"
        for year in (24, 25)
        for month in range(1, 7)
        for day in range(1, 6)
    ]
    texts = {f"interviews/{day}.md": TALK.replace("2026-02-10", day) for day in days}
    found = report({ANA: "", **texts})
    assert (len(found.talks), found.all_talks) == (MOST, 60)
    assert [str(day) for day in found.period or ()] == [days[10], days[-1]]


def test_what_was_learned() -> None:
    """Each entry stands once, under its first topic above any `/`; by day."""
    found = report(
        {
            ANA: "## Advice\n- In her note #pay/extra #path\n",
            BO: "## Advice\n- Not met\n",
            "daily/2026-02-01.md": "## Advice\n- [[Ana]] on the stairs\n",
            ONE: TALK + "## Information\n- Twelve hours #Hours\n- No topic\n"
            "## Advice\n- Ask #pay\n"
            "## Private\n### Advice\n- Secret #pay\n",
        }
    )
    assert said(found) == {
        "Hours": ["Twelve hours"],
        "pay": ["Ask", "In her note"],
        "": ["No topic"],
    }


def test_topics_that_are_not_shared() -> None:
    """What the audience `share` hides, nested topics too, is not told either."""
    settings, problems = parse_settings('[audience.share]\nhide_topics = ["Pay"]\n')
    assert problems == ()
    advice = "## Advice\n- One #pay\n- Two #pay/extra\n- Three #payday\n"
    found = report({ANA: "", ONE: TALK + advice}, settings)
    assert said(found) == {"payday": ["Three"]}


def test_questions_asked() -> None:
    """A question counts once a talk; what stands under Private counts nowhere."""
    bank = {f"questions/{one}.md": "" for one in ("Asked", "Answered", "Secret", "No")}
    talk = TALK.replace("date", 'questions: ["[[Asked]]", "[[Answered]]"]\ndate')
    answers = "## [[Answered]]\nYes.\n## Private\n### [[Secret]]\nIt is.\n"
    found = report(
        {
            ANA: "",
            **bank,
            "questions/Hidden.md": PRIVATE,
            ONE: talk + answers + "## [[Hidden]]\nYes.\n",
            "interviews/Two.md": TALK + "## [[Answered]]\nNo.\n",
        }
    )
    assert [(one.question, one.asked, one.answered) for one in found.questions] == [
        ("questions/Answered.md", 2, 2),
        ("questions/Asked.md", 1, 0),
    ]


def naming(line: str, **more: str) -> Naming:
    """Return the referral that one line of an interview says."""
    texts = {ANA: "", ONE: f"{TALK}## Referrals\n{line}\n", **more}
    (found,) = report(texts).namings
    return found


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (" (use my name: yes)", True),
        (" (use my name: no)", False),
        (" (use my name: ask)", False),
        ("", False),
    ],
)
def test_who_may_be_named(answer: str, told: bool) -> None:  # noqa: FBT001
    """Only after a yes is it told who named somebody, when and why."""
    found = naming(f"- [[Bo]] - Ana's cousin{answer}")
    assert found.person == "lead:bo"
    assert (found.by == (ANA,)) is told
    assert (found.on is not None) is told
    assert (found.why == "Ana's cousin") is told


def test_a_reason_that_names_a_private_person() -> None:
    """A reason with a link to somebody hidden is not told."""
    line = "- [[Bo]] - knows [[Cem]] (use my name: yes)"
    assert naming(line, **{"contacts/Cem.md": PRIVATE}).why == ""
    assert naming(line, **{"contacts/Cem.md": ""}).why == "knows Cem"


def test_a_private_referral_is_not_told() -> None:
    """Nobody learns of somebody with a private note, or named in a private one."""
    line = "## Referrals\n- [[Bo]] (use my name: yes)\n"
    assert report({ANA: "", BO: PRIVATE, ONE: TALK + line}).namings == ()
    private = {ANA: "", ONE: TALK, BO: f"{PRIVATE}{line.replace('Bo', 'Ana')}"}
    assert report(private).namings == ()
    assert report({ANA: PRIVATE + line, ONE: TALK}).namings == ()


def test_hidden_referrers_stand_last() -> None:
    """A place among dated referrals would tell the day, and so who it was."""
    lines = (
        "## Referrals\n- [[Zoe]] (use my name: no)\n- [[Bo]] (use my name: yes)\n"
        "- [[Abe]]\n"
    )
    found = report({ANA: "", ONE: TALK + lines}).namings
    assert [one.person for one in found] == ["lead:bo", "lead:abe", "lead:zoe"]


def test_what_became_of_a_referral() -> None:
    """Contact and talks count from the naming on."""
    line = "- [[Bo]] (use my name: yes)"
    assert naming(line).contact is None
    log = "## Log\n- 2026-01-01 asked\n- 2026-02-12 asked\n- 2026-02-20 met\n"
    found = naming(line, **{BO: log})
    assert found.contact is not None
    assert found.met is not None
    assert [str(found.contact.on), str(found.met.on)] == ["2026-02-12", "2026-02-20"]
    assert naming(line, **{BO: "---\nstatus: closed\n---\n"}).closed


@pytest.mark.parametrize(
    ("log", "key", "expected"),
    [
        ("", "", [None, None]),
        ("", "thanked: 2026-02-11", ["2026-02-11", None]),
        ("- 2026-02-12 thanked\n", "", ["2026-02-12", None]),
        ("- 2026-02-20 thanked\n", "", [None, "2026-02-20"]),
        ("", "thanked: 2026-02-21", ["2026-02-21", None]),
        ("- 2026-02-21 thanked\n", "thanked: 2026-02-21", ["2026-02-21", "2026-02-21"]),
        (
            "- 2026-02-12 thanked\n- 2026-02-21 thanked\n",
            "",
            ["2026-02-12", "2026-02-21"],
        ),
        ("- 2026-02-01 thanked\n", "", [None, None]),
    ],
)
def test_thanks(log: str, key: str, expected: list[str | None]) -> None:
    """Thanks belong to the interview whose note says so, else to the one before."""
    found = report(
        {
            ANA: f"## Log\n{log}",
            ONE: TALK.replace("date", f"{key}\ndate") if key else TALK,
            "interviews/Two.md": TALK.replace("02-10", "02-20"),
        }
    )
    events = [event for talk in found.talks for _, event in talk.thanks]
    assert [str(one.on) if one else None for one in events] == expected


def reflections(body: str) -> list[str]:
    """Return the passages under Reflection of an interview, as HTML without tags."""
    built = build(sources_from_texts({ONE: body}), Settings(), {}, today=TODAY)
    found = passages(built.book.notes[ONE].body, Section.REFLECTION)
    texts = ["".join(one for one in part if isinstance(one, str)) for part in found]
    return [" ".join(text.replace("<", " <").split()) for text in texts]


def test_passages() -> None:
    """What stands under a heading of the section is taken, deeper headings too."""
    (found,) = reflections(
        "Before.\n## Reflection\nOne.\n### Next\nTwo.\n## After\nX.\n"
    )
    assert "One." in found
    assert "Two." in found
    assert "X." not in found
    assert "Before." not in found
    two = reflections("## Reflection\nOne.\n## Reflections\nTwo.\n")
    assert len(two) == 2


def test_private_parts_of_a_passage() -> None:
    """A Private heading inside is cut out, whatever stands under it."""
    (found,) = reflections(
        "## Reflection\nOne.\n### Private\nSecret.\n"
        "#### Reflection\nWorse.\n### On\nTwo.\n"
    )
    assert "One." in found
    assert "Two." in found
    assert "Secret." not in found
    assert "Worse." not in found
    assert reflections("## Private\n### Reflection\nSecret.\n") == []


def test_a_private_part_that_cannot_be_cut_out() -> None:
    """Private text within a folded part takes the whole passage with it."""
    body = (
        "## Reflection\nOne.\n\n<details><summary>More</summary>\n\n"
        "### Private\nSecret.\n\n</details>\n"
    )
    assert reflections(body) == []
    assert reflections(body.replace("Private", "Open")) != []
