"""What passes the gate to the public, and what silence may not say."""

import re
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.engine.publication import LONGEST_MARK, public_view, statement_ids, statement_mark
from assessor.model.assessment import Answer, Assessment
from assessor.model.base import Model
from assessor.model.checklist import Checklist
from assessor.model.programme import WordingStage
from assessor.model.publication import PublicStatement, PublicView, Stage
from assessor.model.scales import Status
from tests.engine.public_oracle import public_part
from tests.model.cities import as_city
from tests.model.mini import (
    ALL_TRUE,
    TODAY,
    Given,
    Json,
    answer,
    as_data,
    assessment,
    backed,
    everywhere,
    judged,
    mini,
    one_of_each,
    partial,
    planned,
    published,
    services,
    shipped,
    statement_names,
    subject,
    with_answer,
    with_control,
)

CONSTANT = {"glossary", "layers", "closing", "guideline"}


def view_of(said: Assessment, checklist: Checklist | None = None) -> PublicView:
    return public_view(judged(said, checklist))


def statements(view: PublicView) -> dict[str, PublicStatement]:
    own = [one for category in view.categories for one in category.statements]
    policies = [category.policy for category in view.categories if category.policy]
    return {one.id: one for one in (*view.promises, *policies, *own)}


def said(answers: dict[tuple[str, str], Given], checklist: Checklist | None = None, **about: Any) -> PublicView:
    """The view of a city with one subject of each kind, all facts yes."""
    return view_of(assessment(one_of_each(), answers, **about), checklist)


def texts(view: PublicView) -> dict[str, str]:
    return {name: one.text for name, one in statements(view).items()}


def all_done(**about: Any) -> Assessment:
    return assessment(one_of_each(), everywhere(mini(), one_of_each(), "implemented"), **about)


@given(published(backed()))
@settings(max_examples=500)
def test_the_view_says_what_the_promises_of_section_7_allow_and_nothing_else(told: Assessment) -> None:
    shown = view_of(told, backed()).model_dump(mode="json", exclude=CONSTANT)
    assert shown == public_part(as_data(backed()), as_city(told), TODAY)


def test_what_does_not_depend_on_answers_is_the_same_for_a_perfect_city_and_an_empty_one() -> None:
    best, least = (view.model_dump(include=CONSTANT) for view in (view_of(all_done()), said({})))
    assert best == least and best["closing"] == mini().publication.closing.ja
    assert [one["yomi"] for one in best["glossary"]][:2] == ["あんごうか", "おーえす"]


# hidden is not implemented


@given(published(backed()), st.integers(0, 10_000))
@settings(max_examples=500)
def test_hiding_a_control_looks_exactly_like_answering_it_not_implemented(told: Assessment, place: int) -> None:
    name = sorted(backed().controls)[place % len(backed().controls)]
    choice = told.section7
    hidden = told.model_copy(update={"section7": choice.model_copy(update={"hide": (*choice.hide, name)})})
    undone = told
    for pair in judged(told, backed()).pairs:
        if pair.control == name and (pair.answer is None or pair.answer.status is not Status.NOT_APPLICABLE):
            undone = with_answer(undone, pair.key, answer("not_implemented"))
    assert view_of(hidden, backed()) == view_of(undone, backed())


def test_hiding_takes_a_sentence_out_and_with_it_the_promise_that_rests_on_it() -> None:
    before = statements(view_of(all_done()))
    after = statements(view_of(all_done(choice={"hide": ["GOV-03"]})))
    assert set(before) - set(after) == {"GOV-03", "promise-safety"}


def test_hiding_the_best_of_a_topic_lets_the_next_speak() -> None:
    assert "GOV-02" in statements(view_of(all_done()))
    after = statements(view_of(all_done(choice={"hide": ["GOV-02"]})))
    assert "GOV-01" in after and "GOV-02" not in after


def test_a_promise_and_the_sentences_of_a_category_can_be_hidden() -> None:
    names = ("promise-law", "service-policy", "service-fact")
    assert set(names) <= set(statements(view_of(all_done())))
    assert not set(names) & set(statements(view_of(all_done(choice={"hide": names}))))


def test_hiding_wins_over_showing() -> None:
    choice = {"show": ["COS-01"], "hide": ["COS-01"]}
    assert "COS-01" not in statements(view_of(all_done(choice=choice)))


