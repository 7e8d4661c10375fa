"""Notes as people and machines leave them, edits of them, and what must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from generator.config.settings import Settings
from generator.edit.changes import EditRefusedError
from generator.edit.happening import Happening
from generator.edit.journal import apply_edits, undo
from generator.edit.names import clean_text
from generator.edit.note_edit import NoteEdit
from generator.model import TaskState
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts
from generator.vocabulary import LOG_KINDS, Section
from generator.workspace.opening import open_workspace
from tests.books import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Note

SETTINGS: Final = Settings(
    keys={"Remercié le": "thanked", "surnoms": "aliases"},
    sections={Section.LOG: ("Verlauf",)},
)
READING: Final = reading_of(SETTINGS)
DAY: Final = date(2026, 3, 2)
NAMES: Final = ("Ana Silva", "Ірина Бондаренко", "김하늘", "سلمى الحداد", "Zoë O'Neil")

_WORDS: Final = st.sampled_from(
    (
        *NAMES,
        *("x", "a: b", "o # no", "-5", "[x", "{y}", "yes", "null", "07", "2026-02-28"),
        *("it's", 'say "hi"', "tab\there", "ends:", "@at", "`tick`", "%c", "& *", "—"),
        *("\u2028line", "\u0085next", "a, b", "{{date}}", "<% x %>", "C:\\dir", "🙂"),
    )
)
_TEXT: Final = st.one_of(
    _WORDS,
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=12),
)
_KEYS: Final = st.sampled_from(
    (
        *("thanked", "Remercié le", "REMERCIÉ-LE", "aliases", "surnoms", '"aliases"'),
        *("name", "role", "title", "status", "tags", "next", "snooze", "company"),
        *("my own key", "'quoted'", "x"),
    )
)
_PLAIN: Final = st.sampled_from(("one", "2026-02-27", "Ana Silva", "done", "30", "ß é"))
_COMMENT: Final = st.sampled_from(("", "", "  # kept", " #kept: [", "   "))


def _single(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\t", " ") + "'"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_SCALAR: Final = st.one_of(
    _PLAIN,
    _TEXT.map(_single),
    _TEXT.map(_double),
    _PLAIN,
    st.sampled_from(("[[Ana Silva]]", '"[[Ana Silva]]"', "~", "", "{{date}}", "&a x")),
)
_ITEM: Final = st.one_of(_PLAIN, _TEXT.map(_single), _TEXT.map(_double))


@st.composite
def _value(draw: st.DrawFn) -> str:
    """Return what stands behind a colon, its lines included."""
    sort = draw(st.integers(0, 11))
    comment = draw(_COMMENT)
    if sort < 5:
        value = draw(_SCALAR)
        return f" {value}{comment}" if value else comment
    items = draw(st.lists(_ITEM, max_size=4))
    if sort == 5:
        return f" [{', '.join(items)}]{comment}"
    if sort == 6:
        lines = f",{comment}\n  ".join(items)
        return f" [\n  {lines}{comment}\n  ]{comment}"
    if sort < 9:
        indent = draw(st.sampled_from(("", "  ", "    ")))
        dashes = (f"\n{indent}- {one}{draw(_COMMENT)}" for one in items)
        return comment + "".join(dashes)
    if sort == 9:
        mark = draw(st.sampled_from(("|", ">-", "|+")))
        return f" {mark}\n  some text\n\n  and more"
    return draw(
        st.sampled_from(
            ("\n  inner: 1", " 'open", " [open", "\n\ttab: 1", " a: b", " !!str x")
        )
    )


@st.composite
def _header(draw: st.DrawFn) -> str:
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.integers(0, 5)) == 0:
            lines.append(
                draw(st.sampled_from(("# a comment", "", "  # inner", "junk")))
            )
        lines.append(f"{draw(_KEYS)}:{draw(_value())}")
    return "\n".join(lines)


_BODY: Final = st.lists(
    st.sampled_from(
        (
            *(
                "# A title",
                "## Log",
                "## Verlauf",
                "### 2026",
                "## Private",
                "## Advice",
            ),
            *("- 2026-02-01 asked (email): x", "* 2026-02-02 replied", "  - nested"),
            *("1. 2026-02-03 met", "7) 2026-02-04 note: y", "+ plus", "> - quoted"),
            *("> [!note] Callout", "- [ ] send it 📅 2026-03-05", "- [ ] ask ^abc-1"),
            *("* [ ] [[Bo Li]] sends names  ", "- [x] was done ✅ 2026-02-02"),
            *("```", "<!-- open", "-->", "%%", "text [[Ana Silva]] #tag", "", "", ""),
            *("| a | b |\n|---|---|\n| 1 | 2 |", "Set\n---", "[^1]: note", "    code"),
        )
    ),
    max_size=14,
).map("\n".join)


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a path and the bytes of a note that people or machines left there."""
    path = draw(st.sampled_from(("contacts/Bo Li.md", "interviews/2026-02-27 Bo.md")))
    head, body = draw(_header()), draw(_BODY)
    fences = draw(st.integers(0, 9))
    text = body
    if fences > 1:
        text = f"---{draw(st.sampled_from(('', ' ')))}\n{head}\n---\n{body}"
    elif fences:
        text = f"---\n{head}\n{body}"
    text += draw(st.sampled_from(("\n", "", "\n\n")))
    sort = draw(st.integers(0, 5))
    newline = "\r\n" if sort in {1, 2} else "\n"
    data = text.replace("\n", newline).encode("utf-8", "replace")
    return path, (b"\xef\xbb\xbf" if sort in {2, 3} else b"") + data


