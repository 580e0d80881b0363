"""The milestones of an item: a new one, and what can be done with one that is there."""

from typing import TYPE_CHECKING

from assessor.model.due import parse_due
from assessor.model.remediation import Milestone
from assessor.service.item_editing import Edit
from assessor.service.item_fields import read_milestone
from assessor.tui.item_asking import ask_line
from assessor.tui.screens.items import Item

if TYPE_CHECKING:
    from assessor.model.standing import ItemStanding
    from assessor.tui.app import AssessorApp

WAYS = ("reached", "due", "title", "remove")


async def step_edit(app: "AssessorApp", one: "ItemStanding", place: int) -> Edit | None:
    """The steps of an item with one of them changed; a place behind the last one is a new step."""
    steps = list(one.item.milestones)
    if not 0 <= place < len(steps):
        made = await _new(app)
        return None if made is None else Edit(one.item.id, milestones=(*steps, made))
    held = steps[place]
    ways = [way for way in WAYS if way != "reached" or held.done is None]
    items = [Item("", app.say(f"items.step.{way}"), number) for number, way in enumerate(ways)]
    chosen = await app.choose(held.title, items)
    if chosen is None:
        return None
    way = ways[chosen]
    if way == "remove":
        del steps[place]
    else:
        changed = await _changed(app, held, way)
        if changed is None:
            return None
        steps[place] = changed
    return Edit(one.item.id, milestones=tuple(steps))


async def _new(app: "AssessorApp") -> Milestone | None:
    title = await ask_line(app, "items.step.title")
    due = None if title is None else await _due(app, "")
    return None if title is None or due is None else Milestone.model_validate({"title": title, "due": due or None})


async def _changed(app: "AssessorApp", held: Milestone, way: str) -> Milestone | None:
    if way == "reached":
        return held.model_copy(update={"done": app.session.today})
    if way == "title":
        title = await ask_line(app, "items.step.title", held.title)
        return None if title is None else held.model_copy(update={"title": title})
    due = await _due(app, held.due.text if held.due else "")
    return None if due is None else held.model_copy(update={"due": parse_due(due) if due else None})


async def _due(app: "AssessorApp", text: str) -> str | None:
    return await ask_line(app, "items.step.due", text, check=lambda given: read_milestone(f"x@{given}"), optional=True)
