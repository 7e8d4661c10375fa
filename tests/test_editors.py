"""Editor support: made from the declarations, tried on real notes and problems."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jsonschema
import pytest
import yaml

from generator.cli import editors as command
from generator.config.reading import parse_settings
from generator.diagnostics import Severity
from generator.parse.front_matter import parse_front_matter
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.scaffold.editors import (
    EDITORS,
    any_note_schema,
    make_editor_files,
    note_schema,
)
from generator.source import sources_from_texts
from generator.vocabulary import KEYS, Kind
from tests.books import ROOT, files_of, write_files
from tests.conftest import TODAY
from tests.test_cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.scaffold.editors import MadeFiles

OWN: Final = """\
content = "notes"
keys = { mit = "with", firma = "organization", "näm: 'x'" = "role", art = "type" }
sections = { log = ["Verlauf"], advice = ["Ratschläge"] }
folders.contact = ["Menschen", 'say "hi"']
people.tags = ["person"]
"""


def make(folder: Path, *editors: str, toml: str = "") -> MadeFiles:
    settings, problems = parse_settings(toml)
    assert problems == ()
    content = folder / settings.content
    content.mkdir(exist_ok=True)
    return make_editor_files(folder, content, settings, editors)


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def problems_of(text: str, name: str, toml: str = "") -> list[str]:
    """Return what is wrong in a note, hints left aside."""
    source = sources_from_texts({name: text}).notes[0]
    found = parse_note(source, reading_of(parse_settings(toml)[0]))[1]
    return [str(x) for x in found if x.severity is not Severity.HINT]


def sample_headers() -> Iterator[tuple[str, Kind, Any]]:
    """Yield path, kind and front matter of the sample's notes, as an editor has it."""
    reading = reading_of(parse_settings("")[0])
    for file in sorted((ROOT / "content").rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        path = file.relative_to(ROOT / "content").as_posix()
        header = re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE)
        source = sources_from_texts({path: text}).notes[0]
        loaded = yaml.load(header[1] if header else "", _Core)  # noqa: S506 - a safe one
        yield path, parse_note(source, reading)[0].kind, loaded


class _Core(yaml.SafeLoader):
    """Reads YAML as editors do: days and times stay texts."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as its base class has it
        first: [(tag, rule) for tag, rule in rules if not tag.endswith("timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def test_the_sample_fits_its_schemas() -> None:
    """Every note of the sample is valid for its kind and for the schema of all."""
    every = jsonschema.Draft7Validator(any_note_schema())
    kinds = {kind: jsonschema.Draft7Validator(note_schema(kind)) for kind in Kind}
    seen = set()
    for path, kind, header in sample_headers():
        seen.add(kind)
        assert [x.message for x in kinds[kind].iter_errors(header)] == [], path
        assert [x.message for x in every.iter_errors(header)] == [], path
    assert seen == set(Kind)
    for schema in (any_note_schema(), *map(note_schema, Kind)):
        jsonschema.Draft7Validator.check_schema(schema)


WRONG: Final = {
    "a date that is none": ("contact", {"next": "soon"}),
    "a word that is none of ours": ("contact", {"tier": "hot"}),
    "a number too high": ("interview", {"rating": 6}),
    "a link that is a list in a list": ("interview", {"with": [["Ana"]]}),
    "a flag that is none": ("question", {"must_ask": "perhaps"}),
    "a rule that is none": ("contact", {"snooze": ["nap 2026-01-02"]}),
    "keys inside a key": ("organization", {"size": {"of": 3}}),
    "an own name of a key": ("interview", {"zufriedenheit": 9}),
}


@pytest.mark.parametrize(("kind", "header"), WRONG.values(), ids=WRONG)
def test_a_schema_finds_what_check_finds(kind: str, header: dict[str, Any]) -> None:
    """The schema of a kind, and the one of all where the note says its type."""
    own = {"zufriedenheit": "rating"}
    alone = jsonschema.Draft7Validator(note_schema(Kind(kind), own))
    every = jsonschema.Draft7Validator(any_note_schema(own))
    assert list(alone.iter_errors(header))
    assert list(every.iter_errors({"type": kind, **header}))
    assert not list(every.iter_errors(header))


def test_a_schema_has_every_declared_key() -> None:
    """With all its names and its help; a key that is not declared is free."""
    for kind in Kind:
        made = note_schema(kind)["properties"]
        for key in KEYS[kind]:
            for name in (key.name, *key.aliases):
                assert made[name].get("description", "") in {key.help, *_helps(name)}
        fine = jsonschema.Draft7Validator(note_schema(kind))
        assert fine.is_valid({"shoe size": {"eu": 41}})
        assert fine.is_valid(None)


def _helps(name: str) -> set[str]:
    return {k.help for ks in KEYS.values() for k in ks if name in (k.name, *k.aliases)}


@pytest.fixture(scope="module")
def own_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    make(folder, "vscode", "vim", "obsidian", toml=OWN)
    return folder


def expanded(body: list[str]) -> str:
    """Return what a snippet leaves when each of its places is passed over."""
    text = "\n".join(body)
    text = text.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", str(TODAY))
    text = re.sub(r"\$\{\d\|([^,|]*)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d:([^}]*)\}", r"\1", text)
    return re.sub(r"\$\d", "Ana Silva", text)


def test_snippets_are_notes_without_problems(own_book: Path) -> None:
    """Filled in, each stands in a note that has nothing wrong, in the own words."""
    snippets = read(own_book / ".vscode" / "airbook.code-snippets")
    by_prefix = {one["prefix"]: expanded(one["body"]) for one in snippets.values()}
    assert set(by_prefix) == {"contact", "interview", "log", "referral", "question"}
    for prefix in ("contact", "interview"):
        assert problems_of(by_prefix[prefix], "x/Ana.md", OWN) == []
    contact, interview = by_prefix["contact"], by_prefix["interview"]
    assert 'firma: "[[Ana Silva]]"' in contact
    assert "\n## Verlauf\n" in contact
    assert 'mit: "[[Ana Silva]]"' in interview
    assert "\n## Ratschläge\n" in interview
    source = sources_from_texts({"x/Ana.md": interview}).notes[0]
    assert parse_note(source, reading_of(parse_settings(OWN)[0]))[0].kind == "interview"
    log = f"---\nart: contact\n---\n## Verlauf\n{by_prefix['log']}\n"
    note = parse_note(
        sources_from_texts({"a.md": log}).notes[0], reading_of(parse_settings(OWN)[0])
    )[0]
    assert len(note.body.log) == 1
    body = f"## Referrals\n{by_prefix['referral']}\n\n## Information\n"
    text = f"---\ntype: interview\n---\n{body}{by_prefix['question']}\n"
    note = parse_note(
        sources_from_texts({"a.md": text}).notes[0], reading_of(parse_settings("")[0])
    )[0]
    assert note.body.entries[0].may_use_name == "yes"
    assert len(note.body.answers) == 1


@pytest.fixture(scope="module")
def problem_lines(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a book in which much is wrong, and what `check` says of it."""
    folder = tmp_path_factory.mktemp("wrong")
    write_files(
        folder,
        {
            "airbook.toml": 'titel = "x"\n',
            "content/contacts/Ana: b.md": "---\nnext: soon\n---\n[[missing: one]]\n",
            "content/interviews/it's [odd].md": '---\nwith: "[[Zed]]"\n---\n',
            "content/山田 (x):3:4: y.md": "---\nname: [\n---\n",
        },
    )
    make(folder, "vscode", "vim")
    done = run("-C", str(folder), "-q", "check", code=1)
    return folder, done.stdout.splitlines()


