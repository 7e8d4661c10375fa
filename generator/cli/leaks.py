"""`airbook leaks`: what stands in a site that an audience may not see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import PROBLEMS, Command, MisuseError, emit, say
from generator.config.settings import OWNER, SHARE
from generator.workspace.building import build_book
from generator.workspace.reading import read_book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.leaks import Leak
    from generator.workspace.opening import Workspace


@click.command(
    "leaks",
    cls=Command,
    epilog="""
\b
Examples:
  airbook build --audience share --output /tmp/share
  airbook leaks /tmp/share
  airbook leaks --audience friends ~/old-site
""",
)
@click.argument(
    "site",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "--audience",
    default=SHARE,
    metavar="NAME",
    show_default=True,
    help="Who is to see the site.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help="text; json for programs.",
)
@click.pass_context
def leaks_command(
    context: click.Context, *, site: Path, audience: str, form: str
) -> None:
    """Look in a site for what an audience may not see.

    Names, addresses, private sentences and all else that the settings keep from the
    audience are looked for in every path and byte of DIR, however they are encoded.
    The exit status is 1 where anything is found.
    """
    options = read_options(context)
    if audience == OWNER:
        raise MisuseError(f"{OWNER} may see everything; there is nothing to look for")
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the notes")
        workspace = options.open()
        leaks = _find(workspace, audience, site)
        found: list[Leak] = []
        progress.phase("Looking through the site")
        found.extend(leaks)
    emit(_shown(found, form))
    if found:
        if form == "text" and not options.quiet:
            say(f"{audience} may not see this; words under `allow` are let through")
        context.exit(PROBLEMS)


def _find(workspace: Workspace, audience: str, site: Path) -> Iterator[Leak]:
    from generator.publish.leaks import find_leaks, secrets_of
    from generator.publish.making import host_files

    shown = build_book(workspace, purpose="published", audience=audience)
    owner = build_book(workspace)
    secrets = secrets_of(
        owner.book,
        owner.settings,
        owner.settings.audiences[audience],
        shown.book,
        sources=read_book(workspace),
        templates={**owner.templates, **host_files(shown)},
    )
    return find_leaks(secrets, _files(site))


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(site.rglob("*")):
        if file.is_file():
            yield file.relative_to(site).as_posix(), file.read_bytes()


def _shown(found: list[Leak], form: str) -> str:
    if form == "text":
        return "\n".join(map(str, found))
    return json.dumps([_record(one) for one in found], ensure_ascii=False, indent=1)


def _record(leak: Leak) -> dict[str, Any]:
    one = leak.secret
    source = {"kind": one.kind, "text": one.text, "path": one.path, "line": one.line}
    return {"file": leak.file, "how": leak.how, "secret": source}
