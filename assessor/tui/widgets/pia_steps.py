"""The steps of an assessment, each with its state as a sign and how much it lacks; below them the proposed answers."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.model.privacy_board import PrivacyBoard
from assessor.model.privacy_result import PiaResult, StepResult, StepState
from assessor.tui.messages import Wheeled
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.page import marked
from assessor.tui.widgets.pia_layout import ANSWERS
from assessor.tui.widgets.rows import Part, blank, folded, row

SIGNS = {StepState.DONE: "[x]", StepState.BEGUN: "[/]", StepState.OPEN: "[ ]", StepState.LEFT_OUT: " - "}
"""A sign per state, the same as on the command line: nothing is said by colour alone."""

_TONES = {StepState.DONE: "good", StepState.BEGUN: "middle", StepState.OPEN: "text", StepState.LEFT_OUT: "dim"}
_LEGEND_ROWS = 2
_DROPPED_BELOW = 20
"""A pane that is lower shows no legend."""


def step_ids(board: PrivacyBoard) -> tuple[str, ...]:
    """Every step that can be looked at, in order."""
    guide = board.checklist.privacy
    return (*(step.id.value for step in guide.steps), ANSWERS) if guide else ()


class StepList(Drawn, can_focus=True):
    """Service, steps, proposed answers, where the approval stands."""

    board: reactive[PrivacyBoard | None] = reactive(None)
    step: reactive[str] = reactive("threshold")
    mode: reactive[str] = reactive("steps")

    def rows(self, width: int) -> Sequence[Content]:
        """The rows from the top."""
        board = self.board
        if board is None or board.result is None:
            text = self.say("pia.no_service" if board is not None else "reading.making")
            return [blank(width), *(row(width, " ", Part(line, "dim")) for line in folded(text, width - 2))]
        result = board.result
        found = [row(width, " ", Part(result.subject.name, "strong"), right=[Part(self._count(result), "dim")])]
        found += [self._step(width, place, one) for place, one in enumerate(result.steps)]
        found.append(self._answers(width, result))
        found.append(row(width, " ", Part(self.say(f"pia.approval_short.{result.approval.value}"), self._tone(result))))
        if self.size.height >= _DROPPED_BELOW:
            found += [row(width, " ", Part(line, "dim")) for line in self.say("pia.legend").split("\n")[:_LEGEND_ROWS]]
        return found

    def _count(self, result: PiaResult) -> str:
        needed = [one for one in result.steps if one.state is not StepState.LEFT_OUT]
        done = sum(one.state is StepState.DONE for one in needed)
        return self.say("pia.steps_done", done=done, count=len(needed)) + " "

    def _step(self, width: int, place: int, one: StepResult) -> Content:
        click = f"screen.choose_step({place})"
        right = []
        if one.missing and one.state is not StepState.LEFT_OUT:
            right = [Part(f" {self.say('pia.lacks', count=len(one.missing))} ", "dim", click)]
        found = row(
            width,
            " ",
            Part(SIGNS[one.state] + " ", _TONES[one.state], click),
            Part(f"{place + 1:>2} ", "dim", click),
            Part(one.step.title.say(self.lang), "dim" if one.state is StepState.LEFT_OUT else "text", click),
            right=right,
        )
        return self._marked(found) if one.step.id.value == self.step else found

    def _answers(self, width: int, result: PiaResult) -> Content:
        proposed = sum(one.state.value == "proposed" for one in result.proposals)
        click = f"screen.choose_step({len(result.steps)})"
        right = []
        if result.conflicts:
            right.append(Part(f" {self.say('pia.conflict.count', count=len(result.conflicts))} ", "bad", click))
        title = self.say("pia.answers.title", count=proposed)
        found = row(width, " ", Part("    ", "", click), Part(title, "text", click), right=right)
        return self._marked(found) if self.step == ANSWERS else found

    def _marked(self, found: Content) -> Content:
        """The step looked at; it has the colours of a chosen row only while the cursor is in this list."""
        return marked(found) if self.mode == "steps" else Content(">" + found.plain[1:], list(found.spans))

    def _tone(self, result: PiaResult) -> str:
        return {"in_force": "good", "void": "bad"}.get(result.approval.value, "dim")

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next step."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the step before."""
        event.stop()
        self.post_message(Wheeled(-1))
