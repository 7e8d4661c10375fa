"""What may stand in a text that somebody else will read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.people import may_use_name
from generator.vocabulary import Section

if TYPE_CHECKING:
    from generator.config.settings import Settings
    from generator.facts.records import Referral
    from generator.graph.records import Book, PersonId
    from generator.model import Answer, Entry, Note


class Discretion(Struct, frozen=True, kw_only=True):
    """Says what is left out for other readers.

    Private notes are, and so is who is named in them alone; what stands under a
    Private heading; and entries with a topic that the audience `share` hides.
    """

    book: Book
    settings: Settings

    def hides(self, target: str) -> bool:
        """Whether a note is private, or a lead named nowhere else."""
        lead = self.book.leads.get(target)
        if lead is None:
            return self.book.notes[target].private
        return all(
            self.book.notes[path].private or link.section is Section.PRIVATE
            for path, link in lead.sources
        )

    def hides_entry(self, entry: Entry) -> bool:
        """Whether an entry is of a topic, or above a nested one, that is hidden."""
        hidden = {
            one.removeprefix("#").casefold()
            for one in self.settings.audiences["share"].hide_topics
        }
        return any(
            topic == one or topic.startswith(f"{one}/")
            for topic in map(str.casefold, entry.topics)
            for one in hidden
        )

    def names_hidden(self, path: str, entry: Entry) -> bool:
        """Whether an entry links to what is hidden."""
        targets = (self.book.target(path, link) for link in entry.links)
        return any(target is not None and self.hides(target) for target in targets)

    def hides_answer(self, note: Note, answer: Answer) -> bool:
        """Whether an answer stands under a Private heading."""
        return any(
            one.anchor == answer.anchor and one.section is Section.PRIVATE
            for one in note.body.headings
        )

    def may_name(self, namings: tuple[Referral, ...]) -> tuple[PersonId, ...]:
        """Return who may be told to have named somebody: after a yes, who shows."""
        if may_use_name(self.book, namings) != "yes":
            return ()
        return tuple(one for one in namings[0].referrers if not self.hides(one))
