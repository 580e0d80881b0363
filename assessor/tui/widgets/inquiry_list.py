"""The inquiries: one row each, and what is to be known of the chosen one."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from assessor.model.fiscal import era_date
from assessor.model.inquiry import Inquiry, pair_of
from assessor.model.result import AssessmentResult
from assessor.tui.widgets.page import Line, ListPage, Page
from assessor.tui.widgets.rows import Part, blank, fill, folded, row, rule
from assessor.tui.widgets.subject_list import subject_name

if TYPE_CHECKING:
    from assessor.tui.inquiry_nouns import Board

TONES = {"overdue": "warn", "open": "middle", "answered": "good", "closed": "dim"}
_STANDING, _ID, _DUE, _SHARE = 10, 7, 17, 8


def day_text(day: date, lang: str) -> str:
    """A day as a person writes it."""
    return era_date(day) if lang == "ja" else day.isoformat()


class InquiryList(ListPage, can_focus=True):
    """Summary, heads, a row per inquiry."""

    board: reactive["Board | None"] = reactive(None)

    def follows_from(self) -> tuple[object, ...]:
        """The inquiries."""
        return (self.board,)

    def lines(self, width: int) -> list[Line]:
        """All rows."""
        board = self.board
        if board is None:
            return []
        if not board.inquiries:
            texts = folded(self.say("inquiries.none"), width - 4)
            return [Line(blank(width)), *(Line(row(width, "  ", Part(text, "strong"))) for text in texts)]
        found = [Line(self._summary(width, board)), Line(self._head(width)), Line(rule(width))]
        return [*found, *(Line(self._row(width, one, board.today, n), n) for n, one in enumerate(board.inquiries))]

    def _summary(self, width: int, board: "Board") -> Content:
        standings = [one.standing(board.today) for one in board.inquiries]
        waiting = sum(len(one.outstanding) for one in board.inquiries)
        parts: list[Part | str] = [" ", Part(self.say("inquiries.count", count=len(standings)), "head"), "  "]
        for name in ("overdue", "open", "answered", "closed"):
            if name in standings:
                text = f" {self.say(f'inquiry.standing.{name}')} {standings.count(name)} "
                parts.append(Part(text, "warn" if name == "overdue" else "dim"))
        parts += ["  ", Part(self.say("inquiries.waiting", count=waiting), "text")]
        return row(width, *parts)

    def _head(self, width: int) -> Content:
        words = [
            Part(fill(self.say(f"inquiries.head.{name}"), room), "dim")
            for name, room in (("standing", _STANDING), ("id", _ID), ("due", _DUE), ("share", _SHARE))
        ]
        return row(width, " ", *words, Part(self.say("inquiries.head.to"), "dim"))

    def _row(self, width: int, one: Inquiry, today: date, place: int) -> Content:
        click, standing = f"screen.go_to({place})", one.standing(today)
        return row(
            width,
            Part(" ", "", click),
            Part(fill(self.say(f"inquiry.standing.{standing}"), _STANDING - 2), TONES[standing], click),
            Part("  ", "", click),
            Part(fill(one.id, _ID), "dim", click),
            Part(fill(day_text(one.due, self.lang), _DUE), "text", click),
            Part(fill(f"{len(one.taken)}/{len(one.asked)}", _SHARE), "strong", click),
            Part(one.recipient, "text", click),
            right=[Part("  ")],
        )


class InquiryDetail(Page):
    """The chosen inquiry: its dates, what is awaited still, what came back when and from whom."""

    board: reactive["Board | None"] = reactive(None)
    result: reactive[AssessmentResult | None] = reactive(None)
    place: reactive[int] = reactive(0)

    def watch_place(self) -> None:
        """Another one is read from its beginning."""
        self.top = 0

    def follows_from(self) -> tuple[object, ...]:
        """Which inquiry, and the answers."""
        return self.board, self.result, self.place

    def lines(self, width: int) -> list[Line]:
        """Head, receipts, pairs."""
        board, result = self.board, self.result
        if board is None or result is None or not 0 <= self.place < len(board.inquiries):
            return []
        one = board.inquiries[self.place]
        found = [row(width, " ", Part(text, "strong")) for text in folded(f"{one.id} {one.recipient}", width - 3)]
        found += self._facts(width, one)
        found.append(blank(width))
        found += self._pairs(width, one, result)
        return [Line(content) for content in found]

    def _facts(self, width: int, one: Inquiry) -> Iterator[Content]:
        days = {"sent": day_text(one.sent, self.lang), "due": day_text(one.due, self.lang)}
        text = self.say("inquiries.dates", round=one.round, **days)
        yield from (row(width, " ", Part(line, "dim")) for line in folded(text, width - 3))
        for receipt in one.receipts:
            text = self.say(
                "inquiries.receipt",
                day=day_text(receipt.on, self.lang),
                who=f"{receipt.organisation} {receipt.post}",
                count=receipt.taken,
            )
            yield from (row(width, " ", Part(line, "dim")) for line in folded(text, width - 3))

    def _pairs(self, width: int, one: Inquiry, result: AssessmentResult) -> Iterator[Content]:
        waiting, subjects = set(one.outstanding), {pair_of(text)[0] for text in one.asked}
        whole = self.say("subject.whole")
        if len(subjects) == 1:
            yield row(width, " ", Part(subject_name(result, next(iter(subjects)), whole), "head"))
        for text in sorted(one.asked, key=lambda text: pair_of(text) not in waiting):
            subject, control = pair_of(text)
            found = result.checklist.controls.get(control)
            is_waiting = (subject, control) in waiting
            state = "waiting" if is_waiting else "taken" if text in one.taken else "ended"
            yield row(
                width,
                " ",
                Part(fill(self.say(f"inquiries.pair.{state}"), 10), "middle" if is_waiting else "dim"),
                Part(fill(control, 8), "dim"),
                Part(fill(subject_name(result, subject, whole), 18) + " " if len(subjects) > 1 else ""),
                Part(found.title.say(self.lang) if found else ""),
                right=[Part("  ")],
            )
