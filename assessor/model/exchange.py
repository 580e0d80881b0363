"""The shape of an exchange file. A key that is absent stays as it is when imported; see `model_fields_set`."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from assessor.model.assessment import Evidence
from assessor.model.base import Model
from assessor.model.fiscal import parse_fiscal_year
from assessor.model.privacy import (
    Approval,
    Conclusion,
    DataItem,
    Description,
    Flow,
    FollowUp,
    Preparation,
    PrivacyRisk,
    PublicText,
    Review,
    Stakeholder,
    Start,
    Threshold,
    UseCase,
)
from assessor.model.programme import BudgetState, Day, Policy, Section7Choice, SubjectId, SubjectKind
from assessor.model.remediation import RemediationItem
from assessor.model.scales import Status
from assessor.model.text import Line, LongText

EXCHANGE_VERSION = 1


def _fiscal_year(value: Any) -> Any:
    year = parse_fiscal_year(str(value)) if isinstance(value, (str, int)) else None
    if year is None:
        raise PydanticCustomError("bad_period", "not a fiscal year")
    return year


FiscalYear = Annotated[int, BeforeValidator(_fiscal_year)]


class ExchangeAnswer(Model):
    """An answer as exchanged; without `as_of` it speaks of the day it is recorded."""

    status: Status
    comment: LongText | None = None
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=50)
    planned_for: FiscalYear | None = None
    reason: LongText | None = None
    as_of: Day | None = None


class ExchangeProgramme(Model):
    """The programme's fields that the file sets."""

    municipality: Line | None = None
    code: Line | None = None
    plan: Line | None = None
    period: Line | None = None
    contact: Line | None = None
    responsible: Line | None = None
    guideline_edition: Line | None = None
    disclosure_standard: Policy | None = None
    review: Line | None = None
    budget_state: BudgetState | None = None


class ExchangePia(Model):
    """A privacy impact assessment; a part that is told is taken whole, an entry told as None is taken back."""

    start: Start | None = None
    threshold: Threshold | None = None
    preparation: Preparation | None = None
    description: Description | None = None
    items: dict[str, DataItem | None] = Field(default_factory=dict)
    stakeholders: dict[str, Stakeholder | None] = Field(default_factory=dict)
    flows: dict[str, Flow | None] = Field(default_factory=dict)
    uses: dict[str, UseCase | None] = Field(default_factory=dict)
    risks: dict[str, PrivacyRisk | None] = Field(default_factory=dict)
    report: Conclusion | None = None
    approvals: dict[str, Approval | None] = Field(default_factory=dict)
    publication: PublicText | None = None
    followup: FollowUp | None = None
    reviews: dict[str, Review | None] = Field(default_factory=dict)


class ExchangeSubject(Model):
    """A subject with the facts and answers that the file sets; None = not answered, cleared."""

    id: SubjectId
    kind: SubjectKind
    name: Line
    operator: Line | None = None
    organ: Line | None = None
    respondent: Line | None = None
    facts: dict[str, StrictBool | None] = Field(default_factory=dict)
    answers: dict[str, ExchangeAnswer | None] = Field(default_factory=dict)
    pia: ExchangePia | None = None
    ended: Day | None = None
    ended_reason: LongText | None = None


class ExchangeChecklist(Model):
    """Which checklist the answers were given to."""

    id: Line
    version: Line | None = None


class ExchangeInquiry(Model):
    """What an exchange file that answers an inquiry says of it: its ticket, and who answers (by post)."""

    id: Line
    round: StrictInt = Field(ge=1)
    token: Line
    checklist: Line
    due: Day | None = None
    organisation: Line | None = None
    post: Line | None = None
    answered_on: Day | None = None


class Exchange(Model):
    """A whole exchange file; one with `inquiry` goes out with questions and comes back with answers to them."""

    assessor: Literal[1]
    checklist: ExchangeChecklist | None = None
    inquiry: ExchangeInquiry | None = None
    programme: ExchangeProgramme | None = None
    section7: Section7Choice | None = None
    policies: tuple[Policy, ...] | None = None
    subjects: tuple[ExchangeSubject, ...]
    remediation: tuple[RemediationItem, ...] = Field(default=(), max_length=20_000)
