"""What follows from an assessment: bands, steps, approval, what records prove."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.privacy import assess_privacy
from assessor.engine.privacy_risk import band_of
from assessor.model.assessment import Answer
from assessor.model.privacy import Approval, FollowUp, LifeCycle, Pia, Preparation, Threshold, Treatment, Verdict
from assessor.model.privacy_guide import Proof, Step
from assessor.model.privacy_result import ApprovalState, PiaResult, Proposal, ProposalState, StepState
from assessor.model.programme import Subject, SubjectKind
from assessor.model.scales import Status
from tests.model.mini import shipped
from tests.model.pias import LEVELS, PIAS, TODAY, assessment, risk, service


def result(pia: Pia, answers: dict[str, Status] | None = None, **facts: bool | None) -> PiaResult:
    subject = service(**facts)
    return assess_privacy(shipped(), assessment(subject, answers), subject, pia, TODAY)


def approved(pia: Pia, answers: dict[str, Status] | None = None) -> Pia:
    basis = result(pia, answers).rests_on
    return pia.model_copy(update={"approvals": {"A1": Approval(by="部長", date=TODAY, rests_on=basis)}})


@given(LEVELS, LEVELS, LEVELS, LEVELS)
def test_lower_values_never_lead_to_a_graver_band_and_grave_impact_is_never_below_high(
    impact: int, likelihood: int, less: int, rarer: int
) -> None:
    matrix = shipped().risk
    ranks = {band.id: rank for rank, band in enumerate(matrix.bands)}
    before = band_of(matrix, impact, likelihood)
    after = band_of(matrix, min(impact, less), min(likelihood, rarer))
    assert before is not None and after is not None and ranks[after] <= ranks[before]
    assert ranks[str(band_of(matrix, 4, likelihood))] >= ranks["high"]


@given(PIAS)
def test_residual_risk_never_stands_above_inherent_risk(pia: Pia) -> None:
    ranks = {band.id: rank for rank, band in enumerate(shipped().risk.bands)}
    for one in result(pia).risks:
        assert one.residual is None or (one.inherent is not None and ranks[one.residual] <= ranks[one.inherent])


@given(PIAS)
def test_every_risk_is_there_once_gravest_first_and_looking_twice_gives_the_same(pia: Pia) -> None:
    found = result(pia)
    ranks = {band.id: rank for rank, band in enumerate(shipped().risk.bands)}
    assert sorted(one.id for one in found.risks) == sorted(pia.risks)
    gravity = [ranks.get(one.residual or one.inherent or "", -1) for one in found.risks]
    assert gravity == sorted(gravity, reverse=True)
    assert result(pia) == found


# steps


@given(PIAS)
def test_a_step_is_done_exactly_when_it_lacks_nothing(pia: Pia) -> None:
    found = result(pia)
    assert [one.step.id for one in found.steps] == list(Step)
    for one in found.steps:
        assert (one.state in (StepState.DONE, StepState.LEFT_OUT)) == (not one.missing)


def test_a_decision_that_none_is_needed_leaves_the_other_steps_out_and_asks_for_a_reason() -> None:
    pia = Pia(threshold=Threshold(decision=Verdict.NOT_NEEDED, decided_by="課長", decided_on=TODAY))
    steps = result(pia).steps
    assert ("decision_reason", None) in steps[0].missing
    assert {one.state for one in steps[1:]} == {StepState.LEFT_OUT}


def test_a_short_assessment_leaves_two_steps_out() -> None:
    left_out = [
        one.step.id for one in result(Pia(threshold=Threshold(decision=Verdict.SHORT))).steps if not one.missing
    ]
    assert left_out == [Step.STAKEHOLDER, Step.USE_CASE]


def test_measures_that_are_late_and_a_review_that_is_due_are_named() -> None:
    late = risk(due=TODAY.replace(year=2025))
    pia = Pia(risks={"R1": late, "R2": risk()}, followup=FollowUp(next_review=TODAY.replace(month=1)))
    found = result(pia)
    assert found.review_due
    missing = found.steps[-1].missing
    assert ("risk_overdue", "R1") in missing and ("risk_overdue", "R2") not in missing
    assert ("review_overdue", None) in missing


def test_a_contract_that_comes_before_the_approval_is_named() -> None:
    def lacks(days: int) -> bool:
        pia = Pia(preparation=Preparation(contract_on=TODAY + timedelta(days=days)))
        found = result(pia)
        return any(gap.code == "contract_passed" for step in found.steps for gap in step.missing)

    assert lacks(-1) and lacks(0) and not lacks(1)


def test_a_risk_that_rests_on_a_control_not_implemented_says_so() -> None:
    pia = Pia(risks={"R1": risk(controls=("SVC-04",))})
    assert result(pia, {"SVC-04": Status.PARTIAL}).risks[0].weak == ("SVC-04",)
    assert result(pia).risks[0].weak == ("SVC-04",)
    assert result(pia, {"SVC-04": Status.IMPLEMENTED}).risks[0].weak == ()


def test_answers_are_looked_up_on_the_systems_the_service_uses_and_not_where_facts_rule_them_out() -> None:
    subject = service()
    base = assessment(subject)
    systems = [Subject(id=f"os{n}", kind=SubjectKind.CITY_OS, name="基盤") for n in (1, 2)]
    devices = Subject(id="dev", kind=SubjectKind.ASSET_GROUP, name="水位計", facts={"camera": False})
    whole = base.model_copy(update={"subjects": (*base.subjects, *systems, devices)})
    pia = Pia(risks={"R1": risk(controls=("COS-02", "AST-21"))})
    found = assess_privacy(shipped(), whole, subject, pia, TODAY)
    assert [(one.control, one.subject) for one in found.controls] == [("COS-02", "os1"), ("COS-02", "os2")]
    chosen = pia.model_copy(update={"description": pia.description.model_copy(update={"uses": ("os2",)})})
    found = assess_privacy(shipped(), whole, subject, chosen, TODAY)
    assert [one.subject for one in found.controls] == ["os2"]


# approval

BASE = Pia(risks={"R1": risk(controls=("SVC-04",))}, preparation=Preparation(owner="課長"))


def changed(**parts: Any) -> Pia:
    return approved(BASE).model_copy(update=parts)


def test_an_approval_stands_while_nothing_it_rested_on_changes() -> None:
    assert result(BASE).approval is ApprovalState.NONE
    assert result(approved(BASE)).approval is ApprovalState.IN_FORCE


@pytest.mark.parametrize(
    "pia",
    [
        changed(risks={"R1": risk(controls=("SVC-04",), residual_likelihood=2)}),
        changed(risks={**BASE.risks, "R2": risk()}),
        changed(risks={}),
        changed(preparation=Preparation(owner="部長")),
        changed(threshold=Threshold(answers={"ai": True})),
    ],
)
def test_an_approval_is_void_once_a_record_it_rested_on_changes(pia: Pia) -> None:
    assert result(pia).approval is ApprovalState.VOID
    assert ("approval_void", None) in result(pia).steps[11].missing


def test_an_approval_is_void_once_an_answer_behind_a_control_changes() -> None:
    pia = approved(BASE, {"SVC-04": Status.IMPLEMENTED})
    assert result(pia, {"SVC-04": Status.IMPLEMENTED, "SVC-05": Status.UNKNOWN}).approval is ApprovalState.IN_FORCE
    assert result(pia, {"SVC-04": Status.PARTIAL}).approval is ApprovalState.VOID


def test_taking_a_measure_and_publishing_leave_an_approval_standing() -> None:
    done = changed(risks={"R1": risk(controls=("SVC-04",), done=TODAY)}, followup=FollowUp(measures_checked_on=TODAY))
    assert result(done).approval is ApprovalState.IN_FORCE


@given(PIAS, PIAS)
def test_two_assessments_share_what_an_approval_rests_on_only_if_their_steps_are_equal(one: Pia, other: Pia) -> None:
    names = ("threshold", "preparation", "description", "items", "flows", "stakeholders", "uses", "risks")
    equal = all(getattr(one, name) == getattr(other, name) for name in names) and one.report.text == other.report.text
    assert (result(one).rests_on == result(other).rests_on) == equal


# what records prove


def proposal(found: PiaResult, proof: Proof) -> Proposal | None:
    return next((one for one in found.proposals if one.proof is proof), None)


def test_a_proven_control_is_proposed_and_counts_nowhere_before_somebody_confirms_it() -> None:
    found = proposal(result(Pia(preparation=Preparation(owner="課長"))), Proof.OWNER_NAMED)
    assert found is not None
    assert (found.control, found.status, found.state) == ("PIA-04", Status.IMPLEMENTED, ProposalState.PROPOSED)


@pytest.mark.parametrize(
    ("stored", "state"),
    [
        (Status.IMPLEMENTED, ProposalState.AGREES),
        (Status.NOT_APPLICABLE, ProposalState.AGREES),
        (Status.PARTIAL, ProposalState.CONFLICT),
        (Status.NOT_IMPLEMENTED, ProposalState.CONFLICT),
        (Status.UNKNOWN, ProposalState.CONFLICT),
    ],
)
def test_a_stored_answer_agrees_with_the_record_or_the_two_are_marked(stored: Status, state: ProposalState) -> None:
    subject = service()
    held = assessment(subject)
    answer = Answer(status=stored, as_of=TODAY, reason="理由")
    held = held.model_copy(update={"answers": {("bus", "PIA-04"): answer}})
    pia = Pia(preparation=Preparation(owner="課長"))
    found = proposal(assess_privacy(shipped(), held, subject, pia, TODAY), Proof.OWNER_NAMED)
    assert found is not None and (found.state, found.stored) == (state, stored)


def test_a_void_approval_contradicts_an_answer_but_proposes_none() -> None:
    void = changed(risks={})
    assert proposal(result(void), Proof.APPROVED) is None
    found = proposal(result(void, {"PIA-20": Status.IMPLEMENTED}), Proof.APPROVED)
    assert found is not None and found.state is ProposalState.CONFLICT


@given(PIAS)
def test_records_that_say_nothing_propose_nothing_and_controls_that_do_not_apply_are_left_alone(pia: Pia) -> None:
    assert result(pia, personal_data=False).proposals == ()
    assert result(Pia()).proposals == ()


def test_plans_are_proven_whole_only_when_every_risk_but_accepted_ones_has_owner_and_day() -> None:
    accepted = risk(treatment=Treatment.ACCEPT, owner=None, due=None)
    whole = proposal(result(Pia(risks={"R1": risk(), "R2": accepted})), Proof.PLAN_DATED)
    part = proposal(result(Pia(risks={"R1": risk(), "R2": risk(treatment=None, owner=None)})), Proof.PLAN_DATED)
    assert whole is not None and part is not None
    assert (whole.status, part.status) == (Status.IMPLEMENTED, Status.PARTIAL)


# prompts


@given(st.sampled_from(("location", "ai", "iot", "health")), st.sampled_from((True, False, None)))
def test_prompts_of_a_technology_are_offered_unless_it_is_answered_no(name: str, value: bool | None) -> None:
    found = result(Pia(threshold=Threshold(answers={name: value})))
    offered = [one for one in found.prompts if one.technologies == (name,)]
    assert bool(offered) is (value is not False)


def test_a_prompt_that_was_taken_is_not_offered_again() -> None:
    assert "PRV-01" in [one.id for one in result(Pia()).prompts]
    taken = Pia(risks={"R1": risk(prompt="PRV-01", stage=LifeCycle.COLLECT)})
    assert "PRV-01" not in [one.id for one in result(taken).prompts]
