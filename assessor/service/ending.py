"""The end of a subject: a service that is given up is assessed no more, and all that was said of it is kept."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from assessor.errors import FieldMissing, SubjectStays
from assessor.model.change import SubjectChange
from assessor.model.programme import SubjectKind
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.model.text import says_something
from assessor.service.inquiring import held_inquiries
from assessor.service.remediation import held_items, item_change, revision
from assessor.service.texts import day as read_day
from assessor.service.texts import paragraphs
from assessor.service.workspace import Workspace


class Ended(NamedTuple):
    """The day of the end, and what is still open about the subject: inquiries and remediation items by id.

    `moot` are the items with nothing left to do, because they cover what has ended alone; `declined` says that they
    were declined with it.
    """

    day: date
    inquiries: tuple[str, ...]
    items: tuple[str, ...]
    moot: tuple[str, ...] = ()
    declined: bool = False


def end_subject(
    workspace: Workspace, subject_id: str, reason: str, day: str | None = None, *, decline_items: bool = False
) -> Ended:
    """Assess a subject no more from a day on (today where none is told).

    `decline_items` also declines the open items that cover what has ended alone, with the same reason and in one save;
    not where the day is still to come, for until then they are to be done.

    Raises:
        UnknownSubject: there is no such subject.
        SubjectStays: it is the whole programme, or has ended already.
        FieldMissing, BadDate, BadText, TextTooLong: the reason or the day cannot be taken.
    """
    held = workspace.subject(subject_id)
    if held.kind is SubjectKind.PROGRAMME:
        raise SubjectStays(subject=subject_id)
    if held.ended is not None:
        raise SubjectStays(subject=subject_id, day=held.ended.isoformat(), reason="ended")
    if not says_something(reason):
        raise FieldMissing(field="reason")
    ended, why = read_day(day) if day else workspace.session.today, paragraphs("reason", reason)
    gone = held.model_copy(update={"ended": ended, "ended_reason": why})
    asked = (one.id for one in held_inquiries(workspace) if any(pair[0] == subject_id for pair in one.outstanding))
    items = open_items(workspace, subject_id)
    moot = moot_items(workspace, subject_id) if gone.is_over(workspace.session.today) else ()
    declined = [
        item_change(one.model_copy(update={"status": ItemStatus.DECLINED, "reason": why}), revision(workspace, one.id))
        for one in (moot if decline_items else ())
    ]
    told = Ended(ended, tuple(asked), _ids(items), _ids(moot), bool(declined))
    workspace.apply([SubjectChange(subject=gone), *declined])
    return told


def open_items(workspace: Workspace, subject_id: str) -> tuple[RemediationItem, ...]:
    """The items still open that cover something of a subject."""
    return tuple(
        one for one in held_items(workspace) if one.status.is_open and any(pair[0] == subject_id for pair in one.pairs)
    )


def moot_items(workspace: Workspace, subject_id: str) -> tuple[RemediationItem, ...]:
    """The open items of a subject that cover nothing else that is still assessed."""
    today = workspace.session.today
    going_on = {one.id for one in workspace.assessment.subjects if not one.is_over(today)} - {subject_id}
    return tuple(one for one in open_items(workspace, subject_id) if not going_on & {pair[0] for pair in one.pairs})


def _ids(items: Iterable[RemediationItem]) -> tuple[str, ...]:
    return tuple(one.id for one in items)


def resume_subject(workspace: Workspace, subject_id: str) -> tuple[str, ...]:
    """Assess a subject again that was ended; its answers count as they are. Its declined items are given by id.

    Raises:
        UnknownSubject: there is no such subject.
        SubjectStays: it has not ended.
    """
    held = workspace.subject(subject_id)
    if held.ended is None:
        raise SubjectStays(subject=subject_id, reason="going_on")
    workspace.apply([SubjectChange(subject=held.model_copy(update={"ended": None, "ended_reason": None}))])
    declined = (one for one in held_items(workspace) if one.status is ItemStatus.DECLINED)
    return _ids(one for one in declined if any(pair[0] == subject_id for pair in one.pairs))
