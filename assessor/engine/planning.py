"""Planning: which item in which half-year, so that risk falls fastest within the money and the people there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from assessor.engine.plan_reasons import explained, missed
from assessor.engine.plan_search import Choice, Task, best_first, is_late, value_of
from assessor.model.due import HalfYear, half_year_of
from assessor.model.plan import Load, Method, Placement, Plan, PlanItem
from assessor.model.remediation import Capacity, RemediationItem
from assessor.model.scales import Severity
from assessor.model.standing import ItemStanding

Halves = Sequence[tuple[HalfYear, Capacity]]

_HEAVY = {Severity.CRITICAL: 4, Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}
_NO_SEVERITY = 1


class _Found(NamedTuple):
    """A choice, how it was found, and its proved gap."""

    method: Method
    choice: Choice
    gap: float | None


def plan_items(standings: Iterable[ItemStanding]) -> tuple[PlanItem, ...]:
    """The items to be planned: those still open that have something left, with dependencies on such items.

    The risk of an item is the points missing behind it, times 1 for low to 4 for critical findings; at least 1.
    """
    judged = [one for one in standings if one.status.is_open and not one.moot]
    open_ids = {one.item.id for one in judged}
    return tuple(
        PlanItem(
            id=one.item.id,
            risk=max(1, one.points * (_HEAVY[one.severity] if one.severity else _NO_SEVERITY)),
            money=one.item.cost or 0,
            days=one.item.effort or 0,
            deadline=one.deadline,
            pinned=one.item.pinned,
            depends_on=tuple(name for name in one.item.depends_on if name in open_ids),
            due=one.last_day,
            estimated=one.item.cost is not None and one.item.effort is not None,
        )
        for one in judged
    )


def plan(items: Sequence[PlanItem], halves: Halves, *, solve: bool = True, seconds: float = 8.0) -> Plan:
    """Place items in half-years, exactly where `solve` is asked for, else by taking the best first.

    Pinned items stand where they are pinned, whatever they need; all others keep within money and people, come no
    earlier than what they depend on; duties in time go before everything else, then the days that were agreed.

    Raises:
        MissingOptional: the solver is asked for and `highspy` is not installed.
        ValueError: items depend on each other in a circle.
    """
    tasks = _tasks(items, halves)
    greedy = best_first(tasks, [capacity for _, capacity in halves])
    found = _Found(Method.GREEDY, greedy, None)
    if solve:
        from assessor.engine.plan_solver import solved

        found = _Found(Method.SOLVER, *solved(tasks, [capacity for _, capacity in halves], greedy, seconds))
    return _plan(tasks, halves, found, greedy)


def dependency_circle(items: Iterable[RemediationItem]) -> tuple[str, ...]:
    """Ids that depend on each other in a circle, in order; empty when there is none."""
    waits: Mapping[str, tuple[str, ...]] = {item.id: item.depends_on for item in items}
    done: set[str] = set()
    for start in waits:
        path: list[str] = [start]
        turns = [iter(waits[start])]
        while turns:
            following = next(turns[-1], None)
            if following is None:
                turns.pop()
                done.add(path.pop())
            elif following in path:
                return tuple(path[path.index(following) :])
            elif following not in done and following in waits:
                path.append(following)
                turns.append(iter(waits[following]))
    return ()


def _tasks(items: Sequence[PlanItem], halves: Halves) -> tuple[Task, ...]:
    numbers = {item.id: number for number, item in enumerate(items)}
    places = {half: place for place, (half, _) in enumerate(halves)}
    return tuple(
        Task(
            risk=item.risk,
            money=item.money,
            days=item.days,
            deadline=_last_place(item.deadline, halves),
            pinned=places.get(item.pinned) if item.pinned else None,
            after=tuple(numbers[name] for name in item.depends_on if name in numbers),
            item=item,
            due=_due_place(item.due, halves),
        )
        for item in items
    )


def _last_place(deadline: date | None, halves: Halves) -> int | None:
    """The last half-year that ends before a duty's day; the first one for duties that are due already."""
    if deadline is None:
        return None
    in_time = [place for place, (half, _) in enumerate(halves) if half.last_day < deadline]
    return in_time[-1] if in_time else 0


def _due_place(due: date | None, halves: Halves) -> int | None:
    """The last half-year that has begun by the day agreed; -1 where none has, None where it lies behind them all."""
    if due is None or (halves and due > halves[-1][0].last_day):
        return None
    wanted = half_year_of(due)
    return sum(half <= wanted for half, _ in halves) - 1


def _plan(tasks: Sequence[Task], halves: Halves, found: _Found, greedy: Choice) -> Plan:
    choice = found.choice
    reasons = explained(tasks, halves, choice)
    placements = tuple(
        Placement(
            item=task.item.id,
            half=None if place is None else halves[place][0],
            reason=reason,
            late_for_duty=is_late(task, place),
            missed=why,
            due=task.item.due,
        )
        for task, place, reason, why in zip(tasks, choice, reasons, missed(tasks, halves, choice), strict=True)
    )
    return Plan(
        method=found.method,
        placements=placements,
        loads=tuple(_loads(tasks, halves, choice)),
        value=value_of(tasks, choice, len(halves)),
        greedy_value=value_of(tasks, greedy, len(halves)),
        gap=found.gap,
        risk=sum(task.risk for task in tasks),
        unestimated=tuple(task.item.id for task in tasks if not task.item.estimated),
    )


def _loads(tasks: Sequence[Task], halves: Halves, choice: Choice) -> Iterable[Load]:
    left = sum(task.risk for task in tasks)
    for place, (half, capacity) in enumerate(halves):
        here = [task for task, at in zip(tasks, choice, strict=True) if at == place]
        left -= sum(task.risk for task in here)
        yield Load(half, capacity, sum(task.money for task in here), sum(task.days for task in here), left)
