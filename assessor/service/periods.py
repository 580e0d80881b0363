"""Assessment periods: closed once with the result as it was approved, compared, drawn as a trend."""

from assessor.engine.progress import Closing, diff, freeze, trend
from assessor.faults.items import PeriodExists, UnknownPeriod
from assessor.model.change import RecordChange
from assessor.model.period import Period, PeriodDiff, TrendPoint
from assessor.model.record_kinds import PERIOD_KIND
from assessor.service.remediation import held_items
from assessor.service.texts import line, paragraphs
from assessor.service.workspace import Workspace

NOW = "now"
"""The name under which the present, not yet closed, is compared."""


def periods(workspace: Workspace) -> tuple[Period, ...]:
    """All closed periods, the oldest first."""
    found = map(Period.model_validate, workspace.snapshot.contents(PERIOD_KIND).values())
    return tuple(sorted(found, key=lambda one: (one.closed, one.id)))


def close_period(workspace: Workspace, name: str, *, approver: str, note: str | None = None) -> Period:
    """Freeze the result of today under a name; answers and items stay and the next period begins from them.

    Raises:
        PeriodExists: a period of that name is closed already.
        BadText, TextTooLong: a text cannot be taken.
    """
    kept = line("period", name)
    if kept == NOW or any(one.id == kept for one in periods(workspace)):
        raise PeriodExists(period=kept)
    made = _frozen(workspace, kept, line("approver", approver), paragraphs("note", note) if note else None)
    content = made.model_dump(mode="json")
    workspace.apply([RecordChange(kind=PERIOD_KIND, id=kept, content=content, expected_revision=0)])
    return made


def present(workspace: Workspace) -> Period:
    """The present as if it were closed today."""
    return _frozen(workspace, NOW, "", None)


def trend_points(workspace: Workspace) -> tuple[TrendPoint, ...]:
    """The trend over all closed periods, the oldest first."""
    return trend(periods(workspace))


def _frozen(workspace: Workspace, name: str, approver: str, note: str | None) -> Period:
    closing = Closing(name, approver, workspace.snapshot.checklist_digest, note)
    return freeze(workspace.result(), held_items(workspace), closing)


def compared(workspace: Workspace, before: str, after: str = NOW) -> PeriodDiff:
    """What changed between two periods, or from one until now.

    Raises:
        UnknownPeriod: there is none of that name.
    """
    return diff(_named(workspace, before), _named(workspace, after))


def last_closed(workspace: Workspace) -> str:
    """The period closed last: the one that the running period began from.

    Raises:
        UnknownPeriod: none is closed.
    """
    held = periods(workspace)
    if not held:
        raise UnknownPeriod(period="―", known="―")
    return held[-1].id


def _named(workspace: Workspace, name: str) -> Period:
    if name == NOW:
        return present(workspace)
    held = periods(workspace)
    found = next((one for one in held if one.id == name), None)
    if found is None:
        raise UnknownPeriod(period=name, known="、".join(one.id for one in held) or "―")
    return found
