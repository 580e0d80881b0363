"""Statuses, importances, severities, bands and the risk matrix: their names are fixed, their figures are data."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from assessor.model.base import Model
from assessor.model.text import Line, Text

Points = Annotated[StrictInt, Field(ge=0, le=100)]
Level = Annotated[StrictInt, Field(ge=1, le=4)]


class Status(StrEnum):
    """Implementation status of an answer; *not answered* is the absence of an answer."""

    IMPLEMENTED = "implemented"
    PARTIAL = "partial"
    PLANNED = "planned"
    NOT_IMPLEMENTED = "not_implemented"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Importance(StrEnum):
    """How much a control weighs."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class StatusScale(Model):
    """Label, one-character sign and points of a status; None points = does not count."""

    label: Text
    sign: Line
    points: Points | None = None


class ImportanceScale(Model):
    """Label and weight of an importance."""

    label: Text
    weight: StrictInt = Field(ge=1, le=100)


class Band(Model):
    """A name for a score from so many percent on."""

    id: Line
    title: Text
    from_percent: Points


class SeverityRule(Model):
    """One row of the severity table; the first row that fits holds, a row without conditions fits all."""

    id: Severity
    title: Text
    duty_in_force: StrictBool = False
    when: dict[Importance, tuple[Status, ...]] = Field(default_factory=dict)


class RiskLevel(Model):
    """A level of likelihood or impact with its anchor in plain words."""

    level: Level
    title: Text
    anchor: Text


class RiskBand(Model):
    """A band of the risk matrix, mildest first."""

    id: Line
    title: Text
    advice: Text


class RiskMatrix(Model):
    """The 4×4 matrix: `matrix[impact - 1][likelihood - 1]` is a band id."""

    likelihood: tuple[RiskLevel, ...] = Field(min_length=4, max_length=4)
    impact: tuple[RiskLevel, ...] = Field(min_length=4, max_length=4)
    bands: tuple[RiskBand, ...]
    matrix: tuple[tuple[Line, ...], ...] = Field(min_length=4, max_length=4)
