"""Asking for what an item needs, and giving it to the desk.

Everything typed is checked against the items as they are before it is given, so that a text that cannot be taken is
asked for again and not lost.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assessor.errors import AssessorError
from assessor.model.change import AnswerChange, RecordChange
from assessor.service.item_editing import Edit, Making, asks_for_means, edited
from assessor.service.item_fields import ItemFields
from assessor.service.workspace import Workspace
from assessor.tui.deeds import Deed, RecordDeed, Step
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.prompt import Prompt
from assessor.tui.tasks import Did, Work

if TYPE_CHECKING:
    from assessor.model.standing import ItemStanding
    from assessor.tui.app import AssessorApp

MEANS = ("budget_secured", "people_secured")
SAID = ("yes", "no", "unanswered")

Check = Callable[[str], object]


def typed(values: Mapping[str, Any]) -> ItemFields:
    """The fields of these names."""
    return ItemFields(**values)


def found(app: "AssessorApp", item: str) -> "ItemStanding | None":
    """The item as it was shown."""
    return next((one for one in app.items or () if one.item.id == item), None)


async def ask_line(
    app: "AssessorApp", key: str, text: str = "", *, check: Check | None = None, optional: bool = False
) -> str | None:
    """Ask for one line until it can be taken; None where it was put away."""
    title, how = app.say(key), app.say(f"{key}.how")
    while True:
        given = await app.push_screen_wait(Prompt(title, how, app.say, text, optional=optional))
        if given is None:
            return None
        try:
            if check is not None and given:
                await asyncio.to_thread(check, given)
        except AssessorError as error:
            how, text = app.in_two_sentences(error), given
            continue
        return given


def tried(app: "AssessorApp", made: Callable[[str], Edit], text: str) -> None:
    """Make an edit ready, so that what is wrong with it is known before it is saved."""
    if app.sitting is not None:
        edited(app.sitting.workspace, made(text))


def save_edit(app: "AssessorApp", one: "ItemStanding", edit: Edit, word: str) -> None:
    """Give an edit to the desk; `word` says what was written."""
    sitting = app.sitting
    if sitting is None:
        return
    # While own saves wait, what is shown is not what will be stored: then nobody else can be told from oneself.
    seen = None if sitting.desk.waiting else one.item
    sitting.work(
        Work(_undoable(lambda workspace: edited(workspace, edit, seen))),
        app.say("saved", what=f"{edit.item} {word}"),
    )


def give(app: "AssessorApp", make: Making, text: str) -> None:
    """Let items be made, and say which."""
    if app.sitting is None:
        return

    def done(outcome: object) -> None:
        names = [deed.id for deed in outcome.step if isinstance(deed, RecordDeed)] if isinstance(outcome, Did) else []
        if not names:
            app.tell("items.nothing_made")
        else:
            app.item = names[0]
            which = "items.made.named" if len(names) > 1 else "items.made.one"
            app.tell(which, "good", count=len(names), first=names[0], last=names[-1], what=text)

    app.sitting.work(Work(_undoable(make), done), text)


async def with_means(app: "AssessorApp", one: "ItemStanding", edit: Edit) -> Edit:
    """Ask whether money and people are secured, where that is to be asked and nobody has said; Esc leaves it open."""
    if not asks_for_means(one.item, edit.fields):
        return edit
    said: dict[str, str] = {}
    for field in MEANS:
        if getattr(one.item, field) is None and getattr(edit.fields, field) is None:
            value = await ask_secured(app, one.item.id, field)
            if value is not None:
                said[field] = value
    return edit._replace(fields=replace(edit.fields, **dict[str, Any](said)))


async def ask_secured(app: "AssessorApp", item: str, field: str) -> str | None:
    """Whether money or people are secured; None where it was put away."""
    say = app.say
    choices = tuple(Choice(str(place), say(f"secured.{name}"), name) for place, name in enumerate(SAID, 1))
    return await app.ask(Asking(say(f"items.ask.{field}", item=item), (say("items.ask.why"),), choices, None))


def _undoable(make: Making) -> Callable[[Workspace], Did]:
    """What makes changes, as work that saves them and can be undone."""

    def do(workspace: Workspace) -> Did:
        changes = make(workspace)
        step: list[Deed | RecordDeed] = []
        for change in changes:
            if isinstance(change, AnswerChange):
                pair = (change.subject, change.control)
                row, was = workspace.snapshot.rows.get(pair), workspace.assessment.to_confirm.get(pair)
                step.append(Deed(pair, row.answer if row else None, change.answer, was))
            elif isinstance(change, RecordChange):
                held = workspace.snapshot.records.get((change.kind, change.id))
                step.append(RecordDeed(change.kind, change.id, held.content if held else None, change.content))
        workspace.apply(changes)
        done: Step = tuple(step)
        return Did(done)

    return do
