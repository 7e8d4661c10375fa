"""New books and notes: they say what was asked for, and nothing is overwritten."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.config.reading import parse_settings
from generator.derive.grouping import group_on
from generator.edit.names import clean_text, link_to_note, stem_of
from generator.model import Contact, Interview, Organization, Question
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.scaffold import (
    NoteRequest,
    ScaffoldError,
    books,
    draft_note,
    init_book,
    new_note,
)
from generator.scaffold.people import find_named
from generator.scaffold.sample import move_days, weeks_to, with_settings
from generator.source import sources_from_texts
from generator.vocabulary import CATEGORIES, STAGES, Kind
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from generator.write import file as one_file
from generator.write.file import create_file
from tests.books import ROOT, files_of
from tests.conftest import TODAY

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.scaffold import Draft
    from tests.conftest import MakeBook

NASTY = (
    *("Null", "No", "~", "[x]", "[[Ana]]", "a: b", "a #b", "- a", "? a", "{{x}}"),
    *('say "hi"', "it's", "<% a %>", "&a *b !c", "x: [", "0044", "1e3", "2026-02-30"),
    *("🙂", "👩‍🔬 Ada", "山田 太郎", "Ana\u0301", "\ufeffa", "a\u2028b", "a\tb", "%"),
    *("@x", "`x`", "|", ">", "CON", "nul.txt", "..", ".hidden", "a/b\\c", "x" * 400),
    *("---", "key: value # no", "\\", "\\x41", "é" * 200, "true", "a,b", "#tag"),
)
words = st.text(min_size=1, max_size=40) | st.sampled_from(NASTY)
WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def request(kind: Kind, name: str, **values: str | tuple[str, ...]) -> NoteRequest:
    texts = {k: (v,) if isinstance(v, str) else v for k, v in values.items()}
    return NoteRequest(kind=kind, name=name, values=texts)


def draft(result: BuildResult, kind: Kind, name: str, **values: Any) -> Draft:
    return draft_note(result, request(kind, name, **values))


def asked(text: str) -> str:
    """Return a typed name as it counts."""
    return clean_text(text).removeprefix("[[").removesuffix("]]")


def is_link(text: str) -> bool:
    """Whether the format reads a text as a link, and keeps only what it shows."""
    return clean_text(text).startswith("[[") and clean_text(text).endswith("]]")


@given(words, words, st.lists(words, max_size=3), words)
@example("Null", "No", ["[x]", "a: b"], '"🙂"')
def test_a_note_says_exactly_what_was_asked_for(
    book: MakeBook, name: str, role: str, fields: list[str], foreign: str
) -> None:
    """Whatever is typed, the note read again has it, and has no problem."""
    if not asked(name):
        with pytest.raises(ScaffoldError, match="empty"):
            draft(book(), Kind.CONTACT, name)
        return
    texts = {"role": role, "field": tuple(fields), "my own": foreign}
    made = draft(book(), Kind.CONTACT, name, **texts)
    source = sources_from_texts({made.path: made.text}).notes[0]
    note, problems = parse_note(source, reading_of(book().settings))
    assert problems == ()
    assert isinstance(note, Contact)
    assert note == made.note
    assert note.name == asked(name)
    if not is_link(role):
        assert note.role == clean_text(role)
    if not any(map(is_link, fields)):
        assert note.field == tuple(one for x in fields if (one := clean_text(x)))
    own = [one.texts for one in note.fields if one.key == "my own"]
    assert own == [(clean_text(foreign),) if clean_text(foreign) else ()]


@given(words)
def test_names_of_files_work_everywhere(name: str) -> None:
    """Legal on Windows and inside a wikilink, not hidden, not too long, in NFC."""
    stem = stem_of(name)
    assert stem
    assert not WINDOWS.search(stem)
    assert not re.search(r"[\[\]#^|]", stem)
    assert stem[0] != "."
    assert stem[-1] not in ". "
    assert unicodedata.normalize("NFC", stem) == stem or len(name) > 100
    assert len(f"2026-03-02 {stem}.md".encode()) <= 255
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", stem)
    assert stem_of(stem) == stem


@given(words)
def test_a_name_leads_to_the_note_made_for_it(book: MakeBook, name: str) -> None:
    """What a link to somebody without a note says, the later note is found by."""
    if not asked(name):
        return
    link = draft(book(), Kind.INTERVIEW, "Talk", **{"with": name})
    contact = draft(book(), Kind.CONTACT, name)
    both = book({link.path: link.text, contact.path: contact.text})
    assert both.facts.meetings[link.path].people == (contact.path,)
    assert find_named(both.book, name, Kind.CONTACT).target == contact.path


KNOWN = """\
=== contacts/Ana.md
---
organization: "[[Blue Door]]"
field: [printing, paper]
aliases: [Annie]
---
=== contacts/Bo.md
---
organization: "[[Gone]]"
field: binding
---
=== organizations/Blue Door.md
Books.
=== interviews/2026-02-01 Ana.md
---
with: "[[Ana]]"
date: 2026-02-01
---
## Referrals
- [[Cleo Ray]] - runs the press (use my name: yes)
- [[Dan]]
"""


def test_an_interview_takes_over_what_is_known_of_the_person(book: MakeBook) -> None:
    """Organization and field of today, and the person's own file name."""
    made = draft(book(KNOWN), Kind.INTERVIEW, "annie", date="2026-03-12 10:30")
    assert made.path == "interviews/2026-03-12 Ana.md"
    assert made.unknown == ()
    assert made.text.startswith(
        '---\nwith: "[[Ana]]"\ndate: 2026-03-12T10:30\nduration:\nmode:\nplace:\n'
        'organization: "[[Blue Door]]"\nfield:\n  - printing\n  - paper\n---\n'
    )
    both = book(KNOWN + f"=== {made.path}\n{made.text}")
    assert both.diagnostics == book(KNOWN).diagnostics
    assert both.facts.meetings[made.path].status == "scheduled"


