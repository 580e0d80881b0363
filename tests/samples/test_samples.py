"""The sample city and the test cities stay believable, complete and true to the shipped checklist."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import assessor.samples
from assessor.catalog.answer_file import read_exchange
from assessor.catalog.loader import load_checklist
from assessor.engine.choices import printed_statements
from assessor.engine.evaluate import evaluate
from assessor.engine.publication import candidates, public_view
from assessor.model.assessment import Answer, Assessment
from assessor.model.change import AnswerChange, ProgrammeChange, Section7Change, SubjectChange
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.exchange import Exchange
from assessor.model.programme import PROGRAMME_ID, Programme, Subject, SubjectKind
from assessor.model.publication import PublicStatement, PublicView, Stage
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status
from assessor.resources import data_folder
from assessor.service.merging import merged

TODAY = date(2026, 11, 22)
SAMPLE = Path(assessor.samples.__file__).with_name("mirai.yaml")
DATA = Path(__file__).resolve().parent.parent / "data"
FILES = [SAMPLE, *(DATA / f"{name}.yaml" for name in ("twenty_measures", "minimal_city", "nothing_in_place"))]

MEASURES = {
    *(f"G{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 4)),
    *(f"O{number}" for number in range(1, 8)),
    *(f"A{number}" for number in range(1, 6)),
}
"""Five measures of governance, three of services, seven of the city OS, five of assets."""


@cache
def checklist() -> Checklist:
    return load_checklist(data_folder("checklists"))


@cache
def exchange(path: Path) -> Exchange:
    told, warnings, _ = read_exchange(path, checklist(), {PROGRAMME_ID: SubjectKind.PROGRAMME})
    assert warnings == ()
    return told


def assessment(path: Path) -> Assessment:
    told = exchange(path)
    assert told.programme is not None and told.programme.municipality
    start = Assessment(programme=Programme(municipality=told.programme.municipality), subjects=())
    programme, choice = start.programme, start.section7
    subjects: list[Subject] = []
    answers: dict[tuple[str, str], Answer] = {}
    for change in merged(start, told, TODAY):
        match change:
            case ProgrammeChange():
                programme = change.programme
            case Section7Change():
                choice = change.choice
            case SubjectChange():
                subjects.append(change.subject)
            case AnswerChange():
                assert change.answer is not None
                answers[change.subject, change.control] = change.answer
    return Assessment(programme=programme, subjects=tuple(subjects), answers=answers, section7=choice)


@cache
def result(path: Path) -> AssessmentResult:
    return evaluate(checklist(), assessment(path), TODAY)


@cache
def view(path: Path) -> PublicView:
    return public_view(result(path))


def statements(path: Path) -> Iterator[PublicStatement]:
    for category in view(path).categories:
        yield from category.statements


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_city_is_called_fictional(path: Path) -> None:
    assert "架空" in path.read_text(encoding="utf-8").partition("assessor:")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_answer_is_to_a_question_asked_of_its_subject(path: Path) -> None:
    asked = {
        kind: {control.id for _, control in checklist().asked_of(kind)}
        for kind in {subject.kind for subject in exchange(path).subjects}
    }
    for subject in exchange(path).subjects:
        assert set(subject.answers) <= asked[subject.kind]
        assert set(subject.facts) <= checklist().fact_ids


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_answers_stand_in_the_order_of_the_checklist(path: Path) -> None:
    for subject in exchange(path).subjects:
        places = [checklist().position[control] for control in subject.answers]
        assert places == sorted(places)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_answer_is_given_where_the_facts_rule_the_question_out(path: Path) -> None:
    idle = [p.key for p in result(path).pairs if p.answer and p.applicability is not Applicability.APPLICABLE]
    assert idle == []


def test_the_sample_names_no_real_municipality() -> None:
    programme = result(SAMPLE).assessment.programme
    assert (programme.municipality, programme.code) == ("みらい市", "000000")
    assert "架空" in (programme.plan or "")


def test_the_sample_has_a_subject_of_every_kind() -> None:
    counted = Counter(subject.kind for subject in result(SAMPLE).assessment.subjects)
    assert counted == {
        SubjectKind.PROGRAMME: 1,
        SubjectKind.SERVICE: 5,
        SubjectKind.CITY_OS: 1,
        SubjectKind.ASSET_GROUP: 3,
    }
    assert result(SAMPLE).assessment.subjects[0].id == PROGRAMME_ID


def test_one_sample_service_has_no_personal_data_and_one_has_sensitive_data() -> None:
    services = [one for one in result(SAMPLE).assessment.subjects if one.kind is SubjectKind.SERVICE]
    assert [one.id for one in services if one.facts["personal_data"] is False] == ["river"]
    assert [one.id for one in services if one.facts["sensitive_personal_data"]] == ["health"]


def test_every_status_is_used_in_the_sample() -> None:
    assert {answer.status for answer in result(SAMPLE).assessment.answers.values()} == set(Status)


def test_about_seventy_percent_of_the_sample_is_answered() -> None:
    coverage = result(SAMPLE).scorecard.total.coverage
    assert coverage is not None and 0.65 <= coverage <= 0.75


def test_every_fact_asked_of_a_sample_subject_is_answered_but_three() -> None:
    """The file says which are open; what is stored may drop them."""
    left_open = []
    for subject in exchange(SAMPLE).subjects:
        asked = {fact.id for fact in checklist().facts if subject.kind in fact.kinds}
        assert asked == set(subject.facts)
        left_open += [(subject.id, name) for name, value in subject.facts.items() if value is None]
    assert sorted(left_open) == [
        ("camera", "face_recognition"),
        ("street-cameras", "face_recognition"),
        ("tourism", "children"),
    ]


def test_the_open_facts_keep_the_sample_provisional() -> None:
    assert result(SAMPLE).scorecard.provisional
    assert result(SAMPLE).scorecard.band is None


def test_sample_answers_speak_of_the_eighteen_months_before() -> None:
    for answer in result(SAMPLE).assessment.answers.values():
        assert date(2025, 6, 1) <= answer.as_of <= TODAY


def test_sample_evidence_is_dated_and_no_later_than_the_answer() -> None:
    for key, answer in result(SAMPLE).assessment.answers.items():
        for piece in answer.evidence:
            assert piece.date is not None, key
            assert date(2025, 1, 1) <= piece.date <= answer.as_of, key


def test_some_sample_answers_are_stale_and_some_lack_evidence() -> None:
    total = result(SAMPLE).scorecard.total
    assert total.stale >= 5
    assert total.without_evidence >= 10


def test_a_sample_plan_is_overdue_and_one_has_no_year() -> None:
    assert any(finding.overdue for finding in result(SAMPLE).findings)
    answers = result(SAMPLE).assessment.answers.values()
    assert any(answer.status is Status.PLANNED and answer.planned_for is None for answer in answers)


def test_no_remark_of_the_sample_is_made_twice() -> None:
    answers = result(SAMPLE).assessment.answers.values()
    remarks = Counter(text for answer in answers for text in (answer.comment, answer.reason) if text)
    assert [text for text, times in remarks.items() if times > 1] == []
    assert len(remarks) > 120


def test_the_sample_meets_every_duty_in_force_but_one() -> None:
    in_force = [duty for duty in result(SAMPLE).scorecard.duties if duty.in_force]
    assert len(in_force) >= 10
    assert [(duty.subject, duty.control) for duty in in_force if not duty.met] == [("programme", "GOV-20")]


def test_the_sample_is_stronger_in_governance_and_city_os_than_in_assets() -> None:
    ratio = {c.id: c.tally.earned / c.tally.possible for c in result(SAMPLE).scorecard.categories}
    assert min(ratio["governance"], ratio["city_os"]) > ratio["service"] > ratio["asset"]


def test_the_privacy_assessments_of_the_sample_stand_at_different_stages() -> None:
    answers = result(SAMPLE).assessment.answers
    assert {subject: answers[subject, "SVC-02"].status for subject in ("bus", "health", "camera", "tourism")} == {
        "bus": Status.IMPLEMENTED,
        "health": Status.IMPLEMENTED,
        "camera": Status.PARTIAL,
        "tourism": Status.PLANNED,
    }


def test_the_sample_could_say_something_at_every_stage_in_every_category() -> None:
    stages: dict[str | None, set[Stage]] = defaultdict(set)
    for statement in candidates(result(SAMPLE)):
        stages[statement.category].add(statement.stage)
    assert {name: found for name, found in stages.items() if name and found != set(Stage)} == {}
    assert {statement.stage for statement in statements(SAMPLE)} == set(Stage)


def test_a_sample_sentence_holds_for_some_services_only() -> None:
    assert any(statement.partial for statement in statements(SAMPLE))


def test_the_officers_choice_in_the_sample_takes_effect() -> None:
    choice = result(SAMPLE).assessment.section7
    assert len(choice.hide) > 1 and len(choice.wording) == 1
    said = {statement.id: statement.text for statement in printed_statements(view(SAMPLE))}
    assert not set(choice.hide) & set(said)
    assert set(choice.hide) <= {statement.id for statement in candidates(result(SAMPLE))}
    assert {name: said.get(name) for name in choice.wording} == {
        name: override.text for name, override in choice.wording.items()
    }


def test_the_twenty_measures_are_all_answered_as_implemented() -> None:
    answers = result(DATA / "twenty_measures.yaml").assessment.answers
    assert {(answer.comment or "").partition(" ")[0] for answer in answers.values()} >= MEASURES
    assert {answer.status for answer in answers.values()} == {Status.IMPLEMENTED}


def test_section_7_carries_each_of_the_twenty_measures() -> None:
    path = DATA / "twenty_measures.yaml"
    said = {statement.id for statement in statements(path) if statement.stage is Stage.IN_PLACE}
    answers = result(path).assessment.answers
    carried = {(answer.comment or "").partition(" ")[0] for (_, control), answer in answers.items() if control in said}
    assert carried >= MEASURES


def test_only_the_watching_of_the_twenty_measures_folds_into_its_category() -> None:
    path = DATA / "twenty_measures.yaml"
    shown = set(result(path).assessment.section7.show)
    folded = {
        control
        for _, control in result(path).assessment.answers
        if checklist().controls[control].public.rule == "aggregate" and control not in shown
    }
    assert folded == {"GOV-09"}
    assert next(one for one in view(path).categories if one.id == "governance").policy is not None


def test_the_minimal_city_has_one_service_and_little_said() -> None:
    path = DATA / "minimal_city.yaml"
    assert [one.kind for one in result(path).assessment.subjects] == [SubjectKind.PROGRAMME, SubjectKind.SERVICE]
    assert 0 < result(path).scorecard.total.answered < 10


def test_where_nothing_is_in_place_no_point_is_earned_and_nothing_is_claimed() -> None:
    path = DATA / "nothing_in_place.yaml"
    total = result(path).scorecard.total
    assert (total.earned, total.undetermined, total.answered) == (0, 0, total.applicable)
    assert total.applicable == len(checklist().controls)
    assert list(statements(path)) == []
