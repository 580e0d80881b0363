"""Which questions are asked in which order, and what their marks are."""

from hypothesis import given
from hypothesis import strategies as st

from assessor.model.assessment import Assessment
from assessor.model.condition import Applicability
from assessor.model.scales import Status
from assessor.tui.widgets.asked import (
    MARKS,
    Filters,
    filter_names,
    group_of,
    groups,
    next_unanswered,
    open_fact,
    state,
)
from assessor.tui.widgets.rows import cells
from tests.model.mini import ALL_TRUE, answer, assessment, assessments, judged, mini, one_of_each
from tests.tui.stage import ambiguous


def test_the_marks_are_two_cells_wide_unlike_each_other_and_of_sure_width() -> None:
    for lang in ("ja", "en"):
        drawn = [mark.say(lang) for mark in MARKS.values()]
        assert len(set(drawn)) == len(MARKS) == 9
        assert all(cells(one) == 2 and not ambiguous(one) for one in drawn)
    assert all(mark.ja.encode("cp932") for mark in MARKS.values())


@given(assessments(), st.data())
def test_every_question_that_may_apply_is_in_one_group_and_filters_only_take_away(
    said: Assessment, data: st.DataObject
) -> None:
    result = judged(said)
    asked = [pair.key for group in groups(result) for pair in group.pairs]
    assert sorted(asked) == sorted(
        pair.key for pair in result.pairs if pair.applicability is not Applicability.RULED_OUT
    )
    names = data.draw(st.lists(st.sampled_from(filter_names(mini())), unique=True, max_size=3))
    filters = Filters()
    for name in names:
        filters = filters.toggled(name)
    kept = [pair.key for group in groups(result, filters) for pair in group.pairs]
    assert set(kept) <= set(asked)
    assert all(group_of(groups(result), key) is not None for key in kept)


@given(assessments())
def test_going_on_comes_by_every_unanswered_question_once_and_then_ends(said: Assessment) -> None:
    result = judged(said)
    found = groups(result)
    open_pairs = {
        pair.key
        for group in found
        for pair in group.pairs
        if pair.answer is None or pair.applicability is Applicability.UNDETERMINED
    }
    seen: list[tuple[str, str]] = []
    at: tuple[str, str] | None = None
    while (at := next_unanswered(found, at, {}, seen)) is not None:
        seen.append(at)
    assert len(seen) == len(set(seen)) and set(seen) == open_pairs


def test_an_answer_not_yet_saved_counts_as_answered_when_going_on() -> None:
    result = judged(assessment(one_of_each(), {}))
    found = groups(result)
    first, second = found[0].pairs[0].key, found[0].pairs[1].key
    assert next_unanswered(found, None, {first: answer(Status.IMPLEMENTED)}, ()) == second


def test_an_open_fact_says_what_each_answer_to_it_would_change() -> None:
    result = judged(assessment(one_of_each({**ALL_TRUE, "camera": None}), {}))
    pair = next(pair for pair in result.pairs if pair.key == ("cam", "AST-03"))
    assert state(pair) == "undetermined"
    found = open_fact(result, pair)
    assert found is not None and (found.fact.id, found.if_yes, found.if_no) == ("camera", 2, 2)


def test_a_filter_chosen_again_is_off_and_only_one_respondent_is_on() -> None:
    on = Filters().toggled("must").toggled("by:promoter").toggled("by:asset_manager")
    assert on.names == ("must", "by:asset_manager")
    assert on.toggled("must").toggled("by:asset_manager") == Filters()