def test_the_problem_matcher_reads_what_check_prints(
    problem_lines: tuple[Path, list[str]],
) -> None:
    """Each line by exactly one matcher, whose place and text are the problem's."""
    folder, lines = problem_lines
    tasks = read(folder / ".vscode" / "tasks.json")["tasks"]
    matchers = tasks[0]["problemMatcher"]
    found = []
    for line in lines:
        matched = [(m, hit) for m in matchers if (hit := _match(m, line))]
        assert len(matched) == 1, line
        matcher, hit = matched[0]
        place = matcher["fileLocation"][1].replace("${workspaceFolder}", str(folder))
        pattern = matcher["pattern"]
        file = Path(place) / hit[pattern["file"]]
        found.append((file.name, hit[pattern["severity"]], hit[pattern["code"]]))
        if ":3:4:" not in file.name:  # a name that looks like a place is beyond it
            assert file.is_file(), line
            assert 1 <= int(hit[pattern["line"]]) <= 5
    assert ("airbook.toml", "warning", "settings-key") in found
    assert ("Ana: b.md", "error", "value-date") in found
    assert {severity for _, severity, _ in found} == {"error", "warning", "hint"}
    assert tasks[0]["command"] == "airbook"
    assert [one["args"][-1] for one in tasks] == ["check", "build", "due"]


def _match(matcher: dict[str, Any], line: str) -> re.Match[str] | None:
    return re.search(matcher["pattern"]["regexp"], line)


def test_the_compiler_file_reads_what_check_prints(
    problem_lines: tuple[Path, list[str]],
) -> None:
    """Its errorformat, as far as Python can read it; vim itself is a slow test."""
    folder, lines = problem_lines
    text = (folder / ".vim" / "compiler" / "airbook.vim").read_text(encoding="utf-8")
    assert "let s:notes = 'content'" in text
    formats = list(re.findall(r"^      \\(.*?),?$", text, re.MULTILINE))
    assert formats[0] == r"%DNotes\ in\ %f"
    for line in lines:
        hits = [form for form in formats[1:-1] if _errorformat(form).fullmatch(line)]
        assert len(hits) == 1, line


def _errorformat(form: str) -> re.Pattern[str]:
    text = re.sub(r"^%[EWI]", "", form.replace("\\ ", " "))
    for item, pattern in {"%f": ".+?", "%l": r"\d+", "%c": r"\d+", "%m": ".*"}.items():
        text = text.replace(item, pattern)
    return re.compile(text)


