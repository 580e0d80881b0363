"""A document held against the answers: read back, compared, the last changes of answers told."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from assessor.catalog.edited_text import edited_from, open_edited
from assessor.engine.claims import Earlier, check_claims
from assessor.engine.released_text import earlier_wordings, edited_text
from assessor.model.assessment import PairKey
from assessor.model.claims import Claim, ClaimReport, Shift
from assessor.model.edited import EditedText
from assessor.model.scales import Status
from assessor.service.containment import run_contained
from assessor.service.printed_text import printed_by_us
from assessor.service.releases import find_release, section7_releases
from assessor.service.settings import JST
from assessor.service.workspace import Workspace


def check_document(workspace: Workspace, path: str | None, templates: Path | None = None) -> ClaimReport:
    """A document edited outside, or without one the newest release, held against the answers of today.

    `templates` is a city's own folder: what its templates print is nobody's own sentence.

    Raises:
        DocumentRefused, FileMissing, FileUnreadable: it cannot be read back.
        NoRelease: no document is named and nothing was released.
    """
    held = section7_releases(workspace)
    newest = held[-1] if held else None
    text = read_back(Path(path)) if path is not None else edited_text(newest or find_release(workspace, None))
    said = {one.id: one.text for one in newest.statements} if newest else {}
    earlier = Earlier(newest.id, earlier_wordings(newest), said) if newest else None
    return check_claims(text, workspace.result(), shifts(workspace), earlier, printed_by_us(workspace, templates))


def read_back(path: Path) -> EditedText:
    """A document edited outside, read in a child process with limits.

    Raises:
        DocumentRefused, FileMissing, FileUnreadable: it cannot be read back.
    """
    opened = open_edited(path)
    return edited_from(path, opened.content, run_contained("assessor.catalog.edited_text", opened.job))


def shifts(workspace: Workspace) -> Mapping[PairKey, Shift]:
    """The last change of each answer: what it was before, who changed it, on which day in Japan."""
    found: dict[PairKey, Shift] = {}
    for event in workspace.store.events():
        if event.kind == "answer":
            before = (event.payload.get("before") or {}).get("status")
            day = datetime.fromisoformat(event.at).astimezone(JST).date()
            key = (event.payload["subject"], event.payload["control"])
            found[key] = Shift(Status(before) if before else None, event.by, day)
    return found


def report_json(report: ClaimReport) -> dict[str, Any]:
    """A check as JSON values; `fails` is true for the claims that end a check with exit code 1."""
    return {
        "document": report.document,
        "release": report.release,
        "failing": report.failing,
        "claims": [{**_claim(one), "fails": one.fails} for one in report.claims],
        "removed": [one._asdict() for one in report.removed],
        "own": [one._asdict() for one in report.own],
        "new": [one._asdict() for one in report.new],
        "unknown_marks": list(report.unknown_marks),
        "remarks": list(report.remarks),
        "links": report.links,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    answers = [
        {
            **one._asdict(),
            "shift": one.shift and {**one.shift._asdict(), "day": one.shift.day.isoformat()},
        }
        for one in claim.answers
    ]
    return {**claim._asdict(), "answers": answers}
