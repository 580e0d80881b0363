"""What the records of an assessment prove of the checklist's controls, proposed as answers and never imposed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.privacy import FLOW_POINTS, Occasion, Pia, Treatment
from assessor.model.privacy_guide import MyNumberDuty, PrivacyGuide, Proof
from assessor.model.privacy_result import ApprovalState, MyNumberResult, Proposal, ProposalState, RatedRisk
from assessor.model.programme import Subject
from assessor.model.scales import Status


class Records(NamedTuple):
    """What proofs are judged by."""

    pia: Pia
    risks: tuple[RatedRisk, ...]
    approval: ApprovalState
    mynumber: MyNumberResult | None


class Proven(NamedTuple):
    """What a record says of a fact: a status, or None where it says nothing; and the day it is of."""

    status: Status | None
    dated: date | None = None


_SILENT = Proven(None)
_Prover = Callable[[Records], Proven]


def proposals(
    checklist: Checklist, guide: PrivacyGuide, assessment: Assessment, subject: Subject, records: Records
) -> tuple[Proposal, ...]:
    """An answer for each control that the records say something of and that applies to the service.

    Where an answer is stored it stays: it agrees with the record, or the two are marked as differing.
    """
    found: list[Proposal] = []
    for proof, control_id in guide.proofs.items():
        control = checklist.controls.get(control_id)
        proven = _PROVERS[proof](records)
        if control is None or proven.status is None:
            continue
        if control.applies_if.applicability(subject.facts) is not Applicability.APPLICABLE:
            continue
        answer = assessment.answers.get((subject.id, control_id))
        stored = answer.status if answer else None
        if stored is None and proven.status is Status.NOT_IMPLEMENTED:
            continue
        title = _title(guide, subject, control.step)
        found.append(
            Proposal(proof, control_id, proven.status, _state(stored, proven.status), stored, title, proven.dated)
        )
    return tuple(sorted(found, key=lambda one: checklist.position[one.control]))


def _state(stored: Status | None, proven: Status) -> ProposalState:
    if stored is None:
        return ProposalState.PROPOSED
    agrees = stored in (proven, Status.NOT_APPLICABLE)
    return ProposalState.AGREES if agrees else ProposalState.CONFLICT


def _title(guide: PrivacyGuide, subject: Subject, step_id: str | None) -> str:
    step = next((one.title.ja for one in guide.steps if one.id.value == step_id), None)
    return f"PIAの記録「{step}」（{subject.name}）" if step else f"PIAの記録（{subject.name}）"


def _share(values: Iterable[object], dated: date | None = None) -> Proven:
    """All there = implemented, some = partial, none = silent."""
    told = [bool(value) for value in values]
    if not any(told):
        return _SILENT
    return Proven(Status.IMPLEMENTED if all(told) else Status.PARTIAL, dated)


def _of_risks(told: Callable[[RatedRisk], object]) -> _Prover:
    return lambda records: _share(told(one) for one in records.risks)


def _threshold_decided(records: Records) -> Proven:
    said = records.pia.threshold
    if said.decision is None:
        return _SILENT
    return _share((said.decision, said.reason, said.decided_by, said.decided_on), said.decided_on)


def _before_contract(records: Records) -> Proven:
    contract, made = records.pia.preparation.contract_on, records.pia.report.made_on
    start = records.pia.start
    if contract is None:
        return _SILENT
    if start is not None and start.date > contract:
        return Proven(Status.NOT_IMPLEMENTED, start.date)
    return Proven(Status.IMPLEMENTED, made) if made is not None and made <= contract else _SILENT


def _owner_named(records: Records) -> Proven:
    return _share((records.pia.preparation.owner,))


def _plan_written(records: Records) -> Proven:
    said = records.pia.preparation
    return _share((said.scope, said.due or said.schedule))


def _described(records: Records) -> Proven:
    said = records.pia.description
    return _share((said.purpose, said.persons, said.systems, records.pia.items))


def _legal_basis(records: Records) -> Proven:
    return _share((records.pia.description.legal_basis,))


def _stakeholders_listed(records: Records) -> Proven:
    return _share((records.pia.stakeholders, len(records.pia.stakeholders) > 1))


def _views_heard(records: Records) -> Proven:
    heard = [one for one in records.pia.stakeholders.values() if one.heard_on]
    if not heard:
        return _SILENT
    last = max(one.heard_on for one in heard if one.heard_on)
    return Proven(Status.IMPLEMENTED if all(one.views and one.response for one in heard) else Status.PARTIAL, last)


def _flow_drawn(records: Records) -> Proven:
    flows = records.pia.flows.values()
    if not flows:
        return _SILENT
    drawn = {item for flow in flows for item in flow.items}
    whole = all(flow.at(point) for flow in flows for point in FLOW_POINTS)
    return Proven(Status.IMPLEMENTED if whole and drawn >= set(records.pia.items) else Status.PARTIAL)


def _uses_listed(records: Records) -> Proven:
    kinds = {use.misuse for use in records.pia.uses.values()}
    return _share((False in kinds, True in kinds))


def _risks_per_stage(records: Records) -> Proven:
    stages = {one.risk.stage for one in records.risks}
    return _share(point in stages for point in FLOW_POINTS)


def _plan_dated(records: Records) -> Proven:
    planned = [one.risk for one in records.risks if one.risk.treatment is not Treatment.ACCEPT]
    return _share(risk.owner and (risk.due or risk.done) for risk in planned)


def _approved(records: Records) -> Proven:
    if records.approval is ApprovalState.NONE:
        return _SILENT
    last = list(records.pia.approvals.values())[-1]
    if records.approval is not ApprovalState.IN_FORCE:
        return Proven(Status.NOT_IMPLEMENTED, last.date)
    return Proven(Status.PARTIAL if last.despite else Status.IMPLEMENTED, last.date)


def _report_made(records: Records) -> Proven:
    said = records.pia.report
    return _share((said.text, said.made_on), said.made_on)


def _summary_published(records: Records) -> Proven:
    said = records.pia.publication
    return Proven(Status.IMPLEMENTED, said.published_on) if said.published_on and said.place else _SILENT


def _measures_checked(records: Records) -> Proven:
    said = records.pia.followup
    planned = [one.risk for one in records.risks if one.risk.treatment not in (None, Treatment.ACCEPT)]
    if said.measures_checked_on is None:
        return _SILENT
    whole = all(risk.done for risk in planned)
    return Proven(Status.IMPLEMENTED if whole else Status.PARTIAL, said.measures_checked_on)


def _reviewed_on_change(records: Records) -> Proven:
    days = [one.date for one in records.pia.reviews.values() if one.occasion is Occasion.CHANGE]
    return Proven(Status.IMPLEMENTED, max(days)) if days else _SILENT


def _mynumber_judged(records: Records) -> Proven:
    judged = records.mynumber is not None and isinstance(records.mynumber.duty, MyNumberDuty)
    return Proven(Status.IMPLEMENTED, records.pia.threshold.decided_on) if judged else _SILENT


_PROVERS: dict[Proof, _Prover] = {
    Proof.THRESHOLD_DECIDED: _threshold_decided,
    Proof.BEFORE_CONTRACT: _before_contract,
    Proof.OWNER_NAMED: _owner_named,
    Proof.PLAN_WRITTEN: _plan_written,
    Proof.DESCRIBED: _described,
    Proof.LEGAL_BASIS: _legal_basis,
    Proof.STAKEHOLDERS_LISTED: _stakeholders_listed,
    Proof.VIEWS_HEARD: _views_heard,
    Proof.FLOW_DRAWN: _flow_drawn,
    Proof.USES_LISTED: _uses_listed,
    Proof.CONTROLS_LISTED: _of_risks(lambda one: one.risk.controls or one.risk.measures),
    Proof.RISKS_PER_STAGE: _risks_per_stage,
    Proof.HARMS_TOLD: _of_risks(lambda one: one.risk.harm),
    Proof.IMPACT_RATED: _of_risks(lambda one: one.risk.impact),
    Proof.LIKELIHOOD_RATED: _of_risks(lambda one: one.risk.likelihood),
    Proof.MAP_MADE: _of_risks(lambda one: one.inherent and one.residual),
    Proof.TREATMENT_CHOSEN: _of_risks(lambda one: one.risk.treatment and one.risk.reason),
    Proof.PLAN_DATED: _plan_dated,
    Proof.APPROVED: _approved,
    Proof.REPORT_MADE: _report_made,
    Proof.SUMMARY_PUBLISHED: _summary_published,
    Proof.MEASURES_CHECKED: _measures_checked,
    Proof.REVIEWED_ON_CHANGE: _reviewed_on_change,
    Proof.MYNUMBER_JUDGED: _mynumber_judged,
}
