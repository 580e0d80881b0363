"""The form of a questionnaire workbook: what is written where, so that what comes back is known again."""

import re
from datetime import date, timedelta

from assessor.model.fiscal import parse_day
from assessor.model.one_width import one_width

MARK = "assessor-inquiry"
"""Stands in the first cell of the hidden page that holds the ticket."""

LISTS = "assessor-lists"
"""Stands in the first cell of the hidden page that holds what can be chosen."""

TICKET = ("format", "inquiry", "round", "token", "checklist")
"""The ticket's fields: names in the first column, values in the second."""

RESPONDENT = ("organisation", "post", "answered_on")
"""The respondent's fields: names in the hidden first column of the first page, values in the third."""

PAIR = "pair"
COLUMNS = (
    *(PAIR, "control", "question", "why", "examples"),
    *("status", "comment", "reason", "evidence", "evidence_date", "planned_for"),
)
"""The keys in the hidden first row of a page of questions; the first column is hidden too."""

ANSWERED = COLUMNS[5:]
"""The columns that are to be filled in."""

KEYS_ROW, SUBJECT_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
"""Rows of a page of questions, from 1."""

_SERIAL_ZERO = date(1899, 12, 30)
_LAST_SERIAL = 73_050
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?\Z", re.A)


def read_day(text: str, *, is_number: bool = False) -> date | None:
    """`2026-03-25`, `2026/3/25`, `令和8年3月25日`, `R8.3.25` in any width, or a day as workbooks count them.

    None where it is no day.
    """
    if is_number:
        known = text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= _LAST_SERIAL
        return _SERIAL_ZERO + timedelta(days=int(text)) if known else None
    return parse_day(_MIDNIGHT.sub("", one_width(text).strip().replace(" ", "")))
