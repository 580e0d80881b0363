"""A text typed in its place: Enter gives it, Esc puts it away, Ctrl+J begins a new line."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea

from assessor.tui.messages import EditorRequested, TextGiven, TextPutAway, TextTyped
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, cells, row

MOST_LINES = 4


class TextField(TextArea, inherit_bindings=False):
    """The place where the text is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", "key.save"),
        Binding("escape", "put_away", "key.put_away"),
        Binding("ctrl+j", "new_line", "key.new_line"),
        Binding("ctrl+o", "write_elsewhere", "key.editor"),
        Binding("up", "cursor_up"),
        Binding("down", "cursor_down"),
        Binding("left", "cursor_left"),
        Binding("right", "cursor_right"),
        Binding("home", "cursor_line_start"),
        Binding("end", "cursor_line_end"),
        Binding("backspace,ctrl+h", "delete_left"),
        Binding("delete", "delete_right"),
        Binding("ctrl+z", "undo", "key.undo_typing"),
        Binding("ctrl+y", "redo", "key.redo_typing"),
        Binding("ctrl+u", "delete_to_start_of_line"),
        Binding("ctrl+k", "delete_to_end_of_line"),
        Binding("ctrl+v", "paste"),
    ]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The text; blank while the field comes or goes and has no styles, where the library would stop the program."""
        try:
            self.get_component_styles("text-area--gutter")
        except KeyError:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    class Wrapped(Message):
        """The text was laid out in another width."""

    def on_resize(self) -> None:
        """Tell that the lines may be others now."""
        self.post_message(self.Wrapped())

    def on_key(self, event: Key) -> None:
        """Enter gives the text and begins no line; in its turn behind the letters, so that none of them is missing."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.action_give()

    def action_give(self) -> None:
        """Give the text."""
        self.post_message(TextGiven(self.text))

    def action_put_away(self) -> None:
        """Put the text away."""
        self.post_message(TextPutAway())

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_write_elsewhere(self) -> None:
        """Ask for the officer's own editor."""
        self.post_message(EditorRequested())


class FoldedField(TextField):
    """A field that is as high as its text, with the cursor behind the text at first."""

    def on_mount(self) -> None:
        """Stand ready behind the text."""
        self.cursor_blink = False
        self.move_cursor(self.document.end)
        self.focus()

    def action_delete_to_start_of_line(self) -> None:
        """The line is the whole text, however it is folded."""
        self.delete((0, 0), self.cursor_location)

    @on(TextArea.Changed)
    @on(TextField.Wrapped)
    def fit(self) -> None:
        """Be as high as the text."""
        self.styles.height = min(max(self.wrapped_document.height, 1), MOST_LINES)


class FieldLine(Drawn):
    """The label beside the field, or the hint below it."""

    text: reactive[str] = reactive("")
    tone: reactive[str] = reactive("strong")

    def rows(self, width: int) -> Sequence[Content]:
        """One row."""
        return [row(width, "     ", Part(self.text, self.tone))]


class FieldBox(Vertical):
    """A label, the field, and below it the two keys that end it; as high as the text, up to four lines."""

    lang: reactive[str] = reactive("ja")

    def __init__(self, name: str, label: str, text: str, hint: str) -> None:
        """Open a field of that name on a text."""
        super().__init__(id="field")
        self.field = name
        self._label, self._text, self._hint = label, text, hint

    def compose(self) -> ComposeResult:
        """Label and field side by side, the hint below."""
        label = FieldLine()
        label.text = self._label
        label.styles.width = cells(self._label) + 6
        hint = FieldLine(classes="hint")
        hint.text, hint.tone = self._hint, "middle"
        with Horizontal():
            yield label
            yield TextField(self._text, highlight_cursor_line=False, show_line_numbers=False, compact=True)
        yield hint

    def on_mount(self) -> None:
        """Stand ready behind the text."""
        area = self.query_one(TextField)
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def tell_text(self, event: TextArea.Changed) -> None:
        """Tell what the text is now."""
        event.stop()
        self.fit()
        self.post_message(TextTyped(event.text_area.text))

    @on(TextField.Wrapped)
    def fit(self) -> None:
        """Be as high as the text, as soon as its width is known."""
        area = self.query_one(TextField)
        lines = min(max(area.wrapped_document.height, 1), MOST_LINES)
        area.styles.height = lines
        self.query_one(Horizontal).styles.height = lines
