"""A big book of made-up people, the same for the same seed.

As a career leaves it behind: most links stand in running text, most people were
met once, and a few notes have front matter that no YAML reader can read.
"""

from __future__ import annotations

# ruff: noqa: SIM905, S311 - words in a row; chance that can be repeated
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LAST_DAY: Final = date(2026, 3, 2)
DAYS: Final = 9 * 365
# Parts of the whole, in hundredths.
SHARES: Final = {"contact": 40, "interview": 34, "organization": 11, "question": 3}
FOLDERS: Final = {
    "contact": 30,
    "interview": 36,
    "organization": 12,
    "question": 10,
    "page": 12,
}
TOP: Final = {
    "contact": "contacts",
    "interview": "interviews",
    "organization": "organizations",
    "question": "questions",
    "page": "reading",
}

GIVEN: Final = (
    "Ada Amara Anneke Aoife Arjun Beatriz Birgit Bogdan Caoimhe Carlos Chidi Chloé "
    "Dagný Daniel Dewi Dilnoza Ebba Eilidh Elif Emeka Esteban Fatima Femke Giulia "
    "Gwen Hamza Hana Håkon Idris Ines Ingrid Iván Jada Jonas Joost Kaija Karim Katya "
    "Kofi Lars Leila Lucía Magnus Malika Marek Mei Mihai Nadia Ngozi Noam Olga Omar "
    "Paulo Pilar Priya Quentin Rafael Rania Rosa Sami Sanne Sigrid Sofia Søren Tadeo "
    "Tamsin Thandi Tomasz Ulla Valeria Viktor Wanjiru Xan Yara Yusuf Zofia"
).split()
FAMILY: Final = (
    "Abara Achterberg Adeyemi Almeida Andersson Aydın Bakker Baptiste Barzani Bianchi "
    "Brandão Brennan Castellanos Chaudhry Çelik Daalmans Delacroix Dlamini Duarte "
    "Eriksen Farrugia Ferreira Fontaine Gallagher García Grünwald Haddad Halvorsen "
    "Hashimoto Ibáñez Ivanova Jankowski Jensen Kamau Kaplan Kowalski Kőszegi Lindqvist "
    "Lovelace Mahlangu Marchetti Mbeki Moreau Nakamura Novák Nwosu O’Sullivan Okafor "
    "Oliveira Orozco Østergård Papadakis Petrov Pryce Quispe Ramírez Rossi Sørensen "
    "Salazar Schreiber Silva Stoica Takahashi Tanaka Thorne Tuohy Unwin Valdés "
    "Vandenberghe Varga Wierzbicki Willemsen Yamamoto Yıldız Zając Zimmermann"
).split()
PLACES: Final = (
    "Harbour Blue Iron Paper North Quiet River Copper Lantern Orchard Signal Meadow "
    "Granite Willow Compass Amber Tidal Velvet Juniper Cobalt Saffron Anchor Cedar "
    "Marble Falcon Heron Kestrel Linden Maple Nettle Oriel Pebble Quarry Rowan Sable"
).split()
TRADES: Final = (
    "Rail Health Studio Press Foods Energy Museum Bank Labs Logistics Schools Theatre "
    "Insurance Mapping Water Housing Textiles Robotics Archive Clinics Games Ports"
).split()
CAREERS: Final = (
    "service design",
    "transport planning",
    "data analysis",
    "public health",
    "museum work",
    "product management",
    "user research",
    "climate policy",
    "teaching",
    "logistics",
)
ROLES: Final = (
    "planner",
    "analyst",
    "head of research",
    "designer",
    "team lead",
    "programme officer",
    "engineer",
    "curator",
    "consultant",
    "operations manager",
)
TOPICS: Final = (
    "pay hours culture skill/sql skill/writing path market tools commute mentoring"
).split()
CATEGORIES: Final = (
    "path day skills likes trends culture pay advice resources referrals"
).split()
SOURCES: Final = (
    "alumni referral family-friend colleague faculty event cold online".split()
)
MODES: Final = "in-person phone video email chat".split()

WHO: Final = (
    "the planner",
    "her first manager",
    "a friend from the course",
    "the whole team",
    "nobody here",
    "my neighbour",
    "the person before me",
    "one of the interns",
    "the director",
    "whoever is on call",
    "the hiring panel",
    "an old colleague",
    "the night shift",
    "the union",
    "a recruiter",
)
DID: Final = (
    "reads every application twice",
    "sits next to the window and counts trains",
    "asked for the numbers before lunch",
    "keeps the old timetable in a drawer",
    "left after the second winter",
    "started on the help desk",
    "writes the minutes by hand",
    "never wanted to manage people",
    "learned the tool in a weekend",
    "said that the test is only for show",
    "rings back on Fridays",
    "moved from the theatre to the office",
    "was hired through a neighbour",
    "still uses a paper map",
    "would do it all again, but sooner",
)
WHEN: Final = (
    "since the merger",
    "most weeks",
    "when the rain comes",
    "in the first year",
    "after the reorganization",
    "before anybody is awake",
    "at the end of the quarter",
    "on the way to the station",
    "for two winters",
    "as long as the coffee lasts",
    "between two meetings",
    "by accident",
)
THEN: Final = (
    "and that is worth more than the degree",
    "which nobody had told me",
    "so I wrote it down twice",
    "and then we laughed",
    "though the pay does not show it",
    "but only if one asks",
    "as the door says in three languages",
    "and it took a year to see why",
    "which is the part that I liked",
    "so the next step is a portfolio",
)
ASKS: Final = (
    "What does",
    "How did",
    "Why does",
    "When would",
    "Which part of",
    "Where does",
    "Who in",
)

