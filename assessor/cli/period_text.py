"""Closed periods and their differences for the terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assessor.cli.table import percent, table
from assessor.cli.wording import status_label
from assessor.i18n.translator import Say

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist
    from assessor.model.period import Period, PeriodDiff, TrendPoint


def period_lines(found: "Sequence[Period]", points: "Sequence[TrendPoint]", say: Say) -> Iterator[str]:
    """One line per period: score, coverage, findings, items still open."""
    if not found:
        yield say("cli.period.none")
        return
    head = ("name", "closed", "approver", "score", "coverage", "findings", "severe", "open")
    rows = [
        (
            period.id,
            period.closed.isoformat(),
            period.approver,
            percent(point.earned, point.possible),
            percent(point.answered, point.applicable),
            str(point.findings),
            str(point.severe),
            str(point.open_items),
        )
        for period, point in zip(found, points, strict=True)
    ]
    yield from table([tuple(say(f"cli.period.column.{name}") for name in head), *rows])


def difference_lines(found: "PeriodDiff", checklist: "Checklist", say: Say) -> Iterator[str]:
    """What changed: score, findings, answers, public sentences, items carried over."""
    (earned, now), (possible, out_of) = found.earned, found.possible
    yield say("cli.period.score", before=percent(earned, possible), after=percent(now, out_of))
    for key, pairs in (("gone", found.findings_gone), ("new", found.findings_new)):
        yield say(f"cli.period.findings_{key}", count=len(pairs))
        yield from (f"  {subject}/{control}  {_title(checklist, control, say)}" for subject, control in pairs)
    yield say("cli.period.answers", count=len(found.answers))
    for shift in found.answers:
        before, after = (status_label(checklist, one, say) for one in (shift.before, shift.after))
        yield f"  {shift.subject}/{shift.control}  {before} → {after}"
    yield say("cli.period.statements", new=len(found.statements_new), gone=len(found.statements_gone))
    yield from (f"  + {text}" for text in found.statements_new)
    yield from (f"  - {text}" for text in found.statements_gone)
    if found.carried_over:
        yield say("cli.period.carried", count=len(found.carried_over), items=" ".join(found.carried_over))


def _title(checklist: "Checklist", control_id: str, say: Say) -> str:
    control = checklist.controls.get(control_id)
    return control.title.say(say.lang) if control else say("edition.not_asked")
