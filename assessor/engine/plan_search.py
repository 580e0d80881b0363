"""The planning problem in numbers, and the simple way to a plan: the best first, as early as it fits."""

from collections.abc import Sequence
from typing import NamedTuple

from assessor.model.plan import PlanItem
from assessor.model.remediation import Capacity

Choice = tuple[int | None, ...]
"""Per task the place of its half-year, None = in none."""


class Task(NamedTuple):
    """An item in numbers: `deadline`, `due` and `pinned` are places of half-years, `after` numbers of other tasks.

    `due` is -1 where the day lies before the first half-year.
    """

    risk: int
    money: int
    days: int
    deadline: int | None
    pinned: int | None
    after: tuple[int, ...]
    item: PlanItem
    due: int | None = None


def keeps_due(task: Task, place: int | None) -> bool:
    """True where an item is done by the day agreed for it."""
    return task.due is not None and place is not None and place <= task.due


def is_late(task: Task, place: int | None) -> bool:
    """True where a duty is met too late or not at all."""
    return task.deadline is not None and (place is None or place > task.deadline)


def value_of(tasks: Sequence[Task], choice: Choice, halves: int) -> int:
    """The risk taken away times the half-years it stays away: what a plan is judged by."""
    return sum(task.risk * (halves - at) for task, at in zip(tasks, choice, strict=True) if at is not None)


def in_time(tasks: Sequence[Task], choice: Choice) -> int:
    """How well the days are kept: one duty counts more than all days that were agreed."""
    return sum(kept_days(task, at, len(tasks)) for task, at in zip(tasks, choice, strict=True))


def kept_days(task: Task, place: int | None, tasks: int) -> int:
    """What a task in a half-year adds to that, among so many."""
    duty = task.deadline is not None and not is_late(task, place)
    return duty * (tasks + 1) + keeps_due(task, place)


def ordered(tasks: Sequence[Task]) -> list[int]:
    """Task numbers, each after all it depends on.

    Raises:
        ValueError: tasks depend on each other in a circle.
    """
    waiting = [len(set(task.after)) for task in tasks]
    dependents: list[list[int]] = [[] for _ in tasks]
    for number, task in enumerate(tasks):
        for other in set(task.after):
            dependents[other].append(number)
    ready = [number for number, count in enumerate(waiting) if not count]
    for number in ready:
        for other in dependents[number]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    if len(ready) < len(tasks):
        raise ValueError("circle")
    return ready


class Rooms:
    """What is left of money and days in each half-year; pinned tasks are taken out first, if need be below zero."""

    def __init__(self, tasks: Sequence[Task], capacities: Sequence[Capacity]) -> None:
        """Begin with the capacities less what is pinned; nothing is left below zero."""
        self.money = [capacity.money for capacity in capacities]
        self.days = [capacity.days for capacity in capacities]
        for task in tasks:
            if task.pinned is not None:
                self.money[task.pinned] = max(0, self.money[task.pinned] - task.money)
                self.days[task.pinned] = max(0, self.days[task.pinned] - task.days)

    def fits(self, task: Task, place: int) -> bool:
        """True where the half-year has room for the task."""
        return task.money <= self.money[place] and task.days <= self.days[place]

    def take(self, task: Task, place: int) -> None:
        """Use up what the task needs."""
        self.money[place] -= task.money
        self.days[place] -= task.days


def best_first(tasks: Sequence[Task], capacities: Sequence[Capacity], fixed: Choice | None = None) -> Choice:
    """Half-year by half-year the best task that may begin and fits: duties near their day, then risk for its price.

    Tasks that have a place in `fixed` stay there.

    Raises:
        ValueError: tasks depend on each other in a circle.
    """
    order = ordered(tasks)
    rooms = Rooms(tasks, capacities)
    chosen: list[int | None] = [task.pinned for task in tasks]
    for number, at in enumerate(fixed or ()):
        if at is not None and tasks[number].pinned is None:
            rooms.take(tasks[number], at)
            chosen[number] = at
    ranks = _ranks(tasks, order, capacities)
    waiting = sorted((number for number, at in enumerate(chosen) if at is None), key=lambda one: ranks[one])
    for place in range(len(capacities)):
        moved = True
        while moved:
            moved = False
            kept: list[int] = []
            for number in waiting:
                task = tasks[number]
                if _may_begin(task, chosen, place) and rooms.fits(task, place):
                    rooms.take(task, place)
                    chosen[number] = place
                    moved = True
                else:
                    kept.append(number)
            waiting = kept
    return tuple(chosen)


def only_duties(tasks: Sequence[Task], choice: Choice) -> Choice:
    """The places of what is done by its day, and of all that waits for; of nothing else."""
    kept: list[int | None] = [None] * len(tasks)
    waiting = [number for number, at in enumerate(choice) if kept_days(tasks[number], at, len(tasks))]
    while waiting:
        number = waiting.pop()
        if kept[number] is None:
            kept[number] = choice[number]
            waiting += [other for other in tasks[number].after if choice[other] is not None]
    return tuple(kept)


def rounded(
    tasks: Sequence[Task], capacities: Sequence[Capacity], kept: Choice, wished: Sequence[int | None]
) -> Choice:
    """A whole choice near one that need not hold: what is kept stays, what is wished for where it may, then the best.

    Raises:
        ValueError: tasks depend on each other in a circle.
    """
    rooms = Rooms(tasks, capacities)
    fixed: list[int | None] = [task.pinned for task in tasks]
    for number, at in enumerate(kept):
        if at is not None and tasks[number].pinned is None:
            rooms.take(tasks[number], at)
            fixed[number] = at
    duties = only_duties(tasks, tuple(wished))
    for number in sorted(ordered(tasks), key=lambda one: duties[one] is None):
        task, at = tasks[number], wished[number]
        if fixed[number] is None and at is not None and _may_begin(task, fixed, at) and rooms.fits(task, at):
            rooms.take(task, at)
            fixed[number] = at
    return best_first(tasks, capacities, tuple(fixed))


def _may_begin(task: Task, chosen: Sequence[int | None], place: int) -> bool:
    return all((at := chosen[other]) is not None and at <= place for other in task.after)


def _ranks(
    tasks: Sequence[Task], order: Sequence[int], capacities: Sequence[Capacity]
) -> list[tuple[int, int, float, int]]:
    """Per task its rank: the nearest duty and day of it and what waits for it, then the best risk for the price."""
    money = max(1, sum(capacity.money for capacity in capacities))
    days = max(1, sum(capacity.days for capacity in capacities))
    never = len(capacities)
    near = [never if task.deadline is None else task.deadline for task in tasks]
    soon = [never if task.due is None else task.due for task in tasks]
    worth = [task.risk / (task.money / money + task.days / days + 1e-9) for task in tasks]
    for number in reversed(order):
        for other in tasks[number].after:
            near[other] = min(near[other], near[number])
            soon[other] = min(soon[other], soon[number])
            worth[other] = max(worth[other], worth[number])
    return [(near[number], soon[number], -worth[number], number) for number in range(len(tasks))]
