"""Where an assessment stands, as JSON values that other programs read."""

from typing import Any

from assessor.model.privacy_parts import content_of
from assessor.model.privacy_result import PiaResult, RatedRisk


def status_json(result: PiaResult) -> dict[str, Any]:
    """Verdict, approval, steps with what they lack, risks, proposals."""
    mynumber = result.mynumber
    return {
        "subject": result.subject.id,
        "verdict": result.verdict.value if result.verdict else None,
        "threshold": {
            "verdict": result.threshold.verdict.value if result.threshold.verdict else None,
            "yes": list(result.threshold.said_yes),
            "open": list(result.threshold.open),
        },
        "mynumber": {"duty": mynumber.duty.value if mynumber.duty else None, "missing": list(mynumber.missing)}
        if mynumber
        else None,
        "approval": {"state": result.approval.value, "id": result.approval_id},
        "review_due": result.review_due,
        "steps": [
            {
                "id": one.step.id.value,
                "state": one.state.value,
                "missing": [gap._asdict() for gap in one.missing],
            }
            for one in result.steps
        ],
        "risks": risks_json(result),
        "proposals": [
            {
                "control": one.control,
                "status": one.status.value,
                "state": one.state.value,
                "stored": one.stored.value if one.stored else None,
                "evidence": one.title,
            }
            for one in result.proposals
        ],
    }


def risks_json(result: PiaResult) -> list[dict[str, Any]]:
    """Every risk with its bands, gravest first."""
    return [_risk(one) for one in result.risks]


def _risk(one: RatedRisk) -> dict[str, Any]:
    bands = {"inherent": one.inherent, "residual": one.residual, "weak_controls": list(one.weak)}
    return {"id": one.id, **bands, **content_of(one.risk)}
