"""One remediation item: every field is written here, in place; beside it what closing the item would do."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.model.remediation import ItemStatus
from assessor.model.standing import Effect, ItemStanding
from assessor.tui.item_requests import ItemFieldChosen, ItemLooked, ItemMoved
from assessor.tui.messages import Needed, QuestionRequested, ScreenChosen
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Key, KeyLines
from assessor.tui.widgets.item_board import STATUSES
from assessor.tui.widgets.item_page import ItemPage, Target, targets

KEYS = KeyLines(
    (
        Key("key.up_down", "key.choose"),
        Key("Enter", "key.item_write", "screen.open"),
        Key("key.digits", "key.item_status"),
        Key("PageDown", "key.read_on", "screen.read(1)"),
    ),
    (
        Key("c", "key.item_comment", "screen.comment"),
        Key("[ ]", "key.other_item", "screen.other(1)"),
        Key("Esc", "key.to_items", "screen.back"),
    ),
)


class ItemScreen(Framed):
    """What can be chosen is a field, a step or a question behind the item."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("home", "move(-1000)", "key.first"),
        Binding("end", "move(1000)", "key.last"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("pagedown,space", "read(1)", "key.read_on"),
        Binding("enter", "open", "key.item_write"),
        *(
            Binding(f"{place},{chr(0xFF10 + place)}", f"status({place})", f"key.item_status_{place}")
            for place in range(1, len(STATUSES) + 1)
        ),
        Binding("c,ｃ", "comment", "key.item_comment"),
        Binding("left_square_bracket", "other(-1)", "key.item_before"),
        Binding("right_square_bracket", "other(1)", "key.item_after"),
        Binding("escape,left", "back", "key.to_items"),
    ]
    CSS_PATH = "../styles/items.tcss"

    tab, under = "item", "findings"

    seen: var[int] = var(0)
    items: var[tuple[ItemStanding, ...] | None] = var(None)
    item: var[str] = var("")
    item_effect: var[tuple[str, Effect] | None] = var(None)

    standing: var[ItemStanding | None] = var(None)
    chosen: var[int] = var(0)

    def body(self) -> Iterable[Widget]:
        """The one page."""
        own = ItemScreen
        yield ItemPage().data_bind(own.lang, own.result, own.standing, own.chosen, change=own.item_effect)

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        return KEYS

    def _ask(self) -> None:
        if self.item:
            self.post_message(Needed(f"items:{self.item}"))

    def watch_seen(self) -> None:
        """Something was saved."""
        if self.is_mounted:
            self._ask()

    def watch_items(self) -> None:
        """Show the item as it stands now."""
        self._show()

    def watch_item(self) -> None:
        """Another item: ask for it and what closing it would do."""
        self._show()
        self._ask()

    def _show(self) -> None:
        self.standing = next((one for one in self.items or () if one.item.id == self.item), None)
        if self.standing is not None:
            self.chosen = min(self.chosen, len(targets(self.standing)) - 1)

    @property
    def target(self) -> Target | None:
        """What is chosen."""
        return targets(self.standing)[self.chosen] if self.standing is not None else None

    def action_move(self, by: int) -> None:
        """Choose another field."""
        if self.standing is not None:
            self.chosen = max(min(self.chosen + by, len(targets(self.standing)) - 1), 0)

    def action_read(self, by: int) -> None:
        """Read on, or back."""
        self.query_one(ItemPage).scroll(by)

    def action_open(self) -> None:
        """Write the chosen field, or show the chosen question."""
        target = self.target
        if target is None:
            return
        if target.pair is not None:
            self.post_message(QuestionRequested(target.pair))
        else:
            self.post_message(ItemFieldChosen(self.item, target.field, target.place))

    def action_status(self, place: int) -> None:
        """Give the item a status."""
        if self.standing is not None:
            self.post_message(ItemMoved(self.item, ItemStatus(STATUSES[place - 1]).value))

    def action_comment(self) -> None:
        """Note something."""
        if self.standing is not None:
            self.post_message(ItemFieldChosen(self.item, "comment"))

    def action_other(self, by: int) -> None:
        """Show the item before or after, in the order in which they are to be taken up."""
        ids = [one.item.id for one in self.items or ()]
        if self.item in ids:
            self.item = ids[(ids.index(self.item) + by) % len(ids)]
            self.post_message(ItemLooked(self.item))

    def action_back(self) -> None:
        """Show all items."""
        self.post_message(ScreenChosen("remediation"))
