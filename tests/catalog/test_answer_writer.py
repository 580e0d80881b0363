from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.catalog import answer_writer
from assessor.catalog.answer_file import read_exchange
from assessor.catalog.answer_writer import exchange_yaml, scalar
from assessor.catalog.loader import load_checklist
from assessor.catalog.yaml_events import Limits
from assessor.catalog.yaml_source import ANSWER_LIMITS, parse_yaml
from assessor.errors import ExportTooLarge
from assessor.model.assessment import Answer, Assessment, Evidence
from assessor.model.exchange import Exchange
from assessor.model.programme import (
    BudgetState,
    Policy,
    Programme,
    Section7Choice,
    Subject,
    SubjectKind,
    WordingOverride,
    WordingStage,
)
from assessor.model.scales import Status
from assessor.model.text import first_forbidden

CHECKLIST = load_checklist(Path(__file__).resolve().parent.parent / "checklists" / "good" / "mini")
DAY = date(2026, 10, 1)

FULL = Assessment(
    programme=Programme(
        municipality="みらい市",
        code="000000",
        guideline_edition="3.0",
        disclosure_standard=Policy(title="公表基準", published=DAY),
        budget_state=BudgetState.APPROVED,
        policies=(Policy(title="基本方針", published=DAY), Policy(title="要綱")),
    ),
    subjects=(
        Subject(id="programme", kind=SubjectKind.PROGRAMME, name="全体", facts={"cloud": None, "personal_data": True}),
        Subject(id="bus", kind=SubjectKind.SERVICE, name="バス", operator="みらい交通", facts={"public_web": False}),
    ),
    answers={
        ("bus", "SVC-02"): Answer(status=Status.NOT_APPLICABLE, reason="サイトがない\n来年も作らない", as_of=DAY),
        ("bus", "SVC-01"): Answer(status=Status.PARTIAL, planned_for=2027, as_of=DAY),
        ("programme", "GOV-01"): Answer(
            status=Status.IMPLEMENTED, comment="yes", evidence=(Evidence(title="方針: 本文", date=DAY),), as_of=DAY
        ),
    },
    section7=Section7Choice(
        hide=("GOV-03",), wording={"GOV-01": WordingOverride(text="方針です。", stage=WordingStage.IMPLEMENTED)}
    ),
)

WRITTEN = """\
assessor: 1
checklist:
  id: mini
  version: "2026.1"
programme:
  municipality: みらい市
  code: "000000"
  guideline_edition: "3.0"
  disclosure_standard:
    title: 公表基準
    published: 2026-10-01
  budget_state: approved
section7:
  hide:
    - GOV-03
  wording:
    GOV-01:
      text: 方針です。
      stage: implemented
policies:
  - title: 基本方針
    published: 2026-10-01
  - title: 要綱
subjects:
  - id: programme
    kind: programme
    name: 全体
    facts:
      personal_data: true
    answers:
      GOV-01:
        status: implemented
        comment: "yes"
        evidence:
          - title: "方針: 本文"
            date: 2026-10-01
        as_of: 2026-10-01
  - id: bus
    kind: service
    name: バス
    operator: みらい交通
    facts:
      public_web: false
    answers:
      SVC-01:
        status: partial
        planned_for: 令和9年度
        as_of: 2026-10-01
      SVC-02:
        status: not_applicable
        reason: |-
          サイトがない
          来年も作らない
        as_of: 2026-10-01
"""


def read_back(folder: Path, text: str) -> Exchange:
    path = folder / "answers.yaml"
    path.write_text(text, "utf-8")
    return read_exchange(path, CHECKLIST, {}).exchange


def assessment_of(exchange: Exchange) -> Assessment:
    assert exchange.programme is not None
    said = {name: getattr(exchange.programme, name) for name in exchange.programme.model_fields_set}
    return Assessment(
        programme=Programme(**said, policies=exchange.policies or ()),
        subjects=tuple(
            Subject(**{name: getattr(one, name) for name in one.model_fields_set if name != "answers"})
            for one in exchange.subjects
        ),
        answers={
            (subject.id, control): Answer(**{name: getattr(answer, name) for name in answer.model_fields_set})
            for subject in exchange.subjects
            for control, answer in subject.answers.items()
            if answer is not None
        },
        section7=exchange.section7 or Section7Choice(),
    )


