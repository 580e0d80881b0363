"""Everything that follows from one service's privacy impact assessment."""

from datetime import date

from assessor.engine.privacy_approval import approval_state, rests_on
from assessor.engine.privacy_proofs import Records, proposals
from assessor.engine.privacy_risk import linked_controls, offered_prompts, rated_risks
from assessor.engine.privacy_steps import Known, step_results, verdict_of
from assessor.engine.privacy_threshold import judge_mynumber, judge_threshold, threshold_answers
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.privacy import Pia
from assessor.model.privacy_result import PiaResult
from assessor.model.programme import Subject

MYNUMBER_FACT = "mynumber"


def assess_privacy(checklist: Checklist, assessment: Assessment, subject: Subject, pia: Pia, today: date) -> PiaResult:
    """Judge an assessment on a day (`today` decides what is overdue).

    Raises:
        ValueError: the checklist has no privacy part.
    """
    guide = checklist.privacy
    if guide is None:
        raise ValueError(checklist.id)
    answers = threshold_answers(guide, subject.facts, pia.threshold)
    threshold = judge_threshold(guide, answers)
    asked = guide.mynumber is not None and subject.facts.get(MYNUMBER_FACT) is not False
    mynumber = judge_mynumber(guide.mynumber, pia.threshold) if guide.mynumber and asked else None
    linked = linked_controls(checklist, assessment, subject.id, pia)
    risks = rated_risks(checklist, pia, linked)
    digest = rests_on(checklist, pia, linked)
    approval, approval_id = approval_state(pia, digest)
    records = Records(pia, risks, approval, mynumber if subject.facts.get(MYNUMBER_FACT) else None)
    return PiaResult.model_construct(
        subject=subject,
        pia=pia,
        today=today,
        threshold=threshold,
        mynumber=mynumber,
        verdict=verdict_of(pia, threshold),
        risks=risks,
        controls=linked,
        steps=step_results(guide, Known(pia, threshold, risks, approval, today)),
        prompts=offered_prompts(guide, answers, pia),
        proposals=proposals(checklist, guide, assessment, subject, records),
        approval=approval,
        approval_id=approval_id,
        rests_on=digest,
        review_due=pia.followup.next_review is not None and pia.followup.next_review < today,
    )
