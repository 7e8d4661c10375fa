"""The language server, driven by a client over its pipes."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from generator.lsp import questions
from generator.lsp.session import Session
from tests.books import ROOT, airbook, files_of, write_files
from tests.lsp.client import EVERYTHING, Client, replacing
from tests.lsp.servers import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lsp.state import State

BOOK = {
    "airbook.toml": '[keys]\nfirma = "organization"\n',
    "content/contacts/José Núñez.md": (
        '---\norganization: "[[Blue Door]]"\nrole: analyst\naliases: [Pepe]\n'
        "tags: [data]\n---\n"
        "## Log\n- 2026-02-20 asked (email): through [[Łucja Ożóg]]\n"
        "- 2026-02-24 replied: gladly\n"
    ),
    "content/contacts/Łucja Ożóg.md": "---\nrole: chemist\n---\nKnows [[Pepe]].\n",
    "content/organizations/Blue Door.md": (
        "# Blue Door\n\nHires in May. ^may\n\n## How they hire\n\nSlowly.\n"
    ),
    "content/questions/What is a typical week.md": "---\ncategory: day\n---\n",
    "content/interviews/2026-02-27 José Núñez.md": (
        '---\nwith: "[[José Núñez]]"\ndate: 2026-02-27\nquestions: '
        '["[[What is a typical week]]"]\nthanked: 2026-02-28\n---\n'
        "## Information\n- Long hours #hours\n\n"
        "## Referrals\n- [[Nia Okafor]] - runs the lab (use my name: yes)\n"
    ),
}
JOSE = "contacts/José Núñez.md"
LUCJA = "contacts/Łucja Ożóg.md"
TALK = "interviews/2026-02-27 José Núñez.md"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a book in it."""
    home = tmp_path_factory.mktemp("editor")
    write_files(home / "book", BOOK)
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[Client]:
    """Return an editor in which the book is open; the disk stays as it was."""
    before = files_of(home / "book")
    with Client(home / "book", home=home) as client:
        client.open(LUCJA)
        client.wait_for(LUCJA, "link-by-name")
        yield client
        assert client.noise == b""
        assert client.quit() == 0
    assert files_of(home / "book") == before


def offered(client: Client, path: str, text: str) -> dict[str, dict[str, Any]]:
    """Type a text up to the bar in it and return what is offered, by label."""
    before, _, after = text.partition("¦")
    if client.uri(path) in client.versions:
        client.change(path, before + after)
    else:
        client.open(path, before + after)
    line = before.count("\n")
    column = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
    found = client.ask("textDocument/completion", **client.at(path, line, column))
    return {one["label"]: one for one in found["items"]} if found else {}


def applied(text: str, edit: dict[str, Any]) -> str:
    """Return a text of single-unit signs after an edit within a line."""
    lines = text.split("\n")
    start, end = edit["range"]["start"], edit["range"]["end"]
    line = lines[start["line"]]
    lines[start["line"]] = (
        line[: start["character"]] + edit["newText"] + line[end["character"] :]
    )
    return "\n".join(lines)


def chosen(client: Client, path: str, text: str, label: str) -> str:
    """Return what a text becomes when something that is offered is chosen."""
    edit = offered(client, path, text)[label]["textEdit"]
    return applied(text.replace("¦", ""), edit)


def test_a_link_is_completed_as_it_is_best_written(client: Client) -> None:
    """By file name, without accents, by alias, of a lead, closed already or not."""
    text = chosen(client, "page.md", "See [[jose¦", "José Núñez")
    assert text == "See [[José Núñez]]"
    text = chosen(client, "page.md", "See [[pep¦", "Pepe")
    assert text == "See [[José Núñez|Pepe]]"
    text = chosen(client, "page.md", "See [[jo¦hn]] there", "José Núñez")
    assert text == "See [[José Núñez]] there"
    text = chosen(client, "page.md", "| [[pep¦ |", "Pepe")
    assert text == "| [[José Núñez\\|Pepe]] |"
    found = offered(client, "page.md", "See [[nia¦")
    assert found["Nia Okafor"]["detail"] == "no note yet"
    assert offered(client, "page.md", "`code`\n```\n[[jo¦\n```") == {}
    assert offered(client, "page.md", "nothing here ¦") == {}


