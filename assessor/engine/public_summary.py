"""The gate of an assessment to the public: what was written for residents, what is in place, and nothing else."""

from collections.abc import Iterator

from assessor.engine.privacy import MYNUMBER_FACT
from assessor.engine.publication import public_glossary, public_view
from assessor.model.condition import Applicability
from assessor.model.privacy import Approval
from assessor.model.privacy_result import ApprovalState, PiaResult
from assessor.model.programme import Subject
from assessor.model.public_summary import PublicItem, PublicSummary
from assessor.model.publication import Stage
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Status

CAMERA_FACT, CAMERA_SECTION = "camera", "camera"


def public_summary(result: AssessmentResult, pia: PiaResult) -> PublicSummary:
    """What the summary of one service's assessment may be made of."""
    programme, subject = result.assessment.programme, pia.subject
    said, text = pia.pia.description, pia.pia.publication
    approved = _approval(pia)
    return PublicSummary(
        municipality=programme.municipality,
        plan=programme.plan,
        service=subject.name,
        operator=subject.operator,
        introduction=text.introduction,
        purpose=said.purpose,
        benefit=said.benefit,
        persons=said.persons,
        items=tuple(
            PublicItem(name=item.name, reason=item.reason, retention=item.retention) for item in pia.pia.items.values()
        ),
        recipients=said.recipients,
        countries=said.countries,
        protections=(*text.measures, *_protections(result, subject)),
        views=text.views,
        approved_by=approved.by if approved else None,
        approved_on=approved.date if approved else None,
        contact=text.contact or programme.contact,
        next_review=pia.pia.followup.next_review if approved and not pia.review_due else None,
        mynumber=subject.facts.get(MYNUMBER_FACT) is True,
        glossary=public_glossary(result.checklist),
    )


def _approval(pia: PiaResult) -> Approval | None:
    """The approval that may be told: one in force, of a finished assessment."""
    if pia.approval is not ApprovalState.IN_FORCE or pia.approval_id is None:
        return None
    held = pia.pia.approvals[pia.approval_id]
    return None if held.despite or pia.unfinished else held


def _protections(result: AssessmentResult, subject: Subject) -> Iterator[str]:
    """The sentences of section 7 on what is in place that concern this service.

    None but those: a sentence for this service alone would tell by its absence where the others stand.
    """
    own = {pair.control for pair in result.pairs if pair.subject == subject.id and _concerns(pair)}
    sees_people = subject.facts.get(CAMERA_FACT) is True
    for category in public_view(result).categories:
        for one in category.statements:
            if one.stage is Stage.IN_PLACE and (one.id in own or (sees_people and one.section == CAMERA_SECTION)):
                yield one.text


def _concerns(pair: Pair) -> bool:
    excused = pair.answer is not None and pair.answer.status is Status.NOT_APPLICABLE
    return pair.applicability is Applicability.APPLICABLE and not excused
