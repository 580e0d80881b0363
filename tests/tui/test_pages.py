"""Findings, score, section 7, gap report and history by keys: rows of sure width, jumps, choices, files."""

from pathlib import Path
from typing import cast

import pytest

from assessor.i18n.translator import LANGUAGES, translator
from assessor.model.programme import Section7Choice
from assessor.service.previewing import kinds_of_documents
from assessor.service.workspace import open_workspace
from assessor.tui.screens.ask import Ask
from assessor.tui.screens.findings import FindingsScreen
from assessor.tui.screens.prompt import Prompt, PromptText
from assessor.tui.widgets.explained import Section, drawn, heading_room
from assessor.tui.widgets.rows import cells
from assessor.tui.widgets.text_field import FoldedField
from tests.model.mini import answer
from tests.tui.hostile import clean
from tests.tui.stage import Stage, ambiguous, choose_sentence, city, opened, session

SIZES = [(80, 24), (120, 40), (160, 30)]
SAID = {
    ("programme", f"GOV-0{number}"): answer(status)
    for number, status in enumerate(("implemented", "partial", "planned", "unknown", "not_implemented"), 1)
}
PATHS: tuple[tuple[str, ...], ...] = (
    ("f3",),
    ("f3", "down", "end", "pagedown", "space"),
    ("f3", "o"),
    ("f3", "p"),
    ("f3", "p", "pagedown", "down", "pagedown"),
    ("f3", "h"),
    ("f4",),
    ("f4", "down", "down", "pagedown"),
    ("f7",),
    ("f7", "down", "right", "down"),
    ("f7", "x"),
    ("f7", "w"),
)


async def _shown(stage: Stage, tab: str) -> None:
    await stage.until(lambda: getattr(stage.app.screen, "tab", "") == tab)


async def _public(stage: Stage) -> None:
    await stage.press("f7")
    await stage.until(lambda: "section7" in stage.app.documents and getattr(stage.app.screen, "parts", ()))


async def _back(stage: Stage) -> None:
    while len(stage.app.screen_stack) > 2:
        await stage.press("escape")
    await stage.press("f2")
    await _shown(stage, "questions")


def _check(stage: Stage) -> None:
    for widget, width, row in stage.rows():
        assert row.cell_length == width, (widget, row.plain)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_every_row_of_every_page_is_as_wide_as_its_pane_and_of_sure_width(
    tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    target = city(tmp_path, answers=SAID, facts={"personal_data": True})
    async with opened(target, tmp_path, size=size, lang=lang) as stage:
        await _public(stage)
        for keys in PATHS:
            await stage.press(*keys)
            await stage.pilot.pause(0.1)
            _check(stage)
            assert not ambiguous(stage.text()), (keys, ambiguous(stage.text()))
            await _back(stage)


@pytest.mark.parametrize("text", clean)
async def test_texts_of_the_city_break_no_page(tmp_path: Path, text: str) -> None:
    short = text[:60]
    said = {pair: one.model_copy(update={"comment": text}) for pair, one in SAID.items()}
    async with opened(city(tmp_path, answers=said, name=short), tmp_path) as stage:
        for keys in (("f3",), ("f3", "h"), ("f3", "p"), ("f4",), ("f7",)):
            await stage.press(*keys)
            await stage.pilot.pause(0.1)
            _check(stage)
            await _back(stage)
        assert stage.app.is_running


async def test_a_finding_leads_to_its_question(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path) as stage:
        await stage.press("f3")
        await _shown(stage, "findings")
        finding = cast("FindingsScreen", stage.app.screen).finding
        assert finding is not None
        await stage.press("enter")
        await _shown(stage, "questions")
        await stage.until(lambda: stage.screen.cursor == (finding.subject, finding.control))


async def test_findings_stand_worst_first_and_no_order_loses_one(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path) as stage:
        result = stage.app.result
        assert result is not None
        await stage.press("f3")
        await _shown(stage, "findings")
        seen = []
        for _ in range(4):
            seen.append(cast("FindingsScreen", stage.app.screen).findings)
            await stage.press("o")
        assert seen[0] == result.findings
        assert all(sorted(one) == sorted(result.findings) for one in seen)


async def test_without_findings_nobody_is_congratulated_while_questions_are_open(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("f3")
        await _shown(stage, "findings")
        assert "不足は見つかっていません。未回答が" in stage.text()


async def test_an_answer_that_would_raise_the_score_leads_to_its_question(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path, size=(120, 40)) as stage:
        await stage.press("f4")
        await stage.until(lambda: stage.app.gains)
        await stage.press("end", "down")
        await stage.until(lambda: getattr(stage.app.screen, "chosen", None) is not None)
        await stage.press("enter")
        await _shown(stage, "questions")


async def test_section_seven_shows_no_score_and_no_memo(tmp_path: Path) -> None:
    said = {pair: one.model_copy(update={"comment": "ひみつのメモ"}) for pair, one in SAID.items()}
    async with opened(city(tmp_path, answers=said), tmp_path) as stage:
        await _public(stage)
        text = stage.text()
        assert "ひみつ" not in text and "%" not in text


async def test_what_the_last_answers_brought_to_section_seven_is_marked_until_it_was_seen(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await _public(stage)
        assert "+新" not in stage.text()
        await _back(stage)
        await stage.press("1")
        await stage.settled()
        await _public(stage)
        await stage.until(lambda: "+新" in stage.text())
        await _back(stage)
        await _public(stage)
        await stage.pilot.pause(0.3)
        assert "+新" not in stage.text().split("\n", 3)[3].rsplit("\n", 3)[0]


async def test_a_sentence_left_out_is_saved_and_comes_back_by_undo(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await _public(stage)
        await choose_sentence(stage, "GOV-01")
        await stage.press("h")
        assert "この文を載せない" in stage.text()
        await stage.press("escape")
        assert _choice(stage).hide == ()
        await stage.press("h", *"OK", "enter")
        await stage.until(lambda: _choice(stage).hide == ("GOV-01",) and _choice(stage).why == {"GOV-01": "OK"})
        await stage.press("u")
        await stage.until(lambda: _choice(stage).hide == ())


async def test_own_words_are_saved_and_an_empty_field_goes_back_to_ours(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await _public(stage)
        await choose_sentence(stage, "GOV-01")
        await stage.press("b")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt))
        long = "わたしたちの言葉です。" * 9
        await stage.press("ctrl+u", f"text:{long}", "enter")
        await stage.until(lambda: "GOV-01" in _choice(stage).wording)
        await stage.settled()
        with open_workspace(target, session(), read_only=True) as workspace:
            assert workspace.assessment.section7.wording["GOV-01"].text == long
        await stage.until(lambda: "わたしたちの言葉" in stage.text())
        await stage.press("b")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt))
        field = stage.app.screen.query_one(FoldedField)
        assert field.text == long
        assert field.size.height == field.wrapped_document.height > 1, "the whole sentence is seen"
        await stage.press("ctrl+u", "enter")
        await stage.until(lambda: not _choice(stage).wording)


def _choice(stage: Stage) -> Section7Choice:
    assert stage.app.result is not None
    return stage.app.result.assessment.section7


async def test_a_document_is_written_and_an_existing_file_is_replaced_only_after_it_was_asked(tmp_path: Path) -> None:
    out = tmp_path / "報告.md"
    out.write_text("前からある", "utf-8")
    async with opened(city(tmp_path, answers=SAID), tmp_path) as stage:
        await stage.press("f3", "w", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt))
        assert "自己点検報告書.docx" in stage.text()
        seen = "".join(one.plain.strip() for widget, _, one in stage.rows() if isinstance(widget, PromptText))
        assert f"フォルダを書かなければ{Path.cwd()}に作ります。" in seen.replace(" ", "")
        await stage.press("ctrl+u", f"text:{out}", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt))
        assert out.read_text("utf-8") == "前からある"
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt))
        assert "文書を作っています" not in stage.text()
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        await stage.press("x")
        await stage.until(lambda: out.read_text("utf-8") != "前からある")


