"""What can be changed in a programme, and what the store gives back: the words between service and storage."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from assessor.model.assessment import Answer, Assessment, PairKey, StoredAnswer
from assessor.model.base import Model
from assessor.model.programme import Programme, Section7Choice, Subject


class Save(NamedTuple):
    """Who saves when; `id` is made by the client and unique, so that a retry never doubles. `at` is aware, UTC."""

    id: str
    by: str
    at: datetime


class ProgrammeChange(Model):
    """The programme's own row, whole."""

    programme: Programme


class SubjectChange(Model):
    """A subject, whole: added at the end if its id is new, replaced in its place otherwise."""

    subject: Subject


class AnswerChange(Model):
    """An answer, whole (None = taken back). `expected_revision` None = the last writer wins, 0 = never answered."""

    subject: str
    control: str
    answer: Answer | None
    expected_revision: int | None = None


class Section7Change(Model):
    """The officer's choice for section 7, whole."""

    choice: Section7Choice


Change = ProgrammeChange | SubjectChange | AnswerChange | Section7Change


class Snapshot(NamedTuple):
    """A programme as stored at one moment; `rows` has a row for every pair ever answered, cleared ones too."""

    assessment: Assessment
    rows: Mapping[PairKey, StoredAnswer]
    chain: str
    head_seq: int
    head_digest: str
    checklist_digest: str


class Applied(NamedTuple):
    """What a save did: per change the row's revision (None where it has none), and how many events it wrote."""

    revisions: tuple[int | None, ...]
    events: int
