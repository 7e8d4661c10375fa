"""The encrypted site of an audience on its way: sealed, opened again, compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.publish.headers import header_files
from generator.publish.making import FIRST_PAGE, check_leaks, check_outside
from generator.publish.staging import stage, unstage
from generator.workspace.errors import BookError
from generator.workspace.owned import data_folder
from generator.write.lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.publish.encrypt import Keys, Sealing, Verified
    from generator.publish.making import Made
    from generator.publish.run import Prepared
    from generator.publish.staging import Staged
    from generator.workspace.opening import Workspace


def seal(
    workspace: Workspace,
    made: Made,
    look: Callable[[Staged], Prepared],
    scratch: Path,
    *,
    fresh: bool,
) -> Prepared:
    """Encrypt a site, and make sure of what came out.

    A generation that changes nothing at the target is none: what is there stays.

    Args:
        workspace: The book.
        made: What the audience is to see.
        look: Compares a site with what the target holds.
        scratch: A private folder; no plain text ever lies in it.
        fresh: Whether every data file is to be another than before.

    Returns:
        The site, compared.

    Raises:
        BookError: Where there is no key.
        HeldBackError: Where something would leak.
    """
    from generator.publish.encrypt import Sealing, open_site, read_shell

    keys = keys_of(workspace, made.audience)
    shell = read_shell()
    sealing = Sealing(made.shown.site, keys, fresh=fresh)
    site = stage(sealing.shards(), scratch)
    site = stage(shell.items(), scratch, onto=site.paths)
    host = header_files(shell[FIRST_PAGE])
    site = stage(host.items(), scratch, onto=site.paths)
    prepared = _indexed(site, sealing, keys.generation, look)
    opened = open_site(prepared.staged.read, keys)
    check_leaks(made, {path: partial(opened.__getitem__, path) for path in opened})
    nobodys = dict(Sealing({}, keys).index(0))
    check_outside(made, prepared.staged.files, {**shell, **host, **nobodys})
    return replace(prepared, before=partial(_keep, workspace, made.audience, keys))


def keys_of(workspace: Workspace, audience: str) -> Keys:
    """Return the keys of an audience.

    Raises:
        BookError: Where there are none, or the package that encrypts is missing.
    """
    from generator.publish.encrypt.extra import needs_cryptography

    with needs_cryptography():
        from generator.publish.encrypt import load_keys
    keys = load_keys(workspace, audience)
    if keys is None:
        option = "" if audience == "share" else f" --audience {audience}"
        raise BookError(
            f"{audience} has no key yet; make one with `airbook key new{option}`"
        )
    return keys


def _indexed(
    site: Staged, sealing: Sealing, last: int, look: Callable[[Staged], Prepared]
) -> Prepared:
    """Add manifest and header: of the last generation where it is there, else a new."""
    if last:
        staged = stage(sealing.index(last), site.scratch, onto=site.paths)
        prepared = look(staged)
        if not prepared.difference:
            return prepared
        unstage(staged, staged.paths[len(site.paths) :])
    return look(stage(sealing.index(last + 1), site.scratch, onto=site.paths))


def _keep(workspace: Workspace, audience: str, used: Keys) -> None:
    """Note the generation; whoever got a passphrase in the meantime keeps it."""
    from generator.publish.encrypt import store_keys

    with locked(data_folder(workspace)):
        keys = keys_of(workspace, audience)
        generation = max(keys.generation, used.generation + 1)
        store_keys(workspace, replace(keys, generation=generation))


def verify_copy(folder: Path, workspace: Workspace, audience: str) -> Verified:
    """Look whether an encrypted copy is whole, unchanged and the latest.

    Args:
        folder: Where it lies.
        workspace: The book that it was published from.
        audience: For whom.

    Returns:
        What was found out.

    Raises:
        BookError: Where there is no key to open it.
        OSError: Where a file is there and cannot be read.
    """
    keys = keys_of(workspace, audience)
    from generator.publish.encrypt import read_shell, verify_site

    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*"))
    return verify_site(
        lambda path: (folder / path).read_bytes(),
        keys,
        known_generation=keys.generation,
        names=names,
        shell=read_shell(),
    )
