"""The shell of the terminal interface: looks, languages, the message line, and what keeps it safe.

No control byte reaches the terminal, nothing reaches its clipboard, no picture is taken, and a crash prints no value.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.geometry import Size
from textual.reactive import var
from textual.scrollbar import ScrollBar

from assessor.errors import AssessorError, StoreUnreachable
from assessor.i18n.sentences import sentences
from assessor.i18n.translator import LANGUAGES, Say, translator
from assessor.i18n.visible import visible_line
from assessor.tui.look import COLOURS, LOOKS, PlainScrollBar, themes
from assessor.tui.messages import Notice
from assessor.tui.remembering import Memory
from assessor.tui.safe_output import OnlyShown
from assessor.tui.screens.frame import LEAST_HEIGHT, LEAST_WIDTH, TooSmall


class Shell(App[None], inherit_bindings=False):
    """An app that speaks two languages in four looks and gives nothing away."""

    # All styles are read once: a screen with a file of its own would have everything parsed again.
    CSS_PATH = ["styles/assessor.tcss", "styles/questions.tcss"]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "language", "key.language"),
        Binding("ctrl+c", "how_to_leave", ""),
    ]

    lang: var[str] = var("ja")
    look: var[str] = var(LOOKS[0])
    legend: var[bool] = var(True)
    notice: var[Notice] = var(Notice())

    def __init__(self, lang: str, memory: Memory) -> None:
        """Take the look remembered."""
        super().__init__()
        ScrollBar.renderer = PlainScrollBar
        for theme in themes():
            self.register_theme(theme)
        self.memory = memory
        self.fault: BaseException | None = None
        self._window: Size | None = None
        look = memory.setting("look", LOOKS[0])
        self.set_reactive(Shell.lang, lang)
        self.set_reactive(Shell.legend, memory.setting("legend", "shown") == "shown")
        self.set_reactive(Shell.look, look if look in LOOKS else LOOKS[0])
        # Set without its watcher, which would lay everything out a second time before the first picture.
        self.set_reactive(App.theme, self.look)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    @property
    def say(self) -> Say:
        """Says messages in the language shown now."""
        return translator(self.lang)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that the style sheet names."""
        return dict(COLOURS[LOOKS[0]])

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last defence stands behind all other filters."""
        return [*super().get_line_filters(), OnlyShown()]

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing leaves through the terminal's clipboard: others may read it."""
        self._clipboard = text

    def _fatal_error(self) -> None:
        """End at once and print nothing: a report of the usual kind shows the values of all variables."""
        self.fault = self._exception
        self._close_messages_no_wait()

    def tell(self, key: str, tone: str = "quiet", **values: object) -> None:
        """Put a message of the catalogues into the message line."""
        self.notice = Notice(self.say(key, **values), tone)

    def in_two_sentences(self, error: AssessorError) -> str:
        """What happened and what to do, on one line; what a server's silence means must fit into the narrowest."""
        if isinstance(error, StoreUnreachable):
            return self.say("save_failed.StoreUnreachable") + self.say("look_failed.again")
        path = error.values.get("path")
        named = f"{visible_line(Path(str(path)).name)}: " if path else ""
        return named + ("" if self.lang == "ja" else " ").join(sentences(error, self.say))

    def on_resize(self, event: events.Resize) -> None:
        """Cover everything while the window is too small."""
        self._window = event.size
        self.cover()

    @on(TooSmall.Seen)
    def look_again(self) -> None:
        """Uncover what was covered while a dialogue stood in front."""
        self.cover()

    @property
    def is_covered(self) -> bool:
        """True while only the sentence about the window is seen."""
        return isinstance(self.screen, TooSmall)

    def cover(self) -> None:
        """Cover everything if the window is too small, uncover it if not."""
        window = self._window or self.size
        small = window.width < LEAST_WIDTH or window.height < LEAST_HEIGHT
        if small and not self.is_covered:
            self.push_screen(TooSmall().data_bind(Shell.lang))
        elif self.is_covered and not small:
            self.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing is seen no key does anything but leave."""
        return action == "leave" if self.is_covered else super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A letter that no key is bound to, typed with the input method on: say how to go on."""
        if event.character and event.character.isprintable() and not event.character.isascii():
            self.tell("kana", "warn")

    def action_look(self, name: str) -> None:
        """Show it in this look, also next time."""
        self.look = self.theme = name
        self.memory.keep_setting("look", name)

    def action_legend(self) -> None:
        """Show or hide what the marks mean below the list, also next time."""
        self.legend = not self.legend
        self.memory.keep_setting("legend", "shown" if self.legend else "hidden")

    def action_language(self) -> None:
        """Speak the other language."""
        self.lang = next(lang for lang in LANGUAGES if lang != self.lang)
        self.notice = Notice()

    def action_how_to_leave(self) -> None:
        """Ctrl+C ends nothing: it is pressed too easily."""
        self.tell("how_to_leave")
