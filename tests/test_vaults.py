"""Other people's vaults become books, untouched, and nothing in them stops a build."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.books import DAY, airbook, build, paths_of, times_of, write_files
from tests.folders import SiteFolder, style_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

VAULTS: Final = Path(__file__).parent / "vaults"
GERMAN: Final = """\
content = "../Mein Vault"
language = "de"
folders.contact = ["Menschen"]
folders.interview = ["Gespräche"]
folders.organization = ["Firmen"]
folders.daily = ["Tagebuch"]
keys = {firma = "company", mit = "with", datum = "date", empfohlen_von = "referred_by"}
sections = {advice = ["Ratschläge"], referrals = ["Empfehlungen"], log = ["Verlauf"]}
people.tags = ["person"]
"""


def state_of(folder: Path) -> Mapping[str, tuple[str, int]]:
    """Return digest and time of every file, and the time of every folder."""
    times = times_of(folder)
    digests = {
        path: hashlib.sha256((folder / path).read_bytes()).hexdigest()
        for path in paths_of(folder)
    }
    return {path: (digests.get(path, "folder"), time) for path, time in times.items()}


def assert_sound(folder: Path) -> SiteFolder:
    """Read a site; every link of it leads somewhere and every page was made."""
    site = SiteFolder(folder)
    assert site.faults() == []
    assert style_faults(site) == []
    for page in site.pages.values():
        assert "A template cannot be used" not in page.text, page.path
        assert sorted(set(page.ids)) == sorted(page.ids), page.path
    return site


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a German vault and, beside it, the settings of a book."""
    base = tmp_path_factory.mktemp("german")
    shutil.copytree(VAULTS / "german", base / "Mein Vault")
    (base / "book").mkdir()
    (base / "book" / "airbook.toml").write_text(GERMAN, encoding="utf-8")
    assert len(GERMAN.splitlines()) == 9
    return base


def test_german_vault_is_a_book(german: Path) -> None:
    """Own folders, keys, headings and tags count after nine lines of settings."""
    done = airbook(
        "--today", DAY, "due", "--all", "--format", "json", cwd=german / "book"
    )
    assert done.returncode in {0, 1}, done.stderr
    assert [
        (one["rule"], one["contact"], one["due"], one["severity"])
        for one in json.loads(done.stdout)
    ] == [
        ("promise", "Anna Müller", "2026-03-01", "overdue"),
        ("tell-contacted", "Anna Müller", "2026-02-21", "overdue"),
        ("connect", "Anna Müller", "2026-02-14", "overdue"),
        ("reflect", "Anna Müller", "2026-02-14", "overdue"),
        ("use-referral", "Jörg Weiß", "2026-02-14", "overdue"),
        ("nudge", "Birgit Öztürk", "2026-03-03", "upcoming"),
        ("keep", "Anna Müller", "2026-05-14", "upcoming"),
    ]


def test_german_vault_has_a_site(german: Path) -> None:
    """Its people, talks, firms, days and leads have pages; its words are kept."""
    build(cwd=german / "book")
    site = assert_sound(german / "book" / "site")
    assert {
        "contacts/anna-müller.html",
        "contacts/birgit-öztürk.html",
        "contacts/jörg-weiß.html",
        "interviews/2026-02-12-anna-müller.html",
        "organizations/nordlicht-gmbh.html",
        "tagebuch/2026-02-20.html",
        "notizen/fahrpläne-lesen.html",
        "files/anhänge/kutter.svg",
    } <= site.files
    contact = site.pages["contacts/anna-müller.html"].words
    assert "geburtstag 14. Mai" in contact
    assert "ob sie eine halbe Stunde hat" in contact
    assert "Zuerst die Fahrpläne lesen" in site.pages["advice/index.html"].words
    assert "#einstieg" in site.pages["tags/index.html"].words
    assert site.pages["contacts/anna-müller.html"].attribute("html", "lang") == "de"


