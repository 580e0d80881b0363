"""A closed assessment period: the result as it was approved, frozen; and what changed between two of them."""

from typing import NamedTuple

from pydantic import Field

from assessor.model.base import Model
from assessor.model.programme import Day
from assessor.model.remediation import ItemStatus
from assessor.model.scales import Severity, Status
from assessor.model.scorecard import CategoryCard, Tally
from assessor.model.text import Line, LongText


class FrozenFinding(Model):
    """A finding as it stood."""

    subject: str
    control: str
    severity: Severity
    duty: bool


class Period(Model):
    """What was approved: scores, answers by subject and control, findings, public sentences by id, item statuses."""

    id: Line
    closed: Day
    approver: Line
    note: LongText | None = None
    checklist_digest: str
    total: Tally
    categories: tuple[CategoryCard, ...] = ()
    unmet_duties: int = 0
    answers: dict[str, dict[str, Status]] = Field(default_factory=dict)
    findings: tuple[FrozenFinding, ...] = ()
    statements: dict[str, str] = Field(default_factory=dict)
    items: dict[str, ItemStatus] = Field(default_factory=dict)


class AnswerShift(NamedTuple):
    """An answer that differs: its status before and after, None = not answered."""

    subject: str
    control: str
    before: Status | None
    after: Status | None


class PeriodDiff(NamedTuple):
    """What changed from one period to the next; findings are (subject, control), statements are texts."""

    earned: tuple[int, int]
    possible: tuple[int, int]
    answers: tuple[AnswerShift, ...]
    findings_gone: tuple[tuple[str, str], ...]
    findings_new: tuple[tuple[str, str], ...]
    statements_gone: tuple[str, ...]
    statements_new: tuple[str, ...]
    carried_over: tuple[str, ...]


class TrendPoint(NamedTuple):
    """One point of the trend: score in whole points, coverage counts, findings by severity, items still open."""

    label: str
    earned: int
    possible: int
    answered: int
    applicable: int
    findings: int
    severe: int
    unmet_duties: int
    open_items: int


class BurnPoint(NamedTuple):
    """What is left at the end of a quarter: items open then (None = not past yet), and open if all goes by due date."""

    label: str
    left: int | None
    expected: int | None
