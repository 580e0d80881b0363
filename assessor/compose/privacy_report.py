"""The report of a privacy impact assessment: an internal document along clause 7 of the standard."""

from collections.abc import Mapping
from typing import Any

from assessor.compose.framed import Head, framed
from assessor.compose.gap_findings import WHOLE
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.privacy_figures import privacy_figures
from assessor.compose.privacy_rows import (
    SAY,
    control_rows,
    day,
    entries,
    flow_rows,
    part,
    risk_references,
    risk_rows,
    status_word,
    step_rows,
)
from assessor.compose.templates import Fill, compose_markdown
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.document import Document
from assessor.model.privacy import FLOW_POINTS
from assessor.model.privacy_result import ApprovalState, PiaResult
from assessor.model.programme import PROGRAMME_ID
from assessor.model.template import Template

Json = dict[str, Any]

PLACEHOLDERS = frozenset(
    (
        *("city", "plan", "service", "notice", "verdict", "questions", "threshold", "mynumber", "start"),
        *("preparation", "description", "items", "stakeholders", "flows", "points", "uses", "controls", "risks"),
        *("bands", "levels", "report", "approval", "approvals", "publication", "followup", "reviews", "steps"),
        *("conflicts", "proposed", "untouched", "checklist", "review_due", "references"),
    )
)
"""The names a template of the PIA report may use."""


def privacy_report(
    result: PiaResult,
    checklist: Checklist,
    assessment: Assessment,
    template: Template,
    *,
    fill: Fill = compose_markdown,
) -> Document:
    """The internal report of one service's assessment, with flow, risk maps, treatment plan and open points.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    programme = assessment.programme
    data = context(result, checklist, assessment)
    blocks = without_empty_sections(parse(fill(template, data), privacy_figures(result, checklist)))
    head = Head(programme.municipality, result.subject.name, result.today, internal=True, facts=_facts(result))
    return framed(template, head, blocks)


def _facts(result: PiaResult) -> tuple[tuple[str, str], ...]:
    facts = [("サービス", result.subject.name)]
    if result.subject.operator:
        facts.append(("事業者", result.subject.operator))
    if result.pia.preparation.owner:
        facts.append(("責任者", result.pia.preparation.owner))
    facts.append(("承認", SAY(f"pia.approval_word.{result.approval.value}")))
    return tuple(facts)


def context(result: PiaResult, checklist: Checklist, assessment: Assessment) -> Json:
    """What a template of the PIA report is given: JSON values only."""
    names = {one.id: one.name for one in assessment.subjects} | {PROGRAMME_ID: WHOLE}
    return {
        "city": assessment.programme.municipality,
        "plan": assessment.programme.plan,
        "service": {"name": result.subject.name, "operator": result.subject.operator, "organ": result.subject.organ},
        "checklist": {"title": checklist.title.ja, "version": checklist.version},
        **_told(result, names),
        **_guided(result, checklist),
        "verdict": _verdict(result),
        "mynumber": _mynumber(result, checklist),
        "controls": control_rows(result, checklist, names),
        "risks": risk_rows(result, checklist),
        "references": risk_references(result, checklist),
        "bands": _bands(result, checklist),
        "levels": _levels(checklist),
        "approval": result.approval.value,
        "review_due": result.review_due,
        "steps": step_rows(result, checklist),
        "conflicts": _conflicts(result, checklist),
        "proposed": sum(one.state.value == "proposed" for one in result.proposals),
        "untouched": len(result.prompts),
    }


def _told(result: PiaResult, names: Mapping[str, str]) -> Json:
    """The parts as people wrote them."""
    pia = result.pia
    used = [names[name] for name in pia.description.uses if name in names]
    stands = result.approval_id if result.approval is ApprovalState.IN_FORCE else None
    return {
        "threshold": part(pia.threshold),
        "start": day(pia.start.date) if pia.start else None,
        "preparation": part(pia.preparation),
        "description": {**part(pia.description), "uses": used},
        "items": _items(result),
        "stakeholders": entries(pia.stakeholders),
        "flows": flow_rows(pia),
        "uses": entries(pia.uses),
        "report": part(pia.report),
        "approvals": [{**row, "in_force": row["id"] == stands} for row in entries(pia.approvals)],
        "publication": part(pia.publication),
        "followup": part(pia.followup),
        "reviews": [{**row, "occasion": SAY(f"pia.occasion.{row['occasion']}")} for row in entries(pia.reviews)],
    }


def _guided(result: PiaResult, checklist: Checklist) -> Json:
    """Words of the checklist's privacy part."""
    guide = checklist.privacy
    asked = guide.questions if guide else ()
    return {
        "notice": guide.notice.ja if guide else "",
        "questions": [one.title.ja for one in asked if one.id in result.threshold.said_yes],
        "points": [guide.life_cycle[point].ja for point in FLOW_POINTS] if guide else [],
    }


def _verdict(result: PiaResult) -> Json:
    rule, decision = result.threshold.rule, result.pia.threshold.decision
    return {
        "by_rule": SAY(f"pia.verdict_word.{rule.verdict.value}") if rule else None,
        "why": rule.why.ja if rule else None,
        "decided": SAY(f"pia.verdict_word.{decision.value}") if decision else None,
        "differs": rule is not None and decision is not None and rule.verdict is not decision,
    }


def _mynumber(result: PiaResult, checklist: Checklist) -> Json | None:
    table = checklist.privacy.mynumber if checklist.privacy else None
    if result.mynumber is None or table is None or result.subject.facts.get("mynumber") is not True:
        return None
    found = result.mynumber
    return {
        "duty": table.duties[found.duty].ja if found.duty else None,
        "missing": [SAY(f"pia.field.{name}") for name in found.missing],
        "basis": found.row.basis.value if found.row else None,
        "notes": [note.ja for note in table.notes],
    }


def _items(result: PiaResult) -> list[Json]:
    rows = entries(result.pia.items)
    return [{**row, "sensitivity": SAY(f"pia.sensitivity.{row['sensitivity']}")} for row in rows]


def _bands(result: PiaResult, checklist: Checklist) -> list[Json]:
    """The bands, gravest first, with how many risks stand in each before and after measures."""
    before, after = [one.inherent for one in result.risks], [one.residual for one in result.risks]
    return [
        {
            "title": band.title.ja,
            "advice": band.advice.ja,
            "before": before.count(band.id),
            "after": after.count(band.id),
        }
        for band in reversed(checklist.risk.bands)
    ]


def _levels(checklist: Checklist) -> Json:
    matrix = checklist.risk
    return {
        name: [{"level": one.level, "title": one.title.ja, "anchor": one.anchor.ja} for one in rows]
        for name, rows in (("impact", matrix.impact), ("likelihood", matrix.likelihood))
    }


def _conflicts(result: PiaResult, checklist: Checklist) -> list[Json]:
    return [
        {
            "id": one.control,
            "title": checklist.controls[one.control].title.ja,
            "stored": status_word(checklist, one.stored),
            "record": status_word(checklist, one.status),
        }
        for one in result.conflicts
    ]
