"""Items out as workbook, CSV or calendar, and a returned workbook back in: all of it or nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from assessor.catalog.workbook_cells import Page, pages_of
from assessor.catalog.workbook_file import cell_problem, keyed_page, keys_of, read_sheet, refused, unreadable
from assessor.errors import AssessorError, FileMissing, FileUnreadable, UnknownFormat
from assessor.item_errors import WorkbookInvalid
from assessor.model.change import Change
from assessor.model.problem import Problem
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.model.sheet import Column, ReadCell, Sheet
from assessor.service.containment import run_contained
from assessor.service.item_fields import ItemFields, read_money, values_of
from assessor.service.item_sheet import budget_year, item_sheet
from assessor.service.remediation import (
    check_links,
    checked,
    closing_answers,
    held_items,
    item_change,
    judged_items,
    revision,
)
from assessor.service.reporting import STDOUT, refuse_input
from assessor.service.texts import nearest
from assessor.service.workspace import Workspace

FORMATS = ("xlsx", "csv", "ics")

_DAYS = ("due", "review")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\Z", re.A)
_SERIAL = re.compile(r"[3-7]\d{4}\Z", re.A)
_SERIAL_START = date(1899, 12, 30)
"""Day 0 of the numbers by which spreadsheets keep days."""


class CellChange(NamedTuple):
    """One cell of a returned workbook that says something else than what is held."""

    item: str
    field: str
    before: str
    after: str


class Returned(NamedTuple):
    """What a returned workbook changes, cell by cell."""

    changes: tuple[CellChange, ...]
    items: int


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
    return item_sheet(judged_items(workspace), revisions, workspace.checklist, chosen)


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


def import_workbook(workspace: Workspace, path: str, *, dry_run: bool = False) -> Returned:
    """Take in a returned workbook, all of it or nothing.

    Raises:
        WorkbookInvalid: with every problem, each with its cell.
        FileMissing, FileUnreadable: it cannot be read.
    """
    content = _bytes(path)
    problem = refused(path, content)
    if problem is not None:
        raise WorkbookInvalid(path, (problem,))
    found = run_contained("assessor.catalog.workbook_cells", content)
    if found is None:
        raise WorkbookInvalid(path, (unreadable(path),))
    if "refused" in found:
        raise WorkbookInvalid(path, (Problem(code=str(found["refused"]), path=path),))
    taken = _Taking(workspace, path, keyed_page(list(pages_of(found))))
    if taken.problems:
        raise WorkbookInvalid(path, tuple(taken.problems))
    if taken.changes and not dry_run:
        workspace.apply(taken.saves)
    return Returned(tuple(taken.changes), len({change.item for change in taken.changes}))


def _bytes(path: str) -> bytes:
    from assessor.catalog.workbook_limits import LARGEST_FILE

    try:
        with Path(path).open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise FileMissing(path=path) from None
    except OSError as fault:
        reason = {IsADirectoryError: "folder", PermissionError: "permission"}.get(type(fault), "other")
        raise FileUnreadable(path=path, reason=reason) from None


class _Taking:
    """One returned workbook, compared with what is held."""

    def __init__(self, workspace: Workspace, path: str, page: Page) -> None:
        self._workspace, self._path = workspace, path
        self._sheet = current_sheet(workspace, _year_of(page))
        read, self.problems = read_sheet(path, page, self._sheet)
        self.changes: list[CellChange] = []
        self.saves: list[Change] = []
        self._items = {one.id: one for one in held_items(workspace)}
        self._held = {str(row[0]): row for row in self._sheet.rows}
        self._made: list[RemediationItem] = []
        seen: set[str] = set()
        for row in read.rows:
            if any(cell.text.strip() for cell in row.values()):
                self._row(row, seen)
        self._check_links()

    def _row(self, row: dict[str, ReadCell], seen: set[str]) -> None:
        cell = row.get("id", ReadCell("A1", ""))
        name = cell.text.strip()
        if not name:
            self._fault("workbook_row_without_id", cell)
        elif name not in self._held:
            self._fault("workbook_unknown_id", cell, nearest=nearest(name, self._held))
        elif name in seen:
            self._fault("workbook_doubled_id", cell)
        else:
            seen.add(name)
            self._known_row(name, row)

    def _known_row(self, name: str, row: dict[str, ReadCell]) -> None:
        changed = list(self._changed(name, row))
        for column, cell, _ in changed:
            if not column.editable and column.key != "revision":
                self._fault("workbook_locked", cell, column=column.title)
        edits = [(column, cell, before) for column, cell, before in changed if column.editable]
        if not edits:
            return
        held = revision(self._workspace, name)
        told = row.get("revision")
        if told is not None and told.text != str(held):
            self._fault("workbook_stale", told, item=name, held=told.text[:20], stored=held)
            return
        values = self._values(name, edits)
        if values is not None:
            self._make(name, values, row, held)
            self.changes += [CellChange(name, column.title, before, cell.text) for column, cell, before in edits]

    def _changed(self, name: str, row: dict[str, ReadCell]) -> Iterator[tuple[Column, ReadCell, str]]:
        for column, value in zip(self._sheet.columns, self._held[name], strict=True):
            cell = row.get(column.key)
            before = "" if value is None else str(value)
            if cell is not None and not cell.formula and cell.text.strip() != before.strip():
                yield column, cell, before

    def _values(self, name: str, edits: list[tuple[Column, ReadCell, str]]) -> dict[str, Any] | None:
        """The item's values with the edited cells in their place; None where one cannot be read."""
        values = self._items[name].model_dump(mode="json")
        sound = True
        for column, cell, _ in edits:
            try:
                text = _plain_day(cell.text.strip()) if column.key in _DAYS else cell.text.strip()
                values = self._edited(values, column.key, text) | {"id": name}
            except AssessorError:
                self._fault("workbook_value", cell, column=column.title)
                sound = False
        return values if sound else None

    def _edited(self, values: dict[str, Any], key: str, text: str) -> dict[str, Any]:
        if ":" in key:
            field, _, year = key.partition(":")
            rows = {one["year"]: one for one in values["funding"]}
            told = read_money(field, text) if text else None
            rows[int(year)] = {**rows.get(int(year), {"year": int(year)}), field: told}
            return {**values, "funding": [rows[number] for number in sorted(rows)]}
        if key == "depends_on":
            return {**values, key: text.replace("、", " ").replace(",", " ").split()}
        if key in ("approver", "review", "reason") and not text:
            return {**values, "acceptance": None, "reason": None} if key == "reason" else {**values, "acceptance": None}
        session = self._workspace.session
        given: dict[str, Any] = {key: text}
        made = values_of(None, replace(ItemFields(), **given), by=session.by, today=session.today)
        if "acceptance" in made:
            made["acceptance"] = {**(values.get("acceptance") or {}), **made["acceptance"]}
        if key == "reason" and values.get("acceptance"):
            made["acceptance"] = {**values["acceptance"], "reason": made["reason"]}
        if "comments" in made:
            made["comments"] = [*values["comments"], *made["comments"]]
        return {**values, **made}

    def _make(self, name: str, values: dict[str, Any], row: dict[str, ReadCell], held: int) -> None:
        place = row.get("status", ReadCell("A1", ""))
        try:
            made = checked(name, values)
            if made.status is ItemStatus.DONE and self._items[name].status is not ItemStatus.DONE:
                closing_answers(self._workspace, made)
        except AssessorError as fault:
            self._fault("workbook_item", place, item=name, reason=fault.name)
            return
        self._made.append(made)
        self.saves.append(item_change(made, held))

    def _check_links(self) -> None:
        try:
            check_links(self._workspace, self._made)
        except AssessorError as fault:
            named = str(fault.values.get("items") or fault.values.get("item") or "")
            self.problems.append(Problem(code="workbook_links", path=self._path, values={"items": named}))

    def _fault(self, code: str, cell: ReadCell, **values: str | int) -> None:
        self.problems.append(cell_problem(self._path, code, cell, **values))


def _year_of(page: Page) -> int | None:
    """The fiscal year whose money the sheet holds, by its keys."""
    years = [key.partition(":")[2] for key in keys_of(page).values() if key.startswith("requested:")]
    return int(years[0]) if years and re.fullmatch(r"\d{4}", years[0], re.A) else None


def _plain_day(text: str) -> str:
    """A day as people and spreadsheets write it (`2027/3/31`, `2027年3月31日`, a serial number) as `2027-03-31`."""
    written = _DAY.match(text)
    if written:
        return "-".join((written[1], written[2].zfill(2), written[3].zfill(2)))
    if _SERIAL.match(text):
        return (_SERIAL_START + timedelta(days=int(text))).isoformat()
    return text
