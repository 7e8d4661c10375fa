"""Calendars and contacts by other authors, from the source archives of packages."""

from __future__ import annotations

import hashlib
import warnings
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Component, vBroken

from generator.imports.calendar import CalendarReading, read_calendar
from generator.imports.meetings import MeetingChoices, plan_meetings
from generator.imports.plan import Outcome
from generator.imports.vcard import read_vcards
from tests.fetched import Package, fetch_all
from tests.imports.planning import Importing
from tests.npm import NpmPackage, npm_members
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.imports.records import Meeting, Rejection
    from tests.conftest import MakeBook

CALENDARS: Final = (
    Package(
        name="icalendar",
        version="7.3.0",
        sha256="7bd001c8e648205e1bde5c6a5b77096598e8d0893dcf57755c6c597635620132",
    ),
    Package(
        name="khal",
        version="0.14.1",
        sha256="2b51679d80662b2d65e757c509813bd72b496043d789839bfd970f0026da687d",
    ),
    Package(
        name="recurring-ical-events",
        version="3.8.2",
        sha256="e731af31d0b7dec5cd47a1defacd8549e2f36fab1c1995e8b9f042822a0acf8e",
    ),
    Package(
        name="python-card-me",
        version="0.9.3",
        sha256="37ca483a574534177227152123b1e1381330c75a62c4d4d60cd2eeb188384bf2",
    ),
)
KHARD: Final = Package(
    name="khard",
    version="0.21.0",
    sha256="67a99a4655ceec9520ec4bb282845f83cc6c6efd29daf9b3208e5ed50270affb",
)
CARDS: Final = (
    NpmPackage(
        name="vcard",
        version="0.1.0",
        sha512=(
            "oXyAqRqIwvhCG0z2ZBqjVqxSMkjTLH+x56aBrB9drnjORWYuzKNshuMgNFkkNtQoQsHOHsyn"
            "i5Ztc8qTfxHXBw=="
        ),
    ),
    NpmPackage(
        name="vcard-json",
        version="0.5.2",
        sha512=(
            "YWwXGia6PCypR5uMCGEXMvaOrpIQTKn48UfuiWHYl672LOPtcOtgGrTpkfvW30RrDDKgJVjf"
            "A0iQ0Zk2WodRkQ=="
        ),
    ),
)
SINCE: Final = date(2010, 1, 1)
UNTIL: Final = date(2027, 1, 1)


@cache
def calendars() -> dict[str, bytes]:
    """Return every calendar there is, each content once; fewer where some lack."""
    archives = [fetch_all(one, ".ics") or {} for one in CALENDARS]
    return distinct(archives)


@cache
def contacts() -> dict[str, bytes]:
    """Return every file of cards there is, each content once."""
    archives = [npm_members(one, ".vcf") or {} for one in CARDS]
    return distinct([fetch_all(KHARD, ".vcf") or {}, *archives])


def distinct(archives: list[dict[str, bytes]]) -> dict[str, bytes]:
    """Return files by path, without those that another one equals."""
    found: dict[str, tuple[str, bytes]] = {}
    for number, archive in enumerate(archives):
        for path, data in archive.items():
            digest = hashlib.sha256(data).hexdigest()
            found.setdefault(digest, (f"{number}/{path}", data))
    return dict(sorted(found.values()))


def enough(files: dict[str, bytes], number: int) -> dict[str, bytes]:
    """Return files, as many as there must be; skip where they cannot be had."""
    if not files:
        pytest.skip("1 skipped: the packages with the files cannot be had here")
    assert len(files) >= number
    return files


def named(rejections: tuple[Rejection, ...], data: bytes) -> bool:
    """Whether each part that was left out has a line of the file and a reason."""
    last = data.count(b"\n") + data.count(b"\r") + 1
    return all(1 <= one.line <= last and one.reason for one in rejections)


def read(data: bytes) -> CalendarReading:
    """Read a calendar over seventeen years."""
    return read_calendar(data, since=SINCE, until=UNTIL)


@cache
def readings() -> dict[str, CalendarReading]:
    """Return what is read of every calendar."""
    files = sampled(enough(calendars(), 150).items(), 2)
    return {path: read(data) for path, data in files}


def test_real_calendars_are_read() -> None:
    """Each to its end; what is left out of it has its line."""
    meetings = 0
    for path, reading in readings().items():
        assert named(reading.rejections, calendars()[path]), path
        meetings += len(reading.meetings)
    assert len(readings()) >= 150
    assert meetings > 5_000


def test_real_contacts_are_read() -> None:
    """Each to its end, and somebody in each but those that are about no person."""
    files = enough(contacts(), 25)
    empty = []
    for path, data in files.items():
        people, rejections = read_vcards(data)
        assert named(rejections, data), path
        empty += [] if people else [path.rpartition("/")[2]]
    assert sorted(empty) == ["Apple Inc..vcf", "org.vcf"]


def test_vobject_reads_the_same_of_contacts() -> None:
    """Name, addresses and numbers, wherever it reads a card at all."""
    judged = 0
    for path, data in enough(contacts(), 25).items():
        ours = {one.name: one for one in read_vcards(data)[0]}
        for card in their_cards(data):
            name = " ".join(str(card.fn.value).split()) if hasattr(card, "fn") else ""
            if name not in ours:
                assert not name or b"COMPANY" in data or b"KIND:org" in data, path
                continue
            judged += 1
            assert set(values(card, "email")) == set(ours[name].emails), path
            assert set(values(card, "tel")) == set(ours[name].phones), path
    assert judged > 25


