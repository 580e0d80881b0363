"""Progress over the years: freezing a period, what changed between two, and the points of the trend."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assessor.engine.publication import public_view
from assessor.engine.remediation import standings
from assessor.model.period import AnswerShift, FrozenFinding, Period, PeriodDiff, TrendPoint
from assessor.model.remediation import RemediationItem
from assessor.model.result import AssessmentResult
from assessor.model.scales import Severity, Status

_SEVERE = (Severity.CRITICAL, Severity.HIGH)


class Closing(NamedTuple):
    """A period being closed: its name, who approves (by post), and the digest of the checklist."""

    period_id: str
    approver: str
    digest: str
    note: str | None = None


def freeze(result: AssessmentResult, items: Iterable[RemediationItem], closing: Closing) -> Period:
    """The result as it stands on its day, to be kept as it was approved."""
    answers: dict[str, dict[str, Status]] = {}
    for (subject, control), answer in result.assessment.answers.items():
        answers.setdefault(subject, {})[control] = answer.status
    view = public_view(result)
    sentences = [*view.promises, *(one for category in view.categories for one in category.statements)]
    return Period(
        id=closing.period_id,
        closed=result.today,
        approver=closing.approver,
        note=closing.note,
        checklist_digest=closing.digest,
        total=result.scorecard.total,
        categories=result.scorecard.categories,
        unmet_duties=sum(row.in_force and row.met is False for row in result.scorecard.duties),
        answers=answers,
        findings=tuple(
            FrozenFinding(subject=one.subject, control=one.control, severity=one.severity, duty=one.duty)
            for one in result.findings
        ),
        statements={one.id: one.text for one in sentences},
        items={one.item.id: one.status for one in standings(items, result)},
    )


def diff(before: Period, after: Period) -> PeriodDiff:
    """What changed from one period to a later one; items open in both are carried over."""
    old = {(one.subject, one.control) for one in before.findings}
    new = {(one.subject, one.control) for one in after.findings}
    said, says = before.statements, after.statements
    carried = (
        key
        for key, status in after.items.items()
        if status.is_open and key in before.items and before.items[key].is_open
    )
    return PeriodDiff(
        earned=(before.total.earned, after.total.earned),
        possible=(before.total.possible, after.total.possible),
        answers=tuple(_shifts(before, after)),
        findings_gone=tuple(sorted(old - new)),
        findings_new=tuple(sorted(new - old)),
        statements_gone=tuple(text for key, text in said.items() if says.get(key) != text),
        statements_new=tuple(text for key, text in says.items() if said.get(key) != text),
        carried_over=tuple(sorted(carried)),
    )


def _shifts(before: Period, after: Period) -> Iterable[AnswerShift]:
    for subject in dict.fromkeys((*before.answers, *after.answers)):
        old, new = before.answers.get(subject, {}), after.answers.get(subject, {})
        for control in dict.fromkeys((*old, *new)):
            if old.get(control) is not new.get(control):
                yield AnswerShift(subject, control, old.get(control), new.get(control))


def trend(periods: Sequence[Period]) -> tuple[TrendPoint, ...]:
    """One point per period, in the order in which they were closed."""
    return tuple(_point(period) for period in sorted(periods, key=lambda one: (one.closed, one.id)))


def _point(period: Period) -> TrendPoint:
    return TrendPoint(
        label=period.id,
        earned=period.total.earned,
        possible=period.total.possible,
        answered=period.total.answered,
        applicable=period.total.applicable,
        findings=len(period.findings),
        severe=sum(one.severity in _SEVERE for one in period.findings),
        unmet_duties=period.unmet_duties,
        open_items=sum(status.is_open for status in period.items.values()),
    )
