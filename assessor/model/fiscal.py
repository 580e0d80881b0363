"""Japanese fiscal years (April to March) and dates in the era calendar; pure arithmetic, no time zone data."""

import re
from datetime import date

from assessor.model.one_width import one_width

FIRST_YEAR, LAST_YEAR = 2000, 2100
_REIWA_OFFSET = 2018
_ERAS = (
    (date(2019, 5, 1), "令和", 2018),
    (date(1989, 1, 8), "平成", 1988),
    (date(1926, 12, 25), "昭和", 1925),
)
_OFFSETS = {"令": 2018, "R": 2018, "平": 1988, "H": 1988, "昭": 1925, "S": 1925}
_DAY = re.compile(
    r"(?:(令和|平成|昭和|[RHSrhs])\s*(元|\d{1,2})|(\d{4}))\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\Z", re.A
)
_PERIOD = re.compile(r"(?:(令和|[Rr])\s*(元|\d{1,2})|(\d{4}))\s*(?:年度?)?\Z", re.A)


def parse_fiscal_year(text: str) -> int | None:
    """`令和9年度`, `R9`, `2027年度`, `2027` in digits of any width, as the year April falls in; None if it is none."""
    found = _PERIOD.match(one_width(text).strip())
    if not found:
        return None
    year = int(found[3]) if found[3] else _REIWA_OFFSET + (1 if found[2] == "元" else int(found[2]))
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def parse_day(text: str) -> date | None:
    """`2026-04-01`, `2026/4/1`, `令和8年4月1日`, `R8.4.1` in digits of any width; None if it is none of these."""
    found = _DAY.match(one_width(text).strip())
    if not found:
        return None
    year = int(found[3]) if found[3] else _OFFSETS[found[1][0].upper()] + (1 if found[2] == "元" else int(found[2]))
    try:
        return date(year, int(found[4]), int(found[5]))
    except ValueError:
        return None


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
