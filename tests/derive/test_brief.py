"""The brief as data: who, through whom, what is open, what to ask; nothing private."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.settings import Settings
from generator.derive.briefs import BriefGround, brief_of_contact, brief_of_interview
from generator.derive.briefs.room import Room, short, width
from generator.derive.briefs.when import zone_of
from tests.derive.test_from_texts import built

if TYPE_CHECKING:
    from generator.derive.briefs.records import Brief

ANA: Final = "contacts/Ana Silva.md"
TALK: Final = "interviews/2026-03-05 Ana.md"
AMSTERDAM: Final = Settings(timezone="Europe/Amsterdam")
WITH: Final = 'with: "[[Ana Silva]]"\n'


def ground(texts: dict[str, str], settings: Settings = AMSTERDAM) -> BriefGround:
    result = built(texts)
    return BriefGround(
        book=result.book,
        facts=result.facts,
        derived=result.derived,
        settings=settings,
    )


def of_ana(texts: dict[str, str]) -> Brief:
    return brief_of_contact(ground({ANA: "", **texts}), ANA)


def of_talk(keys: str, text: str = "", **more: str) -> Brief:
    note = f"---\n{WITH}date: 2026-03-05T08:30\n{keys}---\n{text}"
    return brief_of_interview(ground({ANA: "", TALK: note, **more}), TALK)


def clocks(brief: Brief) -> list[str]:
    assert brief.appointment
    return [f"{one.at:%a %H:%M} {one.zone}" for one in brief.appointment.clocks]


CLOCKS: Final = {
    "another zone of the contact": (
        "",
        "timezone: Asia/Seoul",
        ["Thu 08:30 Europe/Amsterdam", "Thu 16:30 Asia/Seoul"],
    ),
    "a zone of the interview": (
        "timezone: America/New_York\n",
        "",
        ["Thu 14:30 Europe/Amsterdam", "Thu 08:30 America/New_York"],
    ),
    "another day there": (
        "",
        "timezone: Pacific/Honolulu",
        ["Thu 08:30 Europe/Amsterdam", "Wed 21:30 Pacific/Honolulu"],
    ),
    "the same time under another name": ("", "timezone: Europe/Berlin", []),
    "nothing said": ("", "", []),
    "no such zone": ("", "timezone: Mars/Olympus", []),
    "met in person": ("mode: in-person\n", "timezone: Asia/Seoul", []),
}


@pytest.mark.parametrize("case", CLOCKS)
def test_clocks(case: str) -> None:
    """Where clocks differ, yours and theirs are both said; yours is the meeting's."""
    talk, contact, wanted = CLOCKS[case]
    brief = of_talk(talk, **{ANA: f"---\n{contact}\n---\n"})
    assert clocks(brief) == wanted
    assert brief.appointment
    assert brief.appointment.when
    at = brief.appointment.when.at
    assert f"{at:%a %H:%M}"[4:] == (wanted[0][4:9] if wanted else "08:30")


def test_without_a_zone_of_one_s_own_the_time_is_as_written() -> None:
    """Nobody can say what your clock shows where the settings name no zone."""
    texts = {
        ANA: "---\ntimezone: Asia/Seoul\n---\n",
        TALK: f"---\n{WITH}date: 2026-03-05T08:30\n---\n",
    }
    assert clocks(brief_of_interview(ground(texts, Settings()), TALK)) == []


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe", "\0"])
def test_no_such_zone(name: str) -> None:
    """A name that is no zone is none, whatever it is instead."""
    assert zone_of(name) is None


def test_the_end_of_time_is_no_obstacle() -> None:
    """A day whose other clock would leave the calendar keeps its time."""
    note = f"---\n{WITH}date: 9999-12-31T23:30\n---\n"
    texts = {ANA: "---\ntimezone: Asia/Seoul\n---\n", TALK: note}
    assert clocks(brief_of_interview(ground(texts), TALK)) == []


