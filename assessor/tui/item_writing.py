"""A field of an item is written anew."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from assessor.model.remediation import ItemStatus, Priority
from assessor.service.item_editing import Edit
from assessor.service.item_fields import ItemFields
from assessor.tui.item_asking import MEANS, ask_line, ask_secured, found, save_edit, tried, typed, with_means
from assessor.tui.item_moving import move
from assessor.tui.item_steps import step_edit
from assessor.tui.screens.items import Item

if TYPE_CHECKING:
    from assessor.model.standing import ItemStanding
    from assessor.tui.app import AssessorApp


async def write(app: "AssessorApp", item: str, field: str, place: int) -> None:
    """Write a field of an item anew."""
    one = found(app, item)
    if one is None:
        return
    if field == "status":
        await _choose_status(app, one)
    elif field == "milestones":
        edit = await step_edit(app, one, place)
        if edit is not None:
            save_edit(app, one, edit, app.say("field.milestone"))
    else:
        fields = await _fields(app, one, field)
        if fields is not None:
            edit = await with_means(app, one, Edit(item, fields))
            save_edit(app, one, edit, app.say(f"field.{field}"))


async def _choose_status(app: "AssessorApp", one: "ItemStanding") -> None:
    names = list(ItemStatus)
    items = [Item(str(place + 1), app.say(f"item_status.{name.value}"), place) for place, name in enumerate(names)]
    chosen = await app.choose(app.say("items.status.title", item=one.item.id), items, start=names.index(one.status))
    if chosen is not None:
        await move(app, one.item.id, names[chosen].value)


async def _fields(app: "AssessorApp", one: "ItemStanding", field: str) -> ItemFields | None:
    """What is typed or chosen for a field; None where it was put away."""
    if field in MEANS:
        value = await ask_secured(app, one.item.id, field)
        return None if value is None else typed({field: value})
    if field == "priority":
        return await _priority(app, one)
    many = field in ("depends_on", "treatments", "funding")

    def given(text: str) -> ItemFields:
        return typed({field: tuple(_parts(field, text)) if many else text})

    check = partial(tried, app, lambda text: Edit(one.item.id, given(text)))
    text = await ask_line(app, f"items.{field}", written(one, field), check=check, optional=field != "title")
    return None if text is None or (not text and field in ("comment", "funding")) else given(text)


def _parts(field: str, text: str) -> Sequence[str]:
    return [text] if field == "funding" else text.replace("、", " ").replace(",", " ").split() or [""]


def written(one: "ItemStanding", field: str) -> str:
    """A field of an item as it is typed."""
    held = getattr(one.item, field, None)
    if field in ("comment", "funding") or held is None:
        return ""
    if isinstance(held, str):
        return held
    return " ".join(held) if field in ("depends_on", "treatments") else getattr(held, "text", str(held))


async def _priority(app: "AssessorApp", one: "ItemStanding") -> ItemFields | None:
    """By hand with the reason, or as computed."""
    names = [*(name.value for name in Priority), ""]
    items = [
        Item("", app.say(f"priority.{name}" if name else "items.priority.computed"), n) for n, name in enumerate(names)
    ]
    start = names.index(one.item.priority.value if one.item.priority else "")
    chosen = await app.choose(app.say("items.priority.title", item=one.item.id), items, start=start)
    if chosen is None:
        return None
    if not names[chosen]:
        return ItemFields(priority="", priority_reason="")
    reason = await ask_line(app, "items.priority_reason", one.item.priority_reason or "")
    return None if reason is None else ItemFields(priority=names[chosen], priority_reason=reason)
