"""Somebody's vault becomes a book: by what its notes hold, and without a change."""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pytest

from generator.adopt import Hints, propose
from generator.build import build
from generator.config.reading import parse_settings
from generator.model import Contact, Organization, Question
from generator.source import sources_from_texts
from tests.adopt.vaults import HABITS, RECIPES
from tests.books import ROOT, write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.adopt import Adoption
    from generator.build import BuildResult
    from tests.adopt.vaults import Habit
    from tests.conftest import MakeBook


def adopt(files: Mapping[str, str], hints: Hints | None = None) -> Adoption:
    return propose(
        sources_from_texts(files),
        hints or Hints(),
        content="../vault",
        book_id="5e9d07c1b3f8426a",
        today=TODAY,
    )


def book_of(files: Mapping[str, str], adoption: Adoption) -> BuildResult:
    """Build the book that the proposed settings make, with no problem in them."""
    settings, problems = parse_settings(adoption.toml)
    assert problems == ()
    ignored = {name.casefold() for name in settings.folders.ignore}
    read = {
        path: text
        for path, text in files.items()
        if ignored.isdisjoint(path.casefold().split("/"))
    }
    return build(sources_from_texts(read), settings, {}, today=TODAY)


@pytest.mark.parametrize("habit", HABITS.values(), ids=HABITS)
def test_a_vault_becomes_the_expected_book(habit: Habit) -> None:
    """People, talks with whom and when, companies and events are all there."""
    adoption = adopt(habit.files)
    result = book_of(habit.files, adoption)
    names = {path: PurePosixPath(path).stem for path in result.book.notes}
    found = {names[note.path] for note in result.book.of(Contact)}
    assert found == habit.contacts, adoption.toml
    met = {
        names[one.path]: (names[one.people[0]], str(one.on))
        for one in result.facts.meetings.values()
    }
    assert met == habit.interviews, adoption.toml
    assert len(list(result.book.of(Organization))) == habit.organizations
    assert len(list(result.book.of(Question))) == habit.questions
    events = {
        (str(event.on), str(event.kind), names.get(who, who))
        for who, events in result.facts.events.items()
        for event in events
    }
    assert events == habit.events, adoption.toml


@pytest.fixture(scope="module")
def german() -> Adoption:
    return adopt(HABITS["German"].files)


def test_each_proposal_has_its_evidence(german: Adoption) -> None:
    """What is proposed says why, in numbers and with an example."""
    said = {(one.table, one.yours): one for one in german.proposals}
    firm = said["keys", "Firma"]
    assert (firm.ours, firm.sure, firm.notes) == ("organization", True, 3)
    assert firm.evidence == "on 3 of 3 contact notes, such as `[[Nordlicht GmbH]]`"
    assert (
        said["folders", "02 Firmen"].evidence
        == "2 notes, 2 linked by `Firma` of 3 people"
    )
    named = said["sections", "Weitere Kontakte"]
    assert named.ours == "referrals"
    assert named.evidence == "in 1 note: 1 of 1 items begin with a link to a person"
    assert said["", "language"].ours == "de"


def test_words_of_its_own_are_said(german: Adoption) -> None:
    """A status in German is no status of ours: in doubt, with the word."""
    state = next(one for one in german.proposals if one.yours == "Stand")
    assert not state.sure
    assert "does not know the word `getroffen`" in state.evidence
    assert '#Stand = "status"' in german.toml
    words = [one for one in german.unknown if one.what == "value"]
    assert [(one.name, one.notes, one.remark) for one in words] == [
        ("Stand", 3, "`getroffen`")
    ]


def test_counts_are_those_of_the_book(german: Adoption) -> None:
    """The trial says what `build` finds."""
    result = book_of(HABITS["German"].files, german)
    counts = german.counts
    assert counts.notes == len(result.book.notes) == 9
    assert counts.contacts == 3
    assert (counts.interviews, counts.organizations, counts.questions) == (1, 2, 1)
    assert counts.events == sum(map(len, result.facts.events.values()))
    assert counts.leads == len(result.book.leads) == 1
    assert counts.referrals == len(result.facts.referrals)
    assert (counts.pages, counts.daily) == (2, 1)


def test_templates_are_no_notes(german: Adoption) -> None:
    """A folder of templates is left out, by its name in any language and by marks."""
    assert 'ignore = ["templates", "Vorlagen"]' in german.toml
    english = adopt(HABITS["by folder"].files)
    assert 'ignore = ["templates", "_templates"]' in english.toml


def test_what_is_unknown_is_said_with_an_example() -> None:
    """Keys and headings that mean nothing, and folders of pages, by frequency."""
    files = {
        f"People/{name} Doe.md": f"---\nShoes: 4{n}\n---\n## Pets\n- a cat\n"
        for n, name in enumerate(("Ann", "Bob", "Cy"))
    } | {f"Songs/{n}.md": "La.\n" for n in range(4)}
    found = {(x.what, x.name): (x.notes, x.remark) for x in adopt(files).unknown}
    assert found["key", "Shoes"] == (3, "`40`")
    assert found["heading", "Pets"] == (3, "`a cat`")
    assert found["folder", "Songs"] == (4, "pages")


def test_recipes_are_no_book() -> None:
    """Where nobody is found nothing is proposed, whatever looks alike."""
    adoption = adopt(RECIPES)
    assert not adoption.is_book
    assert [one for one in adoption.proposals if one.sure] == []
    assert adopt({}).counts.notes == 0