NAMES: Final = {
    "yes": ("- [[Ana Silva]] - runs the port (use my name: yes)", "yes"),
    "no": ("- [[Ana Silva]] - runs the port (use my name: no)", "no"),
    "ask": ("- [[Ana Silva]] (use my name: ask)", "ask"),
    "not said": ("- [[Ana Silva]]", ""),
}


@pytest.mark.parametrize("case", NAMES)
def test_whether_the_name_may_be_used(case: str) -> None:
    """Who named them, when, and whether the name may be used."""
    line, may = NAMES[case]
    talk = (
        f'---\nwith: "[[Bo]]"\ndate: 2026-02-01\n---\nWe met.\n## Referrals\n{line}\n'
    )
    who = of_ana({"contacts/Bo.md": "", "interviews/a.md": talk}).people.shown[0]
    (named,) = who.named.shown
    assert (named.referral.referrers, str(named.referral.on), named.may_use_name) == (
        ("contacts/Bo.md",),
        "2026-02-01",
        may,
    )
    assert who.way == ("contacts/Bo.md",)


def test_promises_of_both() -> None:
    """A task that begins with a link to a person is theirs, any other mine."""
    text = "## Follow-up\n- [ ] send the book 📅 2026-03-09\n- [x] call\n"
    text += "- [ ] [[Ana Silva]] looks for the map\n## Prep\n- [ ] print it\n"
    brief = of_ana({ANA: text})
    assert [(one.text, str(one.on)) for one in brief.mine.shown] == [
        ("send the book", "2026-03-09")
    ]
    assert [one.text for one in brief.theirs.shown] == ["Ana Silva looks for the map"]


def test_referrals_that_wait() -> None:
    """Whom they named and nobody wrote to, or whom to tell them about, is open."""
    talk = f"---\n{WITH}date: 2026-02-01\n---\nWe met.\n## Referrals\n"
    talk += "- [[Bo]] (use my name: yes)\n- [[Cem]] (use my name: yes)\n- [[Dee]]\n"
    bo = "## Log\n- 2026-02-10 asked\n"
    thanks = "## Log\n- 2026-02-02 thanked\n"
    brief = of_ana({"interviews/a.md": talk, "contacts/Bo.md": bo, ANA: thanks})
    states = {
        one.referral.person: one.state for one in brief.mine.shown if one.referral
    }
    assert states == {
        "contacts/Bo.md": "tell-contacted",
        "lead:cem": "unused",
        "lead:dee": "permission",
    }


def test_advice_says_whether_it_was_done() -> None:
    """Advice with a box to tick says where it stands, the rest nothing."""
    text = "## Advice\n- [x] read it ✅ 2026-02-20\n- [ ] call her\n- be kind\n"
    talk = f"---\n{WITH}date: 2026-02-01\n---\n{text}"
    told = of_ana({"interviews/a.md": talk}).advice.shown
    assert [(one.text, str(one.state or "")) for one in told] == [
        ("read it", "done"),
        ("call her", "open"),
        ("be kind", ""),
    ]


def test_colleagues_now_and_formerly() -> None:
    """Everyone else at the same place, those one has to do with first."""
    at = "---\norganization: '[[Lumen]]'\n---\n"
    brief = of_ana(
        {
            "organizations/Lumen.md": "---\nindustry: light\n---\n",
            ANA: at,
            "contacts/Bo.md": at,
            "contacts/Cem.md": at + "## Log\n- 2026-02-18 asked\n",
            "contacts/Dee.md": "---\npast_organizations: '[[Lumen]]'\n---\n",
        }
    )
    (place,) = brief.workplaces
    assert [
        (one.person[9:-3], one.former, one.status) for one in place.colleagues.shown
    ] == [
        ("Cem", False, "asked"),
        ("Bo", False, "to-research"),
        ("Dee", True, "to-research"),
    ]
    assert place.industry == "light"