# folded controls


def test_the_policy_sentence_of_a_category_stands_whatever_the_answers() -> None:
    for status in (None, *Status):
        told = assessment(one_of_each(), everywhere(mini(), one_of_each(), status))
        assert {"service-policy", "city_os-policy", "asset-policy", "governance-policy"} <= set(
            statements(view_of(told))
        )


def test_a_category_without_a_subject_has_no_policy_sentence() -> None:
    assert "asset-policy" not in statements(view_of(assessment(services(1))))


def folded(**statuses: Given) -> set[str]:
    keys = {"one": ("os", "COS-01"), "two": ("os", "COS-02")}
    return set(statements(said({keys[name]: status for name, status in statuses.items()})))


def test_the_fact_of_a_category_stands_only_when_all_its_folded_pairs_are_done() -> None:
    assert "city_os-fact" in folded(one="implemented", two="implemented")
    for status in (None, "unknown", "not_implemented", planned(), partial()):
        assert "city_os-fact" not in folded(one="implemented", two=status)


def test_a_folded_control_that_is_not_applicable_does_not_stop_the_fact() -> None:
    assert "city_os-fact" in folded(one="implemented", two="not_applicable")
    assert "city_os-fact" not in folded(one="not_applicable", two="not_applicable")


def test_the_fact_says_nothing_while_a_folded_pair_is_left_open() -> None:
    facts = {**ALL_TRUE, "personal_data": None, "cloud": None}
    answers = everywhere(mini(), one_of_each(), "implemented")
    assert "city_os-fact" not in statements(view_of(assessment(one_of_each(facts), answers)))


def test_the_fact_needs_every_subject_of_the_kind() -> None:
    two = (*one_of_each(), subject("os2", "city_os", ALL_TRUE))
    answers = everywhere(mini(), two, "implemented")
    assert "city_os-fact" in statements(view_of(assessment(two, answers)))
    assert "city_os-fact" not in statements(view_of(assessment(two, {**answers, ("os2", "COS-02"): "unknown"})))


def test_no_fact_where_no_subject_is_asked_and_none_for_a_single_folded_control() -> None:
    assert "city_os-fact" not in statements(view_of(assessment(services(2))))
    single = with_control("COS-02", public={"rule": "never"})
    answers = everywhere(single, one_of_each(), "implemented")
    view = view_of(assessment(one_of_each(), answers), single)
    assert "city_os-fact" not in statements(view) and "city_os-policy" in statements(view)


def test_a_folded_control_speaks_for_itself_only_when_the_officer_shows_it() -> None:
    assert "SVC-02" not in statements(view_of(all_done()))
    shown = statements(view_of(all_done(choice={"show": ["SVC-02"]})))
    assert shown["SVC-02"].text == "通信を暗号化※しています。"


def test_showing_a_folded_control_says_no_more_than_its_answers_support() -> None:
    choice = {"show": ["SVC-02"]}
    assert "SVC-02" not in statements(said({("bus", "SVC-02"): "unknown"}, choice=choice))
    view = said({("bus", "SVC-02"): planned(2027)}, choice=choice, budget_state="approved")
    assert texts(view)["SVC-02"] == "通信の暗号化※など、安全性を計画的に強化します（令和9年度）。"


def test_controls_that_are_never_public_never_appear() -> None:
    never = [name for name, one in mini().controls.items() if one.public.rule == "never"]
    view = view_of(all_done(choice={"show": never}))
    assert never and not set(never) & set(statements(view))


# one sentence, its stage, its words


def test_of_one_topic_the_most_specific_sentence_is_printed() -> None:
    both = said({("programme", "GOV-01"): "implemented", ("programme", "GOV-02"): "implemented"})
    first = said({("programme", "GOV-01"): "implemented"})
    assert {"GOV-01", "GOV-02"} & set(statements(both)) == {"GOV-02"}
    assert {"GOV-01", "GOV-02"} & set(statements(first)) == {"GOV-01"}


@pytest.mark.parametrize(
    ("budget", "period"),
    [
        ("not_requested", "計画期間内"),
        ("requested", "計画期間内"),
        ("informal", "計画期間内"),
        ("approved", "令和9年度"),
    ],
)
def test_years_are_printed_only_once_the_budget_is_approved(budget: str, period: str) -> None:
    view = said({("programme", "GOV-03"): planned(2027)}, budget_state=budget)
    assert texts(view)["GOV-03"] == f"職員の研修に計画的に取り組みます（{period}）。"


