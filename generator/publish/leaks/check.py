"""The leak check: what an audience may not see is looked for in every byte."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.publish.leaks.attachments import (
    PIECE,
    pieces_of_assets,
    secrets_of_assets,
)
from generator.publish.leaks.decoding import AMONG_BYTES, Decoder
from generator.publish.leaks.excuses import Excuses, needles_of, words_of_files
from generator.publish.leaks.finder import Finder
from generator.publish.leaks.numbers import key_of, keys_in
from generator.publish.leaks.permitted import kept_assets, permitted, texts_of
from generator.publish.leaks.policy import Policy
from generator.publish.leaks.records import NAME, PART, Leak
from generator.publish.leaks.secrets import secrets_in
from generator.publish.leaks.vocabulary import usual_texts
from generator.publish.leaks.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ahocorasick import Automaton

    from generator.config.settings import Audience, Settings
    from generator.graph.records import Book
    from generator.publish.leaks.decoding import Reading
    from generator.publish.leaks.records import Secret
    from generator.source.records import Sources


class Secrets(Struct, frozen=True, kw_only=True):
    """What is looked for.

    Attributes:
        finder: The phrases.
        numbers: Secrets by the key of a telephone number.
        pieces: Secrets by bytes of attachments.
    """

    finder: Finder
    numbers: Mapping[str, Secret]
    pieces: Mapping[bytes, Secret]


def secrets_of(
    book: Book,
    settings: Settings,
    audience: Audience,
    shown: Book,
    *,
    sources: Sources,
    templates: Mapping[str, bytes],
) -> Secrets:
    """Collect everything that an audience may not see.

    Args:
        book: The owner's.
        settings: The owner's.
        audience: Who is to see the site.
        shown: The book that the site was made from. What may be seen is no secret
            only where it really is shown.
        sources: The owner's, whose texts have comments and lines.
        templates: Of the site; their words are no secrets.

    Returns:
        What `find_leaks` looks for. It follows from the settings and the owner's
        notes alone.
    """
    policy = Policy(audience, book)
    texts = {note.path: note.text for note in sources.notes}
    kept = kept_assets(book, policy, texts)
    secrets = [*secrets_in(book, policy, texts), *secrets_of_assets(book, kept)]
    usual = words_of_files(usual_texts(settings, templates))
    needles = needles_of(secrets, usual, audience.allow)
    told = tuple(texts_of(shown))
    often = [*chain.from_iterable(usual), *chain.from_iterable(map(words_of, told))]
    excuses = Excuses(Finder(needles, often=often))
    excuses.take_usual(usual)
    excuses.take_permitted(permitted(book, settings, policy, texts), told)
    left = (one for one in needles if one not in excuses.wholly)
    return Secrets(
        finder=Finder(left, excuses.spelled, often),
        numbers=_numbers(secrets, excuses),
        pieces=pieces_of_assets(book, kept),
    )


def _numbers(secrets: Iterable[Secret], excuses: Excuses) -> Mapping[str, Secret]:
    """Return the numbers of telephones by their key, without what may be seen."""
    found = {key_of(one.text): one for one in secrets if one.kind == "number"}
    return {key: one for key, one in found.items() if key not in excuses.numbers}


def find_leaks(secrets: Secrets, files: Iterable[tuple[str, bytes]]) -> Iterator[Leak]:
    """Look for secrets in the path and every byte of files.

    Args:
        secrets: What is looked for.
        files: Path and bytes of each; asked for one after the other.

    Yields:
        Each secret once for each file, as it is found first. A part of a name is
        left out where the name itself stands in the file.
    """
    pieces = _automaton(secrets.pieces)
    decoder = Decoder()
    for path, data in files:
        found: dict[Secret, str] = {}
        for reading in decoder.readings(path.encode(errors="replace")):
            for secret in _secrets_in(secrets, reading):
                found.setdefault(secret, "in its path")
        for reading in decoder.readings(data):
            how = AMONG_BYTES if isinstance(reading, bytes) else reading.how
            for secret in _secrets_in(secrets, reading, pieces):
                found.setdefault(secret, how)
        if found:
            decoder = Decoder()  # what was decoded here may stand elsewhere, too
        yield from _leaks(path, found)


def _leaks(path: str, found: Mapping[Secret, str]) -> Iterator[Leak]:
    named = {one.path for one in found if one.kind == NAME}
    for secret, how in found.items():
        if not (secret.kind == PART and secret.path in named):
            yield Leak(file=path, secret=secret, how=how)


def _secrets_in(
    secrets: Secrets, reading: Reading | bytes, pieces: Automaton | None = None
) -> Iterator[Secret]:
    if isinstance(reading, bytes):
        if pieces is not None and len(reading) >= PIECE:
            found = pieces.iter(reading.decode("latin-1"))
            yield from (secrets.pieces[piece] for _, piece in found)
        return
    words = words_of(reading.text)
    for hit in secrets.finder.hits(words, noise=reading.noise):
        yield hit.needle.secret
    if reading.plain and secrets.numbers:
        for key in keys_in(reading.text):
            if key in secrets.numbers:
                yield secrets.numbers[key]


def _automaton(pieces: Mapping[bytes, Secret]) -> Automaton | None:
    """Return what finds many pieces of bytes at once."""
    if not pieces:
        return None
    from ahocorasick import Automaton

    made = Automaton()
    for piece in pieces:
        made.add_word(piece.decode("latin-1"), piece)
    made.make_automaton()
    return made
