"""What a screen shows beside the scorecard: what section 7 would say now and why not more, and who answered when."""

from collections.abc import Iterable
from typing import NamedTuple

from assessor.engine.publication import public_view
from assessor.engine.silences import silences
from assessor.model.assessment import PairKey
from assessor.model.audit import AuditEvent
from assessor.model.publication import PublicView
from assessor.model.result import AssessmentResult
from assessor.model.silence import Silence


class PastAnswer(NamedTuple):
    """An answer that was given: when (UTC, ISO 8601), by whom, its status; None = it was taken back."""

    at: str
    by: str
    status: str | None


def spoken(result: AssessmentResult) -> tuple[PublicView, tuple[Silence, ...]]:
    """What citizens would read now, and every control that has no sentence in it, with the reason."""
    view = public_view(result)
    return view, silences(result, view)


def past_answers(events: Iterable[AuditEvent]) -> dict[PairKey, tuple[PastAnswer, ...]]:
    """The answers of some events per pair, oldest first; where only a text changed the status stands again."""
    found: dict[PairKey, list[PastAnswer]] = {}
    for event in events:
        if event.kind == "answer":
            after = event.payload.get("after") or {}
            pair = (str(event.payload["subject"]), str(event.payload["control"]))
            found.setdefault(pair, []).append(PastAnswer(event.at, event.by, after.get("status")))
    return {pair: tuple(rows) for pair, rows in found.items()}
