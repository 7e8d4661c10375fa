"""A lifelike book of any size, the same for the same seed, to measure with.

Most people are named once and a few in very many notes, as it is in life. Where
`tests/slow/bigbook.py` has notes that are broken, these are all sound.
"""

from __future__ import annotations

# ruff: noqa: S311, SIM905 - chance that can be repeated; words in a row
import random
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tests.slow import bigbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LAST_DAY: Final = date(2026, 3, 2)
LINKS: Final = 6
ENTRIES: Final = 6
WORDS: Final = (150, 580)
"""From and below; the last sentence may go beyond it."""
SHARES: Final = {"contacts": 40, "interviews": 50, "organizations": 10}
ALPHABETS: Final = (
    (bigbook.GIVEN, bigbook.FAMILY),
    (
        "Олена Тарас Марія Богдан Софія".split(),
        "Коваленко Шевчук Бойко Мельник".split(),
    ),
    ("美咲 健太 さくら 悠斗 結衣".split(), "高橋 鈴木 中村 小林".split()),
    ("ليلى يوسف مريم خالد نور".split(), "الخطيب حداد منصور سعيد".split()),
    ("Ελένη Νίκος Μαρία Γιώργος".split(), "Παππάς Νικολάου Δήμου".split()),
    ("नेहा अर्जुन प्रिया रोहन".split(), "शर्मा वर्मा गुप्ता".split()),
)
WEIGHTS: Final = (70, 8, 8, 6, 5, 3)


def make_corpus(notes: int, seed: int = 11) -> dict[str, str]:
    """Return the notes of a book by path below its content folder.

    Args:
        notes: How many.
        seed: The same seed makes the same book.
    """
    maker = _Maker(notes, seed)
    made = {
        "contacts": maker.contact,
        "interviews": maker.interview,
        "organizations": maker.organization,
    }
    return {
        f"{kind}/{name}.md": make(name, number)
        for kind, make in made.items()
        for number, name in enumerate(maker.names[kind])
    }


class _Maker:
    """Writes notes, each with its share of links."""

    def __init__(self, notes: int, seed: int) -> None:
        self.chance = random.Random(seed)
        counts = {kind: notes * share // 100 for kind, share in SHARES.items()}
        self.days = [self.day() for _ in range(counts["interviews"])]
        self.names: dict[str, list[str]] = {
            "contacts": _apart(self.person() for _ in range(counts["contacts"])),
            "organizations": _apart(
                self.place() for _ in range(counts["organizations"])
            ),
        }
        self.met = [self.known("contacts") for _ in self.days]
        talks = zip(self.days, self.met, strict=True)
        self.names["interviews"] = _apart(f"{day} {who}" for day, who in talks)

    def one(self, among: Sequence[str]) -> str:
        return self.chance.choice(among)

    def person(self) -> str:
        given, family = self.chance.choices(ALPHABETS, WEIGHTS)[0]
        return f"{self.one(given)} {self.one(family)}"

    def place(self) -> str:
        return f"{self.one(bigbook.PLACES)} {self.one(bigbook.TRADES)}"

    def day(self) -> date:
        return LAST_DAY - timedelta(days=self.chance.randrange(9 * 365))

    def known(self, kind: str) -> str:
        """Return a name; the first ones come up far more often than the rest."""
        names = self.names[kind]
        return names[int(len(names) * self.chance.random() ** 3)]

    def sentence(self, links: int = 0) -> str:
        parts = (bigbook.WHO, bigbook.DID, bigbook.WHEN, bigbook.THEN)
        named = "".join(f" with [[{self.known('contacts')}]]" for _ in range(links))
        who, did, when, then = map(self.one, parts)
        return f"{who[0].upper()}{who[1:]} {did} {when}{named}, {then}."

    def prose(self, links: int, more: str = "") -> str:
        """Return paragraphs with so many links, for a note of 150 to 600 words.

        Args:
            links: How many.
            more: What stands below them in the note.
        """
        lines = [self.sentence(1) for _ in range(links)]
        words = self.chance.randrange(*WORDS) - len(more.split())
        while sum(len(one.split()) for one in lines) < words:
            lines.append(self.sentence())
        self.chance.shuffle(lines)
        return "\n\n".join(" ".join(lines[n : n + 5]) for n in range(0, len(lines), 5))

    def contact(self, _: str, number: int) -> str:
        at = self.known("organizations")
        asked = self.day()
        replied = min(asked + timedelta(days=3), LAST_DAY)
        log = (
            f"## Log\n- {asked} asked (email): {self.sentence()}\n"
            f"- {replied} replied: {self.sentence()}\n"
        )
        return (
            f'---\nrole: {self.one(bigbook.ROLES)}\norganization: "[[{at}]]"\n'
            f"field: [{self.one(bigbook.CAREERS)}]\n"
            f"location: {self.one(bigbook.PLACES)}\n"
            f"email: person{number}@book.example\n"
            f"tags: [{self.one(bigbook.TOPICS)}]\n---\n"
            f"{self.prose(LINKS - 1, log)}\n\n{log}"
        )

    def interview(self, _: str, number: int) -> str:
        entries = [
            f"- {self.sentence()} #{self.one(bigbook.TOPICS)}" for _ in range(ENTRIES)
        ]
        named = self.known("contacts")
        found = (
            "## Advice\n" + "\n".join(entries[:2]) + "\n\n"
            "## Information\n" + "\n".join(entries[2:5]) + "\n\n"
            f"## Referrals\n- [[{named}]] - {entries[5][2:]}\n"
        )
        return (
            f'---\nwith: "[[{self.met[number]}]]"\ndate: {self.days[number]}\n'
            f"status: done\nduration: {self.chance.randrange(15, 75)}\n"
            f"rating: {self.chance.randrange(1, 6)}\n"
            f"thanked: {min(self.days[number] + timedelta(days=1), LAST_DAY)}\n---\n"
            f"{self.prose(LINKS - 2, found)}\n\n{found}"
        )

    def organization(self, _: str, __: int) -> str:
        return (
            f"---\nindustry: {self.one(bigbook.TRADES)}\n"
            f"location: {self.one(bigbook.PLACES)}\n---\n{self.prose(LINKS)}\n"
        )


def _apart(names: Iterable[str]) -> list[str]:
    """Return names that are all different: repeats get a number."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} {seen[name]}" if seen[name] > 1 else name)
    return found