@dataclass(frozen=True)
class Edit:
    """One edit, and how it is told that it was made.

    Attributes:
        sort: `set`, `add`, `log` or `tick`.
        key: For `set` and `add`.
        values: For those, too.
        happening: For `log`.
    """

    sort: str
    key: str = ""
    values: tuple[str, ...] = ()
    happening: Happening | None = None

    def run(self, edit: NoteEdit) -> None:
        """Do it; `tick` takes the first open task."""
        if self.sort == "set":
            edit.set(self.key, *self.values)
        elif self.sort == "add":
            edit.add(self.key, *self.values)
        elif self.happening:
            edit.log(self.happening, "Verlauf")
        else:
            tasks = edit.note.body.tasks
            line = next(
                (one.span.line for one in tasks if one.state is TaskState.OPEN),
                tasks[0].span.line if tasks else 1,
            )
            edit.tick(line, DAY, dataview=False)


def _happening(**said: Any) -> Happening:
    """Make one; the types of its fields are not there while a program runs."""
    return Happening(**said)


_LISTED: Final = st.sampled_from(("aliases", "tags", "my own key"))
# What a command hands on is cleaned; controls are none that a note could keep.
_VALUES: Final = st.lists(
    _TEXT.map(clean_text).filter(bool), min_size=1, max_size=3, unique=True
)
EDITS: Final = st.one_of(
    st.builds(
        Edit,
        st.just("set"),
        st.sampled_from(("thanked", "next")),
        st.just(("2026-03-02",)),
    ),
    st.builds(
        Edit, st.just("set"), st.just("status"), st.sampled_from((("done",), ("met",)))
    ),
    st.builds(
        Edit,
        st.just("set"),
        st.sampled_from(("x", "role")),
        _VALUES.map(lambda texts: (texts[0],)),
    ),
    st.builds(Edit, st.sampled_from(("set", "add")), _LISTED, _VALUES.map(tuple)),
    st.builds(
        Edit,
        st.just("log"),
        happening=st.builds(
            _happening,
            kind=st.sampled_from(LOG_KINDS),
            on=st.dates(date(2025, 1, 1), DAY),
            how=st.sampled_from(("", "email", "in (person)")),
            about=st.sampled_from(((), ("[[Ana Silva]]",))),
            text=st.sampled_from(("", "all well", "see [[Bo Li]]", "#tag", "a: (b)")),
        ),
    ),
    st.just(Edit("tick")),
)


def check_edit(path: str, data: bytes, wanted: Edit, content: Path | None) -> bool:
    """Do an edit and hold it to every law; return whether it was done.

    Args:
        path: Of the note.
        data: Its bytes.
        wanted: The edit.
        content: The folder of a book in which it is written and taken back.
    """
    try:
        edit = NoteEdit(path, data, READING)
        wanted.run(edit)
    except EditRefusedError as error:
        return not _is_one_line(error)
    after = edit.change.after
    assert after is not None
    _check_bytes(data, after, wanted)
    _check_record(path, data, after, wanted)
    again = NoteEdit(path, after, READING)
    if wanted.sort != "tick":
        wanted.run(again)
        assert again.change.after == after
    if content:
        _check_undo(content, edit)
    return True


