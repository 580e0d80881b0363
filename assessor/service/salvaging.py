"""What a damaged programme file still holds, as a programme file again or as an exchange file."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from assessor.errors import FileMissing
from assessor.model.assessment import Answer, Assessment, PairKey
from assessor.model.base import Model
from assessor.model.canonical import digest
from assessor.model.change import RecordKey
from assessor.model.checklist import Checklist
from assessor.model.nouns import RECORDS
from assessor.model.privacy_parts import PARTS, pias_of
from assessor.model.programme import Programme, Section7Choice, Subject, SubjectKind
from assessor.model.record_kinds import EDITION_KIND, ITEM_KIND
from assessor.model.remediation import RemediationItem, item_number
from assessor.model.unconfirmed import unconfirmed
from assessor.service.outputs import refuse_input
from assessor.service.restoring import Sound, restore
from assessor.service.settings import Session
from assessor.storage.rows import RecordRow, State
from assessor.storage.salvaging import Remains, remains
from assessor.storage.target import is_url, refuse_other_scheme, shown

PROGRAMME_SUFFIX = ".assessor"
_EXCHANGED = {ITEM_KIND, *(part.kind for part in PARTS.values())}

UNKNOWN = "？"
"""Stands for the name of a municipality that was lost."""

_Noun = TypeVar("_Noun", bound=Model)


class Salvaged(NamedTuple):
    """What was given back and what was not.

    `events` are the numbers of those events that are damaged or missing, `doubtful` the (subject, control) of answers
    that only their row tells, `unproven` what else only its row tells. `lost` names what could not be read. Names are
    `programme`, `checklist`, `section7`, `head`, `subject ID`, `answer SUBJECT CONTROL`, `record KIND ID`. `left` are
    (kind, id) of records that no exchange file carries; `kept` counts the events that a programme file goes on with,
    and `is_programme` tells that one was written.
    """

    answers: int
    records: int
    events: tuple[int, ...]
    doubtful: tuple[PairKey, ...]
    unproven: tuple[str, ...]
    lost: tuple[str, ...]
    left: tuple[RecordKey, ...]
    kept: int
    is_programme: bool

    @property
    def is_whole(self) -> bool:
        """True when nothing is missing and nothing in doubt."""
        return not (self.events or self.doubtful or self.unproven or self.lost)


def salvage(target: str, out: str, session: Session, *, force: bool = False) -> Salvaged:
    """Write what a damaged file still holds, by the suffix of `out`; the damaged file stays as it is.

    Raises:
        FileMissing, FileUnreadable, NotAProgramme: there is nothing to be read.
        TargetExists, TargetIsInput, OutputFailed, ExportTooLarge: the output cannot be written.
    """
    if is_url(target):
        raise FileMissing(path=shown(target))
    refuse_other_scheme(target)
    path = Path(out)
    refuse_input(path, target)
    found = remains(Path(target))
    lost: list[str] = []
    sound = _sound(found, lost)
    kept, left = 0, tuple[RecordKey, ...]()
    is_programme = path.suffix.casefold() == PROGRAMME_SUFFIX
    if is_programme:
        kept = restore(path, found, sound, session, force=force)
    else:
        sound = sound._replace(answers=_given(sound, found))
        _write_exchange(path, sound, force=force)
        left = tuple(sorted(key for key in sound.records if key[0] not in _EXCHANGED))
    return Salvaged(
        answers=sum(answer is not None for answer, _ in sound.answers.values()),
        records=len(sound.records),
        events=found.missing,
        doubtful=found.doubtful,
        unproven=found.unproven,
        lost=tuple(lost),
        left=left,
        kept=kept,
        is_programme=is_programme,
    )


def _sound(found: Remains, lost: list[str]) -> Sound:
    """What reads as the noun it is of; what does not is named in `lost`."""
    state = found.state
    checklist, content = _checklist(found, lost)
    answers: dict[PairKey, tuple[Answer | None, str]] = {}
    for pair, row in state.answers.items():
        try:
            answers[pair] = (Answer.model_validate_json(row.content) if row.content else None, row.saved_by)
        except ValidationError:
            lost.append(" ".join(("answer", *pair)))
    subjects = _subjects(state, answers, checklist, lost)
    known = {subject.id for subject in subjects}
    lost += [" ".join(("answer", *pair)) for pair in answers if pair[0] not in known]
    return Sound(
        checklist=checklist,
        checklist_json=content,
        programme=_or_lost(Programme, state.programme, "programme", lost) or Programme(municipality=UNKNOWN),
        section7=_or_lost(Section7Choice, state.section7, "section7", lost) or Section7Choice(),
        subjects=subjects,
        answers={pair: said for pair, said in answers.items() if pair[0] in known},
        records=_records(state, lost),
    )


def _or_lost(noun: type[_Noun], text: str, name: str, lost: list[str]) -> _Noun | None:
    try:
        return noun.model_validate_json(text)
    except ValidationError:
        lost.append(name)
        return None


def _checklist(found: Remains, lost: list[str]) -> tuple[Checklist, bytes]:
    """The programme's own; the installed one stands in for it, which is no loss where it is the same."""
    from assessor.service.assessing import installed_checklist

    try:
        if found.checklist is not None:
            return Checklist.model_validate_json(found.checklist), found.checklist
    except ValidationError:
        pass
    checklist, content = installed_checklist()
    if digest(content) != found.state.checklist_digest:
        lost.append("checklist")
    return checklist, content


