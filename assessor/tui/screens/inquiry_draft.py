"""An inquiry is made here: every field can be filled in in any order, and what would go out stands below."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.tui.inquiry_messages import DraftFieldChosen, DraftGone
from assessor.tui.messages import ScreenChosen, Wheeled
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Key, KeyLines
from assessor.tui.widgets.inquiry_form import InquiryForm
from assessor.tui.widgets.page import Page

if TYPE_CHECKING:
    from assessor.tui.inquiry_nouns import Draft


class InquiryDraftScreen(Framed):
    """The form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("enter", "fill_in", "key.fill_in"),
        Binding("s,ｓ", "send", "key.inquiry_send"),
        Binding("pagedown,space", "read(1)", "key.read"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("escape,left", "back", "key.back"),
    ]
    CSS_PATH = "../styles/inquiries.tcss"

    tab = "inquiry_draft"

    inquiry_draft: var["Draft | None"] = var(None)
    chosen: var[int] = var(0)

    def body(self) -> Iterable[Widget]:
        """The form."""
        own = InquiryDraftScreen
        yield InquiryForm().data_bind(own.lang, own.result, own.chosen, draft=own.inquiry_draft)

    def on_mount(self) -> None:
        """The form has the focus."""
        super().on_mount()
        self.query_one(InquiryForm).focus()

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        upper = (
            Key("key.up_down", "key.choose"),
            Key("Enter", "key.fill_in", "screen.fill_in"),
            Key("s", "key.inquiry_send", "screen.send"),
        )
        lower = (Key("PageDown", "key.read", "screen.read(1)"), Key("Esc", "key.back", "screen.back"))
        return KeyLines(upper, lower)

    def action_move(self, by: int) -> None:
        """Choose another field."""
        count = len(self.inquiry_draft.fields) if self.inquiry_draft else 1
        self.chosen = max(min(self.chosen + by, count - 1), 0)

    def action_go_to(self, place: int) -> None:
        """Fill in the field clicked."""
        self.chosen = place
        self.action_fill_in()

    def action_fill_in(self) -> None:
        """Fill in the chosen field."""
        if self.inquiry_draft is not None:
            self.post_message(DraftFieldChosen(self.inquiry_draft.fields[self.chosen]))

    def action_send(self) -> None:
        """Make the files; the field that is missing is chosen instead."""
        draft = self.inquiry_draft
        if draft is None:
            return
        if not draft.organisation:
            self.chosen = draft.fields.index("organisation")
            self.tell("draft.organisation.needed", "warn")
        elif not draft.pairs:
            self.tell("draft.count.none", "warn")
        else:
            self.post_message(DraftGone())

    def action_read(self, by: int) -> None:
        """Read the questions."""
        self.query_one(Page).scroll(by)

    def action_back(self) -> None:
        """Back to the list; nothing was kept."""
        self.post_message(ScreenChosen("inquiries"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)
