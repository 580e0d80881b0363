"""What an officer finds on the way: what an answer changed, everything in the palette, the first screen again."""

from pathlib import Path

import pytest
from textual.widgets import Input

from assessor.model.assessment import Evidence
from assessor.model.scales import Status
from assessor.tui import sitting
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.ask import Question
from assessor.tui.screens.home import HomeScreen
from tests.model.mini import answer
from tests.tui.stage import Stage, city, opened, session, stored

FIRST = ("programme", "GOV-01")


def _tab(stage: Stage) -> str:
    return str(getattr(stage.app.screen, "tab", ""))


async def test_the_message_says_what_an_answer_changed_in_section_7(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("1")
        await stage.until(lambda: "保存しました: 01 実施している。第7章の文が1つ増えました（F7）。" in stage.text())
        await stage.press("0")
        await stage.until(lambda: "第7章の文が1つ減りました（F7）。" in stage.text())


async def test_a_new_programme_is_told_how_to_begin(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        assert "「はじめての点検」（" in stage.text()
    async with opened(city(tmp_path / "..", answers={FIRST: answer("partial")}), tmp_path) as stage:
        assert "「はじめての点検」（" not in stage.text()


async def test_the_palette_does_what_another_screen_offers(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers={FIRST: answer("partial")}), tmp_path) as stage:
        await stage.press("ctrl+p", "text:並べ替え")
        await stage.until(lambda: "不足と対応: 並べ替え" in stage.text())
        await stage.press("enter")
        await stage.until(lambda: "（対象ごと）" in stage.text())
        assert _tab(stage) == "findings"
        await stage.press("ctrl+p", "text:実施していない")
        await stage.until(lambda: "見つかりません" in stage.text())


async def test_the_palette_writes_a_document_from_any_screen(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("ctrl+p", "text:文書をファイルに書き出す", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, ChooseScreen) and "第7章" in stage.text())


async def test_from_a_programme_back_to_the_first_screen_and_in_again(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("2", "ctrl+e")
        await stage.until(lambda: isinstance(stage.app.screen, HomeScreen))
        assert stage.app.result is None and stage.app.sitting is None
        assert stored(target)[FIRST].status is Status.PARTIAL
        await stage.press("f3", "u")
        assert isinstance(stage.app.screen, HomeScreen)
        await stage.press("1")
        await stage.until(lambda: _tab(stage) == "questions" and stage.app.view is not None)
        assert ">半 01" in stage.text()
        await stage.press("down", "1")
        await stage.settled()
    assert stored(target)["programme", "GOV-02"].status is Status.IMPLEMENTED


async def test_the_same_answer_leaves_the_memo_and_evidence_of_others(tmp_path: Path) -> None:
    here = answer("partial", comment="バスの分", evidence=[{"title": "バスの台帳"}])
    own = answer("implemented", comment="歩くまちの分", evidence=[{"title": "歩くまちの台帳"}])
    target = city(tmp_path, answers={("bus", "SVC-01"): here, ("walk", "SVC-01"): own})
    async with opened(target, tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("d")
        await stage.until(lambda: "メモと証拠は写しません" in stage.text())
        await stage.press("left", "enter")
        await stage.settled()
    said = stored(target)["walk", "SVC-01"]
    assert (said.status, said.comment) == (Status.PARTIAL, "歩くまちの分")
    assert said.evidence == (Evidence(title="歩くまちの台帳"),)


async def test_a_year_belongs_to_a_plan(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers={FIRST: answer("implemented")}), tmp_path) as stage:
        await stage.press("y")
        assert stage.screen.field is None and "年度は「計画がある」「一部実施している」" in stage.text()


async def test_the_legend_can_be_hidden_and_stays_so(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        assert "？不明" in stage.text()
        await stage.press("f8", "down", "down", "down", "down", "enter")
        assert "？不明" not in stage.text()
    async with opened(target, tmp_path) as stage:
        assert "？不明" not in stage.text()


async def test_the_history_of_a_question_is_reached_from_it(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers={FIRST: answer("partial", comment="一部の課")}), tmp_path) as stage:
        await stage.press("h")
        await stage.until(lambda: "の答えの履歴" in stage.text() and "一部の課" in stage.text())
        await stage.press("escape")
        await stage.until(lambda: _tab(stage) == "questions")


async def test_a_message_is_not_carried_to_the_next_screen(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("ctrl+c")
        assert "終わるときは" in stage.text()
        await stage.press("f4")
        assert "終わるときは" not in stage.text()


async def test_a_first_start_is_told_how_many_questions_there_are(tmp_path: Path) -> None:
    from assessor.service.assessing import installed_checklist

    controls = installed_checklist()[0].controls.values()
    async with opened(None, tmp_path) as stage:
        await stage.until(lambda: f"{sum(one.starter for one in controls)}問から" in stage.text())
        assert f"全部で{len(controls)}問" in stage.text()
        assert session().by


async def test_everything_can_be_done_with_the_mouse(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await _click(stage, "02")
        assert stage.screen.cursor == ("programme", "GOV-02")
        await _click(stage, "4 実施していない")
        await stage.settled()
        await _click(stage, "f 絞り込み")
        await stage.until(lambda: isinstance(stage.app.screen, ChooseScreen))
        await _click(stage, "未回答だけ")
        await stage.until(lambda: "絞り込み: 未回答" in stage.text())
        await _click(stage, "F3")
        await stage.until(lambda: _tab(stage) == "findings")
    assert stored(target)["programme", "GOV-02"].status is Status.NOT_IMPLEMENTED


async def _click(stage: Stage, words: str) -> None:
    """Click on words seen; the cells before them are counted as a terminal counts."""
    from assessor.tui.widgets.rows import cells

    for y, line in enumerate(stage.text().split("\n")):
        if words in line:
            await stage.pilot.click(offset=(cells(line[: line.index(words)]), y))
            await stage.pilot.pause()
            return
    raise AssertionError(f"{words} is not seen")


async def test_the_first_screen_tells_after_a_crash_how_far_the_answers_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "LOOK_SECONDS", 0.05)
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("1")
        await stage.settled()
        await stage.until(lambda: stage.app.memory.recent()[0]["answered"] == 1)


async def test_why_a_file_cannot_be_opened_is_said_whole_and_its_name_is_there_to_be_mended(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as stage:
        await stage.until(lambda: "3 ファイルを開く" in stage.text())
        await stage.press("3", f"text:{tmp_path / 'ない.assessor'}", "enter")
        await stage.until(lambda: "この計画は開けません" in stage.text())
        said = "".join(stage.app.screen.query_one(Question).asking.lines)
        assert said.startswith("ない.assessor: ") and said.endswith("ください。")
        assert said[-8:] in stage.text(), "the end of the sentence is seen"
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, HomeScreen))
        await stage.press("3")
        await stage.until(lambda: isinstance(stage.app.focused, Input))
        assert isinstance(stage.app.focused, Input) and stage.app.focused.value.endswith("ない.assessor")
