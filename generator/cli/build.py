"""`airbook build`: the notes become a site."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import PROBLEMS, Command, say, style_of
from generator.config.settings import OWNER
from generator.diagnostics import Severity
from generator.workers import processors
from generator.workspace.building import audience_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.diagnostics import Diagnostic
    from generator.workspace.opening import Workspace
    from generator.write.records import Written

_MOST_SHOWN: Final = 10


@click.command(
    "build",
    cls=Command,
    epilog="""
\b
Examples:
  airbook build
  airbook build --strict         for a script: fail where a note has an error
  airbook build --audience share --output /tmp/share
  airbook build --output /tmp/site --content ~/vault
""",
)
@click.option("--strict", is_flag=True, help="End with 1 where a note has an error.")
@click.option(
    "--audience",
    default=OWNER,
    metavar="NAME",
    help="Make the site that NAME sees, such as share, instead of your own.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes work; by default one for each processor.",
)
@click.pass_context
def build_command(
    context: click.Context, *, strict: bool, audience: str, jobs: int | None
) -> None:
    """Make the site from the notes.

    Only what has changed since the last time is read and made anew, only files that
    change are written, and only files that Airbook made before are removed. A note
    with an error is still shown, as far as it could be read.
    """
    options = read_options(context)
    workspace = options.open()
    if audience != OWNER:
        audience_of(workspace, audience)
    started = perf_counter()
    from generator.workspace.making import make_site, make_site_for

    jobs = jobs or processors()
    with Progress.on_stderr(quiet=options.quiet, threaded=False) as progress:
        if audience == OWNER:
            made = make_site(workspace, jobs=jobs, teller=progress)
        else:
            made = make_site_for(audience, workspace, jobs=jobs, teller=progress)
    _report(made.diagnostics, verbose=options.verbose)
    if options.verbose:
        _say_times(progress.times)
    if not options.quiet:
        say(_summary(made.notes, made.written, perf_counter() - started))
        _say_where(workspace, audience)
    if strict and any(one.severity is Severity.ERROR for one in made.diagnostics):
        context.exit(PROBLEMS)


def _report(problems: Iterable[Diagnostic], *, verbose: bool) -> None:
    """Say the errors, or with `verbose` every problem, and how many there are."""
    from generator.terminal.problems import build_report

    most = None if verbose else _MOST_SHOWN
    if text := build_report(tuple(problems), style_of(sys.stderr), most=most):
        say(text)


def _say_times(times: Mapping[str, float]) -> None:
    """Say how long each stage took."""
    for doing, seconds in times.items():
        say(f"{seconds:8.2f} s  {doing}")


def _summary(notes: int, written: Written, seconds: float) -> str:
    from generator.terminal.problems import counted

    files = written.added + written.changed + written.unchanged
    changes = {
        "new": written.added,
        "changed": written.changed,
        "removed": written.removed,
    }
    said = ", ".join(f"{number:,} {word}" for word, number in changes.items() if number)
    return (
        f"{counted(notes, 'note')} -> {counted(files, 'file')}"
        f" ({said or 'nothing changed'}) in {seconds:.1f} s"
    )


def _say_where(workspace: Workspace, audience: str) -> None:
    whose = "" if audience == OWNER else f" It holds what {audience} sees."
    say(f"Open {workspace.output / 'index.html'}{'.' if whose else ''}{whose}")
