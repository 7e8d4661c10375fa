"""Front matter: the table of values, and what YAML may not do."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import NODEFAULT
from msgspec.structs import fields

from generator.diagnostics import Code
from generator.model import Moment, Snooze
from tests.parse.reading import read
from tests.parse.tables import cases, problem_lines, read_case

if TYPE_CHECKING:
    from generator.model import Note

LINKS = frozenset({"people", "questions", "referrals", "referred_by", "organization"})
LEFT_OUT = frozenset({"path", "fields", "links", "body", "day"})


def spelled(note: Note, name: str, value: Any) -> str:
    """Return a value as the table writes it."""
    if isinstance(value, tuple):
        return " | ".join(spelled(note, name, one) for one in value)
    if name in LINKS or name == "past_organizations":
        return str(note.links[value].written)
    match value:
        case bool():
            return "yes"
        case Moment(on=on, at=at):
            return f"{on} {at:%H:%M}" if at else str(on)
        case Snooze(until=until, rule=rule):
            return f"{rule} {until}".strip()
        case _:
            return str(value)


def lines_of(note: Note) -> list[str]:
    """Return every value that is not the default, then the unknown keys."""
    lines = []
    for field in fields(note):
        value = getattr(note, field.name)
        if field.name in LEFT_OUT or value == field.default:
            continue
        if field.name == "name" and value == PurePosixPath(note.path).stem:
            continue
        assert field.default is not NODEFAULT or field.name == "name"
        lines.append(f"{field.name}: {spelled(note, field.name, value)}")
    unknown = (key for key in note.fields if not key.name)
    return [*lines, *(f"({k.key}): {' | '.join(k.texts)}".rstrip() for k in unknown)]


@pytest.mark.parametrize(("text", "expected"), cases("front_matter.md"))
def test_values(text: str, expected: str) -> None:
    """Each key says what notes.md promises, and each problem knows its place."""
    note, problems = read_case(text)
    lines = [*lines_of(note), *problem_lines(problems)]
    assert "\n".join(lines or ["none"]) == expected


SIXTY: int = 60_000
DEEP = ("[", "{", "- ", "? ", "{a: ", "[a, ", "- - ", "a: {", "- [", ",[", "- {a: ")
MANY = ("|\n", "- a\n", "a: b\n", "? a\n", "a: [b, c]\n", "a:\n - ", ", ")


@pytest.mark.parametrize("piece", [*DEEP, *MANY])
def test_far_too_much(piece: str) -> None:
    """Sixty kilobytes of brackets, lists or keys are said, and the text is read."""
    check_limit(piece * (SIXTY // len(piece)))


@pytest.mark.parametrize(
    "header",
    [
        "role: " + "x" * 65_536,
        "role: " + "é" * 33_000,
        "tags:\n" + "- a\n" * 10_001,
        "tags: [" + "a, " * 10_001 + "]",
        "role: " + "[" * 33 + "]" * 33,
        "\n".join(f"{' ' * n}k{n}:" for n in range(40)),
        "\n".join(f"{'  ' * n}- " for n in range(40)),
        'role: "open\n' + "[" * 33 + "]" * 33,
    ],
    ids=[
        *("bytes", "letters", "items", "flow", "brackets", "keys", "dashes"),
        "brackets behind a quote that is not closed",
    ],
)
def test_just_too_much(header: str) -> None:
    """64 KiB, 10,000 values and 32 levels are the limits of front matter."""
    check_limit(header)


def check_limit(header: str) -> None:
    """Expect nothing but the limit, and the text below all the same."""
    note, problems = read(f"---\n{header}\n---\nBody with [[link]].\n")
    assert [problem.code for problem in problems] == [Code.FRONT_MATTER_LIMIT]
    assert note.fields == ()
    assert note.body.prose.text == "Body with link."


@pytest.mark.parametrize(
    "header",
    [
        "role: " + "x" * 60_000,
        "tags:\n" + "- a\n" * 9_990,
        "role: " + "[" * 30 + "]" * 30,
        "\n".join(f"{' ' * n}k{n}:" for n in range(30)),
        "-" * 200 + ": x",
        "role: |\n" + "  " * 20 + "indented " * 20,
        "role: '" + "[" * 60 + "'",
        "tags:\n" + '- "[["\n' * 40,
    ],
    ids=[
        *("bytes", "items", "brackets", "keys", "a key of dashes", "indented text"),
        *("brackets in quotes", "links that are not closed"),
    ],
)
def test_not_yet_too_much(header: str) -> None:
    """What is below the limits is read."""
    note, problems = read(f"---\n{header}\n---\n")
    assert Code.FRONT_MATTER_LIMIT not in {problem.code for problem in problems}
    assert len(note.fields) == 1


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        "&a ",
        "*a ",
        "!!x ",
        "#",
        "%",
        "@",
        "`",
        "\t",
        "<<: ",
        '"\\x',
        "!<",
        ": ",
        "-",
        "--- ",
        "...",
        "\\",
        "{{date}}",
        "a: &x ",
        "a: ",
        ">",
        "|",
        "? ",
        "~",
    ],
)
def test_a_kilobyte_of_one_sign(piece: str) -> None:
    """A line of nonsense costs itself, never the keys behind it or the text."""
    header = piece * (1000 // len(piece))
    note, _ = read(f"---\n{header}\nstatus: asked\n---\nBody.\n")
    assert note.body.prose.text == "Body."
    if piece != "? ":
        assert [field.key for field in note.fields][-1:] == ["status"]


def test_aliases_never_grow() -> None:
    """The bomb of aliases is a few short texts that are not read."""
    bomb = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(9))
    note, problems = read(f"---\n{bomb}\nrole: analyst\n---\n")
    assert {problem.code for problem in problems} == {Code.FRONT_MATTER_LIMIT}
    assert [field.key for field in note.fields] == ["role"]
