from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from assessor.model.base import Model
from assessor.model.privacy import LifeCycle, Pia, PrivacyRisk
from assessor.model.privacy_parts import PARTS, content_of, is_entry_id, pias_of, record_key
from tests.model.pias import LEVELS, PIAS

Records = dict[tuple[str, str], dict[str, Any] | None]


@given(LEVELS, LEVELS, LEVELS, LEVELS)
def test_a_value_after_measures_never_stands_above_the_one_before(
    likelihood: int, impact: int, residual_likelihood: int, residual_impact: int
) -> None:
    values = {
        "likelihood": likelihood,
        "impact": impact,
        "residual_likelihood": residual_likelihood,
        "residual_impact": residual_impact,
    }
    told = {"title": "知られる", "stage": LifeCycle.USE, **values}
    if residual_likelihood <= likelihood and residual_impact <= impact:
        assert PrivacyRisk.model_validate(told).residual_impact == residual_impact
    else:
        with pytest.raises(ValidationError, match="residual"):
            PrivacyRisk.model_validate(told)


def test_nothing_remains_of_a_risk_that_nobody_rated() -> None:
    with pytest.raises(ValidationError, match="residual"):
        PrivacyRisk(title="知られる", stage=LifeCycle.USE, residual_impact=1)


def records_of(subject: str, pia: Pia) -> Records:
    records: Records = {}
    for part in PARTS.values():
        held = getattr(pia, part.field)
        if isinstance(held, dict):
            records |= {record_key(part, subject, name): content_of(noun) for name, noun in held.items()}
        elif isinstance(held, Model):
            records[record_key(part, subject)] = content_of(held)
    return records


@given(PIAS)
def test_an_assessment_comes_back_from_its_records(pia: Pia) -> None:
    records = {**records_of("bus", pia), ("release", "bus"): {"other": 1}}
    assert pias_of(records.items())["bus"] == pia


def test_records_taken_back_are_gone_and_entries_stand_in_the_order_of_their_numbers() -> None:
    content: dict[str, Any] = {"title": "知られる", "stage": "use"}
    records: Records = {("pia-risk", f"bus/R{number}"): content for number in (10, 2, 1)}
    records["pia-risk", "bus/R1"] = None
    assert list(pias_of(records.items())["bus"].risks) == ["R2", "R10"]


@pytest.mark.parametrize("name", ["R0", "R", "r1", "D1", "R10000", "R1 ", "R１"])
def test_only_the_letter_of_a_part_and_a_number_name_an_entry(name: str) -> None:
    assert is_entry_id(PARTS["risk"], "R1") and is_entry_id(PARTS["risk"], "R9999")
    assert not is_entry_id(PARTS["risk"], name)
