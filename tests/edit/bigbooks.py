"""A big lifelike book whose links are of every form, with twins and aliases."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.corpora import make_corpus

if TYPE_CHECKING:
    from collections.abc import Mapping

TWINS = 40


def make_linked(notes: int, seed: int = 7) -> dict[str, bytes]:
    """Return a book; each note links others in all the ways that there are."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    texts = make_corpus(notes)
    people = [path for path in texts if path.startswith("contacts/")]
    for path in people[: TWINS * notes // 2000]:
        texts[f"people/{path.rpartition('/')[2]}"] = "## Log\n- 2026-01-02 asked ^one\n"
    made = {}
    for number, (path, text) in enumerate(texts.items()):
        if path.startswith("contacts/"):
            stem = path[9:-3]
            text = text.replace("---\n", f"---\naliases: [Alias {stem}]\n", 1)  # noqa: PLW2901
        whole = text + _links(chance.sample(people, 6), path, number)
        if number % 7 == 0:
            whole = whole.replace("\n", "\r\n")
        made[path] = ("\ufeff" if number % 11 == 0 else "").encode() + whole.encode()
    return made


def _links(people: list[str], source: str, number: int) -> str:
    above = "../" * source.count("/")
    paths = [one.removesuffix(".md") for one in people]
    names = [one.rpartition("/")[2] for one in paths]
    return f"""
## Links
[[{paths[0]}]] [[{names[1]}#Log]] [[Alias {names[2]}]] ![[{names[3]}#Log]]
[{names[4]}]({above}{quote(people[4])}) [her]({quote(people[5])}#log) [x][{number}]
%%[[{names[0]}]]%%

| who | said |
| --- | --- |
| [[{names[1]}\\|she]] | [[{names[2]}]] and `[[{names[2]}]]` |

[{number}]: <{above}{people[3]}>
"""


def some_of(texts: Mapping[str, bytes], number: int, seed: int = 5) -> list[str]:
    """Return the most linked person, twins, and other notes, so many in all."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    twins = [f"contacts/{one[7:]}" for one in texts if one.startswith("people/")]
    first = next(iter(texts))
    return list(
        dict.fromkeys([first, *twins[:2], *chance.sample(list(texts), number)])
    )[:number]
