"""When something is due: a day, a fiscal year or a quarter of one; and the half-years in which a city hall plans."""

import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

from assessor.model.fiscal import era_date, fiscal_year_label, fiscal_year_of, parse_day, parse_fiscal_year
from assessor.model.one_width import one_width

_FIRST_REIWA_YEAR = 2019
_QUARTER = re.compile(r"(?:第?([1-4])四半期|[Qq]([1-4]))\Z")
_HALF = re.compile(r"(?:(上|下)半?期?|[Hh]([12]))\Z")
_LAST_OF_QUARTER = {1: (6, 30), 2: (9, 30), 3: (12, 31), 4: (3, 31)}


def year_text(year: int) -> str:
    """A fiscal year as every reader of periods takes it back: 令和, and the number before it."""
    return fiscal_year_label(year) if year >= _FIRST_REIWA_YEAR else f"{year}年度"


class Due(NamedTuple):
    """A day (then `year` is None), or a fiscal year with its quarter 1-4, or the whole of it (`quarter` None)."""

    day: date | None = None
    year: int | None = None
    quarter: int | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is still in time."""
        if self.day is not None:
            return self.day
        year = self.year or 0
        month, day = _LAST_OF_QUARTER[self.quarter or 4]
        return date(year + 1 if month < 4 else year, month, day)

    @property
    def text(self) -> str:
        """As written and read back: `2027-03-31`, `令和8年度`, `令和8年度第4四半期`."""
        if self.day is not None:
            return self.day.isoformat()
        quarter = f"第{self.quarter}四半期" if self.quarter else ""
        return f"{year_text(self.year or 0)}{quarter}"

    @property
    def label(self) -> str:
        """As documents say it, days in the era calendar."""
        return era_date(self.day) if self.day is not None else self.text


def parse_due(text: str) -> Due | None:
    """A day (`2027-03-31`, `令和9年3月31日`), a fiscal year or one with `第4四半期` or `Q4`; None if it is none."""
    plain = one_width(text).strip()
    day = parse_day(plain)
    if day is not None:
        return Due(day=day)
    quarter = _QUARTER.search(plain)
    year = parse_fiscal_year(plain[: quarter.start()] if quarter else plain)
    if year is None:
        return None
    return Due(year=year, quarter=int(quarter[1] or quarter[2]) if quarter else None)


class HalfYear(NamedTuple):
    """A half of a fiscal year: 1 is April to September, 2 October to March. Halves order by time."""

    year: int
    half: int

    @property
    def last_day(self) -> date:
        """30 September or 31 March."""
        return date(self.year, 9, 30) if self.half == 1 else date(self.year + 1, 3, 31)

    @property
    def text(self) -> str:
        """As written and read back: `令和9年度上期`."""
        return f"{year_text(self.year)}{'上期' if self.half == 1 else '下期'}"

    def later(self, halves: int) -> "HalfYear":
        """The half-year so many on."""
        index = self.year * 2 + self.half - 1 + halves
        return HalfYear(index // 2, index % 2 + 1)


def half_year_of(day: date) -> HalfYear:
    """The half-year a day belongs to."""
    return HalfYear(fiscal_year_of(day), 1 if 4 <= day.month <= 9 else 2)


def parse_half_year(text: str) -> HalfYear | None:
    """`令和9年度上期`, `R9下`, `2027H1`; None if it is none."""
    plain = one_width(text).strip()
    found = _HALF.search(plain)
    year = parse_fiscal_year(plain[: found.start()]) if found else None
    if found is None or year is None:
        return None
    return HalfYear(year, 1 if found[1] == "上" or found[2] == "1" else 2)


def _due(value: Any) -> Any:
    if isinstance(value, Due):
        return value
    if isinstance(value, date):
        return Due(day=value)
    found = parse_due(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if found is None:
        raise PydanticCustomError("bad_due", "neither a day nor a period")
    return found


def _half_year(value: Any) -> Any:
    if isinstance(value, HalfYear):
        return value
    found = parse_half_year(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("bad_half_year", "not a half-year")
    return found


DueField = Annotated[Due, BeforeValidator(_due), PlainSerializer(lambda due: due.text, return_type=str)]
HalfYearField = Annotated[
    HalfYear, BeforeValidator(_half_year), PlainSerializer(lambda half: half.text, return_type=str)
]
