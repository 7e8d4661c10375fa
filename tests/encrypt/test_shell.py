"""The public files name nobody, and are the same for every book."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from generator.publish.encrypt import read_shell
from generator.workspace.templates import find_templates
from tests.books import write_files

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = {
    "encrypted/index.html": "<script src={app_js}></script><link href={app_css}>"
    "<meta content={ui_js}>{other}",
    "encrypted/app.js": "load();",
    "encrypted/ui.js": "(function () {})()",
    "encrypted/pages.js": "follow();",
    "encrypted/app.css": "form{}",
    "static/airbook.css": "p{}",
    "static/airbook.js": "ground();",
    "static/zebra.js": "// the last\n\n",
    "static/agenda.js": "agenda();\n",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Return a folder of templates."""
    return write_files(tmp_path, TEMPLATES)


def test_scripts_and_styles_are_joined_and_named_by_their_hash(templates: Path) -> None:
    """In order of names between ours; the ground of an open site is not among them."""
    shell = read_shell(templates)
    texts = {
        re.sub(r"\.[0-9a-f]{16}\.", ".", name): data.decode()
        for name, data in shell.items()
    }
    assert list(texts) == ["app.js", "ui.js", "app.css", "index.html"]
    assert texts["app.js"] == "load();\n"
    assert texts["ui.js"] == "(function () {})()\nagenda();\n// the last\nfollow();\n"
    assert texts["app.css"] == "form{}\np{}\n"
    for name, data in shell.items():
        if name != "index.html":
            assert sha256(data).hexdigest()[:16] in name


def test_the_page_names_just_these_files(templates: Path) -> None:
    """Each placeholder becomes a file; what else stands in braces stays."""
    shell = read_shell(templates)
    page = shell["index.html"].decode()
    assert set(re.findall(r"[a-z]+\.[0-9a-f]{16}\.[a-z]+", page)) == {
        name for name in shell if name != "index.html"
    }
    assert page.endswith("{other}")


def test_what_airbook_brings_can_be_put_together() -> None:
    """With nothing of any book in it."""
    if not (find_templates() / "encrypted" / "index.html").is_file():
        pytest.skip("no shell was put together: the loader is not there")
    shell = read_shell()
    assert len(shell) == 4
    assert not re.search(rb"\{(app|ui)_", shell["index.html"])
