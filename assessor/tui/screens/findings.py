"""The findings, worst first: why the chosen one matters and the first step; Enter leads to the question."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.model.finding import Finding
from assessor.model.result import AssessmentResult
from assessor.model.standing import ItemStanding
from assessor.tui.item_requests import ItemsWanted, OwnerWanted
from assessor.tui.messages import CursorMoved, Needed, QuestionRequested, ScreenChosen, Wheeled, WriteRequested
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.finding_list import ORDERS, FindingDetail, FindingList, ordered

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.model.inquiry import Asking

KEYS = KeyLines(
    (
        Key("key.up_down", "key.choose"),
        Key("Enter", "key.open_question", "screen.open"),
        Key("r", "key.owner_and_due", "screen.owner"),
        Key("a", "key.make_item", "screen.make"),
    ),
    (
        Key("t", "key.items", "app.open_screen('remediation')"),
        Key("o", "key.order", "screen.order"),
        Key("p", "key.gap", "app.open_screen('gap')"),
        Key("w", "key.write", "screen.write"),
        Key("Esc", "key.to_questions", "app.open_screen('questions')"),
    ),
)


class FindingsScreen(Framed):
    """The chosen finding is kept by its pair, whatever the answers do to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("home", "move(-100000)", "key.first"),
        Binding("end", "move(100000)", "key.last"),
        Binding("pageup", "page(-1)", "key.page_back"),
        Binding("pagedown", "page(1)", "key.page"),
        Binding("enter", "open", "key.open_question"),
        Binding("o,ｏ", "order", "key.order"),
        Binding("space", "read(1)", "key.read"),
        Binding("r,ｒ", "owner", "key.owner_and_due"),
        Binding("a,ａ", "make", "key.make_item"),
        Binding("x,ｘ", "mark", "key.mark"),
        Binding("p,ｐ", "app.open_screen('gap')", "key.gap"),
        Binding("h,ｈ", "history", "key.history"),
        Binding("w,ｗ", "write", "key.write"),
        Binding("escape,left", "app.open_screen('questions')", "key.to_questions"),
    ]
    CSS_PATH = "../styles/pages.tcss"

    tab = "findings"

    findings: var[tuple[Finding, ...]] = var(())
    chosen: var[int] = var(0)
    order: var[str] = var(ORDERS[0])
    marks: var[frozenset[str]] = var(frozenset())
    seen: var[int] = var(0)
    items: var[tuple[ItemStanding, ...] | None] = var(None)
    asked: var["Mapping[PairKey, Asking]"] = var({})

    def body(self) -> Iterable[Widget]:
        """The list, and below it or beside it what is known of the chosen one."""
        own = FindingsScreen
        yield FindingList().data_bind(own.lang, own.result, own.findings, own.chosen, own.order, own.marks)
        yield Gap(id="gap").data_bind(lined=own.lined)
        yield FindingDetail().data_bind(own.lang, own.result, own.findings, own.items, own.asked, finding=own.chosen)

    def on_mount(self) -> None:
        """The list has the focus."""
        super().on_mount()
        self.query_one(FindingList).focus()

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        return KEYS if self.findings else KeyLines((), KEYS.lower)

    def watch_result(self, result: AssessmentResult | None) -> None:
        """Order anew; the chosen finding stays the chosen one."""
        if result is not None:
            self._arrange(result)

    def watch_seen(self) -> None:
        """Ask for the items, which say who does what about a finding."""
        if self.is_mounted:
            self.post_message(Needed("items"))

    def _arrange(self, result: AssessmentResult) -> None:
        held = self.findings[self.chosen].key if self.chosen < len(self.findings) else ""
        found = ordered(result, self.order)
        place = next((number for number, one in enumerate(found) if one.key == held), None)
        self.findings = found
        self.chosen = max(min(self.chosen, len(found) - 1), 0) if place is None else place
        self.show_keys()

    @property
    def finding(self) -> Finding | None:
        """The chosen finding."""
        return self.findings[self.chosen] if self.chosen < len(self.findings) else None

    def action_move(self, by: int) -> None:
        """Choose another finding."""
        self.chosen = max(min(self.chosen + by, len(self.findings) - 1), 0)

    def action_page(self, by: int) -> None:
        """Go a page of the list further."""
        self.action_move(by * max(self.query_one(FindingList).size.height - 4, 1))

    def action_go_to(self, place: int) -> None:
        """Choose the finding clicked."""
        self.chosen = place

    def action_read(self, by: int) -> None:
        """Read on what stands beside the list, from its beginning after its end."""
        detail = self.query_one(FindingDetail)
        before = detail.top
        detail.scroll(by)
        if detail.top == before:
            detail.top = 0

    def action_open(self) -> None:
        """Show the question of the chosen finding."""
        if self.finding is not None:
            self.post_message(QuestionRequested((self.finding.subject, self.finding.control)))

    def action_history(self) -> None:
        """Show who answered when."""
        if self.finding is not None:
            self.post_message(CursorMoved((self.finding.subject, self.finding.control)))
            self.post_message(ScreenChosen("history"))

    def action_order(self) -> None:
        """Put the findings into the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        if self.result is not None:
            self._arrange(self.result)
        self.tell(f"findings.ordered.{self.order}")

    def action_owner(self) -> None:
        """Write who does what about the chosen finding, and until when."""
        if self.finding is not None:
            self.post_message(OwnerWanted((self.finding.subject, self.finding.control)))

    def action_make(self) -> None:
        """Make an item of the findings marked, of the chosen one where none is."""
        named = [one for one in self.findings if one.key in self.marks] or ([self.finding] if self.finding else [])
        if named:
            self.post_message(ItemsWanted(tuple((one.subject, one.control) for one in named)))
            self.marks = frozenset()

    def action_mark(self) -> None:
        """Mark the chosen finding, or take its mark away, and go on."""
        if self.finding is not None:
            self.marks ^= {self.finding.key}
            self.tell("findings.marked", count=len(self.marks))
            self.action_move(1)

    def action_write(self) -> None:
        """Write a document to a file."""
        self.post_message(WriteRequested("gap"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)
