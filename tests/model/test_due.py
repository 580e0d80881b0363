from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.model.due import Due, HalfYear, half_year_of, parse_due, parse_half_year

YEARS = st.integers(2000, 2099)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        ("令和8年度", date(2027, 3, 31)),
        ("Ｒ８Ｑ１", date(2026, 6, 30)),
        ("令和8年度第3四半期", date(2026, 12, 31)),
        ("2026年度 第4四半期", date(2027, 3, 31)),
    ],
)
def test_a_due_date_may_be_a_day_a_year_or_a_quarter(text: str, last: date) -> None:
    due = parse_due(text)
    assert due is not None and due.last_day == last


@pytest.mark.parametrize("text", ["", "そのうち", "2027-02-30", "令和8年度第5四半期", "第1四半期", "2027/13/31"])
def test_what_is_no_period_is_refused(text: str) -> None:
    assert parse_due(text) is None


@given(YEARS, st.sampled_from([None, 1, 2, 3, 4]))
def test_what_is_written_of_a_period_is_read_back(year: int, quarter: int | None) -> None:
    due = Due(year=year, quarter=quarter)
    assert parse_due(due.text) == due


@given(YEARS, st.sampled_from([1, 2]), st.integers(0, 30))
def test_half_years_read_back_and_follow_each_other_without_a_gap(year: int, number: int, later: int) -> None:
    half = HalfYear(year, number)
    assert parse_half_year(half.text) == half
    following = half.later(later + 1)
    assert following > half
    assert half_year_of(half.last_day) == half
    assert half_year_of(half.last_day + timedelta(days=1)) == half.later(1)


@given(st.dates(date(2000, 4, 1), date(2099, 3, 31)))
def test_a_day_lies_in_its_half_year(day: date) -> None:
    half = half_year_of(day)
    assert half.later(-1).last_day < day <= half.last_day