def their_cards(data: bytes) -> list[Any]:
    """Return the cards that vobject reads; none where it gives the file up."""
    try:
        return [
            one for one in vobject.readComponents(data.decode()) if one.name == "VCARD"
        ]
    except Exception:  # noqa: BLE001 - it raises many sorts
        return []


def values(card: Any, name: str) -> Iterator[str]:
    """Yield what vobject has of a name, without the scheme of a number."""
    for one in card.contents.get(name, []):
        if text := " ".join(str(one.value).removeprefix("tel:").split()):
            yield text


# icalendar takes a wrong definition of this zone for what its name says.
OTHERWISE: Final = "tz_windows_format.ics"


def test_icalendar_reads_the_same_of_calendars() -> None:
    """Title and start of events, wherever it reads a file and a start at all."""
    judged = 0
    small = {path: one for path, one in readings().items() if one.events < 200}
    for path, reading in sampled(small.items(), 3):
        ours = {(one.title, instant(one)) for one in reading.meetings}
        for title, *starts in their_events(calendars()[path]):
            judged += 1
            same = any((title, start) in ours for start in starts)
            assert same or path.endswith(OTHERWISE), path
    assert judged > 60


def instant(meeting: Meeting) -> date:
    """Return a start as it is compared: in UTC where a zone is known."""
    moment = meeting.start
    if moment.at is None:
        return moment.on
    zone = ZoneInfo(meeting.timezone) if meeting.timezone else None
    return in_utc(datetime.combine(moment.on, moment.at, zone))


def in_utc(moment: datetime) -> datetime:
    """Return a moment of any zone in UTC; without a zone as it is."""
    moment = moment.replace(second=0)
    return moment.astimezone(UTC) if moment.tzinfo else moment


def their_events(data: bytes) -> Iterator[tuple[str, date, date]]:
    """Yield title and start of what icalendar reads; nothing where it gives up.

    The start on the wall as well: it goes on knowing the zones that it once read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = Component.from_ical(data + b"\r\n", multiple=True)
    except Exception:  # noqa: BLE001 - it raises many sorts
        return
    assert isinstance(found, list)
    events = [one for top in found for one in top.walk("VEVENT")]
    uids = [str(one.get("UID")) for one in events]
    for event in events:
        line = event.get("DTSTART")
        start = None if isinstance(line, vBroken) else getattr(line, "dt", None)
        several = uids.count(str(event.get("UID"))) > 1 or "EXDATE" in event
        if not isinstance(start, date) or several or not 2010 <= start.year < 2027:
            continue
        title = " ".join(str(event.get("SUMMARY", "")).split())
        title = title if len(title) <= 300 else f"{title[:299]}…"
        if isinstance(start, datetime):
            yield title, in_utc(start), start.replace(tzinfo=None, second=0)
        else:
            yield title, start, start


def test_a_second_import_of_real_calendars_has_nothing_new(book: MakeBook) -> None:
    """Everybody in them gets a note, and each talk one; the second time nothing."""
    talks = []
    for one in readings().values():
        talks += [talk for talk in one.meetings if talk.people][:3]
    reading = CalendarReading(meetings=tuple(talks))
    choices = MeetingChoices(new_people=True)
    importing = Importing(book, {})
    first = plan_meetings(importing.result, reading, importing.read, choices).plan
    importing.apply(first)
    assert first.counts()[Outcome.NEW] > 10
    again = plan_meetings(importing.result, reading, importing.read, choices).plan
    assert again.changes == ()
    assert again.counts()[Outcome.NEW] == 0


def test_a_second_import_of_real_contacts_has_nothing_new(book: MakeBook) -> None:
    """A note for each; the second time nothing."""
    people = [
        one for data in enough(contacts(), 25).values() for one in read_vcards(data)[0]
    ]
    importing = Importing(book, {})
    first = importing.people(people)
    importing.apply(first)
    assert first.counts()[Outcome.NEW] > 25
    again = importing.people(people)
    assert (again.counts()[Outcome.NEW], again.changes) == (0, ())


@st.composite
def spoiled(draw: st.DrawFn, files: list[bytes]) -> bytes:
    """Return a real file with some bytes taken out, put in or put elsewhere."""
    data = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        end = min(at + draw(st.integers(0, 60)), len(data))
        put = draw(
            st.one_of(
                st.binary(max_size=8), st.just(data[:60]), st.just(data[at:end] * 2)
            )
        )
        data = data[:at] + put + data[end:]
    return data


@settings(max_examples=60)
@given(st.data())
def test_spoiled_files_are_read(data: st.DataObject) -> None:
    """No damage stops the reading; what is left out still has its line."""
    cards = [one for one in enough(contacts(), 25).values() if len(one) < 10_000]
    events = [one for one in enough(calendars(), 150).values() if len(one) < 10_000]
    card = data.draw(spoiled(cards))
    assert named(read_vcards(card)[1], card)
    calendar = data.draw(spoiled(events))
    assert named(read(calendar).rejections, calendar)
