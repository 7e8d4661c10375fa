"""Content lines of an iCalendar file -> calendars with their events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from generator.imports.content_lines import Property, read_properties
from generator.imports.records import Rejection
from generator.imports.time_zones import Zones

_DEEPEST: Final = 20
_COUNTED: Final = frozenset({"VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"})


@dataclass(slots=True, kw_only=True)
class Component:
    """An event: where it begins, and its own lines without those of its alarms."""

    line: int
    lines: list[Property] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Calendar:
    """One calendar of a file.

    Attributes:
        method: What is to be done with it, such as `CANCEL`.
        zone: The name of its zone, where it says one.
        zones: Those that it defines.
        events: In order.
    """

    method: str = ""
    zone: str = ""
    zones: Zones = field(default_factory=Zones)
    events: list[Component] = field(default_factory=list)


class Components:
    """What a file holds.

    Attributes:
        calendars: In order.
        others: How many tasks and the like there are, by kind.
        rejections: Lines in events that are none.
    """

    def __init__(self, data: bytes) -> None:
        self.calendars: list[Calendar] = []
        self.others: Counter[str] = Counter()
        self.rejections: list[Rejection] = []
        self._open: list[str] = []
        self._zone: list[Property] = []
        self._broken = False
        for line in read_properties(data):
            match line.name:
                case "BEGIN":
                    self._begin(line)
                case "END":
                    self._end(line.text.upper())
                case _:
                    self._add(line)
        self._close(0)

    def _begin(self, line: Property) -> None:
        kind = line.text.upper()
        if kind == "VCALENDAR" or (kind == "VEVENT" and kind in self._open):
            self._close(0 if kind == "VCALENDAR" else self._open.index(kind))
        if kind == "VCALENDAR" or not self.calendars:
            self.calendars.append(Calendar())
        if kind == "VEVENT":
            self.calendars[-1].events.append(Component(line=line.line))
        elif kind in _COUNTED:
            self.others[kind] += 1
        elif kind == "VTIMEZONE":
            self._zone = []
        if "VTIMEZONE" in (kind, *self._open):
            self._zone.append(line)
        if len(self._open) < _DEEPEST:
            self._open.append(kind)

    def _end(self, kind: str) -> None:
        if kind in self._open:
            self._close(len(self._open) - 1 - self._open[::-1].index(kind))

    def _close(self, depth: int) -> None:
        """Close components from the innermost one; some files forget the ends."""
        while len(self._open) > depth:
            kind = self._open.pop()
            if kind == "VTIMEZONE":
                self.calendars[-1].zones.define(self._zone)
            elif "VTIMEZONE" in self._open:
                self._zone.append(Property(line=0, name="END", value=kind))

    def _add(self, line: Property) -> None:
        where = self._open[-1] if self._open else ""
        if where == "VEVENT":
            self._add_to_event(line)
        elif "VTIMEZONE" in self._open:
            self._zone.append(line)
        elif where == "VCALENDAR":
            calendar = self.calendars[-1]
            if line.name == "METHOD":
                calendar.method = line.text.upper()
            elif line.name == "X-WR-TIMEZONE":
                calendar.zone = line.text

    def _add_to_event(self, line: Property) -> None:
        if line.name:
            self.calendars[-1].events[-1].lines.append(line)
        elif not self._broken:
            reason = "the line is none of a calendar and is left out"
            self.rejections.append(Rejection(line=line.line, reason=reason))
        self._broken = not line.name
