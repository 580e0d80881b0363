"""What the screens of remediation ask for; `item_area` does it."""

from typing import TYPE_CHECKING

from assessor.tui.messages import AreaRequest

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey


class ItemRequest(AreaRequest):
    """What is asked of the area of remediation."""

    area = "items"


class ItemShown(ItemRequest):
    """An item is to be shown whole."""

    def __init__(self, item: str) -> None:
        """Keep its id."""
        super().__init__()
        self.item = item


class ItemMoved(ItemRequest):
    """An item is to get another status; the area asks for what that needs."""

    def __init__(self, item: str, status: str) -> None:
        """Keep the item and the status."""
        super().__init__()
        self.item, self.status = item, status


class ItemFieldChosen(ItemRequest):
    """A field of an item is to be written anew; `place` says which one of several steps."""

    def __init__(self, item: str, field: str, place: int = -1) -> None:
        """Keep the item and its field."""
        super().__init__()
        self.item, self.field, self.place = item, field, place


class ItemsWanted(ItemRequest):
    """Items are to be made of findings, or the findings to be added to one; none named = of all without an item."""

    def __init__(self, pairs: "tuple[PairKey, ...]" = ()) -> None:
        """Keep the findings."""
        super().__init__()
        self.pairs = pairs


class OwnerWanted(ItemRequest):
    """Owner and due date of what is done about a finding are to be written."""

    def __init__(self, pair: "PairKey") -> None:
        """Keep the finding."""
        super().__init__()
        self.pair = pair


class ItemLooked(ItemRequest):
    """Another item is looked at, or the items in another way; a later screen begins there."""

    def __init__(self, item: str, look: tuple[str, str] | None = None) -> None:
        """Keep the item and the way; None = the way is as it was."""
        super().__init__()
        self.item, self.look = item, look
