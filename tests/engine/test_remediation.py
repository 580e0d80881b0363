from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.planning import plan_items
from assessor.engine.remediation import draft_items, pairs_by_key, standings, without_evidence
from assessor.model.assessment import PairKey
from assessor.model.remediation import ItemStatus, Priority, RemediationItem
from assessor.model.scales import Status
from assessor.model.standing import ItemStanding
from tests.model.items import accepted, item
from tests.model.mini import TODAY, Given, answer, assessment, judged, one_of_each, with_control


def standing(held: RemediationItem, told: dict[PairKey, Given], today: date = TODAY) -> ItemStanding:
    return standings([held], judged(assessment(one_of_each(), told), today=today))[0]


KEY = ("programme", "GOV-01")


def test_an_item_is_done_only_when_the_answers_behind_it_are() -> None:
    done = item(1, status="done")
    assert standing(done, {KEY: Status.IMPLEMENTED}).status is ItemStatus.DONE
    back = standing(done, {KEY: Status.PARTIAL})
    assert back.status is ItemStatus.IN_PROGRESS and back.reopened and back.unmet == (KEY,)
    assert standing(done, {}).reopened


def test_what_no_longer_applies_is_no_reason_to_stay_open() -> None:
    assert not standing(item(1, status="done"), {KEY: Status.NOT_APPLICABLE}).reopened


def test_an_answer_that_has_grown_old_reopens_its_item() -> None:
    checklist = with_control("GOV-01", valid_for=12)
    told = assessment(one_of_each(), {KEY: answer(Status.IMPLEMENTED, as_of="2025-01-01")})
    assert standings([item(1, status="done")], judged(told, checklist))[0].reopened


def test_an_accepted_risk_returns_the_day_after_its_review() -> None:
    held = accepted(1, "2026-11-22")
    assert standing(held, {KEY: Status.PARTIAL}).status is ItemStatus.ACCEPTED
    back = standing(held, {KEY: Status.PARTIAL}, date(2026, 11, 23))
    assert back.returned and back.status is ItemStatus.NOT_STARTED


def test_only_open_items_are_overdue_and_from_the_day_after() -> None:
    held = item(1, due="2026-11-22")
    assert not standing(held, {KEY: Status.PARTIAL}).is_overdue
    assert standing(held, {KEY: Status.PARTIAL}, date(2026, 11, 25)).days_late == 3
    done = item(1, due="2026-01-01", status="done")
    assert not standing(done, {KEY: Status.IMPLEMENTED}).is_overdue


def test_what_covers_only_a_subject_that_has_ended_is_never_late_and_not_planned() -> None:
    ended, going_on = one_of_each()[0], ("bus", "SVC-01")
    assert ended.id == KEY[0] != going_on[0]
    subjects = tuple(one.model_copy(update={"ended": TODAY}) if one.id == KEY[0] else one for one in one_of_each())
    result = judged(assessment(subjects, {KEY: Status.PARTIAL, going_on: Status.PARTIAL}))
    alone = item(1, due="2026-01-31")
    both = item(2, due="2026-01-31").model_copy(update={"covers": (*alone.covers, "/".join(going_on))})
    closed = item(3, due="2026-01-31", status=ItemStatus.DECLINED, reason="やめた")
    found = {one.item.id: one for one in standings([alone, both, closed], result)}
    assert [(one.moot, one.is_overdue) for _, one in sorted(found.items())] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert [one.id for one in plan_items(found.values())] == ["R-002"]


def test_a_priority_set_by_hand_goes_before_the_computed_one() -> None:
    held = item(1, priority="low", priority_reason="更新に合わせる")
    judged_item = standing(held, {KEY: Status.UNKNOWN})
    assert judged_item.priority is Priority.LOW and judged_item.reasons[0].code == "by_hand"


def test_evidence_is_missing_where_an_implemented_answer_names_none() -> None:
    told = assessment(one_of_each(), {KEY: Status.IMPLEMENTED})
    assert without_evidence(item(1), pairs_by_key(judged(told))) == (KEY,)


def test_drafts_gather_the_subjects_of_a_control_and_leave_out_what_is_covered() -> None:
    result = judged(assessment(one_of_each(), {KEY: Status.PARTIAL, ("bus", "SVC-01"): Status.UNKNOWN}))
    first = draft_items(result, [], 1)
    assert {key for one in first for key in one.pairs} == {KEY, ("bus", "SVC-01")}
    assert [one.id for one in first] == ["R-001", "R-002"]
    assert draft_items(result, first, 2) == ()


@given(st.permutations(list(range(1, 7))))
def test_the_order_does_not_depend_on_the_order_in_which_items_come(numbers: list[int]) -> None:
    result = judged(assessment(one_of_each(), {KEY: Status.PARTIAL}))
    items = [item(number, due=f"2026-12-{number + 9}") for number in numbers]
    assert [one.item.id for one in standings(items, result)] == [f"R-{number:03d}" for number in range(1, 7)]
