"""The area of remediation: what its screens ask is done here, by the desk's queue."""

from typing import TYPE_CHECKING

from assessor.tui.item_looking import provide as provide
from assessor.tui.item_requests import (
    ItemFieldChosen,
    ItemLooked,
    ItemMoved,
    ItemShown,
    ItemsWanted,
    OwnerWanted,
)
from assessor.tui.messages import AreaRequest

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp


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
