"""What the shipped checklist holds to in every control, beyond what lint asks of anybody's."""

import re
from collections import Counter

import pytest

from assessor.model.checklist import Category, Control, PublicRule
from tests.model.mini import shipped

CONTROLS = list(shipped().controls.values())
CONTROL = pytest.mark.parametrize("control", CONTROLS, ids=lambda one: one.id)
TO_COME = {"local_autonomy_rule": "令和9年7月", "appi_amendment_2026": "今後"}
"""Standards that are not in force on the day the checklist was written, and the words that say so."""


@CONTROL
def test_a_question_asks_in_both_languages_and_rests_on_something(control: Control) -> None:
    assert re.search(r"(ますか|ましたか|ありますか|いますか|できますか)(（[^）]*）)?。\Z", control.question.ja)
    assert control.question.en and control.question.en.endswith("?")
    assert control.references


@CONTROL
def test_what_is_published_is_polite_and_ends_as_a_sentence(control: Control) -> None:
    public = control.public
    for text in (public.implemented, public.planned, public.partial):
        assert text is None or re.search(r"(ます|ました|ません)。\Z", text.ja)
    assert (public.implemented is None) == (public.rule is PublicRule.NEVER)


def test_every_title_is_its_own_in_both_languages() -> None:
    for titles in ([one.title.ja for one in CONTROLS], [one.title.en for one in CONTROLS]):
        assert all(titles) and {name: n for name, n in Counter(titles).items() if n > 1} == {}
    assert [one.id for one in CONTROLS if not re.match(r"[A-Z0-9]", one.title.en or "")] == []


def test_a_law_to_come_is_never_named_without_saying_so() -> None:
    standards = {one.id: one for one in shipped().standards}
    for name, words in TO_COME.items():
        for text in (standards[name].title, standards[name].short):
            assert text is not None and words in text.ja
    assert [one.id for one in CONTROLS if one.duty and "第16条の3" in one.duty.basis] == []
    said = shipped().controls["GOV-29"].public.implemented
    assert said is not None and "令和9年7月" in said.ja


@pytest.mark.parametrize("category", shipped().categories, ids=lambda one: one.id)
def test_a_sentence_of_fact_rests_on_folded_controls_that_always_apply(category: Category) -> None:
    """Privacy assessments alone speak only of subjects with personal data; all else is asked of everybody."""
    folded = [one for one in category.controls if one.public.rule is PublicRule.AGGREGATE]
    always = [one.id for one in folded if not one.applies_if.facts and category.kind_of(one) is category.assesses]
    needed = {"pia": {"personal_data"}}.get(category.id)
    if needed:
        always = [one.id for one in folded if set(one.applies_if.all) <= needed and not one.applies_if.any]
    assert category.aggregate.fact is None or always
