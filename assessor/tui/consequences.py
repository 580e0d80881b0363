"""What followed from a save, in the words of the message line: section 7, the score, duties and musts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from assessor.i18n.translator import Say
from assessor.model.result import AssessmentResult
from assessor.tui.widgets.rows import cells

if TYPE_CHECKING:
    from assessor.model.publication import PublicView


class Seen(NamedTuple):
    """What was on the screen: the result, and what section 7 says."""

    result: AssessmentResult | None
    view: "PublicView | None"


def what_changed(text: str, before: Seen, after: Seen, say: Say, width: int) -> str:
    """The sentence about a save, and of what followed from it as much as the row holds, the most telling first."""
    for more in _consequences(before, after, say):
        # Japanese needs no blank behind its full stop.
        longer = text + ("" if say.lang == "ja" else " ") + more
        if cells(longer) <= width - 2:
            text = longer
    return text


def _consequences(before: Seen, after: Seen, say: Say) -> Iterator[str]:
    yield from _in_public(before.view, after.view, say)
    old, new = _percent(before.result), _percent(after.result)
    if old is not None and new is not None and old != new:
        yield say("saved.score.short", before=old, after=new)
    if before.result is None or after.result is None:
        return
    duties = _unmet_duties(after.result)
    if duties != _unmet_duties(before.result):
        yield say("saved.duties", count=duties)
    musts = after.result.scorecard.total.unmet_musts
    if musts != before.result.scorecard.total.unmet_musts:
        yield say("saved.musts", count=musts)


def _in_public(before: "PublicView | None", after: "PublicView | None", say: Say) -> Iterator[str]:
    if before is None or after is None:
        return
    old, new = ({one.id: one.text for one in view.said} for view in (before, after))
    counts = {
        "new": len(new.keys() - old.keys()),
        "other": sum(old[name] != new[name] for name in new.keys() & old.keys()),
        "gone": len(old.keys() - new.keys()),
    }
    for kind, count in counts.items():
        if count:
            yield say(f"saved.public.{kind}", count=count)


def _unmet_duties(result: AssessmentResult) -> int:
    return sum(1 for duty in result.scorecard.duties if duty.in_force and duty.met is False)


def _percent(result: AssessmentResult | None) -> int | None:
    if result is None or not result.scorecard.total.possible or not result.scorecard.total.answered:
        return None
    return result.scorecard.total.earned * 100 // result.scorecard.total.possible
