"""What is overdue or due soon, for a reminder."""

from datetime import date, timedelta
from typing import NamedTuple

from assessor.model.remediation import ItemStatus
from assessor.model.standing import ItemStanding
from assessor.service.remediation import judged_items
from assessor.service.workspace import Workspace


class DueItems(NamedTuple):
    """Items past their last day or with an acceptance that ran out, and those due within the days asked for."""

    late: tuple[ItemStanding, ...]
    soon: tuple[ItemStanding, ...]


def due_items(workspace: Workspace, days: int) -> DueItems:
    """What is late today, and what is due (or an accepted risk to be reviewed) within so many days."""
    today = workspace.session.today
    until = today + timedelta(days=days)
    found = judged_items(workspace)
    late = tuple(one for one in found if one.is_overdue or one.returned)
    soon = tuple(one for one in found if one not in late and _is_due(one, until))
    return DueItems(
        tuple(sorted(late, key=lambda one: -one.days_late)), tuple(sorted(soon, key=lambda one: one.last_day or until))
    )


def _is_due(one: ItemStanding, until: date) -> bool:
    acceptance = one.item.acceptance
    if one.status is ItemStatus.ACCEPTED and acceptance is not None:
        return acceptance.review <= until
    return one.status.is_open and not one.moot and one.last_day is not None and one.last_day <= until
