"""`airbook serve`: the site as it would be built now, while somebody writes."""

from __future__ import annotations

import gc
from contextlib import suppress

import click

from generator.cli.options import read_options
from generator.cli.progress import Progress
from generator.cli.running import Command, MisuseError, say
from generator.terminal.style import plain


@click.command(
    "serve",
    cls=Command,
    epilog="""
\b
Examples:
  airbook serve --open           and write; each save shows in the browser
  airbook serve --follow         the browser goes to the note that you save
  airbook serve --port 9000
  airbook serve --host 192.168.1.5    for your phone, in a network you trust
""",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Listen at this port. Without it: 8000, or the next one that is free.",
)
@click.option(
    "--host",
    default="",
    metavar="ADDRESS",
    help="Let other machines in as well, by this name or address of yours.",
)
@click.option("--open", "opening", is_flag=True, help="Open it in the browser.")
@click.option("--poll", is_flag=True, help="Look every second, for network drives.")
@click.option("--follow", is_flag=True, help="Show the note that was saved last.")
@click.pass_context
def serve_command(
    context: click.Context,
    *,
    port: int | None,
    host: str,
    opening: bool,
    poll: bool,
    follow: bool,
) -> None:
    """Show the site in a browser, and every change of a note at once.

    Nothing is written: not the site, and no note. What goes wrong in a note shows
    over its page. Only this machine can look; Ctrl-C ends it.
    """
    from generator.serve.listening import is_everywhere

    if host and is_everywhere(host):
        raise MisuseError(
            f"--host {host} is no address of one machine; write the one by which "
            "others reach this machine, such as 192.168.1.5"
        )
    # Ctrl-C is how this ends, whatever it is at.
    with suppress(KeyboardInterrupt):
        _serve(context, port, host, opening=opening, poll=poll, follow=follow)


def _serve(
    context: click.Context,
    port: int | None,
    host: str,
    *,
    opening: bool,
    poll: bool,
    follow: bool,
) -> None:
    from generator.serve.guard import Guard
    from generator.serve.listening import listen
    from generator.serve.running import Preview
    from generator.workspace.compiled import compiled_templates
    from generator.workspace.live import LiveBook

    options = read_options(context)
    live = LiveBook(lambda: read_options(context).open())
    sockets, found = listen(port, host)
    voice = _Voice(
        found,
        host,
        asked=port is not None,
        verbose=options.verbose,
        quiet=options.quiet,
    )
    guard = Guard(found, host, voice.invite)
    with Progress.on_stderr(quiet=options.quiet) as progress:
        progress.phase("Reading the notes")
        with compiled_templates():
            preview = Preview(live, guard, voice, follow=follow)
    gc.freeze()  # most of the book stays as it is now

    def ready(polling: str) -> None:
        voice.begin(polling)
        guard.invite()
        if opening:
            import webbrowser

            webbrowser.open(voice.address)

    preview.run(sockets, polling=poll, ready=ready)


class _Voice:
    """What the preview says in the terminal."""

    def __init__(
        self, port: int, host: str, *, asked: bool, verbose: bool, quiet: bool
    ) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self._port = port
        self._host = host
        self._asked = asked
        self._verbose = verbose
        self._quiet = quiet

    def begin(self, polling: str) -> None:
        """Say where it is, and how changes are noticed."""
        from generator.serve.listening import FIRST_PORT

        if not self._quiet:
            if self._port != FIRST_PORT and not self._asked:
                say(f"Port {FIRST_PORT} is taken, {self._port} is free")
            say(f"Open {self.address} to see the book; Ctrl-C ends this")
            if polling:
                say(plain(f"Looking every second: {polling}"))
        if self._host:
            say(
                "Warning: other machines are let in, and what they read goes through "
                "the network as it is; use this only in one that you trust"
            )

    def invite(self, key: str) -> None:
        """Say how another machine gets in."""
        say(f"For one other device, once: http://{self._host}:{self._port}/?key={key}")

    def say(self, text: str) -> None:
        """Say what went wrong, or has changed for good."""
        say(plain(text))

    def built(self, seconds: float) -> None:
        """Say how long it took to follow a change."""
        if self._verbose:
            say(f"Built again in {seconds:.2f} s")
