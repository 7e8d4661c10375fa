"""The README's tables, made from the vocabulary."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import click

from generator.cli import airbook
from generator.diagnostics import Code
from generator.vocabulary import (
    BOTH,
    KEYS,
    LOG_KINDS,
    MINE,
    PRESETS,
    RULES,
    THEIRS,
    Kind,
    RuleId,
    ValueType,
)
from tests import books
from tests.books import commands_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.vocabulary import (
        Key,
        RuleSetting,
    )

_CONTEXT: Final = click.Context(airbook)
README: Final = Path(__file__).parent.parent / "README.md"
_BLOCK: Final = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _takes(key: Key) -> str:
    if key.type is ValueType.CHOICE:
        return ", ".join(key.choices)
    if key.high is not None:
        return f"{key.low} to {key.high}"
    return str(key.type)


def keys_table(kind: Kind) -> str:
    """Return the keys of a kind: name and other names, what they take, help."""
    return _rows(
        ("key", "takes", ""),
        (
            (
                ", ".join(f"`{name}`" for name in (key.name, *key.aliases)),
                _takes(key),
                key.help,
            )
            for key in KEYS[kind]
        ),
    )


def events_table() -> str:
    """Return the kinds of events by whose they are."""
    neither = [kind for kind in LOG_KINDS if kind not in MINE | THEIRS | BOTH]
    groups = (
        ("mine", [kind for kind in LOG_KINDS if kind in MINE]),
        ("theirs", [kind for kind in LOG_KINDS if kind in THEIRS]),
        ("both", [kind for kind in LOG_KINDS if kind in BOTH]),
        ("neither", neither),
    )
    return _rows(
        ("whose", "kinds"),
        ((whose, ", ".join(f"`{kind}`" for kind in kinds)) for whose, kinds in groups),
    )


def _delay(rule: RuleId, setting: RuleSetting) -> str:
    if not setting.on:
        return f"off ({setting.delays[0]})"
    if setting.named:
        return ", ".join(f"{name} {delay}" for name, delay in setting.named.items())
    said = ", then ".join(str(delay) for delay in setting.delays)
    if rule in {RuleId.PREP, RuleId.CONFIRM}:
        said += " before"
    if setting.late:
        said += f"; late {setting.late}"
    return said + (f"; stale {setting.stale}" if setting.stale else "")


def rules_table() -> str:
    """Return every rule with its start, delay, action, end and source."""
    return _rows(
        ("rule", "starts with", "due", "what to do", "settled by", "where from"),
        (
            (
                f"`{rule_id}`",
                rule.starts,
                _delay(rule_id, rule.setting),
                rule.action,
                rule.settled_by,
                rule.agreed,
            )
            for rule_id, rule in RULES.items()
        ),
    )


def presets_table() -> str:
    """Return what the presets change."""
    changed = [rule for rule in RuleId if any(rule in one for one in PRESETS.values())]

    def cell(rule: RuleId, preset: str) -> str:
        setting = PRESETS[preset].get(rule, RULES[rule].setting)
        if rule is RuleId.KEEP:
            return str(setting.named["default"])
        return "off" if not setting.on else _delay(rule, setting)

    return _rows(
        ("rule", *PRESETS),
        (
            (f"`{rule}`", *(cell(rule, preset) for preset in PRESETS))
            for rule in changed
        ),
    )


def codes_table() -> str:
    """Return every problem code with its severity and what it means."""
    return _rows(
        ("code", "severity", "meaning"),
        ((f"`{code.slug}`", str(code.severity), code.explanation) for code in Code),
    )


def settings_block() -> str:
    """Return every setting at its default, as `init` writes them."""
    text = (README.parent / "templates" / "book" / "airbook.toml").read_text("utf-8")
    in_force = re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)
    return f"```toml\n{in_force}```\n"


def _commands(
    command: click.Command, name: str = ""
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name, groups by what is in them."""
    if isinstance(command, click.Group):
        for word, inner in commands_of(command).items():
            yield from _commands(inner, f"{name} {word}".strip())
    else:
        yield name, command


def _option(option: click.Option) -> str:
    takes = ""
    if isinstance(option.type, click.Choice):
        takes = " " + "\\|".join(option.type.choices)
    elif not option.is_flag:
        takes = f" {option.metavar or option.type.name.upper()}"
    return f"`{'`, `'.join(option.opts)}{takes}`"


def commands_table() -> str:
    """Return every command with what it takes and does, and its own options."""
    everywhere = {name for option in airbook.params for name in option.opts}
    rows = []
    for name, command in _commands(airbook):
        words = [p for p in command.params if isinstance(p, click.Argument)]
        options = [
            p
            for p in command.params
            if isinstance(p, click.Option) and not {*p.opts} & everywhere
        ]
        takes = " ".join((name, *(word.make_metavar(_CONTEXT) for word in words)))
        rows.append(
            (
                f"`{takes.replace('|', chr(92) + '|')}`",
                command.get_short_help_str(200),
                ", ".join(_option(option) for option in options),
            )
        )
    return _rows(("command", "does", "options"), rows)


def globals_table() -> str:
    """Return the options that every command takes."""
    return _rows(
        ("option", ""),
        (
            (_option(option), option.help or "")
            for option in airbook.params
            if isinstance(option, click.Option)
        ),
    )


def due_output() -> str:
    """Return the first lines of `airbook due` on the sample book."""
    shown = _said("--today", books.DAY, "due")
    return f"```\n{''.join(shown.splitlines(keepends=True)[:10])}```\n"


def draft_output() -> str:
    """Return a draft of the sample book, with the command that prints it."""
    command = ("--today", books.DAY, "draft", "thanks", "tiago")
    said = _said(*command).rstrip()
    return f"```\n$ airbook {' '.join(command)}\n{said}\n```\n"


def _said(*command: str) -> str:
    """Return what a command says of the sample book; it leaves nothing beside that."""
    with TemporaryDirectory() as home:
        return books.airbook(*command, cwd=books.ROOT, env={"HOME": home}).stdout


TABLES: Final[dict[str, Callable[[], str]]] = {
    **{str(kind): partial(keys_table, kind) for kind in Kind},
    "events": events_table,
    "rules": rules_table,
    "presets": presets_table,
    "codes": codes_table,
    "settings": settings_block,
    "commands": commands_table,
    "options": globals_table,
    "output": due_output,
    "draft": draft_output,
}


def with_tables(text: str) -> str:
    """Return the README with its tables as they should be."""
    return _BLOCK.sub(lambda match: match[1] + TABLES[match[2]]() + match[3], text)
