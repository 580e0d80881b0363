"""Remediation: the items as a board by status or as a list in four orders; digits move the chosen one."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget

from assessor.model.remediation import ItemStatus
from assessor.model.standing import Effect, ItemStanding
from assessor.tui.item_requests import ItemFieldChosen, ItemLooked, ItemMoved, ItemShown, ItemsWanted
from assessor.tui.messages import Needed, ScreenChosen, Wheeled, WriteRequested
from assessor.tui.screens.frame import Framed
from assessor.tui.screens.prompt import Prompt
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.item_board import STATUSES, ItemBoard
from assessor.tui.widgets.item_list import ItemList
from assessor.tui.widgets.item_order import ORDERS, Entry, Head, arranged, found_by
from assessor.tui.widgets.item_page import ItemDetail

UPPER = (Key("key.digits", "key.item_status"), Key("Enter", "key.item_open", "screen.open"))
LOWER = (
    Key("/", "key.search", "screen.search"),
    Key("w", "key.write", "screen.write"),
    Key("Esc", "key.to_findings", "screen.back"),
)
BOARD_KEYS = KeyLines(
    (
        Key("key.up_down", "key.choose"),
        Key("key.left_right", "key.column"),
        *UPPER,
        Key("v", "key.as_list", "screen.other_view"),
    ),
    (Key("a", "key.items_for_all", "screen.draft"), *LOWER),
)
LIST_KEYS = KeyLines(
    (Key("key.up_down", "key.choose"), *UPPER, Key("v", "key.as_board", "screen.other_view")),
    (Key("o", "key.order", "screen.order"), Key("r", "key.due", "screen.due"), *LOWER),
)
REST_SECONDS = 0.25
"""How long the choice rests before what closing the item would do is computed."""


class RemediationScreen(Framed):
    """The chosen item is kept by its id, whatever saving does to the order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("left", "sideways(-1)", "key.column"),
        Binding("right", "sideways(1)", "key.column"),
        Binding("home", "move(-100000)", "key.first"),
        Binding("end", "move(100000)", "key.last"),
        Binding("pageup", "page(-1)", "key.page_back"),
        Binding("pagedown", "page(1)", "key.page"),
        Binding("enter", "open", "key.item_open"),
        *(
            Binding(f"{place},{chr(0xFF10 + place)}", f"status({place})", f"key.item_status_{place}")
            for place in range(1, len(STATUSES) + 1)
        ),
        Binding("r,ｒ", "due", "key.due"),
        Binding("c,ｃ", "comment", "key.item_comment"),
        Binding("a,ａ", "draft", "key.items_for_all"),
        Binding("v,ｖ", "other_view", "key.other_view"),
        Binding("o,ｏ", "order", "key.order"),
        Binding("slash,ctrl+f", "search", "key.search"),
        Binding("space", "read(1)", "key.read"),
        Binding("w,ｗ", "write", "key.write"),
        Binding("escape", "back", "key.to_findings"),
    ]
    CSS_PATH = "../styles/items.tcss"

    tab, under = "remediation", "findings"

    seen: var[int] = var(0)
    items: var[tuple[ItemStanding, ...] | None] = var(None)
    item: var[str] = var("")
    item_effect: var[tuple[str, Effect] | None] = var(None)
    item_look: var[tuple[str, str]] = var(("board", ORDERS[0]))

    words: var[str] = var("")
    found: var[tuple[ItemStanding, ...]] = var(())
    entries: var[tuple[Entry, ...]] = var(())
    ready: var[bool] = var(False)
    chosen: var[int] = var(0)
    column: var[int] = var(0)
    order: var[str] = var(ORDERS[0])
    standing: var[ItemStanding | None] = var(None)

    _rest: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The board; or the list with what is known of the chosen item below or beside it."""
        own = RemediationScreen
        shared = (own.lang, own.words, own.ready)
        yield ItemBoard().data_bind(*shared, own.item, own.column, items=own.found)
        yield ItemList().data_bind(*shared, own.entries, own.chosen, own.order)
        yield Gap(id="gap").data_bind(lined=own.lined)
        yield ItemDetail().data_bind(own.lang, own.result, own.standing, change=own.item_effect)

    def on_mount(self) -> None:
        """Ask for the items; they are here already where they were seen before."""
        self._show_view()
        self.post_message(Needed("items"))

    def watch_item_look(self, look: tuple[str, str]) -> None:
        """Look at them as they were looked at last."""
        self.order = look[1]
        if self.is_mounted:
            self._show_view()
            self._arrange()

    @property
    def is_board(self) -> bool:
        """True while the board is shown."""
        return self.item_look[0] == "board"

    def _show_view(self) -> None:
        self.set_class(self.is_board, "-board")
        self.query_one(ItemBoard if self.is_board else ItemList).focus()
        self.show_keys()

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        return BOARD_KEYS if self.is_board else LIST_KEYS

    def watch_seen(self) -> None:
        """Something was saved."""
        if self.is_mounted:
            self.post_message(Needed("items"))

    def watch_items(self) -> None:
        """Order anew; the chosen item stays the chosen one."""
        if self.is_mounted:
            self._arrange()

    def watch_lang(self) -> None:
        """Headings in the language shown."""
        if self.is_mounted:
            self._arrange()

    def watch_words(self) -> None:
        """Only what holds the words."""
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        if self.items is None or self.result is None:
            return
        self.ready = True
        self.found = found_by(self.items, self.words)
        self.entries = arranged(self.found, self.order, self.result, self.say)
        if not any(one.item.id == self.item for one in self.found):
            first = next((one for one in self.entries if not isinstance(one, Head)), None)
            self.item = self._top_of_board() if self.is_board else first.item.id if first else ""
        self._choose(self.item)

    def _top_of_board(self) -> str:
        columns = self.query_one(ItemBoard).columns
        return next((held[0].item.id for held in columns.values() if held), "")

    def _choose(self, item: str) -> None:
        """Make an item the chosen one, in the board and in the list."""
        self.item = item
        self.standing = next((one for one in self.found if one.item.id == item), None)
        place = next((n for n, one in enumerate(self.entries) if not isinstance(one, Head) and one.item.id == item), 0)
        self.chosen = place
        if self.standing is not None:
            self.column = STATUSES.index(self.standing.status)
        self.post_message(ItemLooked(item, (self.item_look[0], self.order)))
        if self._rest is not None:
            self._rest.stop()
        if item and not self.is_board:
            self._rest = self.set_timer(REST_SECONDS, lambda: self.post_message(Needed(f"items:{item}")))

    def action_move(self, by: int) -> None:
        """Choose another item of the column or of the list."""
        if self.is_board:
            held = self.query_one(ItemBoard).columns[STATUSES[self.column]]
            place = next((number for number, one in enumerate(held) if one.item.id == self.item), None)
            if held:
                self._choose(held[0 if place is None else max(min(place + by, len(held) - 1), 0)].item.id)
            return
        places = [place for place, one in enumerate(self.entries) if not isinstance(one, Head)]
        if places:
            now = places.index(self.chosen) if self.chosen in places else 0
            self._choose_entry(places[max(min(now + by, len(places) - 1), 0)])

    def _choose_entry(self, place: int) -> None:
        one = self.entries[place]
        if not isinstance(one, Head):
            self._choose(one.item.id)

    def action_sideways(self, by: int) -> None:
        """Go to the next column of the board, to the card at the same height; out of the list to the findings."""
        if not self.is_board:
            if by < 0:
                self.action_back()
            return
        columns = self.query_one(ItemBoard).columns
        held = columns[STATUSES[self.column]]
        place = next((number for number, one in enumerate(held) if one.item.id == self.item), 0)
        self.action_go_to_column(max(min(self.column + by, len(STATUSES) - 1), 0), place)

    def action_go_to_column(self, column: int, place: int = 0) -> None:
        """Choose a card of a column; an empty column is gone to all the same."""
        held = self.query_one(ItemBoard).columns[STATUSES[column]]
        if held:
            self._choose(held[min(place, len(held) - 1)].item.id)
        else:
            self._choose("")
        self.column = column

    def action_go_to(self, place: int) -> None:
        """Choose the row clicked."""
        self._choose_entry(place)

    def action_go_to_item(self, item: str) -> None:
        """Choose the card clicked."""
        self._choose(item)

    def action_page(self, by: int) -> None:
        """Go a page further."""
        room = self.query_one(ItemBoard).page if self.is_board else self.query_one(ItemList).size.height - 4
        self.action_move(by * max(room, 1))

    def action_read(self, by: int) -> None:
        """Read on what is known of the chosen item, from its beginning after its end."""
        detail = self.query_one(ItemDetail)
        before = detail.top
        detail.scroll(by)
        if detail.top == before:
            detail.top = 0

    def action_open(self) -> None:
        """Show the chosen item whole."""
        if self.standing is not None:
            self.post_message(ItemShown(self.item))

    def action_status(self, place: int) -> None:
        """Give the chosen item a status."""
        if self.standing is not None:
            self.post_message(ItemMoved(self.item, ItemStatus(STATUSES[place - 1]).value))

    def action_due(self) -> None:
        """Write the due date of the chosen item."""
        if self.standing is not None:
            self.post_message(ItemFieldChosen(self.item, "due"))

    def action_comment(self) -> None:
        """Note something on the chosen item."""
        if self.standing is not None:
            self.post_message(ItemFieldChosen(self.item, "comment"))

    def action_draft(self) -> None:
        """Make items for all findings without one."""
        self.post_message(ItemsWanted())

    def action_other_view(self) -> None:
        """The list in the place of the board, or the other way round."""
        self.item_look = ("list" if self.is_board else "board", self.order)

    def action_order(self) -> None:
        """Put the list into the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        if self.is_board:
            self.action_other_view()
        else:
            self._arrange()
        self.tell(f"items.ordered.{self.order}")

    def action_search(self) -> None:
        """Ask for words."""
        how = self.say("items.search.how")
        self.app.push_screen(Prompt(self.say("key.search"), how, self.say, self.words, optional=True), self._searched)

    def _searched(self, words: str | None) -> None:
        if words is not None:
            self.words = words

    def action_write(self) -> None:
        """Write the report on remediation to a file."""
        self.post_message(WriteRequested("remediation"))

    def action_back(self) -> None:
        """Show everything again where words are searched for, else the findings."""
        if self.words:
            self.words = ""
        else:
            self.post_message(ScreenChosen("findings"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)
