"""What is to be done about findings: remediation items with their owner, due date, money, people and history."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from assessor.model.assessment import PairKey
from assessor.model.base import Model
from assessor.model.due import DueField, HalfYearField
from assessor.model.fiscal import FIRST_YEAR, LAST_YEAR
from assessor.model.programme import Day, is_subject_id
from assessor.model.text import Line, LongText

MOST_COVERED = 2_000
_ITEM_ID = re.compile(r"R-\d{3,6}\Z", re.A)

Amount = Annotated[StrictInt, Field(ge=0, le=999_999_999)]
FiscalYearNumber = Annotated[StrictInt, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def _item_id(text: str) -> str:
    if not _ITEM_ID.match(text):
        raise PydanticCustomError("bad_item_id", "not an item id: {id}", {"id": text[:60]})
    return text


def _covered(text: str) -> str:
    subject, _, control = text.partition("/")
    if not (is_subject_id(subject) and is_subject_id(control)):
        raise PydanticCustomError("bad_covered", "not subject/control: {pair}", {"pair": text[:120]})
    return text


ItemId = Annotated[str, AfterValidator(_item_id)]
Covered = Annotated[str, AfterValidator(_covered)]
"""`subject/control`: one pair that an item is to mend."""


def item_number(item_id: str) -> int:
    """The number in `R-012`."""
    return int(item_id.removeprefix("R-"))


def item_id(number: int) -> str:
    """`R-012`."""
    return f"R-{number:03d}"


class ItemStatus(StrEnum):
    """How far an item is, as its owner says; whether it is really done, the answers decide."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING = "awaiting"
    DONE = "done"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def is_open(self) -> bool:
        """True while something is still to be done."""
        return self in (ItemStatus.NOT_STARTED, ItemStatus.IN_PROGRESS, ItemStatus.AWAITING)


class Priority(StrEnum):
    """How soon an item should be taken up."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Nature(StrEnum):
    """Whether money is asked for every year (経常) or once (臨時)."""

    RECURRING = "recurring"
    ONCE = "once"


class MoneySource(StrEnum):
    """Where money comes from (財源)."""

    GENERAL = "general"
    NATIONAL = "national"
    PREFECTURE = "prefecture"
    BOND = "bond"
    OTHER = "other"


class Funding(Model):
    """The money of one fiscal year, in 千円, as the budget books name it (款・項・目・節).

    `requested`, `assessed`, `approved` are 要求額, 査定額, 議決額; None = that step has not come yet.
    """

    year: FiscalYearNumber
    kan: Line | None = None
    ko: Line | None = None
    moku: Line | None = None
    setsu: Line | None = None
    nature: Nature | None = None
    source: MoneySource | None = None
    commitment: StrictBool | None = None
    quoted: StrictBool | None = None
    requested: Amount | None = None
    assessed: Amount | None = None
    approved: Amount | None = None


class Milestone(Model):
    """A step on the way, with the day it was reached."""

    title: Line
    due: DueField | None = None
    done: Day | None = None


class Comment(Model):
    """What somebody (by post) noted on a day."""

    on: Day
    by: Line | None = None
    text: LongText


class Acceptance(Model):
    """A risk knowingly left: who decided (by post), why, and until when the decision holds."""

    approver: Line
    reason: LongText
    review: Day


class RemediationItem(Model):
    """One thing to be done, for one finding or several. `effort` is 人日, `cost` 千円; None = not estimated.

    `reason` says why an item is declined, `pinned` names the half-year a person has fixed it to.
    """

    id: ItemId
    title: Line
    covers: tuple[Covered, ...] = Field(min_length=1, max_length=MOST_COVERED)
    status: ItemStatus = ItemStatus.NOT_STARTED
    department: Line | None = None
    owner: Line | None = None
    due: DueField | None = None
    effort: Annotated[StrictInt, Field(ge=0, le=99_999)] | None = None
    cost: Amount | None = None
    budget_secured: StrictBool | None = None
    people_secured: StrictBool | None = None
    priority: Priority | None = None
    priority_reason: LongText | None = None
    pinned: HalfYearField | None = None
    depends_on: tuple[ItemId, ...] = Field(default=(), max_length=200)
    treatments: tuple[Line, ...] = Field(default=(), max_length=200)
    funding: tuple[Funding, ...] = Field(default=(), max_length=50)
    milestones: tuple[Milestone, ...] = Field(default=(), max_length=100)
    comments: tuple[Comment, ...] = Field(default=(), max_length=500)
    acceptance: Acceptance | None = None
    reason: LongText | None = None

    @property
    def pairs(self) -> tuple[PairKey, ...]:
        """The (subject id, control id) pairs it is to mend."""
        return tuple((subject, control) for subject, _, control in (one.partition("/") for one in self.covers))

    @model_validator(mode="after")
    def _decisions_have_reasons(self) -> Self:
        if self.status is ItemStatus.ACCEPTED and self.acceptance is None:
            raise PydanticCustomError("acceptance_missing", "an accepted risk needs approver, reason, review date")
        if self.status is ItemStatus.DECLINED and not (self.reason or "").strip():
            raise PydanticCustomError("decline_reason_missing", "declining needs a reason")
        years = [row.year for row in self.funding]
        if len(set(years)) < len(years):
            raise PydanticCustomError("doubled_year", "two rows of one fiscal year")
        if self.id in self.depends_on:
            raise PydanticCustomError("depends_on_itself", "an item cannot wait for itself")
        return self


class Capacity(Model):
    """What one half-year can bear: money in 千円 and people in 人日."""

    money: Amount
    days: Amount


class YearBudget(Model):
    """The money and people of one fiscal year, first and second half."""

    year: FiscalYearNumber
    first: Capacity
    second: Capacity
