"""Table `[rules]` -> the setting of every follow-up rule."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.config.settings import Rules
from generator.config.tables import UnfitError, choice, day, day_or_none
from generator.vocabulary import DEFAULT_RULES, PRESETS, Delay, RuleId, RuleSetting

if TYPE_CHECKING:
    from generator.config.tables import Table

_DELAY: Final = re.compile(r"([0-9]{1,5})\s*(bd|d)?", re.IGNORECASE)
_LONGEST: Final = 36_500
_DEFAULT: Final = "default"
_OTHER_KEYS: Final = tuple(
    name for name in Rules.__struct_fields__ if name != "settings"
)


def read_rules(table: Table) -> Rules:
    """Read `[rules]`: the defaults, under the preset, under what is written.

    Args:
        table: The table, empty where the file has none.

    Returns:
        The rules, every `RuleId` among them.

    Diagnostics: `settings-key` for a rule that does not exist, `settings-value`.
    """
    table.expect((*_OTHER_KEYS, *RuleId))
    preset = table.read("preset", Rules().preset, choice(*PRESETS))
    settings = {**DEFAULT_RULES, **PRESETS[preset]}
    for rule_id in RuleId:
        settings[rule_id] = _read_rule(table, rule_id, settings[rule_id])
    return Rules(
        preset=preset,
        holidays=frozenset(table.read_all("holidays", (), day)),
        paused_until=table.read("paused_until", None, day_or_none),
        outcome_date=table.read("outcome_date", None, day_or_none),
        since=table.read("since", None, day_or_none),
        settings=MappingProxyType(settings),
    )


def _read_rule(table: Table, rule_id: RuleId, preset: RuleSetting) -> RuleSetting:
    if isinstance(table.values.get(rule_id), dict):
        return _read_long(table.table(rule_id), rule_id, preset)

    def read(value: object) -> RuleSetting:
        if isinstance(value, bool):
            return replace(preset, on=value)
        return _plain(value, rule_id, preset)

    return table.read(rule_id, preset, read)


def _plain(value: object, rule_id: RuleId, preset: RuleSetting) -> RuleSetting:
    """A plain delay; of tiers it is the one for people without a tier."""
    if not preset.named:
        return RuleSetting(delays=_delays(value, rule_id))
    delay = read_delay(value)
    changed = [_DEFAULT] if _DEFAULT in preset.named else list(preset.named)
    named = {**preset.named, **dict.fromkeys(changed, delay)}
    return RuleSetting(named=MappingProxyType(named))


def _read_long(table: Table, rule_id: RuleId, preset: RuleSetting) -> RuleSetting:
    """Read a rule written as a table; keys left out keep the preset's."""
    first = tuple(preset.named) or ("after",)
    table.expect((*first, "late", "stale"))
    setting = RuleSetting(
        delays=table.read("after", preset.delays, lambda v: _delays(v, rule_id))
        if not preset.named
        else (),
        late=table.read("late", preset.late, read_delay),
        stale=table.read("stale", preset.stale, read_delay),
        named=MappingProxyType(
            {
                name: table.read(name, delay, read_delay)
                for name, delay in preset.named.items()
            }
        ),
    )
    return setting if table.values else preset


def _delays(value: object, rule_id: RuleId) -> tuple[Delay, ...]:
    if not isinstance(value, list):
        return (read_delay(value),)
    if rule_id is not RuleId.NUDGE:
        raise UnfitError('only nudge takes a list; write one delay, such as "7d"')
    if not value:
        raise UnfitError('write at least one delay, such as ["7bd"], or false')
    return tuple(read_delay(item) for item in value)


def read_delay(value: object) -> Delay:
    """Read `7d`, `7bd`, `7` or a number of days.

    Raises:
        UnfitError: Where it is none of these.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    match = _DELAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and int(match[1]) <= _LONGEST:
        return Delay(int(match[1]), business=(match[2] or "").casefold() == "bd")
    raise UnfitError('write a delay such as "7d", or "7bd" for business days')