def test_headings_and_blocks_are_completed(client: Client) -> None:
    """Behind the # of a link, of that note or of this one."""
    found = offered(client, "page.md", "See [[Blue Door#¦")
    assert list(found) == ["Blue Door", "How they hire", "^may"]
    text = chosen(client, "page.md", "See [[blue door#hire¦]]", "How they hire")
    assert text == "See [[blue door#How they hire]]"
    text = chosen(client, "page.md", "# Mine\n\nSee [[#m¦", "Mine")
    assert text.endswith("See [[#Mine]]")
    assert offered(client, "page.md", "See [[Nobody#¦") == {}


def test_keys_of_the_kind_are_completed(client: Client) -> None:
    """In the book's own words; what stands there already is not offered."""
    path = "contacts/New.md"
    found = offered(client, path, "---\nrole: x\n¦\n---\n")
    assert "firma" in found
    assert not {"organization", "role", "with"} & set(found)
    assert found["tier"]["detail"] == "how often to keep in touch"
    text = chosen(client, path, "---\nfir¦\n---\n", "firma")
    assert text == "---\nfirma: \n---\n"
    text = chosen(client, path, "---\nti¦: warm\n---\n", "tier")
    assert text == "---\ntier: warm\n---\n"
    assert "with" in offered(client, "interviews/New.md", "---\nw¦\n---\n")


def test_values_are_completed(client: Client) -> None:
    """Closed words, links with quotes, days, what the book says elsewhere."""
    path = "contacts/New.md"
    assert list(offered(client, path, "---\ntier: w¦\n---\n")) == ["warm"]
    text = chosen(client, path, "---\nfirma: bl¦\n---\n", "Blue Door")
    assert text == '---\nfirma: "[[Blue Door]]"\n---\n'
    text = chosen(client, path, '---\nfirma: "[[bl¦"\n---\n', "Blue Door")
    assert text == '---\nfirma: "[[Blue Door]]"\n---\n'
    text = chosen(client, path, '---\nfirma: "bl¦\n---\n', "Blue Door")
    assert text == '---\nfirma: "[[Blue Door]]"\n---\n'
    text = chosen(client, path, '---\nfirma: "bl¦"\n---\n', "Blue Door")
    assert text == '---\nfirma: "[[Blue Door]]"\n---\n'
    text = chosen(client, path, "---\ntier: 'wa¦'\n---\n", "warm")
    assert text == "---\ntier: 'warm'\n---\n"
    text = chosen(client, path, '---\ntier: "wa¦\n---\n', "warm")
    assert text == '---\ntier: "warm"\n---\n'
    text = chosen(client, path, "---\nfirma: [[bl¦]]\n---\n", "Blue Door")
    assert text == '---\nfirma: "[[Blue Door]]"\n---\n'
    text = chosen(client, path, "---\nreferred_by:\n  - łucj¦\n---\n", "Łucja Ożóg")
    assert text == '---\nreferred_by:\n  - "[[Łucja Ożóg]]"\n---\n'
    assert "2026-03-02" in offered(client, path, "---\nnext: ¦\n---\n")
    assert list(offered(client, path, "---\npaused: t¦\n---\n")) == ["true"]
    assert list(offered(client, path, "---\nrole: che¦\n---\n")) == ["chemist"]
    found = offered(client, path, "---\ntimezone: lisb¦\n---\n")
    assert list(found) == ["Europe/Lisbon"]
    text = chosen(client, path, "---\ntags: [one, da¦]\n---\n", "data")
    assert text == "---\ntags: [one, data]\n---\n"
    talk = "interviews/New.md"
    assert list(offered(client, talk, "---\nrating: ¦\n---\n")) == list("12345")
    assert list(offered(client, talk, "---\nwith: łuc¦\n---\n")) == ["Łucja Ożóg"]
    assert offered(client, path, "---\nmine: ¦\n---\n") == {}


