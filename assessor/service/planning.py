"""The money and people of each fiscal year, and a plan of remediation made from them."""

from typing import NamedTuple

from assessor.engine.planning import Halves, plan_items
from assessor.engine.planning import plan as find_plan
from assessor.errors import MissingOptional
from assessor.faults.items import BudgetMissing
from assessor.model.change import Change, RecordChange
from assessor.model.due import Due, HalfYear, half_year_of
from assessor.model.plan import Plan
from assessor.model.record_kinds import BUDGET_KIND
from assessor.model.remediation import Capacity, YearBudget
from assessor.service.remediation import held_items, item_change, judged_items, revision
from assessor.service.workspace import Workspace


class Planned(NamedTuple):
    """A plan, and why the solver was not used where it was wished for (None = it was, or was not wished for)."""

    plan: Plan
    without_solver: MissingOptional | None = None


def budgets(workspace: Workspace) -> tuple[YearBudget, ...]:
    """The money and people of every fiscal year that was given, by year."""
    found = map(YearBudget.model_validate, workspace.snapshot.contents(BUDGET_KIND).values())
    return tuple(sorted(found, key=lambda one: one.year))


def set_budget(workspace: Workspace, budget: YearBudget) -> None:
    """Keep the money and people of a fiscal year, replacing what was held."""
    content = budget.model_dump(mode="json")
    workspace.apply([RecordChange(kind=BUDGET_KIND, id=str(budget.year), content=content)])


def halves_from(workspace: Workspace, first: HalfYear, count: int) -> Halves:
    """So many half-years from `first`, at most to the last year given, with what each can bear.

    A year in between that was not given bears nothing.

    Raises:
        BudgetMissing: none of them was given.
    """
    known = {one.year: one for one in budgets(workspace)}
    nothing = Capacity(money=0, days=0)
    found: list[tuple[HalfYear, Capacity]] = []
    last = max(known, default=first.year)
    for half in (half for number in range(count) if (half := first.later(number)).year <= last):
        year = known.get(half.year)
        found.append((half, nothing if year is None else year.first if half.half == 1 else year.second))
    if not any(half.year in known for half, _ in found):
        raise BudgetMissing(first=first.text)
    return found


def make_plan(
    workspace: Workspace, *, first: HalfYear | None = None, count: int = 8, greedy: bool = False, seconds: float = 8.0
) -> Planned:
    """A plan of the open items over half-years from the next one on; without the solver, the best first.

    Raises:
        BudgetMissing: no money and people are known for these half-years.
    """
    start = first or half_year_of(workspace.session.today).later(1)
    halves = halves_from(workspace, start, count)
    items = plan_items(judged_items(workspace))
    if greedy:
        return Planned(find_plan(items, halves, solve=False))
    try:
        return Planned(find_plan(items, halves, seconds=seconds))
    except MissingOptional as missing:
        return Planned(find_plan(items, halves, solve=False), missing)


def apply_plan(workspace: Workspace, plan: Plan) -> int:
    """Give items without a due date the last day of their half-year; returns how many were changed.

    Raises:
        StaleRecord: somebody changed one of them while the plan was made.
    """
    halves = plan.half_of
    changes: list[Change] = [
        item_change(item.model_copy(update={"due": Due(day=halves[item.id].last_day)}), revision(workspace, item.id))
        for item in held_items(workspace)
        if item.id in halves and item.due is None
    ]
    if changes:
        workspace.apply(changes)
    return len(changes)
