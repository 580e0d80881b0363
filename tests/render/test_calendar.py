from datetime import UTC, date, datetime

from icalendar import Calendar

from assessor.render.calendar import DueDay, to_calendar

STAMP = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_every_day_is_an_entry_of_that_day_which_reads_back() -> None:
    days = [
        DueDay("R-001@x", date(2027, 3, 31), "方針、公表; 期限\\", "企画課 係長"),
        DueDay("b", date(2027, 4, 1), "長" * 90, ""),
    ]
    content = to_calendar("みらい市", days, STAMP)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = Calendar.from_ical(content.decode()).walk("VEVENT")
    assert [(str(one["uid"]), str(one["summary"]), one.decoded("dtstart")) for one in events] == [
        (day.uid, day.title, day.day) for day in days
    ]
    assert content == to_calendar("みらい市", days, STAMP)
