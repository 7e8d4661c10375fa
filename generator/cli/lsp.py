"""`airbook lsp`: a language server, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import read_options
from generator.cli.running import PROBLEMS, Command, FailureError, stay
from generator.workspace.opening import open_workspace

if TYPE_CHECKING:
    from generator.workspace.opening import Workspace


@click.command(
    "lsp",
    cls=Command,
    epilog="""
\b
Examples:
  airbook lsp                    an editor starts this and talks to it
  airbook --content ~/vault lsp  for a folder of notes without airbook.toml
""",
)
@click.pass_context
def lsp_command(context: click.Context) -> None:
    """Serve an editor: problems as you type, completion, links, rename.

    It speaks the Language Server Protocol on its input and output, finds the book of
    each file that the editor opens, and never writes to the disk.
    """
    stay()
    try:
        from generator.lsp.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise FailureError(
            "the language server needs pygls; install it with pip install "
            '"airbook[lsp]"'
        ) from error

    def open_book(folder: Path) -> Workspace:
        options = read_options(context)  # the day may be another by now
        return open_workspace(
            options.folder if options.folder != Path() or options.content else folder,
            today=options.today,
            content=options.content,
            output=options.output,
            pinned=options.pinned,
        )

    if not run(open_book, _version()):
        context.exit(PROBLEMS)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("airbook")
    except PackageNotFoundError:
        return ""