def test_events_of_a_log_are_completed(client: Client) -> None:
    """Behind a day only the kind, at the beginning of an item the day as well."""
    path = "contacts/New.md"
    text = chosen(client, path, "## Log\n- 2026-03-01 as¦", "asked")
    assert text == "## Log\n- 2026-03-01 asked: "
    text = chosen(client, path, "## Log\n- tha¦", "thanked")
    assert text == "## Log\n- 2026-03-02 thanked: "
    assert "asked" in offered(client, path, "## Log\n- ¦")
    assert offered(client, path, "## Notes\n- as¦") == {}


def test_tags_are_completed(client: Client) -> None:
    """In the text; a # at the beginning of a line is a heading."""
    assert list(offered(client, "page.md", "- long #ho¦")) == ["hours"]
    assert offered(client, "page.md", "#¦") == {}


def test_a_link_tells_of_the_person(client: Client) -> None:
    """Where one stands and why, where they work, the newest contact, what is due."""
    client.open(TALK)
    found = client.ask("textDocument/hover", **client.at(TALK, 1, 10))
    lines = found["contents"]["value"].splitlines()
    assert lines[:4] == [
        "José Núñez",
        "analyst, Blue Door",
        "status: met (met 27 Feb 2026)",
        "last: 28 Feb 2026 thanked",
    ]
    assert any(line.startswith("due ") for line in lines)
    assert found["range"]["start"] == {"line": 1, "character": 7}


def test_leads_places_and_questions_tell_of_themselves(client: Client) -> None:
    """A lead: who named them; an organization: whom one knows there."""

    def hover(path: str, line: int, character: int) -> str:
        found = client.ask("textDocument/hover", **client.at(path, line, character))
        return str(found["contents"]["value"]) if found else ""

    said = hover(TALK, 10, 5)
    assert f"no note yet; named in {TALK}:11" in said
    assert "named by José Núñez, 27 Feb 2026, use the name: yes" in said
    assert "link-lead (hint)" in said
    assert "asked in 1 note" in hover(TALK, 3, 16)
    client.open(JOSE)
    assert "José Núñez (met)" in hover(JOSE, 1, 18)
    assert (
        hover(JOSE, 2, 1)
        == "role: text\n`title` only where it is not the note's own name\n"
        "also: title, position, job_title"
    )
    assert hover(JOSE, 6, 1) == ""


def test_a_link_leads_to_its_note_heading_or_block(client: Client) -> None:
    """Of a lead to where they were named; columns count as the editor counts."""
    path = "page.md"
    text = "🦊 [[Pepe]] [[Blue Door#How they hire]] [[Blue Door#^may]] [[#Nowhere]]"
    offered(client, path, text + "¦")

    def leads(column: int) -> list[tuple[str, int]]:
        found = client.ask("textDocument/definition", **client.at(path, 0, column))
        return [(one["uri"], one["range"]["start"]["line"]) for one in found]

    door = client.uri("organizations/Blue Door.md")
    assert leads(0) == []
    assert leads(3) == leads(11) == [(client.uri(JOSE), 0)]
    assert leads(text.index("#How") + 1) == [(door, 4)]
    assert leads(text.index("#^may") + 1) == [(door, 2)]
    offered(client, TALK, BOOK[f"content/{TALK}"] + "¦")
    found = client.ask("textDocument/definition", **client.at(TALK, 10, 6))
    assert [one["uri"] for one in found] == [client.uri(TALK)]


def test_references_are_backlinks(client: Client) -> None:
    """Of the note that a link leads to, else of the note itself."""
    asked = {"context": {"includeDeclaration": False}}
    here = client.ask("textDocument/references", **client.at(JOSE, 6, 0), **asked)
    there = client.ask("textDocument/references", **client.at(TALK, 1, 10), **asked)
    assert here == there
    assert {client.uri(LUCJA), client.uri(TALK)} <= {one["uri"] for one in here}
    asked["context"]["includeDeclaration"] = True
    more = client.ask("textDocument/references", **client.at(JOSE, 6, 0), **asked)
    assert len(more) == len(here) + 1


