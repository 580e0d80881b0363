"""All assessments at a glance, for the screen: computed at each look from one reading of the store."""

from assessor.engine.privacy import assess_privacy
from assessor.model.privacy import Pia
from assessor.model.privacy_board import PrivacyBoard, ServiceStanding
from assessor.model.privacy_result import PiaResult, ProposalState, StepState
from assessor.model.programme import SubjectKind
from assessor.service.privacy import guided, stored_pias
from assessor.service.workspace import Workspace


def privacy_board(workspace: Workspace, subject_id: str | None = None) -> PrivacyBoard:
    """Every service's assessment; the one looked at is the one named, else the first that was begun, else the first."""
    checklist, assessment, pias = guided(workspace), workspace.assessment, stored_pias(workspace)
    today = workspace.session.today
    results = [
        assess_privacy(checklist, assessment, subject, pias.get(subject.id, Pia()), today)
        for subject in assessment.subjects
        if subject.kind is SubjectKind.SERVICE
    ]
    begun = [one for one in results if one.subject.id in pias]
    named = [one for one in results if one.subject.id == subject_id]
    looked_at = next(iter((*named, *begun, *results)), None)
    told = {(one.subject.id, proposal.control): proposal for one in begun for proposal in one.proposals}
    return PrivacyBoard(tuple(_standing(one, one.subject.id in pias) for one in results), looked_at, checklist, told)


def _standing(result: PiaResult, begun: bool) -> ServiceStanding:
    needed = [step for step in result.steps if step.state is not StepState.LEFT_OUT]
    return ServiceStanding(
        id=result.subject.id,
        name=result.subject.name,
        begun=begun,
        done=sum(step.state is StepState.DONE for step in needed),
        needed=len(needed),
        approval=result.approval,
        proposed=sum(one.state is ProposalState.PROPOSED for one in result.proposals),
        conflicts=len(result.conflicts),
    )
