"""How far each step of an assessment is and what it still lacks; what is missing never blocks anything."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from assessor.model.privacy import FLOW_POINTS, LifeCycle, Pia, Treatment, Verdict
from assessor.model.privacy_guide import GuideStep, PrivacyGuide, Step
from assessor.model.privacy_result import (
    ApprovalState,
    Missing,
    RatedRisk,
    StepResult,
    StepState,
    ThresholdResult,
)
from assessor.model.text import says_something


class Known(NamedTuple):
    """What the steps are judged by."""

    pia: Pia
    threshold: ThresholdResult
    risks: tuple[RatedRisk, ...]
    approval: ApprovalState
    today: date


_Judge = Callable[[Known], Iterator[Missing]]


def verdict_of(pia: Pia, threshold: ThresholdResult) -> Verdict | None:
    """What was decided, else what the table says."""
    return pia.threshold.decision or threshold.verdict


def step_results(guide: PrivacyGuide, known: Known) -> tuple[StepResult, ...]:
    """Every step with its state; a decision that none or a short one is needed leaves steps out."""
    verdict = verdict_of(known.pia, known.threshold)
    return tuple(_result(step, known, verdict) for step in guide.steps)


def _result(step: GuideStep, known: Known, verdict: Verdict | None) -> StepResult:
    left_out = verdict is Verdict.NOT_NEEDED and step.id is not Step.THRESHOLD
    if left_out or (verdict is Verdict.SHORT and not step.short):
        return StepResult(step, StepState.LEFT_OUT, ())
    missing = tuple(_JUDGES[step.id](known))
    state = StepState.DONE
    if missing:
        state = StepState.BEGUN if _is_begun(step.id, known) else StepState.OPEN
    return StepResult(step, state, missing)


def _is_begun(step: Step, known: Known) -> bool:
    pia = known.pia
    said: dict[Step, bool] = {
        Step.THRESHOLD: bool(pia.threshold.model_fields_set),
        Step.PREPARATION: bool(pia.preparation.model_fields_set),
        Step.DESCRIPTION: bool(pia.description.model_fields_set or pia.items),
        Step.STAKEHOLDER: bool(pia.stakeholders),
        Step.FLOW: bool(pia.flows),
        Step.USE_CASE: bool(pia.uses),
        Step.REPORT: bool(pia.report.model_fields_set or pia.approvals),
        Step.PUBLICATION: bool(pia.publication.model_fields_set),
        Step.FOLLOWUP: bool(pia.followup.model_fields_set or pia.reviews),
        Step.CONTROLS: any(one.risk.controls or one.risk.measures for one in known.risks),
        Step.ANALYSIS: any(one.risk.impact or one.risk.likelihood for one in known.risks),
        Step.TREATMENT: any(one.risk.treatment for one in known.risks),
    }
    return said.get(step, bool(known.risks))


def _unsaid(*pairs: tuple[str, object]) -> Iterator[Missing]:
    return (Missing(code) for code, value in pairs if not _says(value))


def _says(value: object) -> bool:
    """True where a field holds something: a text with a word in it, a list with such a text, a day."""
    if isinstance(value, tuple):
        return any(map(_says, value))
    return says_something(value) if isinstance(value, str) else value not in (None, {})


def _threshold(known: Known) -> Iterator[Missing]:
    said = known.pia.threshold
    yield from (Missing("threshold_question", name) for name in known.threshold.open)
    yield from _unsaid(("decision", said.decision), ("decided_by", said.decided_by), ("decided_on", said.decided_on))
    differs = said.decision is not None and known.threshold.verdict not in (None, said.decision)
    if (differs or said.decision is Verdict.NOT_NEEDED) and not _says(said.reason):
        yield Missing("decision_reason")


def _preparation(known: Known) -> Iterator[Missing]:
    said = known.pia.preparation
    yield from _unsaid(("owner", said.owner), ("team", said.team), ("scope", said.scope), ("due", said.due))
    # From that day on little can be changed: an assessment that is not approved by then comes too late.
    if said.contract_on is not None and said.contract_on <= known.today and known.approval is ApprovalState.NONE:
        yield Missing("contract_passed")


def _description(known: Known) -> Iterator[Missing]:
    said = known.pia.description
    yield from _unsaid(
        ("purpose", said.purpose),
        ("legal_basis", said.legal_basis),
        ("persons", said.persons),
        ("systems", said.systems),
        ("items", known.pia.items),
    )
    for name, item in known.pia.items.items():
        if not _says(item.reason):
            yield Missing("item_reason", name)
        if not _says(item.retention):
            yield Missing("item_retention", name)


def _stakeholder(known: Known) -> Iterator[Missing]:
    people = known.pia.stakeholders
    if not people:
        yield Missing("stakeholders")
    elif not any(one.heard_on for one in people.values()):
        yield Missing("nobody_heard")
    for name, one in people.items():
        if _says(one.views) and not _says(one.response):
            yield Missing("views_response", name)


def _flow(known: Known) -> Iterator[Missing]:
    flows = known.pia.flows
    if not flows:
        yield Missing("flows")
    drawn = {item for flow in flows.values() for item in flow.items}
    yield from (Missing("item_without_flow", name) for name in known.pia.items if name not in drawn)
    for name, flow in flows.items():
        if any(not _says(flow.at(point)) for point in FLOW_POINTS):
            yield Missing("flow_gap", name)


def _use_case(known: Known) -> Iterator[Missing]:
    kinds = {use.misuse for use in known.pia.uses.values()}
    if False not in kinds:
        yield Missing("uses")
    if True not in kinds:
        yield Missing("misuses")


def _controls(known: Known) -> Iterator[Missing]:
    if not known.risks:
        yield Missing("risks")
    for one in _in_order(known):
        if not one.risk.controls and not _says(one.risk.measures):
            yield Missing("risk_controls", one.id)


def _risk_identify(known: Known) -> Iterator[Missing]:
    stages = {one.risk.stage for one in known.risks}
    yield from (Missing("risk_stage", point.value) for point in (*FLOW_POINTS, LifeCycle.PERSON) if point not in stages)
    yield from (Missing("risk_harm", one.id) for one in _in_order(known) if not _says(one.risk.harm))


def _analysis(known: Known) -> Iterator[Missing]:
    if not known.risks:
        yield Missing("risks")
    yield from (Missing("risk_rating", one.id) for one in _in_order(known) if one.inherent is None)


def _evaluation(known: Known) -> Iterator[Missing]:
    if not known.risks:
        yield Missing("risks")
    yield from (Missing("risk_residual", one.id) for one in _in_order(known) if one.residual is None)


def _treatment(known: Known) -> Iterator[Missing]:
    if not known.risks:
        yield Missing("risks")
    for one in _in_order(known):
        risk = one.risk
        if risk.treatment is None:
            yield Missing("risk_treatment", one.id)
        elif not _says(risk.reason):
            yield Missing("risk_reason", one.id)
        if risk.treatment not in (None, Treatment.ACCEPT):
            if not _says(risk.owner):
                yield Missing("risk_owner", one.id)
            if not risk.due and not risk.done:
                yield Missing("risk_due", one.id)
    yield from (Missing("control_weak", one.id) for one in _in_order(known) if one.weak)


def _report(known: Known) -> Iterator[Missing]:
    said = known.pia.report
    yield from _unsaid(("conclusion", said.text), ("report_date", said.made_on))
    if known.approval is ApprovalState.NONE:
        yield Missing("approval")
    elif known.approval is ApprovalState.VOID:
        yield Missing("approval_void")


def _publication(known: Known) -> Iterator[Missing]:
    said = known.pia.publication
    yield from _unsaid(
        ("introduction", said.introduction),
        ("contact", said.contact),
        ("published_on", said.published_on),
        ("place", said.place),
    )


def _followup(known: Known) -> Iterator[Missing]:
    said = known.pia.followup
    yield from _unsaid(("next_review", said.next_review), ("measures_checked", said.measures_checked_on))
    if said.next_review is not None and said.next_review < known.today:
        yield Missing("review_overdue")
    for one in _in_order(known):
        if one.risk.due and not one.risk.done and one.risk.due < known.today:
            yield Missing("risk_overdue", one.id)


def _in_order(known: Known) -> list[RatedRisk]:
    order = {name: place for place, name in enumerate(known.pia.risks)}
    return sorted(known.risks, key=lambda one: order[one.id])


_JUDGES: dict[Step, _Judge] = {
    Step.THRESHOLD: _threshold,
    Step.PREPARATION: _preparation,
    Step.DESCRIPTION: _description,
    Step.STAKEHOLDER: _stakeholder,
    Step.FLOW: _flow,
    Step.USE_CASE: _use_case,
    Step.CONTROLS: _controls,
    Step.RISK_IDENTIFY: _risk_identify,
    Step.ANALYSIS: _analysis,
    Step.EVALUATION: _evaluation,
    Step.TREATMENT: _treatment,
    Step.REPORT: _report,
    Step.PUBLICATION: _publication,
    Step.FOLLOWUP: _followup,
}
