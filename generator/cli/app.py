"""The command `airbook`: every command by name."""

from __future__ import annotations

import signal
from typing import Final, NoReturn

import click

from generator.cli.adopting import adopt_command
from generator.cli.briefing import brief_command, today_command
from generator.cli.build import build_command
from generator.cli.check import check_command
from generator.cli.completion import completion_command
from generator.cli.drafting import draft_command
from generator.cli.editing import undo_command
from generator.cli.editors import editor_command
from generator.cli.export import export_group
from generator.cli.import_calendar import import_ics_command, import_vcard_command
from generator.cli.import_people import (
    import_csv_command,
    import_google_command,
    import_linkedin_command,
)
from generator.cli.importing import import_group
from generator.cli.keys import key_group
from generator.cli.leaks import leaks_command
from generator.cli.lsp import lsp_command
from generator.cli.making import init_command, new_group
from generator.cli.publish import publish_command
from generator.cli.reading import due_command, list_command, show_command
from generator.cli.recording import log_command, met_command
from generator.cli.renaming import merge_command, rename_command
from generator.cli.running import Airbook, emit, prepare_streams
from generator.cli.settling import done_command, snooze_command
from generator.cli.who import who_command

_EXAMPLES: Final = """
\b
A first look, with sample notes in a new folder:
  airbook init --sample my-book
  cd my-book
  airbook build          then open site/index.html
  airbook due            whom to write to today
\b
Every day:
  airbook new contact "Ana Silva" --organization "Blue Door" --source alumni
  airbook new interview "Ana Silva" --date 2026-03-12T10:30 --mode video
  airbook log ana asked --how email    one line in her note; also met, snooze
  airbook today          what matters today, on one screen
  airbook draft thanks ana    a short message from what her notes say
  airbook check          what is wrong in the notes, with line and remedy
  airbook show ana       all about one person

Each command has a --help of its own. The options above stand before a command or
behind it.

Exit status: 0 fine, 1 problems found, 2 wrong usage, 3 a file could not be read
or written.
"""


def _show_version(context: click.Context, _: click.Parameter, value: object) -> None:
    """Say which Airbook this is; a checkout that is not installed has no number."""
    if not value or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        emit(f"airbook {version('airbook')}")
    except PackageNotFoundError:
        emit("airbook, not installed")
    context.exit()


@click.group(
    cls=Airbook,
    epilog=_EXAMPLES,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 88,
    },
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def airbook() -> None:
    """Turn notes about interviews into a private site and a list of follow-ups.

    A book is a folder with notes in content/ and settings in airbook.toml. Airbook
    finds it from any folder inside it.
    """


for _command in (
    init_command,
    adopt_command,
    new_group,
    build_command,
    check_command,
    rename_command,
    merge_command,
    undo_command,
    today_command,
    due_command,
    brief_command,
    draft_command,
    done_command,
    log_command,
    met_command,
    snooze_command,
    show_command,
    list_command,
    who_command,
    export_group,
    import_group,
    publish_command,
    key_group,
    leaks_command,
    lsp_command,
    editor_command,
    completion_command,
):
    airbook.add_command(_command)


for _command in (
    import_linkedin_command,
    import_google_command,
    import_csv_command,
    import_vcard_command,
    import_ics_command,
):
    import_group.add_command(_command)


def main() -> None:
    """Run the command line and end with its exit status."""
    prepare_streams()
    signal.signal(signal.SIGTERM, _end)
    airbook(prog_name="airbook")


def _end(number: int, _: object) -> NoReturn:
    """End as if asked politely: what is unfinished is cleared away."""
    raise SystemExit(128 + number)
