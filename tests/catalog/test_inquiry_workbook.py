"""What is written into the cells of a questionnaire comes back as it is, or is refused with its cell."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import assessor
from assessor.catalog.inquiry_workbook import ReadReturned, read_returned
from assessor.catalog.workbook_cells import read_pages
from assessor.i18n.translator import LANGUAGES, translator
from assessor.model.assessment import Evidence
from assessor.model.inquiry_form import ANSWERED, COLUMNS, FIRST_ROW
from assessor.model.scales import Status
from assessor.model.text import LONGEST_LINE, LONGEST_TEXT, first_forbidden
from assessor.render.inquiry_workbook import to_inquiry_workbook
from tests.model.inquiries import asking, filled, result_of, rewritten, sheet_of
from tests.model.mini import TODAY, mini

PAIRS = [pair.key for pair in result_of().pairs if pair.subject == "bus"]
BLANK = to_inquiry_workbook(sheet_of(asking(*PAIRS)), TODAY)
SENT, RETURNED = (Path(__file__).parent / "workbooks" / name for name in ("sent.xlsx", "answered_in_libreoffice.xlsx"))
LABELS = {scale.label.ja: status for status, scale in mini().statuses.items()}

texts = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("=+-@'\"<>&_x005F_x000D_ \t\n＝漢字カナ𠮷\u202e\u0000\r;|!"), max_size=30),
    st.sampled_from(
        ["=1+1", "_x0041_", "x005F_", "_x005F_x0041_", " 前後に空白 ", "1\n2", "0123", "2026-04-01", "1E3"]
    ),
)


def read(content: bytes) -> ReadReturned:
    return read_returned("answers.xlsx", iter(read_pages(content)), mini(), TODAY)


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def place(row: int, key: str) -> str:
    return f"{chr(65 + COLUMNS.index(key))}{FIRST_ROW + row}"


def codes(found: ReadReturned) -> dict[str, str]:
    return {str(one.values["where"]).rpartition(" ")[2]: one.code for one in found.problems}


def test_an_untouched_workbook_comes_back_with_its_ticket_its_recipient_and_no_answer() -> None:
    found = read(BLANK)
    assert found.problems == () and found.file is not None
    said = found.file.returned
    assert (said.ticket.inquiry, said.ticket.round, said.organisation, said.post) == (
        *("I-001", 1, "みらい交通株式会社"),
        "運行管理課長",
    )
    assert said.answers == dict.fromkeys(PAIRS)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_into_every_cell_comes_back_equal_or_is_refused_with_its_cell(data: st.DataObject) -> None:
    status = data.draw(st.sampled_from(sorted(LABELS)))
    written = {key: data.draw(texts) for key in ("comment", "reason", "evidence", "evidence_date", "planned_for")}
    assume(any(text.strip() for text in written.values()))
    row = data.draw(st.integers(0, len(PAIRS) - 1))
    found = read(filled(BLANK, {(row, "status"): status, **{(row, key): text for key, text in written.items()}}))
    # A line's end is one character, whichever system wrote it.
    written = {key: text.replace("\r\n", "\n") for key, text in written.items()}
    refused = codes(found)
    if refused:
        assert set(refused) <= {place(row, key) for key in ANSWERED}
        for key in ("comment", "reason"):
            harmless = first_forbidden(written[key]) is None and "\r" not in written[key]
            is_word = any(char.isalnum() for char in written[key])
            needed = key == "reason" and LABELS[status] is Status.NOT_APPLICABLE and not is_word
            assert (place(row, key) in refused) == ((bool(written[key].strip()) and not harmless) or needed), key
        return
    assert found.file is not None
    answer = found.file.returned.answers[PAIRS[row]]
    assert answer is not None and answer.status is LABELS[status]
    kept = [written[key] if written[key].strip() else None for key in ("comment", "reason")]
    assert [answer.comment, answer.reason] == kept
    titles = (written["evidence"],) if written["evidence"].strip() else ()
    assert tuple(one.title for one in answer.evidence) == titles
    others = {key: said for key, said in found.file.returned.answers.items() if key != PAIRS[row]}
    assert set(others.values()) <= {None}


def test_a_whole_answer_comes_back_with_dates_and_years_in_the_ways_people_write_them() -> None:
    ways = {"2026/3/25", "2026-03-25", "令和8年3月25日", "R8.3.25", "２０２６年３月２５日"}
    for way in ways:
        cells = {"status": "計画がある", "evidence": "手順書", "evidence_date": way, "planned_for": "R9"}
        found = read(filled(BLANK, {(0, key): text for key, text in cells.items()}))
        assert found.problems == () and found.file is not None
        answer = found.file.returned.answers[PAIRS[0]]
        assert answer is not None and answer.planned_for == 2027
        assert answer.evidence == (Evidence.model_validate({"title": "手順書", "date": "2026-03-25"}),)
        assert answer.as_of == TODAY


def test_a_workbook_opened_filled_in_and_saved_by_libreoffice_comes_back() -> None:
    """`workbooks/fill_in_libreoffice.py` says how the two files were made."""
    assert parts(SENT.read_bytes()) == parts(BLANK), "make both files anew"
    found = read(RETURNED.read_bytes())
    assert found.problems == () and found.file is not None
    said = found.file.returned
    assert (said.organisation, said.post, str(said.answered_on)) == ("みらい交通株式会社", "運行管理課長", "2026-11-20")
    first, second, third, fourth, *rest = (said.answers[key] for key in PAIRS)
    assert first and second and third and fourth
    assert (first.status, first.comment) == (Status.IMPLEMENTED, "=1+1 のような文も\n2行目まで")
    assert first.evidence == (Evidence.model_validate({"title": "運用手順書", "date": "2026-03-25"}),)
    assert (second.status, second.planned_for, second.as_of) == (Status.PLANNED, 2027, said.answered_on)
    assert (third.status, third.reason) == (Status.NOT_APPLICABLE, "外部に公開していない")
    assert fourth.comment == "0123"
    assert set(rest) == {None}


def test_libreoffice_keeps_the_locks_the_lists_the_colours_and_the_paper() -> None:
    book = load_workbook(RETURNED)
    front, questions, *hidden = book.worksheets
    assert all(page.protection.sheet for page in book.worksheets)
    assert [page.sheet_state != "visible" for page in (front, questions, *hidden)] == [False, False, True, True]
    assert not questions["F4"].protection.locked and questions["C4"].protection.locked
    lists = {str(rule.sqref): rule.type for rule in questions.data_validations.dataValidation}
    assert lists[f"F4:F{3 + len(PAIRS)}"] == lists[f"K4:K{3 + len(PAIRS)}"] == "list"
    assert len(questions.conditional_formatting) >= 2
    assert (str(questions.page_setup.paperSize), questions.page_setup.orientation) == ("9", "landscape")


def test_a_day_that_a_workbook_counts_is_that_day_and_a_number_among_texts_is_refused() -> None:
    named = filled(BLANK, {(0, "status"): "実施している", (0, "evidence"): "台帳"})
    found = read(filled(named, {(0, "evidence_date"): ""}, raw="<v>46106</v>"))
    assert found.file is not None
    answer = found.file.returned.answers[PAIRS[0]]
    assert answer is not None and str(answer.evidence[0].date) == "2026-03-25"
    assert codes(read(filled(named, {(0, "comment"): ""}, raw="<v>46106</v>"))) == {
        place(0, "comment"): "inquiry_number_in_text"
    }


@pytest.mark.parametrize(
    ("cells", "where", "code"),
    [
        ({"comment": "まだ"}, "status", "inquiry_status_missing"),
        ({"status": "はい"}, "status", "inquiry_unknown_status"),
        ({"status": "該当しない"}, "reason", "inquiry_reason_missing"),
        ({"status": "該当しない", "reason": "。。"}, "reason", "inquiry_reason_missing"),
        ({"status": "該当しない", "reason": "―"}, "reason", "inquiry_reason_missing"),
        ({"status": "実施している", "evidence_date": "2026-03-25"}, "evidence", "inquiry_evidence_missing"),
        ({"status": "実施している", "evidence": "a\nb"}, "evidence", "inquiry_bad_character"),
        ({"status": "実施している", "evidence": "あ" * (LONGEST_LINE + 1)}, "evidence", "inquiry_text_too_long"),
        ({"status": "実施している", "comment": "あ" * (LONGEST_TEXT + 1)}, "comment", "inquiry_text_too_long"),
        ({"status": "実施している", "comment": "a\u202eb"}, "comment", "inquiry_bad_character"),
        ({"status": "計画がある", "planned_for": "来年"}, "planned_for", "inquiry_bad_year"),
        ({"status": "計画がある", "evidence": "x", "evidence_date": "2月30日"}, "evidence_date", "inquiry_bad_day"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_cell(cells: dict[str, str], where: str, code: str) -> None:
    found = read(filled(BLANK, {(1, key): text for key, text in cells.items()}))
    assert codes(found) == {place(1, where): code}


@pytest.mark.parametrize("key", ANSWERED)
def test_a_formula_in_an_answer_cell_is_refused_whatever_it_came_to(key: str) -> None:
    named = filled(BLANK, {(0, "status"): "実施している", (0, "evidence"): "台帳"})
    found = read(filled(named, {(0, key): ""}, raw="<f>1+1</f><v>2</v>"))
    assert codes(found)[place(0, key)] == "inquiry_formula"


def test_rows_that_no_longer_belong_together_and_cells_outside_the_fields_are_refused() -> None:
    part = "xl/worksheets/sheet2.xml"
    assert codes(read(rewritten(BLANK, part, {"B4": "SVC-99"}))) == {"B4": "inquiry_rows_mixed"}
    doubled = rewritten(BLANK, part, {"A5": "/".join(PAIRS[0]), "B5": PAIRS[0][1]})
    assert codes(read(doubled)) == {"A5": "inquiry_doubled_row"}
    assert codes(read(rewritten(BLANK, part, {"A1": "mine"}))) == {"A1": "inquiry_unknown_page"}


def test_the_respondent_must_be_named_and_cannot_answer_tomorrow() -> None:
    part = "xl/worksheets/sheet1.xml"
    assert codes(read(rewritten(BLANK, part, {"C12": ""}))) == {"C12": "inquiry_respondent_missing"}
    assert codes(read(rewritten(BLANK, part, {"C13": "2026-11-23"}))) == {"C13": "inquiry_day_to_come"}


def test_every_code_of_a_returned_workbook_has_both_sentences_in_both_languages() -> None:
    folder = Path(assessor.__file__).parent
    files = [*folder.glob("catalog/inquiry_*.py"), folder / "service" / "receiving.py", folder / "service" / "packs.py"]
    source = "".join(file.read_text("utf-8") for file in files if file.exists())
    used: set[Any] = set(re.findall(r'"(inquiry_(?!unknown_token_)[a-z_]+)"', source)) - {"inquiry_change"}
    assert len(used) > 20
    for code in used:
        for lang in LANGUAGES:
            say = translator(lang)
            assert say(f"problem.{code}.what") != f"problem.{code}.what", code
            assert say(f"problem.{code}.next") != f"problem.{code}.next", code
