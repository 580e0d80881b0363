"""Fiscal years and dates in the era calendar."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.model.fiscal import (
    FIRST_YEAR,
    LAST_YEAR,
    as_it_was,
    era_date,
    fiscal_year_is_past,
    fiscal_year_label,
    fiscal_year_of,
    months_later,
    parse_day,
    parse_fiscal_year,
)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和9年度", 2027),
        ("令和９年度", 2027),
        ("令和元年度", 2019),
        ("令和1年", 2019),
        ("R9", 2027),
        ("r9年度", 2027),
        ("Ｒ９", 2027),
        ("2027", 2027),
        ("２０２７年度", 2027),
        (" 令和9年度 ", 2027),
        ("令和 9 年度", 2027),
        ("令和82年度", 2100),
        ("令和83年度", None),
        ("1999", None),
        ("2101", None),
        ("平成30年度", 2018),
        ("平成31年度", 2019),
        ("平成32年度", None),
        ("令和99年度", None),
        ("9", None),
        ("令和", None),
        ("令和9年度末", None),
        ("2027-04", None),
        ("", None),
    ],
)
def test_a_fiscal_year_is_read_in_each_of_its_forms(text: str, year: int | None) -> None:
    assert parse_fiscal_year(text) == year


@given(st.integers(2019, LAST_YEAR))
def test_a_year_reads_back_from_how_it_is_written(year: int) -> None:
    assert parse_fiscal_year(fiscal_year_label(year)) == year


@pytest.mark.parametrize(
    ("year", "label"), [(2027, "令和9年度"), (2019, "令和元年度"), (2018, "平成30年度"), (FIRST_YEAR, "平成12年度")]
)
def test_a_fiscal_year_is_written_in_its_era(year: int, label: str) -> None:
    assert fiscal_year_label(year) == label


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_fiscal_year_begins_on_the_first_of_april_and_is_past_on_the_next(day: date) -> None:
    year = fiscal_year_of(day)
    assert date(year, 4, 1) <= day < date(year + 1, 4, 1)
    assert not fiscal_year_is_past(year, day) and fiscal_year_is_past(year - 1, day)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 22), "令和8年11月22日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1900, 1, 1), "1900年1月1日"),
    ],
)
def test_a_date_is_written_in_its_era(day: date, text: str) -> None:
    assert era_date(day) == text


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 120))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_later(day, months)
    index = day.year * 12 + day.month - 1 + months
    assert (later.year, later.month) == (index // 12, index % 12 + 1)
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 120))
def test_a_later_day_is_never_due_before_an_earlier_one(day: date, months: int) -> None:
    assert months_later(day, months) <= months_later(day + timedelta(days=1), months)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("平成32年4月1日", "令和2年4月1日"),
        ("H31.5.1", "令和元年5月1日"),
        ("R1.4.30", "平成31年4月30日"),
        ("昭和65年1月7日", "平成2年1月7日"),
        ("令和99年1月1日", None),
    ],
)
def test_a_day_outside_its_era_is_none_and_is_told_as_it_was(text: str, right: str | None) -> None:
    assert parse_day(text) is None and as_it_was(text) == right


@given(st.dates(date(1927, 1, 1), date(LAST_YEAR, 12, 31)))
def test_a_day_reads_back_from_how_it_is_written_and_needs_no_correction(day: date) -> None:
    assert parse_day(era_date(day)) == day and as_it_was(era_date(day)) is None
