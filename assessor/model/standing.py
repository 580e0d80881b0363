"""Where a remediation item really stands on a day: what its owner says, corrected by the answers behind it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from assessor.model.assessment import PairKey
from assessor.model.publication import Stage
from assessor.model.remediation import ItemStatus, Priority, RemediationItem
from assessor.model.scales import Severity
from assessor.model.scorecard import DutyRow
from assessor.model.text import Text


class Reason(NamedTuple):
    """A reason in words of the message catalogues: `<prefix>.<code>` filled with the values."""

    code: str
    values: Mapping[str, str | int | Text] = MappingProxyType({})

    def said(self, lang: str) -> dict[str, str | int]:
        """The values, those that have two languages in one of them, amounts with their thousands apart."""
        told = {name: one.say(lang) if isinstance(one, Text) else one for name, one in self.values.items()}
        return told | {name: f"{told[name]:,}" for name in ("money", "days") if name in told}


class ItemStanding(NamedTuple):
    """An item as judged. `status` is the one that holds; `reopened` = called done but `unmet` pairs remain.

    `returned` = the day of review of an accepted risk has passed. `deadline` is the day by which the earliest unmet
    duty must be met (a day long past for those in force for long), `days_late` counts days past `last_day`.
    `points` is what the score gains when it is done. `moot` = open, and nothing that it covers is asked any more: the
    subject has ended or the question is gone, so that nobody is late with it, and it waits to be declined.
    """

    item: RemediationItem
    status: ItemStatus
    unmet: tuple[PairKey, ...]
    severity: Severity | None
    duty: bool
    deadline: date | None
    last_day: date | None
    days_late: int
    reopened: bool
    returned: bool
    priority: Priority
    reasons: tuple[Reason, ...]
    points: int
    moot: bool = False

    @property
    def is_overdue(self) -> bool:
        """True when it is open past its last day."""
        return self.days_late > 0


class Effect(NamedTuple):
    """What closing items would do: points before and after of those possible, findings, duties, public sentences."""

    earned: tuple[int, int]
    possible: int
    unmet_musts: tuple[int, int]
    findings_gone: tuple[PairKey, ...]
    duties_met: tuple[DutyRow, ...]
    sentences_new: tuple[tuple[Stage, str], ...]
    sentences_gone: tuple[tuple[Stage, str], ...]
