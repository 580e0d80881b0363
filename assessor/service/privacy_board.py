"""All assessments at a glance, for the screen: computed at each look from one reading of the store."""

from assessor.engine.privacy import assess_privacy
from assessor.model.privacy import Pia
from assessor.model.privacy_board import PrivacyBoard, ServiceStanding
from assessor.model.privacy_result import ApprovalState, PiaResult, ProposalState, StepState
from assessor.model.programme import Subject, SubjectKind
from assessor.service.privacy import guided, stored_pias
from assessor.service.privacy_items import with_items
from assessor.service.workspace import Workspace


def privacy_board(workspace: Workspace, subject_id: str | None = None) -> PrivacyBoard:
    """Every service's assessment; the one looked at is the one named, else the first that was begun, else the first."""
    checklist, assessment, pias = guided(workspace), workspace.assessment, stored_pias(workspace)
    today = workspace.session.today
    services = [one for one in assessment.subjects if one.kind is SubjectKind.SERVICE and not one.is_over(today)]
    begun = [one.id for one in services if one.id in pias]
    every = [one.id for one in services]
    looked_at = next((name for name in (subject_id, *begun, *every) if name in every), None)
    results = {
        one.id: assess_privacy(checklist, assessment, one, pias.get(one.id, Pia()), workspace.session.today)
        for one in services
        if one.id in pias or one.id == looked_at
    }
    told = {(name, proposal.control): proposal for name in begun for proposal in results[name].proposals}
    standings = tuple(_standing(one, results[one.id] if one.id in pias else None) for one in services)
    shown = with_items(workspace, results[looked_at]) if looked_at else None
    return PrivacyBoard(standings, shown, checklist, told)


def _standing(subject: Subject, result: PiaResult | None) -> ServiceStanding:
    if result is None:
        return ServiceStanding(subject.id, subject.name, False, 0, 0, ApprovalState.NONE, 0, 0)
    needed = [step for step in result.steps if step.state is not StepState.LEFT_OUT]
    return ServiceStanding(
        id=subject.id,
        name=subject.name,
        begun=True,
        done=sum(step.state is StepState.DONE for step in needed),
        needed=len(needed),
        approval=result.approval,
        proposed=sum(one.state is ProposalState.PROPOSED for one in result.proposals),
        conflicts=len(result.conflicts),
    )
