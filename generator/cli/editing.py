"""Commands that take edits of notes back: undo."""

from __future__ import annotations

import click

from generator.cli.options import read_options
from generator.cli.running import Command, say
from generator.terminal.style import plain


@click.command(
    "undo",
    cls=Command,
    epilog="""
\b
Examples:
  airbook check --fix    mends what a machine can mend
  airbook undo           takes just that back
""",
)
def undo_command() -> None:
    """Take the last edit of notes back.

    Only where none of its notes has changed since; else nothing is touched. Of the
    edits only the last can be taken back.
    """
    from generator.edit.journal import undo

    options = read_options()
    workspace = options.open()
    paths = undo(workspace)
    if not options.quiet:
        for path in paths:
            say(f"{plain(path)} is as it was before")
        if not paths:
            say("There is no edit to take back")
