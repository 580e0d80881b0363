"""Items are made of findings, and the owner and due date of a finding are written."""

from typing import TYPE_CHECKING

from assessor.service.item_editing import Edit, covering_more, drafted, made_items
from assessor.service.item_fields import ItemFields, values_of
from assessor.tui.item_asking import Check, ask_line, give, save_edit, typed, with_means
from assessor.tui.item_looking import provide
from assessor.tui.item_writing import written
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.tui.app import AssessorApp

MOST_NAMED = 8
"""More ways than these can be searched through."""


async def make(app: "AssessorApp", pairs: "tuple[PairKey, ...]") -> None:
    """Make items of findings, or add the findings to an item that is there."""
    say, items = app.say, app.items or ()
    if not pairs:
        choices = (Choice("Esc", say("items.stay"), "stay"), Choice("1", say("items.draft.yes"), "draft"))
        if await app.ask(Asking(say("items.draft.title"), (say("items.draft.why"),), choices)) == "draft":
            give(app, drafted, say("items.made"))
        return
    ways = [Item("", say("items.make.one"), -1)]
    if len(pairs) > 1:
        ways.append(Item("", say("items.make.each", count=len(pairs)), -2))
    ways += [
        Item(one.item.id, say("items.make.add", title=one.item.title), place, one.item.title)
        for place, one in enumerate(items)
        if one.status.is_open
    ]
    chosen = await app.choose(say("items.make.title", count=len(pairs)), ways, searchable=len(ways) > MOST_NAMED)
    if chosen is None:
        return
    if chosen >= 0:
        item = items[chosen].item.id
        give(app, lambda workspace: covering_more(workspace, item, pairs), say("items.added", item=item))
        return
    groups = [pairs] if chosen == -1 else [(pair,) for pair in pairs]
    give(app, lambda workspace: made_items(workspace, groups, ItemFields()), say("items.made"))


async def owner(app: "AssessorApp", pair: "PairKey") -> None:
    """Department, post and due date of the item of a finding; where it has none, one is made."""
    await provide(app, "items")
    covering = [one for one in app.items or () if pair in one.item.pairs and one.status.is_open]
    one = covering[0] if covering else None
    if len(covering) > 1:
        ways = [Item(each.item.id, each.item.title, place) for place, each in enumerate(covering)]
        chosen = await app.choose(app.say("items.owner.which"), ways)
        if chosen is None:
            return
        one = covering[chosen]
    told: dict[str, str] = {}
    for field in ("department", "owner", "due"):
        held = written(one, field) if one else ""
        text = await ask_line(app, f"items.assign.{field}", held, check=_field_check(app, field), optional=True)
        if text is None:
            return
        if text or one is not None:
            told[field] = text
    fields = typed(told)
    if one is None:
        give(app, lambda workspace: made_items(workspace, [(pair,)], fields), app.say("items.made"))
    else:
        edit = await with_means(app, one, Edit(one.item.id, fields))
        save_edit(app, one, edit, app.say("items.owner_and_due"))


def _field_check(app: "AssessorApp", field: str) -> Check:
    def check(text: str) -> object:
        return values_of(None, typed({field: text}), by="", today=app.session.today)

    return check
