"""A question in front of the screen: the title asks, the lines list what is concerned, the choices carry the verb."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.reactive import reactive, var
from textual.screen import ModalScreen
from textual.widget import Widget

from assessor.model.text import search_key
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, folded, row

FRAME_ROWS = 3
"""The blank rows."""


class Choice(NamedTuple):
    """An answer to the question: its key as written, its verb, what it returns."""

    key: str
    verb: str
    value: str


class Asking(NamedTuple):
    """What is asked; `start` is the choice that Enter takes at first, None = none; `must`: Esc is none."""

    title: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...]
    start: int | None = 0
    must: bool = False


class Question(Drawn):
    """The rows of the dialogue."""

    asking: reactive[Asking] = reactive(Asking("", (), ()), layout=True)
    chosen: reactive[int | None] = reactive(None)
    top: reactive[int] = reactive(0)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as it takes, and no more than there are."""
        rows = len(self._title(width)) + len(self._lines(width)) + len(self._choices(width)) + FRAME_ROWS
        frame = self.parent.gutter.height if isinstance(self.parent, Widget) else 0
        return min(rows, self.screen.size.height - frame)

    def rows(self, width: int) -> Sequence[Content]:
        """Title, the seen part of the lines, choices."""
        lines, choices = self._lines(width), self._choices(width)
        head = [*self._title(width), blank(width)]
        room = self.size.height - len(head) - len(choices) - FRAME_ROWS + 1
        below = blank(width)
        if len(lines) > room:
            below = row(width, "  ", Part(self.say("ask.more"), "more"))
        top = max(min(self.top, len(lines) - room), 0)
        return [*head, *lines[top : top + room], below, *choices, blank(width)]

    def scroll(self, by: int) -> None:
        """Read on, or back."""
        width = self.size.width
        room = self.size.height - len(self._title(width)) - len(self._choices(width)) - FRAME_ROWS
        last = max(len(self._lines(width)) - room, 0)
        self.top = max(min(self.top + by * max(room - 1, 1), last), 0)

    def _title(self, width: int) -> list[Content]:
        lines = folded(self.asking.title, max(width - 4, 1))
        return [row(width, "  ", Part(line, "title"), over="title") for line in lines]

    def _lines(self, width: int) -> list[Content]:
        found = []
        for line in self.asking.lines:
            indent = len(line) - len(line.lstrip(" "))
            found += [row(width, " " * (2 + indent), Part(text)) for text in folded(line.strip(), width - 4 - indent)]
        return found

    def _choices(self, width: int) -> list[Content]:
        """The choices beside each other, below each other where they do not fit."""
        words = [f"[{one.key} {one.verb}]" for one in self.asking.choices]
        styles = ["tab" if place == self.chosen else "key" for place in range(len(words))]
        actions = [f"screen.choose({place})" for place in range(len(words))]
        parts = [Part(*one) for one in zip(words, styles, actions, strict=True)]
        if sum(cells(word) + 3 for word in words) + 2 > width:
            return [row(width, "  ", part) for part in parts]
        spread: list[Part | str] = ["  "]
        for part in parts:
            spread += [part, "   "]
        return [row(width, *spread)]


class Ask(ModalScreen[str | None], inherit_bindings=False):
    """Shows a question and returns the value chosen; None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "key.put_away"),
        Binding("enter", "take", "key.take"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("pagedown", "read(1)", "key.read"),
        Binding("left,up,shift+tab", "move(-1)", "key.other_choice"),
        Binding("right,down,tab", "move(1)", "key.other_choice"),
    ]

    lang: var[str] = var("ja")
    chosen: var[int | None] = var(None)

    def __init__(self, asking: Asking) -> None:
        """Keep the question."""
        super().__init__()
        self.asking = asking

    def compose(self) -> ComposeResult:
        """The dialogue."""
        with Vertical(classes="dialogue"):
            question = Question().data_bind(Ask.chosen, Ask.lang)
            question.asking = self.asking
            yield question

    def on_mount(self) -> None:
        """Mark the choice that Enter takes."""
        self.chosen = self.asking.start

    def on_key(self, event: Key) -> None:
        """A choice's own key takes it, and does nothing else: the screen behind knows that key too."""
        for choice in self.asking.choices:
            if event.character and choice.key == search_key(event.character):
                event.stop()
                event.prevent_default()
                self.dismiss(choice.value)

    def action_choose(self, place: int) -> None:
        """Take the choice clicked."""
        self.dismiss(self.asking.choices[place].value)

    def action_take(self) -> None:
        """Take the marked choice; where none is marked nothing happens."""
        if self.chosen is not None:
            self.dismiss(self.asking.choices[self.chosen].value)

    def action_move(self, by: int) -> None:
        """Mark another choice."""
        count = len(self.asking.choices)
        self.chosen = (0 if by > 0 else count - 1) if self.chosen is None else (self.chosen + by) % count

    def action_read(self, by: int) -> None:
        """Read what does not fit."""
        self.query_one(Question).scroll(by)

    def action_put_away(self) -> None:
        """Choose nothing, where that may be."""
        if not self.asking.must:
            self.dismiss(None)
