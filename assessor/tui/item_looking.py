"""What the screens of remediation show is computed here."""

import asyncio
from typing import TYPE_CHECKING

from assessor.service.item_editing import effect_by, judged
from assessor.service.workspace import Workspace

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
