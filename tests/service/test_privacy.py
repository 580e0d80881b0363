from datetime import UTC, datetime
from pathlib import Path

import pytest

import assessor.samples
from assessor.errors import AnswersInvalid, BadDate, StaleRecord, UnknownControl, UnknownSubject
from assessor.faults.privacy import (
    ApprovalTooEarly,
    BadPiaValue,
    NoProposal,
    PiaForServicesOnly,
    PiaNotInFile,
    PiaStarted,
    PiaUnfinished,
    ResidualAboveInherent,
    UnknownPiaEntry,
    UnknownPiaField,
    UnknownPiaPart,
    UnknownPrompt,
)
from assessor.model.privacy_result import ApprovalState
from assessor.model.programme import SubjectKind
from assessor.model.scales import Status
from assessor.service.assessing import Given, add_subject, answer, create_programme
from assessor.service.composing import Wanted
from assessor.service.exchanging import export_answers, import_answers
from assessor.service.privacy import approve, confirm, pia_result, start_pia, stored_pias
from assessor.service.privacy_exchanging import export_pia, import_pia
from assessor.service.privacy_fields import Telling, part_named, remove_entry, set_part
from assessor.service.privacy_risks import add_risk
from assessor.service.reporting import compose
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace

SESSION = Session("花子", lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))
SAMPLE = Path(assessor.samples.__file__).with_name("mirai.yaml")
UNFINISHED = {"despite": "契約の日が来るため"}
RATED = ["title=知られる", "stage=use", "likelihood=3", "impact=3", "residual_likelihood=1", "residual_impact=2"]


@pytest.fixture
def city(tmp_path: Path) -> str:
    file = str(tmp_path / "city.assessor")
    create_programme(file, SESSION, titles={"municipality": "みらい市"})
    with open_workspace(file, SESSION) as workspace:
        add_subject(workspace, "bus", SubjectKind.SERVICE, {"name": "予約バス"}, ["personal_data=yes"])
    return file


def tell(workspace: Workspace, part: str, *told: str, entry: str | None = None, seen: int | None = None) -> str:
    written = set_part(workspace, "bus", part_named(part), Telling(told, entry, seen))
    return written.entry or str(written.revision)


