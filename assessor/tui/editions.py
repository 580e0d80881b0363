"""A newer edition of the checklist on the screen: what it changes is shown first, then it is taken over or not."""

import asyncio
from typing import TYPE_CHECKING

from assessor.errors import AssessorError
from assessor.i18n.edition_words import edition_lines
from assessor.service.editions import new_edition, take_edition, told
from assessor.service.workspace import Workspace
from assessor.tui.messages import AreaRequest, Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.tasks import Work

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp


class EditionWished(AreaRequest):
    """Somebody wants the newer edition of the checklist."""

    area = "editions"


async def act(app: "AssessorApp", request: AreaRequest) -> None:
    """Show what would change; take it over where that is wished."""
    if app.sitting is None:
        return
    try:
        found = await asyncio.to_thread(new_edition, app.sitting.workspace)
    except AssessorError as error:
        app.notice = Notice(app.in_two_sentences(error), "alarm")
        return
    if found.is_same:
        app.tell("edition.same", version=found.after.version)
        return
    say = app.say
    choices = (Choice("Esc", say("edition.screen.no"), ""), Choice("y", say("edition.screen.yes"), "yes"))
    lines = tuple(line.replace("※", "*") for line in edition_lines(told(found), say))
    if await app.ask(Asking(say("edition.screen.title"), lines, choices)) == "yes" and app.sitting is not None:
        app.sitting.steps.clear()
        app.sitting.work(Work(_take, lambda kept: _taken(app, kept)), say("edition.screen.taken"))


def _take(workspace: Workspace) -> str | None:
    """Compared again in its turn among the saves: what was answered meanwhile waits too, if it has to."""
    found = new_edition(workspace)
    kept = None if found.is_same else take_edition(workspace, found)
    return None if kept is None else kept.name


def _taken(app: "AssessorApp", kept: str | None) -> None:
    if kept is not None:
        app.tell("edition.screen.copy", "good", path=kept)
