"""Why section 7 is silent about a control."""

import pytest
from hypothesis import given

from assessor.engine.publication import public_view
from assessor.engine.silences import nearest_to_speaking, silences
from assessor.model.assessment import Assessment
from assessor.model.silence import OpenReason, Silence, SilenceReason
from tests.model.mini import (
    ALL_TRUE,
    Given,
    answer,
    assessment,
    everywhere,
    judged,
    mini,
    one_of_each,
    partial,
    planned,
    published,
    services,
)


def silent(said: Assessment) -> dict[str, Silence]:
    result = judged(said)
    return {one.control: one for one in silences(result, public_view(result))}


def reason(control: str, answers: dict[tuple[str, str], Given], choice: dict[str, object] | None = None) -> str:
    return silent(assessment(one_of_each(), answers, choice=choice))[control].reason


@given(published(mini()))
def test_every_control_has_a_sentence_or_a_silence(said: Assessment) -> None:
    view = public_view(judged(said))
    spoken = {one.id for category in view.categories for one in category.statements}
    assert set(silent(said)) == set(mini().controls) - spoken


def test_each_silence_has_the_reason_that_explains_it() -> None:
    done = everywhere(mini(), one_of_each(), "implemented")
    assert reason("GOV-05", done) == SilenceReason.NEVER
    assert reason("SVC-02", done) == SilenceReason.FOLDED
    assert reason("GOV-01", done) == SilenceReason.SAME_TOPIC
    assert reason("SVC-04", done, {"hide": ["SVC-04"]}) == SilenceReason.HIDDEN
    assert reason("SVC-04", {}) == SilenceReason.OPEN
    assert reason("SVC-04", {("bus", "SVC-04"): "not_applicable"}) == SilenceReason.NOTHING_APPLIES
    assert reason("GOV-02", {("programme", "GOV-02"): planned()}) == SilenceReason.BEFORE_PUBLICATION
    assert silent(assessment(services(0)))["SVC-04"].reason == SilenceReason.NOTHING_APPLIES


def test_a_control_silent_beside_another_of_its_topic_names_the_one_that_speaks() -> None:
    done = everywhere(mini(), one_of_each(), "implemented")
    assert silent(assessment(one_of_each(), done))["GOV-01"].by == "GOV-02"


def test_a_folded_control_that_is_shown_is_silent_for_its_answers_like_any_other() -> None:
    assert reason("SVC-02", {}, {"show": ["SVC-02"]}) == SilenceReason.OPEN
    assert reason("COS-01", {("os", "COS-01"): planned()}, {"show": ["COS-01"]}) == SilenceReason.BEFORE_PUBLICATION


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, OpenReason.UNANSWERED),
        (answer("unknown"), OpenReason.UNKNOWN),
        (answer("not_implemented"), OpenReason.NOT_IMPLEMENTED),
        (answer("implemented", as_of="2024-01-01"), OpenReason.STALE),
        (partial(2028, as_of="2024-01-01"), OpenReason.STALE),
        (partial(None), OpenReason.NO_PERIOD),
        (planned(None), OpenReason.NO_PERIOD),
        (planned(2025), OpenReason.PERIOD_PAST),
    ],
)
def test_an_open_pair_says_what_is_missing(given: Given, expected: OpenReason) -> None:
    (pair,) = silent(assessment(one_of_each(), {("bus", "PIA-02"): given}))["PIA-02"].open
    assert (pair.subject, pair.reason) == ("bus", expected)


def test_a_pair_that_a_fact_leaves_open_says_so_whatever_was_answered() -> None:
    said = assessment(one_of_each({**ALL_TRUE, "personal_data": None}), {("bus", "PIA-02"): "unknown"})
    (pair,) = silent(said)["PIA-02"].open
    assert pair.reason is OpenReason.UNDETERMINED


def test_the_nearest_to_speaking_has_the_fewest_open_pairs_and_only_those_that_answers_can_open() -> None:
    answers: dict[tuple[str, str], Given] = {("s1", "SVC-04"): "implemented", ("s2", "SVC-04"): "implemented"}
    found = silences(result := judged(assessment(services(3), answers)), public_view(result))
    near = nearest_to_speaking(found)
    assert [len(one.open) for one in near] == sorted(len(one.open) for one in near)
    assert "SVC-04" in [one.control for one in near if len(one.open) == 1]
    assert {one.reason for one in near} <= {SilenceReason.OPEN, SilenceReason.BEFORE_PUBLICATION}
