"""Which pairs there are and which of them apply."""

from datetime import date

import pytest
from hypothesis import given

from assessor.engine.applicability import is_stale, pairs
from assessor.model.assessment import Assessment
from assessor.model.condition import Applicability
from assessor.model.result import Pair
from assessor.model.scales import Status
from tests.model.mini import TODAY, answer, assessment, assessments, mini, one_of_each, partial, services, subject


def found(said: Assessment) -> dict[tuple[str, str], Pair]:
    return {pair.key: pair for pair in pairs(mini(), said, TODAY)}


def test_a_control_is_asked_of_the_subjects_of_its_own_kind_only() -> None:
    keys = set(found(assessment(one_of_each())))
    assert ("programme", "GOV-01") in keys and ("bus", "SVC-01") in keys and ("cam", "AST-01") in keys
    assert not {("bus", "GOV-01"), ("programme", "SVC-01"), ("cam", "COS-01")} & keys


def test_a_control_that_names_another_kind_than_its_file_is_asked_of_that_kind_and_counts_in_its_file() -> None:
    pair = found(assessment(one_of_each()))["programme", "COS-03"]
    assert pair.category == "city_os"
    assert ("os", "COS-03") not in found(assessment(one_of_each()))


def test_every_service_is_asked_for_itself() -> None:
    keys = found(assessment(services(6)))
    assert sum(control == "SVC-04" for _, control in keys) == 6


def test_pairs_stand_in_the_order_of_subjects_and_of_the_checklist() -> None:
    said = assessment((*one_of_each()[:1], subject("b", "service"), subject("a", "service")))
    keys = [pair.key for pair in pairs(mini(), said, TODAY) if pair.category == "service"]
    assert keys == [(who, f"SVC-0{number}") for who in ("b", "a") for number in (1, 2, 3, 4)]


@given(assessments())
def test_kinds_never_mix(said: Assessment) -> None:
    kinds = {one.id: one.kind for one in said.subjects}
    checklist = mini()
    for pair in pairs(checklist, said, TODAY):
        control = checklist.controls[pair.control]
        assert (control.assesses or checklist.category_of[pair.control].assesses) is kinds[pair.subject]
        assert pair.category == checklist.category_of[pair.control].id


@given(assessments())
def test_a_subjects_own_facts_decide_and_nothing_else(said: Assessment) -> None:
    alone = {one.id: found(assessment([one])) for one in said.subjects}
    for key, pair in found(said).items():
        assert pair.applicability is alone[key[0]][key].applicability


def test_facts_of_the_programme_are_not_inherited_by_a_service() -> None:
    said = assessment((subject("programme", "programme", {"personal_data": True}), subject("bus", "service")))
    assert found(said)["bus", "PIA-01"].applicability is Applicability.UNDETERMINED


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Applicability.UNDETERMINED),
        ({"personal_data": None, "cloud": None, "public_web": None}, Applicability.UNDETERMINED),
        ({"personal_data": False}, Applicability.RULED_OUT),
        ({"personal_data": True}, Applicability.UNDETERMINED),
        ({"personal_data": True, "cloud": True}, Applicability.APPLICABLE),
        ({"personal_data": True, "cloud": False}, Applicability.UNDETERMINED),
        ({"personal_data": True, "cloud": False, "public_web": False}, Applicability.RULED_OUT),
        ({"personal_data": None, "cloud": True}, Applicability.UNDETERMINED),
        ({"personal_data": None, "cloud": False, "public_web": False}, Applicability.RULED_OUT),
        ({"personal_data": False, "cloud": None}, Applicability.RULED_OUT),
    ],
)
def test_a_fact_not_answered_leaves_a_pair_open_unless_the_others_decide(
    facts: dict[str, bool | None], expected: Applicability
) -> None:
    said = assessment((subject("programme", "programme"), subject("bus", "service", facts)))
    assert found(said)["bus", "SVC-03"].applicability is expected


def test_an_answer_stays_with_a_pair_that_facts_leave_open_or_rule_out() -> None:
    for facts in ({}, {"camera": False}):
        said = assessment([subject("cam", "asset_group", facts)], {("cam", "AST-03"): "implemented"})
        told = found(said)["cam", "AST-03"].answer
        assert told is not None and told.status is Status.IMPLEMENTED


@pytest.mark.parametrize(
    ("as_of", "stale"),
    [
        (date(2026, 11, 22), False),
        (date(2025, 11, 22), False),
        (date(2025, 11, 21), True),
        (date(2020, 1, 1), True),
    ],
)
def test_a_yearly_answer_is_fresh_up_to_the_same_day_of_the_next_year(as_of: date, stale: bool) -> None:
    control = mini().controls["GOV-03"]
    assert is_stale(control, answer("implemented", as_of=as_of), TODAY) is stale
    assert is_stale(control, partial(as_of=as_of), TODAY) is stale


def test_an_answer_of_the_last_day_of_february_is_fresh_to_the_last_day_of_february() -> None:
    control = mini().controls["GOV-03"]
    told = answer("implemented", as_of=date(2024, 2, 29))
    assert not is_stale(control, told, date(2025, 2, 28)) and is_stale(control, told, date(2025, 3, 1))


def test_only_controls_that_ask_for_something_periodic_grow_stale() -> None:
    assert not is_stale(mini().controls["GOV-01"], answer("implemented", as_of=date(2000, 1, 1)), TODAY)


def test_no_answer_and_not_applicable_are_never_stale() -> None:
    control = mini().controls["GOV-03"]
    assert not is_stale(control, None, TODAY)
    assert not is_stale(control, answer("not_applicable", as_of=date(2000, 1, 1)), TODAY)
