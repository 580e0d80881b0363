"""Conditions over facts that are yes, no or not answered."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.model.condition import Applicability, Condition

NAMES = ("a", "b", "c", "d")
conditions = st.builds(
    lambda every, some: Condition(all=tuple(every), any=tuple(some)),
    st.lists(st.sampled_from(NAMES), max_size=3, unique=True),
    st.lists(st.sampled_from(NAMES), max_size=3, unique=True),
)
facts = st.dictionaries(st.sampled_from(NAMES), st.sampled_from((True, False, None)))


def plainly(condition: Condition, told: dict[str, bool]) -> bool:
    return all(told[name] for name in condition.all) and (
        not condition.any or any(told[name] for name in condition.any)
    )


@given(conditions, facts)
def test_a_verdict_is_what_every_way_of_answering_the_open_facts_agrees_on(
    condition: Condition, told: dict[str, bool | None]
) -> None:
    unanswered = [name for name in NAMES if told.get(name) is None]
    known = {name: value for name, value in told.items() if value is not None}
    outcomes = {
        plainly(condition, known | dict(zip(unanswered, values, strict=True)))
        for values in product((True, False), repeat=len(unanswered))
    }
    verdict = condition.applicability(told)
    if verdict is Applicability.APPLICABLE:
        assert outcomes == {True}
    elif verdict is Applicability.RULED_OUT:
        assert outcomes == {False}
    else:
        assert condition.open_facts(told)


@given(conditions, st.fixed_dictionaries(dict.fromkeys(NAMES, st.booleans())))
def test_with_every_fact_answered_nothing_is_left_open(condition: Condition, told: dict[str, bool]) -> None:
    expected = Applicability.APPLICABLE if plainly(condition, told) else Applicability.RULED_OUT
    assert condition.applicability(told) is expected
    assert condition.open_facts(told) == ()


@given(conditions, facts, st.sampled_from(NAMES), st.booleans())
def test_answering_a_fact_never_changes_a_verdict_that_stood(
    condition: Condition, told: dict[str, bool | None], name: str, value: bool
) -> None:
    before = condition.applicability(told)
    if told.get(name) is None and before is not Applicability.UNDETERMINED:
        assert condition.applicability({**told, name: value}) is before


@pytest.mark.parametrize("told", [{}, {"a": None}, {"a": False}, {"a": True}])
def test_no_condition_always_applies(told: dict[str, bool | None]) -> None:
    assert Condition().applicability(told) is Applicability.APPLICABLE


def test_the_facts_that_keep_a_verdict_open_are_those_not_answered() -> None:
    condition = Condition(all=("a", "b"), any=("b", "c"))
    assert condition.facts == ("a", "b", "c")
    assert condition.open_facts({"a": True}) == ("b", "c")
    assert condition.open_facts({"a": False}) == ()