BANK: Final = {
    "questions/Day.md": "---\nstage: middle\n---\n",
    "questions/Gap.md": "---\nstage: open\n---\n",
    "questions/Name.md": "---\nstage: close\nmust_ask: true\n---\n",
    "questions/Own.md": "---\nstage: middle\n---\n",
    "questions/Told.md": "---\nstage: open\n---\n",
    "contacts/Bo.md": "### [[Day]]\nLong.\n### [[Own]]\nSo.\n### [[Told]]\nYes.\n",
    ANA: "### [[Told]]\nNo.\n",
}


def asked(brief: Brief) -> list[str]:
    return [
        f"{stage}: {', '.join(one.text for one in asks)}" for stage, asks in brief.asks
    ]


def test_what_to_ask() -> None:
    """Questions stand by stage, with what others said; the known ones are left out."""
    brief = of_talk("questions: ['[[Own]]', '[[Not in the bank]]']\n", **BANK)
    assert asked(brief) == [
        "open: Gap",
        "middle: Own, Day",
        "close: Name",
        ": Not in the bank",
    ]
    assert brief.asks_more == 0
    heard = {one.text: one.heard for _, asks in brief.asks for one in asks}
    assert heard["Gap"] is None
    assert heard["Day"]
    assert (heard["Day"].text, heard["Day"].people) == ("Long.", ("contacts/Bo.md",))


def test_what_was_answered_stands_only_where_it_is_listed() -> None:
    """A question of the interview's own is asked again, with what they said then."""
    assert "Told" not in str(asked(of_talk("", **BANK)))
    brief = of_talk("questions: '[[Told]]'\n", **BANK)
    told = next(one for _, asks in brief.asks for one in asks if one.text == "Told")
    assert told.own
    assert told.before
    assert told.before.text == "No."


def test_must_asks_come_first_and_the_rest_is_counted() -> None:
    """However many questions there are, the page names how many it leaves out."""
    bank = {f"questions/Q{i}.md": "" for i in range(60)}
    bank |= {f"questions/Must {i}.md": "---\nmust_ask: true\n---\n" for i in range(3)}
    brief = of_talk("", **bank)
    texts = [one.text for _, asks in brief.asks for one in asks]
    assert texts[:3] == ["Must 0", "Must 1", "Must 2"]
    assert len(texts) + brief.asks_more == 63
    assert 3 < len(texts) < 12


def test_prep() -> None:
    """The Prep section stands as lines, without its heading and what is below."""
    text = "## Prep\n- Read [[Ana Silva|her]] page\n- [ ] print\n\n"
    text += "### Paper\nTwo & more.\n\n## Log\n- 2026-03-01 confirmed\n"
    assert of_talk("", text).prep.shown == (
        "Read her page",
        "☐ print",
        "Paper",
        "Two & more.",
    )


