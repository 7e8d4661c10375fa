"""Text -> a day that exists."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Days beyond these are slips of the pen, and too near to the ends of the calendar
# for weeks to be added to them.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def read_day(text: str) -> date | None:
    """Read `2026-08-21`, also `2026-8-1`.

    Args:
        text: The day alone.

    Returns:
        None where there is no such day, or it lies before 1900 or after 2199.

    Source: README, "Dates".
    """
    match = _DAY.fullmatch(text.strip())
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
