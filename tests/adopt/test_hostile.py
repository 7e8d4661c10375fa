"""Whatever a vault holds or is called, adopting it ends in settings that read."""

from __future__ import annotations

import json
import tomllib

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.adopt import Hints
from generator.adopt.notes import asks, look_at, shape_of
from generator.adopt.toml import can_be_said
from generator.adopt.trial import try_settings
from generator.adopt.vault import look_around
from generator.config.reading import parse_settings
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.source import sources_from_texts
from tests.adopt.test_adopt import adopt
from tests.conftest import TODAY
from tests.test_scaffold import NASTY

pieces = st.sampled_from(
    [
        *NASTY,
        *("---\n", "## ", "- ", "[[Ann Lee]]", "a@mail.example", "2026-01-02", ": "),
        *("tags: [a/b, '#', '/']\n", "type: person\n", "```\n", "[ ] ", "#x/", "\n"),
        *("[[", "]]", "[[#]]", "[](.md)", "{{x}}", "<% %>", "%%", "\t", "\0", "\ud800"),
        *(
            "People",
            "## Log\n- 2026-01-02 asked [[Ann Lee]]\n",
            "Gespräche",
            "面談",
            "نصائح",
            "Log",
            "email",
            "with",
            "?",
            "؟",
        ),
    ]
)
texts = st.lists(pieces, max_size=25).map("".join)
names = st.lists(pieces, min_size=1, max_size=3).map(
    lambda parts: "".join(parts).replace("/", "").replace("\0", "")[:60] or "x"
)
paths = st.lists(names, min_size=1, max_size=3).map(lambda p: "/".join(p) + ".md")


@settings(max_examples=50)
@given(st.dictionaries(paths, texts, max_size=8))
@example({"People/a.md": "---\n? [a]\n: b\n---\n", "x\n/y.md": "#"})
def test_any_vault_gives_settings_without_problems(files: dict[str, str]) -> None:
    """Nothing raises, and our own reader has nothing to say."""
    vault = {path.encode("utf-8", "replace").decode(): t for path, t in files.items()}
    adoption = adopt(vault)
    found, problems = parse_settings(adoption.toml)
    assert problems == ()
    assert adopt(vault) == adoption
    # Texts that the trial leaves out would have said nothing.
    kept = look_around(sources_from_texts(vault), Hints())[1]
    assert try_settings(kept, frozenset(), found, TODAY) == adoption.counts


@settings(max_examples=50)
@given(names, names, names)
@example('"] = ', "'''", '\\" #')
@example("a = 1\n[x]", "\ud800", "\u202e")
@example("content", "keys", "Log")
def test_names_are_quoted(folder: str, key: str, heading: str) -> None:
    """A folder, key and heading of any name are kept as they are, or left out."""
    people = ("Ann Lee", "Bo Ray", "Cy Fox")
    files = {
        f"{folder}/{name}.md": f"---\n{json.dumps(key)}: a{n}@mail.example\n---\n"
        f"## {heading}\n- [ ] one\n- [ ] two\n"
        for n, name in enumerate(people)
    }
    adoption = adopt(files)
    found, problems = parse_settings(adoption.toml)
    assert problems == ()
    tomllib.loads(adoption.toml)
    proposed = {(one.table, one.yours): one for one in adoption.proposals if one.sure}
    one = proposed.get(("folders", folder))
    if one and one.ours == "contact":
        assert adoption.counts.contacts == len(people)
        assert folder in found.folders.contact
    for (table, yours), one in proposed.items():
        assert can_be_said(table, yours)
        if table == "keys":
            assert found.keys[yours] == one.ours


@given(st.text(max_size=300))
def test_looking_never_raises(text: str) -> None:
    """One note of any text is looked at; a shape and a question are words."""
    source = sources_from_texts({"a.md": f"---\n{text}\n---\n{text}"}).notes[0]
    note = look_at(source)
    assert note.stem == "a"
    assert shape_of([text]) in {
        *("", "email", "linkedin", "web", "phone", "day", "link", "number", "text"),
    }
    assert asks(text) in {True, False}


@given(st.text(min_size=1, max_size=30))
def test_names_are_compared_as_the_format_does(name: str) -> None:
    """A name that can be said is the same name once the settings have read it."""
    if can_be_said("folders", name):
        assert fold_name(name.strip()) == fold_name(name)
    if can_be_said("keys", name):
        assert fold_key(name) == fold_key(fold_name(name))
