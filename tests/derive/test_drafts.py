"""Drafted messages: what they say, what they leave out, and whom they never name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from generator.config.reading import parse_settings
from generator.derive.drafts import draft_of, remarks_on
from generator.derive.drafts.calling import call_name
from generator.derive.drafts.wording import as_deed, first_sentence, say_met, to_you
from generator.render.messages import as_text, write_message
from generator.vocabulary import MESSAGES
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import ROOT
from tests.conftest import TODAY, texts_of
from tests.render.building import book_of

if TYPE_CHECKING:
    from generator.build import BuildResult

CASES: Final = Path(__file__).parent.parent / "cases" / "drafts.md"
OWNER: Final = "Orla Brannigan"


def book(text: str) -> BuildResult:
    """Build a book of texts behind lines `=== path`."""
    texts = dict(texts_of(text))
    toml = texts.pop("airbook.toml", f'owner = "{OWNER}"\n')
    return book_of(texts, parse_settings(toml, "airbook.toml")[0], today=TODAY)


def person(result: BuildResult, name: str) -> str:
    """Return the note or lead of a name."""
    people = result.facts.statuses
    return next(one for one in people if result.book.name_of(one) == name)


def message(
    result: BuildResult, kind: str, target: str, about: str | None = None
) -> str:
    """Return a message as text."""
    draft = draft_of(result.material.drafts, kind, target, about)
    return as_text(write_message(draft, result.material.templates))


def drafted(case: str) -> str:
    """Return the message that a case asks for: `thanks Ana about Bo`, then a book."""
    head, _, texts = case.partition("\n")
    kind, _, names = head.partition(" ")
    name, _, about = names.partition(" about ")
    result = book(texts)
    subject = person(result, about) if about else None
    return message(result, kind, person(result, name), subject)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param(case, expected, id=title)
        for _, title, case, expected in read_fixture_file(CASES)
    ],
)
def test_what_a_message_says(case: str, expected: str) -> None:
    """One case for each thing that a message may say, or must not."""
    assert drafted(case).rstrip() == expected.rstrip()


@cache
def sample() -> BuildResult:
    """Return the sample book."""
    return build_book(open_workspace(ROOT, today=TODAY, pinned=True))


MET: Final = ("Tiago Brandão", "Bo Li", "Fenna de Wit", "Rhiannon Pryce")


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_draft_of_the_sample_is_short(kind: str) -> None:
    """Nobody answers a long mail: each has less than a hundred words."""
    result = sample()
    for target in result.facts.statuses:
        draft = draft_of(result.material.drafts, kind, target)
        written = write_message(draft, result.material.templates)
        assert written.subject
        assert 15 < written.words < 100


@pytest.mark.parametrize("kind", MESSAGES)
@pytest.mark.parametrize("name", MET)
def test_full_notes_leave_no_gap(kind: str, name: str) -> None:
    """What is asked, met and written up fills every message."""
    text = message(sample(), kind, person(sample(), name))
    assert "[" not in text


# Words that stand nowhere in the templates.
WORD: Final = st.text("bdfgkzqxвжзмनकम", min_size=5, max_size=9)
SECRET: Final = st.builds("Zqx{}".format, WORD)
LINES: Final = (
    "## Advice\n- {} and more of it.\n",
    "## Information\n- It is {} all day.\n",
    "## Follow-up\n- [ ] send her the {} 📅 2026-03-09\n",
    "## Follow-up\n- [ ] [[Ana Silva]] brings {}\n",
    "## Referrals\n- [[{}]] - knows (use my name: yes)\n",
)
HIDING: Final = (
    "## Private\n#{}",  # under a heading Private
    "%%\n{}\n%%\n",
    "<!--\n{}\n-->\n",
)


@pytest.mark.parametrize("line", LINES)
def test_what_is_not_private_may_be_said(line: str) -> None:
    """The other half of the next law: in the open each of these is in a message."""
    note = f'---\nwith: "[[Ana Silva]]"\ndate: 2026-02-27\n---\nWords.\n{line}'
    texts = {"contacts/Ana Silva.md": "", "interviews/b.md": note.format("Zqxbdfgk")}
    result = book_of(texts, today=TODAY)
    said = (message(result, kind, "contacts/Ana Silva.md") for kind in MESSAGES)
    assert "Zqxbdfgk" in "".join(said)


@settings(max_examples=60)
@given(st.data())
def test_nothing_private_is_ever_said(data: st.DataObject) -> None:
    """What stands under Private, in a comment or a private note is in no message."""
    secret = data.draw(SECRET)
    part = data.draw(st.sampled_from(LINES)).format(secret)
    hidden = data.draw(st.sampled_from((*HIDING, "private: true")))
    head = 'with: "[[Ana Silva]]"\ndate: 2026-02-27\n'
    if hidden == "private: true":
        # The secret stands in one note, which is private as a whole.
        texts = {"interviews/b.md": f"---\n{head}private: true\n---\n{part}"}
    else:
        texts = {"interviews/b.md": f"---\n{head}---\nWords.\n\n{hidden.format(part)}"}
    result = book_of({"contacts/Ana Silva.md": "", **texts}, today=TODAY)
    for kind in MESSAGES:
        for target in result.facts.statuses:
            if secret not in result.book.name_of(target):
                assert secret not in message(result, kind, target)


@settings(max_examples=60)
@given(
    name=SECRET,
    answer=st.sampled_from(("", " (use my name: no)", " (use my name: ask)")),
    said=st.sampled_from(
        ("{}", "{0} and {0}", "ask {}", "with {} again", "{}'s", "({})")
    ),
    kind=st.sampled_from(MESSAGES),
)
def test_who_may_not_be_named_is_not(
    name: str, answer: str, said: str, kind: str
) -> None:
    """A referrer without a yes is in no message to whom they named, in no words."""
    told = said.format(name)
    result = book_of(
        {
            f"contacts/{name} Vex.md": f"## Referrals\n- [[Ana Silva]]{answer}\n",
            "contacts/Ana Silva.md": f"---\nrole: {told}\nfield: [{told!r}]\n"
            f'how_we_met: "at {told}"\nnext: 2026-03-05\nnext_action: send her {told}\n'
            f"---\n## Follow-up\n- [ ] send her {told}\n",
            "interviews/a.md": '---\nwith: "[[Ana Silva]]"\ndate: 2026-02-27\n'
            f"topics: [{told!r}]\n---\n## Advice\n- Never go {told} alone.\n"
            f"- [x] Go {told} twice. ✅ 2026-02-28\n",
            "interviews/b.md": '---\nwith: "[[Ana Silva]]"\nstatus: requested\n'
            f"topics: [{told!r}]\n---\n",
        },
        today=TODAY,
    )
    assert name not in message(result, kind, "contacts/Ana Silva.md")


@pytest.mark.parametrize(
    ("name", "aliases", "called"),
    [
        ("Ana Silva", (), "Ana"),
        ("Geert-Jan Ooms", ("GJ",), "Geert-Jan"),
        ("Máire Ní Dhúill", (), "Máire"),
        ("Cher", (), "Cher"),
        ("Dr. Zsófia Kőszegi van den Broek", (), "Zsófia"),
        ("Dr. Berg", (), "Dr. Berg"),
        ("Prof. Dr. Ana Silva PhD", (), "Ana"),
        ("J. R. Smith", (), "J. R. Smith"),
        ("Silva, Ana", (), "Silva, Ana"),
        ("Ana Silva (recruiter)", (), "Ana"),
        ("van den Berg Anna", (), "van den Berg Anna"),
        ("ana silva", (), "ana"),
        ("山田 太郎", ("Yamada-san",), "山田 太郎"),
        ("김하늘", ("Kim Ha-neul",), "김하늘"),
        ("Ірина Бондаренко", (), "Ірина Бондаренко"),
        ("Ірина Бондаренко", ("Ірина",), "Ірина"),
        ("سلمى الحداد", (), "سلمى الحداد"),
        ("(x)", (), "(x)"),
        ("R2 D2", (), "R2 D2"),
    ],
)
def test_what_to_call_somebody(
    name: str, aliases: tuple[str, ...], called: str
) -> None:
    """The given name where it is plain which that is, else the whole name."""
    assert call_name(name, aliases) == called


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("send her the thesis", "send you the thesis"),
        ("send her thesis back", ""),
        ("give him his book", ""),
        ("tell them when it opens", "tell you when it opens"),
        ("give Ana the book", "give you the book"),
        ("send Ana Silva's book", ""),
        ("Ana's book to the binder", ""),
        ("write to her again", "write to you again"),
        ("find a book for him", "find a book for you"),
        ("send the thesis", "send the thesis"),
        ("look up the firm", ""),
        ("ask whether she is paid", ""),
        ("send them what they asked for", ""),
        ("", ""),
    ],
)
def test_a_task_becomes_a_promise(task: str, said: str) -> None:
    """Only where it is plain that it is for the reader."""
    assert to_you(task, ("Ana Silva", "Ana")) == said


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Send you the thesis.", ("send you the thesis", True)),
        ("to send you the thesis!", ("send you the thesis", True)),
        ("the thesis for you", ("the thesis for you", False)),
        ("den Brief für you", ("den Brief für you", False)),
        ("send", ("send", False)),
    ],
)
def test_a_promise_completes_i_will(text: str, deed: tuple[str, bool]) -> None:
    """Where it begins with a verb that is known to be one."""
    assert as_deed(text) == deed


@pytest.mark.parametrize(
    ("how", "when", "said"),
    [
        ("at the fair; she was late", "", "at the fair"),
        ("In Porto. Rain.", "2016", "in Porto"),
        ("at her wedding", "2016", "in 2016"),
        ("table 14", "2016-08", "in August 2016"),
        ("table 14", "2016-08-02", "in August 2016"),
        ("table 14", "2016-13", ""),
        ("table 14", "long ago", ""),
        ("", "", ""),
    ],
)
def test_where_people_met(how: str, when: str, said: str) -> None:
    """An end to "We met", or nothing."""
    assert say_met(how, when) == said


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One page. She reads no second.", "One page."),
        ("No end", "No end"),
        ("“Say it first.” Then explain.", "Say it first."),
        ('"One." "Two." Three.', "One."),
        ("Version 2.5 is out! Really.", "Version 2.5 is out!"),
        ("紙を持つ。地図も。", "紙を持つ。"),
        ("  two\n lines  ", "two lines"),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    """On one line, out of its quotation marks."""
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("kind", "texts", "said"),
    [
        ("outreach", {"Cleo.md": "- [[Ana]] (use my name: no)"}, "do not mention Cleo"),
        (
            "outreach",
            {"Cleo.md": "- [[Ana]] (use my name: ask)"},
            "ask Cleo before you use the name",
        ),
        (
            "nudge",
            {"Cleo.md": "- [[Ana]]"},
            "nobody asked Cleo yet whether the name may be used",
        ),
        ("outreach", {"Cleo.md": "- [[Ana]] (use my name: yes)"}, ""),
        ("thanks", {"Cleo.md": "- [[Ana]] (use my name: no)"}, ""),
        (
            "nudge",
            {"Ana.md": "## Log\n- 2026-02-02 asked\n- 2026-02-03 replied"},
            "Ana has answered since you wrote",
        ),
        ("nudge", {"Ana.md": "## Log\n- 2026-02-02 asked"}, ""),
        (
            "update",
            {"Ana.md": "---\ndo_not_contact: true\n---\n"},
            "the notes say not to write to Ana now",
        ),
    ],
)
def test_what_the_writer_should_know(
    kind: str, texts: dict[str, str], said: str
) -> None:
    """What was left out, and what speaks against writing at all."""
    notes = {
        f"contacts/{name}": text
        if "##" in text or "---" in text
        else f"## Referrals\n{text}\n"
        for name, text in ({"Ana.md": ""} | texts).items()
    }
    result = book_of(notes, today=TODAY)
    remarks = remarks_on(result.material.drafts, kind, "contacts/Ana.md")
    assert "; ".join(remarks) == said


def test_a_later_panel_is_thanked_by_each() -> None:
    """Who was in the room may read what was said there; advice has one author."""
    result = book(
        "=== contacts/Ana.md\n=== contacts/Bo.md\n=== interviews/a.md\n---\n"
        'with: ["[[Ana]]", "[[Bo]]"]\ndate: 2026-02-27\n---\n## Advice\n'
        "- [x] Bring a torch everywhere. ✅ 2026-02-28\n"
    )
    assert "“Bring a torch everywhere.”" in message(result, "thanks", "contacts/Bo.md")
    assert "You gave me" not in message(result, "update", "contacts/Bo.md")


def test_dates_are_as_the_settings_say() -> None:
    """In the order of the settings, the year where it is another."""
    for form, said in (
        ("2026-01-02", "2025-12-05"),
        ("Jan 2, 2026", "December 5, 2025"),
        ("2 Jan 2026", "5 December 2025"),
    ):
        result = book(
            f'=== airbook.toml\ndate_format = "{form}"\n=== contacts/Ana.md\n'
            "## Log\n- 2025-12-05 met\n"
        )
        assert f"talk on {said}" in message(result, "thanks", "contacts/Ana.md")
