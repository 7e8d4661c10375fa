"""Edits of a small book, as people and programs make them, each a function.

`apply_edit` changes the files of a book and nothing else, so that whatever follows a
book (a build with its cache, the preview) can be held against a clean build after each.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from tests.books import ROOT, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Sort = Callable[[Path, int, int], None]

T = TypeVar("T")
LINK: Final = re.compile(r"\[\[([^\]]+)\]\]")
START: Final[Mapping[str, str]] = {
    "airbook.toml": 'book_id = "edited-book-1"\ntitle = "Edited"\n',
    "content/index.md": "# Welcome\n\nBegin with [[Ana Lima]].\n",
    "content/contacts/Ana Lima.md": (
        '---\nrole: planner\norganization: "[[Blue Door]]"\nfield: [transport]\n'
        "tags: [rail]\nemail: ana@book.example\n---\nMet at a fair with [[Bo Li]].\n\n"
        "## Log\n- 2026-02-18 asked (email): for a talk\n- 2026-02-21 replied: gladly\n"
    ),
    "content/contacts/Bo Li.md": (
        '---\nreferred_by: "[[Ana Lima]]"\nnext: 2026-03-05\n---\n'
        "Knows [[Blue Door]] from within. See [[Notes on rail]].\n"
    ),
    "content/contacts/Олена Бойко.md": (
        "---\naliases: [Olena]\nfirma: Blue Door\n---\nA friend of [[Bo Li]].\n\n"
        "- [ ] Send her the slides 📅 2026-03-01\n"
    ),
    "content/contacts/高橋 美咲.md": (
        '---\norganization: "[[Blue Door]]"\n---\n> [!quote] Said\n> Ask [[Olena]].\n'
    ),
    "content/contacts/abroad/ليلى حداد.md": "---\nfield: [museums]\n---\nSmiles.\n",
    "content/interviews/2026-02-20 Ana Lima.md": (
        '---\nwith: "[[Ana Lima]]"\ndate: 2026-02-20\nstatus: done\nrating: 4\n---\n'
        "We spoke of [[Blue Door]].\n\n## Advice\n- Read the minutes. #rail\n\n"
        "## Information\n- Pay is by grade. #pay\n\n"
        "## Referrals\n- [[Noor Haddad]] - runs the desk\n\n"
        "### [[Why stay]]\n- Because of the people.\n"
    ),
    "content/interviews/2026-03-04 Bo Li.md": (
        '---\nwith: "[[Bo Li]]"\ndate: 2026-03-04\nstatus: scheduled\n---\nSoon.\n'
    ),
    "content/interviews/2026-02-25 Olena.md": '---\nwith: "[[Olena]]"\n---\nA call.\n',
    "content/organizations/Blue Door.md": (
        "---\nindustry: rail\n---\nSmall. ![[drawing.svg]]\n\nA block. ^block\n"
    ),
    "content/questions/Why stay.md": "---\nmust_ask: true\n---\nAsk [[Ana Lima]].\n",
    "content/daily/2026-02-20.md": "Tea with [[Ana Lima]] and [[高橋 美咲]].\n",
    "content/pages/Notes on rail.md": (
        "---\ntags: [rail, pay/low]\n---\n![[Blue Door#^block]]\n\n[Bo](<Bo Li.md>)\n"
    ),
    "content/pages/drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>\n",
}
"""By path, what a book begins with: every kind of note, and an attachment."""

NAMES: Final = (
    "Ana Lima",
    "Noor Haddad",
    "Σοφία Παππά",
    "Zoë Ångström",
    unicodedata.normalize("NFD", "Zoë Ångström"),
    "Why stay",
    "2026-02-25 Olena",
    "O'Neil & Daughters",
    "index",
    "नेहा शर्मा",
)
FOLDERS: Final = (
    "contacts",
    "people",
    "interviews",
    "organizations",
    "questions",
    "daily",
    "pages/deep",
    ".",
)
LINES: Final = (
    "One more sentence.",
    "- [ ] Ask [[Bo Li]] about it 📅 2026-03-06",
    "## Log\n- 2026-02-23 asked (phone): to meet",
    "- 2026-02-27 replied: not now",
    "## Advice\n- Learn to count trains. #rail #skill/sql",
    "### [[Why stay]]\n- For the view.",
    "![[Blue Door]]",
    "![[drawing.svg]] and `[[no link]]`",
    "Another block. ^block",
    "<details><summary>More</summary>hidden</details>",
    "## Private\nNobody sees this.",
)
HEADS: Final = (
    "role: driver",
    'organization: "[[Blue Door]]"',
    'organization: "[[Nowhere Ltd]]"',
    "tags: [rail, new]",
    "field: [transport, museums]",
    "aliases: [Olena, Ana Lima]",
    "private: true",
    "next: 2026-03-03",
    "status: declined",
    "type: organization",
    "date: 2026-02-26",
    'with: ["[[Ana Lima]]", "[[Bo Li]]"]',
    'referred_by: "[[Olena]]"',
    "name: [broken",
    "firma: Blue Door",
)
SETTINGS: Final = (
    "",
    'title = "Another"\nowner = "Ana Lima"\n',
    'language = "nl"\ndate_format = "2026-01-02"\n',
    'week_starts = "sunday"\n[goal]\ninterviews = 9\nper = "week"\n',
    '[keys]\nfirma = "organization"\n',
    '[folders]\ncontact = ["people"]\nignore = ["daily"]\n',
    'dates_in_names = true\npeople_tags = ["rail"]\n',
    '[rules]\nholidays = ["2026-03-02"]\npaused_until = 2026-04-01\n',
    '[site]\ndata = true\nbase = "/book/"\n',
    '[site]\nedit = ""\nremote_images = true\n',
    '[audience.share]\nonly = ["contact"]\nfields = ["role"]\nnames = "pseudonym"\n',
    "titel = 1\n",
    "broken [\n",
)
TEMPLATES: Final = (
    "static/airbook.css",
    "static/tables.js",
    "pages/contact.html",
    "pages/_parts.html",
    "pages/_base.html",
    "pages/404.html",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of whatever a book holds by then.

    Attributes:
        sort: One of `SORTS`, `SITE_SORTS` or `CACHE_SORTS`.
        which: Chooses the file; beyond the last one it begins anew.
        what: Chooses what becomes of it, likewise.
    """

    sort: str
    which: int
    what: int


