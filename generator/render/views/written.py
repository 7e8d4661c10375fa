"""What every note's page has: its own text, its facts, its tags, its backlinks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from msgspec import Struct

from generator.render.markup import demoted
from generator.render.slugs import slug_of
from generator.render.urls import fold, relative
from generator.render.views.contents import contents
from generator.render.views.facts import facts
from generator.render.views.parts import Ref
from generator.render.views.quotes import quotes
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model import Note
    from generator.render.material import Material
    from generator.render.views.contents import Chapter
    from generator.render.views.parts import Fact, Quotes


class Written(Struct, frozen=True, kw_only=True, gc=False):
    """A note's own text and what surrounds it.

    Attributes:
        body: The text, its headings below the page's own.
        contents: Its headings, where it is long.
        facts: Its keys.
        tags: Its tags.
        quotes: Where it comes up.
        private: Whether to say that it is private.
        file: Its path in the content folder; empty in a published site.
        edit: Link to edit it; empty: none.
        problems: Link to what is wrong in it; none where nothing is.
    """

    body: Markup
    contents: tuple[Chapter, ...]
    facts: tuple[Fact, ...]
    tags: tuple[Ref, ...]
    quotes: tuple[Quotes, ...]
    private: bool
    file: str
    edit: str
    problems: Ref | None


def written(
    material: Material, path: str, page: str, skip: frozenset[str] = frozenset()
) -> Written:
    """Return what a note itself says.

    Args:
        material: The build.
        path: Of the note.
        page: URL of its page.
        skip: Keys that the page shows in another place.
    """
    note = material.book.notes[path]
    body = material.html(note.body.prose.html, path, page, own=True)
    return Written(
        body=demoted(body, note.name, top=2 if note.kind is Kind.PAGE else 3),
        contents=contents(note, page),
        facts=facts(material, note, page, skip),
        tags=tag_refs(material, note.tags, page),
        quotes=quotes(material, path, page),
        private=note.private and material.local,
        file=path if material.local else "",
        edit=_edit_link(material, note),
        problems=_problems(material, path, page),
    )


def tag_refs(material: Material, tags: tuple[str, ...], page: str) -> tuple[Ref, ...]:
    """Return the links to the pages of tags, in order."""
    urls = material.urls.tags
    return tuple(
        Ref(text=tag, href=relative(page, urls[folded]) if folded in urls else "")
        for tag in tags
        for folded in [fold(tag)]
    )


def _edit_link(material: Material, note: Note) -> str:
    """Return the edit link of the built site, which holds no path of the machine."""
    pattern = material.settings.site.edit
    if not material.local or "{file}" not in pattern or "{path}" in pattern:
        return ""
    link = pattern.replace("{file}", quote(note.path)).replace("{line}", "1")
    scheme = urlsplit(link).scheme.casefold()
    return "" if scheme in {"javascript", "data", "vbscript"} else link


def _problems(material: Material, path: str, page: str) -> Ref | None:
    found = material.problems_in.get(path, ()) if material.local else ()
    if not found:
        return None
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    href = relative(page, "problems/index.html", problem_anchor(material, path))
    return Ref(text=f"{count} in this note", href=href)


def problem_anchor(material: Material, path: str) -> str:
    """Return the HTML id of a file on the problems page."""
    return f"in-{material.urls.notes.get(path) or slug_of(path)}"
