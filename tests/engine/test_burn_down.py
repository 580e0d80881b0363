"""The burn-down: what was open at the end of each quarter, and what is expected."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.burn_down import MOST_AHEAD, Moment, burn_down, left_at, quarter_end, quarter_ends, quarter_label
from assessor.engine.remediation import standings
from assessor.model.due import Due
from assessor.model.remediation import RemediationItem
from assessor.model.scales import Status
from assessor.model.standing import ItemStanding
from tests.model.items import accepted, item
from tests.model.mini import TODAY, assessment, judged, one_of_each

COVERED = ("programme", "GOV-01")


def standing(*held: RemediationItem) -> tuple[ItemStanding, ...]:
    return standings(held, judged(assessment(one_of_each(), {COVERED: "partial"})))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_day_lies_in_the_quarter_that_a_due_of_that_quarter_ends(day: date) -> None:
    end = quarter_end(day)
    assert day <= end < day + timedelta(days=92)
    year = end.year if end.month > 3 else end.year - 1
    quarter = {6: 1, 9: 2, 12: 3, 3: 4}[end.month]
    assert Due(year=year, quarter=quarter).last_day == end
    assert quarter_label(day) == quarter_label(end) == f"R{year - 2018} {quarter}Q"


def test_only_quarters_that_are_past_are_looked_at() -> None:
    assert list(quarter_ends(date(2026, 5, 1), date(2026, 12, 31))) == [date(2026, 6, 30), date(2026, 9, 30)]
    assert list(quarter_ends(TODAY, TODAY)) == []


def test_an_item_called_done_was_open_while_its_answers_were_not() -> None:
    done, declined = item(1, status="done"), item(2, status="declined", reason="別に行う")
    for status, left in ((Status.PARTIAL, 1), (Status.IMPLEMENTED, 0), (Status.NOT_APPLICABLE, 0)):
        assert left_at(Moment(TODAY, (done, declined), {COVERED: status})) == left
    assert left_at(Moment(TODAY, (done,), {})) == 1


def test_an_accepted_risk_was_open_after_its_review() -> None:
    held = (accepted(1, "2026-11-22"),)
    assert left_at(Moment(date(2026, 11, 22), held, {})) == 0
    assert left_at(Moment(date(2026, 12, 31), held, {})) == 1


def test_what_is_overdue_or_has_no_date_is_expected_to_be_left() -> None:
    found = standing(item(1, due="2026-10-01"), item(2), item(3, due="2026-12-01"), item(4, due="令和9年度第1四半期"))
    past = (Moment(date(2026, 9, 30), (item(1),), {}),)
    points = burn_down(past, found, TODAY, "今")
    assert [(one.label, one.left, one.expected) for one in points] == [
        ("R8 2Q", 1, None),
        ("今", 4, 4),
        ("R8 3Q", None, 3),
        ("R8 4Q", None, 3),
        ("R9 1Q", None, 2),
    ]


def test_without_items_there_is_nothing_and_far_dates_end_the_chart_early() -> None:
    assert burn_down((), (), TODAY, "今") == ()
    points = burn_down((), standing(item(1, due="令和20年度")), TODAY, "今")
    assert len(points) == 1 + MOST_AHEAD and points[-1].expected == 1


def test_no_more_quarters_are_shown_than_a_chart_can_bear() -> None:
    past = [Moment(end, (item(1),), {}) for end in quarter_ends(date(2022, 1, 1), TODAY)]
    points = burn_down(past, standing(item(1, due="令和14年度")), TODAY, "今")
    today = [one.label for one in points].index("今")
    assert (today, len(points) - today - 1) == (6, MOST_AHEAD) and len(past) > 6
