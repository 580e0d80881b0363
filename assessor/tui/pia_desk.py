"""The area of the privacy impact assessment: computes the board its screens show, and does what they ask."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assessor.errors import AssessorError
from assessor.faults.privacy import BadPiaValue, ResidualAboveInherent
from assessor.model.remediation import RemediationItem
from assessor.service.privacy import confirm, start_pia
from assessor.service.privacy_board import privacy_board
from assessor.service.privacy_fields import Written
from assessor.service.privacy_forms import Typed, approve_typed, check_typed, save_typed, take_back
from assessor.service.privacy_items import plan_treatments
from assessor.service.privacy_risks import add_risk
from assessor.service.workspace import Workspace
from assessor.tui.messages import Notice
from assessor.tui.pia_messages import (
    Approved,
    Begun,
    Confirmed,
    EntryTakenBack,
    ItemsWanted,
    PiaRequest,
    PiaTold,
    RiskTaken,
)
from assessor.tui.tasks import Work

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp

SAID_SHORTER = (ResidualAboveInherent, BadPiaValue)
"""Errors whose advice names commands; on the screen they are said with its own words."""


async def provide(app: "AssessorApp", needed: str) -> None:
    """Compute the board, of the service named or of the one shown before."""
    if app.sitting is None:
        return
    named = needed.partition(":")[2]
    shown = app.pia.result if app.pia else None
    subject = named or (shown.subject.id if shown else None)
    app.pia = await asyncio.to_thread(privacy_board, app.sitting.workspace, subject)


async def act(app: "AssessorApp", request: PiaRequest) -> None:
    """Do what a screen asks; everything that is stored goes through the one queue."""
    subject = request.subject
    match request:
        case PiaTold():
            await _tell(app, request)
        case Begun():
            _work(app, lambda place: start_pia(place, subject), "pia.said.begun")
        case RiskTaken(prompt=prompt, made=made):
            _work(app, lambda place: add_risk(place, subject, (), prompt), "pia.said.risk", _entry_of(made))
        case EntryTakenBack(part=part, entry=entry):
            _work(app, lambda place: take_back(place, subject, part, entry), "pia.said.removed", entry=entry)
        case Confirmed(controls=controls):
            _work(app, lambda place: confirm(place, subject, controls), "pia.said.confirmed")
        case ItemsWanted(risks=risks):
            _work(app, lambda place: plan_treatments(place, subject, risks), "pia.said.items", _told_items(app))
        case Approved() if _unrated(app):
            app.notice = Notice(app.say("pia.refused.ApprovalTooEarly", count=_unrated(app)), "alarm")
        case Approved(texts=texts, drafts=drafts):
            forget = _forgetting(app, drafts)
            _work(app, lambda place: approve_typed(place, subject, texts), "pia.said.approved", forget, by=texts["by"])


def _unrated(app: "AssessorApp") -> int:
    """How many risks have no value of what remains; one where there is no risk at all."""
    risks = app.pia.result.risks if app.pia and app.pia.result else ()
    return sum(one.residual is None for one in risks) or int(not risks)


async def _tell(app: "AssessorApp", request: PiaTold) -> None:
    """Check what was typed while its field is open; then it is queued, and stays a draft until it is stored."""
    if app.sitting is None:
        return
    filled = request.filled
    typed = Typed(filled.part, filled.entry, filled.texts, filled.seen)
    try:
        await asyncio.to_thread(check_typed, app.sitting.workspace, request.subject, typed)
    except AssessorError as error:
        request.settled(False)
        app.notice = Notice(_words(app, error), "alarm")
        return
    request.settled(True)
    kept = app.drafts.get(filled.draft)

    def done(written: Written) -> None:
        if app.sitting is not None and kept is not None and app.drafts.get(filled.draft) == kept:
            app.sitting.draft(filled.draft, None)
        request.made(written.entry)

    def do(place: Workspace) -> Written:
        return save_typed(place, request.subject, typed)

    work = Work(do, done, lambda: request.made(None))
    app.sitting.work(work, app.say("saved", what=filled.text))


def _work(
    app: "AssessorApp",
    do: Callable[[Workspace], Any],
    key: str,
    done: Callable[[Any], None] | None = None,
    **values: object,
) -> None:
    if app.sitting is not None:
        app.sitting.work(Work(do, done), app.say("saved", what=app.say(key, **values)))


def _entry_of(made: Callable[[str | None], None]) -> Callable[[Written], None]:
    return lambda written: made(written.entry)


def _forgetting(app: "AssessorApp", drafts: tuple[str, ...]) -> Callable[[str], None]:
    def forget(_: str) -> None:
        if app.sitting is not None:
            for name in drafts:
                app.sitting.draft(name, None)

    return forget


def _told_items(app: "AssessorApp") -> Callable[[tuple[RemediationItem, ...]], None]:
    def tell(made: tuple[RemediationItem, ...]) -> None:
        names = app.say("list.comma").join(one.id for one in made)
        app.tell(
            "pia.items.made" if made else "pia.items.none", "good" if made else "warn", count=len(made), items=names
        )

    return tell


def _words(app: "AssessorApp", error: AssessorError) -> str:
    if isinstance(error, SAID_SHORTER):
        reason = error.values.get("reason")
        return app.say(f"pia.refused.{error.name}" + (f".{reason}" if reason else ""), **error.values)
    return app.in_two_sentences(error)