def apply_edit(root: Path, edit: Edit) -> None:
    """Change the files of a book; where there is none to change, nothing happens.

    Args:
        root: The book's folder, of a book that began with `START`.
        edit: What to do.
    """
    EVERY_SORT[edit.sort](root, edit.which, edit.what)


def files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the files below a folder in order; none where it is missing."""
    return sorted(file for file in folder.rglob(pattern) if file.is_file())


def cache_files(root: Path) -> list[Path]:
    """Return the files that the cache of a book is made of."""
    state = root / ".airbook"
    return [
        one
        for one in files_below(state)
        if one.relative_to(state).parts[0].startswith("cache")
    ]


def _one(among: Sequence[T], which: int) -> T:
    return among[which % len(among)]


def _note(root: Path, which: int) -> Path | None:
    notes = files_below(root / "content", "*.md")
    return _one(notes, which) if notes else None


def _rewrite(change: Callable[[str, int], str]) -> Sort:
    """Return the edit that makes a note's text from what it was."""

    def edit(root: Path, which: int, what: int) -> None:
        if note := _note(root, which):
            text = note.read_bytes().decode()
            note.write_bytes(change(text, what).encode())

    return edit


def _change_word(text: str, what: int) -> str:
    """Put another word in place of one in the middle; it may stand in anything."""
    words = re.split(r"(\w+)", text)
    if len(words) > 1:
        words[len(words) // 4 * 2 + 1] = _one(("Harbour", "ferry", "Bo", "9"), what)
    return "".join(words)


def _add_line(text: str, what: int) -> str:
    return f"{text.rstrip()}\n\n{_one(LINES, what)}\n"


def _change_head(text: str, what: int) -> str:
    """Set a key of the front matter, which is made where there is none."""
    line = _one(HEADS, what)
    if not text.startswith("---\n"):
        return f"---\n{line}\n---\n{text}"
    key = line.partition(":")[0]
    kept = re.sub(rf"^{key}:.*\n", "", text, flags=re.MULTILINE)
    return kept.replace("---\n", f"---\n{line}\n", 1)


def _add_link(text: str, what: int) -> str:
    return f"{text.rstrip()}\n\nSee [[{_one((*NAMES, 'Blue Door', 'Olena'), what)}]].\n"


def _remove_link(text: str, what: int) -> str:
    links = list(LINK.finditer(text))
    if not links:
        return text
    gone = _one(links, what)
    return text[: gone.start()] + gone[1] + text[gone.end() :]


def _rename(root: Path, which: int, what: int) -> None:
    if note := _note(root, which):
        note.replace(note.with_name(f"{_one(NAMES, what)}.md"))


def _rename_by_case(root: Path, which: int, _: int) -> None:
    if note := _note(root, which):
        note.replace(note.with_name(note.stem.swapcase() + ".md"))


def _move(root: Path, which: int, what: int) -> None:
    if note := _note(root, which):
        folder = root / "content" / _one(FOLDERS, what)
        folder.mkdir(parents=True, exist_ok=True)
        note.replace(folder / note.name)


def _move_folder(root: Path, which: int, what: int) -> None:
    """Give a folder another name, all that it holds and all."""
    folders = sorted(one for one in (root / "content").iterdir() if one.is_dir())
    if folders:
        new = root / "content" / _one(("archive", *FOLDERS[:6]), what)
        if not new.exists():
            _one(folders, which).rename(new)


def _delete(root: Path, which: int, _: int) -> None:
    if note := _note(root, which):
        note.unlink()


def _copy(root: Path, which: int, what: int) -> None:
    """Let a note stand twice, as a synchronizing program does in a conflict."""
    if note := _note(root, which):
        copy = note.with_name(f"{note.stem}.sync-conflict-{what}.md")
        copy.write_bytes(note.read_bytes())


def _new(root: Path, which: int, what: int) -> None:
    text = "".join(f"{_one(LINES, what + n)}\n\n" for n in range(3))
    path = f"{_one(FOLDERS, which)}/{_one(NAMES, what)}.md"
    write_files(root / "content", {path: f"---\n{_one(HEADS, what)}\n---\n{text}"})


def _settings(root: Path, which: int, what: int) -> None:
    """Say something else in the settings, or take them away."""
    if which % 5 == 0:
        (root / "airbook.toml").unlink(missing_ok=True)
        return
    text = START["airbook.toml"].splitlines(keepends=True)[which % 3 and 0]
    write_files(root, {"airbook.toml": text + _one(SETTINGS, what)})


def _template(root: Path, which: int, what: int) -> None:
    """Give the book a template of its own, break it, or take it away."""
    name = _one(TEMPLATES, which)
    own = root / "templates" / name
    if what % 4 == 0:
        own.unlink(missing_ok=True)
        return
    text = (ROOT / "templates" / name).read_text("utf-8")
    more = "{% if" if what % 4 == 1 and name.endswith("html") else f"/* {what} */\n"
    write_files(root / "templates", {name: text + more})


def _attachment(root: Path, which: int, what: int) -> None:
    """Draw something else, of the same size or not; or take the drawing away."""
    drawing = root / "content/pages/drawing.svg"
    if which % 4 == 0:
        drawing.unlink(missing_ok=True)
        return
    text = f"<svg xmlns='http://www.w3.org/2000/svg'><g id='{what % 3}'/></svg>"
    write_files(root, {"content/pages/drawing.svg": text + "\n" * (which % 2)})


def _touch(root: Path, which: int, what: int) -> None:
    """Save a note as it was, which only its time shows."""
    if note := _note(root, which):
        note.write_bytes(note.read_bytes())
        os.utime(note, (what * 10**6, what * 10**6))


def _in_secret(root: Path, which: int, what: int) -> None:
    """Change a note so that neither size nor time of the file shows it."""
    if note := _note(root, which):
        _keep_time(note, _other_letter(note.read_bytes(), what))


def _other_letter(data: bytes, what: int) -> bytes:
    """Put another small letter of ASCII in place of one."""
    letters = [place for place, byte in enumerate(data) if 97 <= byte < 122]
    if not letters:
        return data
    place = _one(letters, what * 7)
    return data[:place] + bytes([data[place] + 1]) + data[place + 1 :]


def _keep_time(file: Path, data: bytes) -> None:
    times = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _made(root: Path, which: int) -> Path | None:
    made = [one for one in files_below(root / "site") if not one.name.startswith(".")]
    return _one(made, which) if made else None


def _write_over(root: Path, which: int, what: int) -> None:
    if page := _made(root, which):
        page.write_bytes(b"mine" * (what % 3))


def _write_over_in_secret(root: Path, which: int, what: int) -> None:
    if page := _made(root, which):
        _keep_time(page, _other_letter(page.read_bytes(), what))


def _delete_page(root: Path, which: int, _: int) -> None:
    if page := _made(root, which):
        page.unlink()


def _delete_folder_of_site(root: Path, which: int, _: int) -> None:
    if page := _made(root, which):
        if page.parent == root / "site":
            page.unlink()
        else:
            shutil.rmtree(page.parent)


def _damage(change: Callable[[bytes, int], bytes]) -> Sort:
    """Return the edit that makes other bytes of those of a file of the cache."""

    def edit(root: Path, which: int, what: int) -> None:
        if files := cache_files(root):
            file = _one(files, which)
            file.write_bytes(change(file.read_bytes(), what))

    return edit


def _flip(data: bytes, what: int) -> bytes:
    """Flip one bit of any byte, at the ends as well."""
    if not data:
        return b"\0"
    place = (0, len(data) - 1, len(data) // 2, what * 97 % len(data))[what % 4]
    return data[:place] + bytes([data[place] ^ 1 << what % 8]) + data[place + 1 :]


def _delete_cache(root: Path, which: int, what: int) -> None:
    if what % 3 == 0:
        shutil.rmtree(root / ".airbook", ignore_errors=True)
    elif files := cache_files(root):
        _one(files, which).unlink()


def _swap_cache(root: Path, which: int, what: int) -> None:
    """Let two files of the cache change their places, each of them sound."""
    if files := cache_files(root):
        one, other = _one(files, which), _one(files, what)
        data = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(data)


def _keep_cache(root: Path, _: int, __: int) -> None:
    """Make a backup of the cache, outside the book."""
    backup = root.with_name(root.name + ".backup")
    shutil.rmtree(backup, ignore_errors=True)
    if cache_files(root):
        shutil.copytree(root / ".airbook", backup)


def _old_cache(root: Path, which: int, what: int) -> None:
    """Bring back what a backup holds of the cache: one file, or all of it."""
    backup = root.with_name(root.name + ".backup")
    found = files_below(backup)
    for file in [_one(found, which)] if found and what % 2 else found:
        old = root / ".airbook" / file.relative_to(backup)
        if not old.is_dir():
            write_files(old.parent, {old.name: file.read_bytes()})


def _folder_for_cache(root: Path, which: int, _: int) -> None:
    """Put a folder where the cache has a file."""
    if files := cache_files(root):
        file = _one(files, which)
        file.unlink()
        file.mkdir()


SORTS: Final[Mapping[str, Sort]] = {
    "word": _rewrite(_change_word),
    "line": _rewrite(_add_line),
    "head": _rewrite(_change_head),
    "link": _rewrite(_add_link),
    "unlink": _rewrite(_remove_link),
    "rename": _rename,
    "rename by case": _rename_by_case,
    "move": _move,
    "move folder": _move_folder,
    "delete": _delete,
    "copy": _copy,
    "new": _new,
    "settings": _settings,
    "template": _template,
    "attachment": _attachment,
    "touch": _touch,
    "in secret": _in_secret,
}
"""Of what a book is made from: notes, settings, templates, attachments."""

SITE_SORTS: Final[Mapping[str, Sort]] = {
    "write over page": _write_over,
    "write over page in secret": _write_over_in_secret,
    "delete page": _delete_page,
    "delete folder of site": _delete_folder_of_site,
}
"""Of what a build left in `site/`."""

CACHE_SORTS: Final[Mapping[str, Sort]] = {
    "truncate cache": _damage(lambda data, what: data[: len(data) * (what % 9) // 9]),
    "lengthen cache": _damage(lambda data, what: data + b"x" * (what + 1)),
    "flip in cache": _damage(_flip),
    "empty cache": _damage(lambda _, __: b""),
    "garbage in cache": _damage(lambda data, what: bytes([what % 256]) * len(data)),
    "swap in cache": _swap_cache,
    "delete cache": _delete_cache,
    "keep cache": _keep_cache,
    "old cache": _old_cache,
    "folder for cache": _folder_for_cache,
}
"""Of what a build left in its cache."""

EVERY_SORT: Final[Mapping[str, Sort]] = {**SORTS, **SITE_SORTS, **CACHE_SORTS}
