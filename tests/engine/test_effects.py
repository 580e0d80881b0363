import random

from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.effects import closed, effect
from assessor.model.scales import Status
from tests.model.items import item
from tests.model.mini import assessment, judged, mini, one_of_each, random_city


@given(st.integers(0, 2**32))
def test_closing_an_item_never_lowers_the_score_and_never_makes_a_finding(seed: int) -> None:
    chance = random.Random(seed)
    result = judged(random_city(chance, mini(), 3))
    keys = [f"{pair.subject}/{pair.control}" for pair in result.pairs]
    found = effect(result, [item(1, chance.sample(keys, min(4, len(keys))))])
    assert found.earned[0] <= found.earned[1] <= found.possible
    assert found.possible == result.scorecard.total.possible
    assert found.unmet_musts[1] <= found.unmet_musts[0]
    after = judged(closed(result, [item(1, keys)]))
    assert not after.findings


def test_the_effect_names_points_findings_and_sentences() -> None:
    key = ("programme", "GOV-01")
    result = judged(assessment(one_of_each(), {key: Status.NOT_IMPLEMENTED}))
    found = effect(result, [item(1)])
    assert found.earned[1] - found.earned[0] == 300
    assert found.findings_gone == (key,)
    assert found.sentences_new and not found.sentences_gone


def test_a_duty_that_was_met_before_is_no_effect() -> None:
    result = judged(assessment(one_of_each(), {("programme", "GOV-01"): Status.IMPLEMENTED}))
    both = effect(result, [item(1, ["programme/GOV-01", "programme/GOV-02"])])
    assert [row.control for row in both.duties_met] == ["GOV-02"]


def test_closing_leaves_what_does_not_apply_as_it_is() -> None:
    result = judged(assessment(one_of_each(), {("programme", "GOV-01"): Status.NOT_APPLICABLE}))
    assert closed(result, [item(1)]).answers == result.assessment.answers
