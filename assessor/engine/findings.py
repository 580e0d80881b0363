"""Findings: applying pairs whose answer is not implemented, worst first. Unanswered is missing coverage, no finding."""

from collections.abc import Iterable
from datetime import date

from assessor.engine.scoring import is_in_force
from assessor.model.checklist import Checklist, Control
from assessor.model.condition import Applicability
from assessor.model.finding import Finding
from assessor.model.fiscal import fiscal_year_is_past
from assessor.model.programme import Subject
from assessor.model.result import Pair
from assessor.model.scales import Severity, Status

_MET = frozenset((Status.IMPLEMENTED, Status.NOT_APPLICABLE))


def findings(
    checklist: Checklist, subjects: Iterable[Subject], found: Iterable[Pair], today: date
) -> tuple[Finding, ...]:
    """Findings ordered by severity, then weight × missing points falling, control id, subject order."""
    subject_order = {subject.id: place for place, subject in enumerate(subjects)}
    severity_order = {rule.id: place for place, rule in enumerate(checklist.severities)}
    full = checklist.points(Status.IMPLEMENTED)

    def rank(finding: Finding) -> tuple[int, int, str, int]:
        missing = checklist.weight(checklist.controls[finding.control]) * (full - checklist.points(finding.status))
        return severity_order[finding.severity], -missing, finding.control, subject_order[finding.subject]

    unmet = (_finding(checklist, pair, today) for pair in found)
    return tuple(sorted((finding for finding in unmet if finding is not None), key=rank))


def _finding(checklist: Checklist, pair: Pair, today: date) -> Finding | None:
    answer = pair.answer
    if answer is None or answer.status in _MET or pair.applicability is not Applicability.APPLICABLE:
        return None
    control = checklist.controls[pair.control]
    return Finding(
        subject=pair.subject,
        control=pair.control,
        status=answer.status,
        importance=control.importance,
        severity=severity(checklist, control, answer.status, today),
        duty=control.duty is not None,
        planned_for=answer.planned_for,
        overdue=answer.planned_for is not None and fiscal_year_is_past(answer.planned_for, today),
    )


def severity(checklist: Checklist, control: Control, status: Status, today: date) -> Severity:
    """The first row of the checklist's severity table that fits; the last row where none does."""
    for rule in checklist.severities:
        if rule.duty_in_force:
            if is_in_force(control.duty, today):
                return rule.id
        elif not rule.when or status in rule.when.get(control.importance, ()):
            return rule.id
    return checklist.severities[-1].id
