from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.privacy_threshold import judge_mynumber, judge_threshold, threshold_answers
from assessor.model.privacy import Threshold, Verdict
from assessor.model.privacy_guide import MyNumberTable, PrivacyGuide
from tests.model.mini import shipped
from tests.model.pias import FACTS

NO = dict.fromkeys(("location", "health", "ai", "iot", "linkage", "abroad", "large", "unavoidable"), False)


def guide() -> PrivacyGuide:
    found = shipped().privacy
    assert found is not None
    return found


def verdict(**answers: bool | None) -> Verdict | None:
    told = {"new_or_changed": True, **NO, **answers}
    facts = {name: told.pop(name, value) for name, value in FACTS.items()}
    return judge_threshold(guide(), threshold_answers(guide(), facts, Threshold(answers=told))).verdict


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"personal_data": False}, Verdict.NOT_NEEDED),
        ({"new_or_changed": False}, Verdict.NOT_NEEDED),
        ({}, Verdict.SHORT),
        ({"location": True, "ai": True}, Verdict.SHORT),
        ({"location": True, "ai": True, "large": True}, Verdict.FULL),
        ({"camera": True}, Verdict.FULL),
        ({"camera": True, "face_recognition": None}, Verdict.FULL),
        ({"face_recognition": None}, None),
        ({"personal_data": None}, None),
        ({"personal_data": False, "new_or_changed": None}, Verdict.NOT_NEEDED),
    ],
)
def test_the_first_row_that_fits_decides(answers: dict[str, bool | None], expected: Verdict | None) -> None:
    assert verdict(**answers) is expected


@given(st.fixed_dictionaries({name: st.sampled_from((True, False, None)) for name in ("camera", *NO)}))
def test_an_open_verdict_names_questions_and_answering_them_in_any_way_never_contradicts_a_closed_one(
    answers: dict[str, bool | None],
) -> None:
    told = {"new_or_changed": True, **answers}
    facts = {**FACTS, "camera": told.pop("camera")}
    found = judge_threshold(guide(), threshold_answers(guide(), facts, Threshold(answers=told)))
    if found.verdict is None:
        assert found.open and all(answers.get(name, facts.get(name)) is None for name in found.open)
        return
    for value in (True, False):
        closed = {name: value if one is None else one for name, one in answers.items()}
        assert verdict(**closed) is found.verdict


def test_a_fact_of_the_service_is_not_asked_again() -> None:
    told = Threshold(answers={"camera": False, "location": True})
    answers = threshold_answers(guide(), {"camera": True}, told)
    assert answers["camera"] is True and answers["location"] is True
    assert threshold_answers(guide(), {"camera": None}, told)["camera"] is False


def table() -> MyNumberTable:
    found = guide().mynumber
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("people", "usual", "raised"),
    [
        (0, "none", "none"),
        (999, "none", "none"),
        (1_000, "basic", "basic"),
        (9_999, "basic", "basic"),
        (10_000, "basic", "focused"),
        (99_999, "basic", "focused"),
        (100_000, "focused", "full"),
        (299_999, "focused", "full"),
        (300_000, "full", "full"),
    ],
)
def test_the_duty_of_my_number_work_follows_its_table(people: int, usual: str, raised: str) -> None:
    for handlers, incident in product((0, 499, 500, 501), (False, True)):
        told = Threshold(people=people, handlers=handlers, serious_incident=incident)
        duty = judge_mynumber(table(), told).duty
        assert duty is not None and duty.value == (raised if handlers >= 500 or incident else usual)


def test_only_figures_that_can_matter_are_asked_for() -> None:
    assert judge_mynumber(table(), Threshold()).missing == ("people",)
    assert judge_mynumber(table(), Threshold(people=500)).missing == ()
    assert judge_mynumber(table(), Threshold(people=50_000)).missing == ("handlers", "serious_incident")
    assert judge_mynumber(table(), Threshold(people=50_000, handlers=10)).missing == ("serious_incident",)
    assert judge_mynumber(table(), Threshold(people=50_000, serious_incident=True)).missing == ()
