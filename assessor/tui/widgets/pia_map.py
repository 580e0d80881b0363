"""The risk map as cells that say their band in a word, the risks beside it, and what is known of the chosen one."""

from collections.abc import Iterator, Mapping, Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.model.privacy_board import PrivacyBoard
from assessor.model.privacy_parts import entry_order
from assessor.model.privacy_result import RatedRisk, StepState
from assessor.tui.messages import Wheeled
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.page import Line, Page, marked
from assessor.tui.widgets.pia_words import band_title, level_title, treatment_words
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row

BAND_STYLES = ("band-low", "band-medium", "band-high", "band-critical")
FIRST_ROWS, AXIS_ROWS = 1, 2
NARROW_HEAD, WIDE_HEAD, WIDE_FROM = 10, 16, 60
LEAST_CELL, LONGEST_CELL = 8, 16

Field = tuple[int | None, int | None]
"""Impact and likelihood; None = not rated."""


def in_order(board: PrivacyBoard | None, *, after: bool) -> tuple[RatedRisk, ...]:
    """The risks as the map orders them: the gravest of this view first, those without a value last."""
    if board is None or board.result is None:
        return ()
    ranks = {band.id: place for place, band in enumerate(board.checklist.risk.bands)}

    def rank(one: RatedRisk) -> tuple[int, int, tuple[str, int]]:
        band = ranks.get((one.residual if after else one.inherent) or "", -1)
        return -band, -sum(level or 0 for level in field_of(one, after=after)), entry_order(one.id)

    return tuple(sorted(board.result.risks, key=rank))


def field_of(one: RatedRisk, *, after: bool) -> Field:
    """(impact, likelihood) before or after measures."""
    risk = one.risk
    return (risk.residual_impact, risk.residual_likelihood) if after else (risk.impact, risk.likelihood)


class MapPart(Drawn):
    """What the parts of the map share: the board, before or after, the chosen risk by its id."""

    board: reactive[PrivacyBoard | None] = reactive(None)
    after: reactive[bool] = reactive(False)
    risk: reactive[str] = reactive("")


