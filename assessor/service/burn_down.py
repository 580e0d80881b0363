"""The burn-down of remediation, read from the audit trail: nothing is stored for it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from assessor.engine.burn_down import Moment, burn_down, quarter_ends
from assessor.model.assessment import PairKey
from assessor.model.audit import AuditEvent
from assessor.model.period import BurnPoint
from assessor.model.record_kinds import ITEM_KIND
from assessor.model.remediation import RemediationItem
from assessor.model.scales import Status
from assessor.model.standing import ItemStanding
from assessor.service.settings import JST
from assessor.service.workspace import Workspace

NOW = "今"


def burn_points(workspace: Workspace, found: Iterable[ItemStanding]) -> tuple[BurnPoint, ...]:
    """The quarters since the first item, today, and the quarters to come."""
    today = workspace.session.today
    moments = tuple(_moments(workspace.store.events(), today))
    return burn_down(moments, found, today, NOW)


def _moments(events: Iterable[AuditEvent], today: date) -> Iterator[Moment]:
    """What had been said at the end of every quarter since the first item was made."""
    items: dict[str, RemediationItem] = {}
    statuses: dict[PairKey, Status] = {}
    waiting: list[date] | None = None
    for event in events:
        day = datetime.fromisoformat(event.at).astimezone(JST).date()
        while waiting and waiting[0] < day:
            yield Moment(waiting.pop(0), tuple(items.values()), dict(statuses))
        if event.kind == "answer":
            key, after = (event.payload["subject"], event.payload["control"]), event.payload["after"]
            statuses.pop(key, None)
            if after is not None:
                statuses[key] = Status(after["status"])
        elif event.kind == "record" and event.payload["kind"] == ITEM_KIND:
            if waiting is None:
                waiting = list(quarter_ends(day, today))
            items.pop(event.payload["id"], None)
            if event.payload["after"] is not None:
                items[event.payload["id"]] = RemediationItem.model_validate(event.payload["after"])
    for day in waiting or ():
        yield Moment(day, tuple(items.values()), dict(statuses))
