"""The area of subjects: one that is given up ends, one that has ended comes back; what was said of it is kept."""

from functools import partial
from typing import TYPE_CHECKING

from assessor.model.programme import PROGRAMME_ID
from assessor.service.ending import end_subject, moot_items, resume_subject
from assessor.tui.messages import AreaRequest
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.prompt import Prompt
from assessor.tui.subject_messages import SubjectStateWanted
from assessor.tui.tasks import Work

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace
    from assessor.tui.app import AssessorApp


async def provide(app: "AssessorApp", needed: str) -> None:
    """Nothing is computed for these screens."""


async def act(app: "AssessorApp", request: AreaRequest) -> None:
    """Offer to end the subject looked at, and to take back those that have ended."""
    if app.sitting is None or not isinstance(request, SubjectStateWanted):
        return
    say, today = app.say, app.sitting.workspace.session.today
    every = app.sitting.workspace.assessment.subjects
    ends = [one for one in every if one.id == request.subject != PROGRAMME_ID and not one.is_over(today)]
    comes_back = [one for one in every if one.ended is not None]
    names = [say("subject.end", name=one.name) for one in ends]
    names += [say("subject.resume", name=one.name) for one in comes_back]
    if not names:
        app.tell("subject.end.none", "warn")
        return
    chosen = await app.choose(say("subject.end.title"), [Item("", name, place) for place, name in enumerate(names)])
    if chosen is None:
        return
    if chosen >= len(ends):
        subject = comes_back[chosen - len(ends)]
        app.sitting.work(Work(partial(_resume, subject.id)), say("subject.resumed", name=subject.name))
        return
    subject = ends[chosen]
    reason = await app.push_screen_wait(Prompt(say("subject.end.reason"), say("subject.end.how"), say))
    if not reason:
        return
    declines = False
    if moot := moot_items(app.sitting.workspace, subject.id):
        choices = (Choice("Esc", say("subject.end.items.no"), ""), Choice("y", say("subject.end.items.yes"), "yes"))
        lines = tuple(f"{one.id} {one.title}" for one in moot)
        title = say("subject.end.items", name=subject.name, count=len(moot))
        declines = await app.ask(Asking(title, lines, choices)) == "yes"
    if app.sitting is not None:
        ending = partial(_end, subject.id, reason, declines)
        app.sitting.work(Work(ending), say("subject.ended", name=subject.name))


def _end(subject: str, reason: str, declines: bool, workspace: "Workspace") -> None:
    end_subject(workspace, subject, reason, decline_items=declines)


def _resume(subject: str, workspace: "Workspace") -> None:
    resume_subject(workspace, subject)
