"""Items out as workbook, CSV or calendar."""

from pathlib import Path

from assessor.errors import UnknownFormat
from assessor.model.remediation import ItemStatus
from assessor.model.sheet import Sheet
from assessor.service.item_sheet import budget_year, item_sheet
from assessor.service.remediation import held_items, judged_items, revision
from assessor.service.reporting import STDOUT, refuse_input
from assessor.service.workspace import Workspace

FORMATS = ("xlsx", "csv", "ics")


def export_items(
    workspace: Workspace, format_name: str | None, target: str | None, *, year: int | None = None, force: bool = False
) -> bytes | None:
    """Write the items to `target` (`-` or None with a text format: give the bytes back instead).

    Raises:
        UnknownFormat: neither xlsx, csv nor ics.
        TargetExists, TargetIsInput, OutputFailed: by the target.
    """
    from assessor.storage.atomic_file import write_atomic

    name = format_name or (Path(target).suffix.lstrip(".").lower() if target and target != STDOUT else "csv")
    if name not in FORMATS:
        raise UnknownFormat(format=name, known=", ".join(FORMATS))
    if target is None and name == "xlsx":
        target = "remediation.xlsx"
    if target is None or target == STDOUT:
        return _content(workspace, name, year)
    refuse_input(Path(target), workspace.target)
    write_atomic(Path(target), _content(workspace, name, year), replace=force)
    return None


def _content(workspace: Workspace, name: str, year: int | None) -> bytes:
    if name == "ics":
        return _calendar(workspace)
    sheet = current_sheet(workspace, year)
    if name == "csv":
        from assessor.render.csv_file import to_csv

        return to_csv(sheet)
    from assessor.render.workbook import to_workbook

    return to_workbook(sheet, workspace.session.today)


def current_sheet(workspace: Workspace, year: int | None = None) -> Sheet:
    """The sheet of all items as they stand, with the money of a fiscal year (the next one if none is named)."""
    revisions = {one.id: revision(workspace, one.id) for one in held_items(workspace)}
    chosen = year or budget_year(workspace.session.today)
    names = {one.id: one.name for one in workspace.assessment.subjects}
    return item_sheet(judged_items(workspace), revisions, workspace.checklist, names, chosen)


def _calendar(workspace: Workspace) -> bytes:
    from assessor.render.calendar import DueDay, to_calendar

    days = []
    for one in judged_items(workspace):
        item = one.item
        who = " ".join(filter(None, (item.department, item.owner)))
        uid = f"{item.id}@{workspace.snapshot.chain}"
        if one.status.is_open and one.last_day is not None:
            days.append(DueDay(uid, one.last_day, f"{item.id} {item.title}（期限）", who))
        elif one.status is ItemStatus.ACCEPTED and item.acceptance is not None:
            days.append(
                DueDay(f"review-{uid}", item.acceptance.review, f"{item.id} {item.title}（リスク受容の見直し）", who)
            )
    title = f"{workspace.assessment.programme.municipality}　対応の期限"
    return to_calendar(title, sorted(days, key=lambda one: (one.day, one.uid)), workspace.session.now())
