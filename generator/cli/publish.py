"""`airbook publish`: a site leaves this machine, for an audience and on purpose."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import PROBLEMS, Command, MisuseError, emit, say, style_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.cli.options import Options
    from generator.publish.making import HeldBackError
    from generator.publish.run import Prepared, Request

_MOST_SHOWN: Final = 10
_OPEN: Final = """\
Without encryption, whoever finds the address can read this site. The pages of a static
host are usually public, those of a private repository too. A host's own password page
is the host's promise, not ours."""


@click.command(
    "publish",
    cls=Command,
    epilog="""
\b
Targets:
  folder:PATH         a folder here, or on a stick
  zip:PATH            one file, the same bytes for the same site
  git:REMOTE#BRANCH   a branch of one commit; old versions do not linger
  rsync:HOST:PATH     a folder there, over ssh; rsync:PATH is one here

\b
Examples:
  airbook publish folder:/media/stick/site --encrypt
  airbook publish git:git@example.org:me/site.git#pages --encrypt --dry-run
  airbook publish zip:../share.zip --unencrypted --yes
  airbook publish --verify /media/stick/site
""",
)
@click.argument("target", required=False)
@click.option(
    "--audience", metavar="NAME", default="share", help="For whom; share by default."
)
@click.option("--encrypt", is_flag=True, help="Only a passphrase opens it.")
@click.option("--unencrypted", is_flag=True, help="Anybody there can read it.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask; for scripts.")
@click.option("--fresh", is_flag=True, help="Encrypt every file anew.")
@click.option(
    "--allow-deletions",
    "allowed",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Let N files go, even if most of what is there goes.",
)
@click.option(
    "--verify",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Say whether an encrypted copy in DIR is whole and the latest.",
)
@click.pass_context
def publish_command(
    context: click.Context,
    *,
    target: str | None,
    audience: str,
    encrypt: bool,
    unencrypted: bool,
    dry_run: bool,
    yes: bool,
    fresh: bool,
    allowed: int,
    verify: Path | None,
) -> None:
    """Put the site of an audience somewhere else.

    It is made afresh; nothing leaves while a note has an error, or while a word is in
    the site that the audience may not see. Only files that Airbook wrote there are ever
    changed or removed. Notes are never changed.
    """
    from generator.publish.difference import check_deletions
    from generator.publish.making import HeldBackError
    from generator.publish.run import Request

    if verify is not None:
        if target is not None:
            raise MisuseError("--verify looks at a folder; leave the target out")
        _verify(context, verify, audience)
        return
    _check_choice(target, encrypt=encrypt, unencrypted=unencrypted, fresh=fresh)
    request = Request(
        target=target or "",
        audience=audience,
        encrypt=encrypt,
        fresh=fresh,
    )
    try:
        with _prepared(request, read_options(context)) as prepared:
            check_deletions(prepared.difference, allowed)
            if not dry_run:
                _send(prepared, ask=not yes)
    except HeldBackError as error:
        _say_why(error, verbose=read_options(context).verbose)
        context.exit(PROBLEMS)


def _check_choice(
    target: str | None, *, encrypt: bool, unencrypted: bool, fresh: bool
) -> None:
    if target is None:
        raise MisuseError("publish where? For instance folder:/media/stick/site")
    if encrypt == unencrypted:
        raise MisuseError("say either --encrypt or --unencrypted")
    if fresh and not encrypt:
        raise MisuseError("--fresh is for --encrypt")


@contextmanager
def _prepared(request: Request, options: Options) -> Iterator[Prepared]:
    """Make the site, and say what it would change."""
    from generator.publish.run import prepare

    workspace, here = options.open(), options.folder.resolve()
    with ExitStack() as stack:
        with Progress.on_stderr(quiet=options.quiet) as progress:
            work = prepare(workspace, request, here=here, phase=progress.phase)
            prepared = stack.enter_context(work)
        emit(_summary(prepared, verbose=options.verbose))
        if not options.quiet:
            _say_risks(prepared, encrypt=request.encrypt)
        yield prepared


def _send(prepared: Prepared, *, ask: bool) -> None:
    """Send the site, if somebody wants it."""
    if prepared.difference and ask:
        _ask(prepared)
    quiet = read_options().quiet
    with Progress.on_stderr(quiet=quiet) as progress:
        progress.phase("Publishing")
        prepared.send()
    if not quiet:
        done = "Published to" if prepared.difference else "Nothing to change in"
        say(f"{done} {prepared.target.name}")


def _summary(prepared: Prepared, *, verbose: bool) -> str:
    """Return `+12 ~3 -1 in /srv/site (340 KB to send)`; names with `verbose`."""
    difference = prepared.difference
    size = prepared.staged.size((*difference.added, *difference.changed))
    lines = [f"{difference} in {prepared.target.name} ({_in_bytes(size)} to send)"]
    if verbose:
        signs = {
            "+": difference.added,
            "~": difference.changed,
            "-": difference.removed,
        }
        lines += [f"{sign} {path}" for sign, paths in signs.items() for path in paths]
    return "\n".join(lines)


def _in_bytes(size: int) -> str:
    for unit, least in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= least:
            return f"{size / least:,.1f} {unit}"
    return f"{size} bytes"


def _say_risks(prepared: Prepared, *, encrypt: bool) -> None:
    if not encrypt:
        say(_OPEN)
    if prepared.opens:
        say("What is there now is encrypted; this would put an open site in its place.")


def _ask(prepared: Prepared) -> None:
    """Go on only if somebody says yes."""
    if not sys.stdin.isatty():
        raise MisuseError("nobody is here to be asked; --yes publishes without asking")
    click.confirm(f"Publish to {prepared.target.name}?", abort=True, err=True)


def _say_why(error: HeldBackError, *, verbose: bool) -> None:
    """Say what stands against it, ten lines at most, and that nothing was done."""
    from generator.terminal.problems import show_problem

    style = style_of(sys.stderr)
    lines = [show_problem(one, style) for one in error.problems]
    lines += [str(one) for one in error.leaks]
    for line in lines if verbose else lines[:_MOST_SHOWN]:
        say(line)
    if not verbose and len(lines) > _MOST_SHOWN:
        say(f"… and {len(lines) - _MOST_SHOWN:,} more; -v shows all")
    say(f"airbook: {error}")


def _verify(context: click.Context, folder: Path, audience: str) -> None:
    """Say what is wrong with a copy; without a fault, what it is."""
    from generator.publish.sealing import verify_copy

    found = verify_copy(folder, read_options(context).open(), audience)
    for problem in found.problems:
        emit(problem)
    if found.problems:
        context.exit(PROBLEMS)
    emit(f"whole, unchanged and the latest: generation {found.generation}")
