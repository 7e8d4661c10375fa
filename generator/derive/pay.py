"""Pay heard, by field, currency and unit of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.fields import field_names, fold_field
from generator.derive.records import PayHeard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.records import Ledger, LedgerLine
    from generator.graph.records import Book
    from generator.model import Pay

Group = tuple[str, str, str]
"""Folded field, currency, unit of time."""

UNITS: Final = ("year", "month", "week", "day", "hour")
TOO_MUCH: Final = 1e15
"""Nobody is paid as much in any currency: a slip of the keyboard is only listed."""


def derive_pay(
    book: Book, ledgers: Iterable[Ledger]
) -> tuple[tuple[PayHeard, ...], tuple[LedgerLine, ...]]:
    """Return the pay that can be charted and the lines that can only be listed.

    Args:
        book: The book.
        ledgers: In the order in which their lines shall stand.

    Returns:
        The groups by field (unknown last), currency and unit; an entry of two
        fields counts in both. Then the lines with any pay that could not be read.
        Both empty where no entry has pay.

    Source: README, "Body", pay heard.
    """
    groups: dict[Group, list[tuple[LedgerLine, Pay]]] = {}
    listed: list[LedgerLine] = []
    for line in (line for ledger in ledgers for line in ledger.lines):
        if any(not _is_readable(pay) for pay in line.entry.pay):
            listed.append(line)
        for group, pay in _grouped(line):
            groups.setdefault(group, []).append((line, pay))
    names = field_names(book)
    heard = tuple(
        _heard(names.get(group[0], group[0]), group, groups[group])
        for group in sorted(groups, key=_order)
    )
    return heard, tuple(listed)


def _is_readable(pay: Pay) -> bool:
    if not pay.currency or pay.low is None:
        return False
    return max(pay.low, pay.high or 0) < TOO_MUCH


def _grouped(line: LedgerLine) -> Iterator[tuple[Group, Pay]]:
    keys = dict.fromkeys(map(fold_field, line.fields)) or ("",)
    for pay in filter(_is_readable, line.entry.pay):
        for key in keys:
            yield (key, pay.currency, pay.per), pay


def _order(group: Group) -> tuple[bool, str, str, int, str]:
    key, currency, per = group
    unit = UNITS.index(per) if per in UNITS else len(UNITS)
    return not key, key, currency, unit, per


def _heard(field: str, group: Group, found: list[tuple[LedgerLine, Pay]]) -> PayHeard:
    lows = [pay.low for _, pay in found if pay.low is not None]
    highs = [pay.high for _, pay in found if pay.high is not None]
    lines = {(line.note, line.entry.anchor): line for line, _ in found}
    return PayHeard(
        field=field,
        currency=group[1],
        per=group[2],
        low=min(lows),
        high=max((*lows, *highs)),
        lines=tuple(lines.values()),
    )