def test_options_beat_what_is_known(book: MakeBook) -> None:
    """What is typed stands; what the book knows only fills what is left."""
    made = draft(book(KNOWN), Kind.INTERVIEW, "Ana", field="law", organization="Bo")
    assert isinstance(made.note, Interview)
    assert made.note.field == ("law",)
    assert 'organization: "[[Bo]]"' in made.text


def test_a_name_means_a_note_of_the_kind_that_is_asked_for(book: MakeBook) -> None:
    """A person and a place may be called alike; the link then says the folder."""
    alike = book({"contacts/Alpha.md": "", "organizations/Alpha.md": ""})
    made = draft(alike, Kind.CONTACT, "Bo", organization="alpha", referred_by="Alpha")
    assert 'organization: "[[organizations/Alpha]]"\n' in made.text
    assert 'referred_by: "[[contacts/Alpha]]"\n' in made.text


def test_a_panel_has_the_name_that_is_given(book: MakeBook) -> None:
    """With people from several places no employer is written down for all."""
    people = ("Ana", "Bo", "Somebody New")
    made = draft(book(KNOWN), Kind.INTERVIEW, "Panel: print?", **{"with": people})
    assert made.path == "interviews/Panel print.md"
    assert made.note.name == "Panel: print?"
    assert made.unknown == ((Kind.CONTACT, "Somebody New"),)
    assert isinstance(made.note, Interview)
    assert made.note.organization is None
    assert made.note.field == ("printing", "paper", "binding")


def test_an_interview_without_a_day_is_not_called_like_the_person(
    book: MakeBook,
) -> None:
    """Else a link to the person would be ambiguous."""
    assert draft(book(KNOWN), Kind.INTERVIEW, "Bo").path == (
        "interviews/Interview with Bo.md"
    )
    made = draft(book(KNOWN), Kind.INTERVIEW, "Bo", date="2026-03-12")
    assert 'organization: "[[Gone]]"' in made.text


def test_somebody_who_was_named_comes_with_who_named_them(book: MakeBook) -> None:
    """A lead's note has who named them, when, why and whether the name may be used."""
    made = draft(book(KNOWN), Kind.CONTACT, "cleo ray")
    assert made.path == "contacts/Cleo Ray.md"
    assert isinstance(made.note, Contact)
    assert (made.note.source, made.note.may_use_name) == ("referral", "yes")
    assert made.note.how_we_met == "named by Ana on 2026-02-01: runs the press"
    assert 'referred_by: "[[Ana]]"' in made.text
    both = book(KNOWN + f"=== {made.path}\n{made.text}")
    assert [one.code.slug for one in both.diagnostics] == ["link-missing", "link-lead"]
    assert len(both.facts.referrals) == len(book(KNOWN).facts.referrals)
    without = draft(book(KNOWN), Kind.CONTACT, "Dan")
    assert "may_use_name" not in without.text


