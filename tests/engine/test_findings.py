"""Findings: what was answered and is not implemented, worst first."""

from datetime import date

import pytest
from hypothesis import given

from assessor.engine.findings import severity
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.finding import Finding
from assessor.model.scales import Severity, Status
from tests.model.mini import (
    ALL_TRUE,
    TODAY,
    Given,
    answer,
    as_data,
    assessment,
    assessments,
    judged,
    mini,
    one_of_each,
    partial,
    planned,
    services,
)


def findings(answers: dict[tuple[str, str], Given], today: date = TODAY) -> tuple[Finding, ...]:
    return judged(assessment(one_of_each(), answers), today=today).findings


@given(assessments())
def test_a_finding_is_every_applying_pair_that_was_answered_and_is_not_implemented(said: Assessment) -> None:
    result = judged(said)
    unmet = {
        pair.key
        for pair in result.pairs
        if pair.applicability is Applicability.APPLICABLE
        and pair.answer is not None
        and pair.answer.status not in (Status.IMPLEMENTED, Status.NOT_APPLICABLE)
    }
    assert {(one.subject, one.control) for one in result.findings} == unmet
    assert len(result.findings) == len(unmet)


def test_unanswered_is_no_finding_but_missing_coverage() -> None:
    assert findings({}) == ()


@pytest.mark.parametrize(
    ("control", "status", "expected"),
    [
        ("GOV-01", "partial", "critical"),
        ("GOV-01", "unknown", "critical"),
        ("GOV-05", "not_implemented", "medium"),
        ("AST-01", "not_implemented", "high"),
        ("AST-01", "unknown", "high"),
        ("AST-01", "partial", "medium"),
        ("AST-01", "planned", "medium"),
        ("AST-02", "not_implemented", "medium"),
        ("AST-02", "unknown", "medium"),
        ("AST-02", "partial", "low"),
        ("AST-02", "planned", "low"),
        ("SVC-04", "not_implemented", "low"),
        ("SVC-04", "planned", "low"),
    ],
)
def test_severity_is_the_first_row_of_the_table_that_fits(control: str, status: str, expected: str) -> None:
    assert severity(mini(), mini().controls[control], Status(status), TODAY) == expected


def test_a_duty_weighs_as_one_from_the_day_it_is_in_force() -> None:
    control = mini().controls["GOV-05"]
    assert severity(mini(), control, Status.PARTIAL, date(2027, 6, 30)) is Severity.LOW
    assert severity(mini(), control, Status.PARTIAL, date(2027, 7, 1)) is Severity.CRITICAL


def test_the_last_row_holds_where_no_row_fits() -> None:
    data = as_data(mini())
    data["severities"] = [row for row in data["severities"] if row["id"] in ("critical", "high")]
    checklist = Checklist.model_validate(data)
    assert severity(checklist, checklist.controls["SVC-04"], Status.PLANNED, TODAY) is Severity.HIGH


def test_the_worst_stands_first_then_the_most_points_missing_then_control_id_then_subject() -> None:
    answers: dict[tuple[str, str], Given] = {
        ("programme", "COS-03"): "unknown",
        ("programme", "GOV-02"): planned(),
        ("programme", "GOV-01"): partial(),
        ("cam", "AST-01"): partial(),
        ("cam", "AST-03"): planned(),
        ("cam", "AST-02"): "not_implemented",
        ("bus", "SVC-04"): "not_implemented",
    }
    assert [one.key for one in findings(answers)] == [
        "programme/GOV-02",
        "programme/GOV-01",
        "cam/AST-03",
        "cam/AST-02",
        "programme/COS-03",
        "cam/AST-01",
        "bus/SVC-04",
    ]


def test_the_same_control_on_two_subjects_stands_in_the_order_of_the_subjects() -> None:
    said = assessment(services(3), {(f"s{number}", "SVC-02"): "not_implemented" for number in (3, 1, 2)})
    assert [one.subject for one in judged(said).findings] == ["s1", "s2", "s3"]


def test_a_finding_says_its_plan_and_whether_its_year_has_passed() -> None:
    found = {
        one.control: (one.planned_for, one.overdue)
        for one in findings(
            {("cam", "AST-01"): planned(2025), ("cam", "AST-02"): planned(2026), ("cam", "AST-03"): planned(None)}
        )
    }
    assert found == {"AST-01": (2025, True), "AST-02": (2026, False), "AST-03": (None, False)}


def test_a_plan_is_overdue_from_the_first_of_april_after_its_year() -> None:
    told: dict[tuple[str, str], Given] = {("cam", "AST-01"): planned(2026)}
    assert not findings(told, date(2027, 3, 31))[0].overdue and findings(told, date(2027, 4, 1))[0].overdue


def test_a_duty_of_the_future_is_named_a_duty_too() -> None:
    assert findings({("programme", "GOV-05"): answer("partial")})[0].duty


def test_no_finding_comes_from_a_pair_that_facts_leave_open_or_rule_out() -> None:
    for camera in (None, False):
        said = assessment(one_of_each({**ALL_TRUE, "camera": camera}), {("cam", "AST-03"): "not_implemented"})
        assert judged(said).findings == ()
