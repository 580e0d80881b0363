"""The rows of the remediation report: who has what to do, and which days the plan does not keep."""

from datetime import date

from assessor.compose.item_rows import NOBODY, by_owner, reason_words
from assessor.compose.remediation_plan import roadmap_rows
from assessor.engine.remediation import standings
from assessor.model.due import HalfYear
from assessor.model.plan import Method, Placement, Plan
from assessor.model.standing import Reason
from tests.model.items import item
from tests.model.mini import assessment, judged, one_of_each

RESULT = judged(assessment(one_of_each(), {}))


def test_owners_stand_in_their_order_nobody_first_and_items_as_they_are_to_be_taken_up() -> None:
    held = [
        item(1, department="総務課", due="2026-12-01"),
        item(2, department="企画課", owner="係長", due="2026-12-02"),
        item(3, due="2026-12-03"),
        item(4, department="企画課", due="2026-12-04"),
        item(5, department="総務課", due="2026-11-30"),
    ]
    told = [
        (group["owner"], [row["id"] for row in group["rows"]]) for group in by_owner(RESULT, standings(held, RESULT))
    ]
    assert told == [
        (NOBODY, ["R-003"]),
        ("企画課", ["R-004"]),
        ("企画課　係長", ["R-002"]),
        ("総務課", ["R-005", "R-001"]),
    ]


def test_the_days_a_plan_does_not_keep_stand_in_the_report_with_the_reason() -> None:
    half = HalfYear(2027, 1)
    placements = (
        Placement("R-001", half, Reason("due"), due=date(2027, 9, 1)),
        Placement("R-002", half, Reason("due_late"), missed=Reason("missed_no_money"), due=date(2027, 3, 1)),
        Placement("R-003", None, Reason("no_room"), missed=Reason("missed_after", {"item": "R-002"})),
    )
    plan = Plan(Method.GREEDY, placements, (), 0, 0, None, 0)
    found = standings([item(number) for number in (1, 2, 3)], RESULT)
    rows = roadmap_rows(plan, found)
    assert rows is not None
    assert [(row["id"], row["due"], row["half"]) for row in rows["missed"]] == [
        ("R-002", "令和9年3月1日", "令和9年度上期"),
        ("R-003", "法令の義務の期日", None),
    ]


def test_the_amounts_of_a_reason_have_their_thousands_apart() -> None:
    said = reason_words("plan_reason", Reason("missed_too_large", {"money": 1234567, "days": 1200}))
    assert "1,234,567千円" in said and "1,200人日" in said
    assert Reason("x", {"count": 1200}).said("ja") == {"count": 1200}
