import pytest
from pydantic import ValidationError

from assessor.model.remediation import RemediationItem
from tests.model.items import accepted, item


def test_a_risk_is_accepted_only_by_somebody_for_a_reason_until_a_day() -> None:
    with pytest.raises(ValidationError, match="approver"):
        item(1, status="accepted")
    assert accepted(1, "2027-03-31").acceptance is not None


@pytest.mark.parametrize("reason", [None, "", "　 "])
def test_nothing_is_declined_without_a_reason(reason: str | None) -> None:
    with pytest.raises(ValidationError, match="reason"):
        item(1, status="declined", reason=reason)


@pytest.mark.parametrize("covers", [(), ("GOV-01",), ("a/b/c",), ("programme/=1+1",)])
def test_an_item_names_the_pairs_it_mends(covers: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        item(1, covers)


def test_an_item_cannot_wait_for_itself() -> None:
    with pytest.raises(ValidationError, match="itself"):
        item(1, depends_on=["R-001"])


def test_a_fiscal_year_has_one_row_of_money() -> None:
    with pytest.raises(ValidationError, match="fiscal year"):
        item(1, funding=[{"year": 2027}, {"year": 2027}])


def test_an_item_reads_back_from_its_json() -> None:
    held = item(
        12, due="令和8年度第4四半期", pinned="令和9年度上期", milestones=[{"title": "仕様", "due": "2027-01-31"}]
    )
    assert RemediationItem.model_validate_json(held.model_dump_json()) == held
    assert held.pairs == (("programme", "GOV-01"),)
