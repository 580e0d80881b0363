"""The privacy impact assessment of a service: begun, looked at, approved, its proven answers confirmed."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from assessor.engine.privacy import assess_privacy
from assessor.engine.privacy_approval import rests_on
from assessor.engine.privacy_risk import linked_controls
from assessor.errors import BadDate, BrokenProgramme
from assessor.faults.privacy import (
    ApprovalTooEarly,
    BadPiaValue,
    NoProposal,
    PiaForServicesOnly,
    PiaStarted,
    PiaUnfinished,
)
from assessor.model.assessment import Answer, Assessment, Evidence
from assessor.model.change import AnswerChange, RecordChange
from assessor.model.checklist import Checklist
from assessor.model.privacy import Approval, Pia, Start
from assessor.model.privacy_guide import PrivacyGuide
from assessor.model.privacy_parts import PARTS, content_of, entry_order, pias_of, record_key
from assessor.model.privacy_result import PiaResult, Proposal, ProposalState
from assessor.model.programme import Subject, SubjectKind
from assessor.model.text import says_something
from assessor.service.texts import day, line, optional_line, paragraphs
from assessor.service.workspace import Workspace, shown_target


def guided(workspace: Workspace) -> Checklist:
    """The programme's checklist; one from before there was a privacy part is given the installed one's."""
    if workspace.checklist.privacy is not None:
        return workspace.checklist
    return workspace.checklist.model_copy(update={"privacy": _installed_guide()})


@cache
def _installed_guide() -> PrivacyGuide | None:
    """Read once: a screen asks for it after every save."""
    from assessor.service.assessing import installed_checklist

    return installed_checklist()[0].privacy


def stored_pias(workspace: Workspace) -> dict[str, Pia]:
    """The assessments that were written down, by service.

    Raises:
        BrokenProgramme: a record cannot be understood.
    """
    try:
        return pias_of((key, row.content) for key, row in workspace.snapshot.records.items())
    except ValueError:
        raise BrokenProgramme(path=shown_target(workspace.target)) from None


def service_of(workspace: Workspace, subject_id: str) -> Subject:
    """The service of that id.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is none.
    """
    subject = workspace.subject(subject_id)
    if subject.kind is not SubjectKind.SERVICE:
        raise PiaForServicesOnly(subject=subject.id, kind=subject.kind.value)
    return subject


def pia_result(workspace: Workspace, subject_id: str) -> PiaResult:
    """Where the assessment of a service stands today; one never begun is empty.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
    """
    subject = service_of(workspace, subject_id)
    pia = stored_pias(workspace).get(subject.id, Pia())
    return assess_privacy(guided(workspace), workspace.assessment, subject, pia, workspace.session.today)


def start_pia(workspace: Workspace, subject_id: str, on: str | None = None) -> date:
    """Begin an assessment, today unless another day is told, and return the day.

    Raises:
        PiaStarted: it was begun before.
        BadDate: the day cannot be taken.
    """
    subject = service_of(workspace, subject_id)
    held = stored_pias(workspace).get(subject.id, Pia()).start
    if held is not None:
        raise PiaStarted(subject=subject.id, on=held.date.isoformat())
    begun = _past_day(on, workspace.session.today)
    _write(workspace, "start", subject.id, None, Start(date=begun))
    return begun


def _past_day(text: str | None, today: date) -> date:
    told = day(text) if text else today
    if told > today:
        raise BadDate(text=told.isoformat(), reason="to_come")
    return told


def _write(workspace: Workspace, part_name: str, subject: str, entry: str | None, noun: Start | Approval) -> None:
    kind, record_id = record_key(PARTS[part_name], subject, entry)
    held = workspace.snapshot.revision(kind, record_id)
    workspace.apply([RecordChange(kind=kind, id=record_id, content=content_of(noun), expected_revision=held)])


def next_entry(workspace: Workspace, subject: str, letter: str, kind: str) -> str:
    """The next number of an entry: one that was taken back is never given again."""
    numbers = [
        entry_order(record_id.partition("/")[2])[1]
        for record_id in workspace.snapshot.ids(kind)
        if record_id.partition("/")[0] == subject
    ]
    return f"{letter}{max(numbers, default=0) + 1}"


def approve(
    workspace: Workspace, subject_id: str, post: str, texts: Mapping[str, str | None], on: str | None = None
) -> str:
    """Record that a post approved the risks that remain, as they stand now.

    `texts` are `note`, `document` and `despite`: why it is approved although the assessment is not finished.

    Raises:
        ApprovalTooEarly: a risk has no value of what remains, or there is none.
        PiaUnfinished: something is not written yet, and no reason is told.
        BadPiaValue, BadDate, BadText, TextTooLong: something given cannot be taken.
    """
    result = pia_result(workspace, subject_id)
    unrated = [one.id for one in result.risks if one.residual is None]
    if unrated or not result.risks:
        raise ApprovalTooEarly(subject=subject_id, count=len(unrated), reason=None if unrated else "none")
    if not says_something(post):
        raise BadPiaValue(key="post", value="", known="-", part="approval", reason="missing")
    despite = texts.get("despite") if result.unfinished else None
    if result.unfinished and not says_something(despite):
        raise PiaUnfinished(subject=subject_id, count=len(result.unfinished))
    part = PARTS["approval"]
    entry = next_entry(workspace, subject_id, part.letter or "", part.kind)
    note = texts.get("note")
    approval = Approval(
        by=line("post", post),
        date=_past_day(on, workspace.session.today),
        note=paragraphs("note", note) if note else None,
        despite=paragraphs("despite", despite) if despite else None,
        document=optional_line("document", texts.get("document")),
        rests_on=result.rests_on,
    )
    _write(workspace, "approval", subject_id, entry, approval)
    return entry


def basis_of(checklist: Checklist, assessment: Assessment, subject_id: str, pia: Pia) -> str:
    """The digest of what an approval given for these records and answers rests on."""
    return rests_on(checklist, pia, linked_controls(checklist, assessment, subject_id, pia))


def confirm(workspace: Workspace, subject_id: str, controls: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """Record proposed answers (all, or those of some controls) with the record as evidence, and return them.

    A stored answer is never touched.

    Raises:
        UnknownControl: there is no such control.
        NoProposal: the records propose nothing for it, or it has an answer already.
        StaleRevision: someone else answered it meanwhile.
    """
    found = {
        one.control: one for one in pia_result(workspace, subject_id).proposals if one.state is ProposalState.PROPOSED
    }
    for control in controls:
        if workspace.control(control).id not in found:
            raise NoProposal(control=control, subject=subject_id)
    chosen = tuple(one for name, one in found.items() if not controls or name in controls)
    changes = [_confirmed(workspace, subject_id, one) for one in chosen]
    if changes:
        workspace.apply(changes)
    return chosen


def _confirmed(workspace: Workspace, subject_id: str, proposal: Proposal) -> AnswerChange:
    row = workspace.snapshot.rows.get((subject_id, proposal.control))
    answer = Answer(
        status=proposal.status,
        evidence=(Evidence(title=proposal.title, date=proposal.dated),),
        as_of=workspace.session.today,
    )
    return AnswerChange(
        subject=subject_id, control=proposal.control, answer=answer, expected_revision=row.revision if row else 0
    )
