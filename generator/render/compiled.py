"""Compiled templates, kept from one process to the next by whoever can keep them."""

from __future__ import annotations

import marshal
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(Protocol):
    """Keeps the code of templates by key.

    What it gives is run as it is, outside the sandbox. So whoever hands one in
    vouches that all it gives was put there by itself and by this very program: what
    lies where others can write is signed, and what is not signed is not there.
    """

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key; none: nothing was."""

    def put(self, key: str, code: bytes) -> None:
        """Keep what a template was compiled to."""


_keeping: list[Compiled] = []


def keep_compiled(compiled: Compiled | None) -> None:
    """Say who keeps compiled templates, for environments that are made from now on.

    Args:
        compiled: Asked before a template is compiled, told after it; none: nobody,
            as it is until this is called.
    """
    _keeping[:] = [compiled] if compiled else []


def bytecode_cache() -> BytecodeCache | None:
    """Return what Jinja asks for compiled templates; none where nobody keeps any."""
    return _Kept(_keeping[0]) if _keeping else None


class _Kept(BytecodeCache):
    """Names each template by all that its code follows from, so none is ever old."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from where it is kept, if it is."""
        kept = self._compiled.get(_key(bucket))
        if kept is not None:
            bucket.code = marshal.loads(kept)  # noqa: S302 - vouched for, see `Compiled`

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hand over the code of a template that was compiled."""
        self._compiled.put(_key(bucket), marshal.dumps(bucket.code))


def _key(bucket: Bucket) -> str:
    """Return the digest of a template's name, its text and the way of escaping."""
    escaping = str(bucket.environment.autoescape)
    said = (bucket.key, bucket.checksum, escaping)
    return blake2b("\0".join(said).encode(), digest_size=32).hexdigest()
