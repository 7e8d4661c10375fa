"""Sites for tests, encrypted into memory with keys of the fewest rounds."""

from __future__ import annotations

import random
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt import encrypt_site, new_keys
from generator.publish.encrypt.derivation import LEAST_ROUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.publish.encrypt import Keys

PASSPHRASE: Final = "a boat, seven teaspoons"  # noqa: S105 - of tests
SHELL: Final = {"app.0123.js": b"run();\n", "index.html": b"<!doctype html>\n"}
PAGE: Final = "<!doctype html><title>{0}</title><p>{0} works at {1}.</p>\n"


@cache
def keys_of(audience: str = "share") -> Keys:
    """Return keys that PASSPHRASE opens; the same ones each time."""
    return new_keys(audience, PASSPHRASE, rounds=LEAST_ROUNDS)


def content_of(site: Mapping[str, bytes]) -> dict[str, Callable[[], bytes]]:
    """Return a site as the build gives it: each file made when it is asked for."""
    return {path: partial(bytes, data) for path, data in site.items()}


def sealed(
    site: Mapping[str, bytes],
    keys: Keys | None = None,
    *,
    generation: int = 1,
    fresh: bool = False,
) -> dict[str, bytes]:
    """Encrypt a site into a dictionary that keeps the order of writing."""
    files = encrypt_site(
        content_of(site),
        keys or keys_of(),
        SHELL,
        generation=generation,
        fresh=fresh,
    )
    return dict(files)


def small_site(seed: int = 1, pages: int = 60) -> dict[str, bytes]:
    """Return a site of invented people, with a picture and a long list."""
    chance = random.Random(seed)  # noqa: S311 - no key
    names = [f"Person {chance.randrange(10**9)}" for _ in range(pages)]
    texts = {
        f"contacts/{number}.html": PAGE.format(name, chance.randrange(10**9))
        for number, name in enumerate(names)
    }
    site = {path: text.encode() for path, text in texts.items()}
    site["index.html"] = "\n".join(names).encode()
    site["search/index.js"] = "".join(f"give({name!r});\n" for name in names).encode()
    site["files/face.jpg"] = chance.randbytes(90_000)
    return site
