"""Documents before and while they are written; loaded with the first wish for one."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import AssessorError, TargetExists
from assessor.model.release import ReleaseStage
from assessor.service.composing import DECISION, OF_ONE_SUBJECT, Wanted
from assessor.service.outputs import Report
from assessor.service.previewing import gap_preview, kinds_of_documents, public_preview, suffixes, told
from assessor.service.reporting import report
from assessor.service.standing import best_gains
from assessor.service.workspace import Workspace, open_workspace
from assessor.tui.messages import Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.service.previewing import Told
    from assessor.tui.app import AssessorApp

FIRST_SUFFIX = ".docx"


async def provide(app: "AssessorApp", needed: str) -> None:
    """Compute what a screen needs and put it where the screens see it.

    Raises:
        AssessorError: it cannot be computed.
    """
    if app.sitting is None or app.result is None:
        return
    workspace = app.sitting.workspace
    if needed == "section7":
        found = await asyncio.to_thread(public_preview, workspace, app.templates)
        app.choices, app.near = found.choices, found.near
        app.remarks, app.compared = found.remarks, found.compared
        app.documents = {**app.documents, needed: found.document}
    elif needed == "gap":
        app.documents = {**app.documents, needed: await asyncio.to_thread(gap_preview, workspace, app.templates)}
    elif needed == "score":
        app.gains = await asyncio.to_thread(best_gains, app.result)
    elif app.cursor is not None:
        app.told = await asyncio.to_thread(_told, workspace, app.cursor)


def _told(workspace: Workspace, pair: "PairKey") -> "tuple[Told, ...]":
    # The store of the desk is the desk's alone; what else is read is read beside it.
    with open_workspace(workspace.target, workspace.session, read_only=True) as beside:
        return told(beside, pair)


async def write(app: "AssessorApp", kind: str) -> None:
    """Let a document and a path be chosen and write it; what cannot be done is said and asked again."""
    if app.sitting is None:
        return
    workspace, say = app.sitting.workspace, app.say
    subject = app.pia.result.subject if kind in OF_ONE_SUBJECT and app.pia and app.pia.result else None
    first = OF_ONE_SUBJECT if subject else (kind,)
    kinds = [*first, *(one for one in kinds_of_documents() if one not in first)]
    items = [Item("", say(f"document.{one}"), place, one) for place, one in enumerate(kinds)]
    chosen = await app.choose(say("write.title"), items, footer=(say("write.confidential"),))
    if chosen is None:
        return
    of_one = subject.id if subject and kinds[chosen] in OF_ONE_SUBJECT else None
    stage = await _stage(app) if kinds[chosen] == DECISION else None
    if kinds[chosen] == DECISION and stage is None:
        return
    wanted = Wanted(kinds[chosen], of_one, templates=app.templates, stage=stage)
    how = say("write.how", suffixes=say("list.comma").join(suffixes()), folder=str(Path.cwd()))
    path = file_name(say(f"document.{wanted.kind}"), of_one)
    while True:
        given = await app.push_screen_wait(Prompt(say(f"document.{wanted.kind}"), how, say, path))
        if given is None:
            return
        path = given
        try:
            made = await _written(app, workspace, wanted, path)
        except AssessorError as error:
            how = app.in_two_sentences(error)
            continue
        finally:
            app.notice = Notice()
        if made is not None:
            app.notice = Notice(say("write.done", path=made.path or "", size=max(len(made.content) // 1024, 1)), "good")
            return


def file_name(document: str, of_one: str | None = None) -> str:
    """The name that a file has unless another is typed: what the document is called, without who may read it."""
    name = document.partition("（")[0].partition(" (")[0]
    return name + (f"_{of_one}" if of_one else "") + FIRST_SUFFIX


async def replaces(app: "AssessorApp", path: str) -> bool:
    """Ask whether the file of that name is to be replaced; Enter alone replaces nothing."""
    say = app.say
    choices = (Choice("Esc", say("write.other"), "other"), Choice("x", say("write.replace"), "replace"))
    return await app.ask(Asking(say("write.exists"), (str(Path(path)), say("write.exists.why")), choices)) == "replace"


async def _stage(app: "AssessorApp") -> str | None:
    """The stage that a draft decision asks for."""
    names = [one.value for one in ReleaseStage]
    items = [Item("", app.say(f"release.stage.{name}"), place, name) for place, name in enumerate(names)]
    chosen = await app.choose(app.say("write.stage"), items)
    return None if chosen is None else names[chosen]


async def _written(app: "AssessorApp", workspace: Workspace, wanted: Wanted, path: str) -> Report | None:
    """The document written; None where the officer does not want to replace what is there."""
    app.tell("write.making")
    try:
        return await asyncio.to_thread(_report, workspace, wanted, path, False)
    except TargetExists:
        if not await replaces(app, path):
            return None
    return await asyncio.to_thread(_report, workspace, wanted, path, True)


def _report(workspace: Workspace, wanted: Wanted, path: str, force: bool) -> Report:
    target = str(Path(path).expanduser())
    with open_workspace(workspace.target, workspace.session, read_only=True) as beside:
        return report(beside, wanted, format_name=None, target=target, force=force)
