"""Days on which a Japanese city office is open: by the law on national holidays as it has stood since 2020.

What a single year alone moves (as for the games of 2021) is not known here: a date that follows from it is a proposal.
"""

from datetime import date, timedelta

SATURDAY, MONDAY = 5, 0
_FIXED = frozenset(((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23)))
_MONDAYS = {1: 2, 7: 3, 9: 3, 10: 2}
"""By month, the how-manieth Monday is a holiday."""

_EQUINOXES = {3: 20.8431, 9: 23.2488}
"""The equinox of 1980 in days of its month; right until 2099."""

_DAYS_A_YEAR, _FIRST_YEAR = 0.242194, 1980


def workdays_later(day: date, count: int) -> date:
    """The day so many office days after another one."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
    return day


def is_workday(day: date) -> bool:
    """True where a city office is open: no weekend, no national holiday, not between 29 December and 3 January."""
    at_the_turn = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return day.weekday() < SATURDAY and not at_the_turn and not is_holiday(day)


def is_holiday(day: date) -> bool:
    """True for a national holiday, the next free day after one on a Sunday, and a day between two of them."""
    if _is_named(day):
        return True
    before, after = (day + timedelta(days=days) for days in (-1, 1))
    if _is_named(before) and _is_named(after):
        return True
    while _is_named(before):
        if before.weekday() > SATURDAY:
            return True
        before -= timedelta(days=1)
    return False


def _is_named(day: date) -> bool:
    if (day.month, day.day) in _FIXED:
        return True
    if day.weekday() == MONDAY and (day.day - 1) // 7 + 1 == _MONDAYS.get(day.month):
        return True
    return day.month in _EQUINOXES and day.day == _equinox(day)


def _equinox(day: date) -> int:
    years = day.year - _FIRST_YEAR
    return int(_EQUINOXES[day.month] + _DAYS_A_YEAR * years - years // 4)
