"""Remediation: which items are really done, late or back again, in which order to take them, and drafts of new ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count

from assessor.engine.scoring import is_in_force, missing_points
from assessor.model.assessment import PairKey
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.finding import Finding
from assessor.model.remediation import ItemStatus, Priority, RemediationItem, item_id, item_number
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Severity, Status
from assessor.model.standing import ItemStanding, Reason

LONG_AGO = date.min
"""The deadline of a duty that has been in force for long."""

_LEVELS = {
    Severity.CRITICAL: Priority.HIGH,
    Severity.HIGH: Priority.HIGH,
    Severity.MEDIUM: Priority.MEDIUM,
    Severity.LOW: Priority.LOW,
}
_ORDER = {Priority.HIGH: 0, Priority.MEDIUM: 1, Priority.LOW: 2}
_TITLE_LIMIT = 380


def is_met(pair: Pair | None) -> bool:
    """True where nothing is left to do: implemented and fresh, not applicable, ruled out, or no longer asked."""
    if pair is None or pair.applicability is Applicability.RULED_OUT:
        return True
    if pair.answer is None or pair.applicability is Applicability.UNDETERMINED:
        return False
    if pair.answer.status is Status.NOT_APPLICABLE:
        return True
    return pair.answer.status is Status.IMPLEMENTED and not pair.stale


def without_evidence(item: RemediationItem, pairs: Mapping[PairKey, Pair]) -> tuple[PairKey, ...]:
    """The covered pairs that are implemented and name nothing that proves it."""
    return tuple(
        key
        for key in item.pairs
        if (pair := pairs.get(key)) is not None
        and pair.applicability is Applicability.APPLICABLE
        and pair.answer is not None
        and pair.answer.status is Status.IMPLEMENTED
        and not pair.answer.evidence
    )


def duties_left(item: RemediationItem, result: AssessmentResult) -> tuple[str, ...]:
    """The covered controls that a law in force asks for and that are not met: nobody can accept that they stay so."""
    pairs, controls = pairs_by_key(result), result.checklist.controls
    left = (control for key in item.pairs if not is_met(pairs.get(key)) for control in key[1:])
    return tuple(dict.fromkeys(one for one in left if is_in_force(controls[one].duty, result.today)))


def pairs_by_key(result: AssessmentResult) -> dict[PairKey, Pair]:
    """All pairs of a result by (subject, control)."""
    return {pair.key: pair for pair in result.pairs}


def standings(items: Iterable[RemediationItem], result: AssessmentResult) -> tuple[ItemStanding, ...]:
    """Every item as it stands today, the ones to take up first in front."""
    pairs = pairs_by_key(result)
    found = {(finding.subject, finding.control): finding for finding in result.findings}
    places = {rule.id: place for place, rule in enumerate(result.checklist.severities)}
    judged = [_standing(item, result, pairs, found, places) for item in items]
    return tuple(sorted(judged, key=lambda one: _rank(one, places)))


def _rank(one: ItemStanding, places: Mapping[Severity, int]) -> tuple[bool, int, bool, int, date, int, int]:
    severity = len(places) if one.severity is None else places[one.severity]
    last_day = one.last_day or date.max
    number = item_number(one.item.id)
    return not one.status.is_open, _ORDER[one.priority], not one.duty, severity, last_day, -one.points, number


def _standing(
    item: RemediationItem,
    result: AssessmentResult,
    pairs: Mapping[PairKey, Pair],
    found: Mapping[PairKey, Finding],
    places: Mapping[Severity, int],
) -> ItemStanding:
    unmet = tuple(key for key in item.pairs if not is_met(pairs.get(key)))
    status, reopened, returned = _status(item, bool(unmet), result.today)
    severities = [found[key].severity for key in unmet if key in found]
    worst = min(severities, key=lambda one: places[one], default=None)
    deadline = _deadline(result.checklist, unmet)
    last_day = item.due.last_day if item.due else None
    moot = status.is_open and not any(key in pairs for key in item.pairs)
    late = (result.today - last_day).days if last_day and status.is_open and not moot else 0
    level = item.priority or (_LEVELS[worst] if worst else Priority.LOW)
    return ItemStanding(
        item=item,
        status=status,
        unmet=unmet,
        severity=worst,
        duty=deadline is not None,
        deadline=deadline,
        last_day=last_day,
        days_late=max(0, late),
        reopened=reopened,
        returned=returned,
        priority=level,
        reasons=_reasons(item, result, deadline, worst, unmet),
        points=sum(missing_points(result.checklist, pairs[key]) for key in unmet if key in pairs),
        moot=moot,
    )


def _status(item: RemediationItem, has_unmet: bool, today: date) -> tuple[ItemStatus, bool, bool]:
    """The status that holds, whether the answers reopened it, whether its acceptance ran out."""
    if item.status is ItemStatus.DONE and has_unmet:
        return ItemStatus.IN_PROGRESS, True, False
    if item.status is ItemStatus.ACCEPTED and item.acceptance and item.acceptance.review < today and has_unmet:
        return ItemStatus.NOT_STARTED, False, True
    return item.status, False, False


def _deadline(checklist: Checklist, unmet: Iterable[PairKey]) -> date | None:
    duties = [duty for _, control in unmet if (duty := checklist.controls[control].duty) is not None]
    return min((duty.in_force_from or LONG_AGO for duty in duties), default=None)


def _reasons(
    item: RemediationItem,
    result: AssessmentResult,
    deadline: date | None,
    worst: Severity | None,
    unmet: tuple[PairKey, ...],
) -> tuple[Reason, ...]:
    if item.priority is not None:
        return (Reason("by_hand", {"text": item.priority_reason or ""}),)
    reasons: list[Reason] = []
    if deadline is not None and deadline <= result.today:
        reasons.append(Reason("duty_in_force"))
    elif deadline is not None:
        reasons.append(Reason("duty_coming", {"day": deadline.isoformat()}))
    if worst is not None:
        title = next(rule.title for rule in result.checklist.severities if rule.id is worst)
        reasons.append(Reason("severity", {"severity": title, "count": len(unmet)}))
    elif unmet:
        reasons.append(Reason("open_answers", {"count": len(unmet)}))
    return tuple(reasons) or (Reason("nothing_left"),)


def draft_items(result: AssessmentResult, items: Iterable[RemediationItem], first: int) -> tuple[RemediationItem, ...]:
    """One new item for every control with findings that no item covers yet, worst first, subjects together.

    They are numbered from `first` on.
    """
    covered = {key for item in items for key in item.pairs}
    grouped: dict[str, list[Finding]] = {}
    for finding in result.findings:
        if (finding.subject, finding.control) not in covered:
            grouped.setdefault(finding.control, []).append(finding)
    numbers = count(first)
    return tuple(draft_item(result, found, next(numbers)) for found in grouped.values())


def draft_item(result: AssessmentResult, found: Sequence[Finding], number: int) -> RemediationItem:
    """An item for these findings, due when their answers plan it; a year that is over is nobody's plan any more.

    Its title is the first sentence of what the checklist proposes as the first step for the first of them.
    """
    control = result.checklist.controls[found[0].control]
    years = [year for finding in found if (year := finding.planned_for) is not None and not finding.overdue]
    values: dict[str, object] = {
        "id": item_id(number),
        "title": control.remediation.ja.partition("。")[0][:_TITLE_LIMIT] or control.title.ja[:_TITLE_LIMIT],
        "covers": tuple(finding.key for finding in found),
    }
    if years:
        values["due"] = str(max(years))
    return RemediationItem.model_validate(values)
