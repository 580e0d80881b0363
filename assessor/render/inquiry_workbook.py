"""A questionnaire as an Excel workbook: a page per subject, locked but for the answers, without any formula."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assessor.i18n.translator import translator
from assessor.i18n.width import cell_width
from assessor.model.fiscal import era_date
from assessor.model.inquiry import INQUIRY_FORMAT, Questionnaire, QuestionPage, pair_text
from assessor.model.inquiry_form import ANSWERED, COLUMNS, FIRST_ROW, HEAD_ROW, KEYS_ROW, LISTS, MARK, SUBJECT_ROW
from assessor.render.base import printable
from assessor.render.workbook import LINE_HEIGHT

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Yu Gothic"
LONGEST_TITLE = 31
_A4 = 9
_WIDTHS = (4, 8, 34, 26, 20, 13, 28, 16, 20, 12, 11)
_UNFIT = re.compile(r"[\[\]:*?/\\'\"]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLOURS = ("#E2F0D9", "#FFF2CC", "#DDEBF7", "#F8CBAD", "#E7E6E6", "#D9D9D9")
_LISTS = "_選択肢"
_TICKET = "_照会"
_INSTRUCTIONS = 9
_FRONT = (22, 68)
_TALLEST = 400.0


def to_inquiry_workbook(sheet: Questionnaire, made: date) -> bytes:
    """The workbook of a questionnaire; the same questionnaire and day give the same bytes."""
    from xlsxwriter import Workbook

    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        title = translator("ja")("workbook.title", municipality=sheet.municipality)
        book.set_properties({"title": title, "created": datetime(made.year, made.month, made.day)})
        _Writer(book, sheet).write()
    return target.getvalue()


def page_titles(pages: tuple[QuestionPage, ...]) -> tuple[str, ...]:
    """Titles of at most 31 characters that no two pages share, with what a title may not hold left out."""
    return tuple(
        f"{number} {_UNFIT.sub('', page.name)}"[:LONGEST_TITLE].strip() for number, page in enumerate(pages, 1)
    )


class _Writer:
    """Writes the first page, the pages of questions, and the two hidden ones."""

    def __init__(self, book: "Workbook", sheet: Questionnaire) -> None:
        self._book, self._sheet, self._say = book, sheet, translator("ja")
        base = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"}
        boxed = {**base, "border": 1, "border_color": "#A6A6A6"}
        self._plain = book.add_format(base)
        self._number = book.add_format({**base, "align": "right"})
        self._title = book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        self._locked = book.add_format({**boxed, "bg_color": "#F2F2F2"})
        self._open = book.add_format({**boxed, "bg_color": "#FFFFE8", "locked": False, "num_format": "@"})
        self._head = book.add_format({**boxed, "bold": True, "bg_color": "#D9E1F2"})
        self._head_open = book.add_format({**boxed, "bold": True, "bg_color": "#FFE699"})
        self._tints = [book.add_format({"bg_color": colour}) for colour in _COLOURS]
        self._warned = book.add_format({"bg_color": "#FF9999"})

    def write(self) -> None:
        """Write all pages."""
        self._front(self._book.add_worksheet(self._say("workbook.front")))
        for title, page in zip(page_titles(self._sheet.pages), self._sheet.pages, strict=True):
            self._questions(self._book.add_worksheet(title), page)
        lists = self._book.add_worksheet(_LISTS)
        lists.write_string(0, 0, LISTS)
        for place, choices in enumerate((self._sheet.statuses, self._sheet.years)):
            for number, text in enumerate(choices, 1):
                lists.write_string(number, place, text)
        lists.very_hidden()
        lists.protect()
        self._ticket(self._book.add_worksheet(_TICKET))

    def _ticket(self, page: "Worksheet") -> None:
        inquiry = self._sheet.inquiry
        values = {
            "format": INQUIRY_FORMAT,
            "inquiry": inquiry.id,
            "round": inquiry.round,
            "token": inquiry.token,
            "checklist": inquiry.checklist,
        }
        page.write_string(0, 0, MARK)
        for number, (name, value) in enumerate(values.items(), 1):
            page.write_string(number, 0, name)
            page.write_string(number, 1, str(value))
        page.very_hidden()
        page.protect()

    def _front(self, page: "Worksheet") -> None:
        sheet, inquiry, say = self._sheet, self._sheet.inquiry, self._say
        page.set_column(0, 0, None, None, {"hidden": True})
        for place, width in enumerate(_FRONT, 1):
            page.set_column(place, place, width)
        page.write_string(0, 1, printable(say("workbook.title", municipality=sheet.municipality)), self._title)
        facts = (
            ("workbook.inquiry", say("workbook.number", id=inquiry.id, round=inquiry.round)),
            ("workbook.to", inquiry.recipient),
            ("workbook.due", era_date(inquiry.due)),
            ("workbook.contact", " ".join(filter(None, (sheet.municipality, sheet.contact)))),
            ("workbook.plan", sheet.plan or ""),
            ("workbook.count", say("workbook.questions", count=sheet.total, pages=len(sheet.pages))),
        )
        row = 2
        for key, value in facts:
            page.write_string(row, 1, say(key), self._head)
            page.write_string(row, 2, printable(value), self._locked)
            row += 1
        self._respondent(page, row + 1)
        row += 6
        page.write_string(row, 1, say("workbook.how"), self._head)
        for number in range(1, _INSTRUCTIONS + 1):
            text = say(f"workbook.how.{number}")
            page.set_row(row + number, _height(((text, _FRONT[1]),)))
            page.write_string(row + number, 1, str(number), self._number)
            page.write_string(row + number, 2, text, self._plain)
        page.protect("", {"format_rows": True, "format_columns": True})
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)

    def _respondent(self, page: "Worksheet", row: int) -> None:
        page.write_string(row, 1, self._say("workbook.respondent"), self._head_open)
        given = {
            "organisation": self._sheet.inquiry.organisation,
            "post": self._sheet.inquiry.post,
            "answered_on": None,
        }
        for number, (name, value) in enumerate(given.items(), row + 1):
            page.write_string(number, 0, name)
            page.write_string(number, 1, self._say(f"workbook.respondent.{name}"), self._head_open)
            if value:
                page.write_string(number, 2, value, self._open)
            else:
                page.write_blank(number, 2, None, self._open)

    def _questions(self, page: "Worksheet", asked: QuestionPage) -> None:
        for place, key in enumerate(COLUMNS):
            page.write_string(KEYS_ROW - 1, place, key)
            page.set_column(place, place, _WIDTHS[place], None, {"hidden": place == 0})
            if place:
                style = self._head_open if key in ANSWERED else self._head
                page.write_string(HEAD_ROW - 1, place, self._say(f"workbook.column.{key}"), style)
        page.write_string(SUBJECT_ROW - 1, 1, printable(self._say("workbook.subject", name=asked.name)), self._title)
        for number, one in enumerate(asked.questions, FIRST_ROW - 1):
            texts = (one.control, one.question, one.why, one.evidence)
            page.set_row(number, _height(tuple(zip(texts, _WIDTHS[1:], strict=False))))
            page.write_string(number, 0, pair_text((asked.subject, one.control)))
            for place, text in enumerate(texts, 1):
                page.write_string(number, place, printable(text), self._locked)
            for place in range(len(COLUMNS) - len(ANSWERED), len(COLUMNS)):
                page.write_blank(number, place, None, self._open)
        last = FIRST_ROW - 2 + len(asked.questions)
        self._choices(page, last)
        self._colours(page, last)
        self._layout(page, last)

    def _choices(self, page: "Worksheet", last: int) -> None:
        statuses, years = len(self._sheet.statuses), len(self._sheet.years)
        rules: Mapping[str, dict[str, Any]] = {
            "status": {"validate": "list", "source": f"='{_LISTS}'!$A$2:$A${statuses + 1}"},
            "planned_for": {"validate": "list", "source": f"='{_LISTS}'!$B$2:$B${years + 1}"},
            "evidence_date": {"validate": "any", "input_message": self._say("workbook.hint.evidence_date")},
        }
        for key, rule in rules.items():
            texts = {"error_title": self._say("workbook.choose"), "error_message": self._say("workbook.choose.how")}
            place = COLUMNS.index(key)
            page.data_validation(FIRST_ROW - 1, place, last, place, {**rule, **texts})

    def _colours(self, page: "Worksheet", last: int) -> None:
        status = COLUMNS.index("status")
        for label, style in zip(self._sheet.statuses, self._tints, strict=False):
            rule = {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": style}
            page.conditional_format(FIRST_ROW - 1, status, last, status, rule)
        excused = self._sheet.statuses[-1]
        self._warn(page, last, "reason", f'=AND($F{FIRST_ROW}="{excused}",$H{FIRST_ROW}="")')
        # What is written beside an empty status would be refused: the empty field shows it while one still writes.
        self._warn(page, last, "status", f'=AND($F{FIRST_ROW}="",OR($G{FIRST_ROW}<>"",$I{FIRST_ROW}<>""))')

    def _warn(self, page: "Worksheet", last: int, key: str, criteria: str) -> None:
        place = COLUMNS.index(key)
        rule: dict[str, Any] = {"type": "formula", "criteria": criteria, "format": self._warned}
        page.conditional_format(FIRST_ROW - 1, place, last, place, rule)

    def _layout(self, page: "Worksheet", last: int) -> None:
        page.set_row(KEYS_ROW - 1, None, None, {"hidden": True})
        page.set_row(SUBJECT_ROW - 1, 24)
        page.set_row(HEAD_ROW - 1, LINE_HEIGHT * 2)
        page.freeze_panes(FIRST_ROW - 1, 3)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.repeat_rows(SUBJECT_ROW - 1, HEAD_ROW - 1)
        page.print_area(0, 0, last, len(COLUMNS) - 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer(f"&L{self._sheet.inquiry.id}&C&P / &N&R&A")
        page.fit_to_pages(1, 0)


def _height(texts: tuple[tuple[str, int], ...]) -> float:
    """Points that the tallest of these texts takes in a column of that width."""
    lines = max(
        sum(-(-max(1, cell_width(line)) // max(1, width - 2)) for line in text.split("\n")) for text, width in texts
    )
    return min(_TALLEST, LINE_HEIGHT * max(1, lines) + 2)
