"""How a book is told to somebody else: without links, addresses, private notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from generator.derive.discretion import Discretion
from generator.render.discreet import discreet, without_addresses
from generator.render.markup import demoted, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.model import Html
    from generator.render.dates import Day
    from generator.render.material import Material

WORDS: Final = 320
_HEADING: Final = re.compile(r"<h[1-6][ >]")
_OPENING: Final = re.compile(r"\A\s*<h[1-6][^>]*>.*?</h[1-6]>\s*", re.DOTALL)
_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)


# Without slots: the cached property is kept beside the fields.
@dataclass(frozen=True, kw_only=True)
class Telling:
    """A build's book, told on a page to somebody else.

    Attributes:
        material: The build.
        page: URL of the page.
    """

    material: Material
    page: str

    @cached_property
    def discretion(self) -> Discretion:
        """What is left out."""
        return Discretion(book=self.material.book, settings=self.material.settings)

    def name(self, target: str) -> str:
        """Return the name of a note or lead."""
        return without_addresses(self.material.book.name_of(target))

    def names(self, targets: Iterable[str]) -> tuple[str, ...]:
        """Return the names of those who are not hidden."""
        return tuple(
            self.name(one) for one in targets if not self.discretion.hides(one)
        )

    def day(self, on: date | None) -> Day | None:
        """Return a day with its year: what is handed in is read years later, too."""
        return self.material.dates.full(on) if on else None

    def html(self, html: Html, source: str) -> Markup:
        """Return a note's HTML as others may read it."""
        kept = discreet(self.material.links, self.discretion, html, source)
        return self.material.html(kept, source, self.page)

    def below(self, html: Html, source: str, top: int) -> Markup:
        """Return a passage without its own heading, those inside from a level on."""
        text = _OPENING.sub("", self.html(html, source), count=1)
        return demoted(Markup(text), "", top)  # noqa: S704 - safe HTML, less of it

    def beginning(self, path: str) -> str:
        """Return the first paragraph of a note above its headings, as plain text."""
        text = str(self.html(self.material.book.notes[path].body.prose.html, path))
        text = text[found.end() :] if (found := _OPENING.match(text)) else text
        text = text[: found.start()] if (found := _HEADING.search(text)) else text
        first = _PARAGRAPH.search(text)
        return _shortened(plain(Markup(first[1]))) if first else ""  # noqa: S704


def _shortened(text: str) -> str:
    """Return the sentences of a text that fit, or its beginning, cut between words."""
    if len(text) <= WORDS:
        return text
    end = max(text.rfind(stop, 0, WORDS) for stop in (". ", "! ", "? ", "。", "！"))
    if end > WORDS // 3:
        return text[: end + 1]
    return f"{text[:WORDS].rpartition(' ')[0] or text[:WORDS]} …"
