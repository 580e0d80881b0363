"""The burn-down: how many items were open at the end of each quarter, and how many will be if all goes by due date."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from assessor.model.assessment import PairKey
from assessor.model.fiscal import fiscal_year_of
from assessor.model.period import BurnPoint
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.model.scales import Status
from assessor.model.standing import ItemStanding

MOST_PAST, MOST_AHEAD = 6, 6
"""Quarters shown at most before and after today."""

BEFORE_REIWA = 2018
_DONE = (Status.IMPLEMENTED, Status.NOT_APPLICABLE)


class Moment(NamedTuple):
    """What people had said at the end of a day: items, and the status of every answer."""

    day: date
    items: tuple[RemediationItem, ...]
    statuses: Mapping[PairKey, Status]


def quarter_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the quarters that end from the first day up to before the last one."""
    day = quarter_end(first)
    while day < last:
        yield day
        day = quarter_end(day + timedelta(days=1))


def quarter_end(day: date) -> date:
    """The last day of the quarter that a day belongs to."""
    month = (day.month - 1) // 3 * 3 + 3
    following = date(day.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def quarter_label(day: date) -> str:
    """`R8 3Q`: the fiscal year and its quarter, short enough for an axis."""
    year, quarter = fiscal_year_of(day), (day.month - 4) % 12 // 3 + 1
    return f"R{year - BEFORE_REIWA} {quarter}Q"


def left_at(moment: Moment) -> int:
    """How many items were open, by the answers of that moment; an answer that had grown old is not looked at."""
    return sum(_was_open(item, moment) for item in moment.items)


def _was_open(item: RemediationItem, moment: Moment) -> bool:
    met = all(moment.statuses.get(key) in _DONE for key in item.pairs)
    if item.status is ItemStatus.DONE:
        return not met
    if item.status is ItemStatus.ACCEPTED and item.acceptance is not None:
        return not met and item.acceptance.review < moment.day
    return item.status.is_open


def burn_down(past: Sequence[Moment], found: Iterable[ItemStanding], today: date, now: str) -> tuple[BurnPoint, ...]:
    """Past quarters, today (labelled `now`), quarters to come up to the last due date; without items nothing.

    What is overdue, or has no due date, is expected to be left.
    """
    days = [one.last_day for one in found if one.status.is_open]
    if not days and not past:
        return ()
    ahead = [day for day in days if day is not None and day >= today]
    ends: list[date] = []
    end = quarter_end(today)
    while ahead and len(ends) < MOST_AHEAD and (not ends or ends[-1] < max(ahead)):
        ends.append(end)
        end = quarter_end(end + timedelta(days=1))
    return (
        *(BurnPoint(quarter_label(one.day), left_at(one), None) for one in past[-MOST_PAST:]),
        BurnPoint(now, len(days), len(days)),
        *(BurnPoint(quarter_label(day), None, len(days) - sum(due <= day for due in ahead)) for day in ends),
    )
