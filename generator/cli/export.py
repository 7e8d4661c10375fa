"""`airbook export`: the book as data for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import read_options
from generator.cli.reading import build_now, urls_of
from generator.cli.running import Group, emit, say


@click.group(
    "export",
    cls=Group,
    epilog="""
\b
Examples:
  airbook export json -o book.json
  airbook export graph --format tsv | sort -t "$(printf '\\t')" -k3nr | head
""",
)
def export_group() -> None:
    """Write the book as data for other programs."""


_file = click.option(
    "-o",
    "--output-file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, not to standard output.",
)


@export_group.command("json")
@_file
def export_json_command(*, file: Path | None) -> None:
    """Write the whole book as JSON: notes, events, entries, tasks, links."""
    result = build_now()
    from generator.render.data import render_book

    _deliver(
        render_book(
            result.book, result.facts, result.derived, result.settings, urls_of(result)
        ),
        file,
    )


@export_group.command("graph")
@click.option(
    "--format",
    "form",
    type=click.Choice(["tsv", "json"]),
    default="tsv",
    help="tsv: source, target, count; json: every note and link.",
)
@_file
def export_graph_command(*, form: str, file: Path | None) -> None:
    """Write which note links to which."""
    result = build_now()
    from generator.render.data import render_graph_json, render_graph_tsv

    if form == "tsv":
        _deliver(render_graph_tsv(result.book), file)
    else:
        _deliver(render_graph_json(result.book, urls_of(result)), file)


def _deliver(data: bytes, file: Path | None) -> None:
    """Write data to a file, whole or not at all, or to standard output."""
    if file is None or str(file) == "-":
        emit(data)
        return
    from generator.write import write_file

    workspace = read_options().open()
    write_file(file, data, content=workspace.content)
    if not read_options().quiet:
        say(f"Wrote {file}")