def test_the_base_is_yaml_that_names_the_own_folders(own_book: Path) -> None:
    """Two tables, by type, tag and folder, with the book's own keys."""
    text = (own_book / "notes" / "People.base").read_text(encoding="utf-8")
    people, talks = yaml.safe_load(text)["views"]
    assert (people["type"], people["name"], talks["name"]) == (
        *("table", "People", "Interviews"),
    )
    assert people["filters"]["or"] == [
        'note.art == "contact"',
        'file.hasTag("person")',
        'file.folder.lower().split("/").containsAny("menschen", "say \\"hi\\"")',
    ]
    assert people["order"][:3] == ["file.name", "note.firma", "note[\"näm: 'x'\"]"]
    assert talks["sort"] == [{"property": "note.date", "direction": "DESC"}]


def test_obsidian_gets_templates_and_types(own_book: Path) -> None:
    """The templates, filled in as Obsidian does, have no problem."""
    types = read(own_book / "notes" / ".obsidian" / "types.json")["types"]
    assert types["mit"] == "multitext"
    assert types["date"] == "date"
    assert types["must_ask"] == "checkbox"
    assert types["tags"] == "tags"
    assert set(types.values()) <= {
        *("aliases", "tags", "multitext", "date", "number", "checkbox"),
    }
    templates = own_book / "notes" / "templates"
    assert sorted(x.name for x in templates.iterdir()) == [
        *("Contact.md", "Interview.md", "Organization.md", "Question.md"),
    ]
    for file in templates.iterdir():
        text = file.read_text(encoding="utf-8")
        filled = text.replace("{{title}}", "Ana").replace(
            "{{date:YYYY-MM-DD}}", "2026-01-02"
        )
        assert "{{" not in filled
        kind = file.stem.lower()
        assert problems_of(filled, f"x/{kind}.md", OWN) == []
        assert f"art: {kind}\n" in text
        assert parse_front_matter("x", filled).fields


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    """A file of one's own stays, and what to add to it is said."""
    mine = {
        ".vscode/settings.json": "{} // mine",
        ".vscode/airbook.code-snippets": "{}",
        "content/.obsidian/types.json": "{}",
        "content/.obsidian/templates.json": '{"folder": "Meta/Muster"}',
    }
    write_files(tmp_path, {**mine, "airbook.toml": ""})
    done = run("-C", str(tmp_path), "editor")
    after = files_of(tmp_path)
    assert {path: after[path].decode() for path in mine} == mine
    assert "settings.json was there and stays as it is\n  to it may be" in done.stderr
    assert "editor.quickSuggestions" in done.stderr
    assert str(tmp_path / "content" / "Meta" / "Muster" / "Contact.md") in done.stdout
    assert 'write ignore = ["Muster"] below [folders]' in done.stderr
    again = run("-C", str(tmp_path), "editor", "vim")
    assert again.stdout == ""
    assert ":compiler" in again.stderr or "compiler airbook" in again.stderr
    assert files_of(tmp_path) == after
    assert run("-q", "-C", str(tmp_path), "editor").output == ""


def test_the_command_knows_every_editor() -> None:
    """What it takes is what there are files for."""
    assert command.EDITORS == EDITORS


def test_obsidian_is_left_alone_where_it_is_not_used(tmp_path: Path) -> None:
    """`init` makes nothing of it without its folder; `editor obsidian` does."""
    run("-C", str(tmp_path), "init")
    assert not list(tmp_path.rglob("*.base"))
    assert (tmp_path / ".vscode" / "tasks.json").is_file()
    run("-C", str(tmp_path), "editor", "obsidian")
    assert (tmp_path / "content" / "People.base").is_file()
    run("-C", str(tmp_path), "check", "--strict")
    other = tmp_path / "other"
    (other / ".obsidian").mkdir(parents=True)
    run("-C", str(other), "init")
    assert (other / "People.base").is_file()
    assert not (other / "content" / "People.base").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"folder": 3}', '{"folder": "../out"}'])
def test_a_folder_of_templates_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    """Broken or foreign settings of Obsidian lead nowhere outside the vault."""
    write_files(tmp_path, {"content/.obsidian/templates.json": text})
    make(tmp_path, "obsidian")
    assert (tmp_path / "content" / "templates" / "Contact.md").is_file()
    assert not (tmp_path / "out").exists()


def test_notes_elsewhere_are_found_by_editors(tmp_path: Path) -> None:
    """An adopted vault lies outside the book; its problems lead there."""
    (tmp_path / "book").mkdir()
    (tmp_path / "it's a vault").mkdir()
    settings, _ = parse_settings("")
    vault = tmp_path / "it's a vault"
    make_editor_files(tmp_path / "book", vault, settings, ("vscode", "vim"))
    matchers = read(tmp_path / "book/.vscode/tasks.json")["tasks"][0]["problemMatcher"]
    assert matchers[1]["fileLocation"] == ["relative", vault.as_posix()]
    text = (tmp_path / "book/.vim/compiler/airbook.vim").read_text(encoding="utf-8")
    assert f"let s:notes = '{vault.as_posix().replace(chr(39), chr(39) * 2)}'" in text
    assert files_of(vault) == {}
