"""Time zones as a calendar names or defines them -> zones to reckon in."""

from __future__ import annotations

import re
import warnings
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.derive.briefs.when import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from generator.imports.content_lines import Property

_MOST: Final = 500  # names and definitions of a file that are looked up
_MOST_MADE: Final = 40  # zones that have no name of the IANA list
_MOST_LINES: Final = 400
_SOME_DAY: Final = datetime(2026, 7, 1)  # noqa: DTZ001 - on the wall of the zone
# Other rules may take for ever, and no zone has them.
_PLAIN_RULE: Final = re.compile(
    r"FREQ=YEARLY(?:;(?:INTERVAL=1|WKST=[A-Z]{2}|BYMONTH=\d{1,2}|UNTIL=[\dTZ]+"
    r"|BY(?:HOUR|MINUTE|SECOND)=\d{1,2}"
    r"|BYDAY=[+-]?[1-5][A-Z]{2}|BYMONTHDAY=\d{1,2}(?:,\d{1,2}){0,6}))*"
)
_WANTED: Final = frozenset(
    {"BEGIN", "END", "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}
)


class Zone(NamedTuple):
    """A time zone: its IANA name, empty where it has none, and how to reckon in it."""

    name: str
    rules: tzinfo


class Zones:
    """The time zones of a calendar file, by the names that its events use."""

    def __init__(self) -> None:
        self._defined: dict[str, Sequence[Property]] = {}
        self._found: dict[str, Zone | None] = {}
        self._made = 0

    def define(self, lines: Sequence[Property]) -> None:
        """Take a definition, from `BEGIN:VTIMEZONE` to before its end."""
        name = next((one.text for one in lines if one.name == "TZID"), "")
        if len(self._defined) < _MOST:
            self._defined.setdefault(name, lines)

    def named(self, name: str) -> Zone | None:
        """Return the zone of a `TZID`; none where nobody can say what it means."""
        if name not in self._found and len(self._found) < _MOST:
            self._found[name] = self._look_up(name)
        return self._found.get(name)

    def _look_up(self, name: str) -> Zone | None:
        lines = self._defined.get(name, ())
        locations = (one.text for one in lines if one.name == "X-LIC-LOCATION")
        for known in _names([name, *locations]):
            if rules := zone_of(known):
                return Zone(known, rules)
        self._made += bool(lines)
        defined = _defined_zone(lines) if lines and self._made <= _MOST_MADE else None
        return Zone("", defined) if defined else None


def _names(names: Iterable[str]) -> Iterable[str]:
    """Yield what a name may be called in the IANA list."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    for name in names:
        plain = name.strip().strip('"')
        if plain in WINDOWS_TO_OLSON:
            yield WINDOWS_TO_OLSON[plain]
        parts = plain.lstrip("/").split("/")
        # Some put their own name before: /example.org/2026a/Europe/Lisbon
        for begin in range(min(len(parts), 6)):
            if re.fullmatch(
                r"[A-Z][\w+-]*(?:/[\w+-]+)*", tail := "/".join(parts[begin:])
            ):
                yield tail


def _defined_zone(lines: Sequence[Property]) -> tzinfo | None:
    """Return the zone that a calendar defines itself, where it can be followed."""
    from icalendar import Timezone

    rules = (one.value for one in lines if one.name == "RRULE")
    if len(lines) > _MOST_LINES or not all(map(_PLAIN_RULE.fullmatch, rules)):
        return None
    text = "".join(
        f"{one.name}:{one.value}\r\n" for one in lines if one.name in _WANTED
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            zone: Any = Timezone.from_ical(f"{text}END:VTIMEZONE\r\n")
            found: tzinfo = zone.to_tz(lookup_tzid=False)
            found.utcoffset(_SOME_DAY)  # some cannot say it
    except Exception:  # noqa: BLE001 - whatever the library makes of what is in a file
        return None
    return found
