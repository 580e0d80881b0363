"""Rows as they lie in the tables, and the state that a trail of events leads to. Pure: no database is touched here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from assessor.model.assessment import Answer, PairKey, StoredAnswer
from assessor.model.base import Model
from assessor.model.change import RecordKey, StoredRecord

# Made once: an encoder made for each call costs more than the encoding.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class Head(NamedTuple):
    """The last event of a programme's own chain; `seq` counts from 1."""

    chain: str
    seq: int
    digest: str


class SubjectRow(NamedTuple):
    """A subject with its place (from 1, in the order of adding) and its canonical JSON."""

    id: str
    position: int
    content: str


class AnswerRow(NamedTuple):
    """An answer as stored: its canonical JSON, None = taken back; who saved it and when (UTC text)."""

    subject: str
    control: str
    revision: int
    content: str | None
    saved_by: str
    saved_at: str

    @property
    def pair(self) -> PairKey:
        """Its key."""
        return self.subject, self.control

    def stored(self, known: Mapping[str, Answer]) -> StoredAnswer:
        """The row as others see it; `known` spares a look into contents read before.

        Raises:
            ValueError: the content is no answer.
        """
        answer = None
        if self.content is not None:
            answer = known.get(self.content) or Answer.model_validate_json(self.content)
        return StoredAnswer(answer, self.revision, self.saved_by, self.saved_at)


class RecordRow(NamedTuple):
    """A record of another kind as stored: its canonical JSON, None = taken back; who saved it and when (UTC text)."""

    kind: str
    id: str
    revision: int
    content: str | None
    saved_by: str
    saved_at: str

    @property
    def key(self) -> RecordKey:
        """Its key."""
        return self.kind, self.id

    def stored(self) -> StoredRecord:
        """The row as others see it.

        Raises:
            ValueError: the content is no JSON object.
        """
        content = None if self.content is None else json.loads(self.content)
        if content is not None and not isinstance(content, dict):
            raise ValueError(self.kind)
        return StoredRecord(content, self.revision, self.saved_by, self.saved_at)


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, characters as they are."""
    return _CANONICAL.encode(value)


def dumped(model: Model) -> dict[str, Any]:
    """A noun as JSON values, absent ones included."""
    return model.model_dump(mode="json")


def utc_text(moment: datetime) -> str:
    """`2026-11-22T08:30:00.000000+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def answer_row(payload: Mapping[str, Any], by: str, at: str) -> AnswerRow:
    """The row that an answer's event leads to."""
    after = payload["after"]
    content = None if after is None else canonical(after)
    return AnswerRow(payload["subject"], payload["control"], payload["revision"], content, by, at)


def record_row(payload: Mapping[str, Any], by: str, at: str) -> RecordRow:
    """The row that a record's event leads to."""
    after = payload["after"]
    content = None if after is None else canonical(after)
    return RecordRow(payload["kind"], payload["id"], payload["revision"], content, by, at)


@dataclass
class State:
    """The rows of a programme (or those of them that a save needs): canonical JSON, subjects by id, answers by pair.

    `carried` are the last events of the trails that its own trail says are carried beside it.
    """

    checklist_digest: str = ""
    programme: str = ""
    section7: str = ""
    subjects: dict[str, SubjectRow] = field(default_factory=dict)
    answers: dict[PairKey, AnswerRow] = field(default_factory=dict)
    records: dict[RecordKey, RecordRow] = field(default_factory=dict)
    carried: dict[str, Head] = field(default_factory=dict)

    def fold(self, kind: str, payload: Mapping[str, Any], by: str, at: str) -> None:
        """Take in what one event says.

        Raises:
            KeyError, TypeError, AttributeError: the payload is not of that kind's shape.
        """
        if kind == "answer":
            row = answer_row(payload, by, at)
            self.answers[row.pair] = row
        elif kind == "record":
            record = record_row(payload, by, at)
            self.records[record.key] = record
        elif kind == "subject":
            self._put_subject(payload["after"], payload["position"])
        elif kind == "programme":
            self.programme = canonical(payload["after"])
        elif kind == "section7":
            self.section7 = canonical(payload["after"])
        elif kind == "checklist":
            self.checklist_digest = payload["after"]
        elif kind == "merged":
            self.carried[payload["chain"]] = Head(payload["chain"], payload["seq"], payload["digest"])
        elif kind == "created":
            self._begin(payload["after"])
        else:
            raise KeyError(kind)

    def _begin(self, after: Mapping[str, Any]) -> None:
        self.checklist_digest = after["checklist"]
        self.programme = canonical(after["programme"])
        self.section7 = canonical(after["section7"])
        self._put_subject(after["subject"], 1)

    def _put_subject(self, content: Mapping[str, Any], position: int) -> None:
        self.subjects[content["id"]] = SubjectRow(content["id"], position, canonical(content))
