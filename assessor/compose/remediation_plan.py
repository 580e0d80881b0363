"""The remediation report: what is to be done, what is late, who does it, when, for how much money."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from assessor.compose.internal_document import internal_document
from assessor.compose.item_rows import (
    accepted_rows,
    budget_tables,
    by_owner,
    declined_rows,
    item_row,
    reason_words,
)
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.roadmap import burn_chart, counts_trend, roadmap, score_trend
from assessor.compose.templates import Fill, compose_markdown
from assessor.compose.wording import percent
from assessor.i18n.translator import translator
from assessor.model.document import Document, Figure
from assessor.model.due import HalfYear, half_year_of
from assessor.model.fiscal import era_date
from assessor.model.inquiry import Inquiry
from assessor.model.period import BurnPoint, Period, TrendPoint
from assessor.model.plan import Plan
from assessor.model.privacy_result import PiaResult
from assessor.model.release import PublicComment, Release
from assessor.model.remediation import ItemStatus
from assessor.model.result import AssessmentResult
from assessor.model.standing import Effect, ItemStanding
from assessor.model.template import Template

Json = dict[str, Any]
MOST_URGENT = 3
LEAST_GAIN = 0.05

PLACEHOLDERS = frozenset(
    (
        *("city", "plan", "notice", "score", "counts", "urgent", "overdue", "reopened", "owners", "roadmap"),
        *("accepted", "declined", "budgets", "periods", "has_roadmap", "has_trend", "has_burn", "items", "effect"),
    )
)
"""The names a template of the remediation report may use."""


class Papers(NamedTuple):
    """What the hand-over memo tells of papers: texts that were frozen, opinions, impact assessments."""

    releases: tuple[Release, ...] = ()
    comments: tuple[PublicComment, ...] = ()
    assessments: tuple[PiaResult, ...] = ()


class Beside(NamedTuple):
    """What the report needs beside the result: the judged items, what closing all would do, plan, closed periods.

    `burn` is what was open at the end of each month, `inquiries` all that was asked of others.
    """

    standings: tuple[ItemStanding, ...]
    effect: Effect
    plan: Plan | None
    periods: tuple[Period, ...]
    points: tuple[TrendPoint, ...]
    burn: tuple[BurnPoint, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    papers: Papers = Papers()


def remediation_report(
    result: AssessmentResult, beside: Beside, template: Template, *, dated: date, fill: Fill = compose_markdown
) -> Document:
    """The internal report on remediation.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    drawn = _figures(beside, result.today)
    blocks = without_empty_sections(parse(fill(template, context(result, beside)), drawn))
    facts = (("対応", f"{len(beside.standings)}件"),)
    return internal_document(template, result.assessment.programme, dated, blocks, facts)


def _figures(beside: Beside, today: date) -> dict[str, Figure]:
    start = half_year_of(today)
    made = {
        "roadmap": roadmap(beside.standings, beside.plan, start),
        "counts_trend": counts_trend(beside.points),
        "score_trend": score_trend(beside.points),
        "burn_down": burn_chart(beside.burn),
    }
    return {name: figure for name, figure in made.items() if figure is not None}


def context(result: AssessmentResult, beside: Beside) -> Json:
    """What a template of the remediation report is given: JSON values only."""
    found = beside.standings
    still_open = [one for one in found if one.status.is_open]
    total = result.scorecard.total
    programme = result.assessment.programme
    drawn = _figures(beside, result.today)
    return {
        "city": programme.municipality,
        "plan": programme.plan,
        "notice": result.checklist.notice.ja,
        "score": {
            "percent": percent(total.earned, total.possible),
            "coverage": percent(total.answered, total.applicable),
            "unanswered": total.applicable - total.answered,
        },
        "counts": _counts(found),
        "urgent": [item_row(result, one) for one in still_open if not one.moot][:MOST_URGENT],
        "overdue": [
            item_row(result, one) for one in sorted(still_open, key=lambda one: -one.days_late) if one.is_overdue
        ],
        "reopened": [item_row(result, one) for one in found if one.reopened or one.returned],
        "owners": by_owner(result, still_open),
        "items": [item_row(result, one) for one in found],
        "roadmap": roadmap_rows(beside.plan, found),
        "accepted": accepted_rows(found),
        "declined": declined_rows(found),
        "budgets": budget_tables(found),
        "periods": period_rows(beside.periods, beside.points),
        "effect": _effect(beside.effect, len(still_open)),
        "has_roadmap": "roadmap" in drawn,
        "has_trend": "counts_trend" in drawn,
        "has_burn": "burn_down" in drawn,
    }