def test_problems_come_as_one_types_and_go_again(client: Client) -> None:
    """Of the open note at once, then of the book; ranges count UTF-16."""
    path = "contacts/Typed.md"
    client.open(path, "---\ntier: hot\n---\n🦊 [[Nobody At All]]\n")
    found = client.wait_for(path, "value-choice", "link-missing")
    by_code = {one["code"]: one for one in found}
    assert by_code["link-missing"]["range"] == replacing(3, 3, 20)
    assert by_code["value-choice"]["severity"] == 1
    assert by_code["value-choice"]["source"] == "airbook"
    client.change(path, "warm", replacing(1, 6, 9))
    client.wait_for(path, "link-missing")
    client.change(path, "", replacing(3, 0, 20))
    client.wait_for(path)
    client.open("interviews/Alone.md", "---\ndate: 2026-03-01\n---\n")
    client.wait_for("interviews/Alone.md", "interview-nobody")
    client.change("interviews/Alone.md", '---\nwith: "[[Pepe]]"\n---\n')
    client.wait_for("interviews/Alone.md", "link-by-name")


def test_every_fix_is_an_action(client: Client) -> None:
    """One for each problem, and one for all that are safe; guesses are apart."""
    path = "contacts/Mended.md"
    text = "---\r\nteir: warm\r\norganization: [[Blue Door]]\r\n---\r\n[[Blue Dor]]\r\n"
    client.open(path, text)
    client.wait_for(
        path, "file-crlf", "key-misspelled", "link-missing", "link-unquoted"
    )
    everywhere = {
        "start": {"line": 0, "character": 0},
        "end": {"line": 9, "character": 0},
    }

    def actions(where: Any, **context: Any) -> list[dict[str, Any]]:
        found = client.ask(
            "textDocument/codeAction",
            textDocument={"uri": client.uri(path)},
            range=where,
            context={"diagnostics": [], **context},
        )
        assert isinstance(found, list)
        return found

    one, every = actions(replacing(2, 15, 15))
    assert one["title"] == 'Write "[[Blue Door]]"'
    assert one["diagnostics"][0]["code"] == "link-unquoted"
    assert one["kind"] == "quickfix"
    edit = one["edit"]["changes"][client.uri(path)][0]
    assert edit == {"range": replacing(2, 14, 27), "newText": '"[[Blue Door]]"'}
    assert every["kind"] == "source.fixAll"
    assert len(every["edit"]["changes"][client.uri(path)]) == 2
    assert len(actions(everywhere)) == 4
    assert len(actions(everywhere, only=["quickfix"])) == 3
    assert len(actions(everywhere, only=["source"])) == 1
    assert actions(replacing(0, 0, 0), only=["refactor"]) == []


def test_symbols_are_headings_entries_and_people(client: Client) -> None:
    """A note's headings with what stands below them; the people of the book."""
    found = client.ask(
        "textDocument/documentSymbol", textDocument={"uri": client.uri(TALK)}
    )
    assert [one["name"] for one in found] == ["Information", "Referrals"]
    assert [one["name"] for one in found[0]["children"]] == ["Long hours"]
    assert found[0]["range"]["end"]["line"] == found[1]["range"]["start"]["line"]
    people = client.ask("workspace/symbol", query="")
    assert {"José Núñez", "Łucja Ożóg", "Nia Okafor"} <= {one["name"] for one in people}
    named = client.ask("workspace/symbol", query="pepe")
    assert [one["name"] for one in named] == ["José Núñez"]
    assert client.ask("workspace/symbol", query="zzzz") == []


