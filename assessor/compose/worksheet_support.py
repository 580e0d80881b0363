"""What stands behind a sentence, in the few words a meeting needs: how many did it, who did not, what proves it."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

SHOWN = 1
"""Pieces of evidence named; the others are counted."""
UNANSWERED = "未回答"


def in_short(supports: Sequence[Json]) -> Json:
    """Answers that are alike together, each with its subjects, and the first pieces of evidence."""
    states: dict[tuple[str, str | None], dict[str, None]] = {}
    evidence: dict[str, None] = {}
    for one in supports:
        answer = one["answer"] or {"status": UNANSWERED, "planned_for": None, "evidence": []}
        states.setdefault((answer["status"], answer["planned_for"]), {})[one["subject"]] = None
        evidence.update((_dated(found), None) for found in answer["evidence"])
    return {
        "count": len(supports),
        "states": [
            {"status": status, "planned_for": planned, "subjects": [*subjects], "is_all": len(states) == 1}
            for (status, planned), subjects in states.items()
        ],
        "evidence": [*evidence][:SHOWN],
        "more_evidence": max(len(evidence) - SHOWN, 0),
    }


def _dated(evidence: Json) -> str:
    return f"{evidence['title']}（{evidence['date']}）" if evidence["date"] else str(evidence["title"])
