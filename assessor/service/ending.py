"""The end of a subject: a service that is given up is assessed no more, and all that was said of it is kept."""

from datetime import date
from typing import NamedTuple

from assessor.errors import FieldMissing, SubjectStays
from assessor.model.change import SubjectChange
from assessor.model.programme import Subject, SubjectKind
from assessor.model.text import says_something
from assessor.service.inquiring import held_inquiries
from assessor.service.remediation import held_items
from assessor.service.texts import day as read_day
from assessor.service.texts import paragraphs
from assessor.service.workspace import Workspace


class Ended(NamedTuple):
    """The day of the end, and what is still open about the subject: inquiries and remediation items by id."""

    day: date
    inquiries: tuple[str, ...]
    items: tuple[str, ...]


def end_subject(workspace: Workspace, subject_id: str, reason: str, day: str | None = None) -> Ended:
    """Assess a subject no more from a day on (today where none is told).

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
    ended = read_day(day) if day else workspace.session.today
    told = {"ended": ended, "ended_reason": paragraphs("reason", reason)}
    workspace.apply([SubjectChange(subject=held.model_copy(update=told))])
    return Ended(ended, *_left(workspace, held))


def _left(workspace: Workspace, subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked = (one.id for one in held_inquiries(workspace) if any(pair[0] == subject.id for pair in one.outstanding))
    items = (
        one.id
        for one in held_items(workspace)
        if one.status.is_open and any(pair[0] == subject.id for pair in one.pairs)
    )
    return tuple(asked), tuple(items)


def resume_subject(workspace: Workspace, subject_id: str) -> None:
    """Assess a subject again that was ended; its answers count as they are.

    Raises:
        UnknownSubject: there is no such subject.
        SubjectStays: it has not ended.
    """
    held = workspace.subject(subject_id)
    if held.ended is None:
        raise SubjectStays(subject=subject_id, reason="going_on")
    workspace.apply([SubjectChange(subject=held.model_copy(update={"ended": None, "ended_reason": None}))])
