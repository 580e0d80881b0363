"""Remediation for the terminal; what is late is said in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from assessor.cli.table import table
from assessor.i18n.translator import Say
from assessor.i18n.width import cut

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist
    from assessor.model.plan import Plan
    from assessor.model.remediation import YearBudget
    from assessor.model.standing import Effect, ItemStanding, Reason
    from assessor.service.item_workbook import Returned
    from assessor.service.reminding import DueItems

TITLE_CELLS = 40
MOST_NAMED = 5
LEAST_GAIN = 0.05
"""Percent by which a plan must be better for it to be said."""


def item_lines(found: "Iterable[ItemStanding]", say: Say) -> Iterator[str]:
    """One line per item: id, status, priority, due, owner, title."""
    rows = [
        (
            one.item.id,
            say(f"item_status.{one.status.value}"),
            say(f"priority.{one.priority.value}"),
            one.item.due.text if one.item.due else "―",
            " ".join(filter(None, (one.item.department, one.item.owner))) or "―",
            cut(one.item.title, TITLE_CELLS),
            late_words(one, say),
        )
        for one in found
    ]
    yield from table(rows) if rows else [say("cli.remediation.none")]


def late_words(one: "ItemStanding", say: Say) -> str:
    """What is wrong with an item's time, in words; empty where nothing is."""
    words = [say("cli.item.moot")] if one.moot else []
    if one.is_overdue:
        words.append(say("cli.item.late", days=one.days_late))
    if one.reopened:
        words.append(say("cli.item.reopened", count=len(one.unmet)))
    if one.returned:
        words.append(say("cli.item.returned"))
    return say("cli.list").join(words)


def reason_text(prefix: str, reason: "Reason", say: Say) -> str:
    """A reason in words."""
    return say(f"{prefix}.{reason.code}", **reason.said(say.lang))


def detail_lines(one: "ItemStanding", change: "Effect", checklist: "Checklist", say: Say) -> Iterator[str]:
    """An item in full, and what closing it would do."""
    item = one.item
    yield f"{item.id}  {item.title}"
    late = late_words(one, say)
    beside = say("list.bracket", text=late) if late else ""
    yield say("cli.item.status", status=say(f"item_status.{one.status.value}")) + beside
    why = say("cli.list").join(reason_text("item_reason", reason, say) for reason in one.reasons)
    yield say("cli.item.priority", priority=say(f"priority.{one.priority.value}"), why=why)
    for key, value in (
        ("department", item.department),
        ("owner", item.owner),
        ("due", item.due.text if item.due else None),
        ("effort", item.effort),
        ("cost", item.cost),
        ("pinned", item.pinned.text if item.pinned else None),
        ("depends_on", " ".join(item.depends_on) or None),
        ("treatments", " ".join(item.treatments) or None),
        ("reason", item.reason),
    ):
        yield f"  {say(f'field.{key}')}: {value if value is not None else '―'}"
    for key, held in (("budget_secured", item.budget_secured), ("people_secured", item.people_secured)):
        yield f"  {say(f'field.{key}')}: {secured_word(held, say)}"
    if item.acceptance:
        said = item.acceptance
        yield say("cli.item.accepted", approver=said.approver, review=said.review.isoformat(), reason=said.reason)
    yield say("cli.item.covers")
    for subject, control in item.pairs:
        known = checklist.controls.get(control)
        title = known.title.say(say.lang) if known else say("edition.not_asked")
        state = say("cli.item.unmet") if (subject, control) in one.unmet else say("cli.item.met")
        yield f"  {state}  {subject}/{control}  {title}"
    for step in item.milestones:
        when = step.due.text if step.due else ""
        reached = say("cli.item.reached", day=step.done.isoformat()) if step.done else ""
        yield f"  {say('field.milestone')}: {step.title} {when} {reached}".rstrip()
    for comment in item.comments:
        yield f"  {comment.on.isoformat()} {comment.by or ''}: {' '.join(comment.text.split())}"
    yield from _effect_lines(change, say)


def returned_lines(returned: "Returned", say: Say) -> Iterator[str]:
    """What a returned workbook changes, one line per cell."""
    for one in returned.changes:
        before, after = one.before or "―", one.after or "―"
        yield say("cli.workbook.change", item=one.item, field=one.field, before=before, after=after)


