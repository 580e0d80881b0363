import random

from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.progress import Closing, diff, freeze, trend
from assessor.model.period import Period
from assessor.model.scales import Status
from tests.model.items import item
from tests.model.mini import assessment, judged, mini, one_of_each, random_city

KEY = ("programme", "GOV-01")


def period(name: str, answered: Status, **more: str) -> Period:
    result = judged(assessment(one_of_each(), {KEY: answered}))
    return freeze(result, [item(1, **more)], Closing(name, "副市長", "sha256:x"))


def test_a_difference_names_answers_findings_statements_and_what_is_carried_over() -> None:
    before, after = period("R7", Status.NOT_IMPLEMENTED), period("R8", Status.IMPLEMENTED, status="done")
    found = diff(before, after)
    assert found.earned == (0, 300)
    assert [(one.before, one.after) for one in found.answers] == [(Status.NOT_IMPLEMENTED, Status.IMPLEMENTED)]
    assert found.findings_gone == (KEY,) and not found.findings_new
    assert found.statements_new and not found.carried_over
    assert diff(before, period("R8", Status.PARTIAL)).carried_over == ("R-001",)


@given(st.integers(0, 2**32))
def test_a_frozen_period_reads_back_and_differs_from_itself_in_nothing(seed: int) -> None:
    result = judged(random_city(random.Random(seed), mini(), 2))
    frozen = freeze(result, [], Closing("令和8年度", "副市長", "sha256:x"))
    assert Period.model_validate_json(frozen.model_dump_json()) == frozen
    found = diff(frozen, frozen)
    changes = found.answers, found.findings_gone, found.findings_new, found.statements_gone, found.statements_new
    assert not any(changes)


def test_the_trend_counts_what_was_open_at_each_close() -> None:
    points = trend([period("R7", Status.NOT_IMPLEMENTED), period("R8", Status.IMPLEMENTED, status="done")])
    assert [(one.label, one.findings, one.open_items) for one in points] == [("R7", 1, 1), ("R8", 0, 0)]
