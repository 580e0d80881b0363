"""Where a programme stands and why, in the forms that the doors show and other programs read."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.engine.explain import explain_control, gains
from assessor.model.assessment import PairKey
from assessor.model.checklist import Control
from assessor.model.condition import Applicability
from assessor.model.finding import Finding
from assessor.model.record_kinds import INQUIRY_KIND
from assessor.model.result import AssessmentResult, ControlExplanation, Gain
from assessor.model.scales import Status
from assessor.model.scorecard import Tally
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from assessor.model.inquiry import Asking


class StatusShare(NamedTuple):
    """How many counting pairs have a status (None = not answered), what they earn of what is possible."""

    status: Status | None
    pairs: int
    earned: int
    possible: int


def scorecard_json(result: AssessmentResult, checklist_digest: str) -> dict[str, Any]:
    """The scorecard as JSON values; ratios are unrounded, None where nothing was possible."""
    card, checklist, programme = result.scorecard, result.checklist, result.assessment.programme
    names = {subject.id: subject.name for subject in result.assessment.subjects}
    return {
        "programme": {"municipality": programme.municipality, "plan": programme.plan},
        "checklist": {"id": checklist.id, "version": checklist.version, "digest": checklist_digest},
        "today": result.today.isoformat(),
        "provisional": card.provisional,
        "band": card.band,
        "total": _tally(card.total),
        "categories": [{"id": one.id, **_tally(one.tally)} for one in card.categories],
        "subjects": [
            {"id": one.id, "kind": one.kind, "name": names[one.id], **_tally(one.tally)} for one in card.subjects
        ],
        "duties": [plain(duty) for duty in card.duties],
    }


def whom_asked(workspace: Workspace) -> "Mapping[PairKey, Asking]":
    """Every pair that somebody is asked about; nothing is loaded for it where nobody was ever asked."""
    if all(kind != INQUIRY_KIND for kind, _ in workspace.snapshot.records):
        return {}
    from assessor.service.inquiring import awaited

    return awaited(workspace)


def asked_in(workspace: Workspace, result: AssessmentResult) -> dict[str, int]:
    """How many pairs of a result are asked for and not answered, how many answered ones are, how many are overdue."""
    asked = whom_asked(workspace)
    found = [(pair, asked[pair.key]) for pair in result.pairs if pair.key in asked] if asked else []
    unanswered = sum(1 for pair, _ in found if pair.answer is None)
    overdue = sum(1 for _, one in found if one.is_overdue)
    return {"pairs": len(found), "unanswered": unanswered, "overdue": overdue}


def finding_json(one: Finding, asked: "Mapping[PairKey, Asking]") -> dict[str, Any]:
    """A finding as JSON values, with whom it is asked of where it is."""
    of_whom = asked.get((one.subject, one.control))
    return {**plain(one), "asked": plain(of_whom) if of_whom else None}


def _tally(tally: Tally) -> dict[str, Any]:
    counts = tally.model_dump()
    points = {"earned": counts.pop("earned"), "possible": counts.pop("possible")}
    return {**points, "ratio": tally.ratio, "coverage": tally.coverage, **counts}


def plain(row: NamedTuple) -> dict[str, Any]:
    """A row as JSON values, dates as `2026-04-01`."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row._asdict().items()}


def best_gains(result: AssessmentResult) -> tuple[Gain, ...]:
    """The answers that would raise the score, most points first."""
    return gains(result)


def shares(result: AssessmentResult) -> tuple[StatusShare, ...]:
    """Where the points come from: per implementation status, not answered last."""
    checklist = result.checklist
    full = checklist.points(Status.IMPLEMENTED)
    statuses: list[Status | None] = [one for one in Status if one is not Status.NOT_APPLICABLE]
    counted = {status: [0, 0, 0] for status in (*statuses, None)}
    for pair in result.pairs:
        status = pair.answer.status if pair.answer else None
        if pair.applicability is not Applicability.APPLICABLE or status is Status.NOT_APPLICABLE:
            continue
        weight = checklist.weight(checklist.controls[pair.control])
        share = counted[status]
        share[0] += 1
        share[1] += weight * (checklist.points(status) if status else 0)
        share[2] += weight * full
    return tuple(StatusShare(status, *share) for status, share in counted.items())


def explained(
    workspace: Workspace, control_id: str
) -> tuple[Control, AssessmentResult, tuple[ControlExplanation, ...]]:
    """A control and, per subject it is asked of, why it counts as it does.

    Raises:
        UnknownControl: there is no such control.
    """
    control = workspace.control(control_id)
    result = workspace.result()
    return control, result, explain_control(result, control.id)
