"""The gap report: an internal document that says what is missing, why it matters and what to do first."""

from types import MappingProxyType
from typing import Any

from assessor.compose.figures import figures
from assessor.compose.gap_findings import duties, finding_groups, subject_name, unknowns
from assessor.compose.gap_silences import (
    Askings,
    askings,
    excused,
    open_facts,
    past_plans,
    ruled_out,
    stale,
    to_confirm,
    unanswered_musts,
    without_evidence,
)
from assessor.compose.internal_document import internal_document
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.templates import Fill, compose_markdown
from assessor.compose.wording import percent
from assessor.model.document import Document
from assessor.model.fiscal import era_date
from assessor.model.result import AssessmentResult
from assessor.model.scorecard import Tally
from assessor.model.template import Template

Json = dict[str, Any]
MOST_URGENT = 3

PLACEHOLDERS = frozenset(
    (
        *("city", "plan", "checklist", "total", "categories", "subjects", "duties", "findings", "urgent", "unknowns"),
        *("unanswered_musts", "open_facts", "excused", "ruled_out", "stale", "past_plans", "without_evidence"),
        "to_confirm",
        *("legal_dates", "standards", "notice", "severities", "asked"),
    )
)
"""The names a template of the gap report may use."""


def gap_report(
    result: AssessmentResult,
    template: Template,
    *,
    digest: str = "",
    fill: Fill = compose_markdown,
    asked: Askings = MappingProxyType({}),
) -> Document:
    """The internal report of all findings, worst first, with scorecard, duties and everything that was not counted.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    blocks = without_empty_sections(parse(fill(template, context(result, digest, asked)), figures(result)))
    checklist = result.checklist
    facts = (
        ("点検表", f"{checklist.title.ja}　{checklist.version}"),
        ("対象", f"{len(result.assessment.subjects)}件"),
    )
    return internal_document(template, result.assessment.programme, result.today, blocks, facts)


def context(result: AssessmentResult, digest: str, asked: Askings = MappingProxyType({})) -> Json:
    """What a template of the gap report is given: JSON values only."""
    programme, checklist = result.assessment.programme, result.checklist
    titles = {category.id: category.title.ja for category in checklist.categories}
    names = {subject.id: subject_name(result, subject.id) for subject in result.assessment.subjects}
    groups = finding_groups(result)
    return {
        "city": programme.municipality,
        "plan": programme.plan,
        "checklist": {"title": checklist.title.ja, "version": checklist.version, "digest": digest},
        "notice": checklist.notice.ja,
        "total": {**tally(result.scorecard.total), "band": _band(result), "provisional": result.scorecard.provisional},
        "categories": [{"title": titles[card.id], **tally(card.tally)} for card in result.scorecard.categories],
        "subjects": [{"name": names[card.id], **tally(card.tally)} for card in result.scorecard.subjects],
        "duties": duties(result),
        "findings": groups,
        "severities": _severities(result),
        "urgent": [row for group in groups for row in group["rows"]][:MOST_URGENT],
        "unknowns": unknowns(result),
        "unanswered_musts": unanswered_musts(result, asked),
        "asked": askings(result, asked),
        "open_facts": open_facts(result),
        "excused": excused(result),
        "ruled_out": ruled_out(result),
        "stale": stale(result),
        "past_plans": past_plans(result),
        "to_confirm": to_confirm(result),
        "without_evidence": without_evidence(result),
        "legal_dates": _legal_dates(result),
        "standards": _standards(result),
    }


def tally(counted: Tally) -> Json:
    """A tally for a template: all its counts with `percent` and `coverage` in whole percent (None of nothing)."""
    return {
        **counted.model_dump(),
        "percent": percent(counted.earned, counted.possible),
        "coverage": percent(counted.answered, counted.applicable),
        "unanswered": counted.applicable - counted.answered,
    }


def _band(result: AssessmentResult) -> str | None:
    return next((band.title.ja for band in result.checklist.bands if band.id == result.scorecard.band), None)


def _severities(result: AssessmentResult) -> list[Json]:
    found = [finding.severity for finding in result.findings]
    return [
        {"id": rule.id.value, "title": rule.title.ja, "count": found.count(rule.id)}
        for rule in result.checklist.severities
    ]


def _legal_dates(result: AssessmentResult) -> list[Json]:
    return [
        {
            "title": one.title.ja,
            "date": era_date(one.date) if one.date else None,
            "is_past": one.date is not None and one.date <= result.today,
            "basis": one.basis.value,
        }
        for one in result.checklist.legal_dates
    ]


def _standards(result: AssessmentResult) -> list[Json]:
    named = {row.standard for control in result.checklist.controls.values() for row in control.references}
    return [
        {
            "title": one.title.ja,
            "short": one.short.ja if one.short else None,
            "publisher": one.publisher,
            "editions": [edition.title.ja for edition in one.editions],
            "note": one.note.ja if one.note else None,
        }
        for one in result.checklist.standards
        if one.id in named
    ]
