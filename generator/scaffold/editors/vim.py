"""A compiler file for vim: `:make` runs `check` and fills the quickfix list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.scaffold.editors.wording import Setting

PATH: Final = ".vim/compiler/airbook.vim"
_TEXT: Final = """\
" Vim compiler file
" Compiler: airbook check
" In the folder of airbook.toml:
"   :set runtimepath^=.vim
"   :compiler airbook
"   :make

if exists("current_compiler")
  finish
endif
let current_compiler = "airbook"

let s:keep = &cpoptions
set cpoptions&vim

" The notes lie in a folder of their own, and paths of problems begin there.
let s:notes = %s
let s:make = '(echo ' . shellescape('Notes in ' . s:notes) . ' && airbook -q check $*)'
let &l:makeprg = escape(s:make, '%%#')
CompilerSet errorformat=
      \\%%DNotes\\ in\\ %%f,
      \\%%E%%f:%%l:%%c:\\ error:\\ %%m,
      \\%%W%%f:%%l:%%c:\\ warning:\\ %%m,
      \\%%I%%f:%%l:%%c:\\ hint:\\ %%m,
      \\%%-G%%.%%#

let &cpoptions = s:keep
unlet s:keep
"""


def vim_files(book: Setting) -> Mapping[str, str]:
    """Return the file by its path below the book's root."""
    quoted = book.notes.replace("'", "''")
    return {PATH: _TEXT % f"'{quoted}'"}
