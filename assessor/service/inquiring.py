"""Inquiries of a programme: sent out as a file with its letter, listed, reminded of, closed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assessor.engine.inquiry import Chosen, askings, choose, overdue, questionnaire
from assessor.errors import TargetExists
from assessor.faults.inquiries import DueIsPast, InquiryClosed, NothingToAsk, UnknownInquiry
from assessor.model.assessment import PairKey
from assessor.model.change import RecordChange
from assessor.model.document import Document
from assessor.model.inquiry import (
    Asking,
    Inquiry,
    InquiryState,
    Questionnaire,
    inquiry_id,
    inquiry_number,
    pair_text,
    token_digest,
)
from assessor.model.record_kinds import INQUIRY_KIND
from assessor.service.composing import filling
from assessor.service.outputs import refuse_input
from assessor.service.texts import day, nearest
from assessor.service.workspace import Workspace

TOKEN_BYTES = 16


@dataclass(frozen=True)
class Sending:
    """To whom, until when and what; `again` names an inquiry whose outstanding pairs go out anew."""

    due: date
    organisation: str | None = None
    post: str | None = None
    chosen: Chosen = field(default_factory=Chosen)
    again: str | None = None


class Files(NamedTuple):
    """Where the questions go (xlsx, or yaml by its suffix), where the draft of the letter goes if anywhere."""

    questions: Path
    letter: Path | None = None
    force: bool = False
    templates: Path | None = None


class Sent(NamedTuple):
    """The inquiry as kept, what went out, and how many pairs were left out because they are asked for already."""

    inquiry: Inquiry
    sheet: Questionnaire
    already_asked: int


def held_inquiries(workspace: Workspace) -> tuple[Inquiry, ...]:
    """All inquiries, by number."""
    found = map(Inquiry.model_validate, workspace.snapshot.contents(INQUIRY_KIND).values())
    return tuple(sorted(found, key=lambda one: inquiry_number(one.id)))


def find_inquiry(workspace: Workspace, name: str) -> Inquiry:
    """The inquiry of that id.

    Raises:
        UnknownInquiry: there is none.
    """
    inquiries = held_inquiries(workspace)
    found = next((one for one in inquiries if one.id == name), None)
    if found is None:
        raise UnknownInquiry(inquiry=name, nearest=nearest(name, [one.id for one in inquiries]))
    return found


def inquiry_change(workspace: Workspace, inquiry: Inquiry) -> RecordChange:
    """The change that saves an inquiry whole, if nobody else saved it since it was read."""
    expected = workspace.snapshot.revision(INQUIRY_KIND, inquiry.id)
    content = inquiry.model_dump(mode="json")
    return RecordChange(kind=INQUIRY_KIND, id=inquiry.id, content=content, expected_revision=expected)


def awaited(workspace: Workspace) -> dict[PairKey, Asking]:
    """Every pair that somebody is asked about, with whom and until when."""
    today = workspace.session.today
    over = {one.id for one in workspace.assessment.subjects if one.is_over(today)}
    return {key: one for key, one in askings(held_inquiries(workspace), today).items() if key[0] not in over}


def late(workspace: Workspace) -> tuple[Inquiry, ...]:
    """The inquiries past their due date, longest overdue first."""
    return overdue(held_inquiries(workspace), workspace.session.today)


def send(workspace: Workspace, sending: Sending, files: Files) -> Sent:
    """Keep an inquiry and write its questions, and the draft of its letter if that is wished.

    Raises:
        UnknownSubject, UnknownInquiry, NothingToAsk, DueIsPast, InquiryClosed: by what is wished.
        TargetExists, TargetIsInput, OutputFailed: by the files.
    """
    check_targets(workspace, files)
    sent = prepare(workspace, sending)
    dispatch(workspace, sent, files)
    return sent


def check_targets(workspace: Workspace, files: Files) -> None:
    """Look whether the files may be written.

    Raises:
        TargetExists, TargetIsInput: they may not.
    """
    for path in filter(None, (files.questions, files.letter)):
        refuse_input(path, workspace.target)
        if path.exists() and not files.force:
            raise TargetExists(path=str(path))


def due_day(text: str, today: date) -> date:
    """The day by which answers are asked for, as people write it.

    Raises:
        BadDate, DueIsPast: it is none, or it has passed.
    """
    due = day(text)
    check_due(due, today, text)
    return due


def check_due(due: date, today: date, text: str = "") -> None:
    """Look whether a day to answer by is still to come; `text` is how it was typed.

    Raises:
        DueIsPast: it has passed.
    """
    if due < today:
        raise DueIsPast(text=text or due.isoformat())


def prepare(workspace: Workspace, sending: Sending) -> Sent:
    """The inquiry as it would be kept, with its token, and what would go out; nothing is kept or written.

    Raises:
        UnknownSubject, UnknownInquiry, NothingToAsk, DueIsPast, InquiryClosed: by what is wished.
    """
    check_due(sending.due, workspace.session.today)
    return _again(workspace, sending) if sending.again else _new(workspace, sending)


def dispatch(workspace: Workspace, sent: Sent, files: Files) -> None:
    """Keep a prepared inquiry and write its files; done again with the same one it is the same inquiry still.

    The inquiry is kept first: a file that cannot be written can be made again, one without an inquiry never counts.

    Raises:
        OutputFailed: they cannot be written.
    """
    from assessor.storage.atomic_file import write_atomic

    contents = [(files.questions, _file(sent.sheet, files.questions, workspace.session.today))]
    if files.letter is not None:
        contents.append((files.letter, _letter(workspace, sent.sheet, files)))
    workspace.apply([inquiry_change(workspace, sent.inquiry)])
    for path, content in contents:
        write_atomic(path, content, replace=files.force)


def _new(workspace: Workspace, sending: Sending) -> Sent:
    for name in sending.chosen.subjects:
        workspace.subject(name)
    asked = awaited(workspace)
    result = workspace.result()
    pairs = choose(result, sending.chosen, asked)
    left_out = len(choose(result, sending.chosen)) - len(pairs)
    if not pairs:
        raise NothingToAsk(count=left_out)
    inquiry = Inquiry(
        id=next_id(workspace),
        organisation=sending.organisation or "",
        post=sending.post,
        role=sending.chosen.role,
        sent=workspace.session.today,
        due=sending.due,
        token=secrets.token_hex(TOKEN_BYTES),
        checklist=workspace.snapshot.checklist_digest,
        asked=_asked(workspace, pairs),
    )
    return Sent(_kept(inquiry), questionnaire(result, inquiry), left_out)


def _kept(inquiry: Inquiry) -> Inquiry:
    """An inquiry as it is kept: the token stands in the file that goes out and nowhere else."""
    return inquiry.model_copy(update={"token": token_digest(inquiry.token)})


def next_id(workspace: Workspace) -> str:
    """The id that the next inquiry gets."""
    return inquiry_id(max(map(inquiry_number, workspace.snapshot.ids(INQUIRY_KIND)), default=0) + 1)


def _again(workspace: Workspace, sending: Sending) -> Sent:
    held = find_inquiry(workspace, sending.again or "")
    pairs = held.outstanding
    if not pairs:
        raise InquiryClosed(inquiry=held.id)
    inquiry = held.model_copy(
        update={
            "organisation": sending.organisation or held.organisation,
            "post": sending.post or held.post,
            "sent": workspace.session.today,
            "due": sending.due,
            "round": held.round + 1,
            "token": secrets.token_hex(TOKEN_BYTES),
            "earlier": (*held.earlier, held.token),
            "asked": {**held.asked, **_asked(workspace, pairs)},
        }
    )
    return Sent(_kept(inquiry), questionnaire(workspace.result(), inquiry, pairs), 0)


def _asked(workspace: Workspace, pairs: Sequence[PairKey]) -> dict[str, int]:
    rows = workspace.snapshot.rows
    return {pair_text(key): rows[key].revision if key in rows else 0 for key in pairs}


def _file(sheet: Questionnaire, path: Path, today: date) -> bytes:
    if path.suffix.lower() in (".yaml", ".yml"):
        from assessor.catalog.inquiry_yaml import questionnaire_yaml

        return questionnaire_yaml(sheet).encode()
    from assessor.render.inquiry_workbook import to_inquiry_workbook

    return to_inquiry_workbook(sheet, today)


def _letter(workspace: Workspace, sheet: Questionnaire, files: Files) -> bytes:
    from assessor.compose.inquiry_letter import inquiry_letter

    template, fill = filling("inquiry-letter", templates=files.templates)
    dated = workspace.session.today
    document = inquiry_letter(sheet, files.questions.name, template, dated=dated, fill=fill)
    return rendered(document, files.letter)


def rendered(document: Document, path: Path | None) -> bytes:
    """A letter in the format that the path names, docx where it names none; Markdown where there is no path."""
    from assessor.render.registry import format_named, format_of_suffix

    chosen = format_of_suffix(path.suffix) if path else None
    return (chosen or format_named("md" if path is None else "docx")).render(document)


def close(workspace: Workspace, name: str) -> int:
    """Wait no longer for an inquiry; the number of pairs that stay without an answer from it.

    Raises:
        UnknownInquiry: there is no such inquiry.
    """
    held = find_inquiry(workspace, name)
    workspace.apply([inquiry_change(workspace, held.model_copy(update={"state": InquiryState.CLOSED}))])
    return len(held.outstanding)
