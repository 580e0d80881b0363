"""Evidence as one types it: `評価票 @2026-03-31`, one a line."""

from pydantic import ValidationError

from assessor.model.assessment import Evidence
from assessor.model.dated_title import dated_title
from assessor.model.fiscal import parse_day


def evidence_text(evidence: Evidence) -> str:
    """The line that stands for a piece of evidence."""
    dated = f" @{evidence.date.isoformat()}" if evidence.date else ""
    return f"{evidence.title}{dated}"


def read_evidence(line: str) -> Evidence | None:
    """The evidence a line names; None where it is too long or the day behind its `@` is none."""
    title, told = dated_title(line)
    day = None if told is None else parse_day(told)
    if told is not None and day is None:
        return None
    try:
        return Evidence(title=title, date=day)
    except ValidationError:
        return None
