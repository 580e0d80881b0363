"""What was read out of a damaged programme, made a programme file again: its trail goes on as far as it is whole."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assessor.errors import BrokenProgramme
from assessor.model.assessment import Answer, PairKey
from assessor.model.change import (
    AnswerChange,
    Change,
    ChecklistChange,
    ProgrammeChange,
    RecordChange,
    RecordKey,
    Section7Change,
    Snapshot,
    SubjectChange,
)
from assessor.model.checklist import Checklist
from assessor.model.programme import Programme, Section7Choice, Subject, SubjectKind
from assessor.model.record_kinds import EDITION_KIND
from assessor.model.unconfirmed import carried_marks
from assessor.service.settings import Session
from assessor.storage.atomic_file import temporary_beside
from assessor.storage.copying import give_name
from assessor.storage.failures import told
from assessor.storage.opening import open_store
from assessor.storage.restoring import begin_again, begin_anew
from assessor.storage.rows import RecordRow
from assessor.storage.salvaging import Remains


class Sound(NamedTuple):
    """What could be read and is of its kind; answers (None = taken back) and records with who saved them."""

    checklist: Checklist
    checklist_json: bytes
    programme: Programme
    section7: Section7Choice
    subjects: tuple[Subject, ...]
    answers: Mapping[PairKey, tuple[Answer | None, str]]
    records: Mapping[RecordKey, RecordRow]


def restore(out: Path, found: Remains, sound: Sound, session: Session, *, force: bool) -> int:
    """Write a programme that says all that was found; how many events of its trail go on from the damaged one.

    Raises:
        TargetExists, OutputFailed: it cannot be written.
        BrokenProgramme: it would not verify; nothing was written.
    """
    with temporary_beside(out, replace=force) as temporary:
        with told(str(out)):
            if found.trail:
                begin_again(temporary, found.trail, found.carried, sound.checklist_json)
            else:
                begin_anew(temporary, sound.checklist_json, sound.programme, _first(sound), session.save())
        with open_store(str(temporary)) as store:
            for author, changes in _said(sound, session.by).items():
                store.apply(session.save_from(author), changes)
            if marks := list(_marks(store.load(), found)):
                store.apply(session.save(), marks)
            if not store.verify().is_sound:
                raise BrokenProgramme(path=str(out))
        give_name(temporary, out, replace=force)
    return len(found.trail)


def _marks(held: Snapshot, found: Remains) -> Iterator[RecordChange]:
    """Answers that wait to be given again, under the revisions that a trail begun anew counts."""
    was = {pair: row.revision for pair, row in found.state.answers.items()}
    now = {pair: row.revision for pair, row in held.rows.items()}
    for name, content in held.contents(EDITION_KIND).items():
        marks = carried_marks(content, was, now)
        if marks != content.get("to_confirm", {}):
            yield RecordChange(kind=EDITION_KIND, id=name, content={**content, "to_confirm": marks})


def _first(sound: Sound) -> Subject:
    """The subject that a programme begins with."""
    kind = SubjectKind.PROGRAMME
    held = (one for one in sound.subjects if one.kind is kind)
    return next(held, Subject(id=kind.value, kind=kind, name=sound.programme.municipality))


def _said(sound: Sound, by: str) -> dict[str, Sequence[Change]]:
    """All that was found, by who saved it; what the trail says already makes no event."""
    found: dict[str, list[Change]] = defaultdict(list)
    # The checklist and the subjects come before what is said of them.
    found[by] += [ChecklistChange(content=sound.checklist_json)]
    found[by] += [ProgrammeChange(programme=sound.programme), Section7Change(choice=sound.section7)]
    found[by] += [SubjectChange(subject=subject) for subject in sound.subjects]
    for (subject, control), (answer, author) in sound.answers.items():
        found[author].append(AnswerChange(subject=subject, control=control, answer=answer))
    for row in sound.records.values():
        found[row.saved_by].append(RecordChange(kind=row.kind, id=row.id, content=row.stored().content))
    return dict(found)
