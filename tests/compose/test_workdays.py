"""Office days of a Japanese city, against the holidays that the Cabinet Office has announced."""

from datetime import date, timedelta

import pytest

from assessor.compose.workdays import is_holiday, is_workday, workdays_later

ANNOUNCED = {
    2024: "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23",
    2025: "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24",
    2026: "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23",
    2027: "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23",
}


@pytest.mark.parametrize("year", sorted(ANNOUNCED))
def test_the_holidays_of_a_year_are_those_announced(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    found = [f"{day.month}/{day.day}" for day in days if day.year == year and is_holiday(day)]
    assert found == ANNOUNCED[year].split()


def test_ten_office_days_leave_out_weekends_holidays_and_the_turn_of_the_year() -> None:
    assert workdays_later(date(2026, 12, 20), 10) == date(2027, 1, 7)
    assert workdays_later(date(2026, 4, 28), 1) == date(2026, 4, 30)
    assert workdays_later(date(2026, 9, 18), 1) == date(2026, 9, 24)
    assert not any(map(is_workday, (date(2026, 12, 29), date(2027, 1, 3), date(2026, 11, 22), date(2026, 11, 23))))
    assert is_workday(date(2026, 12, 28)) and is_workday(date(2027, 1, 4))
