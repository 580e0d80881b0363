"""What citizens may read and nothing else: no score, no finding, no comment, no evidence has a field here."""

from datetime import date
from enum import StrEnum

from assessor.model.base import Model
from assessor.model.own_name import CITIZENS, CITY
from assessor.model.programme import WordingStage
from assessor.model.public_assessment import PublicAssessment as PublicAssessment


class Stage(StrEnum):
    """The three stages a public statement can have."""

    IN_PLACE = "in_place"
    EXTENDING = "extending"
    TO_COME = "to_come"


class PublicStatement(Model):
    """One public sentence; `mark` is its bookmark name, `period` the fiscal year or 計画期間内, already in `text`.

    `year` is the year that April falls in where `period` names one.
    """

    id: str
    mark: str
    category: str | None
    section: str
    text: str
    stage: Stage
    partial: bool = False
    period: str | None = None
    year: int | None = None

    @property
    def written(self) -> WordingStage:
        """Which of a control's sentences this is."""
        if self.stage is Stage.IN_PLACE:
            return WordingStage.IMPLEMENTED
        return WordingStage.PARTIAL if self.partial else WordingStage.PLANNED

    @property
    def without_period(self) -> str:
        """The sentence without its period."""
        return f"{self.text.removesuffix(f'（{self.period}）。')}。" if self.period else self.text


class PublicCategory(Model):
    """A category as citizens see it: its policy sentence and its statements in order."""

    id: str
    title: str
    policy: PublicStatement | None = None
    statements: tuple[PublicStatement, ...] = ()


class PublicPolicy(Model):
    """A published policy of the city."""

    title: str
    published: date | None = None


class PublicLayer(Model):
    """A layer of the reference architecture and the titles of the categories that cover it."""

    title: str
    contents: str
    categories: tuple[str, ...]


class PublicTerm(Model):
    """A glossary entry."""

    term: str
    yomi: str
    origin: str | None
    definition: str


class PublicView(Model):
    """All that a public document may be made of; `own` and `people` are 市 and 市民, or what they are called here."""

    municipality: str
    own: str = CITY
    people: str = CITIZENS
    plan: str | None = None
    period: str | None = None
    contact: str | None = None
    responsible: str | None = None
    review: str | None = None
    guideline: str
    guideline_edition: str | None = None
    laws: tuple[str, ...] = ()
    policies: tuple[PublicPolicy, ...] = ()
    policies_by_law: bool = False
    disclosure_standard: PublicPolicy | None = None
    promises: tuple[PublicStatement, ...] = ()
    categories: tuple[PublicCategory, ...] = ()
    closing: str = ""
    layers: tuple[PublicLayer, ...] = ()
    assessments: tuple[PublicAssessment, ...] = ()
    glossary: tuple[PublicTerm, ...] = ()

    @property
    def said(self) -> tuple[PublicStatement, ...]:
        """Every statement, in its order."""
        found = list(self.promises)
        for category in self.categories:
            found += [category.policy] if category.policy else []
            found += category.statements
        return tuple(found)