async def test_history_shows_every_answer_with_its_memo(tmp_path: Path) -> None:
    said = {("programme", "GOV-01"): answer("partial").model_copy(update={"comment": "はじめのメモ"})}
    async with opened(city(tmp_path, answers=said), tmp_path) as stage:
        await stage.press("1")
        await stage.settled()
        await stage.app.show_screen("history")
        await stage.until(lambda: "はじめのメモ" in stage.text())
        assert stage.text().index("実施している") < stage.text().index("一部実施している")
        await stage.press("escape")
        await _shown(stage, "questions")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_that_is_offered_has_a_name_that_says_whether_it_is_public(lang: str) -> None:
    say = translator(lang)
    marks = {"ja": ("公表用）", "内部用）"), "en": ("public)", "inside)")}[lang]
    for kind in kinds_of_documents():
        assert say(f"document.{kind}").endswith(marks), kind
    assert cells(say("write.confidential")) <= 62


@pytest.mark.parametrize(("keys", "marked"), [(("f3", "p"), "F3"), (("f7", "r"), "F7"), (("h",), "F2")])
async def test_a_screen_behind_another_keeps_its_tab_marked(tmp_path: Path, keys: tuple[str, ...], marked: str) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path) as stage:
        await stage.press(*keys)
        await stage.until(lambda: getattr(stage.app.screen, "under", "") and f"[{marked} " in stage.text())


@pytest.mark.parametrize("width", [80, 90, 110, 120, 140])
async def test_no_figure_of_the_score_is_cut_off(tmp_path: Path, width: int) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path, size=(width, 40)) as stage:
        await stage.press("f4")
        await stage.until(lambda: "「必ず」の不足 " in stage.text() and "分野" in stage.text())
        line = next(one for one in stage.text().split("\n") if "ガバナンス" in one and "[" in one)
        figures = line.partition("]")[2]
        assert ".." not in figures[:26] and "5/5" in figures, line


def test_texts_beside_headings_of_any_length_begin_in_one_column() -> None:
    sections = [
        Section(head, (("TEXT " * 30, "text"),), beside=True) for head in ("年度", "法令上の義務", "Why it matters")
    ]
    rows = [one.plain for section in sections for one in drawn(section, 44, heading_room(sections))]
    assert len(rows) > len(sections)
    assert len({cells(one[: one.index("TEXT")]) for one in rows}) == 1
