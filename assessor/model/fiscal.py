"""Japanese fiscal years (April to March) and dates in the era calendar; pure arithmetic, no time zone data."""

import re
from datetime import date

from assessor.model.one_width import one_width

FIRST_YEAR, LAST_YEAR = 2000, 2100
FAR_AHEAD = 20
"""Years beyond which a plan is taken for a slip of the pen; the longest plans of a city run that long."""
_REIWA_OFFSET = 2018
_ERAS = (
    (date(2019, 5, 1), "令和", 2018),
    (date(1989, 1, 8), "平成", 1988),
    (date(1926, 12, 25), "昭和", 1925),
)
_OFFSETS = {"令": 2018, "R": 2018, "平": 1988, "H": 1988, "昭": 1925, "S": 1925}
_ERA_OF = {"令": "令", "R": "令", "平": "平", "H": "平", "昭": "昭", "S": "昭"}
_DAY = re.compile(
    r"(?:(令和|平成|昭和|[RHSrhs])\s*(元|\d{1,2})|(\d{4}))\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\Z", re.A
)
_PERIOD = re.compile(r"(?:(令和|平成|昭和|[RHSrhs])\s*(元|\d{1,2})|(\d{4}))\s*(?:年度?)?\Z", re.A)
_LAST_FISCAL_YEARS = {"平": 2019, "昭": 1989}
"""The last fiscal year that had begun when an era ended."""


def parse_fiscal_year(text: str) -> int | None:
    """`令和9年度`, `R9`, `2027年度`, `2027` in digits of any width, as the year April falls in; None if it is none.

    A year that never came in its era (`平成32年度`) is none.
    """
    found = _PERIOD.match(one_width(text).strip())
    if not found or _year_never_was(found):
        return None
    year = _year(found)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def parse_day(text: str) -> date | None:
    """`2026-04-01`, `2026/4/1`, `令和8年4月1日`, `R8.4.1` in digits of any width; None if it is none of these.

    A day that never came in its era (`平成32年4月1日`) is none.
    """
    found = _DAY.match(one_width(text).strip())
    day = _day(found) if found else None
    return None if found and day and _day_never_was(found, day) else day


def as_it_was(text: str) -> str | None:
    """What a day or fiscal year is called that is written in an era that had ended, or not begun; else None.

    `平成32年度` was 令和2年度. What lies too far ahead to be meant has no such name.
    """
    plain = one_width(text).strip()
    period, found = _PERIOD.match(plain), _DAY.match(plain)
    if period and _year_never_was(period) and _year(period) <= LAST_YEAR:
        return fiscal_year_label(_year(period))
    day = _day(found) if found else None
    return era_date(day) if found and day and day.year <= LAST_YEAR and _day_never_was(found, day) else None


def _year(found: re.Match[str]) -> int:
    if found[3]:
        return int(found[3])
    return _OFFSETS[found[1][0].upper()] + (1 if found[2] == "元" else int(found[2]))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(_year(found), int(found[4]), int(found[5]))
    except ValueError:
        return None


def _year_never_was(found: re.Match[str]) -> bool:
    era = _ERA_OF.get((found[1] or "-")[0].upper())
    return era is not None and _year(found) > _LAST_FISCAL_YEARS.get(era, LAST_YEAR)


def _day_never_was(found: re.Match[str], day: date) -> bool:
    era = _ERA_OF.get((found[1] or "-")[0].upper())
    return era is not None and (day.year > LAST_YEAR or not era_date(day).startswith(era))


def fiscal_year_label(year: int) -> str:
    """`令和9年度`; years before 令和 are written in 平成."""
    if year > _REIWA_OFFSET:
        return f"令和{_era_year(year - _REIWA_OFFSET)}年度"
    return f"平成{_era_year(year - 1988)}年度"


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day belongs to: 1 April begins it."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_is_past(year: int, today: date) -> bool:
    """True from 1 April after the fiscal year."""
    return fiscal_year_of(today) > year


def doubt_of_plan(year: int | None, today: date) -> str | None:
    """Why a fiscal year can hardly be meant as that of a plan: it is `past`, or further ahead (`far`) than any plan."""
    if year is None:
        return None
    if fiscal_year_is_past(year, today):
        return "past"
    return "far" if year > fiscal_year_of(today) + FAR_AHEAD else None


def era_date(day: date) -> str:
    """`令和8年11月22日`."""
    for start, name, offset in _ERAS:
        if day >= start:
            return f"{name}{_era_year(day.year - offset)}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def _era_year(number: int) -> str:
    return "元" if number == 1 else str(number)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)
