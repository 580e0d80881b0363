"""What was told of a decision, put right later: the frozen text stays, and so does what stood there before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessor.engine.release_course import OutOfOrder, out_of_order
from assessor.errors import FieldMissing
from assessor.faults.releases import DecisionOutOfOrder, NothingToCorrect
from assessor.model.record_kinds import RELEASE_KIND
from assessor.model.release import CorrectedField, Correction, Release
from assessor.model.text import says_something
from assessor.service.deciding import chain, check_reasons, order_values
from assessor.service.passing import left, noted, out_of_place
from assessor.service.releases import find_release, keep_release
from assessor.service.texts import day, line, optional_line, paragraphs
from assessor.service.workspace import Workspace


@dataclass(frozen=True)
class Right:
    """What is right, as typed; None = stays, an empty number or post = none. `reason` says why it was wrong."""

    reason: str
    dated: str | None = None
    number: str | None = None
    approver: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    passed: tuple[str, ...] = ()


def correct(workspace: Workspace, name: str, right: Right) -> tuple[Correction, ...]:
    """Put right what is told of a decision, and keep what stood there with who did it and why.

    Raises:
        UnknownRelease: there is none of that id.
        FieldMissing: nobody says why.
        NothingToCorrect: all stands there already.
        DecisionOutOfOrder: the day goes back in time, and nobody let that pass.
        UnknownStatement, UnknownPass, BadDate, BadText, TextTooLong: something told cannot be taken.
        StaleRecord: somebody saved the release in between.
    """
    if not says_something(right.reason):
        raise FieldMissing(field="reason")
    held = find_release(workspace, name)
    changed = held.model_copy(update=_values(held, right))
    made = tuple(_corrections(workspace, held, changed, paragraphs("reason", right.reason)))
    if not made:
        raise NothingToCorrect(release=held.id)
    check_reasons(workspace, changed)
    found = out_of_place(_order(workspace, held, changed)) if changed.dated != held.dated else ()
    for one in left(found, right.passed):
        raise DecisionOutOfOrder(key=one.key, **order_values(_order(workspace, held, changed)))
    passed = tuple(noted(found, right.passed, right.reason, workspace.session.by))
    kept = {"corrections": (*held.corrections, *made), "passed": (*held.passed, *passed)}
    expected = workspace.snapshot.revision(RELEASE_KIND, held.id)
    keep_release(workspace, changed.model_copy(update=kept), expected=expected)
    return made


def _values(held: Release, right: Right) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if right.dated is not None:
        values["dated"] = day(right.dated)
    for name in ("number", "approver"):
        text = getattr(right, name)
        if text is not None:
            values[name] = optional_line(name, text)
    given = {line("reason", name): paragraphs("reason", text) for name, text in right.reasons.items()}
    return {**values, "reasons": {**held.reasons, **given}}


def _corrections(workspace: Workspace, held: Release, changed: Release, reason: str) -> Iterator[Correction]:
    said = {"reason": reason, "by": workspace.session.by, "on": workspace.session.today}
    for field_ in (CorrectedField.DATED, CorrectedField.NUMBER, CorrectedField.APPROVER):
        before, after = (getattr(one, field_.value) for one in (held, changed))
        if before != after:
            yield Correction(field=field_, before=_text(before), after=_text(after), **said)
    for item, text in changed.reasons.items():
        if held.reasons.get(item) != text:
            yield Correction(field=CorrectedField.REASON, item=item, before=held.reasons.get(item), after=text, **said)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _order(workspace: Workspace, held: Release, changed: Release) -> OutOfOrder | None:
    """What the day contradicts: an earlier stage that was decided later, or a later stage that was decided earlier."""
    today = workspace.session.today
    others = [one for one in chain(workspace, held.report, held.subject) if one.id != held.id]
    found = out_of_order(others, changed.stage, changed.dated, today)
    if found is not None:
        return found
    for one in others:
        rest = [other for other in others if other is not one]
        was = out_of_order([*rest, held], one.stage, one.dated, today)
        now = out_of_order([*rest, changed], one.stage, one.dated, today)
        if now is not None and was is None:
            return OutOfOrder(changed.stage, changed.dated, one)
    return None
