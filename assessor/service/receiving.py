"""Answers to an inquiry taken back: read in safety, compared with what is stored, applied whole or by row."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from assessor.catalog.text_file import read_bytes, shown_path
from assessor.engine.inquiry import after_receipt, difference
from assessor.errors import AnswersInvalid, InputInvalid
from assessor.faults.inquiries import AnswersConflict, ComparisonOld, NotReturned
from assessor.faults.items import WorkbookInvalid
from assessor.model.assessment import PairKey
from assessor.model.change import AnswerChange, Change
from assessor.model.inquiry import (
    Inquiry,
    InquiryState,
    Place,
    Receipt,
    Returned,
    ReturnedFile,
    ReturnedRow,
    RowState,
    pair_text,
    token_digest,
)
from assessor.model.problem import Problem
from assessor.model.text import LONGEST_LINE
from assessor.service.containment import run_contained
from assessor.service.inquiring import find_inquiry, held_inquiries, inquiry_change
from assessor.service.workspace import Workspace

LARGEST_FILE = 10_000_000
MOST_NAMED = 5
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")
_NOWHERE = Place("-", 1, 1)


@dataclass(frozen=True)
class Taking:
    """What to take: `only` these pairs (`subject/control`; empty = all); what to do where something else is stored.

    `accept` and `keep` settle that for single pairs. With `skip_refused` answers that cannot be taken stay behind;
    else one of them refuses the whole file, unless `only` names others.
    """

    only: tuple[str, ...] = ()
    accept_conflicts: bool = False
    keep_stored: bool = False
    accept: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    skip_refused: bool = False


WHOLE = Taking()
"""Everything, as long as nothing speaks against it."""


class Comparison(NamedTuple):
    """A returned file beside what is stored; `is_known` = this very file was taken before.

    `is_correction` = another file was taken for this round, and this one says anew what they meant.

    `refusal` is raised where rows are wanted that cannot be taken.
    """

    inquiry: Inquiry
    returned: Returned
    digest: str
    rows: tuple[ReturnedRow, ...]
    is_known: bool
    refusal: InputInvalid | None = None
    is_correction: bool = False

    def of(self, state: RowState) -> tuple[ReturnedRow, ...]:
        """The rows of a state."""
        return tuple(row for row in self.rows if row.state is state)


class Took(NamedTuple):
    """The inquiry as it is now, how many answers were recorded, how many events that made (0 = nothing new)."""

    inquiry: Inquiry
    recorded: int
    events: int


def compare(workspace: Workspace, path: str, *, correction: bool = False) -> Comparison:
    """Read a returned workbook or exchange file and compare it with what is stored; nothing is changed.

    `correction` lets a second file answer a round that was answered already: what differs has to be decided row by row.

    Answers that cannot be taken stand in their rows, with the cell; what concerns the whole file refuses it.

    Raises:
        WorkbookInvalid, AnswersInvalid: with every problem of the whole, each with its cell or line.
        FileMissing, FileUnreadable: it cannot be read.
    """
    content = read_bytes(Path(path), LARGEST_FILE)
    is_workbook = content[:2] == _PACKED[0] or content[:4] == _PACKED[1] or path.lower().endswith(".xlsx")
    shown = shown_path(Path(path))
    refused: type[InputInvalid] = WorkbookInvalid if is_workbook else AnswersInvalid
    file = _workbook(workspace, shown, content) if is_workbook else _yaml(workspace, path)
    digest = hashlib.sha256(content).hexdigest()
    inquiry, problems = _checked(workspace, shown, file, digest, correction)
    if inquiry is None or problems:
        raise refused(shown, problems)
    faulty = {**file.faulty, **dict(_not_asked(shown, inquiry, file))}
    order = [pair.key for pair in workspace.result().pairs]
    rows = difference(inquiry, file._replace(faulty=faulty), workspace.snapshot.rows, order)
    found = tuple(problem for row in rows for problem in row.problems)
    known = _is_known(inquiry, digest)
    refusal = refused(shown, found) if found else None
    return Comparison(inquiry, file.returned, digest, rows, known, refusal, not known and _is_answered(inquiry))


def _yaml(workspace: Workspace, path: str) -> ReturnedFile:
    from assessor.catalog.inquiry_yaml import read_returned_yaml

    kinds = {subject.id: subject.kind for subject in workspace.assessment.subjects}
    return read_returned_yaml(Path(path), workspace.checklist, kinds, workspace.session.today)


def _workbook(workspace: Workspace, shown: str, content: bytes) -> ReturnedFile:
    from assessor.catalog.inquiry_workbook import read_returned
    from assessor.catalog.workbook_cells import pages_of
    from assessor.catalog.workbook_file import refused, unreadable

    problem = refused(shown, content)
    if problem is not None:
        raise WorkbookInvalid(shown, (problem,))
    found: dict[str, Any] | None = run_contained("assessor.catalog.workbook_cells", content)
    if found is None:
        raise WorkbookInvalid(shown, (unreadable(shown),))
    if "refused" in found:
        raise WorkbookInvalid(shown, (Problem(code=str(found["refused"]), path=shown),))
    read = read_returned(shown, pages_of(found), workspace.checklist, workspace.session.today)
    if read.file is None or read.of_whole:
        raise WorkbookInvalid(shown, read.problems)
    return read.file


def _is_known(inquiry: Inquiry, digest: str) -> bool:
    return any(one.digest == digest for one in inquiry.receipts)


def _is_answered(inquiry: Inquiry) -> bool:
    """True where a file was taken for the last round."""
    return any(one.round == inquiry.round for one in inquiry.receipts)


def _checked(
    workspace: Workspace, path: str, file: ReturnedFile, digest: str, correction: bool
) -> tuple[Inquiry | None, tuple[Problem, ...]]:
    """The inquiry that a file answers, and why it may not be taken."""
    ticket = file.returned.ticket
    inquiries = held_inquiries(workspace)
    token = token_digest(ticket.token)
    inquiry = next((one for one in inquiries if token in (one.token, *one.earlier)), None)
    if inquiry is None:
        return None, (_problem(path, "inquiry_unknown_token", file, "token"),)
    return inquiry, tuple(_faults(path, inquiry, file, _is_known(inquiry, digest), correction))


def _faults(path: str, inquiry: Inquiry, file: ReturnedFile, is_known: bool, correction: bool) -> Iterator[Problem]:
    ticket = file.returned.ticket
    is_last = token_digest(ticket.token) == inquiry.token
    values: dict[str, str | int] = {"inquiry": inquiry.id, "round": inquiry.round}
    if is_last and (is_known or (correction and _is_answered(inquiry))):
        pass
    elif not is_last:
        yield _problem(path, "inquiry_old_round", file, "round", **values)
    elif _is_answered(inquiry):
        yield _problem(path, "inquiry_used_token", file, "token", **values)
    elif inquiry.state is InquiryState.CLOSED:
        yield _problem(path, "inquiry_closed", file, "inquiry", **values)
    if (ticket.inquiry, ticket.round) != (inquiry.id, inquiry.round) and is_last:
        yield _problem(path, "inquiry_ticket_changed", file, "inquiry", **values)
    if ticket.checklist != inquiry.checklist:
        yield _problem(path, "inquiry_other_checklist", file, "checklist", **values)


def _not_asked(path: str, inquiry: Inquiry, file: ReturnedFile) -> Iterator[tuple[PairKey, tuple[Problem, ...]]]:
    asked = set(inquiry.asked)
    for key in file.returned.answers:
        if pair_text(key) not in asked:
            yield key, (_problem(path, "inquiry_not_asked", file, key, pair=pair_text(key)[:60], inquiry=inquiry.id),)


def _problem(path: str, code: str, file: ReturnedFile, at: str | PairKey, **values: str | int) -> Problem:
    place = file.places.get(at, _NOWHERE)
    told = {"where": place.where, **values}
    return Problem(code=code, path=path, line=place.line, column=place.column, values=told)


def check(found: Comparison, taking: Taking) -> None:
    """Say what would be refused if it were taken so; conflicts are no refusal as long as nothing is recorded.

    Raises:
        WorkbookInvalid, AnswersInvalid, NotReturned: as `take` would.
    """
    _wanted(found, taking)


def take(workspace: Workspace, found: Comparison, taking: Taking = WHOLE) -> Took:
    """Record what came back, all of it or the rows named, with who answered; taken twice it changes nothing more.

    Raises:
        WorkbookInvalid, AnswersInvalid: rows that cannot be taken are among those wanted.
        NotReturned: a row named is not answered in the file.
        AnswersConflict: something else is stored, and it was not said what to do then.
        StaleRevision, StaleRecord: somebody saved in between.
    """
    rows = _wanted(found, taking)
    open_ones = [row for row in rows if row.state is RowState.CONFLICT and _settled(row, taking) is None]
    if open_ones:
        raise AnswersConflict(count=len(open_ones), pairs=_named([row.key for row in open_ones]))
    recorded = [row for row in rows if row.state is RowState.NEW or _settled(row, taking)]
    if not rows:
        # A file without a single answer uses up no token: most likely it is the one that was sent.
        return Took(found.inquiry, 0, 0)
    changes: list[Change] = [
        AnswerChange(subject=row.subject, control=row.control, answer=row.returned, expected_revision=row.revision)
        for row in recorded
    ]
    inquiry = _after(workspace, found, [row.key for row in rows])
    by = f"{workspace.session.by} ← {found.returned.organisation} {found.returned.post}"[:LONGEST_LINE]
    applied = workspace.apply([*changes, inquiry_change(workspace, inquiry)], by=by)
    return Took(inquiry, len(recorded), applied.events)


def _wanted(found: Comparison, taking: Taking) -> list[ReturnedRow]:
    sound = {pair_text(row.key): row for row in found.rows if row.returned is not None and not row.problems}
    faulty = {pair_text(row.key) for row in found.rows if row.problems}
    if found.refusal is not None and (faulty & set(taking.only) or not (taking.only or taking.skip_refused)):
        raise found.refusal
    for name in (*taking.only, *taking.accept, *taking.keep):
        if name not in sound:
            raise NotReturned(pair=name)
    return [row for name, row in sound.items() if not taking.only or name in taking.only]


def _settled(row: ReturnedRow, taking: Taking) -> bool | None:
    """True where the returned answer replaces the stored one, False where the stored one stays; None = not said."""
    if row.state is not RowState.CONFLICT:
        return False
    name = pair_text(row.key)
    if name in taking.accept or name in taking.keep:
        return name in taking.accept
    return taking.accept_conflicts if taking.accept_conflicts or taking.keep_stored else None


def compared_again(workspace: Workspace, found: Comparison) -> Comparison:
    """The same file beside what is stored now.

    Raises:
        ComparisonOld: something of it would have to be shown anew before anybody decides.
    """
    inquiry = find_inquiry(workspace, found.inquiry.id)
    now = workspace.snapshot.rows
    if inquiry != found.inquiry or any(
        (now[row.key].revision if row.key in now else 0) != row.revision for row in found.rows
    ):
        raise ComparisonOld()
    return found


def _after(workspace: Workspace, found: Comparison, keys: Collection[PairKey]) -> Inquiry:
    inquiry, returned = found.inquiry, found.returned
    taken = after_receipt(inquiry, keys)
    fresh = {pair_text(key) for key in keys} | (set(inquiry.taken) if found.is_known else set())
    mine = [key for key in returned.answers if pair_text(key) in fresh and returned.answers[key] is not None]
    before = next((one for one in inquiry.receipts if one.digest == found.digest), None)
    receipt = Receipt(
        on=before.on if before else workspace.session.today,
        round=inquiry.round,
        digest=found.digest,
        organisation=returned.organisation,
        post=returned.post,
        answered_on=returned.answered_on,
        taken=len(mine),
    )
    others = tuple(one for one in inquiry.receipts if one.digest != found.digest)
    is_whole = set(inquiry.asked) == set(taken)
    state = InquiryState.CLOSED if is_whole else inquiry.state
    return inquiry.model_copy(update={"taken": taken, "receipts": (*others, receipt), "state": state})


def _named(keys: Collection[PairKey]) -> str:
    found = [pair_text(key) for key in keys]
    more = ["…"] if len(found) > MOST_NAMED else []
    return ", ".join((*found[:MOST_NAMED], *more))