def test_somebody_named_by_nobody_in_particular(book: MakeBook) -> None:
    """A daily note may name somebody without saying who did; a lead may name, too."""
    daily = (
        '=== interviews/Talk.md\n---\nwith: "[[Fay]]"\n---\n=== daily/2026-02-03.md\n'
        "## Referrals\n- [[Eve]] - from [[Fay]]\n- [[Gil]]\n"
    )
    eve = draft(book(daily), Kind.CONTACT, "Eve")
    assert 'referred_by: "[[Fay]]"' in eve.text
    gil = draft(book(daily), Kind.CONTACT, "Gil")
    assert isinstance(gil.note, Contact)
    assert gil.note.how_we_met == "named on 2026-02-03"
    assert gil.note.referred_by == ()


def test_other_kinds(book: MakeBook) -> None:
    """Organizations and questions; a name with a question mark is kept in `name`."""
    place = draft(book(), Kind.ORGANIZATION, "Blue Door", industry="print")
    assert isinstance(place.note, Organization)
    assert place.note.industry == "print"
    why = draft(book(), Kind.QUESTION, "Why?", must_ask="True", stage="close")
    assert why.path == "questions/Why.md"
    assert isinstance(why.note, Question)
    assert (why.note.name, why.note.must_ask) == ("Why?", True)
    assert "must_ask: true\n" in why.text
    named = NoteRequest(kind=Kind.QUESTION, name="Why?", values={"name": ("Because?",)})
    assert draft_note(book(), named).note.name == "Because?"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"source": "friend"}, "`friend`.* alumni"),
        ({"next": "2026-02-30"}, "2026-02-30"),
        ({"role": ("a", "b")}, "role takes one value"),
        ({"company": "A", "organization": "B"}, "given twice"),
        ({"statsu": "met"}, "`statsu`.*`status`"),
        ({"referred_by": "Twin"}, "contacts/Twin.md or people/Twin.md"),
    ],
)
def test_what_cannot_be_used_is_refused(
    book: MakeBook, values: dict[str, Any], said: str
) -> None:
    """One line says what to write instead, and no note is made."""
    twins = book({"contacts/Twin.md": "", "people/Twin.md": ""})
    with pytest.raises(ScaffoldError, match=said):
        draft(twins, Kind.CONTACT, "Ana", **values)


def test_links_say_the_folder_where_the_name_is_not_enough(book: MakeBook) -> None:
    """Twins by their path; what cannot stand in a wikilink as a Markdown link."""
    twins = book({"contacts/Twin.md": "", "people/Twin.md": "", "contacts/C[1].md": ""})
    made = draft(twins, Kind.CONTACT, "Ana", referred_by=("people/Twin", "C[1]"))
    assert isinstance(made.note, Contact)
    both = book({**dict.fromkeys(twins.book.notes, ""), made.path: made.text})
    targets = [both.book.target(made.path, one) for one in made.note.referred_by]
    assert targets == ["people/Twin.md", "contacts/C[1].md"]
    assert link_to_note(twins.book, "people/Twin.md") == "[[people/Twin]]"


def test_a_note_lies_where_most_of_its_kind_lie(book: MakeBook) -> None:
    """The folder of a vault that is there wins over the usual one."""
    vault = {"Netz/People/A.md": "", "Netz/People/B.md": "", "contacts/C.md": ""}
    assert draft(book(vault), Kind.CONTACT, "D").path == "Netz/People/D.md"
    elsewhere = {"x.md": "---\ntype: contact\n---\n"}
    assert draft(book(elsewhere), Kind.CONTACT, "D").path == "contacts/D.md"


def test_without_a_folder_the_note_says_its_kind(book: MakeBook) -> None:
    """Where no folder is named for a kind, `type` is written."""
    result = book({"airbook.toml": "[folders]\ncontact = []\n"})
    made = draft(result, Kind.CONTACT, "D")
    assert made.path == "D.md"
    assert "type: contact\n" in made.text


