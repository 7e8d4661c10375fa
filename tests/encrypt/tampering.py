"""Copies of an encrypted site that somebody, or a bad disk, has changed."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt import EncryptedSiteError, open_site, verify_site
from generator.publish.encrypt.format import data_path
from tests.encrypt.sealing import SHELL, keys_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Files = dict[str, bytes]
    Change = Callable[[random.Random, Files, Files], Files]

_NAME: Final = re.compile(rb'"[0-9a-f]{32}"')


def flips(files: Files, number: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield files with one bit flipped: every file is hit, everywhere in it."""
    chance = random.Random(seed)  # noqa: S311 - no key
    names = [name for name in files if name not in SHELL]
    for at in range(number):
        name = names[at % len(names)]
        data = bytearray(files[name])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield name, bytes(data)


def accepted(files: Files, name: str) -> bool:
    """Return whether a reader that comes to one file takes it."""
    try:
        opened = open_site(files.__getitem__, keys_of())
        for number, hashed in enumerate(opened.manifest.shards):
            if data_path(hashed) == name:
                opened.pieces(number)
    except EncryptedSiteError:
        return False
    return True


def held_for_whole(files: Files) -> bool:
    """Return whether a look at the whole copy finds nothing."""
    return not verify_site(files.__getitem__, keys_of(), names=files).problems


def wrong_pages(files: Files, sites: Mapping[int, Mapping[str, bytes]]) -> list[str]:
    """Return the pages that a reader shows though they are not as they were published.

    Args:
        files: A copy.
        sites: The plain sites, by generation.
    """
    try:
        opened = open_site(files.__getitem__, keys_of())
    except EncryptedSiteError:
        return []
    wrong = []
    for path in opened:
        try:
            if opened[path] != sites[opened.header.generation][path]:
                wrong.append(path)
        except EncryptedSiteError:
            continue
    return wrong


def tamper(files: Files, other: Files, number: int, seed: int = 1) -> Iterator[Files]:
    """Yield changed copies: swaps, renames, truncations, mixed generations.

    Args:
        files: A copy.
        other: One of the same book and key, of another generation.
        number: How many.
        seed: Of chance.
    """
    chance = random.Random(seed)  # noqa: S311 - no key
    changes = (_swap, _rename, _truncate, _mix)
    for at in range(number):
        changed = changes[at % len(changes)](chance, dict(files), other)
        assert changed != files
        yield changed


def _data(files: Files) -> list[str]:
    return [name for name in files if name.startswith("d/")]


def _swap(chance: random.Random, files: Files, _: Files) -> Files:
    """Two files change places; sometimes their lines say so too."""
    one, two = chance.sample(_data(files), 2)
    if chance.random() < 0.5:
        files[one], files[two] = files[two], files[one]
        return files
    return {
        **files,
        one: _NAME.sub(b'"%s"' % one[2:-3].encode(), files[two]),
        two: _NAME.sub(b'"%s"' % two[2:-3].encode(), files[one]),
    }


def _rename(chance: random.Random, files: Files, _: Files) -> Files:
    """A file gets another name, outside and sometimes in its line."""
    name = chance.choice(_data(files))
    data = files.pop(name)
    other = chance.randbytes(16).hex()
    if chance.random() < 0.5:
        data = _NAME.sub(b'"%s"' % other.encode(), data)
    return {**files, f"d/{other}.js": data}


def _truncate(chance: random.Random, files: Files, _: Files) -> Files:
    """The end of a file is gone; or all of it; sometimes the line is closed again."""
    name = chance.choice([*_data(files), "h.js"])
    kept = files[name][: chance.randrange(len(files[name]))]
    if chance.random() < 0.5:
        kept = kept[: len(kept) // 4 * 4] + b'");'
    return {**files, name: kept}


def _mix(chance: random.Random, files: Files, other: Files) -> Files:
    """Of another generation: the header, or what a file holds."""
    if chance.random() < 0.3:
        return {**files, "h.js": other["h.js"]}
    old = chance.choice([name for name in _data(files) if name not in other])
    new = chance.choice([name for name in _data(other) if name not in files])
    data = other[new]
    if chance.random() < 0.5:
        data = _NAME.sub(b'"%s"' % old[2:-3].encode(), data)
    return {**files, old: data}
