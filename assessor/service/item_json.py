"""Remediation in the form that other programs read."""

from typing import Any

from assessor.model.due import Due
from assessor.model.plan import Plan
from assessor.model.standing import Effect, ItemStanding, Reason
from assessor.service.standing import plain


def standing_json(one: ItemStanding) -> dict[str, Any]:
    """An item with what is judged of it; `status` is the one that holds, `said` the one its owner gave."""
    values = one.item.model_dump(mode="json")
    due: Due | None = one.item.due
    return {
        **values,
        "said": values["status"],
        "status": one.status.value,
        "last_day": due.last_day.isoformat() if due else None,
        "days_late": one.days_late,
        "moot": one.moot,
        "reopened": one.reopened,
        "returned": one.returned,
        "unmet": [list(pair) for pair in one.unmet],
        "severity": one.severity.value if one.severity else None,
        "duty": one.duty,
        "priority": one.priority.value,
        "reasons": [reason_json(reason) for reason in one.reasons],
        "points": one.points,
    }


def reason_json(reason: Reason) -> dict[str, Any]:
    """A reason as its code with its values."""
    return {"code": reason.code, **reason.said("ja")}


def effect_json(change: Effect) -> dict[str, Any]:
    """What closing would do."""
    return {
        "earned": list(change.earned),
        "possible": change.possible,
        "unmet_musts": list(change.unmet_musts),
        "findings_gone": [list(pair) for pair in change.findings_gone],
        "duties_met": [plain(row) for row in change.duties_met],
        "sentences_new": [{"stage": stage.value, "text": text} for stage, text in change.sentences_new],
        "sentences_gone": [{"stage": stage.value, "text": text} for stage, text in change.sentences_gone],
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan: per item its half-year and reason, per half-year what is used; `gap` null = not known."""
    return {
        "method": plan.method.value,
        "value": plan.value,
        "greedy_value": plan.greedy_value,
        "gap": plan.gap,
        "risk": plan.risk,
        "unestimated": list(plan.unestimated),
        "items": [
            {
                "id": one.item,
                "half": one.half.text if one.half else None,
                "reason": reason_json(one.reason),
                "late_for_duty": one.late_for_duty,
                "due": one.due.isoformat() if one.due else None,
                "missed": reason_json(one.missed) if one.missed else None,
            }
            for one in plan.placements
        ],
        "halves": [
            {
                "half": load.half.text,
                "money": load.money,
                "days": load.days,
                "money_capacity": load.capacity.money,
                "days_capacity": load.capacity.days,
                "risk_left": load.risk_left,
            }
            for load in plan.loads
        ],
    }
