"""The result of an assessment: computed at each look, replaced whole, never edited."""

from datetime import date
from typing import NamedTuple

from assessor.model.assessment import Answer, Assessment
from assessor.model.base import Model
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.finding import Finding
from assessor.model.public_assessment import PublicAssessment
from assessor.model.scorecard import Scorecard


class Pair(NamedTuple):
    """One control asked of one subject. A tuple, not a model: an assessment has up to 300,000 of them."""

    subject: str
    control: str
    category: str
    applicability: Applicability
    answer: Answer | None
    stale: bool

    @property
    def key(self) -> tuple[str, str]:
        """(subject id, control id)."""
        return self.subject, self.control


class Gain(Model):
    """An answer that would raise the score: points of the total, were this pair implemented."""

    subject: str
    control: str
    points: int


class ControlExplanation(Model):
    """Why a pair counts as it does."""

    subject: str
    control: str
    applicability: Applicability
    deciding_facts: dict[str, bool | None]
    status: str | None
    weight: int
    points: int
    earned: int
    possible: int


class AssessmentResult(Model):
    """Everything that follows from a checklist and an assessment on a day.

    `summaries` are the published ones of privacy impact assessments: of these, section 7 may know nothing else.
    """

    checklist: Checklist
    assessment: Assessment
    today: date
    pairs: tuple[Pair, ...]
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    summaries: tuple[PublicAssessment, ...] = ()
