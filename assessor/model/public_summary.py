"""What residents may read of a privacy impact assessment: no risk, value, finding or comment has a field here."""

from datetime import date

from assessor.model.base import Model
from assessor.model.publication import PublicTerm


class PublicItem(Model):
    """One item of data as residents see it: what for, and how long it is kept."""

    name: str
    reason: str | None = None
    retention: str | None = None


class PublicSummary(Model):
    """All that the public summary of an assessment may be made of.

    `approved_by` and `approved_on` are there only while the approval of a finished assessment stands; without them the
    text says that the assessment is under way, and nothing about why.
    """

    municipality: str
    plan: str | None = None
    service: str
    operator: str | None = None
    introduction: str | None = None
    purpose: str | None = None
    benefit: str | None = None
    persons: tuple[str, ...] = ()
    items: tuple[PublicItem, ...] = ()
    recipients: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    protections: tuple[str, ...] = ()
    views: str | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    contact: str | None = None
    next_review: date | None = None
    mynumber: bool = False
    glossary: tuple[PublicTerm, ...] = ()
