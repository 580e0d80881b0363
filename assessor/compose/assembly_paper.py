"""Questions that an assembly may ask, and what the answers let the city say to them."""

from typing import Any

from assessor.compose.gap_findings import subject_name
from assessor.compose.release_papers import Paper, open_duties, unmet_duties
from assessor.model.document import Document
from assessor.model.fiscal import fiscal_year_is_past, fiscal_year_label
from assessor.model.own_name import own_name
from assessor.model.publication import PublicView
from assessor.model.result import AssessmentResult
from assessor.model.scales import Severity, Status

Json = dict[str, Any]

NOTICE_CONTROL, CAMERA_FACT = "INC-10", "camera"
"""The procedure by which the persons concerned are told of a leak; the question that asks for cameras."""

QA_PLACEHOLDERS = frozenset(
    (
        *("city", "own", "plan", "responsible", "guideline", "guideline_edition", "score", "duties", "duties_open"),
        *("duties_met", "severe", "coming", "cameras", "cameras_open", "pia", "disclosure_standard", "budget", "stale"),
        "notice",
    )
)
"""The names the template may use."""


def assembly_qa(paper: Paper, result: AssessmentResult, view: PublicView) -> Document:
    """Questions that an assembly may ask, with what the answers say to them (想定問答); internal.

    Whom and what section 7 may name is named here too: `view` has it only where the answers carry it.
    """
    programme, total, checklist = result.assessment.programme, result.scorecard.total, result.checklist
    guideline = next((one for one in checklist.standards if one.id == checklist.publication.guideline), None)
    values = {
        "city": programme.municipality,
        "own": own_name(programme.municipality)[0],
        "plan": programme.plan,
        "responsible": view.responsible,
        "guideline": guideline.title.ja if guideline else None,
        "guideline_edition": programme.guideline_edition,
        "score": {
            "percent": total.earned * 100 // total.possible if total.possible else None,
            "answered": total.answered,
            "applicable": total.applicable,
            "unknown": total.unknown,
        },
        "stale": total.stale,
        "duties": unmet_duties(result),
        "duties_open": open_duties(result),
        "duties_met": any(one.met for one in result.scorecard.duties if one.in_force),
        "severe": _severe(result),
        "coming": _coming(result),
        "cameras": _cameras(result, True),
        "cameras_open": _cameras(result, None),
        "pia": _impact_assessments(result),
        "disclosure_standard": view.disclosure_standard.title if view.disclosure_standard else None,
        "budget": programme.budget_state.value,
        "notice": _is_done(result, NOTICE_CONTROL),
    }
    return paper.document(programme, values, internal=True)


def _severe(result: AssessmentResult) -> list[Json]:
    controls = result.checklist.controls
    severe = [one for one in result.findings if one.severity in (Severity.CRITICAL, Severity.HIGH)]
    titles = dict.fromkeys(one.control for one in severe)
    return [
        {
            "title": controls[name].title.ja,
            "count": sum(one.control == name for one in severe),
            "first_step": controls[name].remediation.ja,
        }
        for name in [*titles][:10]
    ]


def _cameras(result: AssessmentResult, answer: bool | None) -> list[str]:
    """The subjects asked for cameras that gave this answer; None = none yet."""
    kinds = next((fact.kinds for fact in result.checklist.facts if fact.id == CAMERA_FACT), ())
    asked = (one for one in result.assessment.subjects if one.kind in kinds)
    return [subject_name(result, one.id) for one in asked if one.facts.get(CAMERA_FACT) is answer]


def _is_done(result: AssessmentResult, control: str) -> bool:
    """True where every answer to a control that applies says that it is in place."""
    asked = [one for one in result.pairs if one.control == control and one.applicability == "applicable"]
    return bool(asked) and all(one.answer is not None and one.answer.status is Status.IMPLEMENTED for one in asked)


def _coming(result: AssessmentResult) -> list[Json]:
    """How many answers are planned for each fiscal year that is not past."""
    years = sorted(
        pair.answer.planned_for
        for pair in result.pairs
        if pair.answer and pair.answer.status is Status.PLANNED and pair.answer.planned_for
        if not fiscal_year_is_past(pair.answer.planned_for, result.today)
    )
    return [{"year": fiscal_year_label(year), "count": years.count(year)} for year in dict.fromkeys(years)]


def _impact_assessments(result: AssessmentResult) -> Json:
    """How many of the questions on impact assessments are met."""
    asked = [pair for pair in result.pairs if pair.category == "pia" and pair.applicability == "applicable"]
    done = sum(pair.answer is not None and pair.answer.status is Status.IMPLEMENTED for pair in asked)
    return {"asked": len(asked), "done": done}