def _subjects(
    state: State, answers: Mapping[PairKey, object], checklist: Checklist, lost: list[str]
) -> tuple[Subject, ...]:
    """The subjects in their order; one that was lost but has answers stands at the end under its id."""
    found: dict[str, Subject] = {}
    missing: dict[str, None] = {}
    for row in sorted(state.subjects.values(), key=lambda one: one.position):
        try:
            found.setdefault(row.id.casefold(), Subject.model_validate_json(row.content))
        except ValidationError:
            missing[row.id] = None
    for subject_id, control_id in sorted(answers):
        if subject_id.casefold() not in found:
            missing[subject_id] = None
            with suppress(ValidationError):
                kind = _kind(checklist, control_id)
                found[subject_id.casefold()] = Subject(id=subject_id, kind=kind, name=subject_id)
    lost += [f"subject {subject_id}" for subject_id in missing]
    return tuple(found.values())


def _kind(checklist: Checklist, control_id: str) -> SubjectKind:
    control = checklist.controls.get(control_id)
    return SubjectKind.PROGRAMME if control is None else checklist.category_of[control.id].kind_of(control)


def _records(state: State, lost: list[str]) -> dict[RecordKey, RecordRow]:
    """The records that read as what they are; one taken back says nothing that could be lost."""
    found: dict[RecordKey, RecordRow] = {}
    for key, row in state.records.items():
        try:
            content, noun = row.stored().content, RECORDS.get(row.kind)
            if content is not None and noun is not None:
                noun.model_validate(content)
            pias_of([(key, content)])
            found[key] = row
        except ValueError:
            lost.append(" ".join(("record", *key)))
    return found


def _given(sound: Sound, found: Remains) -> Mapping[PairKey, tuple[Answer | None, str]]:
    """The answers without those that wait to be given again: in a file of answers they would be given."""
    editions = [row.stored().content or {} for (kind, _), row in sound.records.items() if kind == EDITION_KIND]
    waiting = unconfirmed(editions, {pair: row.revision for pair, row in found.state.answers.items()})
    return {pair: said for pair, said in sound.answers.items() if pair not in waiting}


def _write_exchange(path: Path, sound: Sound, *, force: bool) -> None:
    from assessor.catalog.answer_writer import exchange_yaml
    from assessor.storage.atomic_file import write_atomic

    held = {key: row.stored().content for key, row in sound.records.items()}
    items = (RemediationItem.model_validate(one) for (kind, _), one in held.items() if kind == ITEM_KIND and one)
    assessment = Assessment(
        programme=sound.programme,
        subjects=sound.subjects,
        answers={pair: answer for pair, (answer, _) in sound.answers.items() if answer is not None},
        section7=sound.section7,
    )
    pias = pias_of((key, one) for key, one in held.items() if key[0] != ITEM_KIND)
    told = exchange_yaml(sound.checklist, assessment, pias, sorted(items, key=lambda one: item_number(one.id)))
    write_atomic(path, told.encode(), replace=force)
