"""What follows from a privacy impact assessment: computed at each look, never edited."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from assessor.model.assessment import Answer
from assessor.model.base import Model
from assessor.model.privacy import LifeCycle, Pia, PrivacyRisk, Verdict
from assessor.model.privacy_guide import (
    GuideStep,
    MyNumberDuty,
    MyNumberRow,
    PrivacyGuide,
    Prompt,
    Proof,
    Step,
    ThresholdRule,
)
from assessor.model.programme import Subject
from assessor.model.scales import Status


class ThresholdResult(NamedTuple):
    """What the table says: its rule (None while open), the questions answered with yes, those that keep it open."""

    rule: ThresholdRule | None
    said_yes: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def verdict(self) -> Verdict | None:
        """How much of an assessment is needed; None while a question keeps it open."""
        return self.rule.verdict if self.rule else None


class MyNumberResult(NamedTuple):
    """Which assessment the law asks for, by which row; None while a figure is missing (`missing` names it)."""

    duty: MyNumberDuty | None
    row: MyNumberRow | None
    missing: tuple[str, ...] = ()


class LinkedControl(NamedTuple):
    """A control that a risk rests on, with the answer a subject has given already (None = not answered)."""

    control: str
    subject: str
    answer: Answer | None

    @property
    def status(self) -> Status | None:
        """The implementation status; None = not answered."""
        return self.answer.status if self.answer else None


class RatedRisk(NamedTuple):
    """A risk with its bands of the matrix before and after measures (None = not rated yet).

    `weak` names the controls it rests on that are not implemented, `items` the remediation items that carry its
    treatment out.
    """

    id: str
    risk: PrivacyRisk
    inherent: str | None
    residual: str | None
    weak: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class Missing(NamedTuple):
    """What a step still lacks: a code said from the message catalogues, and the entry it is about."""

    code: str
    entry: str | None = None


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    BEGUN = "begun"
    OPEN = "open"
    LEFT_OUT = "left_out"


class StepResult(NamedTuple):
    """One step with what it still lacks; a step that the verdict leaves out lacks nothing."""

    step: GuideStep
    state: StepState
    missing: tuple[Missing, ...]


class ProposalState(StrEnum):
    """How a proposed answer stands to the stored one."""

    PROPOSED = "proposed"
    AGREES = "agrees"
    CONFLICT = "conflict"


class Proposal(NamedTuple):
    """What the records prove of a control; it counts only once a person has confirmed it as an answer."""

    proof: Proof
    control: str
    status: Status
    state: ProposalState
    stored: Status | None
    title: str
    dated: date | None


class ApprovalState(StrEnum):
    """Whether the risks that remain are approved."""

    NONE = "none"
    IN_FORCE = "in_force"
    VOID = "void"


_AFTER_APPROVAL = (Step.PUBLICATION, Step.FOLLOWUP)
_NO_BLANK = frozenset(("approval", "approval_void", "contract_passed", "control_weak"))
"""What a step says that nobody can write: the approval itself, a day gone by, a measure still to be taken."""


class PiaResult(Model):
    """Everything that follows from one service's assessment on a day.

    `rests_on` is the digest of what an approval given now would rest on.
    """

    subject: Subject
    pia: Pia
    today: date
    threshold: ThresholdResult
    mynumber: MyNumberResult | None
    verdict: Verdict | None
    risks: tuple[RatedRisk, ...]
    controls: tuple[LinkedControl, ...]
    steps: tuple[StepResult, ...]
    prompts: tuple[Prompt, ...]
    proposals: tuple[Proposal, ...]
    approval: ApprovalState
    approval_id: str | None
    rests_on: str
    review_due: bool

    @property
    def unfinished(self) -> tuple[Missing, ...]:
        """What is not written yet of all that an approval looks at."""
        looked_at = (one for one in self.steps if one.step.id not in _AFTER_APPROVAL)
        return tuple(gap for one in looked_at for gap in one.missing if gap.code not in _NO_BLANK)

    @property
    def conflicts(self) -> tuple[Proposal, ...]:
        """Controls whose stored answer and record differ."""
        return tuple(one for one in self.proposals if one.state is ProposalState.CONFLICT)


def gaps_by_code(missing: Iterable[Missing], guide: PrivacyGuide, lang: str) -> dict[str, list[str]]:
    """What is lacking, each code once with the entries it is about; questions and points of the flow in words."""
    found: dict[str, list[str]] = {}
    for one in missing:
        entries = found.setdefault(one.code, [])
        if one.entry is not None:
            entries.append(_entry_name(one, guide, lang))
    return found


def _entry_name(one: Missing, guide: PrivacyGuide, lang: str) -> str:
    entry = one.entry or ""
    if one.code == "threshold_question":
        question = guide.question(entry)
        return question.title.say(lang) if question else entry
    if one.code == "risk_stage":
        return guide.life_cycle[LifeCycle(entry)].say(lang)
    return entry