def test_what_cannot_be_read_gets_an_error_and_ends_nothing(home: Path) -> None:
    """Bytes that are no message, unknown methods, wrong parameters, odd files."""
    with Client(home / "book", home=home) as client:
        client.send(b"rubbish\r\n\r\n")
        body = b'{"jsonrpc": "2.0", "id": 9'
        client.send(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        client.send(b"Content-Length: 2\r\n\r\n[]")
        wrong = client.start("textDocument/hover", position="nowhere")
        assert client.answer(wrong)["error"]["code"] == -32602
        unknown = client.start("airbook/unknown", some="thing")
        assert client.answer(unknown)["error"]["code"] == -32601
        client.tell("airbook/unknown")
        far = client.at(JOSE, 10**6, 10**6)
        assert client.ask("textDocument/hover", **far) is None
        for uri in ("untitled:One", "file:///nowhere/else.md", client.uri("a.png")):
            asked = {"textDocument": {"uri": uri}, "position": far["position"]}
            assert client.ask("textDocument/hover", **asked) is None
            assert client.ask("textDocument/completion", **asked) is None
            client.tell(
                "textDocument/didChange",
                textDocument={"uri": uri, "version": 2},
                contentChanges=[{"text": "x"}],
            )
        assert client.ask("workspace/symbol", query="pepe")
        assert client.quit() == 0
    assert client.noise == b""
    assert b"airbook lsp:" in client.log


def test_the_command_serves_and_ends(home: Path) -> None:
    """As a process of its own: it answers, says nothing else, and ends as asked."""
    with Client(home / "book", home=home, process=True) as client:
        client.open(LUCJA)
        client.wait_for(LUCJA, "link-by-name")
        found = client.ask("textDocument/hover", **client.at(LUCJA, 3, 9))
        assert found["contents"]["value"].startswith("José Núñez\n")
        assert client.quit() == 0
    assert (client.noise, client.log) == (b"", b"")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_count_as_agreed(home: Path, encoding: str) -> None:
    """The editor's first choice holds, for what it sends and for what it gets."""
    units = {"utf-8": 4, "utf-16": 2, "utf-32": 1}[encoding]
    with Client(home / "book", home=home, encodings=(encoding, "utf-16")) as client:
        assert client.agreed["capabilities"]["positionEncoding"] == encoding
        client.open("page.md", "\ufeff🦊🦊 [[Nobody]]\n")
        found = client.wait_for("page.md", "file-bom", "link-missing")
        bom = {"utf-8": 3, "utf-16": 1, "utf-32": 1}[encoding]
        start = bom + 2 * units + 1
        ranges = {one["code"]: one["range"] for one in found}
        assert ranges["link-missing"] == replacing(0, start, start + 10)
        client.change("page.md", "Pepe", replacing(0, start + 2, start + 8))
        client.wait_for("page.md", "file-bom", "link-by-name")


def test_what_others_change_is_seen(tmp_path: Path) -> None:
    """Told by the editor where it can, else the notes are watched."""
    book = write_files(tmp_path / "book", BOOK)
    for told in (True, False):
        capabilities = EVERYTHING if told else {}
        with Client(book, home=tmp_path, capabilities=capabilities) as client:
            client.wait_for(TALK, "link-lead")
            assert client.registered == (
                ["workspace/didChangeWatchedFiles"] if told else []
            )
            note = write_files(book / "content", {"contacts/Nia Okafor.md": "# Nia\n"})
            uri = (note / "contacts/Nia Okafor.md").as_uri()
            if told:
                client.tell(
                    "workspace/didChangeWatchedFiles", changes=[{"uri": uri, "type": 1}]
                )
            client.wait_for(TALK)
            (book / "content/contacts/Nia Okafor.md").unlink()
            client.tell("textDocument/didSave", textDocument={"uri": client.uri(JOSE)})
            client.wait_for(TALK, "link-lead")


def test_a_note_that_is_closed_says_again_what_the_disk_says(tmp_path: Path) -> None:
    """What was typed and not saved is forgotten."""
    book = write_files(tmp_path / "book", BOOK)
    with Client(book, home=tmp_path) as client:
        client.open(LUCJA, "[[Nobody]]\n")
        client.wait_for(LUCJA, "link-missing")
        client.tell("textDocument/didClose", textDocument={"uri": client.uri(LUCJA)})
        client.wait_for(LUCJA, "link-by-name")


def test_without_a_book_a_message_says_what_to_do(tmp_path: Path) -> None:
    """Once; every question is answered with nothing, and a book may come later."""
    (tmp_path / "empty").mkdir()
    with Client(tmp_path / "empty", home=tmp_path) as client:
        client.until(lambda: client.messages)
        assert "airbook init" in client.messages[0]
        client.open("one.md", "[[Nobody]]")
        assert client.ask("textDocument/hover", **client.at("one.md", 0, 3)) is None
        assert client.ask("workspace/symbol", query="") == []
        write_files(tmp_path / "empty", {"content/one.md": "[[Nobody]]"})
        client.tell(
            "workspace/didChangeWatchedFiles",
            changes=[{"uri": client.uri("one.md"), "type": 1}],
        )
        client.open("one.md", "[[Nobody]]")
        client.wait_for("one.md", "link-missing")
    assert len(client.messages) == 1
    with Client(None, home=tmp_path) as client:
        client.folder = tmp_path / "elsewhere"
        client.open("one.md", "text")
        client.until(lambda: client.messages)


def test_two_books_are_two_books(tmp_path: Path) -> None:
    """Each file is answered from its own; folders that are no notes are left out."""
    one = write_files(tmp_path / "one", {"content/contacts/Ana.md": "# Ana\n"})
    two = write_files(tmp_path / "two", {"content/contacts/Bo.md": "# Bo\n"})
    with Client(one, home=tmp_path) as client:
        client.until(lambda: client.registered)
        client.open("page.md", "[[Bo]]\n")
        client.wait_for("page.md", "link-missing")
        client.folder = two
        client.open("page.md", "[[Ana]]\n")
        client.wait_for("page.md", "link-missing")
        for path in (".obsidian/x.md", "templates/x.md", "../README.md"):
            client.open(path, "[[Nobody]]\n")
            assert (
                client.ask("textDocument/completion", **client.at(path, 0, 4)) is None
            )
        names = [item["name"] for item in client.ask("workspace/symbol", query="")]
        assert names == ["Ana", "Bo"]


def test_the_options_name_a_folder_of_notes(tmp_path: Path) -> None:
    """With --content any folder is a book; the process ends with its editor."""
    notes = write_files(tmp_path / "vault", {"contacts/Ana.md": "[[Nobody]]\n"})
    options = ("--content", str(notes))
    with Client(None, *options, home=tmp_path) as client:
        client.folder = tmp_path
        uri = (notes / "contacts/Ana.md").as_uri()
        document = {
            "uri": uri,
            "languageId": "markdown",
            "version": 1,
            "text": "[[No]]",
        }
        client.tell("textDocument/didOpen", textDocument=document)
        client.until(lambda: client.problems.get(uri))
        assert client.problems[uri][0]["code"] == "link-missing"
        assert client.leave() == 1  # without a word of goodbye


def test_without_the_extra_a_line_says_how_to_get_it(tmp_path: Path) -> None:
    """One clear line, and the status of a failure."""
    write_files(
        tmp_path / "fake",
        {"pygls/__init__.py": "raise ModuleNotFoundError('no', name='pygls')\n"},
    )
    path = os.pathsep.join([str(tmp_path / "fake"), str(ROOT)])
    done = airbook("lsp", cwd=tmp_path, env={"PYTHONPATH": path})
    assert done.returncode == 3
    assert done.stderr == (
        "airbook: the language server needs pygls; "
        'install it with pip install "airbook[lsp]"\n'
    )


def after(
    texts: dict[str, str], edit: dict[str, Any], client: Client
) -> dict[str, str]:
    """Return the notes of a book after a workspace edit of single-unit signs."""
    texts = dict(texts)
    names = {client.uri(path): path for path in texts}
    for change in edit["documentChanges"]:
        if "kind" in change:
            new = Path(url2pathname(urlsplit(change["newUri"]).path))
            texts[new.name] = texts.pop(names[change["oldUri"]])
            continue
        path = names[change["textDocument"]["uri"]]
        for one in reversed(change["edits"]):
            texts[path] = spliced(texts[path], one)
    return texts


def spliced(text: str, edit: dict[str, Any]) -> str:
    """Return a text after an edit that may go over lines."""
    new: str = edit["newText"]
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    start, end = (
        starts[edit["range"][one]["line"]] + edit["range"][one]["character"]
        for one in ("start", "end")
    )
    return text[:start] + new + text[end:]


def test_a_rename_follows_every_link(tmp_path: Path) -> None:
    """Of the note that a link leads to, unsaved texts too; the editor writes."""
    book = write_files(tmp_path / "book", BOOK)
    texts = {
        path.removeprefix("content/"): text
        for path, text in BOOK.items()
        if path.startswith("content/")
    }
    texts["page.md"] = "🦊\n\nnot saved: [[José Núñez|him]] and [[Pepe]]\n"
    with Client(book, home=tmp_path) as client:
        client.open("page.md", texts["page.md"])
        client.wait_for("page.md", "link-by-name")
        found = client.ask("textDocument/prepareRename", **client.at("page.md", 2, 14))
        assert found == {"range": replacing(2, 11, 29), "placeholder": "José Núñez"}
        asked = client.at("page.md", 2, 14)
        edit = client.ask("textDocument/rename", **asked, newName="José Núñez Vega")
        renamed = after(texts, edit, client)
        assert "José Núñez Vega.md" in renamed
        assert "[[José Núñez Vega|him]]" in renamed["page.md"]
        assert 'with: "[[José Núñez Vega]]"' in renamed[TALK]
        assert "José Núñez" in renamed["José Núñez Vega.md"].split("---")[1]
        unchanged = client.uri("questions/What is a typical week.md")
        assert unchanged not in str(edit)
        here = client.ask("textDocument/prepareRename", **client.at("page.md", 0, 0))
        assert here["placeholder"] == "page"
        for new in ("Łucja/Ożóg", ""):
            refused = client.start("textDocument/rename", **asked, newName=new)
            assert client.answer(refused)["error"]["code"] == -32602
        client.change("page.md", "[[Nobody]]")
        nowhere = client.at("page.md", 0, 4)
        assert client.ask("textDocument/prepareRename", **nowhere) is None
        refused = client.start("textDocument/rename", **nowhere, newName="x")
        assert "no note" in client.answer(refused)["error"]["message"]
    assert files_of(book) == {path: text.encode() for path, text in BOOK.items()}
    with Client(book, home=tmp_path, capabilities={}) as client:
        client.wait_for(LUCJA, "link-by-name")
        asked = client.at(LUCJA, 3, 9)
        refused = client.start("textDocument/rename", **asked, newName="Pepa")
        assert "airbook rename" in client.answer(refused)["error"]["message"]


def test_a_fault_ends_neither_the_server_nor_its_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request gets an error and the log a line; the next build is tried as ever."""
    book = write_files(tmp_path / "book", BOOK)
    with Client(book, home=tmp_path) as client:
        client.wait_for(LUCJA, "link-by-name")
        with monkeypatch.context() as broken:

            def fail(*_: object) -> None:
                raise RuntimeError("out of order")

            broken.setattr(questions, "hover_at", fail)
            broken.setattr(Session, "build", fail)
            broken.setattr(Session, "at", fail)
            asked = client.start("textDocument/hover", **client.at(LUCJA, 3, 9))
            assert "out of order" in client.answer(asked)["error"]["message"]
            client.open(LUCJA, "[[Nobody]]")
            client.until(lambda: b"could not be checked" in client.log)
            renamed = client.at(LUCJA, 0, 3)
            asked = client.start("textDocument/rename", **renamed, newName="x")
            assert "out of order" in client.answer(asked)["error"]["message"]
        client.change(LUCJA, "[[Nobody Else]]")
        client.wait_for(LUCJA, "link-missing")
    assert b"out of order" in client.log


def test_questions_before_the_book_is_read_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Completion says nothing yet; all others answer as soon as it is there."""
    book = write_files(tmp_path / "book", BOOK)
    go_on = threading.Event()
    build = Session.build

    def slow(session: Session) -> State:
        assert go_on.wait(PATIENCE)
        return build(session)

    monkeypatch.setattr(Session, "build", slow)
    with Client(book, home=tmp_path) as client:
        client.open("page.md", "[[Pepe]] [[pe")
        at = client.at("page.md", 0, 13)
        assert client.ask("textDocument/completion", **at) is None
        numbers = [
            client.start("textDocument/hover", **client.at("page.md", 0, 3)),
            client.start("workspace/symbol", query="pepe"),
        ]
        go_on.set()
        said, people = (client.answer(number)["result"] for number in numbers)
        assert said["contents"]["value"].startswith("José Núñez")
        assert [one["name"] for one in people] == ["José Núñez"]
        assert client.ask("textDocument/completion", **at)["items"]
