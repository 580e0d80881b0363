import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessor.model.sheet import Column, Sheet
from assessor.render.csv_file import to_csv
from assessor.render.workbook import FIRST_ROW, LINE_HEIGHT, to_workbook

DAY = date(2026, 11, 22)
EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "＝1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x","y")',
    "http://example.jp",
    "0123",
)
COLUMNS = (
    Column("id", "番号", 8),
    Column("text", "文", 30, True),
    Column("status", "状態", 10, True, ("未着手", "完了")),
    Column("cost", "費用", 10, True, whole=True),
)


def sheet(*texts: str) -> Sheet:
    rows = tuple((f"R-{number:03d}", text, "完了", number) for number, text in enumerate(texts, 1))
    return Sheet("一覧", COLUMNS, rows, ("書き方",))


def page_xml(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(EVIL) | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30),
        max_size=8,
    )
)
def test_every_text_reads_back_and_none_becomes_a_formula_or_a_link(texts: list[str]) -> None:
    content = to_workbook(sheet(*texts), DAY)
    xml = page_xml(content)
    assert "<f>" not in xml and "<hyperlink" not in xml
    page = load_workbook(BytesIO(content)).worksheets[0]
    read = [page.cell(FIRST_ROW + 1 + place, 2) for place in range(len(texts))]
    assert [(cell.value or "") for cell in read if "_x" not in str(cell.value)] == [
        one for one in texts if "_x" not in one
    ]
    assert all(cell.data_type != "f" for cell in read)


def test_only_what_may_be_changed_is_unlocked_and_choices_are_lists() -> None:
    content = to_workbook(sheet("文"), DAY)
    page = load_workbook(BytesIO(content)).worksheets[0]
    locked = [page.cell(FIRST_ROW + 1, place + 1).protection.locked for place in range(len(COLUMNS))]
    assert page.protection.sheet and locked == [True, False, False, False]
    assert {rule.type for rule in page.data_validations.dataValidation} == {"list", "whole"}
    assert [cell.value for cell in page[1]] == [column.key for column in COLUMNS]


def test_the_same_sheet_and_day_give_the_same_bytes() -> None:
    assert to_workbook(sheet("文"), DAY) == to_workbook(sheet("文"), DAY)


def test_a_sheet_without_rows_is_a_workbook_too() -> None:
    assert load_workbook(BytesIO(to_workbook(sheet(), DAY))).worksheets[0].max_row == FIRST_ROW


def test_no_cell_of_a_csv_can_begin_a_formula() -> None:
    text = to_csv(sheet(*EVIL, "　=1", " \t@x")).decode("utf-8-sig")
    cells = [cell for line in text.splitlines()[1:] for cell in re.split(",(?=[^,]*)", line)]
    assert not [cell for cell in cells if re.match(r'"?[\s　]*[=+\-@＝＋－＠]', cell)]
    assert to_csv(sheet()).startswith(b"\xef\xbb\xbf")


def test_no_title_and_no_text_is_cut_off_below() -> None:
    columns = (
        Column("id", "番号", 8),
        Column("debt:2027", "令和9年度 債務負担行為", 11),
        Column("text", "文", 20, True),
    )
    made = to_workbook(Sheet("対応", columns, (("R-1", "", "あ" * 10), ("R-2", "", "あ" * 9))), DAY)
    heights = load_workbook(BytesIO(made)).worksheets[0].row_dimensions
    assert heights[FIRST_ROW].height == 3 * LINE_HEIGHT, "twenty-two cells in nine"
    assert heights[FIRST_ROW + 1].height == 2 * LINE_HEIGHT, "the sides take room: a text as wide as its column is two"
    assert heights[FIRST_ROW + 2].height is None
    assert LINE_HEIGHT >= 1.7 * 10, "a line of Yu Gothic at ten points"
