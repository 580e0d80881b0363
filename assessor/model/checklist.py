"""The checklist as data: controls with their questions, conditions, references and public sentences."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from assessor.model.base import Model
from assessor.model.condition import Condition
from assessor.model.glossary import Term
from assessor.model.privacy_guide import PrivacyGuide
from assessor.model.programme import Day, SubjectKind
from assessor.model.public_data import Publication
from assessor.model.reference import Basis as Basis
from assessor.model.reference import ControlId as ControlId
from assessor.model.reference import Reference as Reference
from assessor.model.scales import (
    Band,
    Importance,
    ImportanceScale,
    RiskMatrix,
    SeverityRule,
    Status,
    StatusScale,
)
from assessor.model.text import Line, Text

Points = Annotated[StrictInt, Field(ge=0, le=100)]


class Duty(Model):
    """A legal duty; `in_force_from` None = in force for long."""

    basis: Line
    in_force_from: Day | None = None


class PublicRule(StrEnum):
    """Whether a control's own sentence may be printed."""

    INDIVIDUAL = "individual"
    AGGREGATE = "aggregate"
    NEVER = "never"


class Public(Model):
    """What section 7 may say of a control; a stage without a sentence says nothing."""

    rule: PublicRule
    section: Line | None = None
    topic: Line | None = None
    topic_rank: StrictInt = Field(default=1, ge=1)
    implemented: Text | None = None
    planned: Text | None = None
    partial: Text | None = None


class Respondent(StrEnum):
    """Who can answer a question; the first named is the main one."""

    PROMOTER = "promoter"
    SERVICE_PROVIDER = "service_provider"
    CITY_OS_OPERATOR = "city_os_operator"
    ASSET_MANAGER = "asset_manager"


class Control(Model):
    """One checkable safeguard."""

    id: ControlId
    title: Text
    question: Text
    why: Text
    evidence: tuple[Text, ...] = ()
    answered_by: tuple[Respondent, ...] = Field(min_length=1)
    importance: Importance
    applies_if: Condition = Condition.unsaid()
    assesses: SubjectKind | None = None
    references: tuple[Reference, ...] = ()
    duty: Duty | None = None
    public: Public
    valid_for: StrictInt | None = Field(default=None, ge=1, le=120)
    remediation: Text
    starter: StrictBool = False
    step: Line | None = None


class Aggregate(Model):
    """A category's own sentences: `policy` whatever the answers, `fact` when all its folded controls are done."""

    policy: Text | None = None
    fact: Text | None = None


class Category(Model):
    """One file of the checklist: its controls and which kind of subject they assess.

    `section` is the section of the public text where its sentences stand unless a control says otherwise.
    """

    id: Line = Field(alias="category")
    assesses: SubjectKind
    title: Text
    section: Line = "measures"
    aggregate: Aggregate = Aggregate.unsaid()
    controls: tuple[Control, ...] = Field(min_length=1)

    def kind_of(self, control: Control) -> SubjectKind:
        """Which kind of subject this control of the category is asked of."""
        return control.assesses or self.assesses


class Fact(Model):
    """A fact about a subject that decides which controls apply, with the question that asks for it."""

    id: Line
    ask: Text
    help: Text | None = None
    kinds: tuple[SubjectKind, ...] = Field(min_length=1)


class Edition(Model):
    """An edition of an outside standard."""

    id: Line
    title: Text
    date: Line | None = None


class Standard(Model):
    """A law, guideline or standard that references name; `short` is how a table names it."""

    id: Line
    title: Text
    short: Text | None = None
    publisher: Line | None = None
    editions: tuple[Edition, ...] = ()
    note: Text | None = None


class Source(Model):
    """Where a reference was read."""

    id: Line
    title: Line


class LegalDate(Model):
    """A date on which the law changes, with how we know it."""

    id: Line
    title: Text
    date: Day | None = None
    basis: Basis
    sources: tuple[Line, ...] = ()


class Layer(Model):
    """A layer of the reference architecture and the categories that cover it."""

    id: Line
    title: Text
    contents: Text
    categories: tuple[Line, ...]


class Checklist(Model):
    """A whole checklist folder; what is stored with a programme and what everything is computed from."""

    id: Line
    version: Line
    title: Text
    notice: Text
    statuses: dict[Status, StatusScale]
    importances: dict[Importance, ImportanceScale]
    respondents: dict[Respondent, Text]
    bands: tuple[Band, ...]
    band_from_coverage: Points
    severities: tuple[SeverityRule, ...] = Field(min_length=1)
    risk: RiskMatrix
    facts: tuple[Fact, ...]
    standards: tuple[Standard, ...] = ()
    sources: tuple[Source, ...] = ()
    legal_dates: tuple[LegalDate, ...] = ()
    layers: tuple[Layer, ...] = ()
    publication: Publication
    category_order: tuple[Line, ...]
    categories: tuple[Category, ...] = Field(min_length=1)
    glossary: tuple[Term, ...] = ()
    privacy: PrivacyGuide | None = None

    @cached_property
    def controls(self) -> dict[str, Control]:
        """Every control by id, in checklist order."""
        return {control.id: control for category in self.categories for control in category.controls}

    @cached_property
    def category_of(self) -> dict[str, Category]:
        """The category of each control id."""
        return {control.id: category for category in self.categories for control in category.controls}

    @cached_property
    def position(self) -> dict[str, int]:
        """Each control's place in checklist order."""
        return {control: place for place, control in enumerate(self.controls)}

    @cached_property
    def fact_ids(self) -> frozenset[str]:
        """The ids of all facts."""
        return frozenset(fact.id for fact in self.facts)

    def asked_of(self, kind: SubjectKind) -> Iterator[tuple[Category, Control]]:
        """The controls asked of a kind of subject, in checklist order."""
        for category in self.categories:
            for control in category.controls:
                if category.kind_of(control) is kind:
                    yield category, control

    def weight(self, control: Control) -> int:
        """The weight of a control by its importance."""
        return self.importances[control.importance].weight

    def points(self, status: Status) -> int:
        """The points (0-100) an implementation status earns per unit of weight."""
        return self.statuses[status].points or 0
