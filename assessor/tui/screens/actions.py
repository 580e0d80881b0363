"""Lists that do what is chosen: the actions of this screen (F1), all commands (Ctrl+P), any choice from many."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.reactive import reactive, var
from textual.screen import ModalScreen
from textual.widgets import Input

from assessor.model.text import search_key
from assessor.tui.screens.items import Item
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, fill, row

MOST_ROWS = 14


class ItemRows(Drawn):
    """The items that are found, the chosen one marked; only the part that is seen is drawn."""

    title: reactive[str] = reactive("")
    items: reactive[tuple[Item, ...]] = reactive((), layout=True)
    chosen: reactive[int] = reactive(0)
    footer: reactive[tuple[str, ...]] = reactive((), layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The list, at most so many rows, with what stands below it."""
        return max(min(len(self.items), MOST_ROWS), 1) + len(self.footer) + 2

    def rows(self, width: int) -> Sequence[Content]:
        """The seen part of the list."""
        first = max(min(self.chosen - MOST_ROWS // 2, len(self.items) - MOST_ROWS), 0)
        shown = self.items[first : first + MOST_ROWS]
        keys = max((cells(item.keys) for item in self.items), default=0)
        found = [self._item(width, item, first + place, keys) for place, item in enumerate(shown)]
        if not found:
            found.append(row(width, "  ", Part(self.say("actions.none"), "dim")))
        left = len(self.items) - first - len(shown)
        more = row(width, "   ", Part(self.say("actions.more", count=left), "head")) if left else blank(width)
        below = [row(width, "  ", Part(line, "dim")) for line in self.footer]
        return [*found, more, *below, row(width, "  ", Part(self.say("actions.keys"), "key"))]

    def _item(self, width: int, item: Item, place: int, keys: int) -> Content:
        chosen = place == self.chosen
        return row(
            width,
            Part(" > " if chosen else "   ", "strong", f"screen.choose({place})"),
            Part(fill(item.keys, keys) + "  ", "key", f"screen.choose({place})"),
            Part(item.label, "text", f"screen.choose({place})"),
            over="selected" if chosen else "",
        )


class Head(Drawn):
    """The title row of a list."""

    title: reactive[str] = reactive("")

    def rows(self, width: int) -> Sequence[Content]:
        """One row and a blank."""
        return [row(width, "  ", Part(self.title, "title"), over="title"), blank(width)]


class ChooseScreen(ModalScreen[int | None], inherit_bindings=False):
    """Shows items and returns the value of the one chosen; with `searchable`, typing narrows them down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "put_away", "key.put_away"),
        Binding("enter", "take", "key.take"),
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("pageup", "move(-10)", "key.choose"),
        Binding("pagedown", "move(10)", "key.choose"),
    ]

    lang: var[str] = var("ja")
    chosen: var[int] = var(0)
    found: var[tuple[Item, ...]] = var(())

    def __init__(
        self, title: str, items: Sequence[Item], *, searchable: bool = False, footer: Sequence[str] = (), start: int = 0
    ) -> None:
        """Keep what there is to choose from."""
        super().__init__()
        self._title, self._items, self._searchable, self._footer = title, tuple(items), searchable, tuple(footer)
        self._start = start

    def compose(self) -> ComposeResult:
        """Title, search field, list."""
        with Vertical(classes="dialogue"):
            head = Head(classes="list-head")
            head.title = self._title
            yield head
            if self._searchable:
                yield Input(id="words", select_on_focus=False)
            rows = ItemRows().data_bind(ChooseScreen.lang, ChooseScreen.chosen, items=ChooseScreen.found)
            rows.footer = self._footer
            yield rows

    def on_mount(self) -> None:
        """Show everything."""
        self.found = self._items
        self.chosen = self._start

    def on_key(self, event: Key) -> None:
        """An item's own key takes it, full-width too; where letters narrow the list down, they are words."""
        if self._searchable or not event.character:
            return
        typed = search_key(event.character)
        item = next((one for one in self.found if one.keys and search_key(one.keys) == typed), None)
        if item is not None:
            event.stop()
            event.prevent_default()
            self.dismiss(item.value)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show the items that hold every word typed."""
        words = search_key(event.value).split()
        self.found = tuple(
            item
            for item in self._items
            if all(word in search_key(f"{item.keys} {item.label} {item.words}") for word in words)
        )
        self.chosen = 0

    def action_move(self, by: int) -> None:
        """Mark another item."""
        self.chosen = max(min(self.chosen + by, len(self.found) - 1), 0)

    def action_choose(self, place: int) -> None:
        """Take the item clicked."""
        self.dismiss(self.found[place].value)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the marked item; behind the letters typed before it, so that it is one of those found by them."""
        if self.found:
            self.dismiss(self.found[self.chosen].value)

    def action_put_away(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
