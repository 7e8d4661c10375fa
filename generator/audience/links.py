"""Where the owner's links lead for an audience, and what stands for the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from generator.audience.words import SOMEONE
from generator.graph.records import Found, FoundAsset, FoundLead, Missing
from generator.model import Contact, Organization, Origin
from generator.parse.wikilinks import shown_text
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.audience.cast import Cast
    from generator.audience.words import Names
    from generator.graph.records import Book, Resolution
    from generator.model import Link
    from generator.vocabulary import Section

NEUTRAL: Final = {
    Kind.CONTACT: SOMEONE,
    Kind.INTERVIEW: "an interview",
    Kind.ORGANIZATION: "an organization",
    Kind.QUESTION: "a question",
    Kind.PAGE: "a note",
}
"""What stands where a link led to a note that is left out."""
_PROFILE: Final = re.compile(
    r"(?:linkedin\.[a-z.]+/(?:in|pub)/|xing\.com/profile|facebook\.com/|instagram\.com/"
    r"|(?:twitter|x|github|gitlab|threads|mastodon)\.[a-z.]+/@?[\w-]+/?$|/@[\w.-]+/?$"
    r"|(?:calendly|cal)\.com/|orcid\.org/)",
    re.IGNORECASE,
)


class Written(Struct, frozen=True, kw_only=True):
    """A link as an audience gets it.

    Attributes:
        target: Name of the file that it leads to, with its anchor; empty: no link.
        shown: What is shown; for an embed its text or size.
        embed: Whether it stands for what it leads to.
    """

    target: str = ""
    shown: str = ""
    embed: bool = False


class Linker(Struct, frozen=True, kw_only=True):
    """Knows where every link of the book leads for an audience.

    Attributes:
        book: All notes.
        cast: Who and what is shown.
        names: What is read in the place of names.
        stems: Path or lead's id -> name of the new file, or of the lead.
        titles: The same -> what it is called.
        files: Path of an attachment -> its new name.
        sections: Headings that are kept, by what they are called: folded -> written.
    """

    book: Book
    cast: Cast
    names: Names
    stems: Mapping[str, str]
    titles: Mapping[str, str]
    files: Mapping[str, str]
    sections: Mapping[Section, str]

    def write(self, path: str, number: int, said: str = "") -> Written:
        """Return a link of a note as it is written anew.

        Args:
            path: Of the note.
            number: Of the link.
            said: The text of a Markdown link, which its record does not have.
        """
        link = self.book.notes[path].links[number]
        link = replace(link, shown=said) if said else link
        where = self.book.resolutions[path][number]
        embed = link.origin is Origin.EMBED
        match where:
            case Found(note=note):
                return self._note(link, where, note, embed=embed)
            case FoundLead(lead=lead) if lead in self.stems:
                return self._to(lead, link)
            case FoundLead():
                return Written(shown=SOMEONE)
            case FoundAsset(path=file):
                return self._file(link, file, embed=embed)
            case _:
                return self._nowhere(link, where)

    def _note(self, link: Link, where: Found, note: str, *, embed: bool) -> Written:
        if note not in self.stems:
            return Written(shown=NEUTRAL[self.book.notes[note].kind])
        anchor = self._anchor(link, where)
        if anchor and anchor != "#":
            return self._to(note, link, anchor=anchor, embed=embed)
        return self._to(note, link, embed=embed and not anchor)

    def _to(
        self, target: str, link: Link, *, anchor: str = "", embed: bool = False
    ) -> Written:
        title = self.titles[target]
        shown = self.names.replace(link.shown) if link.shown else ""
        kept = self.book.notes.get(target)
        person = kept is None or isinstance(kept, Contact)
        if person and self.cast.audience.names != "full":
            shown = title
        if not shown and (self.stems[target] != title or anchor):
            shown = title
        if embed:
            shown = ""
        return Written(target=self.stems[target] + anchor, shown=shown, embed=embed)

    def _anchor(self, link: Link, where: Found) -> str:
        """Return `#` and a heading that is kept; `#` alone: it is not."""
        if not link.anchor:
            return ""
        note = self.book.notes[where.note]
        for heading in note.body.headings:
            if heading.anchor != where.anchor or heading.section is None:
                continue
            title = self.sections.get(heading.section)
            first = next(h for h in note.body.headings if h.section is heading.section)
            return f"#{title}" if title and first is heading else "#"
        return "#"

    def _file(self, link: Link, file: str, *, embed: bool) -> Written:
        shown = self.names.replace(link.shown) if link.shown else ""
        if file in self.files:
            usual = "" if embed else "a picture"
            return Written(target=self.files[file], shown=shown or usual, embed=embed)
        usual = "" if embed else "a file"
        return Written(shown="" if shown.isdigit() else shown or usual)

    def _nowhere(self, link: Link, where: Resolution) -> Written:
        if link.origin is Origin.EMBED:
            return Written(shown=self.names.replace(link.shown))
        if not isinstance(where, Missing) or not link.target:
            return Written(shown=self.names.replace(link.shown) or "a place")
        if self.cast.audience.names != "full" and is_person(link.target):
            return Written(shown=SOMEONE)
        if not link.wiki:  # a file's name in brackets behind the text is not shown
            return Written(shown=self.names.replace(link.shown))
        said = shown_text(link.target, "", link.shown)
        return Written(shown=self.names.replace(said))

    def outside(self, href: str) -> str:
        """Return the address of another site as it may be seen; empty: not at all."""
        if not href.lower().startswith(("http://", "https://")):
            return ""
        plain = unquote(href)
        if "@" in plain.split("/")[2:3] or _PROFILE.search(plain):
            return ""
        return "" if self.names.in_address(plain) else href

    def organization(self, path: str, number: int) -> str:
        """Return the name of an employer who has no note; empty: it may not be seen."""
        link = self.book.notes[path].links[number]
        if not isinstance(self.book.resolutions[path][number], Missing):
            return ""
        return self.names.replace(link.shown or link.target.rpartition("/")[2])

    def is_organization(self, target: str) -> bool:
        """Whether a path is an organization's."""
        return isinstance(self.book.notes.get(target), Organization)


def is_person(target: str) -> bool:
    """Whether a link without a note looks like the name of somebody."""
    words = target.rpartition("/")[2].removesuffix(".md").split()
    capital = [word for word in words if not word[:1].islower()]
    return (
        2 <= len(words) <= 5
        and len(capital) > 1
        and not any(char.isdigit() for char in target)
        and all(word[:1].isalpha() for word in words)
    )
