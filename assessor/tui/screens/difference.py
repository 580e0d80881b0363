"""Answers that came back, a provider pack, another copy: shown beside what is stored, decided row by row or at once."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.tui.inquiry_messages import DifferenceSettled
from assessor.tui.messages import ScreenChosen, Wheeled
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.difference_rows import DifferenceDetail, DifferenceList

if TYPE_CHECKING:
    from assessor.tui.inquiry_nouns import Difference, Row

ORDERS = {"copy": ("keep", "take")}
"""Which decision the keys 1 and 2 (and a and b) make; of two copies the first is the one on the screen."""

USUAL_ORDER = ("take", "keep", "leave")


class DifferenceScreen(Framed):
    """The list, and below or beside it both texts of the chosen row; nothing is stored before it is said so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("enter", "other", "key.decide"),
        Binding("1,１", "decide(0)", "key.decide_1"),
        Binding("2,２", "decide(1)", "key.decide_2"),
        Binding("3,３", "decide(2)", "key.decide_3"),
        Binding("a,ａ", "decide_all(0)", "key.decide_all_1"),
        Binding("b,ｂ", "decide_all(1)", "key.decide_all_2"),
        Binding("s,ｓ", "record", "key.record"),
        Binding("pagedown,space", "read(1)", "key.read"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("escape,left", "back", "key.back"),
    ]
    CSS_PATH = "../styles/inquiries.tcss"

    tab = "difference"

    difference: var["Difference | None"] = var(None)
    decisions: var[Mapping[str, str]] = var({})
    chosen: var[int] = var(0)

    def body(self) -> Iterable[Widget]:
        """List and detail."""
        own = DifferenceScreen
        yield DifferenceList().data_bind(own.lang, own.result, own.chosen, own.difference, own.decisions)
        yield Gap(id="gap").data_bind(lined=own.lined)
        yield DifferenceDetail().data_bind(own.lang, own.result, own.difference, place=own.chosen)

    def on_mount(self) -> None:
        """The list has the focus."""
        super().on_mount()
        self.query_one(DifferenceList).focus()

    def watch_difference(self) -> None:
        """What is decided already without the officer is what the rows say; what was decided stays."""
        if self.difference is not None:
            self.decisions = {
                one.key: self.decisions.get(one.key) or one.start for one in self.difference.rows if one.choices
            }
        self.show_keys()

    def keys_now(self) -> KeyLines:
        """The keys of the moment: what can be decided of the chosen row."""
        kind = self.difference.kind if self.difference else "answers"
        row = self.row
        decide = tuple(
            Key(str(place + 1), f"difference.{kind}.{name}", f"screen.decide({place})")
            for place, name in enumerate(self.order)
            if row and name in row.choices
        )
        rows = self.difference.rows if self.difference else ()
        differ = (
            Key("a", f"key.all_{self.order[0]}.{kind}", "screen.decide_all(0)"),
            Key("b", f"key.all_{self.order[1]}.{kind}", "screen.decide_all(1)"),
        )
        lower = (
            Key("s", f"key.record.{kind}", "screen.record"),
            *(differ if any(one.state == "conflict" for one in rows) else ()),
            Key("Esc", "key.back", "screen.back"),
        )
        return KeyLines((Key("key.up_down", "key.choose"), *decide), lower)

    @property
    def order(self) -> tuple[str, ...]:
        """What can be decided, in the order of the keys."""
        return ORDERS.get(self.difference.kind, USUAL_ORDER) if self.difference else USUAL_ORDER

    @property
    def row(self) -> "Row | None":
        """The chosen row."""
        rows = self.difference.rows if self.difference else ()
        return rows[self.chosen] if self.chosen < len(rows) else None

    def watch_chosen(self) -> None:
        """Other things can be decided of another row."""
        self.show_keys()

    def action_move(self, by: int) -> None:
        """Choose another row."""
        count = len(self.difference.rows) if self.difference else 0
        self.chosen = max(min(self.chosen + by, count - 1), 0)

    def action_go_to(self, place: int) -> None:
        """Choose the row clicked."""
        self.chosen = place

    def action_other(self) -> None:
        """Decide the next thing that can be decided of this row."""
        row = self.row
        if row is None or not row.choices:
            self.tell("difference.nothing_to_decide")
            return
        open_ones = [name for name in self.order if name in row.choices]
        now = self.decisions.get(row.key, "")
        place = open_ones.index(now) + 1 if now in open_ones else 0
        self.action_decide(self.order.index(open_ones[place % len(open_ones)]))

    def action_decide(self, place: int) -> None:
        """Decide of this row what the key of that place says."""
        row = self.row
        what = self.order[place] if place < len(self.order) else ""
        if row is None or what not in row.choices:
            self.tell("difference.nothing_to_decide")
            return
        self.decisions = {**self.decisions, row.key: what}

    def action_decide_all(self, place: int) -> None:
        """Decide it of every row that differs from what is stored."""
        what = self.order[place]
        rows = [one for one in (self.difference.rows if self.difference else ()) if one.state == "conflict"]
        changed = {one.key: what for one in rows if what in one.choices}
        self.decisions = {**self.decisions, **changed}
        self.tell("difference.decided", count=len(changed))

    def action_record(self) -> None:
        """Record what was decided; a row that waits for a decision is chosen instead."""
        rows = self.difference.rows if self.difference else ()
        waiting = [place for place, one in enumerate(rows) if one.choices and not self.decisions.get(one.key)]
        if waiting:
            self.chosen = waiting[0]
            self.tell("difference.waiting", "warn", count=len(waiting), last=len(self.order))
        elif rows:
            self.post_message(DifferenceSettled(self.decisions))

    def action_read(self, by: int) -> None:
        """Read on what both say."""
        self.query_one(DifferenceDetail).scroll(by)

    def action_back(self) -> None:
        """Back to the list; nothing was recorded."""
        self.post_message(ScreenChosen("inquiries"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)
