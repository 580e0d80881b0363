"""Findings: unmet controls on subjects."""

from assessor.model.base import Model
from assessor.model.scales import Importance, Severity, Status


class Finding(Model):
    """One unmet control on one subject, with how much it matters."""

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
