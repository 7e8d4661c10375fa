"""What a message to somebody may say, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from generator.graph.records import PersonId

MINUTES: Final = 20


class Named(Struct, frozen=True, kw_only=True):
    """Somebody whom the reader of the message named, and what came of it.

    Attributes:
        name: Who was named.
        came: `met`, `wrote` (the owner did), `touch` (it began otherwise) or empty:
            nothing happened yet.
        on: The first day of that.
        may: Whether the reader's name may be used: `yes`, `no`, `ask` or empty.
    """

    name: str
    came: str = ""
    on: str = ""
    may: str = ""


class Promised(Struct, frozen=True, kw_only=True):
    """What the owner promised, as said to who was promised it.

    Attributes:
        text: What.
        by: By when; empty: without a day, or the day is past.
        verb: Whether the text completes "I will".
    """

    text: str
    by: str = ""
    verb: bool = False


class Done(Struct, frozen=True, kw_only=True):
    """Advice that the owner followed, and when."""

    text: str
    on: str = ""


class Draft(Struct, frozen=True, kw_only=True):
    """All that a message may say, each text on one line; empty: not known.

    Nothing of it comes from a private note or from under a heading Private, and it
    names nobody but the reader, who may be named to them, and whom they named.

    Attributes:
        kind: One of `vocabulary.MESSAGES`.
        to: The reader.
        name: Their name.
        call: What to call them: the given name where it is plain which that is.
        email: Their first address.
        owner: Who writes.
        organization: Where they work.
        role: As what.
        field: Theirs, else that of the talk in which they were named, or of who
            named them.
        sent_by: Who sent the owner to them, where that name may be used.
        introduced: Whether these brought the two together.
        met: Where they met, as an end to "We met".
        minutes: How long a talk is asked for.
        topics: What to ask about.
        talked_on: The day of the newest talk.
        asked_on: The day on which the owner asked last.
        offered: Whether times were offered that day.
        learned: One thing that was said in a talk with them, a sentence.
        learned_on: The day of that talk.
        done: Advice of theirs that was followed, and not yet told of.
        named: Whom they named, as far as the message is about them.
        promised: What the owner promised them.
        owed: What they promised, in the words of the note.
    """

    kind: str
    to: PersonId
    name: str
    call: str
    email: str = ""
    owner: str = ""
    organization: str = ""
    role: str = ""
    field: str = ""
    sent_by: str = ""
    introduced: bool = False
    met: str = ""
    minutes: int = MINUTES
    topics: str = ""
    talked_on: str = ""
    asked_on: str = ""
    offered: bool = False
    learned: str = ""
    learned_on: str = ""
    done: tuple[Done, ...] = ()
    named: tuple[Named, ...] = ()
    promised: tuple[Promised, ...] = ()
    owed: str = ""
