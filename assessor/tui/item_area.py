"""The area of remediation: what its screens show is computed here, what they ask is done here, by the desk's queue."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from assessor.model.change import AnswerChange, RecordChange
from assessor.service.item_editing import Making, effect_by, judged
from assessor.service.workspace import Workspace
from assessor.tui.deeds import Deed, RecordDeed, Step
from assessor.tui.item_requests import (
    ItemFieldChosen,
    ItemLooked,
    ItemMoved,
    ItemShown,
    ItemsWanted,
    OwnerWanted,
)
from assessor.tui.messages import AreaRequest
from assessor.tui.tasks import Did

if TYPE_CHECKING:
    from assessor.model.result import AssessmentResult
    from assessor.model.standing import Effect, ItemStanding
    from assessor.tui.app import AssessorApp


async def provide(app: "AssessorApp", needed: str) -> None:
    """All items as they stand (`items`), and what closing one of them would do (`items:R-001`)."""
    if app.sitting is None or app.result is None:
        return
    workspace, result, name = app.sitting.workspace, app.result, needed.partition(":")[2]
    held = app.items if app.items_seen == app.seen else None
    seen = app.seen
    items, change = await asyncio.to_thread(_computed, workspace, result, held, name)
    app.items_seen = seen
    app.items = items
    if change is not None:
        app.item_effect = (name, change)


def _computed(
    workspace: Workspace, result: "AssessmentResult", held: "tuple[ItemStanding, ...] | None", name: str
) -> "tuple[tuple[ItemStanding, ...], Effect | None]":
    items = judged(workspace, result) if held is None else held
    chosen = next((one.item for one in items if one.item.id == name), None)
    return items, None if chosen is None else effect_by(result, chosen)


async def act(app: "AssessorApp", request: AreaRequest) -> None:
    """Do what a screen of remediation asks."""
    from assessor.tui import item_making, item_moving, item_writing

    match request:
        case ItemShown(item=item):
            app.item = item
            await app.show_screen("item")
        case ItemMoved(item=item, status=status):
            await item_moving.move(app, item, status)
        case ItemFieldChosen(item=item, field=field, place=place):
            await item_writing.write(app, item, field, place)
        case ItemsWanted(pairs=pairs):
            await item_making.make(app, pairs)
        case OwnerWanted(pair=pair):
            await item_making.owner(app, pair)
        case ItemLooked(item=item, look=look):
            # Told to no screen: the one it comes from may be further by now.
            app.set_reactive(type(app).item, item)
            app.set_reactive(type(app).item_look, look or app.item_look)


def undoable(make: Making) -> Callable[[Workspace], Did]:
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
