"""What a damaged programme file still holds, as an exchange file that a new programme takes in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from assessor.errors import FileMissing
from assessor.model.assessment import Answer, Assessment, PairKey
from assessor.model.checklist import Checklist
from assessor.model.privacy import Pia
from assessor.model.privacy_parts import PARTS, pias_of
from assessor.model.programme import Programme, Section7Choice, Subject, SubjectKind
from assessor.model.record_kinds import ITEM_KIND
from assessor.model.remediation import RemediationItem, item_number
from assessor.service.outputs import refuse_input
from assessor.storage.rows import State
from assessor.storage.target import is_url, refuse_other_scheme, shown

_EXCHANGED = {ITEM_KIND, *(part.kind for part in PARTS.values())}

UNKNOWN = "？"
"""Stands for the name of a municipality that was lost."""


class Salvaged(NamedTuple):
    """What was given back and what was not.

    `events` are the numbers of those events that are damaged or missing, `doubtful` the (subject, control) of answers
    that only their row tells, `lost` names what could not be read: `programme`, `checklist`, `section7`, `subject ID`,
    `answer SUBJECT CONTROL`, `record KIND ID`. `left` are (kind, id) of records that no exchange file carries.
    """

    answers: int
    events: tuple[int, ...]
    doubtful: tuple[PairKey, ...]
    lost: tuple[str, ...]
    left: tuple[tuple[str, str], ...]

    @property
    def is_whole(self) -> bool:
        """True when nothing is missing and nothing in doubt."""
        return not (self.events or self.doubtful or self.lost)


def salvage(target: str, out: str, *, force: bool = False) -> Salvaged:
    """Write what a damaged file still holds to an exchange file; the damaged file stays as it is.

    Raises:
        FileMissing, FileUnreadable, NotAProgramme: there is nothing to be read.
        TargetExists, TargetIsInput, OutputFailed, ExportTooLarge: the exchange file cannot be written.
    """
    from assessor.catalog.answer_writer import exchange_yaml
    from assessor.storage.atomic_file import write_atomic
    from assessor.storage.salvaging import remains

    if is_url(target):
        raise FileMissing(path=shown(target))
    refuse_other_scheme(target)
    refuse_input(Path(out), target)
    found = remains(Path(target))
    lost: list[str] = []
    checklist = _checklist(found.checklist, lost)
    assessment = _assessment(found.state, checklist, lost)
    pias, items = _records(found.state, lost)
    write_atomic(Path(out), exchange_yaml(checklist, assessment, pias, items).encode(), replace=force)
    left = tuple(sorted(key for key in found.state.records if key[0] not in _EXCHANGED))
    return Salvaged(len(assessment.answers), found.missing, found.doubtful, tuple(lost), left)


def _checklist(content: bytes | None, lost: list[str]) -> Checklist:
    from assessor.service.assessing import installed_checklist

    try:
        if content is not None:
            return Checklist.model_validate_json(content)
    except ValidationError:
        pass
    lost.append("checklist")
    return installed_checklist()[0]


def _assessment(state: State, checklist: Checklist, lost: list[str]) -> Assessment:
    answers: dict[PairKey, Answer] = {}
    for pair, row in state.answers.items():
        try:
            if row.content is not None:
                answers[pair] = Answer.model_validate_json(row.content)
        except ValidationError:
            lost.append(" ".join(("answer", *pair)))
    return Assessment(
        programme=_programme(state, lost),
        subjects=_subjects(state, answers, checklist, lost),
        answers=answers,
        section7=_section7(state, lost),
    )


def _programme(state: State, lost: list[str]) -> Programme:
    try:
        return Programme.model_validate_json(state.programme)
    except ValidationError:
        lost.append("programme")
        return Programme(municipality=UNKNOWN)


def _section7(state: State, lost: list[str]) -> Section7Choice:
    try:
        return Section7Choice.model_validate_json(state.section7)
    except ValidationError:
        lost.append("section7")
        return Section7Choice()


def _subjects(
    state: State, answers: Mapping[PairKey, Answer], checklist: Checklist, lost: list[str]
) -> tuple[Subject, ...]:
    """The subjects in their order; one that was lost but has answers stands at the end under its id."""
    found: dict[str, Subject] = {}
    for row in sorted(state.subjects.values(), key=lambda one: one.position):
        try:
            found[row.id] = Subject.model_validate_json(row.content)
        except ValidationError:
            continue
    for subject_id, control_id in sorted(answers):
        if subject_id not in found:
            lost.append(f"subject {subject_id}")
            found[subject_id] = Subject(id=subject_id, kind=_kind(checklist, control_id), name=subject_id)
    return tuple(found.values())


def _kind(checklist: Checklist, control_id: str) -> SubjectKind:
    control = checklist.controls.get(control_id)
    return SubjectKind.PROGRAMME if control is None else checklist.category_of[control.id].kind_of(control)


def _records(state: State, lost: list[str]) -> tuple[dict[str, Pia], tuple[RemediationItem, ...]]:
    """The privacy impact assessments and the remediation items; records of other kinds are in no exchange file."""
    pias: dict[PairKey, Mapping[str, Any] | None] = {}
    items: list[RemediationItem] = []
    for key, row in state.records.items():
        try:
            content = row.stored().content
            if key[0] == ITEM_KIND and content is not None:
                items.append(RemediationItem.model_validate(content))
            else:
                pias_of([(key, content)])
                pias[key] = content
        except ValueError:
            lost.append(" ".join(("record", *key)))
    return pias_of(pias.items()), tuple(sorted(items, key=lambda one: item_number(one.id)))
