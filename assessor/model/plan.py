"""A plan of remediation: which item in which half-year, why, and what it uses of money and people."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from assessor.model.due import HalfYear
from assessor.model.remediation import Capacity, ItemId
from assessor.model.standing import Reason


class Method(StrEnum):
    """How a plan was found: by the exact solver, or by taking the best first."""

    SOLVER = "solver"
    GREEDY = "greedy"


class PlanItem(NamedTuple):
    """What planning knows of an item: `risk` is what closing it takes away, `deadline` the day of its duty.

    `due` is the last day that was agreed for it: half-years after it come only where no other has room.

    `money` is 千円, `days` 人日; an item without an estimate counts as 0 and is named in the plan.
    """

    id: ItemId
    risk: int
    money: int = 0
    days: int = 0
    deadline: date | None = None
    pinned: HalfYear | None = None
    depends_on: tuple[ItemId, ...] = ()
    estimated: bool = True
    due: date | None = None


class Placement(NamedTuple):
    """An item in its half-year (None = in none of them), with the reason.

    `missed` says why the day agreed for it, or that of its duty, is not kept; None = it is, or there is none.
    """

    item: ItemId
    half: HalfYear | None
    reason: Reason
    late_for_duty: bool = False
    missed: Reason | None = None
    due: date | None = None


class Load(NamedTuple):
    """What a half-year can bear, what the plan puts into it, and the risk that is left at its end."""

    half: HalfYear
    capacity: Capacity
    money: int
    days: int
    risk_left: int


class Plan(NamedTuple):
    """A whole plan. `value` is the risk taken away times the half-years it stays away.

    `gap` is how far the best plan could at most lie above it (0.01 = 1 %), None = not known; `greedy_value` is what
    taking the best first reaches; `unestimated` items were counted as costing nothing.
    """

    method: Method
    placements: tuple[Placement, ...]
    loads: tuple[Load, ...]
    value: int
    greedy_value: int
    gap: float | None
    risk: int
    unestimated: tuple[ItemId, ...] = ()

    @property
    def half_of(self) -> dict[ItemId, HalfYear]:
        """The half-year of every placed item."""
        return {one.item: one.half for one in self.placements if one.half is not None}
