"""Evidence as one types it: `評価票 @2026-03-31`, one a line."""

import re
from datetime import date

from pydantic import ValidationError

from assessor.model.assessment import Evidence
from assessor.model.one_width import one_width

_DATED = re.compile(r"[@＠]\s*([0-9０-９./／．年月日\-－]+)\Z")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?\Z")


def evidence_text(evidence: Evidence) -> str:
    """The line that stands for a piece of evidence."""
    dated = f" @{evidence.date.isoformat()}" if evidence.date else ""
    return f"{evidence.title}{dated}"


def read_evidence(line: str) -> Evidence | None:
    """The evidence a line names; None where it is too long or the date is none."""
    found = _DATED.search(line, 1)
    title, day = (line[: found.start()].rstrip(), _day(found[1])) if found else (line, None)
    if found and day is None:
        return None
    try:
        return Evidence(title=title, date=day)
    except ValidationError:
        return None


def _day(text: str) -> date | None:
    found = _DAY.match(one_width(text))
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