def test_own_templates_and_own_keys_are_filled(book: MakeBook) -> None:
    """Keys keep their names, order and comments; {{name}} and {{date}} are filled."""
    own = (
        "\ufeff---\r\n# about\r\nfirma: # where\r\ntags:\r\n  - person\r\nx-y: 1\r\n"
        "---\r\n# {{name}}\r\n"
    )
    result = book({"airbook.toml": '[keys]\nfirma = "organization"\n'})
    templates = {**result.templates, "notes/contact.md": own.encode()}
    made = draft_note(
        type(result)(**{**vars(result), "templates": templates}),
        request(Kind.CONTACT, "Ana?", organization="Blue Door", tags="new"),
    )
    assert made.text == (
        '---\n# about\nfirma: "[[Blue Door]]"\ntags: new\nx-y: 1\n---\n# Ana?\n'
    )
    bare = {**result.templates, "notes/contact.md": b"## Log\n"}
    made = draft_note(
        type(result)(**{**vars(result), "templates": bare}), request(Kind.CONTACT, "A")
    )
    assert made.text == "---\n---\n## Log\n"


def test_a_new_note_never_takes_the_place_of_another(
    book: MakeBook, tmp_path: Path
) -> None:
    """Whatever the case of the name, the old file stays, byte for byte."""
    file, made = new_note(book(), tmp_path, request(Kind.CONTACT, "Ana"))
    assert file == tmp_path / "contacts" / "Ana.md"
    assert file.read_text() == made.text
    file.write_text("mine")
    with pytest.raises(ScaffoldError, match="is there already"):
        new_note(book(), tmp_path, request(Kind.CONTACT, "ANA"))
    assert files_of(tmp_path) == {"contacts/Ana.md": b"mine"}


def test_a_file_that_appears_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is taken only where it is free at that very moment."""
    target = tmp_path / "a.md"
    real = one_file._take_name

    def late(temporary: Path, file: Path) -> None:
        file.write_text("theirs")
        real(temporary, file)

    monkeypatch.setattr(one_file, "_take_name", late)
    with pytest.raises(FileExistsError):
        create_file(target, b"mine")
    assert files_of(tmp_path) == {"a.md": b"theirs"}
    with pytest.raises(FileExistsError):
        create_file(target, b"mine")


def test_a_disk_without_second_names_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory stick cannot link files; the file is made all the same."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    create_file(tmp_path / "a.md", b"mine")
    assert files_of(tmp_path) == {"a.md": b"mine"}


def test_init_makes_a_book_without_problems(tmp_path: Path) -> None:
    """Folders, settings, bank; the book that comes of it has nothing to complain."""
    made = init_book(tmp_path / "mine", today=TODAY)
    assert made.kept == ()
    assert set(made.made) == set(files_of(tmp_path / "mine"))
    folders = sorted(one.name for one in (tmp_path / "mine" / "content").iterdir())
    assert folders == sorted(books.FOLDERS)
    result = build_book(open_workspace(tmp_path / "mine", today=TODAY, pinned=True))
    assert result.diagnostics == ()
    assert result.derived.items == ()
    assert re.fullmatch("[0-9a-f]{16}", result.settings.book_id)


def test_each_book_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Two books on one computer must not share keys."""
    for name in ("a", "b"):
        init_book(tmp_path / name, today=TODAY)
    texts = [(tmp_path / name / "airbook.toml").read_text() for name in ("a", "b")]
    assert texts[0] != texts[1]


def test_the_bank_covers_every_category_and_stage(tmp_path: Path) -> None:
    """About two dozen questions, the ones about referrals among the must-asks."""
    init_book(tmp_path, today=TODAY)
    result = build_book(open_workspace(tmp_path, today=TODAY, pinned=True))
    bank = list(result.book.of(Question))
    assert len(bank) == 24
    assert {one.category for one in bank} == set(CATEGORIES)
    assert {one.stage for one in bank} == set(STAGES)
    must = {one.name for one in bank if one.must_ask}
    assert "May I use your name?" in must
    assert "Is there anyone else you would recommend I speak with?" in must