def test_a_statement_carries_its_stage_and_a_partial_sentence_says_so() -> None:
    view = said({("bus", "PIA-02"): partial(), ("bus", "PIA-01"): planned(), ("bus", "SVC-04"): "implemented"})
    found = {name: (one.stage, one.partial) for name, one in statements(view).items()}
    assert found["PIA-02"] == (Stage.EXTENDING, False)
    assert found["PIA-01"] == (Stage.TO_COME, False)
    assert found["SVC-04"] == (Stage.IN_PLACE, False)
    two = (*one_of_each(), subject("tram", "service", ALL_TRUE))
    some = view_of(assessment(two, {("bus", "PIA-02"): "implemented"}))
    assert (statements(some)["PIA-02"].stage, statements(some)["PIA-02"].partial) == (Stage.EXTENDING, True)


def test_a_statement_stands_in_the_section_of_its_control_else_of_its_category() -> None:
    found = statements(view_of(all_done()))
    assert (found["AST-03"].section, found["SVC-04"].section) == ("cameras", "measures")
    assert (found["promise-safety"].section, found["promise-safety"].category) == ("privacy", None)


def test_the_officers_words_are_used_while_the_statement_stands_at_their_stage() -> None:
    own = {"GOV-03": {"text": "全職員の研修を行っています。", "stage": "implemented"}}
    done, later = (
        said({("programme", "GOV-03"): one}, choice={"wording": own}) for one in (answer("implemented"), planned())
    )
    assert texts(done)["GOV-03"] == "全職員の研修を行っています。"
    assert texts(later)["GOV-03"] == "職員の研修に計画的に取り組みます（計画期間内）。"


def test_the_officers_words_for_a_plan_take_the_period_too() -> None:
    own = {"GOV-03": {"text": "研修を広げます", "stage": "planned"}}
    view = said({("programme", "GOV-03"): planned(2028)}, choice={"wording": own}, budget_state="approved")
    assert texts(view)["GOV-03"] == "研修を広げます（令和10年度）。"


def test_the_officer_may_reword_policies_facts_and_promises() -> None:
    names = ("service-policy", "service-fact", "promise-law")
    own = {name: {"text": f"{name}の文。", "stage": "implemented"} for name in names}
    found = texts(view_of(all_done(choice={"wording": own})))
    assert all(found[name] == f"{name}の文。" for name in names)


def test_a_promise_stands_when_all_it_rests_on_is_done_and_a_principle_always() -> None:
    assert "promise-law" in statements(said({})) and "promise-safety" not in statements(said({}))
    done: dict[tuple[str, str], Given] = {("programme", "GOV-03"): "implemented", ("bus", "SVC-01"): "implemented"}
    assert "promise-safety" in statements(said(done))
    assert "promise-safety" not in statements(said({**done, ("bus", "SVC-01"): partial()}))
    assert "promise-safety" in statements(said({**done, ("bus", "SVC-01"): "not_applicable"}))


# fixed phrases


ABOUT: Json = {
    "responsible": "副市長（CISO）",
    "review": "毎年度",
    "disclosure_standard": {"title": "公表基準", "published": "2025-04-01"},
    "policies": [{"title": "基本方針", "published": "2026-03-25"}],
}


def phrases(view: PublicView) -> tuple[bool, bool, bool, bool]:
    return (
        view.responsible is not None,
        view.review is not None,
        view.disclosure_standard is not None,
        view.policies_by_law,
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), (False, False, False, False)),
        ((("programme", "COS-03"),), (True, False, False, False)),
        ((("programme", "GOV-03"),), (False, True, False, False)),
        ((("bus", "SVC-04"),), (False, False, True, False)),
        ((("programme", "GOV-01"), ("programme", "GOV-02")), (False, False, False, True)),
        ((("programme", "GOV-01"),), (False, False, False, False)),
    ],
)
def test_a_fixed_phrase_needs_the_controls_behind_it(
    keys: tuple[tuple[str, str], ...], expected: tuple[bool, ...]
) -> None:
    answers: dict[tuple[str, str], Given] = dict.fromkeys(keys, "implemented")
    assert phrases(said(answers, backed(), **ABOUT)) == expected
    half: dict[tuple[str, str], Given] = dict.fromkeys(keys, partial())
    assert phrases(said(half, backed(), **ABOUT)) == (False,) * 4


