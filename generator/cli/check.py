"""`airbook check`: every problem in every note at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import PROBLEMS, Command, MisuseError, emit, say, style_of
from generator.diagnostics import Code, Severity
from generator.workspace.building import build_book
from generator.workspace.opening import SETTINGS_FILE

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.edit.mending import Mending
    from generator.workspace.opening import Workspace

FORMATS = ("text", "json", "github")


def code_named(text: str) -> Code:
    """Read a problem code, brackets or not; an unknown one is wrong usage."""
    from generator.config.tables import near

    slug = text.strip("[] ").lower()
    codes = {code.slug: code for code in Code}
    if slug in codes:
        return codes[slug]
    advice = near(slug, codes) or "`airbook list codes` shows all."
    raise click.BadParameter(f"there is no problem code {slug!r}; {advice}")


@click.command(
    "check",
    cls=Command,
    epilog="""
\b
Examples:
  airbook check
  airbook check --explain link-missing
  airbook check --fix --dry-run  shows what --fix would change
  airbook check --strict         for a script: warnings count as well
  airbook check --watch          again whenever a note is saved
  airbook check --format json | jq '.[] | select(.severity == "error")'
""",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="text; json for programs; github for annotations in a pull request.",
)
@click.option(
    "--explain", type=code_named, metavar="CODE", help="Say what a code means."
)
@click.option("--strict", is_flag=True, help="End with 1 for warnings as well.")
@click.option("--fix", is_flag=True, help="Mend what a machine can mend safely.")
@click.option("--dry-run", is_flag=True, help="With --fix: only show what changes.")
@click.option("--watch", is_flag=True, help="Check again whenever notes change.")
@click.option(
    "--poll", is_flag=True, help="With --watch: look every second, for network drives."
)
@click.pass_context
def check_command(
    context: click.Context,
    *,
    form: str,
    explain: Code | None,
    strict: bool,
    fix: bool,
    dry_run: bool,
    watch: bool,
    poll: bool,
) -> None:
    """Find what is wrong in the notes: where it stands and what to write instead.

    Errors lose something that was written, warnings make the site say less than
    was meant, hints are about style and people without a note. The exit status is
    1 where there is an error.
    """
    if explain:
        from generator.terminal.problems import explain_code

        emit(explain_code(explain))
        return
    if dry_run and not fix:
        raise MisuseError("--dry-run belongs to --fix")
    if poll and not watch:
        raise MisuseError("--poll belongs to --watch")
    if fix and watch:
        raise MisuseError("--fix and --watch do not go together")
    options = read_options(context)
    if watch:
        _watch(context, form, polling=poll)
        return
    workspace = options.open()
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the notes")
        mending = _mending(workspace) if fix else None
        result = mending.result if mending else build_book(workspace)
    if mending and not mending.changes and not options.quiet:
        say("There is nothing that a machine can mend safely")
    if mending and dry_run:
        emit(_difference(mending))
        return
    if mending:
        _mend(workspace, mending, quiet=options.quiet)
    _tell(workspace, result, form, quiet=options.quiet)
    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(one.severity in counted for one in result.diagnostics):
        context.exit(PROBLEMS)


def _watch(context: click.Context, form: str, *, polling: bool) -> None:
    from generator.cli.watching import watch_and_check

    quiet = read_options(context).quiet
    watch_and_check(
        lambda: read_options(context).open(),
        lambda workspace, result: _tell(workspace, result, form, quiet=quiet),
        polling=polling,
        quiet=quiet,
    )


def _tell(workspace: Workspace, result: BuildResult, form: str, *, quiet: bool) -> None:
    """Print the problems, and how many there are."""
    emit(_shown(workspace, result, form))
    if form == "text" and not quiet:
        say(_summary(result))


def _mending(workspace: Workspace) -> Mending:
    from generator.edit.mending import mend_book

    return mend_book(workspace)


def _difference(mending: Mending) -> str:
    from generator.edit.changes import difference
    from generator.terminal.style import plain

    lines = (line for one in mending.changes for line in difference(one))
    return "\n".join(map(plain, lines))


def _mend(workspace: Workspace, mending: Mending, *, quiet: bool) -> None:
    """Write what mends the notes, and say what and where it is."""
    from generator.edit.journal import apply_edits
    from generator.terminal.problems import counted, show_problem

    done = apply_edits(workspace, mending.changes)
    if done and not quiet:
        for one in mending.mended:
            say(f"Mended {show_problem(one, style_of(sys.stderr))}")
        say(f"Changed {counted(done, 'note')}; airbook undo takes it back")


def _shown(workspace: Workspace, result: BuildResult, form: str) -> str | bytes:
    if form == "json":
        from generator.render.data.check_json import render_check

        return render_check(result.diagnostics)
    from generator.terminal.problems import github_annotation, show_problem

    if form == "github":
        lines = [
            github_annotation(one, lambda path: _in_repository(workspace, path))
            for one in result.diagnostics
        ]
    else:
        style = style_of(sys.stdout)
        lines = [show_problem(one, style) for one in result.diagnostics]
    return "\n".join(lines)


def _in_repository(workspace: Workspace, path: str) -> str:
    """Return a problem's path as GitHub knows the file."""
    folder = workspace.root if path == SETTINGS_FILE else workspace.content
    file = folder / path
    top = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    return (file.relative_to(top) if file.is_relative_to(top) else file).as_posix()


def _summary(result: BuildResult) -> str:
    from generator.terminal.problems import count_problems, counted

    found = count_problems(result.diagnostics)
    return f"{found[0].upper()}{found[1:]} in {counted(len(result.book.notes), 'note')}"
