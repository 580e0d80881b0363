"""What the remediation report and the hand-over memo are made of."""

from collections.abc import Mapping
from types import MappingProxyType

from assessor.compose.handover import handover
from assessor.compose.remediation_plan import Beside, Papers, remediation_report
from assessor.engine.effects import effect
from assessor.engine.privacy import assess_privacy
from assessor.faults.items import BudgetMissing
from assessor.model.document import Document
from assessor.model.plan import Plan
from assessor.service.burn_down import burn_points
from assessor.service.commenting import comments
from assessor.service.composing import Composer, Filling, Wanted
from assessor.service.inquiring import held_inquiries
from assessor.service.periods import periods, trend_points
from assessor.service.planning import make_plan
from assessor.service.privacy import stored_pias
from assessor.service.releases import releases
from assessor.service.remediation import judged_items
from assessor.service.workspace import Workspace

SECONDS = 5.0
"""How long the solver may think while somebody waits for a document."""


def beside(workspace: Workspace, *, with_plan: bool) -> Beside:
    """The judged items, what closing all would do, the plan where money and people are known, the past, inquiries."""
    found = judged_items(workspace)
    still_open = [one.item for one in found if one.status.is_open]
    return Beside(
        standings=found,
        effect=effect(workspace.result(), still_open),
        plan=_plan(workspace) if with_plan else None,
        periods=periods(workspace),
        points=trend_points(workspace),
        burn=burn_points(workspace, found),
        inquiries=held_inquiries(workspace),
    )


def _plan(workspace: Workspace) -> Plan | None:
    try:
        return make_plan(workspace, seconds=SECONDS).plan
    except BudgetMissing:
        return None


def compose_remediation(workspace: Workspace, _: Wanted, filled: Filling) -> Document:
    """The remediation report, dated today."""
    result = workspace.result()
    stood = beside(workspace, with_plan=True)
    return remediation_report(result, stood, filled.template, dated=result.today, fill=filled.fill)


def _papers(workspace: Workspace) -> Papers:
    guide, assessment, pias = workspace.checklist.privacy, workspace.assessment, stored_pias(workspace)
    return Papers(
        releases=releases(workspace),
        comments=comments(workspace),
        assessments=tuple(
            assess_privacy(workspace.checklist, assessment, one, pias[one.id], workspace.session.today)
            for one in assessment.subjects
            if guide is not None and one.id in pias and not one.is_over(workspace.session.today)
        ),
    )


def compose_handover(workspace: Workspace, _: Wanted, filled: Filling) -> Document:
    """The hand-over memo, dated today."""
    result = workspace.result()
    stood = beside(workspace, with_plan=False)._replace(papers=_papers(workspace))
    return handover(result, stood, filled.template, dated=result.today, fill=filled.fill)


COMPOSERS: Mapping[str, Composer] = MappingProxyType({"remediation": compose_remediation, "handover": compose_handover})
