"""A new programme, begun by plain questions; every answer is stored at once. Loaded with the first wish for one."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assessor.errors import AssessorError
from assessor.model.checklist import Fact
from assessor.model.programme import PROGRAMME_ID, Subject, SubjectKind
from assessor.service.assessing import add_subject, create_programme, set_subject
from assessor.service.workspace import Workspace, open_workspace
from assessor.tui.messages import Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from assessor.service.settings import Session
    from assessor.tui.app import AssessorApp

SUFFIX = ".assessor"
KINDS = (SubjectKind.SERVICE, SubjectKind.CITY_OS, SubjectKind.ASSET_GROUP)
_NO_FILE_NAME = '<>:"/\\|?*.'
_SAID = ("yes", "no")
BACK = "back"

Outcome = TypeVar("Outcome")


async def begin(app: "AssessorApp") -> None:
    """Municipality, plan, file, subjects with their facts; then the questionnaire opens."""
    say = app.say
    municipality = await _line(app, "new.municipality")
    if municipality is None:
        return
    plan = await _line(app, "new.plan", say("new.plan.default", municipality=municipality), optional=True)
    if plan is None:
        return
    target = await _create(app, {"municipality": municipality, "plan": plan or None})
    if target is None:
        return
    try:
        await _describe(app, target)
    except AssessorError as error:
        app.notice = Notice(app.in_two_sentences(error), "alarm")
    app.open_programme(target)


async def make_sample(app: "AssessorApp", folder: str) -> None:
    """Make the sample with all its documents in a folder, and open it."""
    from assessor.service.demo import PROGRAMME, make_demo

    app.tell("opening.sample")
    path = Path(folder).expanduser()
    try:
        await asyncio.to_thread(make_demo, path, app.session)
    except AssessorError as error:
        app.notice = Notice(app.in_two_sentences(error), "alarm")
        return
    app.open_programme(str(path / PROGRAMME))


async def _line(app: "AssessorApp", key: str, text: str = "", *, optional: bool = False) -> str | None:
    say = app.say
    return await app.push_screen_wait(Prompt(say(key), say(f"{key}.how"), say, text, optional=optional))


async def _create(app: "AssessorApp", titles: Mapping[str, str | None]) -> str | None:
    """Where the new programme stands; a path that cannot be used is said and asked again."""
    say = app.say
    name = "".join("_" if char in _NO_FILE_NAME else char for char in titles["municipality"] or "")
    path, how = f"{name}{SUFFIX}", say("new.path.how", folder=str(Path.cwd()))
    while True:
        given = await app.push_screen_wait(Prompt(say("new.path"), how, say, path))
        if given is None:
            return None
        path = given
        target = str(Path(path).expanduser())
        try:
            await asyncio.to_thread(create_programme, target, app.session, titles=titles)
        except AssessorError as error:
            how = app.in_two_sentences(error)
        else:
            return target


async def _describe(app: "AssessorApp", target: str) -> None:
    """The facts of the whole, then one subject after the other."""
    if not await _facts(app, target, PROGRAMME_ID):
        return
    while True:
        say = app.say
        items = [Item("", say(f"add.{kind.value}"), place) for place, kind in enumerate(KINDS)]
        held = await _read(app, target, lambda workspace: len(workspace.assessment.subjects) - 1)
        done = say("new.subjects.done") if held else say("new.subjects.later")
        chosen = await app.choose(say("new.subjects", count=held), [*items, Item("", done, len(KINDS))])
        if chosen is None or chosen == len(KINDS):
            return
        name = await _line(app, "add.name")
        if name:
            subject = await _read(app, target, partial(_add, KINDS[chosen], name))
            await _facts(app, target, subject)


def _add(kind: SubjectKind, name: str, workspace: Workspace) -> str:
    taken = {subject.id.casefold() for subject in workspace.assessment.subjects}
    stem = kind.value.replace("_", "-")
    subject = next(f"{stem}-{number}" for number in range(1, len(taken) + 2) if f"{stem}-{number}" not in taken)
    add_subject(workspace, subject, kind, {"name": name})
    return subject


async def _facts(app: "AssessorApp", target: str, subject_id: str) -> bool:
    """Ask the facts of a subject, each stored at once; False where the officer wants to do it later."""
    subject, facts = await _read(app, target, lambda workspace: _facts_of(workspace, subject_id))
    place = 0
    while place < len(facts):
        fact = facts[place]
        value = await app.ask(_asking(app, subject, fact, (place + 1, len(facts))))
        if value is None:
            return subject_id != PROGRAMME_ID or await _goes_on(app)
        if value in _SAID:
            said = [f"{fact.id}={value}"]
            await _read(app, target, partial(_say_facts, subject_id, said))
        place += -1 if value == BACK else 1
    return True


def _say_facts(subject_id: str, said: list[str], workspace: Workspace) -> None:
    set_subject(workspace, subject_id, {}, said)


async def _goes_on(app: "AssessorApp") -> bool:
    say = app.say
    choices = (Choice("Enter", say("new.facts.go_on"), "on"), Choice("Esc", say("new.facts.stop"), "stop"))
    return await app.ask(Asking(say("new.facts.left"), (say("new.facts.left.why"),), choices)) == "on"


def _facts_of(workspace: Workspace, subject_id: str) -> tuple[Subject, tuple[Fact, ...]]:
    subject = workspace.subject(subject_id)
    return subject, tuple(fact for fact in workspace.checklist.facts if subject.kind in fact.kinds)


def _asking(app: "AssessorApp", subject: Subject, fact: Fact, place: tuple[int, int]) -> Asking:
    say = app.say
    name = say("new.whole") if subject.id == PROGRAMME_ID else subject.name
    lines = (fact.ask.say(app.lang), *((fact.help.say(app.lang),) if fact.help else ()), "", say("new.facts.esc"))
    choices = (
        Choice("7", say("fact.yes"), "yes"),
        Choice("8", say("fact.no"), "no"),
        Choice("9", say("fact.not_yet"), "open"),
        *((Choice("b", say("new.facts.back"), BACK),) if place[0] > 1 else ()),
    )
    title = say("new.facts", step=4 if subject.id == PROGRAMME_ID else 5, name=name, place=place[0], count=place[1])
    return Asking(title, lines, choices, None)


async def _read(app: "AssessorApp", target: str, work: Callable[[Workspace], Outcome]) -> Outcome:
    """Do something with the programme, off the screen's own thread."""
    return await asyncio.to_thread(_with, target, app.session, work)


def _with(target: str, session: "Session", work: Callable[[Workspace], Outcome]) -> Outcome:
    with open_workspace(target, session) as workspace:
        return work(workspace)
