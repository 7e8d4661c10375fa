"""The command `airbook`: every command by name."""

from __future__ import annotations

import atexit
import gc
import signal
from typing import Final, NoReturn

import click

from generator.cli.running import Airbook, emit, prepare_streams

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


_COMMANDS: Final = {
    "init": "making.init_command",
    "adopt": "adopting.adopt_command",
    "new": "making.new_group",
    "build": "build.build_command",
    "serve": "serving.serve_command",
    "check": "check.check_command",
    "rename": "renaming.rename_command",
    "merge": "renaming.merge_command",
    "undo": "editing.undo_command",
    "today": "briefing.today_command",
    "due": "reading.due_command",
    "brief": "briefing.brief_command",
    "draft": "drafting.draft_command",
    "done": "settling.done_command",
    "log": "recording.log_command",
    "met": "recording.met_command",
    "snooze": "settling.snooze_command",
    "show": "reading.show_command",
    "list": "reading.list_command",
    "who": "who.who_command",
    "export": "export.export_group",
    "import": "importing.import_group",
    "publish": "publish.publish_command",
    "key": "keys.key_group",
    "leaks": "leaks.leaks_command",
    "lsp": "lsp.lsp_command",
    "editor": "editors.editor_command",
    "completion": "completion.completion_command",
}
"""Where each command stands; its module is loaded when it is asked for."""


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
    lazily=_COMMANDS,
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


def main() -> None:
    """Run the command line and end with its exit status."""
    prepare_streams()
    atexit.register(gc.freeze)  # at the end nobody needs to look for garbage
    signal.signal(signal.SIGTERM, _end)
    airbook(prog_name="airbook")


def _end(number: int, _: object) -> NoReturn:
    """End as if asked politely: what is unfinished is cleared away."""
    raise SystemExit(128 + number)
