"""The memo of April: dates, decisions with their reasons, where evidence lies, and what is still open."""

from datetime import date
from typing import Any

from assessor.compose.gap_findings import subject_name, unknowns
from assessor.compose.gap_silences import excused, open_facts, stale
from assessor.compose.handover_papers import (
    assessment_dates,
    assessment_rows,
    release_rows,
    statement_name,
    unanswered_rows,
)
from assessor.compose.internal_document import internal_document
from assessor.compose.item_rows import accepted_rows, by_owner, declined_rows, item_row
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.remediation_plan import Beside, Papers, period_rows
from assessor.compose.templates import Fill, compose_markdown
from assessor.compose.wording import percent
from assessor.model.checklist import Checklist
from assessor.model.document import Document
from assessor.model.fiscal import era_date
from assessor.model.inquiry import Inquiry
from assessor.model.own_name import own_name
from assessor.model.programme import Section7Choice
from assessor.model.result import AssessmentResult
from assessor.model.standing import ItemStanding
from assessor.model.template import Template

Json = dict[str, Any]
NO_PLACE = "置き場所の記入なし"
FAR_AHEAD = date.max

PLACEHOLDERS = frozenset(
    (
        *(
            "city",
            "own",
            "plan",
            "programme",
            "score",
            "subjects",
            "dates",
            "accepted",
            "declined",
            "by_hand",
            "excused",
        ),
        *("section7", "evidence", "owners", "open_facts", "unknowns", "stale", "periods", "policies", "counts"),
        *("inquiries", "releases", "unanswered", "assessments"),
    )
)
"""The names a template of the hand-over memo may use."""


def handover(
    result: AssessmentResult, beside: Beside, template: Template, *, dated: date, fill: Fill = compose_markdown
) -> Document:
    """The internal memo for whoever takes the work over.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    blocks = without_empty_sections(parse(fill(template, context(result, beside))))
    return internal_document(template, result.assessment.programme, dated, blocks)


def context(result: AssessmentResult, beside: Beside) -> Json:
    """What a template of the hand-over memo is given: JSON values only."""
    assessment, found = result.assessment, beside.standings
    programme, total = assessment.programme, result.scorecard.total
    still_open = [one for one in found if one.status.is_open]
    return {
        "city": programme.municipality,
        "own": own_name(programme.municipality)[0],
        "plan": programme.plan,
        "programme": programme.model_dump(
            mode="json", include={"period", "contact", "responsible", "review", "budget_state"}
        ),
        "score": {
            "percent": percent(total.earned, total.possible),
            "answered": total.answered,
            "applicable": total.applicable,
        },
        "counts": {"open": len(still_open), "overdue": sum(one.is_overdue for one in still_open)},
        "subjects": [
            {"name": subject_name(result, one.id), "operator": one.operator, "respondent": one.respondent}
            for one in assessment.subjects
        ],
        "inquiries": _inquiries(result, beside.inquiries),
        "dates": _dates(result, still_open, beside),
        "accepted": accepted_rows(found),
        "declined": declined_rows(found),
        "by_hand": _by_hand(result, found),
        "excused": excused(result),
        "section7": _section7(result.checklist, assessment.section7),
        **_papers(result, beside.papers),
        "evidence": evidence_places(result),
        "owners": by_owner(result, still_open),
        "open_facts": open_facts(result),
        "unknowns": unknowns(result),
        "stale": stale(result),
        "periods": period_rows(beside.periods, beside.points),
        "policies": [
            {"title": one.title, "published": era_date(one.published) if one.published else None}
            for one in programme.policies
        ],
    }


def _papers(result: AssessmentResult, papers: Papers) -> Json:
    return {
        "releases": release_rows(result, papers.releases),
        "unanswered": unanswered_rows(result, papers.comments),
        "assessments": assessment_rows(papers.assessments),
    }


def _section7(checklist: Checklist, choice: Section7Choice) -> Json:
    named = {"hidden": choice.hide, "shown": choice.show, "worded": sorted(choice.wording)}
    told = {key: [statement_name(checklist, name) for name in names] for key, names in named.items()}
    reasons = [f"（{choice.why[name]}）" if name in choice.why else "" for name in choice.hide]
    told["hidden"] = [name + reason for name, reason in zip(told["hidden"], reasons, strict=True)]
    return told


def _inquiries(result: AssessmentResult, inquiries: tuple[Inquiry, ...]) -> list[Json]:
    """What others were asked and have not answered yet, by due date."""
    return [
        {
            "id": one.id,
            "recipient": one.recipient,
            "sent": era_date(one.sent),
            "due": era_date(one.due),
            "late": one.is_overdue(result.today),
            "asked": len(one.asked),
            "left": len(one.outstanding),
            "round": one.round,
            "subjects": list(dict.fromkeys(subject_name(result, subject) for subject, _ in one.outstanding)),
        }
        for one in sorted(inquiries, key=lambda one: (one.due, one.id))
        if one.outstanding
    ]


def _dates(result: AssessmentResult, still_open: list[ItemStanding], beside: Beside) -> list[Json]:
    """Every day to come (or past and still open) in order: due dates, reviews, inquiries, dates of the law."""
    rows = [
        (one.last_day, f"{one.item.id}　{one.item.title}", "対応の期限", one.is_overdue)
        for one in still_open
        if one.last_day is not None
    ]
    rows += [
        (said.review, f"{one.item.id}　{one.item.title}", "リスク受容の見直し", said.review < result.today)
        for one in beside.standings
        if one.item.status.value == "accepted" and (said := one.item.acceptance) is not None
    ]
    rows += [
        (one.due, f"{one.id}　{one.recipient}への照会", "回答の期限", one.is_overdue(result.today))
        for one in beside.inquiries
        if one.outstanding
    ]
    rows += assessment_dates(beside.papers.assessments, result.today)
    rows += [
        (one.date, one.title.ja, "法令", False)
        for one in result.checklist.legal_dates
        if one.date is not None and one.date >= result.today
    ]
    return [
        {"day": era_date(day), "what": what, "kind": kind, "late": late}
        for day, what, kind, late in sorted(rows, key=lambda row: (row[0], row[1]))
    ]


def _by_hand(result: AssessmentResult, found: tuple[ItemStanding, ...]) -> list[Json]:
    """What somebody set by hand against the computed order or time."""
    return [
        {
            **item_row(result, one),
            "set": one.item.priority is not None,
            "reason": one.item.priority_reason,
            "pinned": one.item.pinned.text if one.item.pinned else None,
        }
        for one in found
        if one.item.priority is not None or one.item.pinned is not None
    ]


def evidence_places(result: AssessmentResult) -> list[Json]:
    """Where evidence lies: per place the documents with their dates and the controls they prove."""
    places: dict[str, dict[tuple[str, date | None], list[str]]] = {}
    for (_, control), answer in result.assessment.answers.items():
        for item in answer.evidence:
            documents = places.setdefault(item.reference or NO_PLACE, {})
            controls = documents.setdefault((item.title, item.date), [])
            if control not in controls:
                controls.append(control)
    ordered = sorted(places.items(), key=lambda pair: (pair[0] == NO_PLACE, pair[0]))
    return [
        {
            "place": place,
            "documents": [
                {"title": title, "date": era_date(day) if day else None, "controls": controls}
                for (title, day), controls in sorted(
                    documents.items(), key=lambda one: (one[0][1] or FAR_AHEAD, one[0][0])
                )
            ],
        }
        for place, documents in ordered
    ]
