"""What an exchange file changes of privacy impact assessments: a part that is told is taken whole."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessor.model.assessment import Assessment
from assessor.model.base import Model
from assessor.model.change import AnswerChange, Change, RecordChange, SubjectChange
from assessor.model.checklist import Checklist
from assessor.model.exchange import Exchange, ExchangePia
from assessor.model.privacy import Approval, Pia
from assessor.model.privacy_parts import PARTS, Part, content_of, entry_order, record_key
from assessor.service.privacy import basis_of


def merged_pias(
    checklist: Checklist, assessment: Assessment, pias: Mapping[str, Pia], exchange: Exchange
) -> tuple[RecordChange, ...]:
    """The changes that bring the assessments to what the file says; `assessment` is as it will be then.

    An approval told without what it rests on approves what the file leads to; one held already keeps what it had.
    """
    changes: list[RecordChange] = []
    for told in exchange.subjects:
        if told.pia is not None:
            held = pias.get(told.id, Pia())
            after = _approved(checklist, assessment, told.id, held, _after(held, told.pia))
            changes += _changes(told.id, held, after)
    return tuple(changes)


def assessment_after(assessment: Assessment, changes: Iterable[Change]) -> Assessment:
    """An assessment with changed subjects and answers."""
    subjects = {subject.id: subject for subject in assessment.subjects}
    answers = dict(assessment.answers)
    for change in changes:
        if isinstance(change, SubjectChange):
            subjects[change.subject.id] = change.subject
        elif isinstance(change, AnswerChange) and change.answer is not None:
            answers[change.subject, change.control] = change.answer
        elif isinstance(change, AnswerChange):
            answers.pop((change.subject, change.control), None)
    return assessment.model_copy(update={"subjects": tuple(subjects.values()), "answers": answers})


def _after(held: Pia, told: ExchangePia) -> Pia:
    values: dict[str, Any] = {}
    for part in PARTS.values():
        if part.field not in told.model_fields_set:
            continue
        said = getattr(told, part.field)
        if part.letter is None:
            values[part.field] = said if said is not None else Pia.model_fields[part.field].default
        else:
            entries = {**getattr(held, part.field), **said}
            kept = {name: noun for name, noun in entries.items() if noun is not None}
            values[part.field] = {name: kept[name] for name in sorted(kept, key=entry_order)}
    return held.model_copy(update=values)


def _approved(checklist: Checklist, assessment: Assessment, subject: str, held: Pia, after: Pia) -> Pia:
    basis = basis_of(checklist, assessment, subject, after)
    approvals: dict[str, Approval] = {}
    for name, approval in after.approvals.items():
        before = held.approvals.get(name)
        rests_on = approval.rests_on or (before.rests_on if before else None) or basis
        approvals[name] = approval.model_copy(update={"rests_on": rests_on})
    return after.model_copy(update={"approvals": approvals})


def _changes(subject: str, held: Pia, after: Pia) -> Iterator[RecordChange]:
    for part in PARTS.values():
        before, now = getattr(held, part.field), getattr(after, part.field)
        if part.letter is None:
            yield from _change(part, subject, None, before, now)
        else:
            for name in (*now, *(name for name in before if name not in now)):
                yield from _change(part, subject, name, before.get(name), now.get(name))


def _change(
    part: Part, subject: str, entry: str | None, before: Model | None, now: Model | None
) -> Iterator[RecordChange]:
    contents = [content_of(noun) if noun is not None else None for noun in (before, now)]
    if (contents[0] or None) != (contents[1] or None) or (entry is not None and (before is None) != (now is None)):
        kind, record_id = record_key(part, subject, entry)
        yield RecordChange(kind=kind, id=record_id, content=contents[1] or None)
