"""Points of an assessment: whole numbers, with coverage beside them and never mixed in."""

from datetime import date
from typing import NamedTuple

from pydantic import Field

from assessor.model.base import Model


class Score(Model):
    """Points earned of points possible; whole numbers, so that sums never drift."""

    earned: int = Field(default=0, ge=0)
    possible: int = Field(default=0, ge=0)

    @property
    def ratio(self) -> float | None:
        """None where nothing applied: an exam without questions is not a failed one."""
        return self.earned / self.possible if self.possible else None


class Tally(Score):
    """A score with everything that must be shown beside it; counts of pairs.

    `applicable` pairs apply and are not answered not_applicable; all counts but `undetermined` and `excused` are
    over these. `answered` includes `unknown`. `without_evidence` counts implemented or partial answers that name
    none; `stale` counts answers older than their control's `valid_for`; `excused` those answered not_applicable.
    """

    applicable: int = 0
    answered: int = 0
    unknown: int = 0
    undetermined: int = 0
    unmet_musts: int = 0
    stale: int = 0
    without_evidence: int = 0
    excused: int = 0

    @property
    def coverage(self) -> float | None:
        """Answered of applicable pairs; None where nothing applies."""
        return self.answered / self.applicable if self.applicable else None


class CategoryCard(Model):
    """The tally of one category over all its subjects."""

    id: str
    tally: Tally


class SubjectCard(Model):
    """The tally of one subject, and of each category on it."""

    id: str
    kind: str
    tally: Tally
    categories: tuple[CategoryCard, ...] = ()


class DutyRow(NamedTuple):
    """A legal duty on one subject; `met` None = the facts leave open whether it applies."""

    control: str
    subject: str
    basis: str
    in_force_from: date | None
    in_force: bool
    met: bool | None


class Scorecard(Model):
    """The points of one assessment. `band` is None below the coverage the checklist asks for."""

    total: Tally
    categories: tuple[CategoryCard, ...]
    subjects: tuple[SubjectCard, ...]
    duties: tuple[DutyRow, ...]
    band: str | None = None

    @property
    def provisional(self) -> bool:
        """True while any fact that decides applicability is open."""
        return self.total.undetermined > 0
