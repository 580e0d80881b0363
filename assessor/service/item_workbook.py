"""A returned workbook of items, compared with what is held and taken in: all of it, or what can be taken if asked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from assessor.catalog.workbook_cells import Page, pages_of
from assessor.catalog.workbook_file import cell_problem, keyed_page, keys_of, read_sheet, refused, unreadable
from assessor.engine.planning import dependency_circle
from assessor.errors import AssessorError, FileMissing, FileUnreadable
from assessor.faults.items import DependencyCircle, DutyNotAcceptable, ItemNotDone, UnknownChoice, WorkbookInvalid
from assessor.model.change import Change
from assessor.model.fiscal import parse_day
from assessor.model.problem import Problem
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.model.result import AssessmentResult
from assessor.model.sheet import Column, ReadCell
from assessor.service.containment import run_contained
from assessor.service.item_editing import open_answers
from assessor.service.item_export import current_sheet
from assessor.service.item_fields import YES_NO, ItemFields, read_money, secured, values_of
from assessor.service.item_sheet import DERIVED, TITLE
from assessor.service.remediation import (
    check_acceptance,
    checked,
    held_items,
    item_change,
    revision,
)
from assessor.service.texts import nearest
from assessor.service.workspace import Workspace

_DAYS = ("due", "review")
_SERIAL = re.compile(r"[3-7]\d{4}\Z", re.A)
_SERIAL_START = date(1899, 12, 30)
"""Day 0 of the numbers by which spreadsheets keep days."""


Edited = tuple[Column, ReadCell, str]
"""A cell that says something else: its column, what came back, what is held."""

OWN_SHEETS = (TITLE, "選択肢", "書き方")
"""The sheets of a workbook as it goes out; what stands on others is not read."""

HEADS = 2
"""The rows above the items."""


class CellChange(NamedTuple):
    """One cell of a returned workbook that says something else than what is held."""

    item: str
    field: str
    before: str
    after: str


class Returned(NamedTuple):
    """What a returned workbook changes, cell by cell; the problems for which rows were left out; sheets not read."""

    changes: tuple[CellChange, ...]
    items: int
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    other_sheets: tuple[str, ...] = ()


_OF_ALL = ("workbook_keys_missing",)
"""Problems that no row can be left out for."""


def import_workbook(
    workspace: Workspace,
    path: str,
    *,
    dry_run: bool = False,
    skip_refused: bool = False,
    show: Callable[[Returned], None] | None = None,
) -> Returned:
    """Take in a returned workbook, all of it or nothing, unless rows with problems are to be left out.

    `show` is given what changes before anything is written.

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
    pages = list(pages_of(found))
    taken = _Taking(workspace, path, keyed_page(pages))
    if any(one.code in _OF_ALL or not skip_refused for one in taken.problems):
        raise WorkbookInvalid(path, tuple(taken.problems))
    items = len({change.item for change in taken.changes})
    others = tuple(page.title for page in pages if page.rows and page.title not in OWN_SHEETS)
    returned = Returned(taken.changes, items, tuple(taken.problems), taken.left_out, others)
    if show is not None:
        show(returned)
    if taken.changes and not dry_run:
        workspace.apply(taken.saves)
    return returned


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
        self._changes: list[CellChange] = []
        self._items = {one.id: one for one in held_items(workspace)}
        self._held = {str(row[0]): row for row in self._sheet.rows}
        self._made: dict[str, RemediationItem] = {}
        self._waits: dict[str, ReadCell] = {}
        self._result: AssessmentResult | None = None
        seen: set[str] = set()
        for row in read.rows:
            if any(cell.text.strip() or cell.formula for cell in row.values()):
                self._row(row, seen)
        self._check_links()
        lines = {one.line for one in self.problems if one.values.get("cell") and one.line > HEADS}
        self.left_out = len(lines)

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """The cells of the rows that can be taken."""
        return tuple(one for one in self._changes if one.item in self._made)

    @property
    def saves(self) -> list[Change]:
        """The changes that save these rows, each only if nobody else saved it meanwhile."""
        return [item_change(one, revision(self._workspace, name)) for name, one in self._made.items()]

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
        changed = [edit for edit in self._changed(name, row) if edit[0].key not in DERIVED]
        held = revision(self._workspace, name)
        told = row.get("revision")
        is_stale = told is not None and told.text != str(held)
        for column, cell, _ in changed if not is_stale else ():
            if not column.editable and column.key != "revision":
                self._fault("workbook_locked", cell, item=name, column=column.title)
        edits = [(column, cell, before) for column, cell, before in changed if column.editable]
        if not edits:
            return
        if told is not None and is_stale:
            self._fault("workbook_stale", told, item=name, held=told.text[:20], stored=held)
            return
        values = self._values(name, edits)
        if values is not None and not self._is_bad(row):
            self._make(name, values, row, edits)

    def _is_bad(self, row: dict[str, ReadCell]) -> bool:
        """True where something in the row cannot be taken."""
        places = {cell.place for cell in row.values()}
        return any(one.values.get("cell") in places for one in self.problems)

    def _changed(self, name: str, row: dict[str, ReadCell]) -> Iterator[tuple[Column, ReadCell, str]]:
        for column, value in zip(self._sheet.columns, self._held[name], strict=True):
            cell = row.get(column.key)
            before = "" if value is None else str(value)
            if cell is not None and not cell.formula and not _says(column.key, cell.text.strip(), before.strip()):
                yield column, cell, before

    def _values(self, name: str, edits: list[Edited]) -> dict[str, Any] | None:
        """The item's values with the edited cells in their place; None where one cannot be read."""
        values = self._items[name].model_dump(mode="json")
        sound = True
        for column, cell, _ in edits:
            try:
                text = _plain_day(cell.text.strip()) if column.key in _DAYS else cell.text.strip()
                values = self._edited(values, column.key, text) | {"id": name}
            except AssessorError:
                self._fault("workbook_value", cell, item=name, column=column.title)
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

    def _make(self, name: str, values: dict[str, Any], row: dict[str, ReadCell], edits: list[Edited]) -> None:
        place = row.get("status", ReadCell("A1", ""))
        try:
            made = checked(name, values)
            check_acceptance(self._workspace, made, self._items[name])
            if made.status is ItemStatus.DONE and self._items[name].status is not ItemStatus.DONE:
                self._result = self._result or self._workspace.result()
                if open_answers(self._result, made):
                    raise ItemNotDone(item=name, pairs="")
        except DependencyCircle:
            self._fault("workbook_links", row.get("depends_on", place), items=name)
            return
        except DutyNotAcceptable as refused:
            self._fault("workbook_duty", place, item=name, controls=str(refused.values["controls"]))
            return
        except AssessorError:
            self._fault("workbook_item", place, item=name)
            return
        self._made[name], self._waits[name] = made, row.get("depends_on", place)
        self._changes += [CellChange(name, column.title, before, cell.text) for column, cell, before in edits]

    def _check_links(self) -> None:
        """Name every row that waits for what is not there, or waits in a circle, and leave it out."""
        after = {**self._items, **self._made}
        circle = dependency_circle(after.values())
        for name, made in list(self._made.items()):
            named = [other for other in made.depends_on if other not in after]
            if name in circle:
                named += [*circle, circle[0]]
            if named:
                self._fault("workbook_links", self._waits[name], items=" ".join(dict.fromkeys(named)))
                del self._made[name]

    def _fault(self, code: str, cell: ReadCell, **values: str | int) -> None:
        self.problems.append(cell_problem(self._path, code, cell, **values))


def _year_of(page: Page) -> int | None:
    """The fiscal year whose money the sheet holds, by its keys."""
    years = [key.partition(":")[2] for key in keys_of(page).values() if key.startswith("requested:")]
    return int(years[0]) if years and re.fullmatch(r"\d{4}", years[0], re.A) else None


def _says(key: str, text: str, before: str) -> bool:
    """True where a cell says what is held, in the words of an earlier sheet too."""
    field = key.partition(":")[0]
    if text == before or field not in YES_NO or not (text and before):
        return text == before
    try:
        return secured(field, text) is secured(field, before)
    except UnknownChoice:
        return False


def _plain_day(text: str) -> str:
    """A day as people and spreadsheets write it (`2027/3/31`, `令和9年3月31日`, a serial number) as `2027-03-31`."""
    written = parse_day(text)
    if written is not None:
        return written.isoformat()
    if _SERIAL.match(text):
        return (_SERIAL_START + timedelta(days=int(text))).isoformat()
    return text
