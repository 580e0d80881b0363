"""Treatments of an assessment taken over as remediation items."""

from collections.abc import Sequence

from assessor.engine.privacy_items import treatment_items, treatment_name
from assessor.faults.privacy import UnknownPiaEntry
from assessor.model.privacy_result import PiaResult
from assessor.model.remediation import RemediationItem
from assessor.service.privacy import guided, pia_result
from assessor.service.remediation import free_number, held_items, item_change
from assessor.service.workspace import Workspace


def plan_treatments(workspace: Workspace, subject_id: str, risks: Sequence[str] = ()) -> tuple[RemediationItem, ...]:
    """Make an item for each treatment (of these risks; none named = all) that has none yet; one save for all.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        UnknownPiaEntry: there is no such risk.
    """
    pia, held = pia_result(workspace, subject_id), held_items(workspace)
    known = pia.pia.risks
    for name in risks:
        if name not in known:
            raise UnknownPiaEntry(part="risk", entry=name, known=", ".join(known) or "-")
    made = treatment_items(guided(workspace), pia, held, free_number(workspace), risks)
    if made:
        workspace.apply([item_change(one, expected=0) for one in made])
    return made


def with_items(workspace: Workspace, result: PiaResult) -> PiaResult:
    """The result with each risk naming the items that carry its treatment out."""
    found: dict[str, tuple[str, ...]] = {}
    for item in held_items(workspace):
        for name in item.treatments:
            found[name] = (*found.get(name, ()), item.id)
    named = [found.get(treatment_name(result.subject.id, one.id), ()) for one in result.risks]
    risks = tuple(one._replace(items=items) for one, items in zip(result.risks, named, strict=True))
    return result.model_copy(update={"risks": risks})
