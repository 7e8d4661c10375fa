"""Honest books whose people and places are called like ordinary words."""

from __future__ import annotations

# ruff: noqa: S311, SIM905 - chance that can be repeated; words in a row
import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

GIVEN: Final = (
    "Al May Will Rose Grace Art Mark Bill Sue Summer Joy Hope Bo Jo Li Ed Ana Dean "
    "Frank Jack Pat Ray Rob Drew Chip Faith Dawn June April Jan Gene Miles Penny"
).split()
FAMILY: Final = (
    "Target Page Field Baker Art Post Note Link Day Week Search Sample Price Young "
    "Long Short Best Case Cook Hill House Lane Park Rice Stone West White Wood Words"
).split()
PLACES: Final = "Target Apple Meta Visa Gap Shell Oracle Square Stripe Slack".split()
ROLES: Final = (
    "art director;baker;page designer;target setter;field worker;bill collector;"
    "Summer school teacher;market researcher;rose grower;day nurse"
).split(";")
SAYINGS: Final = (
    "set a target for the summer and mark it on the page",
    "it may or may not be a joy, I hope it will",
    "sue nobody; a bill is only art",
    "grace and hope go a long way in this field",
    "the best note is short, and the price of an apple is all the meta there is",
    "fill the gap before the visa runs out",
    "search for a link each day of the week",
    "look at the white stone house on the hill",
    "cook rice, chop wood, post words",
    "ask for a sample case at the west park lane",
)
SECRETS: Final = (
    "I did not like the target that was set for us at all",
    "owes me one",
    "Never again.",
    "will not be asked twice, the young cook",
    "pays badly",
    "Summer is better.",
)
SETTINGS: Final = (
    'book_id = "honest"\n[audience.share]\nhide_topics = ["pay"]\nnames = "{}"\n'
)


def honest_book(seed: int, names: str) -> dict[str, str]:
    """Make up a book: what is private and what may be seen use the same words.

    Args:
        seed: The same seed makes the same book.
        names: How `share` sees names.
    """
    chance = random.Random(seed)
    people = _pairs(chance, 8)
    places = chance.sample(PLACES, 4)
    files = {"airbook.toml": SETTINGS.format(names)}
    for at, place in enumerate(places):
        head = [f"name: {place}", *(["private: true"] if at == 3 else [])]
        files[f"content/organizations/{place}.md"] = _note(
            head,
            f"Founded in {chance.choice(SECRETS)}\n\n## Advice\n- {_said(chance)}\n",
        )
    for at, person in enumerate(people):
        head = [
            f'organization: "[[{chance.choice(places[:3])}]]"',
            f"role: {chance.choice(ROLES)}",
            f"location: {chance.choice(FAMILY)}",
            f"phone: +1 202 555 01{at:02}",
            f"email: {person.replace(' ', '.').lower()}@mail.example",
            *(["private: true"] if at == 7 else []),
        ]
        other = chance.choice(people)
        files[f"content/contacts/{person}.md"] = _note(
            head,
            f"{chance.choice(SECRETS)}\n\n## Advice\n- {_said(chance)}\n"
            f"- [[{other}]] says: {_said(chance)}\n- about 52000 #pay\n\n"
            f"## Log\n- 2026-02-03 asked: {chance.choice(SECRETS)}\n\n"
            f"## Private\n{chance.choice(SECRETS)}\n",
        )
    files["content/questions/May I use your name.md"] = _note(["category: path"], "")
    for at, person in enumerate(people[:4]):
        files[f"content/interviews/2026-02-1{at} {person}.md"] = _note(
            [f'with: "[[{person}]]"', "mode: video", f"topics: [{_word(chance)}]"],
            f"## Information\n- {_said(chance)}\n\n### [[May I use your name]]\n"
            f"{_said(chance)}\n\n## Reflection\n{chance.choice(SECRETS)}\n",
        )
    return files


def _pairs(chance: random.Random, count: int) -> list[str]:
    given, family = chance.sample(GIVEN, count), chance.sample(FAMILY, count)
    return [f"{one} {other}" for one, other in zip(given, family, strict=True)]


def _said(chance: random.Random) -> str:
    return chance.choice(SAYINGS)


def _word(chance: random.Random) -> str:
    return chance.choice(chance.choice(SAYINGS).split()).strip(",;")


def _note(head: Sequence[str], body: str) -> str:
    return "\n".join(["---", *head, "---", "", body])
