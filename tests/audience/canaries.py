"""A generated book in which every place that can hold a secret holds its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, Final

from generator.vocabulary import KEYS, Kind, ValueType
from tests.audience.pictures import png

if TYPE_CHECKING:
    from collections.abc import Iterator

TOML: Final = 'owner = "{owner}"\n[audience.share]\nhide_topics = ["pay"]\n'
_LETTERS: Final = "bcdfghklmnprstvz"
_VOWELS: Final = "aeiouaeiouaeioua"
_TYPED: Final = {
    ValueType.DATE: "2031-07-19",
    ValueType.MOMENT: "2031-07-19",
    ValueType.PARTIAL_DATE: "2031-07",
}


@dataclass
class Planted:
    """A book, its settings, and the secrets in it by kind."""

    texts: dict[str, str | bytes] = field(default_factory=dict)
    secrets: dict[str, list[str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    toml: str = ""
    _numbers: Iterator[int] = field(default_factory=count)

    def word(self, kind: str) -> str:
        """Return a word that stands nowhere else, as a secret of a kind."""
        raw = blake2b(f"{kind}{next(self._numbers)}".encode(), digest_size=5).digest()
        pairs = (_LETTERS[b >> 4] + _VOWELS[b & 15] for b in raw)
        word = "Q" + "".join(pairs)
        self.secrets.setdefault(kind, []).append(word)
        return word

    def open(self) -> str:
        """Return a word that the audience may see."""
        word = self.word("kept")
        self.kept.append(self.secrets["kept"].pop())
        return word

    @property
    def all(self) -> list[str]:
        """Every secret."""
        return [word for words in self.secrets.values() for word in words]


def planted(size: int = 12) -> Planted:
    """Return a book with so many notes of each kind."""
    book = Planted()
    book.toml = TOML.format(owner=f"{book.word('owner')} {book.word('owner')}")
    names = [f"{book.word('name')} {book.word('name')}" for _ in range(size)]
    for number, name in enumerate(names):
        other = names[(number + 1) % size]
        _contact(book, name, other, private=number % 4 == 0)
        _interview(book, number, name, other, private=number % 5 == 0)
        _rest(book, number)
    return book


def _front(book: Planted, kind: Kind, *lines: str) -> str:
    """Return front matter with every key that is not listed, and unknown ones."""
    listed = {"name", "organization", "role", "field", "date", "mode", "topics"}
    listed |= {"with", "category", "type", "private", "aliases", "title", "tags"}
    made = [*lines]
    for key in KEYS[kind]:
        if key.name in listed:
            continue
        if key.type in {ValueType.TEXT, ValueType.TEXTS, ValueType.TAGS}:
            made.append(f"{key.name}: {book.word('field')}")
        elif key.type in {ValueType.LINK, ValueType.LINKS}:
            made.append(f'{key.name}: "[[{book.word("field")} {book.word("field")}]]"')
        elif key.type in _TYPED:
            made.append(f"{key.name}: {_TYPED[key.type]}")
    made += [f"{book.word('key')}: {book.word('unknown')} # {book.word('comment')}"]
    made += [f"aliases: [{book.word('alias')}]", f"tags: [{book.word('tag')}]"]
    return "\n".join(["---", *made, "---", ""])


def _contact(book: Planted, name: str, other: str, *, private: bool) -> None:
    lines = [
        f"private: {str(private).lower()}",
        f"email: {name.split(maxsplit=1)[0]}@q.example",
    ]
    text = _front(book, Kind.CONTACT, *lines)
    text += f"{book.word('body')} met [[{other}]].\n\n"
    text += _body(book, name, other, private=private)
    book.texts[f"contacts/{name}.md"] = text


def _interview(
    book: Planted, number: int, name: str, other: str, *, private: bool
) -> None:
    lines = [f'with: ["[[{name}]]"]', "date: 2026-01-05", f"private: {private}"]
    text = _front(book, Kind.INTERVIEW, *lines) + _body(
        book, name, other, private=private
    )
    folder = book.word("slug") if private else f"talk {number}"
    book.texts[f"interviews/{folder} {name}.md"] = text
    picture = f"{book.word('file')} {name}.png"
    book.texts[f"files/{picture}"] = png() + book.word("image").encode()
    book.texts[f"interviews/talk {number} {name} more.md"] = (
        f"## Advice\n- ![[{picture}|desk of {name}]]\n"
        f"\n## Log\n- 2026-01-06 note: ![[{book.word('image')}.png]]\n"
    )


def _body(book: Planted, name: str, other: str, *, private: bool) -> str:
    seen = [book.word("private note") if private else book.open() for _ in range(2)]
    first, last = name.split()
    alias = other.split()[1]
    return f"""# {book.word("heading")}
{book.word("body")} #{book.word("tag")} {name}

## Advice
- {seen[0]} as {name} said, {first}'s, **{first}** {last}, [[{other}|{alias}]]
- {first.upper()} [{other}](../contacts/{other.replace(" ", "%20")}.md) `{alias}`
- #pay {book.word("topic")}
  - {book.word("topic")}
- [pay:: {book.word("topic")}]
- [ ] {book.word("task")} 📅 2026-04-01
- <!-- {book.word("comment")} --> %%{book.word("comment")}%% ^{book.word("block")}
- [x](https://q.example/{first}-{last}) {last.lower()}@mail.example
- ![[{book.word("file")}.pdf]]

### {seen[1]}
text[^1]

#### Private
{book.word("private section")}

## Reflection
{book.word("section")}

### [[{book.word("question")} {book.word("question")}]]
{book.word("section")}

## Log
- 2026-01-07 asked [[{other}]] (email): {book.word("log")}

[^1]: {book.word("footnote")}

## Private
{book.word("private section")}
"""


def _rest(book: Planted, number: int) -> None:
    name = book.word("organization")
    if number % 3:
        book.secrets["organization"].pop()
        book.kept.append(name)
    text = _front(book, Kind.ORGANIZATION, f"private: {number % 3 == 0}")
    book.texts[f"organizations/{name}.md"] = f"{text}{book.word('body')}\n"
    page = f"notes/{book.word('title')}/{book.word('slug')}.md"
    text = _front(book, Kind.PAGE, f"title: {book.word('title')}")
    book.texts[page] = f"{text}## Advice\n- {book.word('page')}\n"
    asked = f"questions/{book.word('question')}.md"
    book.texts[asked] = _front(book, Kind.QUESTION, "private: true") + "Why\n"
