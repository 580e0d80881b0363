"""The one computation: checklist and assessment in, everything that follows from them out."""

from datetime import date

from assessor.engine.applicability import pairs
from assessor.engine.findings import findings
from assessor.engine.scoring import scorecard
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.result import AssessmentResult


def evaluate(checklist: Checklist, assessment: Assessment, today: date) -> AssessmentResult:
    """Judge an assessment on a day (`today` decides which duties are in force, plans past and answers stale)."""
    found = pairs(checklist, assessment, today)
    return AssessmentResult.model_construct(
        checklist=checklist,
        assessment=assessment,
        today=today,
        pairs=found,
        scorecard=scorecard(checklist, assessment.subjects, found, today),
        findings=findings(checklist, assessment.subjects, found, today),
    )
