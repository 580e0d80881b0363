"""The findings, duties and unknowns of the gap report as JSON rows; one row for a control, its subjects inside."""

from collections.abc import Iterable
from typing import Any

from assessor.model.checklist import Checklist, Control, Reference
from assessor.model.finding import Finding
from assessor.model.fiscal import era_date, fiscal_year_label
from assessor.model.programme import PROGRAMME_ID
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status

Json = dict[str, Any]
WHOLE = "全体"


def finding_groups(result: AssessmentResult) -> list[Json]:
    """Findings by severity, worst first; findings of one control at one severity share a row."""
    groups: list[Json] = []
    for rule in result.checklist.severities:
        rows: dict[str, Json] = {}
        for finding in result.findings:
            if finding.severity is rule.id:
                row = rows.setdefault(finding.control, control_row(result, finding.control))
                row["subjects"].append(_subject(result, finding))
        if rows:
            groups.append({"id": rule.id.value, "title": rule.title.ja, "rows": list(rows.values())})
    return groups


def control_row(result: AssessmentResult, control_id: str) -> Json:
    """What a reader needs to know of a control; `subjects` is to be filled."""
    checklist = result.checklist
    control = checklist.controls[control_id]
    return {
        "id": control.id,
        "title": control.title.ja,
        "question": control.question.ja,
        "category": checklist.category_of[control.id].title.ja,
        "importance": checklist.importances[control.importance].label.ja,
        "why": control.why.ja,
        "first_step": control.remediation.ja,
        "duty": control.duty.basis if control.duty else None,
        "references": references(checklist, control.references),
        "subjects": [],
    }


def _subject(result: AssessmentResult, finding: Finding) -> Json:
    answer = result.assessment.answers[(finding.subject, finding.control)]
    return {
        "name": subject_name(result, finding.subject),
        "status": result.checklist.statuses[finding.status].label.ja,
        "planned_for": fiscal_year_label(finding.planned_for) if finding.planned_for else None,
        "overdue": finding.overdue,
        "comment": answer.comment,
    }


def subject_name(result: AssessmentResult, subject_id: str) -> str:
    """The name of a subject, by its id; the programme itself is 全体, whose own name stands on the first page."""
    if subject_id == PROGRAMME_ID:
        return WHOLE
    subject = result.assessment.subject(subject_id)
    return subject.name if subject else subject_id


def references(checklist: Checklist, rows: Iterable[Reference]) -> list[Json]:
    """References for a template, one per standard, edition and basis, with their requirements in a list."""
    standards = {one.id: one for one in checklist.standards}
    grouped: dict[tuple[str, str | None, str], Json] = {}
    for row in rows:
        standard = standards.get(row.standard)
        editions = standard.editions if standard else ()
        group = grouped.setdefault(
            (row.standard, row.edition, row.basis.value),
            {
                "standard": (standard.short or standard.title).ja if standard else row.standard,
                "edition": next((one.title.ja for one in editions if one.id == row.edition), None),
                "requirements": [],
                "basis": row.basis.value,
            },
        )
        if row.requirement and row.requirement not in group["requirements"]:
            group["requirements"].append(row.requirement)
    return list(grouped.values())


def duties(result: AssessmentResult) -> list[Json]:
    """Legal duties, unmet ones first; `state` is met, unmet, open, or coming and coming_met for those of the future."""
    rows: list[Json] = []
    for row in result.scorecard.duties:
        control: Control = result.checklist.controls[row.control]
        if row.met is None:
            state = "open"
        elif row.in_force:
            state = "met" if row.met else "unmet"
        else:
            state = "coming_met" if row.met else "coming"
        rows.append(
            {
                "id": row.control,
                "title": control.title.ja,
                "subject": subject_name(result, row.subject),
                "basis": row.basis,
                "in_force_from": era_date(row.in_force_from) if row.in_force_from else None,
                "state": state,
            }
        )
    order = ("unmet", "open", "coming", "coming_met", "met")
    return sorted(rows, key=lambda one: order.index(one["state"]))


def unknowns(result: AssessmentResult) -> list[Json]:
    """Controls answered unknown: who could answer, and on which subjects."""
    checklist = result.checklist
    rows: dict[str, Json] = {}
    for finding in result.findings:
        if finding.status is Status.UNKNOWN:
            control = checklist.controls[finding.control]
            row = rows.setdefault(
                control.id,
                {
                    "id": control.id,
                    "title": control.title.ja,
                    "ask": [
                        checklist.respondents[one].ja for one in control.answered_by if one in checklist.respondents
                    ],
                    "subjects": [],
                },
            )
            row["subjects"].append(subject_name(result, finding.subject))
    return [rows[key] for key in sorted(rows, key=checklist.position.__getitem__)]
