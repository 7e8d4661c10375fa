"""What to ask: what everybody is asked, what was planned, what is not known yet."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.derive.briefs.records import Ask, Remark, Some
from generator.derive.briefs.room import lines, short
from generator.model import Question
from generator.parse.wikilinks import shown_text
from generator.vocabulary import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.briefs.ground import BriefGround
    from generator.derive.records import QuestionRow
    from generator.graph.records import PersonId
    from generator.model import Interview, Link

MOST: Final = 8
_QUOTE: Final = 80
_ACROSS: Final = 110


class Asking:
    """The questions for one meeting, best first."""

    def __init__(
        self, ground: BriefGround, people: tuple[PersonId, ...], note: Interview | None
    ) -> None:
        """Begin.

        Args:
            ground: The book and its indexes.
            people: Whom one meets.
            note: The interview; none: no interview is planned, or it is private.
        """
        self._ground = ground
        self._people = people
        self._here = frozenset(people)
        self._note = note

    def some(self, room: int) -> Some[Ask]:
        """Return the first questions, as far as so many lines of the page go.

        Must-asks, then the interview's own, then what nobody has answered, then
        what only others have. What everybody here has answered is asked again only
        where the interview's note lists it.
        """
        shown: list[Ask] = []
        stages: set[str] = set()
        for ask in islice(self._all(), MOST):
            room -= _cost(ask) + (ask.stage not in stages)
            if room < 0 and shown:
                break
            shown.append(ask)
            stages.add(ask.stage)
        linked = sum(1 for one in self._own if one in self._ground.row_of)
        again = sum(1 for one in self._own if one in self._known)
        bank = len(self._ground.rows) - len(self._known)
        every = bank + again + len(self._own) - linked
        return Some(shown=tuple(shown), more=every - len(shown))

    @cached_property
    def _known(self) -> frozenset[str]:
        """What everybody here has answered."""
        known = [self._ground.answered.get(one, frozenset()) for one in self._people]
        return frozenset.intersection(*known) if known else frozenset()

    @cached_property
    def _own(self) -> dict[str, str]:
        """The interview's own questions: path or words, and what to show."""
        note, book = self._note, self._ground.book
        found: dict[str, str] = {}
        if note is None:
            return found
        listed = (*note.questions, *(one.question for one in note.body.answers))
        for link in listed:
            target = book.target(note.path, link)
            if target is None:
                text = _words(note.links[link])
                found[f"?{text}"] = text
            elif isinstance(book.notes.get(target), Question):
                found[target] = book.name_of(target)
        return {key: text for key, text in found.items() if self._ground.is_open(key)}

    def _all(self) -> Iterator[Ask]:
        rows, musts = self._ground.rows, self._ground.musts
        for row in islice(rows, musts):
            if self._is_due(row):
                yield self._ask(row)
        for key, text in self._own.items():
            listed = self._ground.row_of.get(key)
            if listed is None:
                yield Ask(question="", text=text, own=True)
            elif not (self._ground.must(listed) and self._is_due(listed)):
                yield self._ask(listed)
        for row in islice(rows, musts, None):
            if row.question not in self._own and self._is_due(row):
                yield self._ask(row)

    def _is_due(self, row: QuestionRow) -> bool:
        return row.question not in self._known

    def _ask(self, row: QuestionRow) -> Ask:
        note = self._ground.book.notes[row.question]
        assert isinstance(note, Question)  # noqa: S101 - rows are of the bank
        again = row.question in self._known
        return Ask(
            question=row.question,
            text=note.name,
            stage=note.stage,
            must=note.must_ask,
            own=row.question in self._own,
            heard=None if again else next(self._said(row, others=True), None),
            before=next(self._said(row, others=False), None) if again else None,
        )

    def _said(self, row: QuestionRow, *, others: bool) -> Iterator[Remark]:
        """Yield what others, or the people here, said; the newest first."""
        for cell, people in self._ground.newest_answers[row.question]:
            if others is self._here.isdisjoint(people):
                text = short(cell.answer.text, _QUOTE)
                yield Remark(text=text, people=people, on=cell.on)


def _cost(ask: Ask) -> int:
    """Return how many lines a question takes with its rule and the room to write."""
    said = ask.before or ask.heard
    names = 24 * len(said.people) if said else 0
    return 2 + lines(ask.text + (said.text if said else "") + names * "x", _ACROSS)


def _words(link: Link) -> str:
    return shown_text(link.target, link.anchor, link.shown)


def by_stage(asks: Iterable[Ask]) -> tuple[tuple[str, tuple[Ask, ...]], ...]:
    """Return questions in the order of a talk, by stage; of no stage last."""
    found = tuple(asks)
    groups = (
        (stage, tuple(one for one in found if one.stage == stage))
        for stage in (*STAGES, "")
    )
    return tuple((stage, group) for stage, group in groups if group)
