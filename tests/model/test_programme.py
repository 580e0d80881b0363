"""Ids, days and answers as they may be written."""

from datetime import date

import pytest
from pydantic import ValidationError

from assessor.model.assessment import Answer
from assessor.model.programme import Policy, Subject, is_subject_id
from assessor.model.scales import Status


@pytest.mark.parametrize("text", ["programme", "bus", "A", "GOV-01", "a-1-b-2-c-3", "x" * 16, "Bus2"])
def test_an_id_is_letters_digits_and_few_hyphens(text: str) -> None:
    assert is_subject_id(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1a", "-a", "a-", "a--b", "a_b", "a.b", "a b", "バス", "ｂｕｓ", "a\n", "x" * 17, "a-b-c-d-e-f-g"),
        *("con", "CON", "nul", "com1", "LPT9", "aux", "prn"),
    ],
)
def test_what_cannot_name_a_file_or_a_bookmark_is_no_id(text: str) -> None:
    assert not is_subject_id(text)
    with pytest.raises(ValidationError):
        Subject.model_validate({"id": text, "kind": "service", "name": "x"})


@pytest.mark.parametrize("value", ["2026-02-29", "2026-13-01", "2026/01/01", "20260101", "今日", 20260101, 1.5, True])
def test_a_day_is_written_in_one_way(value: object) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate({"title": "方針", "published": value})


def test_a_day_reads_as_it_is_written() -> None:
    assert Policy.model_validate({"title": "方針", "published": "2028-02-29"}).published == date(2028, 2, 29)


@pytest.mark.parametrize("value", ["yes", 1, 0, "true", "いいえ"])
def test_a_fact_is_true_false_or_not_answered(value: object) -> None:
    with pytest.raises(ValidationError):
        Subject.model_validate({"id": "bus", "kind": "service", "name": "x", "facts": {"cloud": value}})


@pytest.mark.parametrize("reason", [None, "", " ", "\n"])
def test_not_applicable_needs_a_reason(reason: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        Answer(status=Status.NOT_APPLICABLE, reason=reason, as_of=date(2026, 11, 1))
    assert caught.value.errors()[0]["type"] == "reason_missing"
    assert Answer(status=Status.NOT_APPLICABLE, reason="窓口がない", as_of=date(2026, 11, 1)).reason


def test_an_answer_cannot_be_changed_only_replaced() -> None:
    told = Answer(status=Status.UNKNOWN, as_of=date(2026, 11, 1))
    with pytest.raises(ValidationError):
        told.__setattr__("status", Status.IMPLEMENTED)
