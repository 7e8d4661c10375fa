"""Who is in the book gets no second note; a key that has a value keeps it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from generator.derive.identities import (
    email_key,
    fold_organization,
    profile_key,
    same_organization,
)
from generator.imports.plan import Choices
from generator.imports.proposals import Proposal
from generator.imports.records import Person
from generator.imports.selecting import Selection
from generator.model import Contact
from generator.vocabulary import Kind
from tests.imports.planning import Importing, outcomes

if TYPE_CHECKING:
    from tests.conftest import MakeBook

ANA: Final = """---
organization: "[[Blue Door]]"
email: ana@x.example  # private
phone:
linkedin: https://pt.linkedin.com/in/ana-silva/
---
# Ana Silva

Met in Porto.
"""
FULL: Final = Person(
    line=2,
    name="Ana Silva",
    emails=("ana@x.example", "a@y.example"),
    phones=("+351 91",),
    profile="https://www.linkedin.com/in/ana-silva?trk=x",
    websites=("https://ana.example",),
    organization="Blue Door GmbH",
    role="Editor",
    location="Porto",
    note="Likes: [[Bo]]\n\n# tea\n- and `cake`",
    labels=("sea salt", "*"),
    connected_on=date(2024, 3, 12),
)


@pytest.fixture
def importing(book: MakeBook) -> Importing:
    """A book with two contacts and an organization."""
    texts = {
        "contacts/Ana Silva.md": ANA,
        "contacts/Bo Li.md": "---\nemail: [bo@x.example]\n---\n",
        "organizations/Blue Door.md": "---\naliases: [BD Publishing]\n---\n",
    }
    return Importing(book, texts)


def test_a_new_note_says_what_the_file_says(book: MakeBook) -> None:
    """Every value is in the record of the note, the text and the day in its body."""
    importing = Importing(book, {"organizations/Blue Door.md": ""})
    plan = importing.people([FULL], Choices(source="alumni"))
    assert outcomes(plan) == [("new", "contacts/Ana Silva.md")]
    importing.apply(plan)
    result = importing.result
    note = result.book.notes["contacts/Ana Silva.md"]
    assert isinstance(note, Contact)
    assert (note.email, note.phone) == (FULL.emails, FULL.phones)
    assert (note.linkedin, note.website) == ((FULL.profile,), FULL.websites)
    assert (note.role, note.location, note.source) == ("Editor", "Porto", "alumni")
    assert note.tags == ("sea-salt",)
    assert note.organization is not None
    target = result.book.target(note.path, note.organization)
    assert target == "organizations/Blue Door.md"
    (event,) = result.facts.events[note.path]
    assert (str(event.kind), event.on) == ("connected", date(2024, 3, 12))
    assert [one.target for one in note.links] == ["Blue Door"]
    assert "Likes: [[Bo]]" in note.body.prose.text
    assert "- and `cake`" in note.body.prose.text
    assert [one.text for one in note.body.headings] == ["Log"]
    assert not result.diagnostics


def test_the_same_people_again_change_nothing(importing: Importing) -> None:
    """Whatever tells them: profile, address, or only a name."""
    people = [
        FULL,
        Person(line=3, name="Cy Ng", emails=("CY@x.example",)),
        Person(line=4, name="Di Ng", profile="linkedin.com/in/di"),
        Person(line=5, name="Ed Ng", organization="Acme"),
        Person(line=6, name="Fay", phones=("1",)),
        Person(line=7, name="", emails=("gil@x.example",)),
    ]
    first = importing.people(people)
    assert [one.outcome for one in first.entries] == ["updated", *["new"] * 5]
    importing.apply(first)
    again = importing.people(people)
    assert [one.outcome for one in again.entries] == ["same"] * 6
    assert again.changes == ()
    assert again.unknown == ()


def test_only_empty_keys_get_a_value(importing: Importing) -> None:
    """The other lines of the note stay; what the file says otherwise is said."""
    plan = importing.people([FULL])
    (entry,) = plan.entries
    assert entry.said == (
        "gets role, phone, website, location",
        "another email in the file: a@y.example",
    )
    after = importing.apply(plan)["contacts/Ana Silva.md"]
    new = 'role: Editor\nwebsite: "https://ana.example"\nlocation: Porto\n'
    wanted = ANA.replace("phone:", 'phone: "+351 91"')
    assert after == wanted.replace("---\n# Ana", f"{new}---\n# Ana")


def test_another_value_is_said_and_never_written(importing: Importing) -> None:
    """A second organization, profile or name is for the owner to look at."""
    person = Person(
        line=2,
        name="Ana S. Silva",
        emails=("ANA@x.example",),
        profile="https://www.linkedin.com/in/somebody-else",
        organization="Acme",
    )
    (entry,) = importing.people([person]).entries
    assert (entry.outcome, entry.path) == ("same", "contacts/Ana Silva.md")
    assert entry.said == (
        "another organization in the file: Acme",
        "another linkedin in the file: https://www.linkedin.com/in/somebody-else",
        "called Ana S. Silva in the file",
    )


def test_no_linkedin_is_an_answer(importing: Importing) -> None:
    """Somebody who has none keeps that."""
    importing.texts["contacts/Bo Li.md"] = (
        "---\nemail: bo@x.example\nlinkedin: none\n---\n"
    )
    person = Person(
        line=2, name="Bo Li", emails=("bo@x.example",), profile="linkedin.com/in/bo"
    )
    plan = importing.people([person])
    assert outcomes(plan) == [("same", "contacts/Bo Li.md")]


def test_a_name_alone_is_only_a_guess(importing: Importing) -> None:
    """It is shown; with the option it becomes a note of its own."""
    person = Person(line=2, name="BO LI", emails=("other@x.example",))
    plan = importing.people([person])
    assert outcomes(plan) == [("unsure", "contacts/Bo Li.md")]
    assert plan.changes == ()
    assert "may be contacts/Bo Li.md" in plan.entries[0].said[0]
    asked = importing.people([person], Choices(unsure=True))
    assert outcomes(asked) == [("new", "contacts/BO LI 2.md")]
    importing.apply(asked)
    again = importing.people([person], Choices(unsure=True))
    assert outcomes(again) == [("same", "contacts/BO LI 2.md")]
    assert importing.result.book.notes["contacts/BO LI 2.md"].name == "BO LI"


def test_namesakes_with_other_profiles_or_employers(importing: Importing) -> None:
    """They are different people; their files say where they work."""
    people = [
        Person(
            line=2,
            name="Ana Silva",
            profile="linkedin.com/in/ana-silva-2",
            organization="Acme/Sons",
        ),
        Person(line=3, name="Ana Silva", organization="Third"),
        Person(line=4, name="Ana Silva", organization="Third"),
        Person(line=5, name="Ána silva", organization="Blue-Door Ltd."),
    ]
    plan = importing.people(people)
    assert outcomes(plan) == [
        ("new", "contacts/Ana Silva (Acme Sons).md"),
        ("new", "contacts/Ana Silva (Third).md"),
        ("same", "contacts/Ana Silva (Third).md"),
        ("same", "contacts/Ana Silva.md"),
    ]
    assert plan.entries[0].said == ("called like contacts/Ana Silva.md",)
    importing.apply(plan)
    again = importing.people(people)
    assert {one.outcome for one in again.entries} == {"same"}


def test_two_rows_of_one_person_make_one_note(importing: Importing) -> None:
    """By profile or by address; the second row is said with the line of the first."""
    people = [
        Person(line=2, name="Cy", profile="https://linkedin.com/in/cy/de"),
        Person(line=3, name="Cy Ng", profile="HTTPS://WWW.LinkedIn.com/in/CY"),
        Person(line=4, name="Di", emails=("d@x.example",)),
        Person(line=5, name="Di D", emails=("D@X.example ",)),
        Person(line=6, name="Bo", emails=("bo@x.example",), phones=("1",)),
        Person(line=7, name="Bo", emails=("bo@x.example",), phones=("2",)),
    ]
    plan = importing.people(people)
    assert [one.outcome for one in plan.entries] == [
        *("new", "same", "new", "same", "updated", "same")
    ]
    assert plan.entries[1].said == ("the same profile as in line 2",)
    assert plan.entries[5].said == ("the same e-mail address as in line 6",)
    assert len(plan.changes) == 3


def test_a_profile_and_an_address_of_two_people(importing: Importing) -> None:
    """The profile decides, and it is said; the address goes nowhere."""
    person = Person(
        line=2,
        name="Ana Silva",
        profile="linkedin.com/in/ana-silva",
        emails=("bo@x.example",),
    )
    (entry,) = importing.people([person]).entries
    assert entry.path == "contacts/Ana Silva.md"
    assert entry.said[0] == "its e-mail address is that of contacts/Bo Li.md"


def test_a_note_that_cannot_be_edited_is_skipped(importing: Importing) -> None:
    """With the reason; no other row suffers."""
    importing.texts["contacts/Ana Silva.md"] = ANA.replace("phone:", "phone: &x")
    plan = importing.people([FULL, Person(line=3, name="Cy", emails=("c@x.example",))])
    assert [one.outcome for one in plan.entries] == ["skipped", "new"]
    assert plan.entries[0].said[0].startswith("the note ")


def test_somebody_named_in_the_book_keeps_who_named_them(importing: Importing) -> None:
    """A lead becomes a contact with the referral that the notes tell of."""
    importing.texts["interviews/2026-02-02 Bo Li.md"] = (
        '---\nwith: "[[Bo Li]]"\ndate: 2026-02-02\n---\n'
        "## Referrals\n- [[Cy Ng]] - knows pay\n"
    )
    plan = importing.people([Person(line=2, name="cy ng")], Choices(source="online"))
    text = importing.apply(plan)["contacts/Cy Ng.md"]
    assert "source: referral" in text
    assert 'referred_by: "[[Bo Li]]"' in text


def test_a_limit_counts_new_notes_only(importing: Importing) -> None:
    """Who is in the book already does not count."""
    people = [
        Person(line=2, name="Bo", emails=("bo@x.example",)),
        *(Person(line=n, name=f"N {n}") for n in range(3, 6)),
    ]
    plan = importing.people(people, Choices(limit=1))
    assert [one.outcome for one in plan.entries] == [
        *("same", "new", "skipped", "skipped")
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd", "contacts/etc passwd.md"),
        ("CON", "contacts/_CON.md"),
        ("x" * 300, f"contacts/{'x' * 200}.md"),
        ("[[Bo Li]] and [[Ana]]", "contacts/Bo Li and Ana.md"),
        ("a\nb\x00\x1b[2Jc", "contacts/a b 2Jc.md"),
        ("=HYPERLINK(1)", "contacts/=HYPERLINK(1).md"),
        ("---", "contacts/---.md"),
        (".hidden.", "contacts/hidden.md"),
        ("{{date}} <% x %>", "contacts/{{date}} % x %.md"),
        ("True", "contacts/True.md"),
        ("\u202egnp", "contacts/gnp.md"),
        ("🦊", "contacts/🦊.md"),
        ("/", "contacts/note.md"),
    ],
)
def test_hostile_names_become_safe_files(
    importing: Importing, name: str, path: str
) -> None:
    """The name itself is shown as it was, on one line; nothing links by accident."""
    people = [Person(line=2, name=name, role=name, location=name, note=name)]
    plan = importing.people(people)
    assert outcomes(plan) == [("new", path)]
    importing.apply(plan)
    result = importing.result
    note = result.book.notes[path]
    assert note.links == ()
    assert note.body.tags == ()
    assert isinstance(note, Contact)
    assert note.role == note.location == note.name
    assert note.name == "".join(c for c in name.replace("\n", " ") if c.isprintable())
    assert not [one for one in result.diagnostics if one.span.path == path]
    assert [one.outcome for one in importing.people(people).entries] == ["same"]


def test_interviews_and_organizations_once_each(importing: Importing) -> None:
    """An interview by its day and people, an organization by any of its names."""
    proposals = [
        Proposal(
            line=2,
            kind=Kind.INTERVIEW,
            name="Bo Li",
            values={"with": ("Bo Li",), "date": ("2026-02-02",), "mode": ("video",)},
        ),
        Proposal(line=3, kind=Kind.ORGANIZATION, name="BD Publishing Inc."),
        Proposal(line=4, kind=Kind.ORGANIZATION, name="Acme Ltd"),
        Proposal(line=5, kind=Kind.INTERVIEW, name="x", values={"mode": ("by owl",)}),
    ]
    plan = importing.notes(proposals)
    assert outcomes(plan) == [
        ("new", "interviews/2026-02-02 Bo Li.md"),
        ("same", "organizations/Blue Door.md"),
        ("new", "organizations/Acme Ltd.md"),
        ("skipped", ""),
    ]
    importing.apply(plan)
    again = [one.outcome for one in importing.notes(proposals).entries]
    assert again == ["same", "same", "same", "skipped"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Blue Door, Inc.", "blue door", True),
        ("The Blue Door S.A.", "Blue Door GmbH & Co. KG", True),
        ("Ernst & Young", "Ernst and Young LLP", True),
        ("Société Générale", "Societe Generale", True),
        ("Grant Thorton", "Grant Thornton", True),
        ("Delta One", "Delta Two", False),
        ("Studio 54", "Studio 55", False),
        ("Bank of China", "Bank of America", False),
        ("IBM", "IBN", False),
        ("University of Texas", "University of Texas at Austin", False),
        ("株式会社青空", "株式会社青空", True),
        ("", "", False),
        ("!!!", "???", False),
        ("Co", "Inc", False),
    ],
)
def test_organizations_are_matched_with_care(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table
    """Endings, accents and slips do not count; digits and short names do."""
    assert same_organization(one, other) is same
    assert same_organization(other, one) is same


def test_addresses_are_compared_without_what_varies() -> None:
    """Scheme, country, language, query and case are nothing; the person is."""
    keys = {
        profile_key(one)
        for one in (
            "https://www.linkedin.com/in/Zo%C3%AB-U/",
            "http://de.linkedin.com/in/zoë-u/en?trk=a#b",
            "linkedin.com/in/zoë-u",
        )
    }
    assert keys == {"linkedin.com/in/zoë-u"}
    assert profile_key("https://www.Example.org/a/") == "example.org/a"
    assert profile_key("none") == profile_key("") == ""
    assert email_key("<mailto:A@B.example>") == "a@b.example"
    assert email_key("n/a") == ""
    assert fold_organization("A.C.M.E. Corp.") == "acme"


def test_people_are_chosen_by_company_or_word() -> None:
    """A part of an organization by its name is meant as well."""
    people = [
        Person(line=1, name="A", organization="Acme Books Ltd", role="Editor"),
        Person(line=2, name="B", organization="Acmeville"),
        Person(line=3, name="Édith", organization="Other", role="EDITOR in chief"),
    ]
    chosen = Selection(companies=("acme",)).of(people)
    assert [one.line for one in chosen] == [1]
    assert [one.line for one in Selection(word="edit").of(people)] == [1, 3]
    both = Selection(companies=("other", "acme"), word="chief")
    assert [one.line for one in both.of(people)] == [3]
    assert not Selection()
    assert Selection().of(people) == tuple(people)


def test_people_of_a_key_are_written_as_links(importing: Importing) -> None:
    """A table may say who referred somebody; the note then links them."""
    proposal = Proposal(
        line=2,
        kind=Kind.CONTACT,
        name="Bo Li",
        values={
            "email": ("bo@x.example",),
            "referred_by": ("Ana Silva", "Cy"),
            "organization": ("BD Publishing GmbH",),
        },
    )
    text = importing.apply(importing.notes([proposal]))["contacts/Bo Li.md"]
    assert '  - "[[Ana Silva]]"\n  - "[[Cy]]"\n' in text
    assert 'organization: "[[Blue Door]]"' in text
    (again,) = importing.notes([proposal]).entries
    assert (again.outcome, again.said) == ("same", ())
