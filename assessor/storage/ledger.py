"""What a save does: which events it adds and which rows they lead to. Pure: rows in, rows out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from assessor.errors import StaleRecord, StaleRevision, SubjectExists, UnknownSubject
from assessor.faults.editions import ChecklistReplaced
from assessor.faults.inquiries import ComparisonOld
from assessor.model.assessment import PairKey
from assessor.model.canonical import digest
from assessor.model.change import (
    AnswerChange,
    Applied,
    Change,
    ChecklistChange,
    ProgrammeChange,
    RecordChange,
    Save,
    Section7Change,
    SubjectChange,
    TrailChange,
)
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.model.record_kinds import EDITION_KIND
from assessor.model.unconfirmed import unconfirmed
from assessor.storage.chain import EventRow, Stamp, carried_row, new_head, sealed_event
from assessor.storage.rows import AnswerRow, Head, RecordRow, State, SubjectRow, canonical, dumped, utc_text

PAYLOAD_VERSION = 1

_Event = tuple[str, dict[str, Any]]

RowKey = tuple[str, str, str]
"""("answer", subject id, control id) or ("record", kind, id)."""


class Plan(NamedTuple):
    """The events to add, the new head, the rows to add and those to replace, and what the save gives back.

    `wholes` holds the new content of `programme` and `section7` where they change, `carried` events of other copies,
    `checklist` the newer edition where one is taken over.
    """

    events: tuple[EventRow, ...]
    head: Head
    added_subjects: tuple[SubjectRow, ...]
    replaced_subjects: tuple[SubjectRow, ...]
    added_answers: tuple[AnswerRow, ...]
    replaced_answers: tuple[AnswerRow, ...]
    added_records: tuple[RecordRow, ...]
    replaced_records: tuple[RecordRow, ...]
    wholes: Mapping[str, str]
    applied: Applied
    carried: tuple[EventRow, ...] = ()
    checklist: bytes | None = None


def save_ids(save: Save, count: int) -> list[str]:
    """The ids its events carry: the save's own for one change, `id:1`, `id:2` … by the change's place for many."""
    return [save.id] if count == 1 else [f"{save.id}:{place}" for place in range(1, count + 1)]


def created(chain: str, digest: str, programme: Programme, subject: Subject, save: Save) -> tuple[EventRow, State]:
    """The first event of a programme, which seals its checklist by digest, and the state it leads to."""
    after = {
        "checklist": digest,
        "programme": dumped(programme),
        "section7": dumped(Section7Choice()),
        "subject": dumped(subject),
    }
    payload = {"version": PAYLOAD_VERSION, "after": after}
    at = utc_text(save.at)
    event = sealed_event(new_head(chain), Stamp(save.id, save.by, at), "created", payload)
    state = State()
    state.fold("created", payload, save.by, at)
    return event, state


def plan(head: Head, held: State, save: Save, changes: Sequence[Change]) -> Plan:
    """All changes of a save, one after the other; `held` takes them in. A change that changes nothing adds no event.

    Raises:
        ChecklistReplaced: an answer given to another checklist than the programme has now.
        ComparisonOld: somebody saved since a newer checklist was compared with what is held.
        StaleRevision, StaleRecord: the revision of an answer or a record is not the expected one.
        UnknownSubject: an answer of a subject that does not exist.
        SubjectExists: a new subject's id differs from a held one by case alone.
    """
    _check_asked(save, head, held, changes)
    at = utc_text(save.at)
    before = replace(held, subjects=dict(held.subjects), answers=dict(held.answers), records=dict(held.records))
    events: list[EventRow] = []
    revisions: list[int | None] = []
    for change, save_id in zip(changes, save_ids(save, len(changes)), strict=True):
        found = _event(change, held, save.by, at)
        if found is not None:
            kind, payload = found
            row = sealed_event(head, Stamp(save_id, save.by, at), kind, payload)
            events.append(row)
            head = Head(row.chain, row.seq, row.digest)
            held.fold(kind, payload, save.by, at)
        revisions.append(_revision(change, held))
    made = _difference(before, held, tuple(events), head, Applied(tuple(revisions), len(events)))
    trails = [change for change in changes if isinstance(change, TrailChange)]
    taken = [change.content for change in changes if isinstance(change, ChecklistChange)]
    return made._replace(
        carried=tuple(carried_row(event, one.chain) for one in trails for event in one.events),
        checklist=taken[-1] if held.checklist_digest != before.checklist_digest else None,
    )


def _check_asked(save: Save, head: Head, held: State, changes: Sequence[Change]) -> None:
    """An answer holds for the words it was given to: none slips in while a newer checklist is taken over."""
    compared = [one.compared_with for one in changes if isinstance(one, ChecklistChange)]
    if not set(compared) <= {None, head.digest}:
        raise ComparisonOld()
    answered = [(one.subject, one.control) for one in changes if isinstance(one, AnswerChange)]
    if answered and save.checklist not in ("", held.checklist_digest):
        raise ChecklistReplaced(answered)


def _difference(before: State, held: State, events: tuple[EventRow, ...], head: Head, applied: Applied) -> Plan:
    subjects = [row for key, row in held.subjects.items() if before.subjects.get(key) is not row]
    answers = [row for pair, row in held.answers.items() if before.answers.get(pair) is not row]
    records = [row for key, row in held.records.items() if before.records.get(key) is not row]
    wholes = {"programme": held.programme, "section7": held.section7}
    return Plan(
        events=events,
        head=head,
        added_subjects=tuple(row for row in subjects if row.id not in before.subjects),
        replaced_subjects=tuple(row for row in subjects if row.id in before.subjects),
        added_answers=tuple(row for row in answers if row.pair not in before.answers),
        replaced_answers=tuple(row for row in answers if row.pair in before.answers),
        added_records=tuple(row for row in records if row.key not in before.records),
        replaced_records=tuple(row for row in records if row.key in before.records),
        wholes={name: text for name, text in wholes.items() if text != getattr(before, name)},
        applied=applied,
    )


def _revision(change: Change, held: State) -> int | None:
    if isinstance(change, RecordChange):
        record = held.records.get((change.kind, change.id))
        return record.revision if record else 0
    if not isinstance(change, AnswerChange):
        return None
    row = held.answers.get((change.subject, change.control))
    return row.revision if row else 0


def _event(change: Change, held: State, by: str, at: str) -> _Event | None:
    if isinstance(change, AnswerChange):
        return _answer_event(change, held, by, at)
    if isinstance(change, RecordChange):
        return _record_event(change, held)
    if isinstance(change, SubjectChange):
        return _subject_event(change.subject, held)
    if isinstance(change, TrailChange):
        last = change.events[-1]
        return "merged", {
            "version": PAYLOAD_VERSION,
            "chain": change.chain,
            "seq": last.seq,
            "digest": last.digest,
            "name": change.name,
            "at": last.at,
            "by": last.by,
        }
    return _event_of_one_row(change, held)


def _event_of_one_row(change: ProgrammeChange | Section7Change | ChecklistChange, held: State) -> _Event | None:
    if isinstance(change, ChecklistChange):
        return _checklist_event(change, held)
    if isinstance(change, ProgrammeChange):
        return _whole_event("programme", held.programme, dumped(change.programme))
    return _whole_event("section7", held.section7, dumped(change.choice))


def _checklist_event(change: ChecklistChange, held: State) -> _Event | None:
    after = digest(change.content)
    if after == held.checklist_digest:
        return None
    return "checklist", {"version": PAYLOAD_VERSION, "before": held.checklist_digest, "after": after}


def _whole_event(kind: str, before: str, after: dict[str, Any]) -> _Event | None:
    if canonical(after) == before:
        return None
    return kind, {"version": PAYLOAD_VERSION, "before": json.loads(before), "after": after}


def _subject_event(subject: Subject, held: State) -> _Event | None:
    row = held.subjects.get(subject.id)
    if row is None:
        folded = subject.id.casefold()
        if any(known.casefold() == folded for known in held.subjects):
            raise SubjectExists(subject=subject.id)
    after = dumped(subject)
    if row is not None and row.content == canonical(after):
        return None
    return "subject", {
        "version": PAYLOAD_VERSION,
        "position": row.position if row else len(held.subjects) + 1,
        "before": json.loads(row.content) if row else None,
        "after": after,
    }


def _answer_event(change: AnswerChange, held: State, by: str, at: str) -> _Event | None:
    if change.subject not in held.subjects:
        raise UnknownSubject(subject=change.subject, nearest="")
    row = held.answers.get((change.subject, change.control))
    revision = row.revision if row else 0
    if change.expected_revision not in (None, revision):
        raise StaleRevision(change.subject, change.control, held=change.expected_revision or 0, stored=revision)
    after = None if change.answer is None else dumped(change.answer)
    is_same = (row.content if row else None) == (None if after is None else canonical(after))
    if is_same and (change.subject, change.control) not in _unconfirmed(held):
        return None
    return "answer", {
        "version": PAYLOAD_VERSION,
        "subject": change.subject,
        "control": change.control,
        "revision": revision + 1,
        "before": json.loads(row.content) if row and row.content else None,
        "after": after,
    }


def _unconfirmed(held: State) -> Mapping[PairKey, str]:
    """The pairs where the same answer given again says something new: it is given to the question as it is now."""
    editions = [row.content for row in held.records.values() if row.kind == EDITION_KIND and row.content]
    if not editions:
        return {}
    return unconfirmed(map(json.loads, editions), {pair: row.revision for pair, row in held.answers.items()})


def _record_event(change: RecordChange, held: State) -> _Event | None:
    row = held.records.get((change.kind, change.id))
    revision = row.revision if row else 0
    if change.expected_revision not in (None, revision):
        raise StaleRecord(kind=change.kind, id=change.id, held=change.expected_revision or 0, stored=revision)
    if (row.content if row else None) == (None if change.content is None else canonical(change.content)):
        return None
    return "record", {
        "version": PAYLOAD_VERSION,
        "kind": change.kind,
        "id": change.id,
        "revision": revision + 1,
        "before": json.loads(row.content) if row and row.content else None,
        "after": change.content,
    }


def row_key(change: Change) -> RowKey | None:
    """The row with a revision that a change writes; None where it writes one without."""
    if isinstance(change, AnswerChange):
        return "answer", change.subject, change.control
    if isinstance(change, RecordChange):
        return "record", change.kind, change.id
    return None


def left_alone(save: Save, changes: Sequence[Change], own: Mapping[str, EventRow]) -> frozenset[RowKey]:
    """The rows of a committed save that have a change without an event of its own."""
    ids = save_ids(save, len(changes))
    return frozenset(
        key
        for change, save_id in zip(changes, ids, strict=True)
        if save_id not in own and (key := row_key(change)) is not None
    )


def applied_before(
    save: Save, changes: Sequence[Change], own: Mapping[str, EventRow], before: Mapping[RowKey, int]
) -> Applied:
    """What a save gave back when it was committed: `own` are its events by save id.

    `before` holds the revisions that rows it left alone had then.
    """
    held = dict(before)
    revisions: list[int | None] = []
    for change, save_id in zip(changes, save_ids(save, len(changes)), strict=True):
        key = row_key(change)
        if key is not None and save_id in own:
            held[key] = json.loads(own[save_id].payload)["revision"]
        revisions.append(None if key is None else held.get(key, 0))
    return Applied(tuple(revisions), len(own))
