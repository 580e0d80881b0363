from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import BadDate, BadPeriod, BadText, TextTooLong
from assessor.model.text import first_forbidden
from assessor.service.texts import day, fiscal_year, line, nearest, optional_line, paragraphs


@given(st.text(max_size=500))
def test_a_text_is_kept_as_typed_or_refused_with_its_place(text: str) -> None:
    place = first_forbidden(text)
    if place is None:
        assert paragraphs("comment", text) == text
        return
    with pytest.raises(BadText) as told:
        paragraphs("comment", text)
    assert told.value.values == {"field": "comment", "code": f"U+{ord(text[place]):04X}", "position": place + 1}


def test_a_line_takes_no_line_break_and_no_more_than_it_holds() -> None:
    with pytest.raises(BadText):
        line("name", "a\nb")
    with pytest.raises(TextTooLong) as told:
        line("name", "長" * 401)
    assert told.value.values == {"field": "name", "length": 401, "limit": 400}
    assert optional_line("name", "") is optional_line("name", None) is None


@pytest.mark.parametrize("text", ["令和9年度", "R9", "2027年度", "2027", "２０２７", "Ｒ９"])
def test_a_fiscal_year_is_read_in_every_form(text: str) -> None:
    assert fiscal_year(text) == 2027


@pytest.mark.parametrize("text", ["", "来年", "27", "平成", "2027-04"])
def test_what_is_no_fiscal_year_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        fiscal_year(text)


def test_a_date_is_read_as_people_write_it() -> None:
    for text in ("2026-04-01", "2026-4-1", "2026/4/1", "２０２６-04-01", "令和8年4月1日", "Ｒ８.4.1", " R8/4/1 "):
        assert day(text) == date(2026, 4, 1)
    assert day("平成元年1月8日") == date(1989, 1, 8)
    for text in ("20260401", "2026-02-30", "令和8年13月1日", "令和8年度", "2026-W14-3", ""):
        with pytest.raises(BadDate):
            day(text)


def test_the_nearest_name_is_found_whatever_its_case_and_width() -> None:
    assert nearest("gov-01", ["GOV-01", "SVC-01"]) == "GOV-01"
    assert nearest("ｇｏｖ－０１", ["GOV-01"]) == "GOV-01"
    assert nearest("zzzz", ["GOV-01"]) == ""
