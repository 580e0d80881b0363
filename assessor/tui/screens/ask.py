"""A question in front of the screen: the title asks, the lines list what is concerned, the choices carry the verb."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen

from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, folded, row


class Choice(NamedTuple):
    """An answer to the question: its key as written, its verb, what it returns."""

    key: str
    verb: str
    value: str


class Asking(NamedTuple):
    """What is asked; `start` is the choice that Enter takes at first, None = none."""

    title: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...]
    start: int | None = 0


class Question(Drawn):
    """The rows of the dialogue."""

    asking: reactive[Asking] = reactive(Asking("", (), ()), layout=True)
    chosen: reactive[int | None] = reactive(None)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as it takes."""
        return len(self.rows(width))

    def rows(self, width: int) -> Sequence[Content]:
        """Title, lines, choices."""
        asking = self.asking
        found = [row(width, "  ", Part(asking.title, "title"), over="title"), blank(width)]
        for line in asking.lines:
            indent = len(line) - len(line.lstrip(" "))
            found += [row(width, " " * (2 + indent), Part(text)) for text in folded(line.strip(), width - 4 - indent)]
        found.append(blank(width))
        found += self._choices(width)
        return [*found, blank(width)]

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
        Binding("left,up,shift+tab", "move(-1)", "key.other_choice"),
        Binding("right,down,tab", "move(1)", "key.other_choice"),
    ]

    lang: reactive[str] = reactive("ja")
    chosen: reactive[int | None] = reactive(None)

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

    def on_key(self, event: "object") -> None:
        """A choice's own key takes it."""
        key = getattr(event, "character", None)
        for choice in self.asking.choices:
            if key and choice.key == key:
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

    def action_put_away(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
