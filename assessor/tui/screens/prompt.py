"""Asks for one line of text: a name, a path."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from assessor.i18n.translator import Say
from assessor.tui.messages import TextGiven, TextPutAway
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.refusal import refusal
from assessor.tui.widgets.rows import Part, blank, folded, row


class PromptText(Drawn):
    """Title and explanation, or what is wrong with what was typed."""

    title: reactive[str] = reactive("")
    text: reactive[str] = reactive("", layout=True)
    tone: reactive[str] = reactive("dim")

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as it takes."""
        return len(self.rows(width))

    def rows(self, width: int) -> Sequence[Content]:
        """Title row where there is a title, then the text."""
        head = [row(width, "  ", Part(self.title, "title"), over="title"), blank(width)] if self.title else []
        lines = [row(width, "  ", Part(line, self.tone)) for line in folded(self.text, width - 4)]
        return [*head, *lines, blank(width)]


class Prompt(ModalScreen[str | None], inherit_bindings=False):
    """Returns the line typed, None for Esc; an empty line is taken only where it is `optional`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "key.put_away"),
        Binding("enter", "take", "key.take"),
    ]

    def __init__(self, title: str, how: str, say: Say, text: str = "", *, optional: bool = False) -> None:
        """Keep what is asked and the text to begin with; with `optional` an empty line is taken too."""
        super().__init__()
        self._title, self._how, self._say, self._text = title, how, say, text
        self._optional = optional

    def compose(self) -> ComposeResult:
        """Title, field, the two keys."""
        with Vertical(classes="dialogue"):
            head = PromptText()
            head.title, head.text = self._title, self._how
            yield head
            yield self.field(self._text)
            foot = PromptText(id="keys")
            foot.text, foot.tone = "\n" + self._say("prompt.keys"), "key"
            yield foot

    def field(self, text: str) -> Widget:
        """Where it is typed."""
        return Input(text, select_on_focus=False, classes="prompt-field")

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Return the line, or say why it cannot be taken."""
        self.take(self.query_one(Input).value)

    def take(self, typed: str) -> None:
        """Return what was typed, or say why it cannot be taken."""
        text = typed.strip()
        why = refusal(text, self._say) if text or self._optional else self._say("prompt.empty")
        if why:
            head = self.query_one(PromptText)
            head.text, head.tone = why, "bad"
        else:
            self.dismiss(text)

    def action_put_away(self) -> None:
        """Return nothing."""
        self.dismiss(None)


class SentencePrompt(Prompt):
    """A prompt for a line too long for one row: it is folded, so that the whole of it is seen."""

    def field(self, text: str) -> Widget:
        """As high as the text."""
        from assessor.tui.widgets.text_field import FoldedField

        return FoldedField(text, highlight_cursor_line=False, show_line_numbers=False, compact=True)

    @on(TextGiven)
    def take_folded(self, event: TextGiven) -> None:
        """Return what was typed over several rows as the one line it is."""
        self.take("".join(line.strip() for line in event.text.splitlines()))

    @on(TextPutAway)
    def put_away(self) -> None:
        """Return nothing."""
        self.action_put_away()
