"""Calendars: days, times, zones, series, people and places of their events."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.imports.calendar import read_calendar
from generator.imports.meetings import written

if TYPE_CHECKING:
    from generator.imports.calendar import CalendarReading
    from generator.imports.records import Meeting

SINCE: Final = date(2026, 1, 1)
UNTIL: Final = date(2026, 4, 30)


def event(*lines: str, uid: str = "e") -> str:
    """Return an event with some lines."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> bytes:
    """Return a calendar with some parts."""
    ends = [one if one.endswith("\n") else f"{one}\r\n" for one in parts]
    return f"BEGIN:VCALENDAR\r\n{''.join(ends)}END:VCALENDAR\r\n".encode()


def read(*parts: str, timezone: str = "") -> CalendarReading:
    """Read a calendar with some parts."""
    return read_calendar(calendar(*parts), since=SINCE, until=UNTIL, timezone=timezone)


def only(*lines: str, timezone: str = "") -> Meeting:
    """Return the only meeting of a calendar with one event."""
    reading = read(event(*lines), timezone=timezone)
    assert reading.rejections == ()
    (meeting,) = reading.meetings
    return meeting


def days(*lines: str, more: str = "") -> list[str]:
    """Return when an event is, with what else the calendar has."""
    reading = read(event(*lines), more)
    return [written(one.start) for one in reading.meetings]


