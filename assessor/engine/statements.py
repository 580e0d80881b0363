"""What the answers let the city say in public of one control: the table of stages, nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from assessor.engine.scoring import is_in_force
from assessor.model.checklist import Checklist, Control, PublicRule
from assessor.model.condition import Applicability
from assessor.model.fiscal import fiscal_year_is_past
from assessor.model.programme import WordingStage
from assessor.model.publication import Stage
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Status


class Holding(StrEnum):
    """What one pair contributes to a public sentence."""

    DONE = "done"
    COMING = "coming"
    OPEN = "open"


class Sentence(NamedTuple):
    """The sentence a control may print: at which stage, written for which, and the latest year it names."""

    stage: Stage
    written: WordingStage
    year: int | None


def speaking_pairs(result: AssessmentResult) -> dict[str, list[Pair]]:
    """Per control the pairs that apply or are undetermined, less those answered not applicable."""
    found: dict[str, list[Pair]] = {}
    for pair in result.pairs:
        excused = pair.answer is not None and pair.answer.status is Status.NOT_APPLICABLE
        if pair.applicability is not Applicability.RULED_OUT and not excused:
            found.setdefault(pair.control, []).append(pair)
    return found


def holding(pair: Pair, today: date) -> Holding:
    """Done: implemented and fresh; coming: partial or planned, fresh, its year not past; open: all else."""
    answer = pair.answer
    if answer is None or pair.stale or pair.applicability is not Applicability.APPLICABLE:
        return Holding.OPEN
    if answer.status is Status.IMPLEMENTED:
        return Holding.DONE
    if answer.status in (Status.PARTIAL, Status.PLANNED) and answer.planned_for is not None:
        return Holding.OPEN if fiscal_year_is_past(answer.planned_for, today) else Holding.COMING
    return Holding.OPEN


def sentence(control: Control, found: Iterable[Pair], today: date) -> Sentence | None:
    """The first row of the table of stages that fits; None = the public text says nothing.

    Nothing to speak of: nothing. All done: in place. None open with one done or partial: planned, extending. None
    open (all planned): planned, to come. One done and a `partial` sentence: that, extending. Anything else: nothing.
    A stage for which the checklist has no sentence says nothing, and of a duty in force only the first sentence is
    said: a plan for it would be a confession, also when the duty came into force after the checklist was written.
    """
    pairs = list(found)
    confesses = is_in_force(control.duty, today)
    held = [holding(pair, today) for pair in pairs]
    if not pairs:
        return None
    if all(one is Holding.DONE for one in held):
        return _said(control, Stage.IN_PLACE, WordingStage.IMPLEMENTED, None)
    if Holding.OPEN not in held:
        begun = Holding.DONE in held or any(pair.answer and pair.answer.status is Status.PARTIAL for pair in pairs)
        stage = Stage.EXTENDING if begun else Stage.TO_COME
        return None if confesses else _said(control, stage, WordingStage.PLANNED, _latest_year(pairs, held))
    if Holding.DONE in held and not confesses:
        return _said(control, Stage.EXTENDING, WordingStage.PARTIAL, None)
    return None


def _latest_year(pairs: Iterable[Pair], held: Iterable[Holding]) -> int:
    """The latest year of the coming pairs; an implemented answer's year says nothing any more."""
    return max(
        pair.answer.planned_for
        for pair, one in zip(pairs, held, strict=True)
        if one is Holding.COMING and pair.answer is not None and pair.answer.planned_for is not None
    )


def _said(control: Control, stage: Stage, written: WordingStage, year: int | None) -> Sentence | None:
    text = getattr(control.public, written.value)
    return Sentence(stage, written, year) if text is not None else None


class Support:
    """Which controls hold in public: every pair that can speak is done, and the officer has not hidden it."""

    def __init__(
        self, checklist: Checklist, found: Mapping[str, list[Pair]], hidden: frozenset[str], today: date
    ) -> None:
        """Take the speaking pairs of all controls and the ids the officer hides."""
        self._checklist, self._found, self._hidden, self._today = checklist, found, hidden, today

    def is_done(self, control_id: str) -> bool | None:
        """True or False; None where the control has no pair to speak of. Hidden counts as not done."""
        pairs = self._found.get(control_id, [])
        if not pairs:
            return None
        if control_id in self._hidden or self._checklist.controls[control_id].public.rule is PublicRule.NEVER:
            return False
        return all(holding(pair, self._today) is Holding.DONE for pair in pairs)

    def all_done(self, control_ids: Iterable[str]) -> bool:
        """True when at least one of them can speak and each that can is done."""
        verdicts = [verdict for verdict in map(self.is_done, control_ids) if verdict is not None]
        return bool(verdicts) and all(verdicts)
