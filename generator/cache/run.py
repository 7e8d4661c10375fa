"""What a whole run read and wrote: where all of it is the same, so is the site."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import DecodeError, Struct, msgpack

from generator.cache.store import DamagedError
from generator.diagnostics import Diagnostic  # noqa: TC001 - it is decoded
from generator.stamps import Stamp, is_settled, stamp_at  # noqa: TC001 - as well

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.cache.store import Store

_NAME: Final = "run"


class Input(Struct, frozen=True, array_like=True):
    """A file that a run has read.

    Attributes:
        stamp: Taken before it was read.
        digest: SHA-256 of what was read, in hex; empty: not known.
        settled: Whether any change since then shows in the stamp.
    """

    stamp: Stamp
    digest: str
    settled: bool


class Run(Struct, frozen=True, kw_only=True):
    """What a run read and wrote.

    Attributes:
        key: Digest of all that is no file: the settings, the day, the folders.
        inputs: The files that it read, by the path of the note or attachment, or the
            absolute path.
        outputs: Stamps of the files that it left in the output, by path of the site.
        manifest: Stamp of the list of them.
        notes: How many notes it read.
        diagnostics: All problems, in their order.
    """

    key: bytes
    inputs: dict[str, Input]
    outputs: dict[str, Stamp]
    manifest: Stamp
    notes: int
    diagnostics: tuple[Diagnostic, ...]


def read_run(store: Store) -> Run | None:
    """Return what the last run left; none where there was none.

    Raises:
        DamagedError: Where it is not as it was written.
    """
    data = store.read(_NAME)
    if data is None:
        return None
    try:
        return msgpack.decode(data, type=Run)
    except DecodeError as error:
        raise DamagedError from error


def written_run(run: Run) -> tuple[str, bytes]:
    """Return the name and the bytes under which a run is kept."""
    return _NAME, msgpack.encode(run)


def stamps_of(files: Mapping[str, str]) -> dict[str, Stamp] | None:
    """Return the stamps of files by the same names; none where one is gone."""
    found = {name: stamp_at(file) for name, file in files.items()}
    known = {name: one for name, one in found.items() if one}
    return known if len(known) == len(found) else None


def input_of(stamp: Stamp, digest: str, now: int) -> Input:
    """Return a file as it was read.

    Args:
        stamp: Taken before.
        digest: Of what was read; empty: not known.
        now: When the stamp was taken, in nanoseconds since 1970.
    """
    return Input(stamp, digest, is_settled(stamp, now))


def same_inputs(
    run: Run, files: Mapping[str, str], stamps: Mapping[str, Stamp]
) -> bool:
    """Say whether files hold what a run read, every byte of it.

    Args:
        run: The run.
        files: What would be read now.
        stamps: Of the same. Where another change could have left the same one, the
            file is read again.
    """
    if stamps.keys() != run.inputs.keys():
        return False
    known = run.inputs
    if any(known[name].stamp != stamp for name, stamp in stamps.items()):
        return False
    return all(
        one.settled or (one.digest and _digest_at(files[name]) == one.digest)
        for name, one in known.items()
    )


def _digest_at(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def same_outputs(run: Run, output: Path) -> bool:
    """Say whether the output holds what a run left there, without a look inside."""
    base = os.fspath(output)
    return all(stamp_at(f"{base}/{path}") == then for path, then in run.outputs.items())
