"""Sockets of a preview: this machine's own addresses, and one more where asked for."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Final

FIRST_PORT: Final = 8000
_TRIES: Final = 100
_LOOPBACK: Final = ("127.0.0.1", "::1")
# A machine without IPv6, or with half of it.
_ABSENT: Final = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


class TakenError(OSError):
    """Somebody else listens at the port."""


def listen(port: int | None, host: str = "") -> tuple[list[socket.socket], int]:
    """Begin to listen.

    Args:
        port: The one that is wanted; none: the first free one from 8000 on.
        host: Name or address by which other machines are to reach this one; empty:
            they are not.

    Returns:
        The sockets, and the port of all of them.

    Raises:
        TakenError: Where the port is taken.
        OSError: Where the system refuses, or the host is not this machine.
    """
    addresses = [*_LOOPBACK, *_addresses(host)]
    if port is not None:
        return _bind(addresses, port)
    for tried in range(FIRST_PORT, FIRST_PORT + _TRIES):
        try:
            return _bind(addresses, tried)
        except TakenError:
            continue
    raise TakenError(
        f"no port from {FIRST_PORT} to {tried} is free; give one by --port"
    )


def is_everywhere(host: str) -> bool:
    """Say whether an address stands for all that the machine has."""
    try:
        return ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _addresses(host: str) -> list[str]:
    """Return the addresses of a name that this machine's own do not hold already."""
    if not host:
        return []
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise OSError(f"nobody knows the address {host}") from error
    names = dict.fromkeys(str(address[0]) for *_, address in found)
    return [
        name for name in names if not ip_address(name.partition("%")[0]).is_loopback
    ]


def _bind(addresses: list[str], port: int) -> tuple[list[socket.socket], int]:
    sockets: list[socket.socket] = []
    with ExitStack() as closing:
        for address in addresses:
            try:
                made = closing.enter_context(_socket(address, port))
            except OSError as error:
                if address == "::1" and error.errno in _ABSENT:
                    continue
                if error.errno == errno.EADDRINUSE:
                    raise TakenError(
                        f"port {port} is taken; choose another, or leave --port out"
                    ) from error
                if error.errno == errno.EADDRNOTAVAIL:
                    raise OSError(f"{address} is no address of this machine") from error
                raise
            sockets.append(made)
            port = made.getsockname()[1]  # where the system chose it
        closing.pop_all()
    return sockets, port


def _socket(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)
