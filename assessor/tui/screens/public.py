"""Section 7 while it is being answered: what citizens would read, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.model.document import Document
from assessor.model.publication import PublicView
from assessor.model.result import AssessmentResult
from assessor.tui.messages import Needed, PublicRead, QuestionRequested, ScreenChosen, Wheeled, WriteRequested
from assessor.tui.screens.public_attention import StatementAttention
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.document_text import Printed, marks_in, pieces, sections
from assessor.tui.widgets.public_changes import NO_CHANGES, Changes, changes, with_gone
from assessor.tui.widgets.public_text import HeadingList, NoticeRow, PublicText

KIND = "section7"
_LOWER = (
    Key("n", "key.concerns", "screen.concerns"),
    Key("r", "key.releases", "screen.releases"),
    Key("w", "key.write", "screen.write"),
)
HEADINGS = KeyLines(
    (
        Key("key.up_down", "key.choose_heading"),
        Key("Enter", "key.choose_sentence", "screen.enter"),
        Key("h", "key.show_again", "screen.hide"),
        Key("x", "key.near", "screen.near"),
    ),
    (*_LOWER, Key("Esc", "key.to_questions", "screen.back")),
)
SENTENCES = KeyLines(
    (
        Key("key.up_down", "key.choose_sentence"),
        Key("Enter", "key.its_question", "screen.enter"),
        Key("b", "key.word", "screen.word"),
        Key("h", "key.hide", "screen.hide"),
    ),
    (Key("d", "key.difference", "screen.difference"), *_LOWER, Key("key.left", "key.to_headings", "screen.back")),
)


class PublicScreen(StatementAttention):
    """The headings are chosen first; with Enter or right the sentences of one, with left or Esc back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose_up"),
        Binding("down", "move(1)", "key.choose_down"),
        Binding("enter", "enter", "key.enter_sentence"),
        Binding("right", "into", "key.choose_sentence"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("pagedown,space", "read(1)", "key.read_on"),
        Binding("b,ｂ", "word", "key.word"),
        Binding("h,ｈ", "hide", "key.hide_or_show"),
        Binding("d,ｄ", "difference", "key.difference"),
        Binding("x,ｘ", "near", "key.near"),
        Binding("n,ｎ", "concerns", "key.concerns"),
        Binding("r,ｒ", "releases", "key.releases"),
        Binding("w,ｗ", "write", "key.write"),
        Binding("left,escape", "back", "key.back"),
    ]
    CSS_PATH = "../styles/pages.tcss"

    tab = "public"

    documents: var[Mapping[str, Document]] = var({})
    baseline: var[PublicView | None] = var(None)
    changed: var[Changes] = var(NO_CHANGES)
    part: var[tuple[Printed, ...]] = var(())
    near_count: var[int] = var(0)

    def third_row(self) -> Iterable[Widget]:
        """A notice in place of the score: this screen may be shown to others."""
        notice = NoticeRow().data_bind(PublicScreen.lang)
        notice.text = "public.notice"
        yield notice

    def body(self) -> Iterable[Widget]:
        """Headings, sentences."""
        own = PublicScreen
        counts = {"near": own.near_count, "concerns": own.concern_count}
        yield HeadingList().data_bind(own.lang, own.parts, own.changed, chosen=own.place, **counts)
        yield Gap(id="gap").data_bind(lined=own.lined)
        yield PublicText().data_bind(own.lang, own.part, own.changed, own.chosen, own.signs)

    def on_mount(self) -> None:
        """Ask for the text."""
        super().on_mount()
        self.post_message(Needed(KIND))

    def on_unmount(self) -> None:
        """What was seen is not new any more."""
        self.app.post_message(PublicRead())

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        return HEADINGS if self.chosen is None else SENTENCES

    def watch_result(self, result: AssessmentResult | None) -> None:
        """Ask for the text anew."""
        if result is not None and self.is_mounted:
            self.post_message(Needed(KIND))

    def watch_near(self) -> None:
        """Count what is nearest to being said."""
        self.near_count = len(self.waiting)

    def watch_documents(self, documents: Mapping[str, Document]) -> None:
        """Show the text as it would be printed now, and what changed in it."""
        document = documents.get(KIND)
        if document is None:
            return
        fresh = not self.parts
        self.changed = changes(self.baseline, self.view)
        self.parts = with_gone(sections(pieces(document)), self.changed.gone)
        if fresh:
            self.place = next((n for n, part in enumerate(self.parts) if self.touched(part)), 0)
        self.place = min(self.place, max(len(self.parts) - 1, 0))
        self._show_part()
        self.find_concerns()
        if self.changed.total:
            added = len(self.changed.added)
            self.tell("public.changed", "good", added=added, gone=len(self.changed.gone))
        if self.mark and any(one.mark == self.mark for one in self.remarks):
            self.tell_of_sentence()

    def touched(self, part: tuple[Printed, ...]) -> bool:
        """True where the last answers changed something of a part."""
        new = any(mark in self.changed.added for mark in marks_in(part))
        return new or any(getattr(one, "gone", False) for one in part)

    def watch_place(self) -> None:
        """Another heading: read it from its beginning."""
        self.chosen = None
        self._show_part()

    def watch_chosen(self) -> None:
        """Other keys work on sentences."""
        self.show_keys()
        self.tell_of_sentence()

    def _show_part(self) -> None:
        self.part = self.parts[self.place] if self.place < len(self.parts) else ()
        count = len(marks_in(self.part))
        if self.chosen is not None and self.chosen >= count:
            self.chosen = count - 1 if count else None

    @property
    def statement(self) -> str | None:
        """The id of the chosen sentence's statement."""
        marks = marks_in(self.part)
        if self.chosen is None or self.view is None or self.chosen >= len(marks):
            return None
        return next((one.id for one in self.view.said if one.mark == marks[self.chosen]), None)

    def action_move(self, by: int) -> None:
        """Choose another heading, or another sentence."""
        if self.chosen is None:
            self.place = max(min(self.place + by, len(self.parts) - 1), 0)
        else:
            self.chosen = max(min(self.chosen + by, len(marks_in(self.part)) - 1), 0)

    def action_into(self) -> None:
        """Choose among the sentences, from the first one seen."""
        if self.chosen is None:
            if marks_in(self.part):
                self.chosen = self.query_one(PublicText).first_seen() or 0
            else:
                self.tell("public.no_sentence")

    def action_enter(self) -> None:
        """Choose among the sentences; on a sentence, show the question it comes from."""
        if self.chosen is None:
            self.action_into()
            return
        pair = (
            next((one.key for one in self.result.pairs if one.control == self.statement), None) if self.result else None
        )
        if pair is None:
            self.tell("public.no_question")
        else:
            self.post_message(QuestionRequested(pair))

    def action_back(self) -> None:
        """From the sentences to the headings, from there to the questions."""
        if self.chosen is not None:
            self.chosen = None
        else:
            self.post_message(ScreenChosen("questions"))

    def action_go_to(self, place: int) -> None:
        """Choose the heading clicked."""
        self.place = place

    def action_take(self, place: int) -> None:
        """Choose the sentence clicked."""
        self.chosen = place

    def action_read(self, by: int) -> None:
        """Read on, or back."""
        self.query_one(PublicText).scroll(by)

    def action_write(self) -> None:
        """Write a document to a file."""
        self.post_message(WriteRequested(KIND))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses a heading."""
        self.chosen = None
        self.action_move(message.by)
