"""A published copy looked at as a whole: is all there, unchanged, and the newest?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.publish.encrypt.format import FOLDER, EncryptedSiteError, data_path
from generator.publish.encrypt.reader import open_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.publish.encrypt.keys import Keys
    from generator.publish.encrypt.reader import OpenedSite, Read


class Verified(Struct, frozen=True, kw_only=True):
    """What was found out about a copy.

    Attributes:
        generation: Of the copy; none where it does not open.
        files: How many files of the plain site are in it.
        problems: Lines for people; none: the copy is whole and the newest.
    """

    generation: int | None = None
    files: int = 0
    problems: tuple[str, ...] = ()


def verify_site(
    read: Read,
    keys: Keys | str,
    *,
    known_generation: int = 0,
    names: Iterable[str] | None = None,
    shell: Mapping[str, bytes] | None = None,
) -> Verified:
    """Check every file of an encrypted site.

    Args:
        read: Returns a file of the site by its path.
        keys: The audience's keys, or a passphrase.
        known_generation: Of what was published last, as far as is known here.
        names: Paths of all files that lie there; none: not looked at.
        shell: The public files as this Airbook writes them; none: not compared.

    Raises:
        OSError: Where a file is there and cannot be read.
    """
    try:
        opened = open_site(read, keys)
    except EncryptedSiteError as error:
        return Verified(problems=(str(error),))
    problems = [*_age(opened, known_generation), *_damage(opened)]
    if names is not None:
        problems.extend(_strays(opened, names))
    problems.extend(_shell(read, shell or {}))
    return Verified(
        generation=opened.header.generation,
        files=len(opened),
        problems=tuple(problems),
    )


def _age(opened: OpenedSite, known: int) -> Iterator[str]:
    generation = opened.header.generation
    if generation < known:
        yield f"this copy is old: generation {generation}, and {known} was published"
    elif generation > known > 0:
        yield (
            f"this copy is newer than what was published from here: generation "
            f"{generation}, and {known} is known"
        )


def _damage(opened: OpenedSite) -> Iterator[str]:
    """Open every shard once; it must hold just what the manifest says."""
    promised: dict[int, set[tuple[bytes, int]]] = {}
    for path, parts in opened.manifest.files.items():
        for part, number in enumerate(parts):
            promised.setdefault(number, set()).add((opened.id_of(path), part))
    for number, hashed in enumerate(opened.manifest.shards):
        try:
            held = opened.pieces(number).keys()
        except EncryptedSiteError as error:
            yield str(error)
            continue
        if held != promised.get(number, set()):
            yield f"{data_path(hashed)}: holds other pieces than promised"


def _strays(opened: OpenedSite, names: Iterable[str]) -> Iterator[str]:
    hashes = (*opened.manifest.shards, *opened.header.manifest)
    ours = {data_path(one) for one in hashes}
    for name in sorted(names):
        if name.startswith(FOLDER) and name not in ours:
            yield f"{name}: does not belong to this copy"


def _shell(read: Read, shell: Mapping[str, bytes]) -> Iterator[str]:
    for path, expected in shell.items():
        try:
            same = read(path) == expected
        except (FileNotFoundError, KeyError):
            yield f"{path}: is missing"
            continue
        if not same:
            yield f"{path}: is not what this Airbook writes; it may have been changed"
