"""What a checklist offers for privacy impact assessments: steps, threshold, My Number table, risk prompts, proofs."""

from enum import StrEnum

from pydantic import Field, StrictBool, StrictInt

from assessor.model.base import Model
from assessor.model.reference import Basis, ControlId, Reference
from assessor.model.text import Line, Text


class LifeCycle(StrEnum):
    """Where in the life of data something happens to the person; the first five are the columns of the flow."""

    COLLECT = "collect"
    USE = "use"
    STORE = "store"
    SHARE = "share"
    DELETE = "delete"
    PERSON = "person"
    SOCIETY = "society"


class Verdict(StrEnum):
    """How much of an assessment a service needs."""

    NOT_NEEDED = "not_needed"
    SHORT = "short"
    FULL = "full"


class Step(StrEnum):
    """The steps of an assessment, in order."""

    THRESHOLD = "threshold"
    PREPARATION = "preparation"
    DESCRIPTION = "description"
    STAKEHOLDER = "stakeholder"
    FLOW = "flow"
    USE_CASE = "use_case"
    CONTROLS = "controls"
    RISK_IDENTIFY = "risk_identify"
    ANALYSIS = "analysis"
    EVALUATION = "evaluation"
    TREATMENT = "treatment"
    REPORT = "report"
    PUBLICATION = "publication"
    FOLLOWUP = "followup"


class Proof(StrEnum):
    """A fact that the records of an assessment can prove; the checklist says of which control."""

    THRESHOLD_DECIDED = "threshold_decided"
    BEFORE_CONTRACT = "before_contract"
    OWNER_NAMED = "owner_named"
    PLAN_WRITTEN = "plan_written"
    DESCRIBED = "described"
    LEGAL_BASIS = "legal_basis"
    STAKEHOLDERS_LISTED = "stakeholders_listed"
    VIEWS_HEARD = "views_heard"
    FLOW_DRAWN = "flow_drawn"
    USES_LISTED = "uses_listed"
    CONTROLS_LISTED = "controls_listed"
    RISKS_PER_STAGE = "risks_per_stage"
    HARMS_TOLD = "harms_told"
    IMPACT_RATED = "impact_rated"
    LIKELIHOOD_RATED = "likelihood_rated"
    MAP_MADE = "map_made"
    TREATMENT_CHOSEN = "treatment_chosen"
    PLAN_DATED = "plan_dated"
    APPROVED = "approved"
    REPORT_MADE = "report_made"
    SUMMARY_PUBLISHED = "summary_published"
    MEASURES_CHECKED = "measures_checked"
    REVIEWED_ON_CHANGE = "reviewed_on_change"
    MYNUMBER_JUDGED = "mynumber_judged"


class GuideStep(Model):
    """A step in words; `clause` is its clause of the standard, `short` = a short assessment has it too."""

    id: Step
    title: Text
    ask: Text
    clause: Line | None = None
    short: StrictBool = True


class Question(Model):
    """A threshold question; one with a `fact` is answered by that fact of the service and not asked again."""

    id: Line
    ask: Text
    title: Text
    help: Text | None = None
    fact: Line | None = None


class ThresholdRule(Model):
    """One row of the threshold table; the first that fits holds, a row without conditions fits all.

    It fits if all of `all`, one of `any`, none of `none` and at least `at_least` of `of` are answered with yes.
    """

    verdict: Verdict
    why: Text
    all: tuple[Line, ...] = ()
    any: tuple[Line, ...] = ()
    none: tuple[Line, ...] = ()
    of: tuple[Line, ...] = ()
    at_least: StrictInt = Field(default=0, ge=0)


class MyNumberDuty(StrEnum):
    """Which assessment of specific personal information the law asks for."""

    NONE = "none"
    BASIC = "basic"
    FOCUSED = "focused"
    FULL = "full"


class MyNumberRow(Model):
    """From so many people on: the duty where few people handle the numbers, and where many do or an accident was."""

    from_people: StrictInt = Field(ge=0)
    usual: MyNumberDuty
    raised: MyNumberDuty
    basis: Basis
    sources: tuple[Line, ...] = ()


class MyNumberTable(Model):
    """The threshold of 特定個人情報保護評価, judged and reminded of, never replaced; `rows` rise by `from_people`."""

    handlers_from: StrictInt = Field(ge=1)
    duties: dict[MyNumberDuty, Text]
    rows: tuple[MyNumberRow, ...] = Field(min_length=1)
    notes: tuple[Text, ...] = ()


class Prompt(Model):
    """A privacy risk to think of: what may happen, what it means to the person, which controls lower it.

    `technologies` are ids of threshold questions: offered where one of them is answered with yes; none = always.
    """

    id: ControlId
    stage: LifeCycle
    technologies: tuple[Line, ...] = ()
    title: Text
    harm: Text
    controls: tuple[ControlId, ...] = ()
    measures: tuple[Text, ...] = ()
    references: tuple[Reference, ...] = ()


class PrivacyGuide(Model):
    """The privacy part of a checklist."""

    notice: Text
    steps: tuple[GuideStep, ...]
    life_cycle: dict[LifeCycle, Text]
    questions: tuple[Question, ...]
    rules: tuple[ThresholdRule, ...] = Field(min_length=1)
    mynumber: MyNumberTable | None = None
    proofs: dict[Proof, ControlId] = Field(default_factory=dict)
    prompts: tuple[Prompt, ...] = ()

    def prompt(self, prompt_id: str) -> Prompt | None:
        """The prompt of that id, or None."""
        return next((prompt for prompt in self.prompts if prompt.id == prompt_id), None)

    def question(self, question_id: str) -> Question | None:
        """The threshold question of that id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)
