"""Who may ask the preview for what: nothing of it is for other sites or people.

A site that somebody visits can let his browser ask this machine for anything, under
a name of its own (DNS rebinding), so names and origins are looked at first.
"""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

METHODS: Final = ("GET", "HEAD")
KEY: Final = "key"
LOCAL_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")
FIXED_HEADERS: Final = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""What every answer says, whatever it is."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is known of a request before anything is looked up.

    Attributes:
        method: In capitals.
        path: Decoded.
        hosts: Every `Host` that it names.
        origin: Whose page asks; empty: it does not say.
        site: `Sec-Fetch-Site`; empty: it does not say.
        mode: `Sec-Fetch-Mode`; empty: it does not say.
        local: Whether it came in by an address that only this machine has.
        cookie: What was kept under the guard's name.
        key: What its address gives as a key.
    """

    method: str
    path: str
    hosts: tuple[str, ...]
    origin: str = ""
    site: str = ""
    mode: str = ""
    local: bool = True
    cookie: str = ""
    key: str = ""


class Refusal(Struct, frozen=True):
    """Why somebody gets nothing.

    Attributes:
        status: As of HTTP.
        reason: In words.
        guest: Whether a key would let them in.
    """

    status: int
    reason: str
    guest: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        """What the status makes it say besides."""
        return {"allow": ", ".join(METHODS)} if self.status == 405 else {}


class Guard:
    """Looks at requests before anything else does.

    Attributes:
        token: What an event stream must give; only our own pages know it.
        cookie: Name of the cookie of a guest.
        pass_: What it holds.
        key: What lets the next guest in, once.
    """

    def __init__(
        self,
        port: int,
        guest_name: str = "",
        new_key: Callable[[str], None] | None = None,
    ) -> None:
        """Take the port that is listened at.

        Args:
            port: The number.
            guest_name: Name or address by which other machines ask; empty: none may.
            new_key: Is told each key for the next guest.
        """
        names = (*LOCAL_NAMES, *filter(None, [guest_name]))
        self.hosts = frozenset(
            host for name in names for host in _hosts(name.casefold(), port)
        )
        self.token = secrets.token_urlsafe(24)
        self.cookie = f"airbook-{port}"
        self.pass_ = secrets.token_urlsafe(24)
        self.key = ""
        self._new_key = new_key if guest_name else None

    def invite(self) -> None:
        """Make a key for the next guest, and tell it; the last one opens no more."""
        if self._new_key:
            self.key = secrets.token_urlsafe(18)
            self._new_key(self.key)

    def refuse(self, asked: Asked) -> Refusal | None:
        """Return why a request gets nothing; none: it may be answered."""
        if len(asked.hosts) != 1 or asked.hosts[0].casefold() not in self.hosts:
            return Refusal(421, "This preview does not answer to that name.")
        if self._is_foreign(asked):
            return Refusal(403, "This preview is not for other sites.")
        if asked.method not in METHODS:
            return Refusal(405, "This preview can only be read.")
        if not asked.path.startswith("/"):
            return Refusal(400, "That is no path of this preview.")
        if not (asked.local or _same(asked.cookie, self.pass_)):
            return Refusal(403, "Open the address that the terminal shows.", guest=True)
        return None

    def is_token(self, given: str) -> bool:
        """Say whether an event stream gives what only our own pages know."""
        return _same(given, self.token)

    def welcome(self, asked: Asked) -> bool:
        """Let a guest in who has the key; it opens once, and the next one is told."""
        if asked.method != "GET" or not (self.key and _same(asked.key, self.key)):
            return False
        self.invite()
        return True

    def _is_foreign(self, asked: Asked) -> bool:
        """Say whether another site's page asks; its links to here may be followed."""
        scheme, _, host = asked.origin.casefold().partition("://")
        if asked.origin and (scheme != "http" or host not in self.hosts):
            return True
        return asked.site in {"cross-site", "same-site"} and asked.mode != "navigate"


def headers_for(policy: str) -> Mapping[str, str]:
    """Return the headers of an answer.

    Args:
        policy: What its body may load and run.
    """
    strict = f"{policy}; frame-ancestors 'none'"
    return {**FIXED_HEADERS, "content-security-policy": strict}


def is_local(address: str) -> bool:
    """Say whether an address is one that only this machine has."""
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _hosts(name: str, port: int) -> tuple[str, ...]:
    return (f"{name}:{port}", name) if port == 80 else (f"{name}:{port}",)


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode(), wanted.encode())