def test_german_vault_stays_untouched(german: Path) -> None:
    """No command that only reads changes a byte or a time of a vault."""
    before = state_of(german / "Mein Vault")
    book = german / "book"
    build(cwd=book)
    for command in ("due", "check"):
        assert airbook("--today", DAY, command, cwd=book).returncode in {0, 1}
    assert state_of(german / "Mein Vault") == before


SECRETS: Final = (
    "OBSIDIANSECRET",
    "HTMLSECRET",
    "TEMPLATESECRET",
    "TRASHSECRET",
    "OBSIDIANCONFIG",
)


@pytest.fixture(scope="module")
def obsidian(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Build a vault that knows nothing of Airbook, without any settings."""
    base = tmp_path_factory.mktemp("obsidian")
    shutil.copytree(VAULTS / "obsidian", base / "vault")
    (base / "work").mkdir()
    before = state_of(base / "vault")
    build("--content", "../vault", "--output", "../site", cwd=base / "work")
    assert state_of(base / "vault") == before
    left = [one.name for one in (base / "work").iterdir()]
    assert left in ([], [".cache"]), "what a user may delete, and nothing else"
    return assert_sound(base / "site")


def test_obsidian_pages(obsidian: SiteFolder) -> None:
    """Every note has its page, every attachment its file; nothing hidden leaks."""
    assert {
        "welcome.html",
        "contacts/ana-costa.html",
        "projects/garden.html",
        "projects/deep/deep-note.html",
        "daily/2026-02-20.html",
        "files/attachments/pic.png",
        "files/attachments/budget.pdf",
        "tags/area.html",
        "tags/area-work.html",
        "tags/area-work-now.html",
        "tags/café.html",
    } <= obsidian.files
    written = b"".join((obsidian.folder / path).read_bytes() for path in obsidian.files)
    assert [one for one in SECRETS if one.encode() in written] == []


def test_obsidian_links(obsidian: SiteFolder) -> None:
    """Every way to write a link works, with its heading or block."""
    linked = [
        place.value
        for place in obsidian.pages["welcome.html"].places
        if not place.value.startswith(("static/", "#", "index.html"))
    ]
    assert {
        "contacts/ana-costa.html",
        "projects/garden.html",
        "projects/garden.html#h-beds",
        "projects/garden.html#%5Esoil",
        "projects/deep/deep-note.html",
        "files/attachments/pic.png",
        "files/attachments/budget.pdf",
        "files/plan.canvas.txt",
        "files/all.base.txt",
    } <= set(linked)
    assert linked.count("contacts/ana-costa.html") >= 4
    assert "#h-below" in {one.value for one in obsidian.pages["welcome.html"].places}
    assert "nowhere" not in " ".join(linked).lower()


def test_obsidian_backlinks(obsidian: SiteFolder) -> None:
    """A page says who links to it, with the sentence."""
    garden = obsidian.pages["projects/garden.html"]
    assert {
        "welcome.html",
        "projects/deep/deep-note.html",
        "daily/2026-02-20.html",
    } <= obsidian.linked_from(garden.path)
    assert "Dug with Ana Costa, see The garden." in garden.words
    ana = obsidian.pages["contacts/ana-costa.html"]
    assert "Four of them, Ana Costa dug two." in ana.words


def test_obsidian_words(obsidian: SiteFolder) -> None:
    """Embeds, callouts, foreign keys and code of other tools show as text."""
    welcome = obsidian.pages["welcome.html"]
    for text in (
        "Four of them, Ana Costa dug two.",  # an embedded section
        "Soil first.",  # an embedded block
        "Folded warning",
        "Nested.",
        "status: growing",
        "<% tp.date.now() %>",
        "= this.file.name",
        "TABLE rating FROM #area",
        "dv.pages()",
        "[[not a link]]",
        "water the beds",
        "At the foot.",
        "Nowhere Yet",
    ):
        assert text in welcome.words, text
    assert "OBSIDIAN" not in welcome.text
    assert "type project" not in welcome.words
    ana = obsidian.pages["contacts/ana-costa.html"].words
    for text in ("A. Costa", "favourite tea rooibos", "inner: value", "wide"):
        assert text in ana
    garden = obsidian.pages["projects/garden.html"].words
    assert "budget 300 EUR" in garden
    assert "started 2025-04-01" in garden


PICTURE: Final = (
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
)
NOTES: Final[Mapping[str, str | bytes]] = {
    # What is in them.
    "Broken.md": "---\nname: [never\n---\nStill to be read.\n",
    "Binary.md": bytes(range(256)) * 40,
    "Latin 1.md": "Grüße aus Köln\n".encode("latin-1"),
    "UTF-16.md": "Grüße\n".encode("utf-16"),
    "Huge line.md": "word " * 200_000,
    "Huge.md": "A line of a very long note.\n" * 80_000,
    "NUL.note.md": "a\0b [[Empty]]\n\0\n",
    "Controls.md": "bell \a, escape \x1b[31m, delete \x7f, \ufeff, \u2028, \ufffe\n",
    "Surrogate.md": b"half a pair \xed\xa0\x80 here\n",
    "Empty.md": "",
    "Blank.md": "\n \n\t\n",
    "Only front matter.md": "---\ntags: [one]\n---",
    "Only a fence.md": "---",
    "No newline.md": "The end",
    "Carriage returns.md": "one\rtwo\r\nthree\r",
    "Deep.md": "> " * 400 + "deep\n" + "- " * 400 + "list\n",
    "Brackets.md": "[" * 5000 + "![[" * 500 + "]" * 5000,
    "Embeds itself.md": "![[Embeds itself]]\n",
    "Markup.md": (
        "<script>alert(1)</script><img src=x onerror=alert(1)>\n[x](javascript:a)\n"
    ),
    # What they are called.
    **{f"{name}.md": name for name in ("CON", "aux", "prn", "COM1", "lpt9", "Clock$")},
    "nul.markdown": "Another ending",
    **{f"{name}.md": name for name in ("Twin", "twin", "TWIN", "t-win", "T win")},
    "Caf\u00e9.md": "composed",
    "Cafe\u0301.md": "decomposed",
    **{f"{name}.md": name for name in ("😀", "🏳️‍🌈 flag", "日本語", "नमस्ते", "ß", "SS")},
    "عربي.md": "[[עברית]]",
    "עברית.md": "[[عربي]]",
    "right \u202eot tfel.md": "An override in a name",
    f"{'x' * 240}.md": "long",
    f"{'x' * 240}y.md": "longer",
    f"{'é' * 120}.md": "long in bytes",
    f"{'d' * 200}/{'e' * 220}/{'f' * 210}/deep.md": "deep",
    f"{'down/' * 60}at last.md": "down",
    **{
        f"{name}.md": name
        for name in (
            *(" leading", "trailing ", " ", "-", "--help", "~", "#hash", "100%", "a?b"),
            *(
                'quote"s',
                "back\\slash",
                "semi;colon",
                "[[x]]",
                "a|b",
                "%2e%2e",
                "$HOME",
            ),
            *(
                "tab\tin",
                "line\nbreak",
                "bell\a",
                "<script>alert(1)<",
                "&amp;",
                "{{ x }}",
                "…",
            ),
            *("ends.", "ends. . ", "index.html", "__proto__", "constructor", "null"),
        )
    },
    # What our own pages are called.
    **{
        f"{name}.md": name
        for name in (
            *("index", "contacts", "404", "search", "follow-ups", "airbook", "robots"),
            *("follow-ups/index", "follow-ups/note", "contacts/index", "search/index"),
            *("advice/2026", "advice/undated", "advice/index", "tags/index", "tags/x"),
            *("files/index", "static/airbook", "problems/index", "week/index"),
            *("interviews/index", "people/Twin", "companies/Twin", "fields/index"),
        )
    },
    # Folders that are called like files.
    "folder.md/inside.md": "inside",
    "twin.html/inside.md": "inside",
}
OTHERS: Final[Mapping[str, str | bytes]] = {
    "static/airbook.css": "body { display: none }",
    "static/airbook.js": "alert(1)",
    "404.html": "<script>alert(1)</script>",
    "picture.svg": PICTURE,
    "no ending": b"\0",
    "files/picture.svg": PICTURE,
    f"{'p' * 240}.png": b"\x89PNG",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a vault in which everything is wrong that a disk can hold."""
    base = tmp_path_factory.mktemp("hostile")
    vault = write_files(base / "content", {**NOTES, **OTHERS})
    (base / "outside.md").write_text("OUTSIDESECRET", encoding="utf-8")
    (base / "beyond").mkdir()
    (base / "beyond" / "far.md").write_text("OUTSIDESECRET", encoding="utf-8")
    (vault / "out.md").symlink_to(base / "outside.md")
    (vault / "beyond").symlink_to(base / "beyond")
    (vault / "loop").symlink_to(vault)
    (vault / "round.md").symlink_to(vault / "round.md")
    (vault / "dangling.md").symlink_to(vault / "nowhere.md")
    (vault / "same.md").symlink_to(vault / "No newline.md")
    os.mkfifo(vault / "pipe.md")
    Path(os.fsdecode(bytes(vault) + b"/not \xff UTF-8.md")).write_bytes(b"x")
    build(cwd=base)
    return base


def test_hostile_vault(hostile: Path) -> None:
    """Every note has its page; what has none has a problem that names it."""
    site = assert_sound(hostile / "site")
    done = airbook("--today", DAY, "check", "--format", "json", cwd=hostile)
    assert done.returncode == 1, done.stderr
    named = {one["path"] for one in json.loads(done.stdout)}
    shown = [path for page in site.pages.values() for path in page.sources]
    # What is no character of HTML is shown as a mark that something stood there.
    assert sorted(shown) == sorted(
        path.replace("\a", "\ufffd") for path in {*NOTES, "same.md"}
    )
    assert {"out.md", "beyond", "round.md", "dangling.md", "pipe.md"} <= named
    assert any(path.startswith("not ") for path in named)
    unread = {"Broken.md", "Binary.md", "Latin 1.md", "UTF-16.md", "Huge.md"}
    assert unread | {"Only a fence.md", "Deep.md", "Surrogate.md"} <= named
    everything = b"".join((site.folder / path).read_bytes() for path in site.files)
    assert b"OUTSIDESECRET" not in everything


def test_hostile_vault_builds_again(hostile: Path) -> None:
    """A second build of the same names changes nothing."""
    before = times_of(hostile / "site")
    build(cwd=hostile)
    assert times_of(hostile / "site") == before


def test_hostile_names_are_portable(hostile: Path) -> None:
    """What is written has names that every file system and host can hold."""
    reserved = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|clock\$)(?:\.|$)")
    paths = [path for path in paths_of(hostile / "site") if not path.startswith(".")]
    folded = [unicodedata.normalize("NFC", path).casefold() for path in paths]
    assert len(set(folded)) == len(folded)
    for path in paths:
        for part in path.split("/"):
            assert len(part.encode()) <= 255, path
            assert not reserved.match(part), path
            assert not part.endswith((".", " ")), path
            assert not re.search(r'[\0-\x1f<>:"|?*\\\x7f\u202a-\u202e]', part), path


def test_hostile_markup_is_text(hostile: Path) -> None:
    """No note, name or attachment becomes a script, whatever it holds."""
    site = SiteFolder(hostile / "site")
    for page in site.pages.values():
        for tag, given in page.elements:
            assert not any(name.startswith("on") for name in given), page.path
            assert tag != "script" or set(given) == {"src", "defer"}, page.path
    assert site.files.isdisjoint({"files/static/airbook.js", "files/404.html"})
    assert (site.folder / "static/airbook.css").stat().st_size > 1000
