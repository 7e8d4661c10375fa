"""A made-up book in which each text is one of a kind, so that it can be looked for."""

from __future__ import annotations

# ruff: noqa: S311 - chance that can be repeated
import random
import struct
import zlib
from dataclasses import dataclass, field
from hashlib import sha512
from typing import Final

_SYLLABLES: Final = (
    *("bra", "dro", "fli", "gra", "hul", "jol", "kre", "lum", "mip", "nov", "pru"),
    *("qua", "rif", "sko", "tef", "uld", "vor", "wem", "xal", "yop", "zun"),
)
KINDS: Final = (
    *("title", "alias", "slug", "tag", "heading", "body", "private section"),
    *("field", "file name", "image bytes", "metadata", "comment", "question"),
    *("log line", "dropped topic", "name in a sentence"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A word that stands nowhere else.

    Attributes:
        word: The word.
        kind: One of `KINDS`.
        shown: Whether `share` may see it.
    """

    word: str
    kind: str
    shown: bool = False


@dataclass(slots=True)
class CanaryBook:
    """Files of a book, and the canaries in them."""

    files: dict[str, bytes] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)


def picture(text: str, pixels: str) -> bytes:
    """Return a PNG with a comment, and with a text among the bytes of its pixels."""
    colours = b"".join(
        sha512(bytes([at]) + pixels.encode()).digest() for at in range(6)
    )
    row = b"\0" + pixels.encode() + colours[len(pixels) :]
    size = struct.pack(">IIBBBBB", 128, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", size),
            _chunk(b"tEXt", b"Author\0" + text.encode()),
            _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text[::-1].encode())),
            _chunk(b"IDAT", zlib.compress(row, 0)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.used: set[str] = set()
        self.book = CanaryBook()

    def new(self, kind: str, *, shown: bool = False) -> str:
        """Make up a word that is new, and note whether it may be seen."""
        while True:
            word = "".join(self.chance.choice(_SYLLABLES) for _ in range(4))
            if word not in self.used:
                break
        self.used.add(word)
        word = word.capitalize() if kind in {"title", "alias"} else word
        self.book.canaries.append(Canary(word=word, kind=kind, shown=shown))
        return word

    def contact(self, *, private: bool) -> tuple[str, str]:
        given, family = self.new("title"), self.new("title")
        slug = self.new("slug")
        kept = not private
        image, secret = self.new("file name", shown=kept), self.new("file name")
        for name, is_kept in ((image, kept), (secret, False)):
            pixels = self.new("image bytes", shown=is_kept)
            data = picture(self.new("metadata"), pixels)
            self.book.files[f"content/attachments/{name}.png"] = data
        body = self.new("name in a sentence")
        self.note(
            f"contacts/{slug}.md",
            [
                f"name: {given} {family}",
                f"aliases: [{self.new('alias')}]",
                f"role: {self.new('field', shown=kept)}",
                f"email: {self.new('field')}@{self.new('field')}.example",
                f"location: {self.new('field')}",
                f"how_we_met: at the {self.new('field')}",
                f"{self.new('field')}: {self.new('field')}",
                f"tags: [{self.new('tag')}]",
                *(["private: true"] if private else []),
            ],
            f"""
Outside of all sections: {self.new("body")} it was. %%{self.new("comment")}%%

## {self.new("heading")}
More about {self.new("body")}.

![[{secret}.png]]

## Advice
- Look at {self.new("body", shown=kept)} first <!-- {self.new("comment")} -->
- They pay {self.new("dropped topic")} a year #pay
- Ask {body.capitalize()} Oddname about {self.new("body", shown=kept)}
- [ ] read the {self.new("body")}

![[{image}.png]]

## Log
- 2026-01-02 asked (email): about {self.new("log line")}

## Private
What I think: {self.new("private section")}
""",
        )
        self.book.canaries[:] = [
            Canary(word=one.word.capitalize(), kind=one.kind)
            if one.word == body
            else one
            for one in self.book.canaries
        ]
        self.note(
            f"contacts/other-{slug}.md", [f"name: {body.capitalize()} Oddname"], ""
        )
        return given, family

    def note(self, path: str, head: list[str], body: str) -> None:
        text = "\n".join(["---", *head, "---", body])
        self.book.files[f"content/{path}"] = text.encode()

    def question(self, *, private: bool) -> None:
        word = self.new("question", shown=not private)
        head = ["category: day", *(["private: true"] if private else [])]
        self.note(f"questions/How does {word} work.md", head, self.new("body"))


def make_canaries(people: int = 24, seed: int = 10) -> CanaryBook:
    """Make up a book.

    Args:
        people: How many contacts; every third is private.
        seed: The same seed makes the same book.
    """
    maker = _Maker(seed)
    maker.book.files["airbook.toml"] = (
        b'book_id = "canaries"\n[audience.share]\nhide_topics = ["pay"]\n'
    )
    for number in range(people):
        private = number % 3 == 2
        given, family = maker.contact(private=private)
        maker.question(private=private)
        maker.note(
            f"interviews/2026-02-{number % 28 + 1:02} {given} {family}.md",
            [
                f'with: "[[{given} {family}]]"',
                f"topics: [{maker.new('field', shown=True)}]",
                f"place: {maker.new('field')}",
            ],
            f"## Information\n- {given} knows {maker.new('body', shown=True)} well\n"
            f"\n## Reflection\nI was {maker.new('body')}.\n",
        )
    return maker.book
