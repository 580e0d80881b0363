from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import assume, given, settings

from assessor.catalog.answer_file import read_exchange
from assessor.catalog.answer_writer import exchange_yaml
from assessor.model.assessment import Assessment
from assessor.model.change import AnswerChange, Change, ProgrammeChange, Section7Change, SubjectChange
from assessor.model.exchange import Exchange
from assessor.service.assessing import stated
from assessor.service.merging import merged
from tests.model.mini import TODAY, answer, assessment, mini, programme, published, subject

LATER = TODAY + timedelta(days=9)


def after(said: Assessment, changes: Iterable[Change]) -> Assessment:
    """What is said once changes are made."""
    subjects, answers = {one.id: one for one in said.subjects}, dict(said.answers)
    rest: dict[str, object] = {}
    for change in changes:
        match change:
            case ProgrammeChange():
                rest["programme"] = change.programme
            case Section7Change():
                rest["section7"] = change.choice
            case SubjectChange():
                subjects[change.subject.id] = change.subject
            case AnswerChange(answer=None):
                answers.pop((change.subject, change.control), None)
            case AnswerChange():
                assert change.answer
                answers[change.subject, change.control] = change.answer
    return said.model_copy(update={"subjects": tuple(subjects.values()), "answers": answers, **rest})


def exchange(**data: Any) -> Exchange:
    return Exchange.model_validate({"assessor": 1, "subjects": [], **data})


def as_exchange(said: Assessment, host: Assessment) -> Exchange:
    """What a file of an assessment says, read for another."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "answers.yaml"
        file.write_text(exchange_yaml(mini(), said), "utf-8")
        return read_exchange(file, mini(), {one.id: one.kind for one in host.subjects}).exchange


def told(said: Assessment) -> Assessment:
    """An assessment without the difference between a fact not answered and an absent one."""
    return said.model_copy(
        update={"subjects": tuple(one.model_copy(update={"facts": stated(one.facts)}) for one in said.subjects)}
    )


@settings(max_examples=30)
@given(said=published(mini()))
def test_what_is_exported_is_no_change_to_what_it_came_from(said: Assessment) -> None:
    assert merged(said, as_exchange(said, said), LATER) == ()


@settings(max_examples=30)
@given(said=published(mini()))
def test_what_is_exported_makes_a_new_programme_equal(said: Assessment) -> None:
    new = assessment([subject("programme", "programme", {})])
    made = after(new, merged(new, as_exchange(said, new), LATER))
    assert told(made) == told(said)
    assert exchange_yaml(mini(), made) == exchange_yaml(mini(), said)


def kinds_agree(one: Assessment, other: Assessment) -> bool:
    return all((held := one.subject(subject.id)) is None or held.kind is subject.kind for subject in other.subjects)


@settings(max_examples=30)
@given(host=published(mini()), guest=published(mini()))
def test_merging_twice_changes_nothing_the_second_time_and_loses_nothing(host: Assessment, guest: Assessment) -> None:
    assume(kinds_agree(host, guest))
    changes = merged(host, as_exchange(guest, host), LATER)
    made = after(host, changes)
    assert merged(made, as_exchange(guest, made), LATER + timedelta(days=1)) == ()
    assert host.answers.keys() <= made.answers.keys()
    assert {one.id for one in host.subjects} <= {one.id for one in made.subjects}


def bus(**more: Any) -> dict[str, Any]:
    return {"id": "bus", "kind": "service", "name": "バス", **more}


def test_an_answer_keeps_its_date_while_the_rest_is_equal_and_gets_todays_when_it_is_not() -> None:
    held = assessment([subject("bus", "service")], {("bus", "SVC-01"): answer("partial", comment="a")})
    same = exchange(subjects=[bus(name="bus", answers={"SVC-01": {"status": "partial"}})])
    assert merged(held, same, LATER) == ()
    other = exchange(subjects=[bus(name="bus", answers={"SVC-01": {"status": "implemented"}})])
    (change,) = merged(held, other, LATER)
    assert isinstance(change, AnswerChange) and change.answer
    assert (change.answer.status.value, change.answer.comment, change.answer.as_of) == ("implemented", "a", LATER)
    dated = exchange(subjects=[bus(name="bus", answers={"SVC-01": {"status": "partial", "as_of": "2026-01-05"}})])
    (change,) = merged(held, dated, LATER)
    assert isinstance(change, AnswerChange) and change.answer
    assert change.answer.as_of == date(2026, 1, 5)


def test_an_absent_key_stays_and_a_null_one_goes() -> None:
    held = assessment(
        [subject("bus", "service").model_copy(update={"operator": "みらい交通", "organ": "市長部局"})],
        {("bus", "SVC-01"): answer("partial", comment="a", evidence=[{"title": "規程"}])},
        contact="企画課",
        review="毎年度",
    )
    told_now = exchange(
        programme={"contact": None, "plan": "計画"},
        subjects=[bus(name="bus", operator=None, answers={"SVC-01": {"status": "partial", "comment": None}})],
    )
    made = after(held, merged(held, told_now, LATER))
    assert (made.programme.contact, made.programme.plan, made.programme.review) == (None, "計画", "毎年度")
    assert made.programme.municipality == "みらい市"
    one = made.subject("bus")
    assert one and (one.operator, one.organ) == (None, "市長部局")
    kept = made.answers["bus", "SVC-01"]
    assert (kept.comment, [item.title for item in kept.evidence]) == (None, ["規程"])


def test_lists_are_replaced_whole_and_wordings_one_by_one() -> None:
    wording = {"GOV-01": {"text": "一。", "stage": "implemented"}}
    held = assessment([], choice={"hide": ["SVC-01", "SVC-02"], "wording": wording}, policies=[{"title": "旧"}])
    other = {"GOV-02": {"text": "二。", "stage": "planned"}}
    told_now = exchange(section7={"hide": ["SVC-03"], "wording": other}, policies=[{"title": "新"}])
    made = after(held, merged(held, told_now, LATER))
    assert made.section7.hide == ("SVC-03",)
    assert set(made.section7.wording) == {"GOV-01", "GOV-02"}
    assert [one.title for one in made.programme.policies] == ["新"]


def test_what_must_stay_said_is_not_taken_back_by_null() -> None:
    held = assessment([], budget_state="approved")
    told_now = exchange(programme={"municipality": None, "budget_state": None})
    assert merged(held, told_now, LATER) == ()
    assert held.programme == programme(budget_state="approved")