WORD: Final = "xyzzy"
# Notes by path; a bar stands for the end of a line.
HIDDEN: Final = {
    "under Private in the contact": {
        ANA: "## Private|- [ ] xyzzy|### Advice|- xyzzy|### Log"
        "|- 2026-02-01 replied: xyzzy"
    },
    "under Private within Prep": {TALK: "## Prep|- fine|### Private|xyzzy"},
    "under Private in a folded part": {
        TALK: "## Prep|- fine||<details><summary>more</summary>||### Private|xyzzy"
        "||</details>||- and this"
    },
    "in an answer above Private": {
        "contacts/Bo.md": "## [[Day]]|fine|### Private|xyzzy"
    },
    "in an answer under Private": {"contacts/Bo.md": "## Private|### [[Day]]|xyzzy"},
    "in a private contact": {
        ANA: "---|private: true|role: xyzzy|how_we_met: xyzzy|interests: xyzzy|---"
        "|## Advice|- xyzzy|## Follow-up|- [ ] xyzzy|## Log|- 2026-02-01 replied: xyzzy"
    },
    "in a private interview before": {
        "interviews/2026-02-01 Ana.md": "---|with: '[[Ana Silva]]'|date: 2026-02-01"
        "|private: true|topics: xyzzy|---|xyzzy|## Advice|- xyzzy|## Information"
        "|- xyzzy #pay|### [[Day]]|xyzzy|## Referrals|- [[xyzzy]]|- [ ] xyzzy"
    },
    "in the private interview itself": {
        TALK: "PRIVATE## Prep|xyzzy|### [[xyzzy]]",
    },
    "in a private colleague": {
        "contacts/xyzzy.md": "---|private: true|organization: '[[Lumen]]'|---"
        "|## Referrals|- [[Ana Silva]]|### [[Day]]|yes"
    },
    "in a private question": {
        "questions/xyzzy.md": "---|private: true|must_ask: true|---"
    },
    "in a private organization": {
        "organizations/Lumen.md": "---|private: true|industry: xyzzy|---"
    },
    "in a private daily note": {
        "daily/2026-02-03.md": "---|private: true|---|## Log"
        "|- replied [[Ana Silva]]: xyzzy|## Referrals|- [[Ana Silva]] - [[xyzzy]]"
    },
}


@pytest.mark.parametrize("case", HIDDEN)
def test_nothing_private_is_on_it(case: str) -> None:
    """What is private is in no part of any brief: it lies on a café table."""
    hidden = {path: text.replace("|", "\n") for path, text in HIDDEN[case].items()}
    texts = {
        ANA: "---\norganization: '[[Lumen]]'\n---\n",
        "contacts/Bo.md": "",
        "organizations/Lumen.md": "",
        "questions/Day.md": "",
        **hidden,
    }
    talk = texts.get(TALK, "")
    private = "private: true\nplace: xyzzy\n" if talk.startswith("PRIVATE") else ""
    keys = f"---\n{WITH}date: 2026-03-05T08:30\n{private}---\n"
    made = ground({**texts, TALK: keys + talk.removeprefix("PRIVATE")})
    assert WORD not in repr(brief_of_interview(made, TALK))
    assert WORD not in repr(brief_of_contact(made, ANA))


def test_nothing_but_a_name() -> None:
    """A contact of whom nothing is known has a brief without any part."""
    brief = of_ana({})
    (who,) = brief.people.shown
    assert who.is_bare
    assert brief.appointment is None
    parts = (brief.workplaces, brief.asks, brief.prep.shown, brief.mine.shown)
    assert not any(parts)


def test_a_contact_s_brief_has_the_next_interview() -> None:
    """Of several interviews to come the first one counts, a past one never."""
    texts = {
        ANA: "",
        "interviews/a.md": f"---\n{WITH}date: 2026-04-01\n---\n",
        "interviews/b.md": f"---\n{WITH}date: 2026-03-09\n---\n",
        "interviews/c.md": f"---\n{WITH}---\n",
        "interviews/d.md": f"---\n{WITH}date: 2026-02-01\n---\n",
    }
    brief = brief_of_contact(ground(texts), ANA)
    assert brief.appointment
    assert brief.appointment.path == "interviews/b.md"


@given(st.text(max_size=300), st.integers(5, 60))
def test_a_short_text_is_short(text: str, most: int) -> None:
    """What is cut fits and says that it goes on; what fits is whole."""
    cut = short(text, most)
    assert width(cut) <= most + 2
    if cut != " ".join(text.split()):
        assert cut.endswith("…")


@given(st.lists(st.integers(1, 9)), st.integers(-5, 60), st.integers(1, 20))
def test_nothing_is_lost_uncounted(costs: list[int], left: int, most: int) -> None:
    """What is shown and what is left out are all there is."""
    room = Room(left)
    some = room.some(costs, most, lambda cost: cost)
    assert len(some.shown) + some.more == len(costs)
    assert some.shown == tuple(costs[: len(some.shown)])
