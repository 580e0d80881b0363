"""Workbooks that come back, good and bad; nothing is applied unless all of it can be."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessor.faults.items import WorkbookInvalid
from assessor.model.problem import Problem
from assessor.model.remediation import ItemStatus
from assessor.service.assessing import Given, answer, create_programme
from assessor.service.item_export import export_items
from assessor.service.item_fields import ItemFields
from assessor.service.item_workbook import Returned, import_workbook
from assessor.service.remediation import add_item, find_item, held_items, revision, update_item
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace

SESSION = Session("花子", lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))
Edit = Callable[[Worksheet], Any]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Workspace]:
    """A programme with three items."""
    file = str(tmp_path / "city.assessor")
    create_programme(file, SESSION, titles={"municipality": "みらい市"})
    with open_workspace(file, SESSION) as workspace:
        answer(workspace, "programme", "GOV-01", Given("partial"))
        for number, control in enumerate(("GOV-01", "GOV-02", "GOV-03"), 1):
            add_item(workspace, ItemFields(title=f"=対応{number}", covers=(f"programme/{control}",), due="令和8年度"))
        yield workspace


@pytest.fixture
def sheet(city: Workspace, tmp_path: Path) -> str:
    """The exported workbook."""
    path = str(tmp_path / "items.xlsx")
    export_items(city, None, path)
    return path


def column(page: Worksheet, key: str) -> int:
    return next(place for place, cell in enumerate(page[1], 1) if cell.value == key)


def edited(path: str, edit: Edit) -> str:
    book = load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return path


def put(key: str, row: int, value: str | int | None) -> Edit:
    def edit(page: Worksheet) -> None:
        page.cell(row, column(page, key)).value = value

    return edit


def held_costs(workspace: Workspace) -> list[int | None]:
    return [one.cost for one in held_items(workspace)]


def edited_column(path: str, key: str) -> str:
    return get_column_letter(column(load_workbook(path).worksheets[0], key))


def problems(workspace: Workspace, path: str) -> list[tuple[str, str]]:
    before = workspace.store.head()
    with pytest.raises(WorkbookInvalid) as told:
        import_workbook(workspace, path)
    assert workspace.store.head() == before
    found = [one for one in told.value.problems if isinstance(one, Problem)]
    return [(one.code, str(one.values.get("cell", ""))) for one in found]


def test_a_workbook_that_comes_back_unchanged_changes_nothing(city: Workspace, sheet: str) -> None:
    assert import_workbook(city, sheet) == Returned((), 0)
    assert import_workbook(city, edited(sheet, lambda page: None)) == Returned((), 0)


def test_what_was_filled_in_is_shown_first_and_then_applied(city: Workspace, sheet: str) -> None:
    def fill(page: Worksheet) -> None:
        for key, value in (("status", "進行中"), ("due", "令和9年度第1四半期"), ("cost", 300), ("owner", "課長")):
            put(key, 3, value)(page)
        put("requested:2027", 4, 500)(page)
        put("source:2027", 4, "一般財源")(page)
        put("comment", 4, "財政課に相談した")(page)

    edited(sheet, fill)
    shown = import_workbook(city, sheet, dry_run=True)
    assert shown.items == 2 and ("R-001", "状態", "未着手", "進行中") in shown.changes
    assert find_item(city, "R-001").status is ItemStatus.NOT_STARTED
    import_workbook(city, sheet)
    first, second = find_item(city, "R-001"), find_item(city, "R-002")
    assert (first.status, first.cost, first.owner) == (ItemStatus.IN_PROGRESS, 300, "課長")
    assert second.funding[0].requested == 500 and second.comments[0].text == "財政課に相談した"
    assert revision(city, "R-003") == 1


def test_a_row_that_somebody_changed_since_is_named_and_nothing_is_applied(city: Workspace, sheet: str) -> None:
    update_item(city, "R-001", ItemFields(owner="係長"))
    edited(sheet, put("cost", 3, 5))
    edited(sheet, put("cost", 4, 5))
    assert problems(city, sheet) == [("workbook_stale", "B3")]
    assert find_item(city, "R-002").cost is None


def test_rows_with_problems_are_left_out_only_where_that_is_asked_for(city: Workspace, sheet: str) -> None:
    update_item(city, "R-001", ItemFields(owner="係長"))
    for key, row, value in (("cost", 3, 5), ("due", 4, "来年"), ("cost", 4, 6), ("cost", 5, 7)):
        edited(sheet, put(key, row, value))
    shown: list[Returned] = []
    returned = import_workbook(city, sheet, skip_refused=True, show=shown.append)
    assert [(one.item, one.field) for one in returned.changes] == [("R-003", "費用（千円）")]
    assert [one.code for one in returned.problems] == ["workbook_stale", "workbook_value"] and returned.left_out == 2
    assert shown == [returned]
    assert held_costs(city) == [None, None, 7]


def test_what_was_computed_at_the_export_is_nobodys_change(city: Workspace, sheet: str) -> None:
    answer(city, "programme", "GOV-02", Given("implemented"))
    update_item(city, "R-003", ItemFields(covers=("programme/GOV-03", "programme/GOV-05")))
    assert import_workbook(city, sheet) == Returned((), 0)


def test_changes_are_shown_before_anything_is_written(city: Workspace, sheet: str) -> None:
    edited(sheet, put("cost", 3, 5))
    seen: list[object] = []
    import_workbook(city, sheet, show=lambda returned: seen.append((returned.items, held_costs(city))))
    assert seen == [(1, [None, None, None])] and held_costs(city) == [5, None, None]


def test_a_circle_is_named_at_every_row_that_closes_it(city: Workspace, sheet: str) -> None:
    edited(sheet, put("depends_on", 3, "R-002"))
    edited(sheet, put("depends_on", 4, "R-001"))
    place = edited_column(sheet, "depends_on")
    assert problems(city, sheet) == [("workbook_links", f"{place}3"), ("workbook_links", f"{place}4")]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (put("id", 3, "R-099"), "workbook_unknown_id"),
        (put("id", 3, "R-002"), "workbook_doubled_id"),
        (put("id", 3, None), "workbook_row_without_id"),
        (put("covers", 3, "programme/GOV-05"), "workbook_locked"),
        (put("due", 3, "来年"), "workbook_value"),
        (put("effort", 3, "-3"), "workbook_value"),
        (put("status", 3, "たぶん"), "workbook_value"),
        (put("cost", 3, "=1+1"), "workbook_formula"),
        (put("status", 3, "完了"), "workbook_item"),
        (put("status", 3, "リスク受容"), "workbook_item"),
        (put("status", 3, "見送り"), "workbook_item"),
        (put("depends_on", 3, "R-077"), "workbook_links"),
        (put("depends_on", 3, "R-001"), "workbook_links"),
        (lambda page: page.delete_cols(column(page, "due")), "workbook_column_missing"),
        (lambda page: page.delete_rows(1), "workbook_keys_missing"),
        (lambda page: page.cell(1, 60, "evil"), "workbook_column_unknown"),
        (lambda page: page.cell(1, 60, "cost"), "workbook_column_doubled"),
        (lambda page: page.cell(30_000, 3, "x"), "workbook_far_cell"),
        (lambda page: page.cell(3, 500, "x"), "workbook_far_cell"),
    ],
)
def test_every_fault_of_a_returned_workbook_is_named_with_its_cell(
    city: Workspace, sheet: str, edit: Edit, code: str
) -> None:
    found = problems(city, edited(sheet, edit))
    assert code in [name for name, _ in found], found


def test_a_duty_in_force_is_not_accepted_by_workbook_and_another_measure_is(city: Workspace, sheet: str) -> None:
    said = {"status": "リスク受容", "approver": "副市長", "reason": "予算がない", "review": "2027-10-01"}
    for key, value in said.items():
        edited(sheet, put(key, 3, value))
        edited(sheet, put(key, 5, value))
    assert problems(city, sheet) == [("workbook_duty", f"{edited_column(sheet, 'status')}3")]
    import_workbook(city, sheet, skip_refused=True)
    held = [find_item(city, f"R-00{number}").status for number in (1, 3)]
    assert held == [ItemStatus.NOT_STARTED, ItemStatus.ACCEPTED]


def test_all_faults_are_named_at_once(city: Workspace, sheet: str) -> None:
    edited(sheet, put("due", 3, "来年"))
    edited(sheet, put("effort", 5, "たくさん"))
    assert [place[1:] for _, place in problems(city, sheet)] == ["3", "5"]


def test_another_first_sheet_does_not_matter_and_another_book_is_refused(city: Workspace, sheet: str) -> None:
    book = load_workbook(sheet)
    book.create_sheet("表紙", 0)["A1"] = "ご確認ください"
    book.save(sheet)
    assert import_workbook(city, sheet) == Returned((), 0, other_sheets=("表紙",))
    edited(sheet, lambda page: None)
    for name in book.sheetnames[1:]:
        del book[name]
    book.save(sheet)
    assert problems(city, sheet)[0][0] == "workbook_keys_missing"


def rewritten(path: str, change: Callable[[str, bytes], bytes], extra: tuple[str, bytes] | None = None) -> None:
    target = BytesIO()
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, change(name, source.read(name)))
        if extra:
            made.writestr(*extra)
    Path(path).write_bytes(target.getvalue())


def test_hostile_workbooks_are_never_opened(city: Workspace, sheet: str) -> None:
    sound = Path(sheet).read_bytes()
    rewritten(sheet, lambda _, data: data, ("xl/vbaProject.bin", b"x"))
    assert problems(city, sheet) == [("workbook_active", "")]
    Path(sheet).write_bytes(sound)
    rewritten(sheet, lambda name, data: data.replace(b"<worksheet", b"<!DOCTYPE x><worksheet", 1))
    assert problems(city, sheet) == [("workbook_not_xlsx", "")]
    Path(sheet).write_bytes(sound)
    rewritten(sheet, lambda _, data: data, ("xl/media/a.bin", b"0" * 16_000_000))
    assert problems(city, sheet) == [("workbook_too_large", "")]
    Path(sheet).write_bytes(sound)
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    rewritten(sheet, lambda name, data: data.replace(b"</worksheet>", merge) if "sheet1" in name else data)
    assert problems(city, sheet) == [("workbook_too_large", "")]
    for content in (b"", b"PK\x03\x04", "番号,状態".encode("cp932"), sound[: len(sound) // 2]):
        Path(sheet).write_bytes(content)
        assert problems(city, sheet) == [("workbook_not_xlsx", "")]


def test_the_calendar_has_the_steps_that_are_not_reached_under_names_that_stay(city: Workspace) -> None:
    steps = ("仕様書の案@2027-01-31", "契約@2027-02-28", "見積@2026-10-01=2026-10-01", "検収")
    update_item(city, "R-001", ItemFields(milestones=steps))
    before = export_items(city, "ics", None) or b""
    assert before.count(b"BEGIN:VEVENT") == 3 + 2
    assert b"20270131" in before and b"20270228" in before and b"20261001" not in before
    update_item(city, "R-001", ItemFields(milestones=("仕様書の案@2027-01-31=2026-11-20",)))
    after = export_items(city, "ics", None) or b""
    assert after.count(b"BEGIN:VEVENT") == 3 + 1
    assert set(_uids(after)) < set(_uids(before))


def _uids(calendar: bytes) -> list[bytes]:
    whole = calendar.replace(b"\r\n ", b"")
    return [line for line in whole.split(b"\r\n") if line.startswith(b"UID:")]


@pytest.mark.parametrize("day", ["令和9年3月31日", "Ｒ９．３．３１", "2027/3/31", "46477"])
def test_a_day_in_a_cell_is_read_as_people_write_it(city: Workspace, sheet: str, day: str) -> None:
    import_workbook(city, edited(sheet, put("due", 3, day)))
    due = held_items(city)[0].due
    assert due is not None and due.text == "2027-03-31"


@pytest.mark.parametrize(("word", "held"), [("あり", True), ("なし", False), ("確保済み", True), ("未確保", False)])
def test_an_estimate_is_there_or_not_and_the_words_of_earlier_sheets_are_read(
    city: Workspace, sheet: str, tmp_path: Path, word: str, held: bool
) -> None:
    import_workbook(city, edited(sheet, put("quoted:2027", 3, word)))
    assert held_items(city)[0].funding[0].quoted is held
    again = str(tmp_path / "again.xlsx")
    export_items(city, None, again)
    page = load_workbook(again).worksheets[0]
    assert page.cell(3, column(page, "quoted:2027")).value == ("あり" if held else "なし")
    assert import_workbook(city, edited(again, put("quoted:2027", 3, word))).changes == ()


def test_a_value_that_cannot_be_read_is_told_with_its_item(city: Workspace, sheet: str) -> None:
    with pytest.raises(WorkbookInvalid) as told:
        import_workbook(city, edited(sheet, put("quoted:2027", 3, "たぶん")))
    (problem,) = told.value.problems
    assert isinstance(problem, Problem) and problem.values["item"] == "R-001"
