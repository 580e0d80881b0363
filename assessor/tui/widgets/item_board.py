"""The board: a column of cards for every status, as many columns and cards as there is room for."""

from collections.abc import Sequence

from textual import events
from textual.content import Content, Span
from textual.reactive import reactive

from assessor.model.remediation import ItemStatus
from assessor.model.standing import ItemStanding
from assessor.tui.messages import Wheeled
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.item_order import columns, due_word, late_word
from assessor.tui.widgets.page import marked, over
from assessor.tui.widgets.rows import Part, blank, folded, row, rule

LEAST_COLUMN, FEWEST, CARD = 25, 3, 3
"""Cells of a column at least, columns at least, rows of a card."""

STATUSES = tuple(ItemStatus)


class ItemBoard(Drawn, can_focus=True):
    """Every card has its number, how its time stands in words, and its title in two rows."""

    items: reactive[tuple[ItemStanding, ...]] = reactive(())
    item: reactive[str] = reactive("")
    column: reactive[int] = reactive(0)
    words: reactive[str] = reactive("")
    ready: reactive[bool] = reactive(False)

    _first = 0
    _tops: dict[ItemStatus, int]
    _sorted: tuple[tuple[ItemStanding, ...], dict[ItemStatus, tuple[ItemStanding, ...]]] | None = None

    def on_mount(self) -> None:
        """Every column is seen from its top."""
        self._tops = dict.fromkeys(STATUSES, 0)

    @property
    def columns(self) -> dict[ItemStatus, tuple[ItemStanding, ...]]:
        """The items by status, sorted out once per change."""
        if self._sorted is None or self._sorted[0] is not self.items:
            self._sorted = (self.items, columns(self.items))
        return self._sorted[1]

    @property
    def page(self) -> int:
        """How many cards of a column are seen."""
        return max((self.size.height - 3) // CARD, 1)

    def rows(self, width: int) -> Sequence[Content]:
        """Counts of all columns, the heads of those that are seen, their cards."""
        if not self.ready:
            return [row(width, " ", Part(self.say("items.reading"), "dim"))]
        if not self.items:
            key = "items.none_found" if self.words else "items.none"
            return [blank(width), *(row(width, "  ", Part(one, "strong")) for one in folded(self.say(key), width - 4))]
        shown = self._shown(width)
        widths = self._widths(width, len(shown))
        cards = [self._column(status, wide) for status, wide in zip(shown, widths, strict=True)]
        found = [self._counts(width), _joined([one[0] for one in cards]), rule(width)]
        for place in range(1, max(len(one) for one in cards)):
            found.append(
                _joined([one[place] if place < len(one) else blank(w) for one, w in zip(cards, widths, strict=True)])
            )
        return found

    def _shown(self, width: int) -> tuple[ItemStatus, ...]:
        count = min(max(width // LEAST_COLUMN, FEWEST), len(STATUSES))
        self._first = max(min(self._first, self.column), self.column - count + 1, 0)
        self._first = min(self._first, len(STATUSES) - count)
        return STATUSES[self._first : self._first + count]

    def _widths(self, width: int, count: int) -> list[int]:
        even = width // count
        return [even] * (count - 1) + [width - even * (count - 1)]

    def _counts(self, width: int) -> Content:
        parts = []
        for place, status in enumerate(STATUSES):
            text = self.say(
                "items.column", name=self.say(f"item_status.{status.value}"), count=len(self.columns[status])
            )
            style = "tab" if place == self.column else "dim"
            parts += [Part(text, style, f"screen.go_to_column({place})"), Part("  ")]
        if self.words:
            parts.append(Part(self.say("items.searched", words=self.words), "warn"))
        return row(width, " ", *parts)

    def _column(self, status: ItemStatus, width: int) -> list[Content]:
        """The head of a column and the rows of its seen cards."""
        held, place = self.columns[status], STATUSES.index(status)
        chosen = next((number for number, one in enumerate(held) if one.item.id == self.item), None)
        room = self.page
        top = self._tops[status]
        if chosen is not None:
            top = max(min(top, chosen), chosen - room + 1)
        self._tops[status] = max(min(top, len(held) - room), 0)
        seen = held[self._tops[status] : self._tops[status] + room]
        left = len(held) - self._tops[status] - len(seen)
        above = self.say("items.column.from", first=self._tops[status] + 1) if self._tops[status] else ""
        more = self.say("items.column.left", count=left) if left else above
        head = Part(self.say("items.column.head", key=place + 1, name=self.say(f"item_status.{status.value}")), "head")
        rows = [row(width, " ", head, Part(f"  {more}", "dim"))]
        for one in seen:
            rows += self._card(one, width, chosen=one.item.id == self.item)
        return rows

    def _card(self, one: ItemStanding, width: int, *, chosen: bool) -> list[Content]:
        click = f"screen.go_to_item('{one.item.id}')"
        late = late_word(one, self.say)
        when = Part(late, "bad", click) if late else Part(due_word(one, self.say), "dim", click)
        priority = Part(f" {self.say(f'priority.{one.priority.value}')} ", "dim", click)
        head = row(width, Part(" ", "", click), Part(one.item.id, "strong", click), priority, when, right=[Part(" ")])
        lines = folded(one.item.title, width - 4)
        second = lines[1] + (".." if len(lines) > 2 else "") if len(lines) > 1 else ""
        rows = [head, *(row(width, Part("  ", "", click), Part(text, "text", click)) for text in (lines[0], second))]
        return [marked(rows[0]), *(over(content) for content in rows[1:])] if chosen else rows

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next one."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the one before."""
        event.stop()
        self.post_message(Wheeled(-1))


def _joined(contents: Sequence[Content]) -> Content:
    """Rows beside each other as one row."""
    text, spans = "", []
    for content in contents:
        spans += [Span(span.start + len(text), span.end + len(text), span.style) for span in content.spans]
        text += content.plain
    return Content(text, spans)