def test_init_never_overwrites(tmp_path: Path) -> None:
    """What is there stays and is said; what is missing comes."""
    (tmp_path / "airbook.toml").write_text('title = "Mine"\n')
    (tmp_path / "content" / "questions").mkdir(parents=True)
    mine = tmp_path / "content" / "questions" / "May I use your name.md"
    mine.write_text("mine")
    made = init_book(tmp_path, today=TODAY)
    assert made.kept == ("airbook.toml", "content/questions/May I use your name.md")
    assert mine.read_text() == "mine"
    assert (tmp_path / "airbook.toml").read_text() == 'title = "Mine"\n'
    again = init_book(tmp_path, today=TODAY)
    assert again.made == ()


def test_the_sample_of_its_own_week_is_the_sample(tmp_path: Path) -> None:
    """On its own Monday the notes come byte for byte, with the same settings."""
    init_book(tmp_path, today=TODAY, sample=True)
    assert files_of(tmp_path / "content") == files_of(ROOT / "content")
    ours = parse_settings((ROOT / "airbook.toml").read_text(encoding="utf-8"))[0]
    made, problems = parse_settings((tmp_path / "airbook.toml").read_text("utf-8"))
    assert problems == ()
    assert made.book_id != ours.book_id
    assert vars_of(made) == vars_of(ours)


def vars_of(settings: Any) -> dict[str, Any]:
    names = type(settings).__slots__
    return {one: getattr(settings, one) for one in names if one != "book_id"}


def test_the_sample_moves_by_whole_weeks(tmp_path: Path) -> None:
    """Names, links and texts move alike, so that the same things are due then."""
    today = date(2027, 8, 5)
    assert weeks_to(today) == timedelta(weeks=74)
    init_book(tmp_path, today=today, sample=True)
    monday = TODAY + weeks_to(today)
    moved = build_book(open_workspace(tmp_path, today=monday, pinned=True))
    sample = build_book(open_workspace(ROOT, today=TODAY, pinned=True))
    assert len(moved.book.notes) == len(sample.book.notes)
    for one, other in ((moved, sample), (sample, moved)):
        assert due(one) == due(other)
        assert [x.code for x in one.diagnostics] == [x.code for x in other.diagnostics]
    assert not (tmp_path / "content" / "daily" / "2026-02-28.md").exists()


def due(result: BuildResult) -> Counter[tuple[str, str]]:
    return Counter(
        (str(item.rule), str(group_on(item, result.facts.today)))
        for item in result.derived.items
    )


@pytest.mark.parametrize(
    ("today", "weeks"),
    [("2026-03-02", 0), ("2026-03-08", 0), ("2026-03-09", 1), ("2026-03-01", -1)],
)
def test_the_sample_ends_on_the_monday_of_this_week(today: str, weeks: int) -> None:
    """The latest Monday that is not to come."""
    assert weeks_to(date.fromisoformat(today)) == timedelta(weeks=weeks)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("on 2026-03-02, 10:30", "on 2026-03-09, 10:30"),
        ("2026-03-02T10:30", "2026-03-09T10:30"),
        ("[[2026-03-02 Ana]]", "[[2026-03-09 Ana]]"),
        ("2026-02-30 and 12026-03-02", "2026-02-30 and 12026-03-02"),
        ("2026-03-021 x-2026-03-02", "2026-03-021 x-2026-03-02"),
        ("9999-12-31", "9999-12-31"),
        ("2026-03", "2026-03"),
    ],
)
def test_only_days_move(before: str, after: str) -> None:
    """What looks like a day and is none stays as it is."""
    assert move_days(before, timedelta(weeks=1)) == after


def test_settings_of_the_sample_stand_in_the_commented_file() -> None:
    """Each in its table, without its remark, and never the sample's id."""
    template = '#title = "A"\nbook_id = ""\n[goal]\n#title = "B"\n#per = "month"\n'
    sample = 'book_id = "x"  # no\ntitle = "#1"   # mine\n[goal]\nper = "week"\n# by\n'
    assert with_settings(template, sample) == (
        'title = "#1"\nbook_id = ""\n[goal]\n#title = "B"\nper = "week"\n'
    )


def test_a_sample_without_settings_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation may lack the sample's settings; the defaults hold."""
    monkeypatch.setattr(
        books, "find_sample", lambda: (ROOT / "content", tmp_path / "no.toml")
    )
    init_book(tmp_path / "b", today=TODAY, sample=True)
    text = (tmp_path / "b" / "airbook.toml").read_text()
    assert '#title = "Airbook"' in text
