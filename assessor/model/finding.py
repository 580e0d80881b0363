"""Findings: unmet controls on subjects."""

from typing import NamedTuple

from assessor.model.scales import Importance, Severity, Status


class Finding(NamedTuple):
    """One unmet control on one subject, with how much it matters. A tuple: a large programme has 30,000 of them."""

    subject: str
    control: str
    status: Status
    importance: Importance
    severity: Severity
    duty: bool
    planned_for: int | None = None
    overdue: bool = False

    @property
    def key(self) -> str:
        """Subject and control in one word, for lists."""
        return f"{self.subject}/{self.control}"