def secured_word(held: bool | None, say: Say) -> str:
    """Whether something is secured, in words."""
    return say({True: "secured.yes", False: "secured.no", None: "secured.unanswered"}[held])


def _effect_lines(change: "Effect", say: Say) -> Iterator[str]:
    before, after = change.earned
    yield say("cli.effect.score", before=before, after=after, possible=change.possible)
    yield say("cli.effect.findings", count=len(change.findings_gone), duties=len(change.duties_met))
    for _, text in change.sentences_new:
        yield f"  + {text}"
    for _, text in change.sentences_gone:
        yield f"  - {text}"
    if not change.sentences_new and not change.sentences_gone:
        yield say("cli.effect.no_sentence")


def due_lines(found: "DueItems", days: int, say: Say) -> Iterator[str]:
    """What is late, then what is due soon."""
    yield say("cli.due.late", count=len(found.late)) if found.late else say("cli.due.none_late")
    if found.late:
        yield from item_lines(found.late, say)
    yield say("cli.due.soon" if found.soon else "cli.due.none_soon", count=len(found.soon), days=days)
    if found.soon:
        yield from item_lines(found.soon, say)


def budget_lines(found: "Iterable[YearBudget]", say: Say) -> Iterator[str]:
    """Per fiscal year the money and people of both halves."""
    from assessor.model.due import year_text

    rows = [
        (year_text(one.year), *(say("cli.budget.half", money=f"{half.money:,}", days=half.days) for half in halves))
        for one in found
        for halves in [(one.first, one.second)]
    ]
    head = (say("cli.budget.year"), say("cli.budget.first"), say("cli.budget.second"))
    yield from table([head, *rows]) if rows else [say("cli.budget.none")]


def plan_lines(plan: "Plan", titles: Mapping[str, str], say: Say) -> Iterator[str]:
    """How the plan was found, per half-year what it does and why, then what found no place."""
    yield say("cli.plan.solver" if plan.method.value == "solver" else "cli.plan.greedy")
    if plan.gap is not None:
        yield say("cli.plan.gap", percent=f"{plan.gap * 100:.2f}")
    elif plan.method.value == "solver":
        yield say("cli.plan.no_gap")
    if plan.method.value == "solver" and plan.greedy_value:
        gain = (plan.value - plan.greedy_value) * 100 / plan.greedy_value
        key = "better" if gain >= LEAST_GAIN else "same" if gain >= 0 else "duties_first"
        yield say(f"cli.plan.{key}", percent=f"{gain:.1f}")
    if plan.unestimated:
        yield say("cli.plan.unestimated", count=len(plan.unestimated), items=" ".join(plan.unestimated[:MOST_NAMED]))
    for load in plan.loads:
        yield ""
        yield say(
            "cli.plan.half", half=load.half.text, money=f"{load.money:,}", money_capacity=f"{load.capacity.money:,}"
        )
        yield say("cli.plan.load", days=load.days, capacity=load.capacity.days, left=_share(load.risk_left, plan.risk))
        yield from _placements(plan, load.half, titles, say)
    if any(one.half is None for one in plan.placements):
        yield ""
        yield say("cli.plan.unplaced")
        yield from _placements(plan, None, titles, say)
    yield from _missed(plan, titles, say)


def _missed(plan: "Plan", titles: Mapping[str, str], say: Say) -> Iterator[str]:
    """The days that this plan does not keep, each with the reason."""
    rows = [
        (
            f"  {one.item}",
            cut(titles.get(one.item, ""), TITLE_CELLS),
            one.due.isoformat() if one.due else say("cli.plan.duty_day"),
            reason_text("plan_reason", one.missed, say),
        )
        for one in plan.placements
        if one.missed is not None
    ]
    if rows:
        yield ""
        yield say("cli.plan.missed", count=len(rows))
        yield from table(rows)


def _share(part: int, whole: int) -> str:
    return f"{part * 100 // whole}%" if whole else "―"


def _placements(plan: "Plan", half: object, titles: Mapping[str, str], say: Say) -> list[str]:
    rows = [
        (f"  {one.item}", cut(titles.get(one.item, ""), TITLE_CELLS), reason_text("plan_reason", one.reason, say))
        for one in plan.placements
        if one.half == half
    ]
    return table(rows) if rows else [f"  {say('cli.plan.nothing')}"]
