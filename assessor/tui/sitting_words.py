"""What is said of a sitting's events: what an answer changed, what was undone, why a save failed."""

from pathlib import Path

from assessor.errors import AssessorError, StoreFull, StoreLocked, StoreReadOnly, StoreUnreachable
from assessor.i18n.translator import Say
from assessor.model.result import AssessmentResult
from assessor.service.workspace import shown_target
from assessor.tui.deeds import Deed, StatementDeed, Step
from assessor.tui.widgets.asked import number_of


def what_changed(text: str, before: AssessmentResult | None, after: AssessmentResult, say: Say) -> str:
    """The sentence about a save, with the score where it changed."""
    old, new = _percent(before), _percent(after)
    if old is None or new is None or old == new:
        return text
    return text + say("saved.score", before=old, after=new)


def in_words(step: Step, result: AssessmentResult | None, say: Say) -> str:
    """The first deed of a step: number and answer, or what else it is about."""
    first = step[0]
    if isinstance(first, StatementDeed):
        return say("undo.statement")
    if not isinstance(first, Deed) or result is None:
        return say("undo.fact")
    label = say("status.unanswered")
    if first.after is not None:
        label = result.checklist.statuses[first.after.status].label.say(say.lang)
    return f"{number_of(first.pair[1])} {label}"


def failure_key(error: AssessorError) -> str:
    """The message that says why the store cannot be written."""
    named = isinstance(error, StoreFull | StoreReadOnly | StoreLocked | StoreUnreachable)
    return f"save_failed.{error.name}" if named else "save_failed"


def place_name(target: str) -> str:
    """Under which name a programme is remembered: its whole path, or a server's address without the password."""
    return shown_target(target) if "://" in target else str(Path(target).absolute())


def _percent(result: AssessmentResult | None) -> int | None:
    if result is None or not result.scorecard.total.possible or not result.scorecard.total.answered:
        return None
    return result.scorecard.total.earned * 100 // result.scorecard.total.possible
