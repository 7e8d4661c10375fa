"""Commands that rename and join notes: rename, merge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.reading import complete_name, find_one
from generator.cli.running import Command, MisuseError, emit, say
from generator.workspace.building import build_book
from generator.workspace.reading import read_with_cache

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.build import BuildResult
    from generator.edit.rewriting import Rewriting
    from generator.workspace.opening import Workspace

    Make = Callable[[BuildResult, Mapping[str, bytes]], Rewriting]

_dry = click.option("--dry-run", is_flag=True, help="Only show what would change.")
_yes = click.option("-y", "--yes", is_flag=True, help="Do not ask.")


@click.command(
    "rename",
    cls=Command,
    epilog="""
\b
Examples:
  airbook rename "Ana Lima" "Ana Silva" --dry-run
  airbook rename ana "Ana Silva"         a part of the old name will do
  airbook rename "Blue Door" "Red Door"  an organization, a question, any note
  airbook undo                           takes it back
""",
)
@click.argument("old", shell_complete=complete_name)
@click.argument("new")
@_dry
@_yes
def rename_command(*, old: str, new: str, dry_run: bool, yes: bool) -> None:
    """Give a note another name; every link to it follows.

    OLD is a name, an alias, a file, or a part of one; also of somebody who has no
    note yet. The file stays in its folder, and the old name becomes an alias. On a
    terminal what changes is shown first.
    """
    from generator.edit.renaming import rename_note

    def make(result: BuildResult, files: Mapping[str, bytes]) -> Rewriting:
        return rename_note(result, files, find_one(result, old), new)

    _rewrite(make, "Renamed", ask=not yes, dry_run=dry_run)


@click.command(
    "merge",
    cls=Command,
    epilog="""
\b
Examples:
  airbook merge "Ana Lima" "A. Lima" --dry-run
  airbook merge "Ana Lima" Anna    somebody named so, who has no note of their own
  airbook undo                     takes it back
""",
)
@click.argument("first", metavar="A", shell_complete=complete_name)
@click.argument("second", metavar="B", shell_complete=complete_name)
@_dry
@_yes
def merge_command(*, first: str, second: str, dry_run: bool, yes: bool) -> None:
    """Make one note of two of the same person, organization, interview or question.

    A stays and takes every line of B: lists are united, sections with the same
    heading become one, and where a single value differs that of A stays and that of
    B is kept in the text. B's names become aliases, and links to B lead to A.
    """
    from generator.edit.merging import merge_notes

    def make(result: BuildResult, files: Mapping[str, bytes]) -> Rewriting:
        names = find_one(result, first), find_one(result, second)
        return merge_notes(result, files, *names)

    _rewrite(make, "Merged", ask=not yes, dry_run=dry_run)


def _rewrite(make: Make, did: str, *, ask: bool, dry_run: bool) -> None:
    """Show what changes, ask where somebody is there to be asked, and do it."""
    from generator.edit.changes import differences
    from generator.edit.mending import read_files
    from generator.terminal.style import plain

    options = read_options()
    workspace = options.open()
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the notes")
        sources, memo = read_with_cache(workspace, texts=False)
        result = build_book(workspace, sources=sources, memo=memo)
        made = make(result, read_files(workspace, sources.notes))
    if made.refused:
        raise MisuseError(f"{made.refused}; nothing was changed")
    if not made.changes:
        if not options.quiet:
            say("There is nothing to change")
        return
    ask = ask and sys.stdin.isatty()
    if dry_run or ask:
        emit("\n".join(map(plain, differences(made.changes))))
    for line in made.conflicts:
        say(f"conflict: {plain(line)}")
    if dry_run:
        return
    if ask:
        click.confirm("Change this?", abort=True, err=True)
    _apply(workspace, made, did, quiet=options.quiet)


def _apply(workspace: Workspace, made: Rewriting, did: str, *, quiet: bool) -> None:
    from generator.edit.journal import apply_edits
    from generator.terminal.problems import counted

    done = apply_edits(workspace, made.changes)
    if not quiet:
        links = counted(made.links, "link")
        files = counted(done, "file")
        say(f"{did}: {links} written anew, {files} changed; airbook undo takes it back")
