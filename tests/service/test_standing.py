from hypothesis import given

from assessor.model.assessment import Assessment
from assessor.service.standing import best_gains, plain, scorecard_json, shares
from tests.model.mini import assessments, judged, mini


@given(said=assessments(mini()))
def test_the_shares_of_the_statuses_add_up_to_the_score(said: Assessment) -> None:
    result = judged(said)
    found = shares(result)
    total = result.scorecard.total
    assert sum(one.pairs for one in found) == total.applicable
    assert sum(one.earned for one in found) == total.earned
    assert sum(one.possible for one in found) == total.possible
    assert sum(one.pairs for one in found if one.status is not None) == total.answered


@given(said=assessments(mini()))
def test_the_gains_are_all_that_is_missing(said: Assessment) -> None:
    total = judged(said).scorecard.total
    assert sum(one.points for one in best_gains(judged(said))) == total.possible - total.earned


@given(said=assessments(mini()))
def test_the_json_carries_the_scorecard_and_nothing_rounded(said: Assessment) -> None:
    card = judged(said).scorecard
    shown = scorecard_json(judged(said), "sha256:0")
    assert shown["total"]["ratio"] == card.total.ratio
    assert [one["id"] for one in shown["subjects"]] == [one.id for one in said.subjects]
    assert [plain(one) for one in card.duties] == shown["duties"]
    assert all(one["in_force_from"] is None or isinstance(one["in_force_from"], str) for one in shown["duties"])