def test_parts_are_written_field_by_field_and_the_others_stay(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        assert tell(workspace, "description", "purpose=移動を\n助ける", "persons=利用者", "persons=家族") == "1"
        assert tell(workspace, "description", "purpose=", "cloud=国内") == "2"
        said = stored_pias(workspace)["bus"].description
        assert (said.purpose, said.persons, said.cloud) == (None, ("利用者", "家族"), "国内")
        assert tell(workspace, "threshold", "location=yes", "ai=unanswered", "decision=full") == "1"
        assert stored_pias(workspace)["bus"].threshold.answers == {"location": True}


def test_the_number_of_an_entry_taken_back_is_not_given_again(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        assert [tell(workspace, "item", f"name={name}") for name in ("氏名", "電話")] == ["D1", "D2"]
        remove_entry(workspace, "bus", part_named("item"), "D2")
        assert tell(workspace, "item", "name=住所") == "D3"
        assert list(stored_pias(workspace)["bus"].items) == ["D1", "D3"]
        with pytest.raises(UnknownPiaEntry):
            tell(workspace, "item", "name=電話", entry="D2")


def test_two_officers_on_different_parts_never_meet_and_on_the_same_one_the_second_is_told(city: str) -> None:
    with open_workspace(city, SESSION) as one, open_workspace(city, SESSION) as other:
        tell(one, "preparation", "owner=課長")
        tell(other, "description", "purpose=移動")
        with pytest.raises(StaleRecord):
            tell(other, "preparation", "owner=部長", seen=0)
        other.refresh()
        assert stored_pias(other)["bus"].preparation.owner == "課長"


@pytest.mark.parametrize(
    ("part", "told", "error"),
    [
        ("risk", ["titel=知られる"], UnknownPiaField),
        ("risk", ["title"], UnknownPiaField),
        ("risk", ["title=知られる"], BadPiaValue),
        ("risk", ["title= ", "stage=use"], BadPiaValue),
        ("risk", ["title=知られる", "stage=nix"], BadPiaValue),
        ("risk", [*RATED, "impact=5"], BadPiaValue),
        ("risk", [*RATED, "residual_impact=4", "impact=3"], ResidualAboveInherent),
        ("risk", [*RATED, "due=2026-02-30"], BadDate),
        ("risk", [*RATED, "controls=SVC-99"], UnknownControl),
        ("risk", [*RATED, "prompt=PRV-99"], UnknownPrompt),
        ("description", ["uses=nix"], UnknownSubject),
        ("description", ["uses=bus"], UnknownSubject),
        ("threshold", ["location=maybe"], BadPiaValue),
        ("threshold", ["people=-1"], BadPiaValue),
        ("threshold", ["answers=x"], UnknownPiaField),
        ("use", ["scene=乗る", "misuse=true"], BadPiaValue),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_written(
    city: str, part: str, told: list[str], error: type[Exception]
) -> None:
    with open_workspace(city, SESSION) as workspace:
        before = workspace.store.head()
        with pytest.raises(error):
            tell(workspace, part, *told)
        assert workspace.store.head() == before


def test_only_services_have_an_assessment_and_it_begins_once(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        with pytest.raises(PiaForServicesOnly):
            start_pia(workspace, "programme")
        with pytest.raises(BadDate):
            start_pia(workspace, "bus", "2026-11-23")
        assert start_pia(workspace, "bus").isoformat() == "2026-11-22"
        with pytest.raises(PiaStarted):
            start_pia(workspace, "bus")
        with pytest.raises(UnknownPiaPart):
            part_named("start")


def test_an_approval_needs_rated_risks_and_is_void_after_a_change(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        with pytest.raises(ApprovalTooEarly):
            approve(workspace, "bus", "部長", {})
        assert tell(workspace, "risk", *RATED) == "R1"
        add_risk(workspace, "bus", [], "PRV-01")
        with pytest.raises(ApprovalTooEarly) as told:
            approve(workspace, "bus", "部長", UNFINISHED)
        assert told.value.values["count"] == 1
        tell(workspace, "risk", *RATED[2:], entry="R2")
        assert approve(workspace, "bus", "部長", {"note": "条件", **UNFINISHED}) == "A1"
        assert pia_result(workspace, "bus").approval is ApprovalState.IN_FORCE
        tell(workspace, "risk", "due=2026-12-01", entry="R1")
        assert pia_result(workspace, "bus").approval is ApprovalState.VOID
        assert approve(workspace, "bus", "部長", UNFINISHED) == "A2"
        assert pia_result(workspace, "bus").approval is ApprovalState.IN_FORCE


def test_an_unfinished_assessment_is_approved_only_with_a_reason_and_the_public_is_not_told(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "risk", *RATED)
        tell(workspace, "description", "purpose=移動を助けるため")
        before = summary(workspace)
        for given in ({}, {"despite": " "}):
            with pytest.raises(PiaUnfinished) as refused:
                approve(workspace, "bus", "部長", given)
            assert refused.value.values["count"] == len(pia_result(workspace, "bus").unfinished) > 5
        assert stored_pias(workspace)["bus"].approvals == {}
        approve(workspace, "bus", "部長", {**UNFINISHED, "note": "条件"})
        assert stored_pias(workspace)["bus"].approvals["A1"].despite == UNFINISHED["despite"]
        assert pia_result(workspace, "bus").approval is ApprovalState.IN_FORCE
        assert summary(workspace) == before
        proposed = {one.control: one.status for one in pia_result(workspace, "bus").proposals}
        assert proposed["PIA-20"] is Status.PARTIAL


def test_a_finished_assessment_is_approved_without_more_words(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        import_answers(workspace, str(SAMPLE))
        assert pia_result(workspace, "health").unfinished == ()
        name = approve(workspace, "health", "副市長", {"despite": "要らない理由"})
        assert stored_pias(workspace)["health"].approvals[name].despite is None
        assert "副市長" in summary(workspace, "health")


def summary(workspace: Workspace, subject: str = "bus") -> str:
    return compose(workspace, Wanted("pia-summary", subject)).model_dump_json()


@pytest.mark.parametrize("post", ["", "  ", "\u3000"])
def test_an_approval_names_a_post(city: str, post: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "risk", *RATED)
        with pytest.raises(BadPiaValue):
            approve(workspace, "bus", post, UNFINISHED)
        assert stored_pias(workspace)["bus"].approvals == {}


def test_proposals_become_answers_when_confirmed_and_stored_answers_are_never_touched(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "risk", *RATED, "harm=困る")
        answer(workspace, "bus", "PIA-15", Given("not_implemented", comment="これから"))
        before = workspace.result().scorecard.total.answered
        with pytest.raises(NoProposal):
            confirm(workspace, "bus", ["PIA-15"])
        confirmed = {one.control for one in confirm(workspace, "bus")}
        assert "PIA-16" in confirmed and "PIA-15" not in confirmed
        answers = workspace.assessment.answers
        assert answers["bus", "PIA-15"].comment == "これから"
        assert answers["bus", "PIA-16"].status is Status.IMPLEMENTED
        assert answers["bus", "PIA-16"].evidence[0].title.startswith("PIAの記録")
        assert workspace.result().scorecard.total.answered == before + len(confirmed)
        assert confirm(workspace, "bus") == ()


def test_an_answer_taken_back_can_be_confirmed_again(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "preparation", "owner=課長")
        assert [one.control for one in confirm(workspace, "bus")] == ["PIA-04"]
        answer(workspace, "bus", "PIA-04", Given("clear"))
        assert [one.control for one in confirm(workspace, "bus", ["PIA-04"])] == ["PIA-04"]


def test_the_sample_comes_back_byte_for_byte_with_its_approvals_and_imports_twice_without_a_change(
    tmp_path: Path,
) -> None:
    texts: list[str] = []
    source = str(SAMPLE)
    for name in ("one", "two"):
        file = str(tmp_path / f"{name}.assessor")
        create_programme(file, SESSION, titles={"municipality": "みらい市"})
        with open_workspace(file, SESSION) as workspace:
            import_answers(workspace, source)
            assert import_answers(workspace, source).changes == ()
            texts.append(export_answers(workspace, None) or "")
            for subject in ("bus", "camera", "health"):
                assert pia_result(workspace, subject).approval is ApprovalState.IN_FORCE
            assert pia_result(workspace, "tourism").approval is ApprovalState.NONE
            assert [one.control for one in pia_result(workspace, "health").conflicts] == ["PIA-11"]
        exported = tmp_path / "export.yaml"
        exported.write_text(texts[0], "utf-8")
        source = str(exported)
    assert texts[0] == texts[1] and "rests_on" in texts[0]


def test_a_question_taken_back_is_not_answered_and_the_export_can_be_taken_in_again(city: str, tmp_path: Path) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "threshold", "abroad=yes", "large=yes")
        tell(workspace, "threshold", "abroad=unanswered")
        assert stored_pias(workspace)["bus"].threshold.answers == {"large": True}
        path = tmp_path / "out.yaml"
        path.write_text(export_answers(workspace, None) or "", "utf-8")
        assert import_answers(workspace, str(path)).changes == ()


def test_one_assessment_travels_alone(city: str, tmp_path: Path) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "risk", *RATED)
        approve(workspace, "bus", "部長", UNFINISHED)
        text = export_pia(workspace, "bus", None) or ""
    assert "answers" not in text and "personal_data" not in text
    path = tmp_path / "pia.yaml"
    path.write_text(text, "utf-8")
    other = str(tmp_path / "other.assessor")
    create_programme(other, SESSION, titles={"municipality": "市"})
    with open_workspace(other, SESSION) as workspace:
        add_subject(workspace, "bus", SubjectKind.SERVICE, {"name": "別の名"})
        assert import_pia(workspace, "bus", str(path))[0] == 2
        assert import_pia(workspace, "bus", str(path))[0] == 0
        add_subject(workspace, "shop", SubjectKind.SERVICE, {"name": "店"})
        with pytest.raises(PiaNotInFile) as refused:
            import_pia(workspace, "shop", str(path))
        assert refused.value.values == {"path": str(path), "subject": "shop"}
        assert workspace.subject("bus").name == "別の名"
        assert workspace.assessment.programme.municipality == "市"
        assert pia_result(workspace, "bus").approval is ApprovalState.IN_FORCE


def test_import_takes_parts_whole_and_keeps_what_the_file_does_not_name(city: str, tmp_path: Path) -> None:
    path = tmp_path / "in.yaml"
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "preparation", "owner=課長", "team=係長")
        tell(workspace, "item", "name=氏名")
        tell(workspace, "item", "name=電話")
        told = "pia: {preparation: {owner: 部長}, items: {D1: null, D3: {name: 住所}}}"
        path.write_text(f"assessor: 1\nsubjects:\n  - {{id: bus, kind: service, name: 予約バス, {told}}}\n", "utf-8")
        import_answers(workspace, str(path))
        pia = stored_pias(workspace)["bus"]
        assert (pia.preparation.owner, pia.preparation.team) == ("部長", ())
        assert [item.name for item in pia.items.values()] == ["電話", "住所"]


@pytest.mark.parametrize(
    ("pia", "code"),
    [
        ("{items: {X1: {name: 氏名}}}", "bad_entry_id"),
        ("{risks: {R1: {title: a, stage: use, impact: 1, residual_impact: 2}}}", "residual_above_inherent"),
        ("{risks: {R1: {title: a, stage: use, impact: 5}}}", "number_too_large"),
        ("{risks: {R1: {title: a, stage: use, controls: [SVC-99]}}}", "unknown_control"),
        ("{risks: {R1: {title: a, stage: use, prompt: PRV-99}}}", "unknown_prompt"),
        ("{threshold: {answers: {nix: true}}}", "unknown_question"),
        ("{description: {uses: [bus]}}", "unknown_used_subject"),
        ("{followup: {next_review: 2026-13-01}}", "bad_date"),
        ("{prepartion: {owner: 課長}}", "unknown_key"),
        ("{preparation: {owner: ''}}", "value_missing"),
    ],
)
def test_each_fault_of_an_exchange_file_is_told_and_nothing_is_taken(
    city: str, tmp_path: Path, pia: str, code: str
) -> None:
    path = tmp_path / "in.yaml"
    path.write_text(
        f"assessor: 1\nsubjects:\n  - {{id: bus, kind: service, name: 予約バス, pia: {pia}}}\n".replace("''", '""'),
        "utf-8",
    )
    with open_workspace(city, SESSION) as workspace:
        with pytest.raises(AnswersInvalid) as told:
            import_answers(workspace, str(path))
        assert [getattr(one, "code", "") for one in told.value.problems] == [code]
        assert stored_pias(workspace) == {}


def test_a_city_os_has_no_assessment_in_an_exchange_file(city: str, tmp_path: Path) -> None:
    path = tmp_path / "in.yaml"
    path.write_text("assessor: 1\nsubjects:\n  - {id: os, kind: city_os, name: 基盤, pia: {}}\n", "utf-8")
    with open_workspace(city, SESSION) as workspace, pytest.raises(AnswersInvalid) as told:
        import_answers(workspace, str(path))
    assert [getattr(one, "code", "") for one in told.value.problems] == ["pia_of_other_kind"]
