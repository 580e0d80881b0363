"""Every number can say why it is what it is."""

from hypothesis import given

from assessor.engine.explain import explain_control, gains
from assessor.model.assessment import Assessment
from assessor.model.condition import Applicability
from tests.model.mini import (
    answer,
    assessment,
    assessments,
    judged,
    mini,
    one_of_each,
    partial,
    services,
    subject,
    with_answer,
)


@given(assessments())
def test_the_parts_of_all_controls_add_up_to_the_total(said: Assessment) -> None:
    result = judged(said)
    parts = [part for control in mini().controls for part in explain_control(result, control)]
    assert sum(part.earned for part in parts) == result.scorecard.total.earned
    assert sum(part.possible for part in parts) == result.scorecard.total.possible
    assert len(parts) == len(result.pairs)


def test_an_explanation_names_the_facts_that_decide_and_how_they_were_answered() -> None:
    said = assessment([subject("bus", "service", {"personal_data": True, "cloud": None})])
    (part,) = explain_control(judged(said), "SVC-03")
    assert part.applicability is Applicability.UNDETERMINED
    assert part.deciding_facts == {"personal_data": True, "cloud": None, "public_web": None}
    assert (part.status, part.earned, part.possible) == (None, 0, 0)


def test_an_explanation_shows_weight_times_points() -> None:
    (part,) = explain_control(judged(assessment(one_of_each(), {("bus", "SVC-02"): partial()})), "SVC-02")
    assert (part.weight, part.points, part.earned, part.possible, part.status) == (3, 50, 150, 300, "partial")


def test_a_pair_that_does_not_count_earns_nothing_of_nothing() -> None:
    said = assessment(one_of_each(), {("bus", "SVC-02"): "not_applicable"})
    (part,) = explain_control(judged(said), "SVC-02")
    assert (part.earned, part.possible) == (0, 0)


def test_a_control_is_explained_for_each_subject_it_is_asked_of() -> None:
    parts = explain_control(judged(assessment(services(3))), "SVC-04")
    assert [part.subject for part in parts] == ["s1", "s2", "s3"]


@given(assessments())
def test_implementing_what_a_gain_names_adds_exactly_its_points(said: Assessment) -> None:
    result = judged(said)
    named = gains(result)
    assert [one.points for one in named] == sorted((one.points for one in named), reverse=True)
    assert sum(one.points for one in named) == result.scorecard.total.possible - result.scorecard.total.earned
    for one in named[:2]:
        better = judged(with_answer(said, (one.subject, one.control), answer("implemented"))).scorecard.total
        assert better.earned == result.scorecard.total.earned + one.points


def test_what_is_implemented_or_does_not_apply_promises_no_gain() -> None:
    answers = {("bus", "SVC-02"): "implemented", ("bus", "SVC-04"): "not_applicable"}
    named = {one.control for one in gains(judged(assessment(one_of_each(), dict(answers)))) if one.subject == "bus"}
    assert named == {"SVC-01", "SVC-03", "PIA-01", "PIA-02"}
