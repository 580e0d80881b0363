"""The exact way to a plan: a mixed-integer model given to HiGHS, which proves how far from the best it may be."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assessor.engine.plan_search import (
    Choice,
    Rooms,
    Task,
    best_first,
    in_time,
    kept_days,
    only_duties,
    rounded,
    value_of,
)
from assessor.errors import MissingOptional
from assessor.model.remediation import Capacity
from assessor.parts import INSTALL

if TYPE_CHECKING:
    from highspy import Highs, HighsSolution

GAP = 0.004
"""HiGHS may stop when the plan is proved to be within 0.4 % of the best."""

HALF, NEVER = 0.5, 1e200


class _Row(NamedTuple):
    """A linear condition: lower <= sum of factor × column <= upper."""

    lower: float
    upper: float
    columns: tuple[int, ...]
    factors: tuple[float, ...]


class _Run(NamedTuple):
    """What a run of the solver found: a choice, what none can exceed (None = not known), the seconds it took."""

    choice: Choice
    bound: float | None
    seconds: float


def solved(
    tasks: Sequence[Task], capacities: Sequence[Capacity], start: Choice, seconds: float
) -> tuple[Choice, float | None]:
    """The best plan found in so many seconds of computing, and its proved gap (None = nothing is proved).

    First as many duties as can be are met in time, then as many days that were agreed; then, with as many, the risk
    falls fastest. Never worse than the `start`.

    Raises:
        MissingOptional: `highspy` is not installed.
    """
    if not tasks or not capacities:
        return start, 0.0
    model = _Model(tasks, capacities)
    best = start
    duties = [(task.deadline, task.due) != (None, None) and task.pinned is None for task in tasks]
    halves, left = len(capacities), seconds

    def rank(choice: Choice) -> tuple[int, int]:
        return in_time(tasks, choice), value_of(tasks, choice, halves)

    if any(duties):
        found = model.run(model.duty_worth(), start, seconds / 4, 0.0)
        best = max(start, best_first(tasks, capacities, only_duties(tasks, found.choice)), key=rank)
        model.keep_duties(in_time(tasks, best))
        left -= found.seconds
    relaxed = model.relax(model.worth(), max(left, seconds / 4))
    kept = (only_duties(tasks, best), (None,) * len(tasks))
    best = max(best, *(rounded(tasks, capacities, one, relaxed.choice) for one in kept), key=rank)
    last = model.run(model.worth(), best, max(left - relaxed.seconds, seconds / 8), GAP)
    best = max(best, last.choice, key=rank)
    return best, _gap(model.value_of(best), relaxed.bound, last.bound)


def _gap(value: int, *bounds: float | None) -> float | None:
    """How far above a value the best can at most be, by the lowest bound that was proved."""
    proved = [bound for bound in bounds if bound is not None]
    return max(0.0, min(proved) - value) / max(value, 1) if proved else None


class _Model:
    """One yes-or-no column per task and half-year in which it may stand."""

    def __init__(self, tasks: Sequence[Task], capacities: Sequence[Capacity]) -> None:
        """Set up the columns and rows."""
        self._tasks, self._halves = tasks, len(capacities)
        self._rooms = Rooms(tasks, capacities)
        self._columns: list[tuple[int, int]] = []
        self._of_task: list[dict[int, int]] = []
        for number, task in enumerate(tasks):
            own: dict[int, int] = {}
            for place in range(self._halves):
                if task.pinned is None and self._rooms.fits(task, place):
                    own[place] = len(self._columns)
                    self._columns.append((number, place))
            self._of_task.append(own)
        self._rows = [*self._once(), *self._within(), *self._in_order()]

    def worth(self) -> list[int]:
        """What a column adds to the value of the plan."""
        return [self._tasks[number].risk * (self._halves - place) for number, place in self._columns]

    def duty_worth(self) -> list[int]:
        """What a column adds to how well the days are kept."""
        return [kept_days(self._tasks[number], place, len(self._tasks)) for number, place in self._columns]

    def keep_duties(self, met: int) -> None:
        """Let no later run keep the days less well; those of pinned tasks are fixed anyway."""
        pinned = sum(kept_days(task, task.pinned, len(self._tasks)) for task in self._tasks if task.pinned is not None)
        worth = {place: float(one) for place, one in enumerate(self.duty_worth()) if one}
        if met > pinned and worth:
            self._rows.append(_Row(met - pinned - HALF, sum(worth.values()), tuple(worth), tuple(worth.values())))

    def _once(self) -> Iterator[_Row]:
        for own in self._of_task:
            if own:
                yield _Row(0, 1, tuple(own.values()), (1.0,) * len(own))

    def _within(self) -> Iterator[_Row]:
        for place in range(self._halves):
            here = [(column, self._tasks[number]) for column, (number, at) in enumerate(self._columns) if at == place]
            for left, needs in (
                (self._rooms.money[place], [(column, task.money) for column, task in here if task.money]),
                (self._rooms.days[place], [(column, task.days) for column, task in here if task.days]),
            ):
                if needs:
                    yield _Row(0, left, tuple(one for one, _ in needs), tuple(float(need) for _, need in needs))

    def _in_order(self) -> Iterator[_Row]:
        """By the end of every half-year a task counts no more than each task it waits for."""
        for number, task in enumerate(self._tasks):
            if task.pinned is not None:
                continue
            for other in set(task.after):
                for place in range(self._halves):
                    columns = [column for at, column in self._of_task[number].items() if at <= place]
                    fixed = self._tasks[other].pinned
                    before = [column for at, column in self._of_task[other].items() if at <= place]
                    upper = 1.0 if fixed is not None and fixed <= place else 0.0
                    if columns:
                        factors = (1.0,) * len(columns) + (-1.0,) * len(before)
                        yield _Row(-float(len(before)), upper, (*columns, *before), factors)

    def value_of(self, choice: Choice) -> int:
        """What the columns of a choice are worth; pinned tasks have none."""
        worth = self.worth()
        return sum(one for (number, place), one in zip(self._columns, worth, strict=True) if choice[number] == place)

    def run(self, worth: Sequence[int], start: Choice, seconds: float, gap: float) -> _Run:
        """The choice that is worth most.

        Raises:
            MissingOptional: `highspy` is not installed.
        """
        if not self._columns:
            return _Run(start, 0.0, 0.0)
        highs = self._highs(worth, seconds, gap)
        highs.setSolution(self._solution(start))
        highs.run()
        values, bound = highs.getSolution().col_value, float(highs.getInfo().mip_dual_bound)
        choice = self._choice(values) if len(values) == len(self._columns) else start
        return _Run(choice, bound if abs(bound) < NEVER else None, float(highs.getRunTime()))

    def relax(self, worth: Sequence[int], seconds: float) -> _Run:
        """What would be best if tasks could be shared out over half-years: its main parts, its worth as a bound.

        Raises:
            MissingOptional: `highspy` is not installed.
        """
        nowhere: Choice = (None,) * len(self._tasks)
        if not self._columns:
            return _Run(nowhere, 0.0, 0.0)
        highs = self._highs(worth, seconds, 0.0, whole=False)
        highs.run()
        values, used = highs.getSolution().col_value, float(highs.getRunTime())
        if "kOptimal" not in str(highs.getModelStatus()) or len(values) != len(self._columns):
            return _Run(nowhere, None, used)
        return _Run(self._choice(values), float(highs.getInfo().objective_function_value), used)

    def _highs(self, worth: Sequence[int], seconds: float, gap: float, *, whole: bool = True) -> "Highs":
        try:
            import highspy
        except ImportError as cause:
            raise MissingOptional(what="highspy", command=INSTALL["planning"]) from cause
        import numpy

        highs: Highs = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("time_limit", seconds),
            ("mip_rel_gap", gap),
            ("threads", 1),
            ("random_seed", 0),
        ):
            highs.setOptionValue(name, value)
        program = highspy.HighsLp()
        count = len(self._columns)
        program.num_col_, program.num_row_ = count, len(self._rows)
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_ = numpy.array(worth, dtype=float)
        program.col_lower_, program.col_upper_ = numpy.zeros(count), numpy.ones(count)
        program.row_lower_ = numpy.array([row.lower for row in self._rows], dtype=float)
        program.row_upper_ = numpy.array([row.upper for row in self._rows], dtype=float)
        starts = numpy.cumsum([0, *(len(row.columns) for row in self._rows)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = numpy.array(starts, dtype=numpy.int32)
        program.a_matrix_.index_ = numpy.array([one for row in self._rows for one in row.columns], dtype=numpy.int32)
        program.a_matrix_.value_ = numpy.array([one for row in self._rows for one in row.factors], dtype=float)
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * count
        highs.passModel(program)
        return highs

    def _solution(self, choice: Choice) -> "HighsSolution":
        from highspy import HighsSolution

        solution = HighsSolution()
        solution.col_value = [float(choice[number] == place) for number, place in self._columns]
        return solution

    def _choice(self, values: Sequence[float]) -> Choice:
        """The choice that column values stand for: a task stands where more than half of it does."""
        chosen: list[int | None] = [task.pinned for task in self._tasks]
        for (number, place), value in zip(self._columns, values, strict=True):
            if value > HALF:
                chosen[number] = place
        return tuple(chosen)
