"""What people said: answers with their evidence, per subject and control. Nothing computed is kept here."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assessor.model.base import Model
from assessor.model.fiscal import FIRST_YEAR, LAST_YEAR
from assessor.model.programme import Day, Programme, Section7Choice, Subject
from assessor.model.scales import Status
from assessor.model.text import Line, LongText


class Evidence(Model):
    """What proves an answer: a document's title and date, where it lies; never the file itself."""

    title: Line
    date: Day | None = None
    reference: Line | None = None


class Answer(Model):
    """What was said of one control on one subject; `as_of` is the date it speaks of."""

    status: Status
    comment: LongText | None = None
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=50)
    planned_for: int | None = Field(default=None, ge=FIRST_YEAR, le=LAST_YEAR)
    reason: LongText | None = None
    as_of: Day

    @model_validator(mode="after")
    def _not_applicable_has_a_reason(self) -> Self:
        if self.status is Status.NOT_APPLICABLE and not (self.reason or "").strip():
            raise PydanticCustomError("reason_missing", "not applicable needs a reason")
        return self


class StoredAnswer(NamedTuple):
    """An answer row as stored: None = cleared; revision, who and when (UTC, ISO 8601) belong to the row."""

    answer: Answer | None
    revision: int
    by: str
    at: str


class EarlierAnswer(NamedTuple):
    """An answer that was given to a question before it was asked in other words, with the question as it was."""

    answer: Answer
    question: str


PairKey = tuple[str, str]
"""(subject id, control id)."""


def pair_text(key: PairKey) -> str:
    """`subject/control`."""
    return f"{key[0]}/{key[1]}"


def pair_of(text: str) -> PairKey:
    """(subject id, control id) of `subject/control`."""
    subject, _, control = text.partition("/")
    return subject, control


class Assessment(Model):
    """All that people said about one programme. Subjects stand in the order they were added.

    `to_confirm` are answers given to a question whose wording changed since: they count nowhere until given again.
    """

    programme: Programme
    subjects: tuple[Subject, ...]
    answers: Mapping[PairKey, Answer] = Field(default_factory=dict)
    section7: Section7Choice = Section7Choice.unsaid()
    to_confirm: Mapping[PairKey, EarlierAnswer] = Field(default_factory=dict)

    def subject(self, subject_id: str) -> Subject | None:
        """The subject of that id, or None."""
        return next((subject for subject in self.subjects if subject.id == subject_id), None)
