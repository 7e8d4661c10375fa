"""A key is set in the style that stands there; all else of the note stays."""

from __future__ import annotations

import pytest

from generator.config.settings import Settings
from generator.edit.keys import add_to_key, set_key
from generator.edit.splice import UnfitTextError, splice
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

READING = reading_of(Settings(keys={"Remercié": "thanked"}))


def once(text: str, key: str, *texts: str, add: bool = False) -> str:
    """Return a text with a key edited, once and twice with the same end."""
    edit = add_to_key if add else set_key
    after = splice(text.encode(), [edit(text, READING, key, texts)]).decode()
    again = splice(after.encode(), [edit(after, READING, key, texts)]).decode()
    assert again == after
    return after


SET = {
    "a:\nb: 1": 'a: "x: y"\nb: 1',
    "a: # c": 'a: "x: y" # c',
    "a: ~ # c": 'a: "x: y" # c',
    "a: 'o' # c": "a: 'x: y' # c",
    '"a": "o"': '"a": "x: y"',
    "a: |\n  o\n  p\n\n# c\nb: 1": 'a: "x: y"\n\n# c\nb: 1',
    "a: o\n  p # c": 'a: "x: y" # c',
    "a:\n  - o # c\n  - p # d\n# e": 'a:\n  - "x: y" # c\n# e',
    "a: [o, p, ] # c": 'a: ["x: y", ] # c',
    "a: [[Ana]] # c": 'a: "x: y" # c',
    "a: [ ]": 'a: ["x: y" ]',
    "a: {{date}}": 'a: "x: y"',
    "  b: 1": '  b: 1\n  a: "x: y"',
    "# c": '# c\na: "x: y"',
    "b: [1, 2": 'b: [1, 2\na: "x: y"',
    "{a: 1, b: 2}": '{a: "x: y", b: 2}',
}


@pytest.mark.parametrize("head", SET)
def test_a_value_is_set_where_it_stands(head: str) -> None:
    """Whatever stands there: nothing, a scalar, a block, a list of either kind."""
    assert (
        once(f"---\n{head}\n---\nbody", "a", "x: y") == f"---\n{SET[head]}\n---\nbody"
    )


ADD = {
    "b: 1": 'b: 1\na:\n  - "x, y"',
    "a: # c": 'a: # c\n  - "x, y"',
    "a:\n  - \nb: 1": 'a:\n  - "x, y"\nb: 1',
    "a: o # c": 'a: [o, "x, y"] # c',
    'a: "o, p"': 'a: ["o, p", "x, y"]',
    "a: [[Ana]]": 'a: ["[[Ana]]", "x, y"]',
    "a: [ # c\n  o, # d\n  'p' # e\n]": "a: [ # c\n  o, # d\n  'p', \"x, y\" # e\n]",
    "a:\n- o # c\n# d": 'a:\n- o # c\n- "x, y"\n# d',
    "a:\n    - |\n      o\n# c": 'a:\n    - |\n      o\n    - "x, y"\n# c',
}


@pytest.mark.parametrize("head", ADD)
def test_a_value_is_added_to_a_list(head: str) -> None:
    """A value that stands alone becomes a list; comments stay where they are."""
    after = once(f"---\n{head}\n---\n", "a", "x, y", add=True)
    assert after.replace("- x, y", '- "x, y"') == f"---\n{ADD[head]}\n---\n"


def test_a_note_without_front_matter_gets_one() -> None:
    """Its text stays below."""
    assert once("# Ana\n", "a", "x") == "---\na: x\n---\n# Ana\n"
    assert once("", "a", "x") == "---\na: x\n---\n"


def test_a_list_loses_only_what_goes() -> None:
    """Items that stay keep their lines and comments; without any, so does the key."""
    block = "---\na:\n  - o # 1\n  - p # 2\n  - q # 3\n---\n"
    assert once(block, "a", "o", "q") == "---\na:\n  - o # 1\n  - q # 3\n---\n"
    assert once(block, "a", "p", "q") == "---\na:\n  - p # 2\n  - q # 3\n---\n"
    assert once(block, "a", "m", "o", "p", "q").splitlines()[2:4] == [
        "  - m",
        "  - o # 1",
    ]
    flow = "---\na: [o, p, q]\n---\n"
    assert once(flow, "a", "o", "q") == "---\na: [o, q]\n---\n"
    assert once(flow, "a", "o", "p") == "---\na: [o, p]\n---\n"
    assert once(flow, "a", "m", "o", "p", "q") == "---\na: [m, o, p, q]\n---\n"
    assert once(flow, "a") == "---\na: []\n---\n"
    assert once(block, "a") == "---\na:\n   # 3\n---\n"


def test_own_names_and_further_names_are_the_key() -> None:
    """A new key gets the book's own name; words that are true or false no quotes."""
    assert once("---\nmerci: 1\n---\n", "thanked", "2026-03-02") == (
        "---\nmerci: 1\nRemercié: 2026-03-02\n---\n"
    )
    assert once("---\nREMERCIÉ: x\n---\n", "thanked", "y") == (
        "---\nREMERCIÉ: y\n---\n".replace(" y", ' "y"')
    )
    assert once("---\nalias: Bo\n---\n", "aliases", "Al", add=True) == (
        "---\nalias: [Bo, Al]\n---\n"
    )
    assert once("---\n---\n", "private", "True") == "---\nprivate: true\n---\n"


def test_a_title_is_the_role_or_the_name() -> None:
    """Where it says what the note is called it is no role, and stays."""
    for title, wanted in (("Editor", "title: Head"), ("Ana", "title: Ana\nrole: Head")):
        text = f"---\ntitle: {title}\n---\n"
        source = sources_from_texts({"contacts/Ana.md": text}).notes[0]
        note, _ = parse_note(source, READING)
        fix = set_key(text, READING, "role", ["Head"], note=note)
        assert splice(text.encode(), [fix]).decode() == f"---\n{wanted}\n---\n"


def test_twins_in_a_list_stay() -> None:
    """What stands there twice is not ours to take away."""
    assert once("---\na: [o, o]\n---\n", "a", "p", "p", add=True) == (
        "---\na: [o, o, p]\n---\n"
    )


def test_single_quotes_hold_no_placeholder() -> None:
    """A value that looks like a template's is written so that it is none."""
    after = once("---\na: 'o'\n---\n", "a", "{{date}}")
    assert after == '---\na: "{\\x7bdate}}"\n---\n'


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("a:\n  b: 1\n---", "has a `a` with further keys inside it; edit it"),
        ("a: !!str x\n---", "has a `a` in line 2 that cannot be read; mend it first"),
        ("a: 1", "has a front matter without an end; close it with --- first"),
        ("{b: 1}\n---", "has a `a` that cannot be edited without harm; edit it"),
    ],
)
def test_what_cannot_be_edited_is_refused(head: str, said: str) -> None:
    """Rather than harm the note, one line says what is in the way."""
    with pytest.raises(UnfitTextError, match=said):
        once(f"---\n{head}\n", "a", "x")
