"""One municipality's smart-city programme and the subjects that are assessed in it."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from assessor.model.base import Cleaned, Model
from assessor.model.text import Line, LongText

PROGRAMME_ID = "programme"

_ID = re.compile(r"[A-Za-z][A-Za-z0-9]{0,15}(-[A-Za-z0-9]{1,16}){0,5}\Z", re.A)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.A)
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))]
)


def is_subject_id(text: str) -> bool:
    """True for `[A-Za-z][A-Za-z0-9]{0,15}(-[A-Za-z0-9]{1,16}){0,5}` that is no Windows device name."""
    return _ID.match(text) is not None and text.casefold() not in _DEVICES


def _subject_id(text: str) -> str:
    if not is_subject_id(text):
        raise PydanticCustomError("bad_id", "not a usable id: {id}", {"id": text[:60]})
    return text


def _iso_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DAY.match(value):
        raise PydanticCustomError("bad_date", "not a date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad_date", "not a date") from None


SubjectId = Annotated[str, Cleaned(_subject_id)]
Day = Annotated[date, BeforeValidator(_iso_day)]


class SubjectKind(StrEnum):
    """What kinds of things are assessed."""

    PROGRAMME = "programme"
    SERVICE = "service"
    CITY_OS = "city_os"
    ASSET_GROUP = "asset_group"


class BudgetState(StrEnum):
    """How far the budget is; years are printed in public only once it is approved."""

    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    INFORMAL = "informal"
    APPROVED = "approved"


class Policy(Model):
    """A policy the city has published, and when."""

    title: Line
    published: Day | None = None


class Programme(Model):
    """One municipality's smart-city plan; people are named by post, never in person."""

    municipality: Line
    code: Line | None = None
    plan: Line | None = None
    period: Line | None = None
    contact: Line | None = None
    responsible: Line | None = None
    guideline_edition: Line | None = None
    disclosure_standard: Policy | None = None
    review: Line | None = None
    budget_state: BudgetState = BudgetState.NOT_REQUESTED
    policies: tuple[Policy, ...] = ()


class Subject(Model):
    """What is assessed; its facts are its own: yes (True), no (False) or not answered (None or absent).

    `ended` is the day from which it is assessed no more, with the reason.
    """

    id: SubjectId
    kind: SubjectKind
    name: Line
    operator: Line | None = None
    organ: Line | None = None
    respondent: Line | None = None
    facts: dict[str, StrictBool | None] = Field(default_factory=dict)
    ended: Day | None = None
    ended_reason: LongText | None = None

    def is_over(self, today: date) -> bool:
        """True from the day on which it ended: its answers are kept and count no more."""
        return self.ended is not None and self.ended <= today


class WordingStage(StrEnum):
    """Which of a control's public sentences a text was written for."""

    IMPLEMENTED = "implemented"
    PLANNED = "planned"
    PARTIAL = "partial"

    @property
    def letter(self) -> str:
        """The last letter of a statement's mark."""
        return {"implemented": "i", "planned": "p", "partial": "t"}[self.value]


class WordingOverride(Model):
    """An officer's own sentence, used only while the statement stands at the stage it was written for."""

    text: LongText
    stage: WordingStage


class Section7Choice(Model):
    """What the officer chose to show in section 7 and in which words; never published itself.

    Individual statements are shown unless hidden; controls that fold into their category are shown only when named
    in `show`. `why` tells of those hidden why they are: for the officers to come, never for the public.
    """

    hide: tuple[Line, ...] = ()
    show: tuple[Line, ...] = ()
    wording: dict[str, WordingOverride] = Field(default_factory=dict)
    why: dict[str, LongText] = Field(default_factory=dict)
