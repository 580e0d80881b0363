"""A privacy impact assessment of one service: what people wrote down at its steps. People are named by post."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from assessor.model.base import Model
from assessor.model.privacy_guide import LifeCycle as LifeCycle
from assessor.model.privacy_guide import Verdict as Verdict
from assessor.model.programme import Day, SubjectId
from assessor.model.scales import Level
from assessor.model.text import Line, LongText

LONGEST_LIST = 60

Count = Annotated[StrictInt, Field(ge=0, le=200_000_000)]


def _said(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("text_empty", "empty")
    return text


Name = Annotated[Line, AfterValidator(_said)]
"""A line that says something."""

Lines = Annotated[tuple[Name, ...], Field(max_length=LONGEST_LIST)]


FLOW_POINTS = (LifeCycle.COLLECT, LifeCycle.USE, LifeCycle.STORE, LifeCycle.SHARE, LifeCycle.DELETE)


class Sensitivity(StrEnum):
    """How carefully a data item has to be handled."""

    ORDINARY = "ordinary"
    CAREFUL = "careful"
    SENSITIVE = "sensitive"


class Treatment(StrEnum):
    """What is done about a risk: 低減・回避・移転・受容."""

    REDUCE = "reduce"
    AVOID = "avoid"
    TRANSFER = "transfer"
    ACCEPT = "accept"


class Occasion(StrEnum):
    """Why an assessment was looked at again."""

    YEARLY = "yearly"
    CHANGE = "change"
    INCIDENT = "incident"
    OTHER = "other"


class Start(Model):
    """That the assessment was begun, and when."""

    date: Day


def _answered(answers: dict[str, bool | None]) -> dict[str, bool | None]:
    """A question taken back is one not answered: it leaves no trace."""
    return {name: value for name, value in answers.items() if value is not None}


class Threshold(Model):
    """The answers to the threshold questions and what was decided; `people` and `handlers` are of My Number work."""

    answers: Annotated[dict[str, StrictBool | None], AfterValidator(_answered)] = Field(default_factory=dict)
    decision: Verdict | None = None
    reason: LongText | None = None
    decided_by: Name | None = None
    decided_on: Day | None = None
    people: Count | None = None
    handlers: Count | None = None
    serious_incident: StrictBool | None = None


class Preparation(Model):
    """Who does the assessment, until when, of what; `contract_on` is the day from which little can be changed."""

    owner: Name | None = None
    team: Lines = ()
    scope: LongText | None = None
    out_of_scope: LongText | None = None
    schedule: LongText | None = None
    due: Day | None = None
    contract_on: Day | None = None


class Description(Model):
    """What the service does with data about whom, on which legal ground, with whose help and in which countries.

    `uses` names the city OSs and groups of devices the service runs on, whose answers are taken over.
    """

    purpose: LongText | None = None
    benefit: LongText | None = None
    legal_basis: LongText | None = None
    persons: Lines = ()
    number_of_persons: Line | None = None
    systems: Lines = ()
    recipients: Lines = ()
    contractors: Lines = ()
    cloud: Line | None = None
    countries: Lines = ()
    uses: Annotated[tuple[SubjectId, ...], Field(max_length=LONGEST_LIST)] = ()


class DataItem(Model):
    """One item of data: why it is needed, who holds it, how long it is kept."""

    name: Name
    category: Line | None = None
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    reason: Line | None = None
    source: Line | None = None
    held_by: Line | None = None
    retention: Line | None = None


class Flow(Model):
    """The way of one or several data items, a cell for each of the five points; who hands over to whom stands there."""

    name: Name
    items: Lines = ()
    collect: Line | None = None
    use: Line | None = None
    store: Line | None = None
    share: Line | None = None
    delete: Line | None = None

    def at(self, point: LifeCycle) -> str | None:
        """What happens at one of the five points of the flow."""
        return {
            LifeCycle.COLLECT: self.collect,
            LifeCycle.USE: self.use,
            LifeCycle.STORE: self.store,
            LifeCycle.SHARE: self.share,
            LifeCycle.DELETE: self.delete,
        }.get(point)


class Stakeholder(Model):
    """Somebody who is concerned, and what they said when they were heard."""

    name: Name
    concern: Line | None = None
    heard_how: Line | None = None
    heard_on: Day | None = None
    views: LongText | None = None
    response: LongText | None = None


class UseCase(Model):
    """How the service is really used; with `misuse`, how it could be used wrongly."""

    scene: Name
    misuse: StrictBool = False
    actor: Line | None = None
    handling: LongText | None = None


class PrivacyRisk(Model):
    """What may happen to a person, how likely and how bad before and after measures, and what is done about it.

    A residual value never stands above the inherent one. `controls` are ids of the checklist, `measures` other ones.
    """

    title: Name
    prompt: Line | None = None
    stage: LifeCycle
    harm: LongText | None = None
    likelihood: Level | None = None
    impact: Level | None = None
    controls: Lines = ()
    measures: Lines = ()
    residual_likelihood: Level | None = None
    residual_impact: Level | None = None
    treatment: Treatment | None = None
    reason: LongText | None = None
    owner: Name | None = None
    due: Day | None = None
    done: Day | None = None

    @model_validator(mode="after")
    def _residual_stays_within_inherent(self) -> Self:
        for before, after in (
            (self.likelihood, self.residual_likelihood),
            (self.impact, self.residual_impact),
        ):
            if after is not None and (before is None or after > before):
                raise PydanticCustomError("residual_above_inherent", "residual above inherent")
        return self


class Conclusion(Model):
    """The end of the report: what is concluded, under which title it is kept."""

    text: LongText | None = None
    title: Line | None = None
    made_on: Day | None = None


class PublicText(Model):
    """What the officer lets residents read beside the description, and where it was published."""

    introduction: LongText | None = None
    measures: Lines = ()
    views: LongText | None = None
    contact: Line | None = None
    published_on: Day | None = None
    place: Line | None = None


class FollowUp(Model):
    """When the measures were checked and when the assessment is looked at again."""

    measures_checked_on: Day | None = None
    checked_by: Name | None = None
    next_review: Day | None = None
    rule: LongText | None = None


class Approval(Model):
    """That a post approved the risks that remain; `rests_on` is the digest of everything it rested on.

    `despite` says why it was approved although the assessment was not finished; then it approves with reservations.
    """

    by: Name
    date: Day
    note: LongText | None = None
    despite: LongText | None = None
    document: Line | None = None
    rests_on: Line | None = None


class Review(Model):
    """One later look at the assessment."""

    date: Day
    occasion: Occasion = Occasion.YEARLY
    by: Name | None = None
    outcome: LongText | None = None


class Pia(Model):
    """All that was written down in the assessment of one service; entries have stable ids like `R3`."""

    start: Start | None = None
    threshold: Threshold = Threshold()
    preparation: Preparation = Preparation()
    description: Description = Description()
    report: Conclusion = Conclusion()
    publication: PublicText = PublicText()
    followup: FollowUp = FollowUp()
    items: dict[str, DataItem] = Field(default_factory=dict)
    flows: dict[str, Flow] = Field(default_factory=dict)
    stakeholders: dict[str, Stakeholder] = Field(default_factory=dict)
    uses: dict[str, UseCase] = Field(default_factory=dict)
    risks: dict[str, PrivacyRisk] = Field(default_factory=dict)
    approvals: dict[str, Approval] = Field(default_factory=dict)
    reviews: dict[str, Review] = Field(default_factory=dict)