NEW_YORK: Final = """\
BEGIN:VTIMEZONE
TZID:Ours
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
X-ODD:1
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("line", "timezone", "expected"),
    [
        ("DTSTART:20260310T140000", "Europe/Lisbon", "2026-03-10T14:00 "),
        ("DTSTART;VALUE=DATE:20260310", "Europe/Lisbon", "2026-03-10 "),
        ("DTSTART:20260310T140000Z", "", "2026-03-10T14:00 UTC"),
        ("DTSTART:20260310T140000Z", "Asia/Tokyo", "2026-03-10T23:00 Asia/Tokyo"),
        ("DTSTART;TZID=Asia/Tokyo:20260310T1400", "", "2026-03-10T14:00 Asia/Tokyo"),
        (
            "DTSTART;TZID=W. Europe Standard Time:20260310T140000",
            "",
            "2026-03-10T14:00 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=/example.org/2026a/America/Indiana/Knox:20260310T140000",
            "",
            "2026-03-10T14:00 America/Indiana/Knox",
        ),
        ("DTSTART;TZID=Ours:20260307T140000", "", "2026-03-07T19:00 UTC"),
        ("DTSTART;TZID=Ours:20260309T140000", "", "2026-03-09T18:00 UTC"),
        (
            "DTSTART;TZID=Ours:20260309T230000",
            "Asia/Tokyo",
            "2026-03-10T12:00 Asia/Tokyo",
        ),
        ("DTSTART;TZID=Nobody knows:20260310T140000", "", "2026-03-10T14:00 "),
        ("DTSTART;TZID=../../etc/passwd:20260310T140000", "", "2026-03-10T14:00 "),
        ("DTSTART:2026-03-10T14:00:00Z", "", "2026-03-10T14:00 UTC"),
    ],
)
def test_a_start_is_said_in_its_zone(line: str, timezone: str, expected: str) -> None:
    """Named zones stay; UTC and zones of a calendar's own become the book's."""
    (meeting,) = read(NEW_YORK, event(line), timezone=timezone).meetings
    assert f"{written(meeting.start)} {meeting.timezone}" == expected


def test_the_zone_of_the_calendar_beats_that_of_the_book() -> None:
    """`X-WR-TIMEZONE`, as Google writes it beside moments in UTC."""
    parts = ("X-WR-TIMEZONE:Europe/Berlin", event("DTSTART:20260310T140000Z"))
    (meeting,) = read(*parts, timezone="Asia/Tokyo").meetings
    assert (written(meeting.start), meeting.timezone) == (
        "2026-03-10T15:00",
        "Europe/Berlin",
    )


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=YEARLY;BYEASTER=1"],
)
def test_a_zone_with_a_rule_of_no_zone_is_not_followed(rule: str) -> None:
    """It may take for ever; the clock on the wall is what is left."""
    zone = NEW_YORK.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", rule)
    (meeting,) = read(zone, event("DTSTART;TZID=Ours:20260310T140000")).meetings
    assert (written(meeting.start), meeting.timezone) == ("2026-03-10T14:00", "")


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("DTEND:20260310T150000", 60),
        (
            "DTEND;TZID=America/New_York:20260310T120000",
            120,
        ),  # clocks had changed there
        ("DURATION:PT1H30M", 90),
        ("DURATION:P1DT1H", 1500),
        ("DURATION:-PT1H", None),
        ("DTEND:20260310T130000", None),
        ("DTEND:never", None),
        ("DTEND;VALUE=DATE:20260311", None),
        ("SUMMARY:no end", None),
    ],
)
def test_how_long_it_is(line: str, minutes: int | None) -> None:
    """By its end or its length; an end before the start says nothing."""
    start = "DTSTART:20260310T140000"
    if "New_York" in line:
        start = "DTSTART;TZID=Europe/Lisbon:20260310T140000"
    assert only(start, line).minutes == minutes


def test_all_day_events_have_neither_time_nor_length() -> None:
    """A day is a day in every zone."""
    meeting = only("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260312")
    assert (meeting.start.at, meeting.minutes, meeting.timezone) == (None, None, "")


WEEKLY: Final = (
    "DTSTART;TZID=Europe/Lisbon:20260316T090000",
    "RRULE:FREQ=WEEKLY;COUNT=4",
)


def test_each_day_of_a_series_is_a_meeting() -> None:
    """On the clock of its zone, through the change of clocks; ids are told apart."""
    reading = read(event(*WEEKLY, "DTEND;TZID=Europe/Lisbon:20260316T093000"))
    assert [written(one.start) for one in reading.meetings] == [
        "2026-03-16T09:00",
        "2026-03-23T09:00",
        "2026-03-30T09:00",
        "2026-04-06T09:00",
    ]
    assert {one.minutes for one in reading.meetings} == {30}
    assert reading.meetings[0].uid == "e/2026-03-16"


def test_days_are_added_taken_out_and_moved() -> None:
    """`RDATE`, `EXDATE` in any zone, and days that have an event of their own."""
    moved = event(
        "RECURRENCE-ID:20260330T080000Z",  # nine o'clock in Lisbon, then
        "DTSTART;TZID=Europe/Lisbon:20260331T100000",
        "SUMMARY:moved",
    )
    lines = (
        *WEEKLY,
        "RDATE;TZID=Europe/Lisbon;VALUE=PERIOD:20260401T090000/PT1H,nonsense",
        "EXDATE;VALUE=DATE:20260323",
        "EXDATE:20260406T080000Z",
    )
    assert days(*lines, more=moved) == [
        "2026-03-16T09:00",
        "2026-03-31T10:00",
        "2026-04-01T09:00",
    ]
    reading = read(event(*lines), moved)
    assert reading.meetings[1].uid == "e/2026-03-30"
    assert reading.meetings[1].title == "moved"


def test_a_series_in_a_zone_of_the_calendar_itself() -> None:
    """On its own clock; said on that of the book."""
    reading = read(
        NEW_YORK,
        event(
            "DTSTART;TZID=Ours:20260302T090000",
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE;TZID=Ours:20260309T090000",
        ),
        timezone="Europe/Lisbon",
    )
    assert [written(one.start) for one in reading.meetings] == [
        "2026-03-02T14:00",
        "2026-03-16T13:00",
    ]


def test_a_change_of_all_later_days_is_said() -> None:
    """It is taken for its own day."""
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Lisbon;RANGE=THISANDFUTURE:20260330T090000",
        "DTSTART;TZID=Europe/Lisbon:20260330T100000",
    )
    assert days(*WEEKLY, more=moved)[2:] == ["2026-03-30T10:00", "2026-04-06T09:00"]
    (rejection,) = read(event(*WEEKLY), moved).rejections
    assert rejection.line == 9


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260330T080000Z", "2026-03-30T09:00"),
        ("20260330T075959Z", "2026-03-23T09:00"),
        ("20260330", "2026-03-30T09:00"),
        ("20260330T085900", "2026-03-23T09:00"),
    ],
)
def test_a_series_ends_when_it_says(until: str, last: str) -> None:
    """In UTC, on the wall, or with a day that counts."""
    rule = f"RRULE:FREQ=WEEKLY;UNTIL={until}"
    assert days(WEEKLY[0], rule)[-1] == last


def test_a_series_without_an_end_is_cut_and_counted() -> None:
    """At the days that are wanted."""
    reading = read(event("DTSTART:20200106T090000", "RRULE:FREQ=MONTHLY"))
    assert [written(one.start) for one in reading.meetings] == [
        f"2026-{month:02}-06T09:00" for month in (1, 2, 3, 4)
    ]
    assert reading.endless == 1


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("RRULE:FREQ=SECONDLY", "by the second"),
        ("RRULE:FREQ=WEEKLY;UNTIL=soon", "end of the repetitions is no date"),
        ("EXRULE:FREQ=WEEKLY", "takes out"),
    ],
)
def test_a_rule_that_is_not_followed_leaves_the_first_day(
    rule: str, reason: str
) -> None:
    """And is named with its line."""
    reading = read(event("DTSTART:20260310T090000", rule))
    assert [written(one.start) for one in reading.meetings] == ["2026-03-10T09:00"]
    (rejection,) = reading.rejections
    assert (rejection.line, reason in rejection.reason) == (5, True)


def test_the_newest_of_an_event_holds() -> None:
    """By its sequence, else the last in the file; another calendar may cancel it."""
    start = "DTSTART:20260310T090000"
    parts = (
        event(start, "SEQUENCE:2", "SUMMARY:second"),
        event(start, "SEQUENCE:1", "SUMMARY:first"),
    )
    (meeting,) = read(*parts).meetings
    assert (meeting.title, meeting.cancelled) == ("second", False)
    cancel = calendar("METHOD:CANCEL", event(start, "SEQUENCE:2", "SUMMARY:off"))
    reading = read_calendar(calendar(*parts) + cancel, since=SINCE, until=UNTIL)
    assert [(one.title, one.cancelled) for one in reading.meetings] == [("off", True)]
    assert only(start, "STATUS:CANCELLED").cancelled


def test_who_is_in_a_meeting() -> None:
    """The organizer first, each once; no rooms, nobody who declined."""
    meeting = only(
        "DTSTART:20260310T090000",
        'ATTENDEE;CN="Silva, Ana":MAILTO:ana%2Bx@example.org',
        "ATTENDEE;CN=bo@example.org:mailto:bo@example.org",
        "ATTENDEE;CN=Cy;EMAIL=cy@example.org:urn:uuid:1",
        "ATTENDEE;CN=Di:invalid:nomail",
        "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:no@example.org",
        "ATTENDEE:",
        "ATTENDEE:MAILTO:BO@example.org",
        "ORGANIZER;CN='Ed':ed@example.org",
    )
    assert [(one.name, one.email) for one in meeting.people] == [
        ("Ed", "ed@example.org"),
        ("Silva, Ana", "ana+x@example.org"),
        ("", "bo@example.org"),
        ("Cy", "cy@example.org"),
        ("Di", ""),
    ]


@pytest.mark.parametrize(
    ("line", "link"),
    [
        (
            "LOCATION:Room 1\\; https://us02web.zoom.us/j/1?pwd=2",
            "https://us02web.zoom.us/j/1?pwd=2",
        ),
        (
            "DESCRIPTION:Join <https://teams.microsoft.com/l/x>",
            "https://teams.microsoft.com/l/x",
        ),
        ("DESCRIPTION:at https://meet.google.com/abc.", "https://meet.google.com/abc"),
        (
            "X-GOOGLE-CONFERENCE:https://meet.google.com/abc",
            "https://meet.google.com/abc",
        ),
        ("CONFERENCE;VALUE=URI:https://call.example/1", "https://call.example/1"),
        ("CONFERENCE:tel:+1", ""),
        ("URL:https://example.org/zoom.us", ""),
        ("LOCATION:https://notzoom.us/j/1", ""),
    ],
)
def test_the_address_of_a_call(line: str, link: str) -> None:
    """What says that it is one, or a host that holds calls; no other page."""
    assert only("DTSTART:20260310T090000", line).link == link


def test_what_is_left_out_is_named_with_its_line() -> None:
    """Events without a start, lines that are none; tasks are counted."""
    reading = read(
        "BEGIN:VTODO",
        "END:VTODO",
        event("SUMMARY:no start"),
        event("DTSTART:20260230T090000"),
        event("DTSTART:20260310T090000", "no line", "at all", "SUMMARY:fine", uid="f"),
        event("DTSTART:19990310T090000", uid="old"),
        "BEGIN:VEVENT",
        "DTSTART:20260311T090000",
        "SUMMARY:no id and no end",
        event("DTSTART:20260312T090000", "BEGIN:VALARM", "SUMMARY:alarm", "END:VALARM"),
    )
    assert [(one.line, one.reason) for one in reading.rejections] == [
        (4, "the event has no start"),
        (10, "the start of the event, '20260230T090000', is no date"),
        (15, "the line is none of a calendar and is left out"),
    ]
    assert [one.title for one in reading.meetings] == ["fine", "no id and no end", ""]
    assert (reading.events, reading.outside) == (4, 1)
    assert reading.others == (("VTODO", 1),)
    assert len(reading.meetings[1].uid) == 32


@pytest.mark.parametrize("data", [b"", b"hello", b"BEGIN:VCARD\nEND:VCARD"])
def test_another_file_has_nothing_of_a_calendar(data: bytes) -> None:
    """It says so, or holds no event."""
    reading = read_calendar(data, since=SINCE, until=UNTIL)
    assert reading.meetings == ()
    assert reading.rejections or reading.events == 0


HOSTILE: Final = {
    "seconds for ever": event("DTSTART:20260310T090000", "RRULE:FREQ=SECONDLY"),
    "from long ago": event(
        "DTSTART:17000101T000000Z", "RRULE:FREQ=DAILY;COUNT=9999999"
    ),
    "to the year 9999": event("DTSTART:99991231T235959Z", "RRULE:FREQ=DAILY"),
    "no day ever": event(
        "DTSTART:20260101T000000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    ),
    "many days": event(
        "DTSTART:20260101T000000", "RDATE:" + "20260302T090000," * 20_000
    ),
    "many people": event(
        "DTSTART:20260101T000000",
        *(f"ATTENDEE;CN=P{n}:mailto:p{n}@example.org" for n in range(5_000)),
    ),
    "deep": "BEGIN:X\r\n" * 5_000 + "END:Y\r\n" * 5_000,
    "parameters": event("DTSTART;X=a" * 20_000 + ":20260101T000000"),
    "quotes": event('DTSTART;X="' * 20_000 + ":20260101T000000"),
    "folds": event("DTSTART:20260101T000000", "SUMMARY:" + "a\r\n " * 50_000),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_hostile_calendars_end(case: str) -> None:
    """Whatever they ask for."""
    reading = read_calendar(calendar(HOSTILE[case]), since=SINCE, until=UNTIL)
    assert len(reading.meetings) < 200


def test_the_last_day_there_is() -> None:
    """A series that starts on it, in a zone, has no day behind it."""
    last = event("DTSTART;TZID=Asia/Tokyo:99991231T235959", "RRULE:FREQ=DAILY")
    reading = read_calendar(calendar(last), since=date.max, until=date.max)
    assert [written(one.start) for one in reading.meetings] == ["9999-12-31T23:59"]
    first = event("DTSTART;TZID=Asia/Tokyo:00010101T000000", "DTEND:00010101T010000Z")
    reading = read_calendar(calendar(first), since=date.min, until=date.min)
    assert reading.meetings[0].minutes == 60


LINES: Final = st.sampled_from(
    [
        *(
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "\r\n",
            "\n",
        ),
        *("BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:x", "BEGIN:STANDARD", "\nUID:a\n"),
        *("\nDTSTART:20260310T090000\n", "\nDTSTART;TZID=x:00010101T000000\n"),
        *("\nRRULE:FREQ=DAILY\n", "\nRRULE:FREQ=MONTHLY;BYDAY=1MO\n", "\nEXDATE:", "²"),
        *(
            "\nRECURRENCE-ID:20260310\n",
            "\nDTEND:99991231T235959Z\n",
            "\nRDATE:",
            ";",
            ",",
        ),
    ]
)


@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(), st.lists(LINES | st.text(max_size=3)).map("".join).map(str.encode)
    )
)
def test_no_bytes_are_too_strange(data: bytes) -> None:
    """Whatever is in a file, what is left out is named by a line of it."""
    reading = read_calendar(data, since=SINCE, until=UNTIL, timezone="Asia/Tokyo")
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= one.line <= lines for one in reading.rejections)
    assert all(SINCE <= one.start.on <= UNTIL for one in reading.meetings)
