"""What people say of a programme: it is begun, subjects and facts are added, questions are answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assessor.errors import BadFactValue, BadId, ReasonMissing, SubjectExists, UnknownFact, UnknownStatus, WrongKind
from assessor.model.assessment import Answer, Evidence
from assessor.model.change import AnswerChange, SubjectChange
from assessor.model.checklist import Checklist
from assessor.model.dated_title import dated_title
from assessor.model.programme import PROGRAMME_ID, Programme, Subject, SubjectKind, is_subject_id
from assessor.model.scales import Status
from assessor.model.text import says_something
from assessor.service.settings import Session
from assessor.service.texts import day, fiscal_year, named, nearest, optional_line, paragraphs
from assessor.service.workspace import Workspace

CLEAR = "clear"
"""The word that takes an answer back."""

FACT_VALUES: Mapping[str, bool | None] = {"yes": True, "no": False, "unanswered": None}


def installed_checklist() -> tuple[Checklist, bytes]:
    """The checklist that comes with this program, and its canonical JSON."""
    from assessor.resources import data_folder

    return checklist_in(data_folder("checklists"))


def checklist_in(folder: Path) -> tuple[Checklist, bytes]:
    """The checklist of a folder, and its canonical JSON.

    Raises:
        ChecklistInvalid, FileMissing, FileUnreadable: it is no sound checklist.
    """
    from assessor.catalog.loader import load_checklist
    from assessor.model.canonical import canonical_json

    checklist = load_checklist(folder)
    return checklist, canonical_json(checklist)


def create_programme(
    target: str, session: Session, *, titles: Mapping[str, str | None], checklist: str | Path | None = None
) -> None:
    """Begin a programme with its `programme` subject, named after the municipality.

    `titles` are `municipality`, `plan` and `code`; `checklist` is a folder, ours where none is named. Its canonical
    form is stored with the programme, which keeps it whatever is installed later.

    Raises:
        ChecklistInvalid, FileMissing, FileUnreadable: the folder named is no sound checklist.
        TargetExists: the file is already there.
        OutputFailed, StoreFailed: it cannot be written.
    """
    from assessor.catalog.text_file import place
    from assessor.storage.opening import create_store

    programme = Programme(
        municipality=named("municipality", titles.get("municipality")),
        plan=optional_line("plan", titles.get("plan")),
        code=optional_line("code", titles.get("code")),
    )
    subject = Subject(id=PROGRAMME_ID, kind=SubjectKind.PROGRAMME, name=programme.municipality)
    _, content = installed_checklist() if checklist is None else checklist_in(place(checklist))
    create_store(target, content, programme, subject, session.save()).close()


def add_subject(
    workspace: Workspace,
    subject_id: str,
    kind: SubjectKind,
    texts: Mapping[str, str | None],
    facts: Iterable[str] = (),
) -> None:
    """Add a subject; `texts` are `name`, `operator`, `organ`, `respondent`, facts are written `NAME=yes`.

    Raises:
        BadId, SubjectExists, UnknownFact, BadFactValue, BadText, TextTooLong: something given cannot be taken.
    """
    if not is_subject_id(subject_id):
        raise BadId(id=subject_id)
    if any(held.id.casefold() == subject_id.casefold() for held in workspace.assessment.subjects):
        raise SubjectExists(subject=subject_id)
    values = {name: optional_line(name, text) for name, text in texts.items()} | {
        "name": named("name", texts.get("name"))
    }
    said = _facts(workspace.checklist, {}, facts)
    workspace.apply([SubjectChange(subject=Subject(id=subject_id, kind=kind, facts=said, **_strings(values)))])


def set_subject(
    workspace: Workspace, subject_id: str, texts: Mapping[str, str | None], facts: Iterable[str] = ()
) -> None:
    """Change a subject's texts (None = stays, empty = said no more) and facts (the others stay).

    Raises:
        UnknownSubject, UnknownFact, BadFactValue, BadText, TextTooLong, FieldMissing: something cannot be taken.
    """
    held = workspace.subject(subject_id)
    changed: dict[str, Any] = {name: optional_line(name, text) for name, text in texts.items() if text is not None}
    if "name" in changed:
        changed["name"] = named("name", texts["name"])
    changed["facts"] = _facts(workspace.checklist, held.facts, facts)
    workspace.apply([SubjectChange(subject=held.model_copy(update=changed))])


def _strings(values: Mapping[str, str | None]) -> dict[str, Any]:
    return {name: text for name, text in values.items() if text is not None}


def _facts(checklist: Checklist, held: Mapping[str, bool | None], said: Iterable[str]) -> dict[str, bool | None]:
    facts = dict(held)
    for text in said:
        name, _, value = text.partition("=")
        if name not in checklist.fact_ids:
            raise UnknownFact(fact=name, nearest=nearest(name, sorted(checklist.fact_ids)))
        if value not in FACT_VALUES:
            raise BadFactValue(fact=name, value=value)
        facts[name] = FACT_VALUES[value]
    return stated(facts)


def stated(facts: Mapping[str, bool | None]) -> dict[str, bool | None]:
    """The facts that were said: one not answered is the same as an absent one, so it is left out."""
    return {name: value for name, value in facts.items() if value is not None}


@dataclass(frozen=True)
class Given:
    """An answer as typed: texts not yet read."""

    status: str
    comment: str | None = None
    evidence: tuple[str, ...] = field(default=())
    planned_for: str | None = None
    as_of: str | None = None
    reason: str | None = None


def answer(
    workspace: Workspace, subject_id: str, control_id: str, given: Given, expected_revision: int | None = None
) -> int:
    """Record one answer, replacing the earlier one whole, and return its revision.

    Raises:
        UsageError: subject, control, status, period, date, reason or a text cannot be taken.
        StaleRevision: someone else saved this answer since the revision expected.
    """
    subject, control = workspace.subject(subject_id), workspace.control(control_id)
    needed = workspace.checklist.category_of[control.id].kind_of(control)
    if subject.kind is not needed:
        raise WrongKind(control=control.id, subject=subject.id, kind=subject.kind.value, needed=needed.value)
    read = read_answer(given, subject.id, control.id, workspace.session.today)
    change = AnswerChange(subject=subject.id, control=control.id, answer=read, expected_revision=expected_revision)
    return workspace.apply([change]).revisions[0] or 0


def read_answer(given: Given, subject_id: str, control_id: str, today: date) -> Answer | None:
    """An answer as typed, read; None = taken back. Without a date it speaks of today.

    Raises:
        UsageError: status, period, date, reason or a text cannot be taken.
    """
    if given.status == CLEAR:
        return None
    status = _status(given.status)
    reason = paragraphs("reason", given.reason) if given.reason else None
    if status is Status.NOT_APPLICABLE and not says_something(reason):
        raise ReasonMissing(subject=subject_id, control=control_id)
    return Answer(
        status=status,
        comment=paragraphs("comment", given.comment) if given.comment else None,
        evidence=tuple(read_evidence(text) for text in given.evidence),
        planned_for=fiscal_year(given.planned_for) if given.planned_for else None,
        reason=reason,
        as_of=day(given.as_of) if given.as_of else today,
    )


def _status(text: str) -> Status:
    try:
        return Status(text)
    except ValueError:
        raise UnknownStatus(status=text, nearest=nearest(text, (*Status, CLEAR))) from None


def read_evidence(text: str) -> Evidence:
    """`TITLE` or `TITLE@DATE`; an `@` not followed by a day belongs to the title.

    Raises:
        BadDate, BadText, TextTooLong: the date or the title cannot be taken.
    """
    title, told = dated_title(text)
    return Evidence(title=named("evidence", title), date=None if told is None else day(told))