BROKEN: Final[tuple[tuple[str, int, str], ...]] = (
    # Front matter without its fences, line of the problem, its code.
    ("status: asked\nrole: planner\n\nNo fence.", 1, "front-matter-unclosed"),
    ("name: Tab\naliases:\n\t- Tabby", 4, "front-matter-yaml"),
    ('name: "Never closed\nrole: planner', 2, "front-matter-yaml"),
    ("tags: [one, two\nrole: planner", 2, "front-matter-yaml"),
    ("name: One\nrole: planner: nights", 3, "front-matter-yaml"),
    ("email: @handle", 2, "front-matter-yaml"),
    ("name: Two\nrole: `code`", 3, "front-matter-yaml"),
    ("role: %planner", 2, "front-matter-yaml"),
    ("role: planner\nname: Three\nrole: lead", 4, "key-duplicate"),
    ("- a\n- list", 2, "front-matter-shape"),
    ("only a text", 2, "front-matter-shape"),
    ("name: &a Four\naliases: *a", 2, "front-matter-limit"),
    ("name: !!python/object Five", 2, "front-matter-limit"),
    ("name: Six\nnext: 2026-02-30", 3, "value-date"),
    ("interests: " + "[" * 40 + "x" + "]" * 40, 2, "front-matter-limit"),
)


