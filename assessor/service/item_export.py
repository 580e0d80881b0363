"""Items out as workbook, CSV or calendar."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import UnknownFormat
from assessor.i18n.translator import translator
from assessor.model.remediation import ItemStatus
from assessor.model.sheet import Sheet
from assessor.model.standing import ItemStanding
from assessor.service.item_sheet import budget_year, item_sheet
from assessor.service.outputs import STDOUT, refuse_input
from assessor.service.remediation import held_items, judged_items, revision
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from assessor.render.calendar import DueDay

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
    from assessor.compose.anchored import anchored_sheet
    from assessor.render.workbook import to_workbook

    return to_workbook(anchored_sheet(sheet, workspace.snapshot.anchor), workspace.session.today)


def current_sheet(workspace: Workspace, year: int | None = None) -> Sheet:
    """The sheet of all items as they stand, with the money of a fiscal year (the next one if none is named)."""
    revisions = {one.id: revision(workspace, one.id) for one in held_items(workspace)}
    chosen = year or budget_year(workspace.session.today)
    names = {one.id: one.name for one in workspace.assessment.subjects}
    return item_sheet(judged_items(workspace), revisions, workspace.checklist, names, chosen)


def _steps(one: ItemStanding, uid: str, who: str) -> "list[DueDay]":
    """The steps of an open item that are still to be reached; named by their titles, which stay when others go."""
    from assessor.render.calendar import DueDay

    item, named = one.item, translator("ja")
    return [
        DueDay(f"{sha256(step.title.encode()).hexdigest()[:12]}-{uid}", step.due.last_day, text, who)
        for step in item.milestones
        if one.status.is_open and step.due is not None and step.done is None
        for text in (f"{item.id} {step.title}（{named('field.milestone')}の期限）",)
    ]


def _calendar(workspace: Workspace) -> bytes:
    from assessor.render.calendar import DueDay, to_calendar

    days = []
    for one in judged_items(workspace):
        item = one.item
        who = " ".join(filter(None, (item.department, item.owner)))
        uid = f"{item.id}@{workspace.snapshot.chain}"
        days += _steps(one, uid, who)
        if one.status.is_open and one.last_day is not None:
            days.append(DueDay(uid, one.last_day, f"{item.id} {item.title}（期限）", who))
        elif one.status is ItemStatus.ACCEPTED and item.acceptance is not None:
            days.append(
                DueDay(f"review-{uid}", item.acceptance.review, f"{item.id} {item.title}（リスク受容の見直し）", who)
            )
    title = f"{workspace.assessment.programme.municipality}　対応の期限"
    return to_calendar(title, sorted(days, key=lambda one: (one.day, one.uid)), workspace.session.now())