def _counts(found: Sequence[ItemStanding]) -> Json:
    still_open = [one for one in found if one.status.is_open]
    say = translator("ja")
    statuses = [
        {"title": say(f"item_status.{status.value}"), "count": sum(one.status is status for one in found)}
        for status in ItemStatus
    ]
    return {
        "all": len(found),
        "open": len(still_open),
        "statuses": statuses,
        "overdue": sum(one.is_overdue for one in still_open),
        "duties": sum(one.duty for one in found),
        "without_owner": sum(not one.item.owner and not one.item.department for one in still_open),
        "without_due": sum(one.item.due is None for one in still_open),
        "without_estimate": sum(one.item.effort is None or one.item.cost is None for one in still_open),
        "without_money": sum(one.item.budget_secured is not True for one in still_open),
        "without_people": sum(one.item.people_secured is not True for one in still_open),
        "reopened": sum(one.reopened for one in found),
        "returned": sum(one.returned for one in found),
    }


def _effect(effect: Effect, count: int) -> Json:
    return {
        "items": count,
        "before": percent(effect.earned[0], effect.possible),
        "after": percent(effect.earned[1], effect.possible),
        "findings": len(effect.findings_gone),
        "duties": len(effect.duties_met),
        "sentences": len(effect.sentences_new),
    }


def roadmap_rows(plan: Plan | None, found: Iterable[ItemStanding]) -> Json | None:
    """A plan for tables: how it was found, per half-year its items with the reason, the days that it does not keep.

    None without a plan.
    """
    if plan is None:
        return None
    titles = {one.item.id: one.item.title for one in found}
    rows: dict[HalfYear | None, list[Json]] = {}
    for one in plan.placements:
        why = reason_words("plan_reason", one.reason)
        rows.setdefault(one.half, []).append({"id": one.item, "title": titles.get(one.item, ""), "why": why})
    return {
        "solver": plan.method.value == "solver",
        "gap": f"{plan.gap * 100:.2f}" if plan.gap is not None else None,
        "better": _better(plan),
        "unestimated": len(plan.unestimated),
        "halves": [
            {
                "half": load.half.text,
                "money": load.money,
                "money_capacity": load.capacity.money,
                "days": load.days,
                "days_capacity": load.capacity.days,
                "left": percent(load.risk_left, plan.risk),
                "rows": rows.get(load.half, []),
            }
            for load in plan.loads
        ],
        "unplaced": rows.get(None, []),
        "missed": [
            {
                "id": one.item,
                "title": titles.get(one.item, ""),
                "due": era_date(one.due) if one.due else "法令の義務の期日",
                "half": one.half.text if one.half else None,
                "why": reason_words("plan_reason", one.missed),
            }
            for one in plan.placements
            if one.missed is not None
        ],
    }


def _better(plan: Plan) -> str | None:
    """By how many percent a plan is better than taking the best first; None where that is not worth a word."""
    gain = (plan.value - plan.greedy_value) * 100 / plan.greedy_value if plan.greedy_value else 0.0
    return f"{gain:.1f}" if gain >= LEAST_GAIN else None


def period_rows(periods: Sequence[Period], points: Sequence[TrendPoint]) -> list[Json]:
    """The closed periods with their figures, the oldest first."""
    return [
        {
            "name": period.id,
            "closed": era_date(period.closed),
            "approver": period.approver,
            "percent": percent(point.earned, point.possible),
            "coverage": percent(point.answered, point.applicable),
            "findings": point.findings,
            "severe": point.severe,
            "open": point.open_items,
        }
        for period, point in zip(periods, points, strict=True)
    ]
