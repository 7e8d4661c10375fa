"""A note's words about somebody -> words to them, where that is plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.derive.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_ABOUT_OTHERS: Final = re.compile(
    r"\b(?:he|she|him|hers?|his|they|them|theirs?|(?:him|her)self|themselves)\b",
    re.IGNORECASE,
)
# What a task begins with, and what may be done for somebody: the pronoun behind it
# is whom it is done for.
_FOR: Final = (
    *("answer", "ask", "bring", "call", "email", "give", "introduce", "invite", "lend"),
    *("let", "mail", "pay", "phone", "remind", "ring", "send", "show", "tell", "text"),
    *("thank", "visit", "write"),
)
# With these nobody need be named for whom it is.
_GIVING: Final = frozenset({"bring", "forward", "give", "lend", "return", "send"})
_VERBS: Final = frozenset(
    {
        *_FOR,
        *("apply", "arrange", "book", "buy", "check", "come", "confirm", "connect"),
        *("decide", "draw", "explain", "find", "finish", "forward", "get", "go"),
        *(
            "help",
            "keep",
            "learn",
            "look",
            "make",
            "meet",
            "post",
            "prepare",
            "print",
            "put",
        ),
        *("read", "recommend", "reply", "report", "return", "review", "say", "share"),
        *("speak", "take", "talk", "think", "translate", "try", "watch"),
    }
)
# Behind `her` these say that it is a person, and not whose something is.
_BEHIND: Final = (
    r"(?=\s*(?:$|[.,;:!?(])|\s+(?:the|a|an|my|our|that|this|these|when|where|how|what"
    r"|whether|why|if|about|back|yes|no|some|know|and|or|on|by|to|for|at|in|with|once"
    r"|again|two|three|one)\b)"
)
_SENTENCE: Final = re.compile(r".+?(?:[.!?…](?=[\"”’»)]*\s)[\"”’»)]*|[。！？]|$)")
_PLACE: Final = re.compile(
    r"(?:at|in|on|through|via|during|after|before|over|by|while)\s", re.IGNORECASE
)
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)(-\d\d)?")


def is_about_others(text: str) -> bool:
    """Tell whether a text speaks of somebody as he, she or they."""
    return _ABOUT_OTHERS.search(text) is not None


def first_sentence(text: str) -> str:
    """Return the first sentence of a text on one line, out of its quotation marks."""
    found = _SENTENCE.match(" ".join(text.split()))
    sentence = found[0].strip() if found else ""
    if re.fullmatch(r'["“„«].*["”“»]', sentence) and not re.search(
        r'["“”„«»]', sentence[1:-1]
    ):
        sentence = sentence[1:-1].strip()
    return sentence


def to_you(text: str, names: Iterable[str]) -> str:
    """Return a task about somebody as a promise to them.

    Args:
        text: `send her the thesis`, `send the thesis`.
        names: What the note may call them.

    Returns:
        `send you the thesis`, `send the thesis`; empty where it is not plain that
        it is for them: other tasks are between the owner and the note.
    """
    before = text
    known = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    who = rf"(?:him\b|them\b|her\b{_BEHIND}|(?>{known})(?!['’\w]))"
    text = re.sub(
        rf"^({'|'.join(_FOR)})(\s+to)?\s+{who}", r"\1\2 you", text, flags=re.IGNORECASE
    )
    text = re.sub(rf"\b(to|for|with)\s+{who}", r"\1 you", text, flags=re.IGNORECASE)
    left = re.search(rf"(?<!\w)(?:{known})(?!\w)", text)
    given = text != before or text.partition(" ")[0].casefold() in _GIVING
    return text if given and not left and not is_about_others(text) else ""


def as_deed(text: str) -> tuple[str, bool]:
    """Return a promise so that it completes "I will", and whether it does."""
    text = text.strip().rstrip(".!").strip()
    first, _, rest = text.removeprefix("to ").partition(" ")
    if first.casefold() in _VERBS and rest:
        return f"{first.casefold()} {rest}", True
    return text, False


def say_met(how: str, when: str) -> str:
    """Return where people met as an end to "We met"; empty where it is not plain.

    Args:
        how: `at the fair; she spoke of bridges`.
        when: `2016-08`, or another text.
    """
    place = re.split(r"[;.!?]", how, maxsplit=1)[0].strip()
    if _PLACE.match(place) and not is_about_others(place):
        return place[0].lower() + place[1:]
    if re.fullmatch(r"\d{4}", when):
        return f"in {when}"
    if (found := _MONTH.fullmatch(when)) and 0 < int(found[2]) <= len(MONTHS):
        return f"in {MONTHS[int(found[2]) - 1]} {found[1]}"
    return ""


def say_date(day: date, today: date, date_format: str) -> str:
    """Return a day as one writes it in a letter, the year only where it is another."""
    if date_format == "2026-01-02":
        return day.isoformat()
    month, other = MONTHS[day.month - 1], day.year != today.year
    if date_format == "Jan 2, 2026":
        return f"{month} {day.day}" + (f", {day.year}" if other else "")
    return f"{day.day} {month}" + (f" {day.year}" if other else "")
