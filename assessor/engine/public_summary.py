"""The gate of an assessment to the public: what was written for residents, what is in place, and nothing else."""

from collections.abc import Iterator

from assessor.engine.privacy import MYNUMBER_FACT
from assessor.engine.publication import public_glossary
from assessor.engine.statements import Holding, holding
from assessor.model.checklist import Control, PublicRule
from assessor.model.privacy_result import ApprovalState, PiaResult
from assessor.model.programme import SubjectKind
from assessor.model.public_summary import PublicItem, PublicSummary
from assessor.model.result import AssessmentResult, Pair


def public_summary(result: AssessmentResult, pia: PiaResult) -> PublicSummary:
    """What the summary of one service's assessment may be made of."""
    programme, subject = result.assessment.programme, pia.subject
    said, text = pia.pia.description, pia.pia.publication
    approved = (
        pia.pia.approvals[pia.approval_id] if pia.approval is ApprovalState.IN_FORCE and pia.approval_id else None
    )
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
        protections=(*text.measures, *_protections(result, pia)),
        views=text.views,
        approved_by=approved.by if approved else None,
        approved_on=approved.date if approved else None,
        contact=text.contact or programme.contact,
        next_review=pia.pia.followup.next_review if approved and not pia.review_due else None,
        mynumber=subject.facts.get(MYNUMBER_FACT) is True,
        glossary=public_glossary(result.checklist),
    )


def _protections(result: AssessmentResult, pia: PiaResult) -> Iterator[str]:
    """The sentences of what is in place on the service and the devices it uses, one of each topic, none hidden."""
    places = {pia.subject.id, *pia.pia.description.uses}
    pairs: dict[str, list[Pair]] = {}
    for pair in result.pairs:
        if pair.subject in places:
            pairs.setdefault(pair.control, []).append(pair)
    hidden = frozenset(result.assessment.section7.hide)
    best: dict[str, Control] = {}
    for control in result.checklist.controls.values():
        if control.id in hidden or not _is_said(result, control, pairs.get(control.id, [])):
            continue
        topic = control.public.topic or f"={control.id}"
        held = best.get(topic)
        if held is None or control.public.topic_rank < held.public.topic_rank:
            best[topic] = control
    yield from (control.public.implemented.ja for control in best.values() if control.public.implemented)


def _is_said(result: AssessmentResult, control: Control, pairs: list[Pair]) -> bool:
    if control.public.rule is not PublicRule.INDIVIDUAL or control.public.implemented is None:
        return False
    if result.checklist.category_of[control.id].kind_of(control) is SubjectKind.PROGRAMME:
        return False
    return bool(pairs) and all(holding(pair, result.today) is Holding.DONE for pair in pairs)
