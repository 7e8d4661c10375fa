"""The brief of one meeting as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.wording import say_names
from generator.terminal.paragraphs import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.render.views.brief import BriefView
    from generator.render.views.brief_parts import (
        AppointmentShown,
        AskShown,
        NamedShown,
        PromiseShown,
        Told,
        WhoShown,
        WorkplaceShown,
    )
    from generator.terminal.style import Style

_STAGES: Final = {
    "open": "To open",
    "middle": "In the middle",
    "close": "To close",
    "after": "Afterwards",
    "": "Any time",
}
_MAY: Final = {
    "yes": "You may say that {} sent you.",
    "no": "Do not use the name of {}.",
    "ask": "Ask {} before you use the name.",
    "": "Nobody asked {} yet whether you may use the name.",
}
_STATES: Final = {
    "tell-met": "tell {} how it went with {}",
    "tell-contacted": "tell {} that you wrote to {}",
    "permission": "ask {} whether you may use the name with {}",
}
_DONE: Final = {"open": "not done yet", "cancelled": "given up", "done": "done"}


def show_brief(view: BriefView, style: Style, columns: int) -> str:
    """Return the brief as text.

    Args:
        view: What its page says.
        style: How it may look.
        columns: How wide a line may be.

    Returns:
        Name, when and where; then blocks of lines under headings; then what to ask.
    """
    shown = _Shown(view, columns)
    blocks = [_head(view, style, columns)]
    for title, lines in shown.blocks():
        found = list(lines)
        if found:
            blocks.append("\n".join([style.paint(title, "bold", "blue"), *found]))
    return "\n\n".join(blocks)


def _head(view: BriefView, style: Style, columns: int) -> str:
    more = (f"{view.more_people} more",) if view.more_people else ()
    names = wrap(say_names((*view.names, *more)), columns)
    lines = [style.paint(line, "bold") for line in names]
    for text in _when(view.appointment):
        lines += wrap(text, columns)
    if view.private:
        lines += wrap("This note is private: nothing of what it says is here.", columns)
    if view.bare:
        lines += wrap("The notes say nothing of them yet.", columns)
    return "\n".join(lines)


def _when(it: AppointmentShown | None) -> Iterator[str]:
    if it is None:
        yield "No interview is planned."
        return
    day = it.day.text if it.day else f"No day yet, {it.status}"
    confirmed = f"confirmed on {it.confirmed.text}" if it.confirmed else ""
    parts = (
        f"{day}, {it.time}" if it.time else day,
        f"{it.duration} minutes" if it.duration else "",
        it.mode,
        it.place,
        confirmed or ("not confirmed yet" if it.day else ""),
    )
    yield " · ".join(filter(None, parts))
    if it.clocks:
        clocks = (
            f"{one.time} for {'you' if one.mine else say_names(one.names) or 'them'}"
            for one in it.clocks
        )
        yield f"{', '.join(clocks)} ({it.clocks[-1].zone})"
    if it.link:
        yield it.link


class _Shown:
    """The parts of one brief as lines."""

    def __init__(self, view: BriefView, columns: int) -> None:
        self.view = view
        self.columns = columns

    def blocks(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield titles with their lines."""
        view = self.view
        for who in () if view.bare else view.people:
            yield who.who.text if view.several else "Who", self._texts(self._who(who))
        for place in view.workplaces:
            yield f"At {place.note.text}", self._texts(self._workplace(place))
        mine, theirs = map(self._promise, view.mine), map(self._promise, view.theirs)
        yield "You owe them", self._items(mine, view.more_mine, "[ ]")
        yield "They promised", self._items(theirs, view.more_theirs, "[ ]")
        yield "Before", self._items(self._before(), view.more_earlier)
        advice = (self._told(one, who=view.several) for one in view.advice)
        yield "They advised", self._items(advice, view.more_advice)
        yield "Prepared", self._items(view.prep, view.more_prep)
        for stage in view.stages:
            title = f"Ask: {_STAGES.get(stage.name, stage.name).lower()}"
            yield title, self._items(map(self._ask, stage.asks))
        if view.more_asks:
            texts = [f"{view.more_asks} more are in the question bank"]
            yield "More questions", self._texts(texts)
        if view.left_out:
            yield "No room for", self._texts([", ".join(view.left_out)])

    def _texts(self, texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            yield from wrap(text, self.columns, "  ", "  ")

    def _items(
        self, texts: Iterable[str], more: int = 0, mark: str = "-"
    ) -> Iterator[str]:
        behind = " " * (len(mark) + 3)
        for text in texts:
            yield from wrap(text, self.columns, f"  {mark} ", behind)
        if more:
            yield f"{behind}and {more} more"

    def _who(self, one: WhoShown) -> Iterator[str]:
        place = one.organization.text if one.organization else ""
        job = " at ".join(filter(None, (one.role, place)))
        yield ", ".join(filter(None, (job, one.location)))
        say = f"Say {one.pronunciation}" if one.pronunciation else ""
        yield " · ".join(filter(None, (say, one.pronouns)))
        yield f"In {say_names(one.fields)}" if one.fields else ""
        yield f"Small talk: {say_names(one.interests)}" if one.interests else ""
        met = f"You met in {one.met}." if one.met else ""
        known = ", ".join(filter(None, (one.how_we_met, one.met)))
        yield known if one.how_we_met else met
        if one.way:
            way = (*(step.text for step in one.way), one.who.text)
            yield " > ".join(("You", *way))
        for named in one.named:
            yield self._named(named)
        yield f"Named by {one.more_named} more" if one.more_named else ""

    def _named(self, one: NamedShown) -> str:
        by = say_names(one.by)
        said = f"{'Introduced' if one.introduced else 'Named'} by {by}"
        on = f" on {one.day.text}" if one.day else ""
        why = f": “{one.why}”" if one.why else ""
        may = _MAY["yes" if one.introduced else one.may].format(by)
        return f"{said}{on}{why}. {may}"

    def _workplace(self, one: WorkplaceShown) -> Iterator[str]:
        yield " · ".join(one.about)
        for who in one.colleagues:
            on = f" on {who.day.text}" if who.day else ""
            stands = f" ({who.status}{on})" if who.status else ""
            before = ", there before" if who.former else ""
            yield f"You also know {who.who.text}{before}{stands}"
        if one.more_colleagues:
            yield f"and {one.more_colleagues} more there"
        for told in one.heard:
            yield f"Heard there: {self._told(told)}"

    def _promise(self, one: PromiseShown) -> str:
        if one.person is None:
            return f"{one.text}{f', by {one.day.text}' if one.day else ''}"
        if one.state in _STATES:
            whom = say_names(one.names) or "them"
            return _STATES[one.state].format(whom, one.person.text)
        without = ", without the name" if one.may == "no" else ""
        return f"not written to yet: {one.person.text}{without}"

    def _before(self) -> Iterator[str]:
        if self.view.last:
            yield f"last contact on {self.view.last.text}"
        for one in self.view.earlier:
            topics = f" on {say_names(one.topics)}" if one.topics else ""
            text = f": {one.text}" if one.text else ""
            yield f"{one.day.text}, {one.what}{topics}{text}"

    def _told(self, one: Told, *, who: bool = True) -> str:
        on = one.day.text if one.day else ""
        before = ", ".join(filter(None, (say_names(one.names), on)))
        text = f"{before}: {one.text}" if who and before else one.text
        behind = ", ".join(filter(None, ("" if who else on, _DONE.get(one.done, ""))))
        return f"{text} ({behind})" if behind else text

    def _ask(self, one: AskShown) -> str:
        said = ""
        if one.said:
            told = self._told(one.said, who=self.view.several or not one.again)
            said = f"{'asked before: ' if one.again else ''}{told}"
        notes = ("must ask" if one.must else "", said)
        behind = " · ".join(filter(None, notes))
        return f"{one.question.text} ({behind})" if behind else one.question.text
