"""The area of inquiries: what its screens show and ask; sending, taking and merging have modules of their own."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.service.inquiring import close, find_inquiry, held_inquiries, late
from assessor.service.inquiry_reminding import letters, reminder, write_letters
from assessor.tui import inquiry_messages as asked
from assessor.tui.copy_merging import offer_copy, settle_copy
from assessor.tui.inquiry_asking import target
from assessor.tui.inquiry_nouns import Board
from assessor.tui.inquiry_sending import begin, fill_in, send_draft
from assessor.tui.inquiry_taking import offer_pack, receive, settle_answers, settle_pack
from assessor.tui.messages import AreaRequest, Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.tasks import Work

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace
    from assessor.tui.app import AssessorApp

STANDINGS = ("overdue", "open", "answered", "closed")


async def provide(app: "AssessorApp", needed: str) -> None:
    """Compute the list."""
    if app.sitting is not None and app.result is not None:
        today = app.result.today
        held = held_inquiries(app.sitting.workspace)
        found = sorted(held, key=lambda one: (STANDINGS.index(one.standing(today)), one.due))
        app.inquiry_board = (app.inquiry_board or Board((), today))._replace(inquiries=tuple(found), today=today)


async def act(app: "AssessorApp", request: AreaRequest) -> None:
    """Do what a screen asks."""
    match request:
        case asked.DraftBegun(again=again):
            await begin(app, again)
        case asked.DraftFieldChosen(field=field):
            await fill_in(app, field)
        case asked.InquiryEnded(inquiry=inquiry):
            await _end(app, inquiry)
        case asked.ReminderWanted(inquiry=inquiry):
            await _remind(app, inquiry)
        case asked.DifferenceSettled(decisions=decisions) if app.difference is not None:
            await _SETTLED[app.difference.kind](app, decisions)
        case _:
            await _ASKED[type(request)](app)


async def _end(app: "AssessorApp", name: str) -> None:
    """Ask, then wait no longer."""
    if app.sitting is None:
        return
    held, say = find_inquiry(app.sitting.workspace, name), app.say
    count = len(held.outstanding)
    lines = (held.recipient, say("inquiry.end.lines", count=count))
    choices = (Choice("Esc", say("inquiry.end.no"), ""), Choice("x", say("inquiry.end.yes", count=count), "yes"))
    if await app.ask(Asking(say("inquiry.end", id=name), lines, choices)) == "yes":
        app.sitting.work(Work(lambda workspace: close(workspace, name)), say("inquiry.ended", id=name))


async def _remind(app: "AssessorApp", name: str) -> None:
    """Make the draft of a reminder and show it; where several are overdue, of one or of all."""
    if app.sitting is None:
        return
    workspace, names = app.sitting.workspace, [name]
    overdue = late(workspace)
    if len(overdue) > 1 and name in {one.id for one in overdue}:
        words = (app.say("reminder.one", id=name), app.say("reminder.all", count=len(overdue)))
        found = await app.choose(app.say("reminder.which"), [Item("", word, n) for n, word in enumerate(words)])
        if found is None:
            return
        names = [one.id for one in overdue] if found else names
    document = await asyncio.to_thread(reminder, workspace, names, app.templates)
    await provide(app, "inquiry:board")
    if app.inquiry_board is not None:
        app.inquiry_board = app.inquiry_board._replace(reminder=document, reminded=tuple(names))
    await app.show_screen("reminder")


async def _write_reminder(app: "AssessorApp") -> None:
    reminded = app.inquiry_board.reminded if app.inquiry_board else ()
    path = await target(app, "reminder.path", app.say("reminder.path.default")) if reminded else None
    if app.sitting is not None and path is not None:
        written = await asyncio.to_thread(_written, app.sitting.workspace, reminded, path, app.templates)
        names = app.say("list.comma").join(one.name for one in written)
        app.notice = Notice(app.say("reminder.written", path=names), "good")


def _written(workspace: "Workspace", names: tuple[str, ...], path: Path, templates: Path | None) -> tuple[Path, ...]:
    return write_letters(workspace, letters(workspace, names, templates), path, force=True)


_ASKED: dict[type[AreaRequest], Callable[["AssessorApp"], Awaitable[None]]] = {
    asked.DraftGone: send_draft,
    asked.ReminderWritten: _write_reminder,
    asked.FileReturned: receive,
    asked.PackOffered: offer_pack,
    asked.CopyOffered: offer_copy,
}
"""What is done for a request that says nothing more."""

_SETTLED = {"answers": settle_answers, "pack": settle_pack, "copy": settle_copy}
"""What records a difference, by its kind."""
