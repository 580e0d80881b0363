"""Why section 7 is silent about a control, and which silences are nearest to speaking."""

from collections.abc import Iterable
from datetime import date

from assessor.engine.statements import Holding, holding, sentence, speaking_pairs
from assessor.model.checklist import Control, PublicRule
from assessor.model.condition import Applicability
from assessor.model.publication import PublicView
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Status
from assessor.model.silence import OpenPair, OpenReason, Silence, SilenceReason


def silences(result: AssessmentResult, view: PublicView) -> tuple[Silence, ...]:
    """Every control that has no sentence of its own in the view, in checklist order, with the reason."""
    said = {one.id for category in view.categories for one in category.statements}
    topics = {result.checklist.controls[name].public.topic: name for name in said if name in result.checklist.controls}
    found = speaking_pairs(result)
    return tuple(
        _silence(result, control, found.get(control.id, []), topics)
        for control in result.checklist.controls.values()
        if control.id not in said
    )


def nearest_to_speaking(found: Iterable[Silence]) -> tuple[Silence, ...]:
    """Silences that only open pairs cause, those with the fewest first."""
    waiting = [one for one in found if one.reason in (SilenceReason.OPEN, SilenceReason.BEFORE_PUBLICATION)]
    return tuple(sorted(waiting, key=lambda one: len(one.open)))


def _silence(result: AssessmentResult, control: Control, pairs: list[Pair], topics: dict[str | None, str]) -> Silence:
    choice = result.assessment.section7
    missing = open_pairs(pairs, result.today)
    reason = SilenceReason.OPEN
    if control.public.rule is PublicRule.NEVER:
        reason = SilenceReason.NEVER
    elif not pairs:
        reason = SilenceReason.NOTHING_APPLIES
    elif control.public.rule is PublicRule.AGGREGATE and control.id not in choice.show:
        reason = SilenceReason.FOLDED
    elif control.id in choice.hide:
        reason = SilenceReason.HIDDEN
    elif sentence(control, pairs, result.today) is not None:
        return Silence(control.id, SilenceReason.SAME_TOPIC, missing, topics.get(control.public.topic))
    elif not any(_blocks(pair, result.today) for pair in pairs):
        reason = SilenceReason.NO_SENTENCE
    if reason in (SilenceReason.OPEN, SilenceReason.NO_SENTENCE) and control.public.planned is None:
        reason = SilenceReason.BEFORE_PUBLICATION
    return Silence(control.id, reason, missing)


def _blocks(pair: Pair, today: date) -> bool:
    return holding(pair, today) is Holding.OPEN


def open_pairs(pairs: Iterable[Pair], today: date) -> tuple[OpenPair, ...]:
    """The pairs that support no sentence, each with its reason."""
    return tuple(OpenPair(pair.subject, _open_reason(pair)) for pair in pairs if _blocks(pair, today))


def open_reason(pair: Pair, today: date) -> OpenReason | None:
    """Why a pair supports no sentence; None where it supports one."""
    return _open_reason(pair) if _blocks(pair, today) else None


def _open_reason(pair: Pair) -> OpenReason:
    answer = pair.answer
    if pair.applicability is Applicability.UNDETERMINED:
        return OpenReason.UNDETERMINED
    if answer is None:
        return OpenReason.UNANSWERED
    if answer.status is Status.UNKNOWN:
        return OpenReason.UNKNOWN
    if answer.status is Status.NOT_IMPLEMENTED:
        return OpenReason.NOT_IMPLEMENTED
    if pair.stale:
        return OpenReason.STALE
    return OpenReason.NO_PERIOD if answer.planned_for is None else OpenReason.PERIOD_PAST
