"""The README says what there is: tables, commands, settings, real output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from generator.cli import airbook
from generator.config.reading import parse_settings
from generator.config.settings import Settings
from tests import books
from tests.books import commands_of
from tests.readme_tables import README, with_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

TEXT = README.read_text("utf-8")


def test_tables_are_fresh(pytestconfig: pytest.Config) -> None:
    """Keys, events, rules, presets, codes and commands are those of the program."""
    fresh = with_tables(TEXT)
    if pytestconfig.getoption("--update-golden"):
        README.write_text(fresh, "utf-8")
    else:
        assert fresh == TEXT, "run: pytest tests/test_readme.py --update-golden"


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            yield from parameter.opts
    if isinstance(command, click.Group):
        for inner in commands_of(command).values():
            yield from _options(inner)


def test_every_option_is_named() -> None:
    """No option of any command is a secret."""
    assert [option for option in _options(airbook) if f"`{option}" not in TEXT] == []


def test_settings_are_the_defaults() -> None:
    """The settings that the README prints are read without a problem, and default."""
    block = re.search(r"<!-- table: settings -->\n```toml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    settings, problems = parse_settings(block[1])
    assert problems == ()
    assert settings == Settings(book_id=settings.book_id)


def test_output_is_real() -> None:
    """The commands that the README shows exist; `due` shows what it says above."""
    for command in re.findall(r"--today 2026-03-02 (\w+)", TEXT):
        assert books.airbook(command, "--help", cwd=books.ROOT).returncode == 0


def test_the_picture_is_there() -> None:
    """The README's pictures lie in the repository."""
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT):
        assert (README.parent / path).is_file()
