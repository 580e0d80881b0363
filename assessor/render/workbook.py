"""A sheet as an Excel workbook (xlsx): protected but for what is to be filled in, choices as lists, no formula ever."""

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from assessor.i18n.width import cell_width
from assessor.model.sheet import Column, Sheet, Value
from assessor.render.base import printable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

KEYS_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
"""Counted from 0: the hidden row of keys, the titles, the first row of data."""

LINE_HEIGHT, MOST_LINES, SIDES = 18, 10, 2
"""Points of a line, the lines to which a row grows, and the cells that the sides of a column take from a text."""
MOST_ON_A_PAGE = 20
"""Columns that are still read when a page holds them all."""

FONT = "Yu Gothic"
_LIST_SHEET = "選択肢"
_NOTE_SHEET = "書き方"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def to_workbook(sheet: Sheet, made: date) -> bytes:
    """The workbook of a sheet; the same sheet and day give the same bytes."""
    from xlsxwriter import Workbook

    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": sheet.title, "created": datetime(made.year, made.month, made.day)})
        _Writer(book, sheet).write()
    return target.getvalue()


class _Writer:
    """Writes one sheet, its lists of choices and the page that says how to fill it in."""

    def __init__(self, book: "Workbook", sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        base = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top", "border": 1}
        self._locked = book.add_format({**base, "bg_color": "#F2F2F2"})
        self._open = book.add_format({**base, "locked": False, "bg_color": "#FFFFE8", "num_format": "@"})
        self._open_number = book.add_format({**base, "locked": False, "bg_color": "#FFFFE8", "num_format": "#,##0"})
        self._head = book.add_format({**base, "bold": True, "bg_color": "#D9E1F2"})
        self._plain = book.add_format({"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"})

    def write(self) -> None:
        """Write all pages."""
        page = self._book.add_worksheet(self._sheet.title)
        self._rows(page)
        self._choices(page)
        self._layout(page)
        notes = self._book.add_worksheet(_NOTE_SHEET)
        notes.set_column(0, 0, 90)
        foot = (self._sheet.foot,) if self._sheet.foot else ()
        for number, text in enumerate((*self._sheet.notes, *foot)):
            notes.write_string(number, 0, printable(text), self._plain)

    def _rows(self, page: "Worksheet") -> None:
        for place, column in enumerate(self._sheet.columns):
            page.write_string(KEYS_ROW, place, column.key)
            page.write_string(HEAD_ROW, place, column.title, self._head)
            page.set_column(place, place, column.width, self._style(column))
        page.set_row(HEAD_ROW, LINE_HEIGHT * max((_lines(one, one.title) for one in self._sheet.columns), default=1))
        for number, row in enumerate(self._sheet.rows, FIRST_ROW):
            for place, (column, value) in enumerate(zip(self._sheet.columns, row, strict=True)):
                _write(page, number, place, value, self._style(column))
            lines = max(map(_lines, self._sheet.columns, row), default=1)
            if lines > 1:
                page.set_row(number, LINE_HEIGHT * min(lines, MOST_LINES))

    def _style(self, column: Column) -> "Format":
        if not column.editable:
            return self._locked
        return self._open_number if column.whole else self._open

    def _choices(self, page: "Worksheet") -> None:
        lists = self._book.add_worksheet(_LIST_SHEET)
        lists.hide()
        last = FIRST_ROW + len(self._sheet.rows) - 1
        for place, column in enumerate(self._sheet.columns):
            rule: dict[str, object] = {}
            if column.choices:
                letter = _letter(place)
                lists.write_column(0, place, column.choices)
                rule = {"validate": "list", "source": f"='{_LIST_SHEET}'!${letter}$1:${letter}${len(column.choices)}"}
            elif column.whole:
                rule = {"validate": "integer", "criteria": ">=", "value": 0}
            if rule and column.editable and last >= FIRST_ROW:
                texts = {"error_title": "書き方", "error_message": column.note or "一覧から選んでください。"}
                page.data_validation(FIRST_ROW, place, last, place, {**rule, **texts})

    def _layout(self, page: "Worksheet") -> None:
        last = FIRST_ROW + max(0, len(self._sheet.rows) - 1)
        page.set_row(KEYS_ROW, None, None, {"hidden": True})
        page.freeze_panes(FIRST_ROW, 2)
        page.autofilter(HEAD_ROW, 0, last, len(self._sheet.columns) - 1)
        page.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
        page.repeat_rows(HEAD_ROW)
        page.set_landscape()
        page.set_paper(8)
        # In a footer & begins a command; && is the sign itself.
        page.set_footer(f"&L&8{printable(self._sheet.foot).replace('&', '&&')}&R&8&P / &N")
        wide = len(self._sheet.columns) > MOST_ON_A_PAGE
        page.fit_to_pages(2 if wide else 1, 0)
        if wide:
            page.repeat_columns(0, 2)


def _lines(column: Column, value: Value) -> int:
    """How many lines a text takes in its column."""
    room = max(2, column.width - SIDES)
    if not isinstance(value, str) or (len(value) * 2 <= room and "\n" not in value):
        return 1
    return sum(-(-cell_width(line) // room) or 1 for line in value.split("\n"))


def _write(page: "Worksheet", row: int, place: int, value: Value, style: "Format") -> None:
    if value is None or value == "":
        return  # the column's own format shows and unlocks it
    if isinstance(value, int):
        page.write_number(row, place, value, style)
    else:
        page.write_string(row, place, printable(value.isoformat() if isinstance(value, date) else value), style)


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))
