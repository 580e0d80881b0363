"""A sheet as CSV that Excel opens in Japanese and that no spreadsheet takes for formulas."""

import csv
import re
from datetime import date
from io import StringIO

from assessor.model.sheet import Sheet, Value
from assessor.render.base import printable

_FORMULA = re.compile(r"[\s\u3000]*[=+\-@\t\r＝＋－＠]")


def to_csv(sheet: Sheet) -> bytes:
    """The rows under their titles as UTF-8 with a byte order mark; what could begin a formula begins with `'`."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int:
    if value is None or isinstance(value, int):
        return "" if value is None else value
    text = printable(value.isoformat() if isinstance(value, date) else value)
    return f"'{text}" if _FORMULA.match(text) else text
