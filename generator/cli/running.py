"""How a command runs and ends: exit statuses, errors as one line, streams."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TextIO

import click

from generator.cli.options import common_options, read_options
from generator.terminal.style import Style, plain
from generator.workspace.errors import BookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NO_COMMANDS: Final[Mapping[str, str]] = MappingProxyType({})
FINE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
FAILED: Final = 3
INTERRUPTED: Final = 130
# Most of what a command makes it needs to its end: few looks for garbage.
_SELDOM: Final = (100_000, 50, 100)
_OFTEN: Final = gc.get_threshold()


class FailureError(click.ClickException):
    """A command cannot go on; one line says why, without a traceback."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:
        """Say it."""
        del file
        lines = map(plain, self.format_message().split("\n"))
        say("airbook: " + "\n".join(lines))


class MisuseError(FailureError):
    """The command line asks for something that is not there."""

    exit_code = USAGE


class Command(click.Command):
    """A command that takes the common options behind its name as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(common_options(hidden=True))


class Group(click.Group):
    """Commands below a command, each loaded when it is asked for."""

    command_class = Command

    def __init__(
        self, *args: Any, lazily: Mapping[str, str] = NO_COMMANDS, **kwargs: Any
    ) -> None:
        """Take the commands that are not loaded yet.

        Args:
            args: As of `click.Group`.
            lazily: Module in this package and name of each, by the command's name.
            kwargs: As of `click.Group`.
        """
        super().__init__(*args, **kwargs)
        self.lazily = lazily

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in their order."""
        return sorted({*super().list_commands(ctx), *self.lazily})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; none of that name: none."""
        if cmd_name in self.lazily and cmd_name not in self.commands:
            module, _, name = self.lazily[cmd_name].partition(".")
            found = getattr(import_module(f"generator.cli.{module}"), name)
            self.add_command(found, cmd_name)
        return super().get_command(ctx, cmd_name)


class Airbook(Group):
    """The whole command line; whatever goes wrong below ends here."""

    group_class = Group

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(common_options(hidden=False))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; its failures become one line and an exit status."""
        gc.set_threshold(*_SELDOM)
        try:
            with _failures(ctx):
                return super().invoke(ctx)
        finally:
            stay()


def stay() -> None:
    """Look for garbage as ever, where a process goes on."""
    gc.set_threshold(*_OFTEN)


@contextmanager
def _failures(context: click.Context) -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        context.exit(FINE)
    except (click.exceptions.Exit, click.ClickException):
        raise
    except (KeyboardInterrupt, click.Abort):
        say("airbook: stopped")
        context.exit(INTERRUPTED)
    except BookError as error:
        say(f"airbook: {error}")
        context.exit(error.exit_status)
    except OSError as error:
        if read_options(context).verbose:
            _trace()
        raise FailureError(_reason(error)) from error
    except Exception as error:
        # A fault of ours: whoever reports it needs the place.
        _trace()
        raise FailureError("this is a fault in Airbook") from error


def _trace() -> None:
    from traceback import print_exc

    print_exc()


def _forget_output() -> None:
    """Let nobody write to a reader that has gone, at the end of Python either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except OSError:
        pass
    finally:
        os.close(nowhere)


def _reason(error: OSError) -> str:
    if error.strerror and error.filename is not None:
        return f"{error.strerror}: {os.fsdecode(error.filename)}"
    return error.strerror or str(error)


def prepare_streams() -> None:
    """Let text leave as UTF-8, and what a terminal cannot show as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def style_of(stream: TextIO) -> Style:
    """Return how a stream may be coloured: a terminal, unless NO_COLOR is set."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(colour=stream.isatty() and not plain)


def emit(result: str | bytes) -> None:
    """Write a result to standard output; bytes go as they are."""
    if isinstance(result, bytes):
        click.echo(result, nl=False)
    elif result:
        click.echo(result.rstrip("\n"))


def say(text: str) -> None:
    """Write anything that is no result to standard error."""
    click.echo(text, err=True)
