from hypothesis import given, settings

from assessor.engine.choices import ordered_ids, printed_statements, statement_choices
from assessor.engine.publication import candidates, public_view, statement_ids
from assessor.model.assessment import Assessment
from assessor.model.choice import StatementChoice, Visibility
from assessor.model.programme import Section7Choice, WordingStage
from assessor.model.scales import Status
from tests.model.mini import (
    Given,
    Json,
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
)


def chosen(answers: dict[tuple[str, str], Given], choice: Json | None = None) -> dict[str, StatementChoice]:
    result = judged(assessment(services(2), answers, choice=choice))
    return {one.id: one for one in statement_choices(result, public_view(result))}


@given(published(backed()))
@settings(max_examples=100)
def test_every_statement_is_listed_once_and_printed_exactly_when_the_view_has_it(told: Assessment) -> None:
    result = judged(told, backed())
    view = public_view(result)
    found = statement_choices(result, view)
    names = [one.id for one in found]
    assert names == list(dict.fromkeys(ordered_ids(backed()))) and set(names) <= statement_ids(backed())
    printed = {one.id: one for one in printed_statements(view)}
    assert {one.id: one.printed for one in found if one.printed} == printed
    assert {one.id for one in found if one.visibility is Visibility.PRINTED} == set(printed)


@given(published(backed()))
@settings(max_examples=100)
def test_what_could_be_said_does_not_depend_on_what_the_officer_chose(told: Assessment) -> None:
    plain = told.model_copy(update={"section7": Section7Choice()})
    assert candidates(judged(told, backed())) == candidates(judged(plain, backed()))
    assert set(printed_statements(public_view(judged(plain, backed())))) <= set(candidates(judged(plain, backed())))


def test_nothing_is_printed_that_could_not_be_said() -> None:
    everything = {name: one.now is None for name, one in chosen({}).items() if one.printed}
    assert everything and not any(everything.values())


def test_each_reason_why_a_statement_is_not_printed_is_told_apart() -> None:
    subjects = one_of_each()
    done = everywhere(backed(), subjects, Status.IMPLEMENTED)
    individual = [one.id for one in backed().controls.values() if one.public.rule.value == "individual"]
    folded = [one.id for one in backed().controls.values() if one.public.rule.value == "aggregate"]
    hidden, *_ = individual
    result = judged(assessment(subjects, done, choice={"hide": [hidden]}), backed())
    found = {one.id: one.visibility for one in statement_choices(result, public_view(result))}
    assert found[hidden] is Visibility.HIDDEN
    assert {found[name] for name in folded} == {Visibility.FOLDED}
    assert {Visibility.PRINTED, Visibility.NEVER} <= set(found.values())
    nothing = judged(assessment(subjects), backed())
    least = {one.id: one.visibility for one in statement_choices(nothing, public_view(nothing))}
    assert least[hidden] is Visibility.UNSUPPORTED


def test_own_words_are_outdated_as_soon_as_the_stage_is_another() -> None:
    own = {"wording": {"GOV-03": {"text": "研修を広げます。", "stage": "planned"}}}
    key = ("programme", "GOV-03")
    assert not chosen({key: planned()}, own)["GOV-03"].is_outdated
    assert not chosen({key: partial()}, own)["GOV-03"].is_outdated
    assert chosen({key: Status.IMPLEMENTED}, own)["GOV-03"].is_outdated
    assert chosen({}, own)["GOV-03"].is_outdated
    assert not chosen({}, None)["GOV-03"].is_outdated


def test_the_words_offered_are_ours_also_where_the_officer_has_others() -> None:
    own = {"wording": {"GOV-03": {"text": "研修を広げます。", "stage": "planned"}}}
    found = chosen({("programme", "GOV-03"): planned()}, own)["GOV-03"]
    text = mini().controls["GOV-03"].public.planned
    assert found.now is not None and found.printed is not None and text is not None
    assert found.now.without_period == text.ja and found.now.written is WordingStage.PLANNED
    assert found.printed.without_period == "研修を広げます。" and found.is_touched
