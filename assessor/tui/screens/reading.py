"""Screens that are only read: the gap report, and who answered a question when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive, var
from textual.widget import Widget

from assessor.model.assessment import Answer, PairKey
from assessor.model.document import Document
from assessor.model.fiscal import era_date, fiscal_year_label
from assessor.model.result import AssessmentResult
from assessor.tui.messages import Needed, ScreenChosen, WriteRequested
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Key, KeyLines
from assessor.tui.widgets.document_text import part_rows, pieces
from assessor.tui.widgets.page import Line, Page
from assessor.tui.widgets.rows import Part, blank, folded, row
from assessor.tui.widgets.subject_list import subject_name

JST_AHEAD = timedelta(hours=9)
LONGEST_LINE = 100
"""A line of text wider than this is hard to read."""

Told = tuple[str, str, Answer | None]
"""When (UTC, ISO 8601), by whom, what was answered; None = the answer was taken back."""


class DocumentPage(Page):
    """A document as rows."""

    document: reactive[Document | None] = reactive(None)

    def follows_from(self) -> tuple[object, ...]:
        """The document."""
        return (self.document,)

    def lines(self, width: int) -> list[Line]:
        """Title and blocks; a wide screen leaves the rest empty."""
        document = self.document
        if document is None:
            return [Line(row(width, " ", Part(self.say("reading.making"), "dim")))]
        room = min(width, LONGEST_LINE)
        found: list[Content] = [row(room, " ", Part(line, "strong")) for line in folded(document.title, room - 3)]
        for name, value in document.facts:
            found += [row(room, " ", Part(line, "dim")) for line in folded(f"{name} {value}".strip(), room - 3)]
        found += [blank(room), *part_rows(pieces(document), room)]
        rest = " " * (width - room)
        return [Line(Content(one.plain + rest, list(one.spans)) if rest else one) for one in found]


class HistoryPage(Page):
    """The answers to one question, newest first, each whole."""

    result: reactive[AssessmentResult | None] = reactive(None)
    cursor: reactive[PairKey | None] = reactive(None)
    told: reactive[Sequence[Told]] = reactive(())

    def follows_from(self) -> tuple[object, ...]:
        """What was answered to which question."""
        return self.result, self.cursor, self.told

    def lines(self, width: int) -> list[Line]:
        """The question and its answers."""
        result, pair = self.result, self.cursor
        if result is None or pair is None or pair[1] not in result.checklist.controls:
            return []
        control = result.checklist.controls[pair[1]]
        name = subject_name(result, pair[0], self.say("subject.whole"))
        found = [row(width, " ", Part(self.say("history.title", control=pair[1], name=name), "head"))]
        question = control.question.say(self.lang).replace("※", "*")
        found += [row(width, " ", Part(line, "strong")) for line in folded(question, width - 3)]
        found.append(blank(width))
        if not self.told:
            found.append(row(width, " ", Part(self.say("history.none"), "dim")))
        for at, by, answer in reversed(self.told):
            found += self._event(width, at, by, answer)
        return [Line(content) for content in found]

    def _event(self, width: int, at: str, by: str, answer: Answer | None) -> Iterable[Content]:
        moment = datetime.fromisoformat(at) + JST_AHEAD
        day = era_date(moment.date()) if self.lang == "ja" else moment.date().isoformat()
        status = self.say(f"status.{answer.status.value}") if answer else self.say("history.taken_back")
        yield row(width, " ", Part(f"{day} {moment:%H:%M}", "dim"), "  ", Part(by, "dim"), "  ", Part(status, "strong"))
        for name, text in _texts(answer, self.lang):
            lines = folded(text, width - 20)
            for place, line in enumerate(lines):
                head = self.say(f"field.{name}") if place == 0 else ""
                yield row(width, "   ", Part(head + " " * max(12 - Content(head).cell_length, 1), "head"), Part(line))
        yield blank(width)


def _texts(answer: Answer | None, lang: str) -> Iterable[tuple[str, str]]:
    if answer is None:
        return
    if answer.planned_for is not None:
        yield "planned_for", fiscal_year_label(answer.planned_for) if lang == "ja" else f"FY{answer.planned_for}"
    if answer.reason:
        yield "reason", answer.reason
    if answer.comment:
        yield "comment", answer.comment
    for one in answer.evidence:
        yield "evidence", f"{one.title} {one.date or ''} {one.reference or ''}".rstrip()


class Reading(Framed):
    """A page that scrolls, and the way back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "key.read_on"),
        Binding("up", "step(-1)", "key.read_back"),
        Binding("pagedown,space", "read(1)", "key.read_on"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("escape,left", "back", "key.back"),
    ]
    CSS_PATH = "../styles/pages.tcss"

    needs = ""
    under = "questions"
    behind = ""
    """The screen it was called from, where that is not the one whose tab is marked."""

    def on_mount(self) -> None:
        """Ask for what is read."""
        super().on_mount()
        self.post_message(Needed(self.needs))

    def watch_result(self, result: AssessmentResult | None) -> None:
        """Ask anew."""
        if result is not None and self.is_mounted:
            self.post_message(Needed(self.needs))

    def action_read(self, by: int) -> None:
        """Read on, or back."""
        self.query_one(Page).scroll(by)

    def action_step(self, by: int) -> None:
        """Read on by a row."""
        page = self.query_one(Page)
        page.scroll_lines(by)

    def action_back(self) -> None:
        """Go where this was called from."""
        self.post_message(ScreenChosen(self.behind or self.under))


class GapScreen(Reading):
    """The gap report before it is written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w,ｗ", "write", "key.write")]

    tab = "gap"
    needs = "gap"
    under = "findings"

    documents: var[Mapping[str, Document]] = var({})
    document: var[Document | None] = var(None)

    def body(self) -> Iterable[Widget]:
        """The report."""
        yield DocumentPage().data_bind(GapScreen.lang, GapScreen.document)

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        upper = (Key("PageDown", "key.read_on", "screen.read(1)"), Key("PageUp", "key.read_back", "screen.read(-1)"))
        return KeyLines((*upper, Key("Esc", "key.back", "screen.back")), (Key("w", "key.write", "screen.write"),))

    def watch_documents(self, documents: Mapping[str, Document]) -> None:
        """Show it as it would be written now."""
        self.document = documents.get("gap")

    def action_write(self) -> None:
        """Write it to a file."""
        self.post_message(WriteRequested("gap"))


class HistoryScreen(Reading):
    """Who answered the question when, and what."""

    tab = "history"
    needs = "history"

    cursor: var[PairKey | None] = var(None, always_update=True)
    told: var[Sequence[Told]] = var(())

    def body(self) -> Iterable[Widget]:
        """The answers."""
        yield HistoryPage().data_bind(
            HistoryScreen.lang, HistoryScreen.result, HistoryScreen.cursor, HistoryScreen.told
        )

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        upper = (Key("PageDown", "key.read_on", "screen.read(1)"), Key("PageUp", "key.read_back", "screen.read(-1)"))
        return KeyLines((*upper, Key("Esc", "key.back", "screen.back")))
