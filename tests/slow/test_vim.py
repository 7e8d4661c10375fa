"""Vim itself runs `:make` with our compiler file and fills its quickfix list."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.books import environment, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES: Final[Mapping[str, str]] = {
    "contacts/Ana: b.md": "---\nnext: soon\n---\n[[missing: one]]\n",
    "interviews/it's [odd] 100%.md": '---\nwith: "[[Zed]]"\n---\n',
    "daily/山田 (x).md": "---\nname: [\n---\n",
}
SCRIPT: Final = """\
set nocompatible
set runtimepath^=.vim
compiler airbook
silent make
let found = []
for one in filter(getqflist(), "v:val.valid")
  let name = fnamemodify(bufname(one.bufnr), ':p')
  call add(found, [name, one.lnum, one.col, one.type, one.text])
endfor
call writefile([json_encode(found)], 'found.json')
qall!
"""


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
@pytest.mark.parametrize("content", ["content", "it's a #1 vault"])
def test_vim_lists_every_problem_at_its_place(tmp_path: Path, content: str) -> None:
    """File, line, column, severity and text of each line that `check` prints."""
    write_files(tmp_path / content, NOTES)
    settings = f'content = "{content}"\ntitel = "x"\n'
    shown = tmp_path / "bin" / "airbook"
    files = {"airbook.toml": settings, "script.vim": SCRIPT}
    call = f'#!/bin/sh\nexec {sys.executable} -m generator "$@"\n'
    write_files(tmp_path, {**files, "bin/airbook": call})
    shown.chmod(0o755)
    env = environment(tmp_path)
    env["PATH"] = f"{tmp_path / 'bin'}:{env['PATH']}"

    def run(*command: str) -> str:
        return subprocess.run(  # noqa: S603 - our own commands
            command,
            cwd=tmp_path,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        ).stdout

    run("airbook", "-q", "editor", "vim")
    run("vim", "-es", "-u", "NONE", "-S", "script.vim")
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    lines = run("airbook", "-q", "check").splitlines()
    assert len(lines) >= 5
    assert len(found) == len(lines)
    for (name, line, column, kind, text), said in zip(found, lines, strict=True):
        folder = tmp_path if said.startswith("airbook.toml") else tmp_path / content
        path = Path(name).relative_to(folder).as_posix()
        severity = {"E": "error", "W": "warning", "I": "hint"}[kind]
        assert f"{path}:{line}:{column}: {severity}: {text}" == said
