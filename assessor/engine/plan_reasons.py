"""Why an item stands where it stands in a plan, in codes that the message catalogues say in words."""

from collections.abc import Sequence

from assessor.engine.plan_search import Choice, Rooms, Task, is_late, keeps_due
from assessor.model.due import HalfYear
from assessor.model.remediation import Capacity
from assessor.model.standing import Reason


def explained(tasks: Sequence[Task], halves: Sequence[tuple[HalfYear, Capacity]], choice: Choice) -> tuple[Reason, ...]:
    """One reason per task, the strongest that holds."""
    left = Rooms(tasks, [capacity for _, capacity in halves])
    empty = Rooms(tasks, [capacity for _, capacity in halves])
    for task, at in zip(tasks, choice, strict=True):
        if at is not None and task.pinned is None:
            left.take(task, at)
    needed_by = _needed_by(tasks, choice)
    return tuple(
        _unplaced(tasks, tasks[number], choice, (empty, left))
        if at is None
        else _placed(tasks, number, choice, (left, halves[0][0]), needed_by)
        for number, at in enumerate(choice)
    )


def _placed(
    tasks: Sequence[Task], number: int, choice: Choice, course: tuple[Rooms, HalfYear], needed_by: dict[int, str]
) -> Reason:
    (left, first), task, at = course, tasks[number], choice[number] or 0
    if task.pinned is not None:
        early = [tasks[other].item.id for other in task.after if (place := choice[other]) is None or place > at]
        return Reason("pinned_too_early", {"item": early[0]}) if early else Reason("pinned")
    if task.deadline is not None or task.due is not None:
        return Reason(_by_day(task, at, first))
    earliest = max(((choice[other] or 0) for other in task.after), default=0)
    if at == earliest:
        if earliest:
            last = max(task.after, key=lambda other: choice[other] or 0)
            return Reason("after", {"item": tasks[last].item.id})
        return Reason("needed_by", {"item": needed_by[number]}) if number in needed_by else Reason("first")
    if not left.fits(task, at - 1):
        return Reason(_short_of(task, left, range(at - 1, at)))
    return Reason("balance")


def _by_day(task: Task, at: int, first: HalfYear) -> str:
    if task.deadline is not None:
        if at > task.deadline:
            return "duty_late"
        # No half-year ends before the day of a duty that is due already: the first one is early, and not in time.
        day = task.item.deadline
        return "duty" if day is not None and first.last_day < day else "duty_now"
    return "due" if keeps_due(task, at) else "due_late"


def _needed_by(tasks: Sequence[Task], choice: Choice) -> dict[int, str]:
    """Per task number an item of the same half-year that waits for it."""
    return {
        other: task.item.id
        for task, at in zip(tasks, choice, strict=True)
        for other in task.after
        if at is not None and choice[other] == at
    }


def _unplaced(tasks: Sequence[Task], task: Task, choice: Choice, rooms: tuple[Rooms, Rooms]) -> Reason:
    empty, left = rooms
    places = range(len(empty.money))
    if not any(empty.fits(task, place) for place in places):
        return Reason("too_large", {"money": task.money, "days": task.days})
    waits = next((tasks[other].item.id for other in task.after if choice[other] is None), None)
    if waits is not None:
        return Reason("waits_for_unplaced", {"item": waits})
    return Reason(f"unplaced_{_short_of(task, left, places)}")


def _short_of(task: Task, left: Rooms, places: range) -> str:
    """What the half-years lack for a task: `no_money`, `no_days` or `no_room` (both, or now this, now that)."""
    money = all(task.money > left.money[place] for place in places)
    days = all(task.days > left.days[place] for place in places)
    if money != days:
        return "no_money" if money else "no_days"
    return "no_room"


def missed(
    tasks: Sequence[Task], halves: Sequence[tuple[HalfYear, Capacity]], choice: Choice
) -> tuple[Reason | None, ...]:
    """Per task why its day is not kept; None where it is, or where there is none."""
    left = Rooms(tasks, [capacity for _, capacity in halves])
    empty = Rooms(tasks, [capacity for _, capacity in halves])
    for task, at in zip(tasks, choice, strict=True):
        if at is not None and task.pinned is None:
            left.take(task, at)
    return tuple(_missed(tasks, number, choice, (empty, left)) for number in range(len(tasks)))


def _missed(tasks: Sequence[Task], number: int, choice: Choice, rooms: tuple[Rooms, Rooms]) -> Reason | None:
    task, at = tasks[number], choice[number]
    duty, due = is_late(task, at), task.due is not None and not keeps_due(task, at)
    if not duty and not due:
        return None
    last = min(place for place in (task.deadline if duty else None, task.due if due else None) if place is not None)
    if last < 0:
        return Reason("missed_before_start")
    if task.pinned is not None:
        return Reason("missed_pinned")
    empty, left = rooms
    if not any(empty.fits(task, place) for place in range(last + 1)):
        return Reason("missed_too_large", {"money": task.money, "days": task.days})
    waits = next((tasks[one].item.id for one in task.after if (then := choice[one]) is None or then > last), None)
    if waits is not None:
        return Reason("missed_after", {"item": waits})
    return Reason(f"missed_{_short_of(task, left, range(last + 1))}")
