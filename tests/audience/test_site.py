"""The site of an audience: whole, without anything false, the same every time."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from generator.workspace.building import build_book
from generator.workspace.errors import BookError
from generator.workspace.opening import open_workspace
from tests.audience.rewriting import TODAY
from tests.books import airbook, copy_sample, files_of, write_files
from tests.folders import SiteFolder

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import BuildResult

FALSE = ("follow-ups", "week", "numbers", "report", "problems", "audience")
BOOK = {
    "contacts/Ana Lima.md": "---\ntier: close\n---\n## Log\n- 2026-01-02 asked\n",
    "interviews/Talk.md": '---\nwith: "[[Ana Lima]]"\ndate: 2026-01-05\n---\n'
    "## Advice\n- go\n",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's data in a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def made(folder: Path, audience: str, toml: str = "") -> BuildResult:
    """Build a small book for an audience."""
    write_files(folder, {f"content/{path}": text for path, text in BOOK.items()})
    write_files(folder, {"airbook.toml": f'book_id = "few"\n{toml}'})
    workspace = open_workspace(folder, today=TODAY, pinned=True)
    return build_book(workspace, audience=audience)


def page(result: BuildResult, url: str) -> str:
    """Return a page of a site."""
    make = result.site[url]
    assert callable(make)
    return make().decode()


@pytest.fixture(scope="module")
def sample_share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what `share` sees of the sample."""
    book = copy_sample(tmp_path_factory.mktemp("share") / "book")
    args = ("--today", "2026-03-02", "--output", "share", "build")
    done = airbook(*args, "--audience", "share", cwd=book)
    assert done.returncode == 0, done.stderr
    assert "It holds what share sees." in done.stderr
    return book / "share"


def test_every_link_of_the_sample_s_share_leads_somewhere(sample_share: Path) -> None:
    """Pages that are left out are linked nowhere."""
    assert SiteFolder(sample_share).faults() == []


def test_the_sample_s_share_names_nobody(sample_share: Path) -> None:
    """In no path and no byte, in none of its alphabets."""
    names = (
        "Fenna Adaeze Zsófia Rhiannon Brannigan Orla 山田 太郎 김하늘 Бондаренко سلمى"
    )
    files = files_of(sample_share)
    found = [
        (name, path)
        for path, data in files.items()
        for name in names.split()
        if name.casefold() in (path + data.decode("utf-8", "replace")).casefold()
    ]
    assert found == []


def test_a_site_without_events_tells_nothing_false(sample_share: Path) -> None:
    """No status, follow-up, week, number or brief, and no link to one."""
    paths = sorted(files_of(sample_share))
    assert not [path for path in paths if path.split("/")[0] in FALSE]
    assert not [path for path in paths if ".brief." in path]
    start = (sample_share / "index.html").read_text(encoding="utf-8")
    assert "Do now" not in start
    assert "What is here" in start
    table = (sample_share / "contacts/index.html").read_text(encoding="utf-8")
    assert "Last contact" not in table


@pytest.mark.parametrize("events", [True, False])
def test_events_decide_what_is_derived(tmp_path: Path, *, events: bool) -> None:
    """With them follow-ups are as the owner's; without, there are none."""
    toml = f"[audience.share]\nevents = {str(events).lower()}\n"
    result = made(tmp_path, "share", toml)
    assert result.purpose == "published"
    assert bool(result.derived.items) is events
    assert ("follow-ups/index.html" in result.site) is events
    assert ("Do now" in page(result, "index.html")) is events
    contact = page(result, "contacts/a-l.html")
    assert ("Timeline" in contact) is events
    assert (">met</span>" in contact) is events


def test_an_empty_share_is_a_site(tmp_path: Path) -> None:
    """An audience that sees nothing gets a first page that says so."""
    result = made(tmp_path, "nobody", "[audience.nobody]\n")
    assert "Nothing is shared yet." in page(result, "index.html")
    assert not result.book.notes


