"""Why a number is what it is, and which answers would raise it most."""

from assessor.engine.scoring import missing_points
from assessor.model.condition import Applicability
from assessor.model.result import AssessmentResult, ControlExplanation, Gain, Pair
from assessor.model.scales import Status


def gains(result: AssessmentResult) -> tuple[Gain, ...]:
    """The applying pairs not yet implemented, by the points that implementing them would add, most first."""
    found = [
        Gain(subject=pair.subject, control=pair.control, points=points)
        for pair in result.pairs
        if (points := missing_points(result.checklist, pair))
    ]
    return tuple(sorted(found, key=lambda gain: -gain.points))


def explain_control(result: AssessmentResult, control_id: str) -> tuple[ControlExplanation, ...]:
    """Per subject the control is asked of: whether it applies and by which facts, and what it earns."""
    return tuple(_explain(result, pair) for pair in result.pairs if pair.control == control_id)


def _explain(result: AssessmentResult, pair: Pair) -> ControlExplanation:
    checklist = result.checklist
    control = checklist.controls[pair.control]
    subject = result.assessment.subject(pair.subject)
    facts = subject.facts if subject else {}
    status = pair.answer.status if pair.answer else None
    counts = pair.applicability is Applicability.APPLICABLE and status is not Status.NOT_APPLICABLE
    weight = checklist.weight(control)
    points = checklist.points(status) if status else 0
    return ControlExplanation(
        subject=pair.subject,
        control=pair.control,
        applicability=pair.applicability,
        deciding_facts={name: facts.get(name) for name in control.applies_if.facts},
        status=status.value if status else None,
        weight=weight,
        points=points,
        earned=weight * points if counts else 0,
        possible=weight * checklist.points(Status.IMPLEMENTED) if counts else 0,
    )
