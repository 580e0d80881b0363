"""The scorecard: figures at the left, at the right (or below) what to do about them; Enter leads to the question."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.reactive import var
from textual.widget import Widget

from assessor.model.result import AssessmentResult, Gain
from assessor.tui.messages import Needed, QuestionRequested, WriteRequested
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.score_page import ScorePart

KEYS = KeyLines(
    (
        Key("PageDown", "key.read_on", "screen.read(1)"),
        Key("key.up_down", "key.choose_todo"),
        Key("Enter", "key.open_question", "screen.open"),
    ),
    (
        Key("p", "key.gap", "app.open_screen('gap')"),
        Key("w", "key.write", "screen.write"),
        Key("Esc", "key.to_questions", "app.open_screen('questions')"),
    ),
)
WIDE = 110


class ScoreScreen(Framed):
    """What can be chosen is a duty, an open fact or an answer that would raise the score."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose_todo"),
        Binding("down", "move(1)", "key.choose_todo"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("pagedown,space", "read(1)", "key.read_on"),
        Binding("enter", "open", "key.open_question"),
        Binding("p,ｐ", "app.open_screen('gap')", "key.gap"),
        Binding("w,ｗ", "write", "key.write"),
        Binding("escape,left", "app.open_screen('questions')", "key.to_questions"),
    ]
    CSS_PATH = "../styles/pages.tcss"

    tab = "score"

    gains: var[tuple[Gain, ...]] = var(())
    chosen: var[int | None] = var(None)

    def body(self) -> Iterable[Widget]:
        """Two parts; where there is no room beside each other the first shows both."""
        own = ScoreScreen
        yield ScorePart(id="figures").data_bind(own.lang, own.result, own.gains, own.chosen)
        yield Gap(id="gap").data_bind(lined=own.lined)
        actions = ScorePart(id="actions").data_bind(own.lang, own.result, own.gains, own.chosen)
        actions.shows = ("actions",)
        yield actions

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        return KEYS

    def on_resize(self, event: Resize) -> None:
        """Beside each other where there is room."""
        both = ("figures", "actions")
        self.query_one("#figures", ScorePart).shows = both if event.size.width < WIDE else ("figures",)

    def watch_result(self, result: AssessmentResult | None) -> None:
        """Ask for what is not computed with each answer."""
        if result is not None and self.is_mounted:
            self.post_message(Needed("score"))

    def on_mount(self) -> None:
        """Ask for what is shown here alone."""
        super().on_mount()
        self.post_message(Needed("score"))

    @property
    def _part(self) -> ScorePart:
        return self.query_one("#actions" if self.size.width >= WIDE else "#figures", ScorePart)

    def action_move(self, by: int) -> None:
        """Choose another one; from a place scrolled to, the first one seen there."""
        count, part = len(self._part.targets()), self._part
        if not count:
            return
        if self.chosen is None or not part.sees(self.chosen):
            seen = part.first_seen()
            self.chosen = seen if seen is not None else (0 if by > 0 else self.chosen)
        else:
            self.chosen = max(min(self.chosen + by, count - 1), 0)

    def action_read(self, by: int) -> None:
        """Read on, or back."""
        for part in self.query(ScorePart):
            part.scroll(by)

    def action_take(self, place: int) -> None:
        """Choose the one clicked."""
        self.chosen = place

    def action_open(self) -> None:
        """Show the question of the chosen one."""
        targets = self._part.targets()
        if self.chosen is None or self.chosen >= len(targets):
            self.tell("scores.choose_first")
        else:
            self.post_message(QuestionRequested(targets[self.chosen].pair))

    def action_write(self) -> None:
        """Write a document to a file."""
        self.post_message(WriteRequested("gap"))