def test_the_owner_s_problems_stay_with_the_result(tmp_path: Path) -> None:
    """Whoever publishes must know of an error; the site shows none."""
    write_files(tmp_path, {"content/contacts/Bad.md": "---\nmet: never\n---\n"})
    result = made(tmp_path, "share")
    assert result.diagnostics[0].span.path == "contacts/Bad.md"
    assert "problems/index.html" not in result.site


def test_pseudonyms_are_kept_in_the_user_s_data(tmp_path: Path, home: Path) -> None:
    """Nobody else may read them; a second build writes nothing new."""
    toml = '[audience.share]\nnames = "pseudonym"\n'
    assert "contacts/contact-1.html" in made(tmp_path, "share", toml).site
    file = home / "airbook" / "few" / "pseudonyms.json"
    assert json.loads(file.read_text(encoding="utf-8")) == {"contacts/Ana Lima.md": 1}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.stat().st_mtime_ns
    made(tmp_path, "share", toml)
    assert file.stat().st_mtime_ns == before
    assert [one.name for one in file.parent.iterdir()] == ["pseudonyms.json"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": 0}', '{"a": 1, "b": 1}', '{"a": "1"}']
)
def test_damaged_pseudonyms_stop_the_build(
    tmp_path: Path, home: Path, text: str
) -> None:
    """Other numbers would tell who is who; the line says what to do."""
    write_files(home, {"airbook/few/pseudonyms.json": text})
    with pytest.raises(BookError, match="is damaged; put it back") as raised:
        made(tmp_path, "share", '[audience.share]\nnames = "pseudonym"\n')
    assert raised.value.exit_status == 3


def test_pseudonyms_that_cannot_be_kept_stop_the_build(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file stays, and no temporary one is left."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        made(tmp_path, "share", '[audience.share]\nnames = "pseudonym"\n')
    assert list((home / "airbook" / "few").iterdir()) == []


def test_an_unknown_audience_is_said_in_a_line(tmp_path: Path) -> None:
    """It names those that there are, and nothing is written."""
    write_files(tmp_path, {"airbook.toml": "[audience.friends]\n", "content/a.md": ""})
    done = airbook("build", "--audience", "frends", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "airbook: there is no audience 'frends', only owner, share, friends; "
        "a table [audience.NAME] in airbook.toml makes one\n"
    )
    assert not (tmp_path / "site").exists()


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order of hashing."""
    book = copy_sample(tmp_path / "book")
    for seed in "12":
        args = ("--today", "2026-03-02", "--output", f"site{seed}", "build")
        env = {"PYTHONHASHSEED": seed}
        done = airbook(*args, "--audience", "share", cwd=book, env=env)
        assert done.returncode == 0, done.stderr
    assert files_of(book / "site1") == files_of(book / "site2")


def test_the_owner_sees_what_each_audience_sees(tmp_path: Path) -> None:
    """A page for each, with counts, reasons and links to the notes."""
    more = {
        "content/contacts/Zoe.md": "---\nprivate: true\n---\n",
        "content/Diary.md": "",
        "content/interviews/More.md": "mine\n## Advice\n- [ ] task\n- #pay a\n"
        "![[plan.svg]] ![[a.png]]\n## Private\nx\n",
        "content/plan.svg": "<svg/>",
        "content/a.png": "",
    }
    write_files(tmp_path, more)
    toml = '[audience.share]\nhide_topics = ["pay"]\nexcept = ["Talk"]\n'
    toml += '["audience"."my friends"]\nnames = "pseudonym"\nevents = true\n'
    result = made(tmp_path, "owner", toml)
    listed = page(result, "audience/index.html")
    assert '<a href="share.html">' in listed
    (url,) = [one for one in result.site if one.startswith("audience/my-friends-")]
    assert "dates and kinds" in listed
    assert "No event is told" not in page(result, url)
    shown = page(result, "audience/share.html")
    for said in (
        "3 of 5 notes, in part.",
        "Private: 1",
        "Not listed in “only”: 1",
        '<a href="../contacts/zoe.html"',
        "text in no section",
        "tasks: 1",
        "lines with a hidden topic: 1",
        "plan.svg",
        "1 picture is copied",
        "A. L.",
    ):
        assert said in shown