def test_an_export_is_written_in_this_form() -> None:
    assert exchange_yaml(CHECKLIST, FULL) == WRITTEN


def test_an_export_reads_back_as_what_people_said(tmp_path: Path) -> None:
    again = assessment_of(read_back(tmp_path, exchange_yaml(CHECKLIST, FULL)))
    assert (again.programme, again.answers, again.section7) == (FULL.programme, FULL.answers, FULL.section7)
    assert exchange_yaml(CHECKLIST, again) == WRITTEN


@pytest.mark.parametrize(("year", "text"), [(2018, "2018年度"), (2019, "令和元年度"), (2030, "令和12年度")])
def test_a_period_is_written_so_that_it_reads_back(tmp_path: Path, year: int, text: str) -> None:
    answer = Answer(status=Status.PLANNED, planned_for=year, as_of=DAY)
    written = exchange_yaml(CHECKLIST, FULL.model_copy(update={"answers": {("bus", "SVC-01"): answer}}))
    assert f"planned_for: {text}\n" in written.replace('"', "")
    assert assessment_of(read_back(tmp_path, written)).answers["bus", "SVC-01"] == answer


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30).filter(lambda text: first_forbidden(text) is None)
TRICKY = st.sampled_from(
    ["null", "~", "012", "1.5", "-", "- a", "a: b", "a #b", "#", "「", "&a", "*a", "!a", "%a", "@a", "`a`", "'a'",
     '"a"', "a\\n", "a\nb", "\na", "a\n", "a \nb", " a", "a\n\n b", "\ta", "a\tb", "[a]", "{a}", "?", "? a", "|", ">",
     "a:", "---", "...", "=", "<<", "2026-01-01", "12:30", "Yes", "0x1", "1_0", "", " ", "\n", "a\n  \nb", "🚌", "神社"]
)  # fmt: skip


@settings(max_examples=200)
@given(text=TRICKY | TEXTS)
def test_every_text_reads_back_equal(text: str) -> None:
    writer = answer_writer._Writer()
    writer.mapping({"one": text, "inner": {"list": [text, {"key": text}]}}, "")
    source = parse_yaml("\n".join(writer.lines) + "\n", "file.yaml", ANSWER_LIMITS)
    assert source.problems == ()
    assert source.data == {"one": text, "inner": {"list": [text, {"key": text}]}}


@settings(max_examples=100)
@given(text=TRICKY | TEXTS)
def test_other_yaml_readers_take_a_text_for_a_text(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(comments=st.lists(TRICKY | TEXTS, max_size=4))
def test_export_import_export_is_byte_identical(tmp_path: Path, comments: list[str]) -> None:
    names = list(CHECKLIST.controls)
    answers = {
        ("programme" if control.startswith("GOV") else "bus", control): Answer(
            status=Status.PARTIAL, comment=comment, evidence=(Evidence(title=f"資料{number}"),), as_of=DAY
        )
        for number, (control, comment) in enumerate(zip(reversed(names[:9]), comments, strict=False))
    }
    first = exchange_yaml(CHECKLIST, FULL.model_copy(update={"answers": answers}))
    assert exchange_yaml(CHECKLIST, assessment_of(read_back(tmp_path, first))) == first


@pytest.mark.parametrize(
    ("limits", "reason"), [(Limits(size=500, nodes=1000), "size"), (Limits(size=5000, nodes=20), "nodes")]
)
def test_an_export_that_no_import_would_take_is_refused(
    monkeypatch: pytest.MonkeyPatch, limits: Limits, reason: str
) -> None:
    monkeypatch.setattr(answer_writer, "ANSWER_LIMITS", limits)
    with pytest.raises(ExportTooLarge) as fault:
        exchange_yaml(CHECKLIST, FULL)
    assert fault.value.values["reason"] == reason


def test_values_are_counted_as_the_reader_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = next(n for n in range(1, 500) if parse_yaml(WRITTEN, "a", Limits(size=10**6, nodes=n)).complete)
    monkeypatch.setattr(answer_writer, "ANSWER_LIMITS", Limits(size=10**6, nodes=counted))
    assert exchange_yaml(CHECKLIST, FULL)
    monkeypatch.setattr(answer_writer, "ANSWER_LIMITS", Limits(size=10**6, nodes=counted - 1))
    with pytest.raises(ExportTooLarge):
        exchange_yaml(CHECKLIST, FULL)
