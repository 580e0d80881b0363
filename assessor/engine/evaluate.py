"""The one computation: checklist and assessment in, everything that follows from them out."""

from datetime import date

from assessor.engine.applicability import pairs
from assessor.engine.findings import findings
from assessor.engine.scoring import scorecard
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.result import AssessmentResult


def evaluate(checklist: Checklist, assessment: Assessment, today: date) -> AssessmentResult:
    """Judge an assessment on a day (`today` decides which duties are in force, plans past and answers stale).

    Subjects that have ended are left out of all that follows; what was said of them stays where it is stored.
    """
    assessment = going_on(assessment, today)
    found = pairs(checklist, assessment, today)
    return AssessmentResult.model_construct(
        checklist=checklist,
        assessment=assessment,
        today=today,
        pairs=found,
        scorecard=scorecard(checklist, assessment.subjects, found, today),
        findings=findings(checklist, assessment.subjects, found, today),
    )


def going_on(assessment: Assessment, today: date) -> Assessment:
    """The assessment without the subjects that have ended, and what was said of them."""
    over = {subject.id for subject in assessment.subjects if subject.is_over(today)}
    if not over:
        return assessment
    return assessment.model_copy(
        update={
            "subjects": tuple(subject for subject in assessment.subjects if subject.id not in over),
            "answers": {key: answer for key, answer in assessment.answers.items() if key[0] not in over},
        }
    )
