"""A page of composed lines that scrolls: some lines belong to a target that can be chosen, the rest is read."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content, Span
from textual.reactive import reactive

from assessor.tui.messages import Wheeled
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import STYLES, Part, row

LEAST_WIDTH = 20
"""A page that is narrower is not seen: it has no place yet, or is hidden."""


class Line(NamedTuple):
    """A composed row that begins with a blank cell; `target` is the number of what it belongs to, None = only text."""

    content: Content
    target: int | None = None


class Page(Drawn):
    """The seen part of the lines, the chosen target marked; a last row says when there is more."""

    chosen: reactive[int | None] = reactive(None)
    top: reactive[int] = reactive(0)

    more_key, back_key = "read.more", "read.back"
    """The messages of the last row while there is more, and at the end."""

    _held: tuple[tuple[object, ...], list[Line]] | None = None

    def follows_from(self) -> tuple[object, ...]:
        """The data that the lines are made of; while it is the same they are not made anew."""
        return ()

    def lines(self, width: int) -> list[Line]:
        """All lines, each of exactly `width` cells."""
        raise NotImplementedError

    def all_lines(self, width: int) -> list[Line]:
        """All lines, made anew only where what they are made of changed."""
        if width < LEAST_WIDTH:
            return []
        now = (width, self.lang, *self.follows_from())
        if self._held is None or not _same(self._held[0], now):
            self._held = (now, self.lines(width))
        return self._held[1]

    def rows(self, width: int) -> Sequence[Content]:
        """The seen part."""
        found, height = self.all_lines(width), self.size.height
        if len(found) <= height:
            return [self._drawn(line, place, found) for place, line in enumerate(found)]
        top = max(min(self.top, len(found) - height + 1), 0)
        shown = [self._drawn(found[place], place, found) for place in range(top, top + height - 1)]
        key = self.more_key if top + height - 1 < len(found) else self.back_key
        return [*shown, row(width, " ", Part(self.say(key), "", "screen.read(1)"), over="more")]

    def scroll(self, by: int) -> None:
        """Read on, or back, by pages."""
        self._show_from(self.top + by * max(self.size.height - 2, 1))

    def scroll_lines(self, by: int) -> None:
        """Read on, or back, by rows."""
        self._show_from(self.top + by)

    def first_seen(self) -> int | None:
        """The first target of which something is seen, None where there is none."""
        found = self.all_lines(self.size.width)[self.top : self.top + self.size.height - 1]
        return next((line.target for line in found if line.target is not None), None)

    def sees(self, target: int | None) -> bool:
        """True where something of a target is seen."""
        found = self.all_lines(self.size.width)[self.top : self.top + self.size.height - 1]
        return any(line.target == target for line in found)

    def watch_chosen(self, chosen: int | None) -> None:
        """Bring the chosen target into sight, with the lines above it where it is the first one."""
        if chosen is None or not self.size.width:
            return
        found = self.all_lines(self.size.width)
        places = [place for place, line in enumerate(found) if line.target == chosen]
        if not places:
            return
        room = max(self.size.height - 1, 1)
        first = 0 if chosen == 0 and places[-1] < room else places[0]
        if first < self.top:
            self._show_from(first)
        elif places[-1] >= self.top + room:
            self._show_from(max(min(places[-1] - room + 1, places[0]), 0))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel reads on."""
        event.stop()
        self._show_from(self.top + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel reads back."""
        event.stop()
        self._show_from(self.top - 1)

    def _show_from(self, top: int) -> None:
        last = max(len(self.all_lines(self.size.width)) - self.size.height + 1, 0)
        whole = len(self.all_lines(self.size.width)) <= self.size.height
        self.top = 0 if whole else max(min(top, last), 0)

    def _drawn(self, line: Line, place: int, found: Sequence[Line]) -> Content:
        if line.target is None or line.target != self.chosen:
            return line.content
        first = place == 0 or found[place - 1].target != line.target
        return marked(line.content) if first else over(line.content)


class ListPage(Page):
    """A page whose wheel chooses."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next one."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the one before."""
        event.stop()
        self.post_message(Wheeled(-1))


def over(content: Content) -> Content:
    """The row as it looks where it is chosen."""
    text = content.plain
    return Content(text, [*content.spans, Span(0, len(text), STYLES["selected"])])


def marked(content: Content) -> Content:
    """The row as it looks where it is chosen and begins: its first, blank cell shows the cursor."""
    text = content.plain
    if text.startswith(" "):
        content = Content(">" + text[1:], list(content.spans))
    return over(content)


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return len(before) == len(now) and all(
        one is other or (isinstance(one, str | int) and one == other) for one, other in zip(before, now, strict=True)
    )
