"""The README's tables, made from the vocabulary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Code
from generator.vocabulary import (
    BOTH,
    KEYS,
    LOG_KINDS,
    MINE,
    PRESETS,
    RULES,
    THEIRS,
    Key,
    Kind,
    RuleId,
    RuleSetting,
    ValueType,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


TABLES: Final[dict[str, Callable[[], str]]] = {
    **{str(kind): lambda kind=kind: keys_table(kind) for kind in Kind},
    "events": events_table,
    "rules": rules_table,
    "presets": presets_table,
    "codes": codes_table,
}


def with_tables(text: str) -> str:
    """Return the README with its tables as they should be."""
    return _BLOCK.sub(lambda match: match[1] + TABLES[match[2]]() + match[3], text)