class RiskMapPane(MapPart):
    """Impact upwards, likelihood to the right, as in the report; a risk is its number, `[3]` the chosen one."""

    lined: reactive[bool] = reactive(False)

    _held: tuple[PrivacyBoard, bool, Mapping[Field, Sequence[str]]] | None = None

    def rows(self, width: int) -> Sequence[Content]:
        """What is seen, rows of cells per impact, the names of the likelihoods."""
        board = self.board
        if board is None or board.result is None:
            return []
        matrix = board.checklist.risk
        narrow = width < WIDE_FROM
        head = NARROW_HEAD if narrow else WIDE_HEAD
        wide = min(max((width - head - 1) // len(matrix.likelihood) - 1, LEAST_CELL), LONGEST_CELL)
        height = max((self.size.height - FIRST_ROWS - AXIS_ROWS + 1) // len(matrix.impact) - 1, 2)
        found = [self._title(width)]
        for impact in reversed(matrix.impact):
            drawn = [self._cell(board, impact.level, other.level, wide, height) for other in matrix.likelihood]
            names = folded(f"{impact.level} {impact.title.say(self.lang)}", head - 2)
            for line in range(height):
                name = names[line] if line < len(names) else ""
                parts: list[Part | str] = [Part(fill(f" {name}", head), "text")]
                for cell, style in drawn:
                    parts += [Part(fill(cell[line], wide), style), Part("|" if self.lined else " ", "dim")]
                found.append(row(width, *parts))
            found.append(blank(width))
        found.pop()
        return [*found, *self._axis(board, width, head, wide)]

    def _title(self, width: int) -> Content:
        word = self.say("pia.after" if self.after else "pia.before")
        return row(width, " ", Part(word, "head"), "  ", Part(self.say("pia.map.axes"), "dim"))

    def _axis(self, board: PrivacyBoard, width: int, head: int, wide: int) -> list[Content]:
        names = [folded(f"{one.level} {one.title.say(self.lang)}", wide) for one in board.checklist.risk.likelihood]
        lines = [[name[line] if line < len(name) else "" for name in names] for line in range(AXIS_ROWS)]
        return [row(width, " " * head, *(Part(fill(text, wide) + " ") for text in line)) for line in lines]

    def _cell(self, board: PrivacyBoard, impact: int, likelihood: int, wide: int, height: int) -> tuple[list[str], str]:
        matrix = board.checklist.risk
        band = matrix.matrix[impact - 1][likelihood - 1]
        rank = next(place for place, one in enumerate(matrix.bands) if one.id == band)
        style = BAND_STYLES[round(rank * (len(BAND_STYLES) - 1) / max(len(matrix.bands) - 1, 1))]
        held = self._places(board).get((impact, likelihood), ())
        title = band_title(board.checklist, band, self.say)
        head = f" {title} {self.say('pia.count', count=len(held))}" if len(held) > 1 else f" {title}"
        return [head, *self._numbers(held, wide, height - 1)], style

    def _places(self, board: PrivacyBoard) -> Mapping[Field, Sequence[str]]:
        """The ids of the risks of every field, put together once for a board and a view."""
        if self._held is None or self._held[0] is not board or self._held[1] is not self.after:
            found: dict[Field, list[str]] = {}
            for one in board.result.risks if board.result else ():
                found.setdefault(field_of(one, after=self.after), []).append(one.id)
            self._held = (board, self.after, found)
        return self._held[2]

    def _numbers(self, held: Sequence[str], wide: int, height: int) -> list[str]:
        """The numbers in so many rows; what does not fit is counted, and the chosen one is always seen."""
        words = [f"[{name[1:]}]" if name == self.risk else name[1:] for name in held]
        chosen = [word for word in words if word.startswith("[")]
        for order in (words, [*chosen, *(word for word in words if word not in chosen)]):
            for shown in range(len(order), -1, -1):
                rest = len(order) - shown
                lines = _packed([*order[:shown], *([f"+{rest}"] if rest else [])], wide - 2)
                if len(lines) <= height:
                    break
            if not chosen or any(word in chosen for word in order[:shown]):
                break
        return [*(f" {line}" for line in lines), *([""] * (height - len(lines)))]


def _packed(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class RiskList(MapPart, can_focus=True):
    """The risks, gravest first; only those that are seen are composed."""

    _top = 0

    def rows(self, width: int) -> Sequence[Content]:
        """Head and the seen part of the list."""
        board, found = self.board, in_order(self.board, after=self.after)
        if board is None:
            return []
        head = row(width, " ", Part(self.say("pia.head.risk", count=len(found)), "head"))
        if not found:
            return [
                head,
                *(row(width, " ", Part(line, "dim")) for line in folded(self.say("pia.no_risks_yet"), width - 2)),
            ]
        room = max(self.size.height - 2, 1)
        chosen = next((place for place, one in enumerate(found) if one.id == self.risk), 0)
        self._top = max(min(self._top, chosen, len(found) - room), chosen - room + 1, 0)
        last = min(self._top + room, len(found))
        shown = [self._row(width, board, place, found[place]) for place in range(self._top, last)]
        left = len(found) - last
        more = [row(width, " ", Part(self.say("pia.risks_left", count=left), "dim"))] if left else []
        return [head, *shown, *more]

    def _row(self, width: int, board: PrivacyBoard, place: int, one: RatedRisk) -> Content:
        click = f"screen.choose_risk({place})"
        band = band_title(board.checklist, one.residual if self.after else one.inherent, self.say)
        wide = max(cells(each.title.say(self.lang)) for each in board.checklist.risk.bands)
        digits = max((len(name) for name in board.result.pia.risks), default=2) if board.result else 2
        found = row(
            width,
            Part(" ", "", click),
            Part(fill(one.id[1:], digits), "key", click),
            Part(fill(band, wide) + " ", "strong", click),
            Part(one.risk.title, "text", click),
            right=[Part(" ")],
        )
        return marked(found) if one.id == self.risk else found

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next risk."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the risk before."""
        event.stop()
        self.post_message(Wheeled(-1))


class RiskDetail(Page):
    """The chosen risk in words."""

    board: reactive[PrivacyBoard | None] = reactive(None)
    risk: reactive[str] = reactive("")

    def follows_from(self) -> tuple[object, ...]:
        """The board and which risk."""
        return self.board, self.risk

    def watch_risk(self) -> None:
        """Another risk is read from its beginning."""
        self.top = 0

    def lines(self, width: int) -> list[Line]:
        """Title, values before and after, measures, treatment, progress."""
        board = self.board
        if board is None or board.result is None:
            return []
        one = next((each for each in board.result.risks if each.id == self.risk), None)
        found = [] if one is None else [row(width, " ", Part(f"{one.id[1:]} {one.risk.title}", "strong"))]
        told = [*([] if one is None else self._told(board, one)), *self._progress(board)]
        room = max((cells(name) for name, _ in told), default=0) + 2
        for name, text in told:
            for place, line in enumerate(folded(text, width - room - 2)):
                found.append(row(width, " ", Part(fill(name if not place else "", room), "head"), Part(line)))
        return [Line(content) for content in found]

    def _told(self, board: PrivacyBoard, one: RatedRisk) -> Iterator[tuple[str, str]]:
        say, risk = self.say, one.risk
        yield say("pia.before"), self._value(board, one, after=False)
        yield say("pia.after"), self._value(board, one, after=True)
        if risk.harm:
            yield say("pia.label.risk.harm"), risk.harm
        titles = [
            board.checklist.controls[name].title.say(self.lang)
            for name in risk.controls
            if name in board.checklist.controls
        ]
        measures = say("list.comma").join((*titles, *risk.measures))
        if measures:
            yield say("pia.measures_all"), measures
        if risk.treatment is not None:
            yield say("pia.label.risk.treatment"), treatment_words(one, say)

    def _value(self, board: PrivacyBoard, one: RatedRisk, *, after: bool) -> str:
        impact, likelihood = field_of(one, after=after)
        if impact is None or likelihood is None:
            return self.say("pia.not_rated")
        return self.say(
            "pia.value",
            impact=f"{impact} {level_title(board.checklist, 'impact', str(impact), self.say)}",
            likelihood=f"{likelihood} {level_title(board.checklist, 'likelihood', str(likelihood), self.say)}",
            band=band_title(board.checklist, one.residual if after else one.inherent, self.say),
        )

    def _progress(self, board: PrivacyBoard) -> Iterator[tuple[str, str]]:
        if board.result is None:
            return
        needed = [one for one in board.result.steps if one.state is not StepState.LEFT_OUT]
        done = sum(one.state is StepState.DONE for one in needed)
        following = next((one.step.title.say(self.lang) for one in needed if one.state is not StepState.DONE), None)
        text = self.say("pia.progress", done=done, count=len(needed))
        yield self.say("pia.progress.head"), text + (self.say("pia.progress.next", step=following) if following else "")
