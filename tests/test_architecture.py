"""Modules import only to their left: the order is the architecture."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(__file__).parent.parent / "generator"
ORDER: Final = (
    *("diagnostics", "vocabulary", "model", "config", "stamps", "workers", "source"),
    *("parse", "graph"),
    *("facts", "checks", "audience", "derive", "render", "build", "cache", "write"),
    *("workspace", "edit", "scaffold", "adopt", "imports", "publish", "serve"),
    *("lsp", "terminal", "cli"),
)
FILES: Final = sorted(PACKAGE.rglob("*.py"))
# Where files, the network or the clock may be touched.
EDGE: Final = frozenset(
    {
        *("stamps", "workers", "source", "cache", "write", "workspace", "edit"),
        *("scaffold", "adopt", "publish", "serve", "lsp", "cli"),
    }
)


def name_of(file: Path) -> str:
    """Return `parse/fields.py` for messages."""
    return file.relative_to(PACKAGE).as_posix()


def module_of(file: Path) -> str:
    """Return the module of the order that a file belongs to."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of every import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} is relative"
            module = node.module or ""
            if module == "generator":
                names = (f"generator.{alias.name}" for alias in node.names)
                yield from ((node.lineno, name) for name in names)
            else:
                yield node.lineno, module


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_module_imports_only_to_its_left(file: Path) -> None:
    """For types and inside functions as well; a package may import itself."""
    own = module_of(file)
    if own in {"__init__", "__main__"}:
        return
    left = ORDER[: ORDER.index(own) + 1]
    for line, name in imports_of(file):
        parts = name.split(".")
        if parts[0] == "generator":
            assert len(parts) > 1, f"{file}:{line} imports all of the package"
            assert parts[1] in left, f"{file}:{line} {own} imports {parts[1]}"


def test_every_module_has_its_place() -> None:
    """A new module must be put into the order before it can be used."""
    found = {module_of(file) for file in FILES} - {"__init__", "__main__"}
    assert found <= set(ORDER)


def test_the_map_names_every_module_in_order() -> None:
    """The docstring of the package is what a newcomer reads first."""
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    named = re.findall(r"^    ([a-z]+)  +\S", text, flags=re.MULTILINE)
    assert named == [name for name in ORDER if name in named]
    assert set(named) == {module_of(file) for file in FILES} - {"__init__", "__main__"}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_only_the_edge_touches_files_network_and_clock(file: Path) -> None:
    """The core gets texts and days; nothing in it can depend on a machine."""
    if module_of(file) in EDGE | {"__main__"}:
        return
    banned = {"os", "io", "shutil", "socket", "subprocess", "tempfile", "time"}
    banned |= {"urllib.request", "http", "random", "secrets", "threading"}
    found = {name for _, name in imports_of(file)} & banned
    assert not found, f"{name_of(file)} imports {', '.join(sorted(found))}"
