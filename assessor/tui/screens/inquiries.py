"""The inquiries of the programme: who is asked, until when, what came back; from here everything else is begun."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.model.document import Document
from assessor.model.inquiry import Inquiry
from assessor.tui.inquiry_messages import (
    CopyOffered,
    DraftBegun,
    FileReturned,
    InquiryEnded,
    PackOffered,
    ReminderWanted,
    ReminderWritten,
)
from assessor.tui.messages import Needed, QuestionRequested, ScreenChosen, Wheeled
from assessor.tui.screens.frame import Framed
from assessor.tui.screens.reading import DocumentPage, Reading
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.inquiry_list import InquiryDetail, InquiryList

if TYPE_CHECKING:
    from assessor.tui.inquiry_nouns import Board

ALWAYS_OPEN = (
    Key("n", "key.inquiry_new", "screen.do('begin')"),
    Key("r", "key.inquiry_receive", "screen.do('receive')"),
    Key("p", "key.pack_take", "screen.do('pack')"),
    Key("g", "key.merge", "screen.do('merge')"),
)
OF_ONE = (
    Key("Enter", "key.inquiry_question", "screen.of_one('open')"),
    Key("t", "key.inquiry_remind", "screen.of_one('remind')"),
    Key("a", "key.inquiry_again", "screen.of_one('again')"),
    Key("x", "key.inquiry_close", "screen.of_one('end')"),
)


class InquiriesScreen(Framed):
    """The list and what is known of the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("pagedown,space", "read(1)", "key.read"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("n,ｎ", "do('begin')", "key.inquiry_new"),
        Binding("r,ｒ", "do('receive')", "key.inquiry_receive"),
        Binding("t,ｔ", "of_one('remind')", "key.inquiry_remind"),
        Binding("a,ａ", "of_one('again')", "key.inquiry_again"),
        Binding("x,ｘ", "of_one('end')", "key.inquiry_close"),
        Binding("enter", "of_one('open')", "key.inquiry_question"),
        Binding("p,ｐ", "do('pack')", "key.pack_take"),
        Binding("g,ｇ", "do('merge')", "key.merge"),
        Binding("escape,left", "app.open_screen('questions')", "key.to_questions"),
    ]
    CSS_PATH = "../styles/inquiries.tcss"

    tab = "inquiries"

    seen: var[int] = var(0)
    inquiry_board: var["Board | None"] = var(None)
    chosen: var[int] = var(0)

    def body(self) -> Iterable[Widget]:
        """The list, and below or beside it the chosen one."""
        own = InquiriesScreen
        yield InquiryList().data_bind(own.lang, own.chosen, board=own.inquiry_board)
        yield Gap(id="gap").data_bind(lined=own.lined)
        yield InquiryDetail().data_bind(own.lang, own.result, board=own.inquiry_board, place=own.chosen)

    def on_mount(self) -> None:
        """Ask for the list."""
        super().on_mount()
        self.query_one(InquiryList).focus()
        self.post_message(Needed("inquiry:board"))

    def keys_now(self) -> KeyLines:
        """The keys of the moment; what needs an inquiry is named where there is one."""
        return KeyLines(ALWAYS_OPEN, (*(OF_ONE if self.inquiry else ()), Key("Esc", "key.back", "screen.back")))

    def watch_seen(self) -> None:
        """Something was stored: look again."""
        if self.is_mounted:
            self.post_message(Needed("inquiry:board"))

    def watch_inquiry_board(self) -> None:
        """The chosen place stays within the list."""
        count = len(self.inquiry_board.inquiries) if self.inquiry_board else 0
        self.chosen = max(min(self.chosen, count - 1), 0)
        self.show_keys()

    @property
    def inquiry(self) -> Inquiry | None:
        """The chosen inquiry."""
        found = self.inquiry_board.inquiries if self.inquiry_board else ()
        return found[self.chosen] if self.chosen < len(found) else None

    def action_move(self, by: int) -> None:
        """Choose another one."""
        count = len(self.inquiry_board.inquiries) if self.inquiry_board else 0
        self.chosen = max(min(self.chosen + by, count - 1), 0)

    def action_go_to(self, place: int) -> None:
        """Choose the one clicked."""
        self.chosen = place

    def action_read(self, by: int) -> None:
        """Read on what is known of it."""
        self.query_one(InquiryDetail).scroll(by)

    def action_do(self, what: str) -> None:
        """Begin something that needs no inquiry."""
        begun = {"begin": DraftBegun, "receive": FileReturned, "pack": PackOffered, "merge": CopyOffered}
        self.post_message(begun[what]())

    def action_of_one(self, what: str) -> None:
        """Do something with the chosen inquiry; say so where nothing is awaited of it."""
        one = self.inquiry
        if one is None:
            self.tell("inquiries.none")
        elif not one.outstanding:
            self.tell("inquiries.nothing_awaited", id=one.id)
        elif what == "open":
            self.post_message(QuestionRequested(one.outstanding[0]))
        elif what == "remind":
            self.post_message(ReminderWanted(one.id))
        else:
            self.post_message(DraftBegun(one.id) if what == "again" else InquiryEnded(one.id))

    def action_back(self) -> None:
        """Back to the questionnaire."""
        self.post_message(ScreenChosen("questions"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)


class ReminderScreen(Reading):
    """The draft of a reminder before it is written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w,ｗ", "write", "key.write")]

    tab = "reminder"
    needs = "inquiry:board"
    behind = "inquiries"

    inquiry_board: var["Board | None"] = var(None)
    document: var[Document | None] = var(None)

    def body(self) -> Iterable[Widget]:
        """The letter."""
        yield DocumentPage().data_bind(ReminderScreen.lang, ReminderScreen.document)

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        upper = (Key("PageDown", "key.read_on", "screen.read(1)"), Key("PageUp", "key.read_back", "screen.read(-1)"))
        return KeyLines((*upper, Key("Esc", "key.back", "screen.back")), (Key("w", "key.write", "screen.write"),))

    def watch_inquiry_board(self) -> None:
        """Show it once it is made."""
        self.document = self.inquiry_board.reminder if self.inquiry_board else None

    def action_write(self) -> None:
        """Write it to a file."""
        self.post_message(ReminderWritten())
