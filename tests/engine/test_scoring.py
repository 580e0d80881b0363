"""Points, coverage, unknowns and unmet musts."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.engine.scoring import band, is_in_force
from assessor.model.assessment import Assessment
from assessor.model.checklist import Duty
from assessor.model.condition import Applicability
from assessor.model.scales import Status
from assessor.model.scorecard import Scorecard, Tally
from tests.model.mini import (
    ALL_TRUE,
    Given,
    answer,
    assessment,
    assessments,
    everywhere,
    judged,
    mini,
    one_of_each,
    partial,
    services,
    subject,
    with_answer,
    with_control,
)

SUMMED = tuple(Tally.model_fields)


def card(said: Assessment) -> Scorecard:
    return judged(said).scorecard


def governance(answers: dict[str, Given], **facts: bool | None) -> Tally:
    """The tally of the governance category of a programme without outsourcing (so GOV-04 is ruled out)."""
    who = subject("programme", "programme", {"outsourcing": False, **facts})
    said = assessment([who], {("programme", key): one for key, one in answers.items()})
    return next(one.tally for one in card(said).categories if one.id == "governance")


@pytest.mark.parametrize(
    ("status", "points"),
    [("implemented", 100), ("partial", 50), ("planned", 20), ("not_implemented", 0), ("unknown", 0), (None, 0)],
)
def test_points_are_weight_times_the_scale_of_the_status(status: str | None, points: int) -> None:
    tally = governance({"GOV-01": status})
    assert (tally.earned, tally.possible) == (3 * points, (3 + 3 + 2 + 2) * 100)


def test_not_applicable_takes_a_pair_out_of_every_count_but_is_counted_as_excused() -> None:
    tally = governance({"GOV-01": "not_applicable"})
    assert (tally.possible, tally.applicable, tally.answered, tally.unmet_musts) == (700, 3, 0, 1)
    assert tally.excused == 1


def test_a_pair_that_facts_rule_out_counts_nowhere() -> None:
    assert governance({}) == governance({"GOV-04": "implemented"})


def test_a_pair_left_open_counts_as_undetermined_and_nowhere_else() -> None:
    left_open = governance({"GOV-04": "implemented"}, outsourcing=None)
    assert left_open == governance({}).model_copy(update={"undetermined": 1})


def test_unanswered_unknown_not_implemented_and_not_applicable_are_four_different_things() -> None:
    seen = {tuple(governance({"GOV-01": one}).model_dump().items()) for one in (None, "unknown", "not_applicable")}
    zero = governance({"GOV-01": "not_implemented"})
    assert len({*seen, tuple(zero.model_dump().items())}) == 4


def test_unknown_is_answered_and_named_apart() -> None:
    tally = governance({"GOV-01": "unknown", "GOV-03": "unknown", "GOV-02": "implemented"})
    assert (tally.answered, tally.unknown, tally.applicable) == (3, 2, 4)
    assert tally.coverage == 3 / 4


def test_an_unmet_must_is_every_must_that_is_not_implemented_also_where_nobody_answered() -> None:
    assert governance({}).unmet_musts == 2
    assert governance({"GOV-01": "partial"}).unmet_musts == 2
    assert governance({"GOV-01": "implemented"}).unmet_musts == 1


def test_implemented_and_partial_without_evidence_are_counted_but_cost_no_points() -> None:
    shown = answer("implemented", evidence=[{"title": "決裁"}])
    bare, backed = governance({"GOV-01": "implemented"}), governance({"GOV-01": shown})
    assert (bare.without_evidence, backed.without_evidence) == (1, 0)
    assert [governance({"GOV-01": one}).without_evidence for one in ("partial", "planned", "unknown")] == [1, 0, 0]
    assert bare.earned == backed.earned


def test_stale_answers_are_counted_beside_the_points_and_change_none() -> None:
    old, new = answer("implemented", as_of="2024-01-01"), answer("implemented")
    assert governance({"GOV-03": old}).stale == 1
    assert governance({"GOV-03": old}).model_copy(update={"stale": 0}) == governance({"GOV-03": new})


def test_nothing_that_applies_has_no_ratio_and_no_coverage() -> None:
    empty = {one.id: one.tally for one in card(assessment(services(1))).categories}["asset"]
    assert (empty.ratio, empty.coverage, empty.possible) == (None, None, 0)


def test_a_category_counts_once_for_each_subject() -> None:
    one, six = (card(assessment(services(number))).total for number in (1, 6))
    bus = card(assessment(services(1))).subjects[1]
    assert {part.id for part in bus.categories} == {"service", "pia"}
    assert six.possible - one.possible == 5 * bus.tally.possible > 0


def test_duties_stand_apart_with_their_days_and_are_met_only_by_implemented() -> None:
    said = assessment(one_of_each(), {("programme", "GOV-01"): "implemented", ("programme", "GOV-02"): partial()})
    rows = {row.control: row for row in card(said).duties}
    assert list(rows) == ["GOV-01", "GOV-02", "GOV-05"]
    assert [rows[key].met for key in rows] == [True, False, False]
    assert [rows[key].in_force for key in rows] == [True, True, False]
    assert rows["GOV-05"].in_force_from == date(2027, 7, 1)


def test_a_duty_that_is_not_applicable_has_no_row_and_one_left_open_is_neither_met_nor_unmet() -> None:
    said = assessment(one_of_each(), {("programme", "GOV-01"): "not_applicable"})
    assert "GOV-01" not in {row.control for row in card(said).duties}
    checklist = with_control("GOV-01", applies_if={"all": ["cloud"]})
    for status in ("implemented", "not_applicable"):
        told = assessment(one_of_each({**ALL_TRUE, "cloud": None}), {("programme", "GOV-01"): status})
        row = next(row for row in judged(told, checklist).scorecard.duties if row.control == "GOV-01")
        assert row.met is None


@pytest.mark.parametrize(("day", "expected"), [(date(2027, 6, 30), False), (date(2027, 7, 1), True)])
def test_a_duty_is_in_force_from_its_day_on(day: date, expected: bool) -> None:
    assert is_in_force(Duty(basis="規則", in_force_from=date(2027, 7, 1)), day) is expected


def test_a_duty_without_a_day_has_been_in_force_for_long_and_no_duty_never_is() -> None:
    assert is_in_force(Duty(basis="法律"), date(1900, 1, 1)) and not is_in_force(None, date(2100, 1, 1))


@pytest.mark.parametrize(
    ("earned", "answered", "expected"),
    [
        (100, 10, "steady"),
        (80, 10, "steady"),
        (79, 10, "growing"),
        (60, 10, "growing"),
        (59, 8, "starting"),
        (0, 8, "starting"),
        (100, 7, None),
    ],
)
def test_a_band_is_named_only_from_the_coverage_that_the_checklist_asks_for(
    earned: int, answered: int, expected: str | None
) -> None:
    tally = Tally(earned=earned, possible=100, applicable=10, answered=answered)
    assert band(mini(), tally) == expected


def test_no_band_is_named_where_nothing_applies() -> None:
    assert band(mini(), Tally()) is None


@settings(max_examples=200)
@given(assessments())
def test_the_score_stays_within_its_bounds(said: Assessment) -> None:
    shown = card(said)
    parts = [*(one.tally for one in shown.categories), *(one.tally for one in shown.subjects)]
    for tally in (shown.total, *parts):
        assert 0 <= tally.earned <= tally.possible
        assert 0 <= tally.unknown <= tally.answered <= tally.applicable
        assert tally.coverage is None or 0 <= tally.coverage <= 1
        assert tally.ratio is None or 0 <= tally.ratio <= 1
        assert (tally.ratio is None) is (tally.possible == 0)
        assert max(tally.unmet_musts, tally.stale, tally.without_evidence) <= tally.applicable


@settings(max_examples=200)
@given(assessments())
def test_totals_are_the_sums_of_the_categories_and_of_the_subjects(said: Assessment) -> None:
    shown = card(said)
    for name in SUMMED:
        whole = getattr(shown.total, name)
        assert whole == sum(getattr(one.tally, name) for one in shown.categories)
        assert whole == sum(getattr(one.tally, name) for one in shown.subjects)
        assert whole == sum(getattr(part.tally, name) for one in shown.subjects for part in one.categories)


@settings(max_examples=200)
@given(assessments(), st.integers(0, 10_000))
def test_improving_an_answer_never_lowers_a_score(said: Assessment, place: int) -> None:
    ladder = [None, Status.UNKNOWN, Status.NOT_IMPLEMENTED, Status.PLANNED, Status.PARTIAL, Status.IMPLEMENTED]
    keys = [pair.key for pair in judged(said).pairs if not (pair.answer and pair.answer.status is _NOT)]
    key = keys[place % len(keys)]
    held = said.answers.get(key)
    steps = ladder[ladder.index(held.status if held else None) :]
    totals = [card(with_answer(said, key, answer(step) if step else None)).total for step in steps]
    assert [one.earned for one in totals] == sorted(one.earned for one in totals)
    assert len({one.possible for one in totals}) == 1
    assert [one.unmet_musts for one in totals] == sorted((one.unmet_musts for one in totals), reverse=True)


_NOT = Status.NOT_APPLICABLE


@settings(max_examples=200)
@given(assessments(), st.integers(0, 10_000))
def test_saying_unknown_instead_of_nothing_never_raises_a_score(said: Assessment, place: int) -> None:
    keys = [pair.key for pair in judged(said).pairs]
    key = keys[place % len(keys)]
    silent, unknown = (card(with_answer(said, key, one)).total for one in (None, answer("unknown")))
    assert (unknown.earned, unknown.possible, unknown.unmet_musts) == (
        silent.earned,
        silent.possible,
        silent.unmet_musts,
    )
    assert unknown.answered >= silent.answered


@settings(max_examples=200)
@given(assessments(), st.integers(0, 10_000))
def test_an_answer_to_a_pair_that_does_not_apply_changes_no_number(said: Assessment, place: int) -> None:
    keys = [pair.key for pair in judged(said).pairs if pair.applicability is not Applicability.APPLICABLE]
    if keys:
        told = with_answer(said, keys[place % len(keys)], answer("implemented"))
        assert card(told).total == card(said).total


@settings(max_examples=200)
@given(assessments())
def test_a_subject_whose_pairs_are_all_left_open_or_ruled_out_changes_no_points(said: Assessment) -> None:
    checklist = mini()
    more = subject("late", "service", {"public_web": None, "user_accounts": False})
    told = said.model_copy(update={"subjects": (*said.subjects, more)})
    before, after = card(said).total, card(told).total
    applying = [pair for pair in judged(told).pairs if pair.subject == "late" and pair.applicability == "applicable"]
    weight = sum(checklist.weight(checklist.controls[pair.control]) for pair in applying)
    assert (after.earned, after.possible) == (before.earned, before.possible + 100 * weight)
    assert after.undetermined > before.undetermined


@settings(max_examples=200)
@given(assessments(), st.randoms(use_true_random=False))
def test_the_order_of_subjects_changes_no_total(said: Assessment, chance: random.Random) -> None:
    shuffled = list(said.subjects)
    chance.shuffle(shuffled)
    assert card(said.model_copy(update={"subjects": tuple(shuffled)})).total == card(said).total


def test_a_perfect_city_has_every_point_and_the_best_band() -> None:
    said = assessment(one_of_each(), everywhere(mini(), one_of_each(), "implemented"))
    shown = card(said)
    assert (shown.total.ratio, shown.band, shown.provisional, shown.total.unmet_musts) == (1.0, "steady", False, 0)
