"""The rows every screen has: programme and saving, tabs, score, what just happened, the keys of the moment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.reactive import reactive

from assessor.tui.messages import Notice, Saving
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, cells, row

if TYPE_CHECKING:
    from assessor.model.result import AssessmentResult


class Key(NamedTuple):
    """A key of the moment: how it is written (`1～6`, or a message key), what it does (a message key), its action."""

    name: str
    label: str
    action: str = ""


class KeyLines(NamedTuple):
    """The two rows of keys; while a text is typed, letters are text and the keys that never drop are others."""

    upper: tuple[Key, ...] = ()
    lower: tuple[Key, ...] = ()
    typing: bool = False


NO_KEYS = KeyLines()
ALWAYS = (Key("?", "key.help", "app.actions"), Key("q", "key.quit", "app.leave"))
WHILE_TYPING = (Key("F1", "key.help", "app.actions"), Key("Ctrl+Q", "key.quit", "app.leave"))
"""The keys that never drop from the second row."""

LEAST_BAR, LONGEST_BAR = 4, 40

_SAVING_TONE = {"saved": "good", "saving": "dim", "draft": "middle", "failed": "alarm"}


class TitleRow(Drawn):
    """Row 0: the programme at the left, the saving state at the right."""

    title: reactive[str] = reactive("")
    saving: reactive[Saving] = reactive(Saving())

    def rows(self, width: int) -> Sequence[Content]:
        """One row."""
        state = self.saving
        right = []
        if state.kind in _SAVING_TONE:
            word = self.say(f"saving.{state.kind}", at=state.at, count=state.waiting)
            right = [Part(f" {word} ", _SAVING_TONE[state.kind])]
        return [row(width, " ", Part(self.title, "strong"), right=right)]


class TabRow(Drawn):
    """Row 1: the screens of the programme, the one shown in brackets."""

    tabs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    tab: reactive[str] = reactive("")

    def rows(self, width: int) -> Sequence[Content]:
        """One row."""
        parts: list[Part | str] = [" "]
        for key, name in self.tabs:
            word, action = self.say(f"screen.{name}"), f"app.open_screen('{name}')"
            if name == self.tab:
                parts += [Part(f"[{key.upper()} {word}]", "tab", action), " "]
            else:
                parts += [Part(key.upper(), "key", action), Part(f" {word}  ", "text", action)]
        right = [Part("F1", "key", "app.actions"), Part(f" {self.say('key.help')} ", "text", "app.actions")]
        return [row(width, *parts, right=right)]


class ScoreRow(Drawn):
    """Row 2: answered, left, score, unmet musts and duties; it changes with each answer."""

    result: reactive["AssessmentResult | None"] = reactive(None)

    def rows(self, width: int) -> Sequence[Content]:
        """One row, empty before the programme is read."""
        if self.result is None:
            return [row(width)]
        total, say = self.result.scorecard.total, self.say
        head = " " + say("score.answered", answered=total.answered, applicable=total.applicable) + " "
        left = " " + say("score.left", count=total.applicable - total.answered)
        points = "  " + self._points()
        musts = "  " + say("score.musts", count=total.unmet_musts)
        unmet = sum(1 for duty in self.result.scorecard.duties if duty.in_force and duty.met is False)
        duties = "  " + say("score.duties", count=unmet)
        room = min(width - sum(cells(text) for text in (head, left, points, musts, duties)) - 3, LONGEST_BAR)
        parts = (
            Part(head),
            *(bar(total.answered, total.applicable, room) if room >= LEAST_BAR else ()),
            Part(left),
            Part(points, "strong"),
            Part(musts, "bad" if total.unmet_musts else "dim"),
            Part(duties, "bad" if unmet else "dim"),
        )
        return [row(width, *parts)]

    def _points(self) -> str:
        if self.result is None or not self.result.scorecard.total.answered:
            return self.say("score.none")
        card = self.result.scorecard
        percent = card.total.earned * 100 // card.total.possible if card.total.possible else 0
        return self.say("score.provisional" if card.provisional else "score.points", percent=percent)


class MessageRow(Drawn):
    """Row H-3: what just happened, or what to do."""

    notice: reactive[Notice] = reactive(Notice())
    alarm: reactive[str] = reactive("")

    def rows(self, width: int) -> Sequence[Content]:
        """One row; an alarm stands until it is solved."""
        text, tone = Notice(self.alarm, "alarm") if self.alarm else self.notice
        over = tone if tone == "alarm" else ""
        return [row(width, " ", Part(text, {"quiet": "text", "warn": "middle"}.get(tone, tone)), over=over)]


class KeyRows(Drawn):
    """Rows H-2 and H-1: the keys that work now, each before its verb."""

    keys: reactive[KeyLines] = reactive(NO_KEYS)

    def rows(self, width: int) -> Sequence[Content]:
        """Two rows; what does not fit drops from the right, help and leaving never."""
        upper, lower, typing = self.keys
        return [self._row(width, upper, ()), self._row(width, lower, WHILE_TYPING if typing else ALWAYS)]

    def _row(self, width: int, keys: Sequence[Key], always: Sequence[Key]) -> Content:
        shown = list(keys)
        while shown and self._width((*shown, *always)) > width - 1:
            shown.pop()
        parts: list[Part | str] = []
        for key in (*shown, *(one for one in always if one not in shown)):
            parts += [
                Part("  " if parts else " "),
                Part(self._word(key), "key", key.action),
                Part(f" {self.say(key.label)}", "text", key.action),
            ]
        return row(width, *parts)

    def _width(self, keys: Sequence[Key]) -> int:
        return sum(cells(f"{self._word(key)} {self.say(key.label)}  ") for key in keys) - 1

    def _word(self, key: Key) -> str:
        return self.say(key.name) if key.name.startswith("key.") else key.name


class Gap(Drawn):
    """The column between two panes: tinted, and a line where tints are not seen."""

    lined: reactive[bool] = reactive(False)

    def rows(self, width: int) -> Sequence[Content]:
        """As many rows as the pane is high."""
        return [row(width, Part("|" if self.lined else " ", "dim"))] * self.size.height


def bar(part: int, whole: int, width: int) -> tuple[Part, Part, Part]:
    """`[###.....]`: full only when all is done, begun as soon as something is; `width` cells between the brackets."""
    filled = part * width // whole if whole else 0
    if part and not filled:
        filled = 1
    return Part("["), Part("#" * filled, "fill"), Part("." * (width - filled) + "]", "dim")