@dataclass(frozen=True, slots=True)
class BigBook:
    """Notes by path, and of each broken one where what is wrong with it."""

    notes: Mapping[str, str]
    broken: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A note that is being written; each link in it is counted."""

    path: str
    head: list[str]
    body: list[str] = field(default_factory=list)


def make_book(
    notes: int = 6500, *, links: int = 39_000, broken: int = 15, seed: int = 7
) -> BigBook:
    """Make up a book.

    Args:
        notes: How many, the broken ones among them.
        links: How many `[[wikilinks]]` there are in all of them together.
        broken: How many notes have front matter that is wrong, each in its own way.
        seed: The same seed makes the same book.
    """
    return _Maker(notes, seed).make(links, broken)


class _Maker:
    """Makes one book up, from names to notes to links."""

    def __init__(self, notes: int, seed: int) -> None:
        self.chance = random.Random(seed)
        counts = {kind: notes * share // 100 for kind, share in SHARES.items()}
        counts["page"] = notes - sum(counts.values())
        self.people = self.pairs(GIVEN, FAMILY, counts["contact"])
        self.leads = self.pairs(FAMILY, GIVEN, max(notes // 30, 5))
        self.places = self.pairs(PLACES, TRADES, counts["organization"])
        self.questions = [
            f"{self.one(ASKS)} {self.one(WHO)} number {number}"
            for number in range(counts["question"])
        ]
        self.pages = [f"Reading {number}" for number in range(counts["page"])]
        self.meetings = counts["interview"]

    def one(self, among: Sequence[str]) -> str:
        return self.chance.choice(among)

    def pairs(self, first: Sequence[str], second: Sequence[str], n: int) -> list[str]:
        """Return so many names that are all different."""
        every = [f"{one} {other}" for one in first for other in second]
        chosen = self.chance.sample(every, min(n, len(every)))
        more = range(n - len(chosen))
        return chosen + [f"{self.one(every)} {number + 2}" for number in more]

    def make(self, links: int, broken: int) -> BigBook:
        """Write every note, then link their texts until there are enough links."""
        drafts = [
            *(self.contact(number) for number in range(len(self.people))),
            *(self.interview(number) for number in range(self.meetings)),
            *(self.organization(number) for number in range(len(self.places))),
            *(self.question(number) for number in range(len(self.questions))),
            *(self.page(number) for number in range(len(self.pages))),
        ]
        people = len(self.people) + self.meetings
        wrong = dict(
            zip(self.chance.sample(range(people), broken), BROKEN, strict=False)
        )
        names = [*self.people, *self.places, *self.pages, *self.leads]
        written = {
            draft.path: self.text(draft, wrong.get(number))
            for number, draft in enumerate(drafts)
        }
        missing = links - sum(text.count("[[") for text in written.values())
        for path in self.chance.choices(list(written), k=max(missing, 0)):
            written[path] += f"See [[{self.one(names)}]], {self.sentence()}\n"
        places = {drafts[n].path: (line, code) for n, (_, line, code) in wrong.items()}
        return BigBook(notes=dict(sorted(written.items())), broken=places)

    def text(self, draft: _Draft, wrong: tuple[str, int, str] | None) -> str:
        head, body = "\n".join(draft.head), "\n".join(draft.body)
        if wrong is None:
            return f"---\n{head}\n---\n{body}\n"
        if wrong[2] == "front-matter-unclosed":
            return f"---\n{wrong[0]}\n{body}\n"
        return f"---\n{wrong[0]}\n---\n{body}\n"

    def place(self, kind: str, number: int, name: str) -> str:
        """Return the path of a note in one of the folders of its kind."""
        folder = number % FOLDERS[kind]
        return f"{TOP[kind]}/{folder:02} {CAREERS[folder % 10]}/{name}.md"

    def sentence(self) -> str:
        who, did, when, then = map(self.one, (WHO, DID, WHEN, THEN))
        return f"{who} {did} {when}, {then}."

    def prose(self, words: int) -> list[str]:
        """Return paragraphs of about so many words in all."""
        lines: list[str] = []
        while words > 0:
            some = [self.sentence().capitalize() for _ in range(5)]
            lines += [" ".join(some), ""]
            words -= sum(len(one.split()) for one in some)
        return lines

    def day(self) -> date:
        return LAST_DAY - timedelta(days=self.chance.randrange(DAYS))

    def contact(self, number: int) -> _Draft:
        name = self.people[number]
        head = [
            f"role: {self.one(ROLES)}",
            f'organization: "[[{self.one(self.places)}]]"',
            f"field: [{self.one(CAREERS)}]",
            f"source: {self.one(SOURCES)}",
            f"email: person{number}@book.example",
            f"tags: [{self.one(TOPICS)}]",
        ]
        if number % 4 == 0:
            head.append(f'referred_by: "[[{self.one(self.people)}]]"')
        body = self.prose(self.chance.randrange(80, 330))
        asked = self.day()
        body += ["## Log", f"- {asked} asked (email): {self.sentence()}"]
        for kind in ("replied", "scheduled", "met", "thanked", "updated"):
            if self.chance.random() < 0.35:
                break
            asked += timedelta(days=self.chance.randrange(1, 12))
            if asked <= LAST_DAY:
                body.append(f"- {asked} {kind}: {self.sentence()}")
        return _Draft(self.place("contact", number, name), head, body)

    def interview(self, number: int) -> _Draft:
        person, day = self.people[number % len(self.people)], self.day()
        head = [
            f'with: "[[{person}]]"',
            f"date: {day}",
            f"duration: {self.chance.randrange(15, 75)}",
            f"mode: {self.one(MODES)}",
            f"field: {self.one(CAREERS)}",
            f"rating: {self.chance.randrange(1, 6)}",
        ]
        if number % 5:
            head.append(f"thanked: {min(day + timedelta(days=1), LAST_DAY)}")
        body = [*self.prose(self.chance.randrange(20, 200)), "## Advice"]
        body += [self.entry() for _ in range(self.chance.randrange(1, 4))]
        if number % 6 == 0:
            body.append(f"- [ ] {self.one(DID)} 📅 {day + timedelta(days=20)}")
        body += ["", "## Information"]
        body += [self.entry() for _ in range(self.chance.randrange(1, 5))]
        if number % 7 == 0:
            low = self.chance.randrange(30, 90) * 1000
            body.append(f"- They start at [pay:: {low}-{low + 9000} EUR/year] #pay")
        question = self.one(self.questions)
        body += ["", f"### [[{question}]]", f"{self.sentence().capitalize()}", ""]
        if number % 3 == 0:
            named = self.one(self.leads if number % 2 else self.people)
            body += [
                "## Referrals",
                f"- [[{named}]] - {self.one(WHO)} (use my name: yes)",
            ]
        body += ["", "## Reflection", *self.prose(30)]
        return _Draft(
            self.place("interview", number, f"{day} {person} {number}"), head, body
        )

    def entry(self) -> str:
        return f"- {self.sentence().capitalize()} #{self.one(TOPICS)}"

    def organization(self, number: int) -> _Draft:
        head = [
            f"industry: {self.one(TRADES)}",
            f"location: {self.one(PLACES)}",
            f"motivation: {self.chance.randrange(4)}",
        ]
        body = [*self.prose(self.chance.randrange(100, 400)), ""]
        return _Draft(
            self.place("organization", number, self.places[number]), head, body
        )

    def question(self, number: int) -> _Draft:
        category = CATEGORIES[number % 10]
        head = [f'name: "{self.questions[number]}?"', f"category: {category}"]
        body = self.prose(150)
        return _Draft(
            self.place("question", number, self.questions[number]), head, body
        )

    def page(self, number: int) -> _Draft:
        head = [f"created: {self.day()}", f"tags: [reading, {self.one(TOPICS)}]"]
        rows = [f"| {self.one(PLACES)} | {self.one(TRADES)} |" for _ in range(6)]
        body = [
            f"# On {self.one(PLACES)} {number}",
            *self.prose(self.chance.randrange(60, 400)),
            "> [!note]- An aside",
            f"> {self.sentence()}",
            "",
            "| place | trade |",
            "|---|---|",
            *rows,
            "",
        ]
        return _Draft(self.place("page", number, self.pages[number]), head, body)
