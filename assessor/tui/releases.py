"""The area of releases: what was frozen, freezing another text by plain questions, writing a frozen text to a file."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from assessor.errors import AssessorError, TargetExists
from assessor.model.fiscal import era_date
from assessor.model.release import ReleaseStage
from assessor.service.outputs import Output, Report
from assessor.service.passing import OWN_CODE
from assessor.service.privacy_reporting import summarised
from assessor.service.release_reporting import CHANGES, write_changes, write_frozen
from assessor.service.releases import SECTION7, releases
from assessor.service.releasing import SUMMARY, Approval, Findings, consult, examine, freeze
from assessor.service.workspace import Workspace, open_workspace
from assessor.tui.messages import AreaRequest, ConsultRequested, Notice, ReleaseWriteRequested
from assessor.tui.previews import replaces
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.prompt import Prompt
from assessor.tui.tasks import Work

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp
    from assessor.tui.sitting import Sitting

Made = TypeVar("Made")

SUFFIX = ".docx"
BETWEEN_POSTS = "、"


async def provide(app: "AssessorApp", _: str) -> None:
    """Read the releases."""
    if app.sitting is not None:
        app.releases = await asyncio.to_thread(releases, app.sitting.workspace)


async def act(app: "AssessorApp", request: AreaRequest) -> None:
    """Freeze a text, write down what a post said, or write a frozen text to a file.

    Raises:
        AssessorError: it cannot be done.
    """
    if isinstance(request, ReleaseWriteRequested):
        await _write(app, request)
    elif isinstance(request, ConsultRequested):
        await _consult(app, request.release)
    else:
        await _create(app)


async def _prompted(app: "AssessorApp", name: str, *, optional: bool = True, text: str = "") -> str | None:
    say = app.say
    asked = Prompt(say(f"release.ask.{name}"), say(f"release.ask.{name}.how"), say, text, optional=optional)
    return await app.push_screen_wait(asked)


async def _which(app: "AssessorApp") -> tuple[str, str | None] | None:
    """The kind of document and the service it is about; asked only where a summary could be published."""
    workspace = app.sitting.workspace if app.sitting is not None else None
    services = await asyncio.to_thread(summarised, workspace) if workspace is not None else ()
    if not services:
        return SECTION7, None
    titles = [app.say("release.which.section7"), *(app.say("release.which.summary", name=one.name) for one in services)]
    items = [Item("", title, place) for place, title in enumerate(titles)]
    chosen = await app.choose(app.say("release.ask.which"), items)
    if chosen is None:
        return None
    return (SUMMARY, services[chosen - 1].id) if chosen else (SECTION7, None)


async def _create(app: "AssessorApp") -> None:
    which = await _which(app)
    if which is None:
        return
    stages = [
        Item("", app.say(f"release.stage.{one.value}"), place, one.value) for place, one in enumerate(ReleaseStage)
    ]
    chosen = await app.choose(app.say("release.ask.stage"), stages)
    if chosen is None:
        return
    told: dict[str, str] = {}
    for name in ("document", "number", "approver", "consulted"):
        given = await _prompted(app, name)
        if given is None:
            return
        told[name] = given
    document = str(Path(told["document"]).expanduser()) if told["document"] else None
    approval = Approval(
        stage=tuple(ReleaseStage)[chosen].value,
        report=which[0],
        subject=which[1],
        templates=app.templates,
        document=document,
        number=told["number"] or None,
        approver=told["approver"] or None,
        consulted=tuple(one.strip() for one in told["consulted"].split(BETWEEN_POSTS) if one.strip()),
    )
    app.tell("release.looking")
    found = await asyncio.to_thread(_beside, app, lambda beside: examine(beside, approval).findings)
    passing = await _passed(app, approval, found)
    if passing is None or app.sitting is None:
        app.tell("release.not_made")
        return
    text = app.say("release.made", label=app.say(f"release.stage.{approval.stage}"))
    app.sitting.work(Work(lambda held: freeze(held, passing, examine(held, passing))), text)


async def _passed(app: "AssessorApp", approval: Approval, found: Findings) -> Approval | None:
    """The approval as it is to be done: once more asked, or with what must not be published passed by a reason."""
    say, keys = app.say, tuple(one.key for one in found.blocking)
    label = say(f"release.stage.{approval.stage}")
    no = Choice("Esc", say("release.leave"), "leave")
    if not keys:
        lines = (say("release.confirm.text"), *_decision_lines(app, found), *_notice_lines(app, found))
        made = await app.ask(
            Asking(say("release.confirm", label=label), lines, (Choice("Enter", say("release.do"), "do"), no))
        )
        return approval if made == "do" else None
    choices = (no, Choice("x", say("release.pass"), "pass"))
    only_own = all(one.code == OWN_CODE for one in found.blocking)
    title = say("release.own" if only_own else "release.blocked", count=len(keys))
    if await app.ask(Asking(title, tuple(_finding_lines(app, found, only_own)), choices)) != "pass":
        return None
    reason = await _prompted(app, "reason", optional=False)
    return replace(approval, passed=keys, reason=reason) if reason else None


def _notice_lines(app: "AssessorApp", found: Findings) -> list[str]:
    """What could be read more easily: of this very text, which stands on no other screen."""
    say = app.say
    count = len(found.remarks)
    lines = [say("release.confirm.notices", count=count) if count else say("release.confirm.no_notices")]
    for one in found.remarks:
        lines += [say(f"remark.{one.code.value}.what", **{**one.values, "words": one.words}), f"  {one.text}"]
    return lines


def _finding_lines(app: "AssessorApp", found: Findings, only_own: bool) -> list[str]:
    say = app.say
    lines = [say("release.own.how" if only_own else "release.blocked.how"), ""]
    for one in found.remarks:
        if one.severity == "block":
            lines += [say(f"remark.{one.code.value}.what", **{**one.values, "words": one.words}), f"  {one.text}"]
    for claim in found.claims:
        lines += [say(f"claim.verdict.{claim.verdict}"), f"  {claim.text}"]
    for sentence in found.own:
        near = say("claim.own.near", controls=say("cli.list").join(sentence.near))
        where = say("claim.own.none", section=sentence.section or say("claim.own.top"))
        lines += [near if sentence.near else where, f"  {sentence.text}"]
    return [*lines, *_decision_lines(app, found)]


def _decision_lines(app: "AssessorApp", found: Findings) -> list[str]:
    """What is to be said of the decision itself: its day, its number, the title of an edited text."""
    say, order = app.say, found.order
    lines = [say("release.number.twice.short", number=one.number, release=one.id) for one in found.alike]
    if order and order.against:
        before = era_date(order.against.dated) if say.lang == "ja" else order.against.dated.isoformat()
        lines.append(say("release.order.short", release=order.against.id, before=before))
    return [*lines, *([say("release.title.contradicts")] if found.title_contradicts else [])]


async def _consult(app: "AssessorApp", release: str) -> None:
    post = await _prompted(app, "post", optional=False)
    comment = await _prompted(app, "comment") if post else None
    reply = await _prompted(app, "reply") if comment is not None else None
    if post is None or reply is None or app.sitting is None:
        return
    text = app.say("release.consulted", release=release, post=post)

    def keep(held: Workspace) -> None:
        consult(held, release, post, comment=comment or None, reply=reply or None)

    app.sitting.work(Work(keep), text)


async def _write(app: "AssessorApp", request: ReleaseWriteRequested) -> None:
    say, before = app.say, request.before
    name = request.release if before is None else f"{CHANGES}-{before}-{request.release}"
    final = False
    if before is None:
        kinds = [Item("", say(f"release.write.{one}"), place) for place, one in enumerate(("marked", "final"))]
        chosen = await app.choose(say("release.write"), kinds)
        if chosen is None:
            return
        final = chosen == 1
    title, how = say("release.write"), say("release.write.how", folder=str(Path.cwd()))
    path, force = f"{name}{SUFFIX}", False
    while True:
        given = path if force else await app.push_screen_wait(Prompt(title, how, say, path))
        if given is None:
            return
        output, path = Output(target=str(Path(given).expanduser()), force=force), given
        try:
            made = await asyncio.to_thread(_beside, app, partial(_written, request, output, final))
        except TargetExists:
            force = await replaces(app, path)
            continue
        except AssessorError as error:
            how, force = app.in_two_sentences(error), False
            continue
        app.notice = Notice(say("write.done", path=made.path or "", size=max(len(made.content) // 1024, 1)), "good")
        return


def _written(request: ReleaseWriteRequested, output: Output, final: bool, held: Workspace) -> Report:
    if request.before is None:
        return write_frozen(held, request.release, output, final=final)
    return write_changes(held, (request.before, request.release), output)


def _beside(app: "AssessorApp", make: Callable[[Workspace], Made]) -> Made:
    """What is only read is read beside the desk: its store is the desk's alone."""
    workspace = cast("Sitting", app.sitting).workspace
    with open_workspace(workspace.target, workspace.session, read_only=True) as beside:
        return make(beside)
