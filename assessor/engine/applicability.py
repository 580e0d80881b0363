"""Which controls are asked of which subjects, and whether they apply; a subject's own facts decide and nothing else."""

from datetime import date

from assessor.model.assessment import Answer, Assessment
from assessor.model.checklist import Category, Checklist, Control
from assessor.model.fiscal import months_later
from assessor.model.programme import SubjectKind
from assessor.model.result import Pair
from assessor.model.scales import Status


def pairs(checklist: Checklist, assessment: Assessment, today: date) -> tuple[Pair, ...]:
    """Every control asked of every subject, subjects in their order, controls in checklist order."""
    asked: dict[SubjectKind, list[tuple[Category, Control]]] = {
        kind: list(checklist.asked_of(kind)) for kind in SubjectKind
    }
    found: list[Pair] = []
    for subject in assessment.subjects:
        for category, control in asked[subject.kind]:
            answer = assessment.answers.get((subject.id, control.id))
            applicability = control.applies_if.applicability(subject.facts)
            found.append(
                Pair(subject.id, control.id, category.id, applicability, answer, is_stale(control, answer, today))
            )
    return tuple(found)


def is_stale(control: Control, answer: Answer | None, today: date) -> bool:
    """True where the control asks for something periodic and the answer is older than it allows."""
    if answer is None or control.valid_for is None or answer.status is Status.NOT_APPLICABLE:
        return False
    return today > months_later(answer.as_of, control.valid_for)
