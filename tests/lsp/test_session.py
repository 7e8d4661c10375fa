"""A note that is being written is read as the whole book would be."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import generator
from generator.diagnostics import Code
from generator.graph.records import Found, FoundLead
from generator.lsp.completion import complete
from generator.lsp.context import context_at
from generator.lsp.hover import hover_at
from generator.lsp.navigation import find_definition
from generator.lsp.renaming import RenameRefusedError, rename_at
from generator.lsp.session import WHOLE, Session, StoppedError
from generator.lsp.text import Place, Range, Text
from generator.workspace.opening import open_workspace
from tests.books import DAY, copy_sample, write_files

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.lsp.state import Target

PACKAGE: Final = Path(generator.__file__).parent
EDITS: Final = (
    ("", "# At the top\n"),
    ("\n", "\nSee [[Nobody At All]] and [[Bo Li#Nowhere]].\n"),
    ("\n---\n", "\ntier: hot\nnext: 2026-02-30\n---\n"),
    ("\n## ", "\n- 2026-13-01 asked\n\n## "),
)


def session_of(root: Path) -> Session:
    """Return a book in an editor, built."""
    session = Session(lambda: open_workspace(root, today=date.fromisoformat(DAY)))
    session.accept(session.build())
    return session


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return the sample book."""
    return session_of(copy_sample(tmp_path_factory.mktemp("session") / "book"))


def test_at_once_says_what_the_whole_book_says(sample: Session) -> None:
    """Of every eighth note, edited somehow: all but what only a build can know."""
    assert sample.state
    for number, path in enumerate(list(sample.state.book.notes)[::8]):
        old, new = EDITS[number % len(EDITS)]
        text = sample.state.texts[path].replace(old, new, 1)
        sample.edit(path, Text(text))
        now = sample.at(path)
        state = sample.build()
        assert now
        assert now.note == state.book.notes[path]
        assert now.resolved == state.book.resolutions[path]
        later = state.problems.get(path, ())
        assert own(now.problems) == own(later)
        sample.close(path)


