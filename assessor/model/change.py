"""What can be changed in a programme, and what the store gives back: the words between service and storage."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from assessor.model.anchor import Anchor
from assessor.model.assessment import Answer, Assessment, PairKey, StoredAnswer
from assessor.model.audit import SealedEvent
from assessor.model.base import Model
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.model.text import Line


class Save(NamedTuple):
    """Who saves when; `id` is made by the client and unique, so that a retry never doubles. `at` is aware, UTC.

    `checklist` is the digest of the checklist that its answers were given to; empty where nobody answers, because rows
    are brought over as they stand elsewhere.
    """

    id: str
    by: str
    at: datetime
    checklist: str = ""


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


class RecordChange(Model):
    """A record of another kind (a release, a remediation item, a step of a PIA …), whole; None = taken back.

    `kind` and `id` name it; `content` is the noun as JSON values. `expected_revision` None = the last writer wins,
    0 = never written.
    """

    kind: Line
    id: Line
    content: dict[str, Any] | None
    expected_revision: int | None = None


class ChecklistChange(Model):
    """The programme's checklist, whole, as canonical JSON: a newer edition in the place of the one it had.

    `compared_with` is the digest of the last event when both were compared, None where nothing was.
    """

    content: bytes
    compared_with: str | None = None


class TrailChange(Model):
    """Another copy's trail, from its first event on, to be carried beside the programme's own.

    `chain` is the name it is carried under: the chain's own, `~`, and the first digits of its last digest. `name` is
    what people call the copy: its file, without the folder.
    """

    chain: Line
    name: Line | None = None
    events: tuple[SealedEvent, ...]


Change = ProgrammeChange | SubjectChange | AnswerChange | Section7Change | RecordChange | ChecklistChange | TrailChange

RecordKey = tuple[str, str]
"""(kind, id)."""


class StoredRecord(NamedTuple):
    """A record row as stored: None = taken back; revision, who and when (UTC, ISO 8601) belong to the row."""

    content: dict[str, Any] | None
    revision: int
    by: str
    at: str


class Snapshot(NamedTuple):
    """A programme as stored at one moment; `rows` and `records` have a row for all ever written, cleared ones too."""

    assessment: Assessment
    rows: Mapping[PairKey, StoredAnswer]
    chain: str
    head_seq: int
    head_digest: str
    checklist_digest: str
    records: Mapping[RecordKey, StoredRecord] = MappingProxyType({})

    @property
    def anchor(self) -> Anchor:
        """Where the trail stood then, as it is written down elsewhere."""
        return Anchor(self.head_seq, self.head_digest)

    def contents(self, kind: str) -> dict[str, dict[str, Any]]:
        """What the records of a kind hold, by id, without those taken back."""
        return {name: row.content for (of, name), row in self.records.items() if of == kind and row.content is not None}

    def revision(self, kind: str, name: str) -> int:
        """The revision of a record's row; 0 = never written."""
        row = self.records.get((kind, name))
        return row.revision if row else 0

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of all records of a kind that were ever written, those taken back too."""
        return tuple(name for of, name in self.records if of == kind)


class Applied(NamedTuple):
    """What a save did: per change the row's revision (None where it has none), and how many events it wrote."""

    revisions: tuple[int | None, ...]
    events: int