def test_a_phrase_that_no_data_backs_is_never_used() -> None:
    everything = all_done(**ABOUT)
    assert phrases(view_of(everything)) == (False, False, False, True)


def test_policies_are_published_by_law_only_when_they_are_dated() -> None:
    done: dict[tuple[str, str], Given] = {
        ("programme", "GOV-01"): "implemented",
        ("programme", "GOV-02"): "implemented",
    }
    for policies in ([], [{"title": "基本方針"}], [{"title": "古い方針"}, *ABOUT["policies"]]):
        assert not said(done, policies=policies).policies_by_law
    assert said(done, policies=ABOUT["policies"]).policies_by_law


def test_a_law_is_named_where_a_subject_has_the_fact_that_calls_for_it() -> None:
    for value, named in ((True, 2), (False, 1), (None, 1)):
        told = assessment([*services(0, {}), subject("bus", "service", {"personal_data": value})])
        assert len(view_of(told, backed()).laws) == named


# marks


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,15}(-[A-Za-z0-9]{1,16}){0,5}", fullmatch=True) | st.text(min_size=1))
def test_a_mark_is_what_word_allows_a_bookmark(name: str) -> None:
    for written in WordingStage:
        assert re.fullmatch(r"s7_[A-Za-z0-9_]{1,37}", statement_mark(name, written), re.ASCII)


def test_a_short_id_is_readable_in_its_mark() -> None:
    assert statement_mark("GOV-03", WordingStage.PLANNED) == "s7_GOV_03_p"
    assert statement_mark("city_os-fact", WordingStage.IMPLEMENTED) == "s7_city_os_fact_i"


@given(st.lists(st.sampled_from("ab9"), min_size=4, max_size=8).map("".join), st.sampled_from((1, 12, 16)))
def test_marks_of_different_statements_and_stages_differ_also_where_ids_are_long(end: str, length: int) -> None:
    stem = "-".join(["A" + "x" * (length - 1)] * 4)
    names = [f"{stem}-{end}", f"{stem}-{end}z", f"{stem}-y{end}"]
    marks = {statement_mark(name, written) for name in names for written in WordingStage}
    assert len(marks) == 9 and max(map(len, marks)) <= LONGEST_MARK


def test_no_two_statements_of_the_shipped_checklist_share_a_mark_without_regard_to_case() -> None:
    names = sorted(statement_ids(shipped()))
    marks = {statement_mark(name, written).casefold() for name in names for written in WordingStage}
    assert len(marks) == 3 * len(names)


def test_statement_ids_are_controls_category_sentences_and_promises() -> None:
    assert statement_ids(mini()) == frozenset(statement_names(mini()))


@given(published(backed()))
def test_every_statement_of_a_view_has_a_known_id_once(told: Assessment) -> None:
    view = view_of(told, backed())
    own = [one.id for category in view.categories for one in category.statements]
    every = [*own, *(one.policy.id for one in view.categories if one.policy), *(one.id for one in view.promises)]
    assert len(every) == len(set(every)) and set(every) <= statement_ids(backed())


# the shape of the view


def _fields(model: type[Model]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        found[name] = field.annotation
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, Model):
                found |= {f"{name}.{key}": value for key, value in _fields(inner).items()}
    return found


def test_the_view_has_no_field_for_what_stays_inside() -> None:
    fields = _fields(PublicView)
    assert len(fields) > 30
    inside = ("score", "finding", "comment", "evidence", "answer", "subject", "status", "reason", "hide", "show")
    assert not [name for name in fields if any(word in name for word in inside)]
    assert set(Answer.model_fields) & {name.split(".")[-1] for name in fields} == set()


def test_a_view_is_as_good_as_its_answers_for_the_shipped_checklist() -> None:
    checklist = shipped()
    facts = dict.fromkeys(sorted(checklist.fact_ids), True)
    subjects = one_of_each(facts)
    none, full = (
        statements(view_of(assessment(subjects, everywhere(checklist, subjects, one)), checklist))
        for one in (answer("not_implemented"), answer("implemented"))
    )
    assert all(name.endswith("-policy") or name == "promise-premise" for name in none)
    assert len(full) > 60 and set(none) <= set(full)
