"""Due dates as an iCalendar file (RFC 5545) that calendars take in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assessor.render.base import printable

PRODUCT = "-//assessor//remediation//JA"
REMIND_BEFORE = timedelta(days=14)


class DueDay(NamedTuple):
    """One entry: `uid` stays the same each time, so that an entry taken in again replaces itself."""

    uid: str
    day: date
    title: str
    description: str


def to_calendar(name: str, days: Iterable[DueDay], stamp: datetime) -> bytes:
    """An all-day entry for each day, with a reminder two weeks before; `stamp` is aware, UTC."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", printable(name))
    for entry in days:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", printable(entry.title))
        event.add("description", printable(entry.description))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", printable(entry.title))
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