def test_topic_tags_say_no_kind() -> None:
    """Notes that a folder places already are no interviews for a tag they share."""
    files = {
        f"{folder}/{n} Ann.md": f"---\nemail: a{n}@mail.example\n---\n#pay\n"
        for n in range(4)
        for folder in ("contacts",)
    } | {
        f"interviews/2026-01-0{n}.md": f'---\nwith: "[[{n} Ann]]"\n---\n#pay #hours\n'
        for n in range(1, 4)
    }
    assert [one for one in adopt(files).proposals if one.table == "tags"] == []


DOUBTS: Final = {
    "a link from people to people may be a friend": (
        {
            f"People/{a}.md": f'---\nBestie: "[[{b}]]"\n---\n'
            for a, b in (("Ann Lee", "Bo Ray"), ("Bo Ray", "Ann Lee"))
        },
        "Bestie",
        "referred_by",
    ),
    "a heading of dated items may be no log": (
        {
            f"People/{a}.md": "## Was\n" + "- 2026-01-02 Telefonat\n" * 3
            for a in ("Ann Lee", "Bo Ray")
        },
        "Was",
        "log",
    ),
    "two keys of one note cannot mean the same": (
        {
            f"People/{a}.md": "---\nemail: a@mail.example\nMail: b@mail.example\n---\n"
            for a in ("Ann Lee", "Bo Ray")
        },
        "Mail",
        "email",
    ),
    "a folder of names that days link may be people": (
        {f"Lot/{a}.md": "Nice.\n" for a in ("Ann Lee", "Bo Ray", "Cy Fox")}
        | {f"2026-01-0{n}.md": "[[Ann Lee]] [[Bo Ray]] [[Cy Fox]]\n" for n in (1, 2)}
        | {"People/Di Moe.md": ""},
        "Lot",
        "contact",
    ),
}


@pytest.mark.parametrize(("files", "yours", "ours"), DOUBTS.values(), ids=DOUBTS)
def test_what_is_in_doubt_is_a_comment(
    files: Mapping[str, str], yours: str, ours: str
) -> None:
    """It stands in the settings with its evidence, and does not hold."""
    adoption = adopt(files)
    found = [one for one in adoption.proposals if one.yours == yours]
    assert [(one.ours, one.sure) for one in found] == [(ours, False)]
    line = next(x for x in adoption.toml.splitlines() if yours in x and x[0] == "#")
    assert ours in line
    assert yours not in str(tomllib.loads(adoption.toml))


def test_attendees_are_no_referrals() -> None:
    """A list of those who were there names nobody new."""
    files = {
        f"Meetings/2026-01-0{n}.md": f'---\nwith: "[[Ann Lee]]"\ndate: {n}\n---\n'
        "## Participants\n- [[Ann Lee]]\n- [[Bo Ray]]\n"
        for n in (1, 2, 3)
    } | {"People/Ann Lee.md": "", "People/Bo Ray.md": ""}
    found = adopt(files).proposals
    assert [one for one in found if one.table == "sections"] == []


def test_the_editors_settings_are_evidence(tmp_path: Path) -> None:
    """Obsidian's own folders for templates and daily notes count; broken files not."""
    from generator.adopt import read_hints

    write_files(
        tmp_path / ".obsidian",
        {
            "app.json": '{"userIgnoreFilters": ["Archive/", "/re/", 3]}',
            "daily-notes.json": '{"folder": "Log/Tage", "format": "DD.MM.YYYY"}',
            "templates.json": '{"folder": "/Meta/Muster/"}',
            "plugins/templater-obsidian/data.json": "{broken",
        },
    )
    hints = read_hints(tmp_path)
    assert hints.daily == "Log/Tage"
    assert hints.excluded == ("Archive",)
    files = {
        "People/Ann Lee.md": "",
        "Meta/Muster/Person.md": "---\nrole:\n---\n",
        "Log/Tage/01.02.2026.md": "Cold.\n",
        "Archive/Old.md": "Old.\n",
    }
    adoption = adopt(files, hints)
    settings = tomllib.loads(adoption.toml)
    assert settings["folders"]["daily"] == ["Tage"]
    assert settings["folders"]["ignore"] == ["templates", "Muster"]
    assert '# perhaps ignore: "Archive": 1 note' in adoption.toml
    assert ("name", "DD.MM.YYYY") in {(x.what, x.name) for x in adoption.unknown}
    assert read_hints(tmp_path / "nowhere") == Hints()


def test_how_tasks_are_written_is_taken_over() -> None:
    """A vault that dates its tasks as Dataview does goes on so."""
    files = {"People/Ann Lee.md": "- [ ] write [due:: 2026-01-02]\n"}
    assert tomllib.loads(adopt(files).toml)["tasks"] == {"write": "dataview"}
    files = {"People/Ann Lee.md": "- [ ] write 📅 2026-01-02\n"}
    assert "tasks" not in tomllib.loads(adopt(files).toml)


def test_a_network_may_be_of_computers() -> None:
    """A word with other meanings needs notes that look like people."""
    routers = {f"Network/{name}.md": "Blinks.\n" for name in ("router", "switch")}
    assert adopt(routers).counts.contacts == 0
    people = {f"Network/{name}.md": "Nice.\n" for name in ("Ann Lee", "Bo Ray")}
    assert adopt(people).counts.contacts == 2


def test_a_book_of_ours_needs_no_settings(book: MakeBook) -> None:
    """Folders, keys and headings that mean what they do anyway are not proposed."""
    sample = {
        file.relative_to(ROOT / "content").as_posix(): file.read_text(encoding="utf-8")
        for file in (ROOT / "content").rglob("*.md")
    }
    adoption = adopt(sample)
    assert [one for one in adoption.proposals if one.sure] == []
    plain = book(sample)
    assert adoption.counts.contacts == len(list(plain.book.of(Contact)))
    assert adoption.counts.events == sum(map(len, plain.facts.events.values()))
