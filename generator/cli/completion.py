"""`airbook completion`: what a shell needs to complete commands and names."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

from generator.cli.running import Command, emit

SHELLS: Final = ("bash", "zsh", "fish")
_VARIABLE: Final = "_AIRBOOK_COMPLETE"


@click.command(
    "completion",
    cls=Command,
    epilog="""
\b
Put one of these into the file that your shell reads first:
  eval "$(airbook completion bash)"      ~/.bashrc
  eval "$(airbook completion zsh)"       ~/.zshrc
  airbook completion fish | source       ~/.config/fish/config.fish
""",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, *, shell: str) -> None:
    """Print a script that lets the Tab key complete commands and names."""
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"{shell} is a shell that click does not know")
    root = context.find_root()
    emit(found(root.command, {}, "airbook", _VARIABLE).source())