def own(problems: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """Return the problems that one note has without the others."""
    return [one for one in problems if one.code not in WHOLE]


def test_what_only_the_book_knows_is_listed() -> None:
    """Every code that facts, checks and embeds name, and no other."""
    files = [*PACKAGE.glob("facts/*.py"), PACKAGE / "checks.py"]
    files.append(PACKAGE / "graph/embeds.py")
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert {Code[name] for name in re.findall(r"Code\.([A-Z_]+)", text)} == WHOLE


def test_what_the_book_knows_moves_with_its_line(tmp_path: Path) -> None:
    """Until the next build; where the line itself was edited it is not said."""
    talk = "---\ndate: 2026-02-27\n---\n## Log\n- 2026-04-01 met [[Ana]]\n\nEnd.\n"
    texts = {"content/interviews/a.md": talk, "content/contacts/Ana.md": ""}
    session = session_of(write_files(tmp_path, texts))
    path = "interviews/a.md"

    def lines(text: str) -> dict[str, int]:
        session.edit(path, Text(text))
        checked = session.at(path)
        assert checked
        return {one.code.slug: one.span.line for one in checked.problems}

    assert lines(talk + "More.\n") == {"interview-nobody": 1, "event-future": 5}
    moved = talk.replace("## Log", "\n\n## Log")
    assert lines(moved) == {"interview-nobody": 1, "event-future": 7}
    touched = talk.replace("- 2026-04-01 met", "- 2026-04-02 met")
    assert lines(touched) == {"interview-nobody": 1}
    assert lines("x\n") == {}
    assert session.at("nowhere.md") is None


def test_a_build_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    """At the next note; the disk is read again only where it may have changed."""
    root = write_files(tmp_path, {"content/a.md": "[[Nobody]]"})
    session = session_of(root)
    (root / "content/a.md").write_text("fine")
    session.accept(session.build())
    assert session.state
    assert session.state.problems
    session.forget_disk()
    session.accept(session.build())
    assert not session.state.problems
    session.stop()
    with pytest.raises(StoppedError):
        session.build()


def test_settings_and_templates_lie_beside_the_notes(tmp_path: Path) -> None:
    """A problem of theirs is shown there."""
    root = write_files(tmp_path, {"content/a.md": "", "airbook.toml": "x = 1"})
    session = session_of(root)
    assert session.file_of("airbook.toml") == root / "airbook.toml"
    assert session.file_of("a.md") == root / "content/a.md"
    assert session.file_of("new.md") == root / "content/new.md"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("---\n¦\n---\n", "KEY"),
        ("---\na: b\n¦---\n", None),
        ("¦---\na: b\n---\n", None),
        ("---\nno end\nke¦", "KEY"),
        ("---\nkey: val¦\n# Heading", "VALUE"),
        ("---\nlist:\n- one\n# comment\n- tw¦\n---\n", "VALUE"),
        ("---\n- alone¦\n---\n", None),
        ("---\n  in: ¦\n---\n", None),
        ("---\n---\n[[a#b¦", "ANCHOR"),
        ("[[[x¦", "LINK"),
        ("[[a|sho¦", None),
        ("[[done]] ¦", None),
        ("~~~\n[[a¦", None),
        ("~~~\n```\n~~~\n[[a¦", "LINK"),
        ("# Log\n- ¦", "LOG"),
        ("# Log\n## More\n- 2026-01-01 12:30 ¦", "EVENT"),
        ("# Log\n# Other\n- ¦", None),
        ("a #b/c¦", "TAG"),
        ("a#b¦", None),
        ("# b¦", None),
    ],
)
def test_what_is_being_written_is_told_from_the_text(
    sample: Session, written: str, expected: str | None
) -> None:
    """Of the bar's place, in front matter and below it."""
    before, _, after = written.partition("¦")
    at = Place(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert sample.state
    found = context_at(Text(before + after), at, sample.state.reading.sections)
    assert (found.writing.name if found else None) == expected


def test_every_link_tells_something_and_leads_where_it_leads(sample: Session) -> None:
    """All links and keys of the sample; what leads nowhere tells of its problem."""
    state = sample.state
    assert state
    for path, note in state.book.notes.items():
        for link, where in zip(note.links, state.book.resolutions[path], strict=True):
            at = Place(link.span.line, link.span.column)
            if link.span.column == link.span.end_column:
                continue  # its place is not known for sure
            assert hover_at(sample, path, at), link
            places = find_definition(sample, path, at)
            match where:
                case Found(note=target):
                    assert [one.path for one in places] == [target]
                    assert (places[0].line > 1) <= bool(link.anchor)
                case FoundLead():
                    assert link.span in places
                case _:
                    assert not places
        for field in note.fields:
            hover = hover_at(sample, path, Place(field.span.line, field.span.column))
            assert hover
            assert hover.lines[0].startswith(field.key)


def test_a_rename_of_what_has_just_changed_is_refused(tmp_path: Path) -> None:
    """The edits would not fit; so is one of nothing."""
    texts = {"content/contacts/Ana.md": "# Ana\n", "content/b.md": "[[Ana]] [[No]]\n"}
    session = session_of(write_files(tmp_path, texts))
    (tmp_path / "content/b.md").write_text("[[Ana]] again")
    with pytest.raises(RenameRefusedError, match=r"b\.md has just changed"):
        rename_at(session, "contacts/Ana.md", Place(1, 1), "Anna")
    with pytest.raises(RenameRefusedError, match="no note to rename"):
        rename_at(session, "b.md", Place(1, 11), "Anna")
    session.forget_disk()
    session.accept(session.build())
    done = rename_at(session, "b.md", Place(1, 3), "Anna")
    assert done.moved == (("contacts/Ana.md", "contacts/Anna.md"),)
    assert {one.path for one in done.edits} == {"b.md", "contacts/Ana.md"}


TRICKY: Final = {
    'content/contacts/Jo "Q" O\'Neil.md': "---\naliases: [Joe]\n---\n",
    "content/contacts/Back\\slash.md": "",
    "content/contacts/Sharp # one.md": "---\naliases: [Sharp]\n---\n",
    "content/contacts/Twin.md": "---\naliases: ['a ] b', Castor]\n---\n",
    "content/other/Twin.md": "---\ntype: contact\naliases: [Pollux]\n---\n",
    "content/contacts/Ana.md": "---\naliases: [Twin, Ünal]\n---\n",
    "content/contacts/山田.md": "---\nname: 太郎\n---\n[[Ana]]\n",
    "content/interviews/i.md": "---\nwith: [[Nobody | Yet]]\n---\n",
}
PLACES: Final = {
    "page.md": ("[[%s¦", "[[%s¦]]", "| a |\n|---|\n| [[%s¦ |", "![[%s¦"),
    "contacts/New.md": (
        '---\nreferred_by: "[[%s¦"\n---\n',
        "---\nreferred_by: '[[%s¦'\n---\n",
        "---\nreferred_by:\n  - [[%s¦]]\n---\n",
        "---\nreferred_by: %s¦\n---\n",
    ),
}


def test_a_link_that_is_completed_leads_to_what_was_chosen(tmp_path: Path) -> None:
    """In text, tables and front matter, for names of every kind, with no problem."""
    session = session_of(write_files(tmp_path, TRICKY))
    assert session.state
    made = 0
    for path, patterns in PLACES.items():
        for pattern in patterns:
            for target in session.state.targets:
                made += check_choice(session, path, pattern, target)
    assert made > 50


def check_choice(session: Session, path: str, pattern: str, target: Target) -> bool:
    """Type a name, choose what is offered for it, and follow the link."""
    typed = re.sub(r"[\[\]|#\"'\\].*", "", target.name).strip()
    text = Text((pattern % typed).replace("¦", ""))
    before = (pattern % typed).partition("¦")[0]
    at = Place(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    session.edit(path, text)
    offered = complete(session, path, at)
    assert offered
    chosen = [one for one in offered.items if one.label == target.name]
    for one in chosen:
        start, end = (
            text.position(Place(offered.line, column))
            for column in (offered.start, offered.end)
        )
        session.edit(path, text.changed(Range(start, end), one.new))
        checked = session.at(path)
        assert checked
        leads = [one for one in checked.resolved if isinstance(one, Found | FoundLead)]
        assert [_id(where) for where in leads] in possible(session, one.label)
        codes = {problem.code for problem in checked.problems}
        assert codes <= {Code.LINK_LEAD}, session.open[path].raw
    return bool(chosen)


def possible(session: Session, label: str) -> list[list[str]]:
    """Return what a label can lead to."""
    assert session.state
    return [[one.id] for one in session.state.targets if one.name == label]


def _id(where: Found | FoundLead) -> str:
    return where.note if isinstance(where, Found) else where.lead
