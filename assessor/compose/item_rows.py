"""Remediation items as JSON rows for the templates of internal documents."""

from collections.abc import Iterable, Sequence
from typing import Any

from assessor.compose.gap_findings import subject_name
from assessor.i18n.translator import translator
from assessor.model.fiscal import era_date, fiscal_year_label
from assessor.model.remediation import Funding, ItemStatus
from assessor.model.result import AssessmentResult
from assessor.model.standing import ItemStanding, Reason

Json = dict[str, Any]
NOBODY = "担当が決まっていないもの"
AMOUNTS = ("requested", "assessed", "approved")

_say = translator("ja")


def item_row(result: AssessmentResult, one: ItemStanding) -> Json:
    """An item for a table: words only, dates in the era calendar; `late` says in words what is wrong with its time."""
    item = one.item
    subjects = dict.fromkeys(subject_name(result, subject) for subject, _ in item.pairs)
    return {
        "id": item.id,
        "title": item.title,
        "status": _say(f"item_status.{one.status.value}"),
        "priority": _say(f"priority.{one.priority.value}"),
        "why": [reason_words("item_reason", reason) for reason in one.reasons],
        "owner": owner_of(one),
        "due": item.due.label if item.due else None,
        "days_late": one.days_late,
        "late": late_words(one),
        "duty": one.duty,
        "subjects": list(subjects),
        "controls": list(dict.fromkeys(control for _, control in item.pairs)),
        "unmet": len(one.unmet),
        "effort": item.effort,
        "cost": item.cost,
        "money": _secured(item.budget_secured),
        "people": _secured(item.people_secured),
        "after": list(item.depends_on),
        "steps": [
            {
                "title": step.title,
                "due": step.due.label if step.due else None,
                "done": era_date(step.done) if step.done else None,
            }
            for step in item.milestones
        ],
        "comment": item.comments[-1].text if item.comments else None,
    }


def owner_of(one: ItemStanding) -> str | None:
    """Department and post, or None where neither is named."""
    return "　".join(filter(None, (one.item.department, one.item.owner))) or None


def late_words(one: ItemStanding) -> str | None:
    """What is wrong with an item's time, in words; None where nothing is."""
    words = [_say("cli.item.moot")] if one.moot else []
    if one.is_overdue:
        words.append(_say("cli.item.late", days=one.days_late))
    if one.reopened:
        words.append(_say("cli.item.reopened", count=len(one.unmet)))
    if one.returned:
        words.append(_say("cli.item.returned"))
    return "、".join(words) or None


def reason_words(prefix: str, reason: Reason) -> str:
    """A reason in words."""
    return _say(f"{prefix}.{reason.code}", **reason.said("ja"))


def _secured(held: bool | None) -> str:
    return _say({True: "secured.yes", False: "secured.no", None: "secured.unanswered"}[held])


def by_owner(result: AssessmentResult, found: Iterable[ItemStanding]) -> list[Json]:
    """The items grouped by who is to do them, those that nobody has first."""
    groups: dict[str, list[Json]] = {}
    for one in found:
        groups.setdefault(owner_of(one) or "", []).append(item_row(result, one))
    return [{"owner": name or NOBODY, "rows": groups[name]} for name in sorted(groups)]


def accepted_rows(found: Iterable[ItemStanding]) -> list[Json]:
    """Accepted risks with who decided, why, until when; those to be looked at again first."""
    rows = [
        {
            "id": one.item.id,
            "title": one.item.title,
            "approver": said.approver,
            "reason": said.reason,
            "review": era_date(said.review),
            "day": said.review.isoformat(),
            "returned": one.returned,
            "duty": one.duty,
        }
        for one in found
        if one.item.status is ItemStatus.ACCEPTED and (said := one.item.acceptance) is not None
    ]
    return sorted(rows, key=lambda row: str(row["day"]))


def declined_rows(found: Iterable[ItemStanding]) -> list[Json]:
    """Declined items with the reason."""
    return [
        {"id": one.item.id, "title": one.item.title, "reason": one.item.reason or "", "duty": one.duty}
        for one in found
        if one.status is ItemStatus.DECLINED
    ]


def budget_tables(found: Sequence[ItemStanding]) -> list[Json]:
    """Per fiscal year the rows of money as a budget request names them, with their sums in 千円."""
    years = sorted({row.year for one in found for row in one.item.funding})
    tables = []
    for year in years:
        rows = [
            _budget_row(one, row)
            for one in sorted(found, key=lambda one: one.item.id)
            for row in one.item.funding
            if row.year == year
        ]
        sums = {name: _sum([row[name] for row in rows]) for name in AMOUNTS}
        tables.append({"year": fiscal_year_label(year), "rows": rows, "sums": sums})
    return tables


def _sum(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _budget_row(one: ItemStanding, row: Funding) -> Json:
    return {
        "id": one.item.id,
        "title": one.item.title,
        "owner": owner_of(one),
        "kan": row.kan,
        "ko": row.ko,
        "moku": row.moku,
        "setsu": row.setsu,
        "place": [part for part in (row.kan, row.ko, row.moku, row.setsu) if part],
        "nature": _say(f"nature.{row.nature.value}") if row.nature else None,
        "source": _say(f"money_source.{row.source.value}") if row.source else None,
        "commitment": _yes(row.commitment),
        "quoted": _yes(row.quoted),
        **{name: getattr(row, name) for name in AMOUNTS},
    }


def _yes(held: bool | None) -> str | None:
    return None if held is None else "あり" if held else "なし"