def _check_bytes(before: bytes, after: bytes, wanted: Edit) -> None:
    """One place is another; what is not replaced is not lost."""
    start = _same(before, after)
    rest = min(len(before), len(after)) - start
    end = _same(before[::-1][:rest], after[::-1][:rest])
    gone = before[start : len(before) - end].decode("utf-8", "replace")
    come = after[start : len(after) - end].decode("utf-8", "replace")
    if wanted.sort in {"log", "add"} or not gone:
        # A value that stood alone has brackets now; of nothing else is a sign gone.
        assert not gone or wanted.sort == "add"
    if wanted.sort == "tick":
        assert "\n" not in gone + come
    if wanted.sort != "set" or len(wanted.values) == 1:
        assert before.count(b"kept") == after.count(b"kept") or wanted.sort == "set"
    assert before.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in before and before.count(b"\n") == before.count(b"\r\n"):
        assert after.count(b"\n") == after.count(b"\r\n")
    elif b"\r" not in before:
        assert b"\r" not in after


def _is_one_line(error: EditRefusedError) -> bool:
    """Hold a refusal to one line."""
    assert "\n" not in str(error)
    return True


def _same(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    least = min(len(one), len(other))
    return next((at for at, (a, b) in pairs if a != b), least)


def read(path: str, data: bytes) -> Note:
    """Return the record of a note."""
    return parse_note(sources_from_texts({path: data}).notes[0], READING)[0]


def _check_record(path: str, before: bytes, after: bytes, wanted: Edit) -> None:
    """The note says just what is wanted, and nothing else in another way."""
    old, new = read(path, before), read(path, after)
    if wanted.sort in {"set", "add"}:
        assert _typed(old, wanted.key) == _typed(new, wanted.key)
        assert (old.body.prose.html, old.body.prose.text) == (
            new.body.prose.html,
            new.body.prose.text,
        )
        texts = [one.texts for one in new.fields if wanted.key in {one.name, one.key}]
        said = [text.strip() for one in texts for text in one]
        for value in wanted.values:
            assert value in said
        if wanted.sort == "set":
            assert list(wanted.values) in [[t.strip() for t in one] for one in texts]
        return
    assert _typed(old, "tags") == _typed(new, "tags")
    assert _entries(old) == _entries(new)
    titles = [(one.text, one.level) for one in new.body.headings]
    for one in old.body.headings:
        assert (one.text, one.level) in titles
    if wanted.happening:
        lines = [(one.kind, one.day, one.how, one.text) for one in old.body.log]
        now = [(one.kind, one.day, one.how, one.text) for one in new.body.log]
        assert now[: len(lines)] == lines or sorted(map(str, lines)) == sorted(
            map(str, [one for one in now if one in lines])
        )
        assert (wanted.happening.kind, wanted.happening.on) in {
            (kind, day.on) for kind, day, *_ in now
        }
        assert len(now) - len(lines) in {0, 1}
        assert [one.state for one in old.body.tasks] == [
            one.state for one in new.body.tasks
        ]
    else:
        states = [(one.text, one.due_on) for one in old.body.tasks]
        assert states == [(one.text, one.due_on) for one in new.body.tasks]
        assert any(one.done_on == DAY for one in new.body.tasks) or before == after


def _typed(note: Note, but: str) -> dict[str, Any]:
    """Return what the keys of a note say, but one; links as they are written."""
    left_out = {"body", "links", "fields", but}
    said: dict[str, Any] = {}
    for key in note.__struct_fields__:
        if key not in left_out:
            value = getattr(note, key)
            if key in {"organization", "people", "questions", "referred_by"}:
                numbers = value if isinstance(value, tuple) else (value,)
                value = [note.links[n].target for n in numbers if n is not None]
            said[key] = value
    said["other keys"] = [
        (one.key, one.texts) for one in note.fields if but not in {one.name, one.key}
    ]
    return said


def _entries(note: Note) -> list[tuple[str, ...]]:
    return [(one.section, one.text, *one.topics) for one in note.body.entries]


def _check_undo(content: Path, edit: NoteEdit) -> None:
    """What is written and taken back is byte for byte what it was."""
    change = edit.change
    assert change.before is not None
    write_files(content / "content", {change.path: change.before})
    workspace = open_workspace(content, today=DAY)
    if apply_edits(workspace, [change]):
        file = content / "content" / change.path
        assert file.read_bytes() == change.after
        assert undo(workspace) == (change.path,)
        assert file.read_bytes() == change.before
