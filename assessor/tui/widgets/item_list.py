"""The list of remediation items under its headings; only the rows that are seen are composed."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.tui.messages import Wheeled
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.item_order import Entry, Head, due_word, late_word, owner_of
from assessor.tui.widgets.page import marked
from assessor.tui.widgets.rows import Part, blank, fill, folded, row, rule

WIDE = 100
_STATUS, _DUE, _LATE = 14, 15, 13
_OWNER = {False: 0, True: 24}


class ItemList(Drawn, can_focus=True):
    """Summary, column heads, the seen part of the list; what is late says so in words."""

    entries: reactive[tuple[Entry, ...]] = reactive(())
    chosen: reactive[int] = reactive(0)
    order: reactive[str] = reactive("due")
    words: reactive[str] = reactive("")
    ready: reactive[bool] = reactive(False)

    _top = 0

    def rows(self, width: int) -> Sequence[Content]:
        """The rows that are seen."""
        if not self.ready:
            return [row(width, " ", Part(self.say("items.reading"), "dim"))]
        if not self.entries:
            key = "items.none_found" if self.words else "items.none"
            return [blank(width), *(row(width, "  ", Part(one, "strong")) for one in folded(self.say(key), width - 4))]
        found = [self._summary(width), self._heads(width), rule(width)]
        room = max(self.size.height - len(found), 1)
        # The first row seen always is a heading: that of the group which was scrolled into.
        self._top = max(min(self._top, self.chosen - 1, len(self.entries) - room), self.chosen - room + 1, 0)
        last = min(self._top + room, len(self.entries))
        heading = next((one for one in reversed(self.entries[: self._top + 1]) if isinstance(one, Head)), None)
        found.append(self._heading(width, heading) if heading else blank(width))
        return [*found, *(self._entry(width, place) for place in range(self._top + 1, last))]

    def _summary(self, width: int) -> Content:
        items = [one for one in self.entries if not isinstance(one, Head)]
        late = sum(one.is_overdue for one in items)
        parts = [
            Part(self.say("items.count", count=sum(one.status.is_open for one in items), all=len(items)), "head"),
            Part("  " + self.say("items.count.late", count=late), "bad" if late else "dim"),
            Part("  " + self.say(f"items.order.{self.order}"), "dim"),
        ]
        if self.words:
            parts.append(Part("  " + self.say("items.searched", words=self.words), "warn"))
        return row(width, " ", *parts)

    def _heads(self, width: int) -> Content:
        say, owner = self.say, _OWNER[width >= WIDE]
        parts = [
            Part(fill("", 7), "dim"),
            Part(fill(say("items.head.status"), _STATUS), "dim"),
            Part(fill(say("items.head.due"), _DUE), "dim"),
            Part(fill(say("items.time"), _LATE), "dim"),
        ]
        if owner:
            parts.append(Part(fill(say("items.owner.head"), owner), "dim"))
        return row(width, " ", *parts, Part(say("items.head.title"), "dim"))

    def _heading(self, width: int, head: Head) -> Content:
        return row(width, " ", Part(self.say("items.heading", title=head.title, count=head.size), "head"))

    def _entry(self, width: int, place: int) -> Content:
        one, click = self.entries[place], f"screen.go_to({place})"
        if isinstance(one, Head):
            return self._heading(width, one)
        late, owner = late_word(one, self.say), _OWNER[width >= WIDE]
        status = self.say(f"item_status.{one.status.value}")
        parts = [
            Part(" ", "", click),
            Part(fill(one.item.id, 6) + " ", "dim", click),
            Part(fill(status, _STATUS - 1) + " ", "text" if one.status.is_open else "dim", click),
            Part(fill(due_word(one, self.say), _DUE - 1) + " ", "text", click),
            Part(fill(late, _LATE - 1) + " ", "bad" if late else "dim", click),
        ]
        if owner:
            parts.append(Part(fill(owner_of(one) or self.say("items.nobody"), owner - 1) + " ", "dim", click))
        found = row(width, *parts, Part(one.item.title, "text", click), right=[Part("  ")])
        return marked(found) if place == self.chosen else found

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next one."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the one before."""
        event.stop()
        self.post_message(Wheeled(-1))
