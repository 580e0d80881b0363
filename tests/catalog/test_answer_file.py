from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.catalog.answer_file import ReadExchange, read_exchange
from assessor.catalog.loader import load_checklist
from assessor.errors import AnswersInvalid, FileMissing
from assessor.model.problem import Problem
from assessor.model.programme import SubjectKind
from assessor.model.scales import Status

CHECKLIST = load_checklist(Path(__file__).resolve().parent.parent / "checklists" / "good" / "mini")

GOOD = """\
assessor: 1
checklist: {id: mini, version: "2026.1"}
programme: {municipality: みらい市, code: "000000", budget_state: approved}
section7:
  hide: [GOV-03]
  show: [COS-01, governance-policy, promise-law]
  wording: {GOV-01: {text: 方針です。, stage: implemented}}
policies:
  - {title: 基本方針, published: 2026-03-25}
subjects:
  - id: programme
    kind: programme
    name: 全体
    facts: {personal_data: true, cloud: null}
    answers:
      GOV-01: {status: implemented, evidence: [{title: 方針, date: 2026-03-25}], as_of: 2026-10-01}
      GOV-03: {status: planned, planned_for: 令和9年度}
      GOV-04: {status: not_applicable, reason: 委託がない}
      COS-03: null
  - {id: bus, kind: service, name: バス, answers: {SVC-01: {status: partial, planned_for: 2027}}}
"""


def read(folder: Path, text: str, kinds: dict[str, SubjectKind] | None = None) -> ReadExchange:
    path = folder / "answers.yaml"
    path.write_text(text, "utf-8")
    return read_exchange(path, CHECKLIST, kinds or {})


def problems(folder: Path, text: str, kinds: dict[str, SubjectKind] | None = None) -> list[Problem]:
    with pytest.raises(AnswersInvalid) as fault:
        read(folder, text, kinds)
    return [one for one in fault.value.problems if isinstance(one, Problem)]


def test_a_good_file_is_read_without_a_warning(tmp_path: Path) -> None:
    exchange, warnings, _ = read(tmp_path, GOOD)
    assert warnings == ()
    programme, bus = exchange.subjects
    assert programme.facts == {"personal_data": True, "cloud": None}
    assert programme.answers["COS-03"] is None
    planned = bus.answers["SVC-01"]
    assert planned is not None and (planned.status, planned.planned_for) == (Status.PARTIAL, 2027)


def test_what_the_file_does_not_say_is_not_set(tmp_path: Path) -> None:
    exchange, *_ = read(tmp_path, "assessor: 1\nsubjects:\n  - {id: bus, kind: service, name: バス}\n")
    assert exchange.model_fields_set == {"assessor", "subjects"}
    assert exchange.subjects[0].model_fields_set == {"id", "kind", "name"}


def test_another_version_of_the_checklist_is_a_warning_and_another_checklist_a_problem(tmp_path: Path) -> None:
    _, (warning,), _ = read(tmp_path, GOOD.replace("2026.1", "2025.1"))
    assert (warning.code, warning.warning, warning.line, warning.column) == ("other_version", True, 2, 32)
    assert [one.code for one in problems(tmp_path, GOOD.replace("id: mini", "id: maxi"))] == ["other_checklist"]


def test_a_subject_keeps_its_kind_and_its_spelling(tmp_path: Path) -> None:
    assert [one.code for one in problems(tmp_path, GOOD, {"bus": SubjectKind.CITY_OS})] == ["other_kind"]
    assert [one.code for one in problems(tmp_path, GOOD, {"Bus": SubjectKind.SERVICE})] == ["subject_spelling"]
    assert read(tmp_path, GOOD, {"bus": SubjectKind.SERVICE, "programme": SubjectKind.PROGRAMME})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: bus, kind: service", "id: bus, kind: programme", "programme_kind"),
        ("- id: programme", "- id: whole", "programme_kind"),
        ("reason: 委託がない", 'reason: " "', "reason_missing"),
        ("reason: 委託がない", 'reason: "。。"', "reason_missing"),
        ("reason: 委託がない", 'reason: "-"', "reason_missing"),
        ("id: bus,", "id: Programme,", "doubled_id"),
        ("GOV-03: {status: planned", "AST-01: {status: planned", "control_of_other_kind"),
        ("GOV-03: {status: planned", "GOV-3: {status: planned", "unknown_control"),
        ("cloud: null", "crowd: null", "unknown_fact"),
        ("cloud: null", 'cloud: "yes"', "true_or_false_needed"),
        ("show: [COS-01", "show: [COS-1", "unknown_statement"),
        ("status: partial", "status: partly", "unknown_value"),
        ("planned_for: 2027", "planned_for: 27", "bad_period"),
        ("as_of: 2026-10-01", "as_of: 2026-13-01", "bad_date"),
        ("budget_state: approved", "budget: approved", "unknown_key"),
        ('code: "000000"', "code: 131016", "text_needed"),
        ("assessor: 1", "assessor: 2", "exchange_version"),
    ],
)
def test_each_fault_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in GOOD
    assert code in [one.code for one in problems(tmp_path, GOOD.replace(old, new, 1))]


@pytest.mark.parametrize(
    "text", ["", "[]", "1", "assessor: 1", "\0\0", "a: [", "subjects: {}", "subjects: [1, null, []]"]
)
def test_a_file_of_another_shape_has_problems(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


def test_very_many_faults_end_at_two_hundred(tmp_path: Path) -> None:
    wrong = "".join(f"      X{number}: {{status: done}}\n" for number in range(5000))
    text = f"assessor: 1\nsubjects:\n  - id: bus\n    kind: service\n    name: バス\n    answers:\n{wrong}"
    assert len(problems(tmp_path, text)) == 200


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_exchange(tmp_path / "none.yaml", CHECKLIST, {})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(GOOD)),
    length=st.integers(0, 40),
    scrap=st.sampled_from(["", "null", "1", "[]", "{}", "[", '"', "- ", ": ", "\n", "\t", "- - x\n", "\u202e", "? "]),
)
def test_no_damage_to_an_answer_file_makes_the_reader_fail(tmp_path: Path, start: int, length: int, scrap: str) -> None:
    try:
        read(tmp_path, GOOD[:start] + scrap + GOOD[start + length :])
    except AnswersInvalid as fault:
        assert fault.problems
