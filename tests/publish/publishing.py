"""A small book, and the command that publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from click.testing import CliRunner

from generator.cli import airbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

OPEN: Final = ("--unencrypted", "--yes")
NOTES: Final = {
    "content/contacts/Ana Silva.md": (
        "---\nrole: editor\nemail: words@example.org\n---\n"
        "## Advice\n- Read the small print.\n"
    ),
    "content/contacts/Bo Li.md": "---\nrole: baker\n---\n",
    "airbook.toml": 'book_id = "test-book"\n',
}


def run(*arguments: str, code: int = 0, env: Mapping[str, str] | None = None) -> Result:
    """Publish as on a pinned day; it must end as expected."""
    words = ["--today", "2026-03-02", "publish", *arguments]
    done = CliRunner().invoke(airbook, words, env=env)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done
