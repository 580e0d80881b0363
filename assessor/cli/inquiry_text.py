"""Inquiries for the terminal and for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assessor.cli.table import table
from assessor.cli.wording import status_label, year_label
from assessor.i18n.inquiry_words import asking_text
from assessor.i18n.sentences import problem_text
from assessor.i18n.translator import Say

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, PairKey
    from assessor.model.checklist import Checklist
    from assessor.model.inquiry import Asking, Inquiry, ReturnedRow
    from assessor.service.receiving import Comparison


def inquiry_lines(found: "Sequence[Inquiry]", today: date, say: Say) -> list[str]:
    """A line per inquiry: id, recipient, due date, how many of its answers came, how it stands."""
    if not found:
        return [say("cli.inquiry.none")]
    rows = [
        (
            one.id,
            one.recipient,
            one.due.isoformat(),
            say("cli.inquiry.share", taken=len(one.taken), asked=len(one.asked)),
            say(f"inquiry.standing.{one.standing(today)}"),
        )
        for one in found
    ]
    head = tuple(say(f"cli.inquiry.head.{name}") for name in ("id", "to", "due", "answers", "standing"))
    return table([head, *rows])


def inquiry_json(one: "Inquiry", today: date) -> dict[str, Any]:
    """An inquiry as JSON values; its token stays in the file that was sent."""
    values = one.model_dump(mode="json", exclude={"token", "earlier"})
    outstanding = [f"{subject}/{control}" for subject, control in one.outstanding]
    return {**values, "asked": list(one.asked), "outstanding": outstanding, "standing": one.standing(today)}


def asking_lines(asked: "Mapping[PairKey, Asking]", say: Say) -> list[str]:
    """A line per pair that is awaited: whom, until when."""
    if not asked:
        return [say("cli.inquiry.nothing_awaited")]
    return table([(subject, control, asking_text(one, say), one.inquiry) for (subject, control), one in asked.items()])


def asking_json(asked: "Mapping[PairKey, Asking]") -> list[dict[str, Any]]:
    """The same as JSON values."""
    return [
        {
            "subject": subject,
            "control": control,
            "inquiry": one.inquiry,
            "recipient": one.recipient,
            "due": one.due.isoformat(),
            "overdue": one.is_overdue,
        }
        for (subject, control), one in asked.items()
    ]


def comparison_lines(found: "Comparison", checklist: "Checklist", say: Say) -> Iterator[str]:
    """Who answered, then what is new, what differs from what is stored, and how many are the same or missing."""
    from assessor.model.inquiry import RowState

    said = found.returned
    day = said.answered_on.isoformat() if said.answered_on else say("cli.none")
    yield say("cli.inquiry.from", id=found.inquiry.id, organisation=said.organisation, post=said.post, day=day)
    if found.is_correction:
        yield say("cli.inquiry.correction")
    for state in RowState:
        rows = found.of(state)
        yield say(f"inquiry.row.{state.value}", count=len(rows))
        if state in (RowState.NEW, RowState.CONFLICT):
            for row in rows:
                yield from _row_lines(row, checklist, say)
        elif state in (RowState.NOT_ASKED, RowState.REFUSED):
            for row in rows:
                yield from (f"  {row.subject}/{row.control}  {problem_text(one, say)}" for one in row.problems)
        elif state is RowState.MISSING and rows:
            yield "  " + " ".join(f"{row.subject}/{row.control}" for row in rows)


def _row_lines(row: "ReturnedRow", checklist: "Checklist", say: Say) -> Iterator[str]:
    labels = [status_label(checklist, one.status if one else None, say) for one in (row.stored, row.returned)]
    yield f"  {row.subject}/{row.control}  " + say("cli.history.from_to", before=labels[0], after=labels[1])
    for text in texts_of(row.returned, say):
        yield f"      {text}"


def texts_of(answer: "Answer | None", say: Say) -> Iterator[str]:
    """What an answer says beside its status, a line each."""
    if answer is None:
        return
    for name, text in (("comment", answer.comment), ("reason", answer.reason)):
        if text:
            yield f"{say(f'field.{name}')}: {text}"
    for one in answer.evidence:
        yield f"{say('field.evidence')}: {one.title} {one.date or ''}".rstrip()
    if answer.planned_for:
        yield f"{say('field.planned_for')}: {year_label(answer.planned_for, say.lang)}"


def comparison_json(found: "Comparison") -> dict[str, Any]:
    """The difference as JSON values."""
    said = found.returned
    return {
        "inquiry": found.inquiry.id,
        "organisation": said.organisation,
        "post": said.post,
        "answered_on": said.answered_on.isoformat() if said.answered_on else None,
        "known": found.is_known,
        "correction": found.is_correction,
        "rows": [
            {
                "subject": row.subject,
                "control": row.control,
                "state": row.state.value,
                "stored": row.stored.model_dump(mode="json") if row.stored else None,
                "returned": row.returned.model_dump(mode="json") if row.returned else None,
                "problems": [{"code": one.code, "line": one.line, "column": one.column} for one in row.problems],
            }
            for row in found.rows
        ],
    }
