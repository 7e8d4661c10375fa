"""Requests are judged by name, origin, method and key before anything is looked up."""

from __future__ import annotations

from typing import Any

import pytest

from generator.serve.guard import Asked, Guard, headers_for, is_local

HOST = "192.168.1.5"


def asked(**more: Any) -> Asked:
    """Return a request of this machine, or another one."""
    given = {"method": "GET", "path": "/", "hosts": ("127.0.0.1:8000",), **more}
    return Asked(**given)


def status(guard: Guard, **more: Any) -> int:
    """Return what a request is refused with; 200: it is not."""
    refusal = guard.refuse(asked(**more))
    return refusal.status if refusal else 200


@pytest.mark.parametrize(
    ("hosts", "wanted"),
    [
        (("127.0.0.1:8000",), 200),
        (("LOCALHOST:8000",), 200),
        (("[::1]:8000",), 200),
        (("localhost",), 421),
        (("localhost:8001",), 421),
        (("localhost:8000.",), 421),
        (("evil.example:8000",), 421),
        ((f"{HOST}:8000",), 421),
        (("127.0.0.1:8000", "127.0.0.1:8000"), 421),
        ((), 421),
    ],
)
def test_names(hosts: tuple[str, ...], wanted: int) -> None:
    """Exactly one, this machine's own, with the port."""
    assert status(Guard(8000), hosts=hosts) == wanted


def test_at_the_usual_port_names_stand_alone() -> None:
    """A browser leaves port 80 out."""
    assert status(Guard(80), hosts=("localhost",)) == 200


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"origin": "http://localhost:8000"}, 200),
        ({"origin": "https://localhost:8000"}, 403),
        ({"origin": "http://localhost"}, 403),
        ({"origin": "null"}, 403),
        ({"site": "same-origin", "mode": "no-cors"}, 200),
        ({"site": "none", "mode": "navigate"}, 200),
        ({"site": "cross-site", "mode": "navigate"}, 200),
        ({"site": "cross-site", "mode": "no-cors"}, 403),
        ({"site": "same-site", "mode": "cors"}, 403),
        ({"method": "HEAD"}, 200),
        ({"method": "POST"}, 405),
        ({"path": "http://127.0.0.1:8000/"}, 400),
        ({"path": "*"}, 400),
    ],
)
def test_origins_methods_and_forms(more: dict[str, str], wanted: int) -> None:
    """Another site gets nothing, but its links may be followed."""
    assert status(Guard(8000), **more) == wanted


def test_a_key_opens_once_and_the_next_one_is_told() -> None:
    """From outside nothing is had without; a cookie keeps the door open."""
    told: list[str] = []
    guard = Guard(8000, HOST, told.append)
    guard.invite()
    outside: dict[str, Any] = {"hosts": (f"{HOST}:8000",), "local": False}
    assert status(guard) == 200
    assert status(guard, **outside) == 403
    assert status(guard, local=False) == 403
    assert status(guard, **outside, cookie="guess") == 403
    assert status(guard, **outside, cookie=guard.pass_) == 200
    assert not guard.welcome(asked(key="guess"))
    assert not guard.welcome(asked(key=told[0], method="HEAD"))
    assert guard.welcome(asked(key=told[0]))
    assert not guard.welcome(asked(key=told[0]))
    assert len(set(told)) == 2
    assert guard.welcome(asked(key=told[1]))


def test_without_guests_there_is_no_key() -> None:
    """Not even an empty one."""
    guard = Guard(8000)
    guard.invite()
    assert not guard.welcome(asked(key=""))
    assert status(guard, local=False) == 403


def test_secrets_are_of_this_run() -> None:
    """Two runs share none."""
    one, other = Guard(8000), Guard(8000)
    assert one.is_token(one.token)
    assert not one.is_token(other.token)
    assert not one.is_token("ünï")
    assert one.pass_ != other.pass_


def test_addresses_of_this_machine() -> None:
    """By number alone: a name might lead anywhere."""
    found = {
        name: is_local(name)
        for name in (
            "127.0.0.1",
            "127.9.9.9",
            "::1",
            "fe80::1%eth0",
            HOST,
            "localhost",
            "",
        )
    }
    assert [name for name, local in found.items() if local] == [
        "127.0.0.1",
        "127.9.9.9",
        "::1",
    ]


def test_no_answer_can_be_framed_or_kept() -> None:
    """Whatever a page itself says."""
    told = headers_for("default-src 'none'")
    assert told["content-security-policy"].endswith("; frame-ancestors 'none'")
    assert told["cache-control"] == "no-store"
