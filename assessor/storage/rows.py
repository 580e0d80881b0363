"""Rows as they lie in the tables, and the state that a trail of events leads to. Pure: no database is touched here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from assessor.model.assessment import Answer, PairKey, StoredAnswer
from assessor.model.base import Model


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
    """An answer as columns; `status` None = taken back, then the other columns of the answer are None too."""

    subject: str
    control: str
    revision: int
    status: str | None
    comment: str | None
    evidence: str | None
    planned_for: int | None
    reason: str | None
    as_of: str | None
    saved_by: str
    saved_at: str

    @property
    def pair(self) -> PairKey:
        """Its key."""
        return self.subject, self.control

    def says(self) -> tuple[object, ...]:
        """What was said, without revision, who and when: equal means that nothing would change."""
        return self[3:9]

    def answer(self) -> dict[str, Any] | None:
        """The answer as its model dumps it; None = taken back.

        Raises:
            ValueError: the evidence column holds no JSON.
        """
        if self.status is None:
            return None
        return {
            "status": self.status,
            "comment": self.comment,
            "evidence": json.loads(self.evidence or ""),
            "planned_for": self.planned_for,
            "reason": self.reason,
            "as_of": self.as_of,
        }

    def stored(self) -> StoredAnswer:
        """The row as others see it.

        Raises:
            ValueError: the columns hold no answer.
        """
        said = self.answer()
        answer = None if said is None else Answer.model_validate(said)
        return StoredAnswer(answer, self.revision, self.saved_by, self.saved_at)


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def dumped(model: Model) -> dict[str, Any]:
    """A noun as JSON values, absent ones included."""
    return model.model_dump(mode="json")


def utc_text(moment: datetime) -> str:
    """`2026-11-22T08:30:00.000000+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def answer_row(payload: Mapping[str, Any], by: str, at: str) -> AnswerRow:
    """The row that an answer's event leads to."""
    said = payload["after"] or {}
    evidence = canonical(said["evidence"]) if said else None
    return AnswerRow(
        subject=payload["subject"],
        control=payload["control"],
        revision=payload["revision"],
        status=said.get("status"),
        comment=said.get("comment"),
        evidence=evidence,
        planned_for=said.get("planned_for"),
        reason=said.get("reason"),
        as_of=said.get("as_of"),
        saved_by=by,
        saved_at=at,
    )


@dataclass
class State:
    """The rows of a programme (or those of them that a save needs): canonical JSON, subjects by id, answers by pair."""

    checklist_digest: str = ""
    programme: str = ""
    section7: str = ""
    subjects: dict[str, SubjectRow] = field(default_factory=dict)
    answers: dict[PairKey, AnswerRow] = field(default_factory=dict)

    def fold(self, kind: str, payload: Mapping[str, Any], by: str, at: str) -> None:
        """Take in what one event says.

        Raises:
            KeyError, TypeError, AttributeError: the payload is not of that kind's shape.
        """
        if kind == "answer":
            row = answer_row(payload, by, at)
            self.answers[row.pair] = row
        elif kind == "subject":
            self._put_subject(payload["after"], payload["position"])
        elif kind == "programme":
            self.programme = canonical(payload["after"])
        elif kind == "section7":
            self.section7 = canonical(payload["after"])
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
