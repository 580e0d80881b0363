"""The questionnaire by keys: every key does what its row says, and nothing is lost on the way."""

from pathlib import Path

import pytest
from textual.geometry import Region

from assessor.errors import StoreFull
from assessor.model.assessment import Evidence
from assessor.model.scales import Status
from assessor.service.workspace import open_workspace
from assessor.storage.opening import open_store
from assessor.tui import sitting
from assessor.tui.desk import Reader
from assessor.tui.remembering import Memory
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.ask import Ask
from assessor.tui.screens.prompt import Prompt
from assessor.tui.widgets.text_field import TextField
from tests.model.mini import answer
from tests.tui.stage import WIDE, city, opened, session, stored

SIX = tuple(Status)


async def test_a_whole_category_is_answered_by_keys_alone(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        for key in ("1", "2", "3", "4", "5"):
            await stage.press(key)
            if key == "3":
                await stage.press("text:R9", "enter")
            await stage.until(lambda: stage.screen.field is None)
            await stage.press("enter")
        await stage.settled()
        assert "全体 ガバナンス は終わりました。次は 全体 都市OS" in stage.text()
        assert stage.screen.cursor == ("programme", "COS-03")
    said = [stored(target)["programme", f"GOV-0{number}"] for number in range(1, 6)]
    assert [one.status for one in said] == list(SIX[:5])
    assert said[2].planned_for == 2027


async def test_a_digit_answers_at_once_and_the_cursor_stays(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("2")
        assert "(*) 2 一部実施している" in stage.text()
        assert stage.screen.cursor == ("programme", "GOV-01")
        await stage.settled()
        await stage.until(lambda: "保存しました: 01 一部実施している。" in stage.text())
        assert ">半 01" in stage.text()


async def test_full_width_digits_and_letters_do_the_same(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("４")
        await stage.settled()
        assert stage.screen.answer is not None and stage.screen.answer.status is Status.NOT_IMPLEMENTED
        await stage.press("ｍ")
        assert isinstance(stage.app.focused, TextField)
        await stage.press("escape", "ｕ")
        await stage.settled()
    assert ("programme", "GOV-01") not in stored(target)


async def test_zero_takes_an_answer_back(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await stage.press("0")
        await stage.settled()
        assert ">・ 01" in stage.text()
    assert stored(target) == {}


async def test_not_applicable_is_not_saved_before_its_reason_and_esc_restores_the_old_answer(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("partial", comment="一部の課のみ")})
    async with opened(target, tmp_path) as stage:
        await stage.press("6")
        assert "(*) 6 該当しない" in stage.text()
        await stage.press("enter")
        assert "理由を書いてください" in stage.text()
        await stage.press("text:年度内に終了", "escape")
        assert "(*) 2 一部実施している" in stage.text()
        assert stored(target)["programme", "GOV-01"].status is Status.PARTIAL
        await stage.press("6", "text:年度内に終了", "enter")
        await stage.settled()
    said = stored(target)["programme", "GOV-01"]
    assert (said.status, said.reason, said.comment) == (Status.NOT_APPLICABLE, "年度内に終了", "一部の課のみ")


async def test_memo_and_evidence_are_written_in_place_and_belong_to_an_answer(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("m")
        assert "先に 1～6 で答えてください" in stage.text()
        await stage.press("1", "m", "text:要綱第3条", "ctrl+j", "text:を参照", "enter")
        await stage.press("e", "text:要綱 @2026-03-31", "ctrl+j", "text:台帳", "enter")
        await stage.settled()
    said = stored(target)["programme", "GOV-01"]
    assert said.comment == "要綱第3条\nを参照"
    assert said.evidence == (
        Evidence.model_validate({"title": "要綱", "date": "2026-03-31"}),
        Evidence(title="台帳"),
    )


async def test_evidence_keeps_what_the_line_does_not_show(tmp_path: Path) -> None:
    kept = Evidence(title="要綱", reference="総務課の棚")
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented", evidence=[kept.model_dump()])})
    async with opened(target, tmp_path) as stage:
        await stage.press("e", "ctrl+j", "text:台帳", "enter")
        await stage.settled()
    assert stored(target)["programme", "GOV-01"].evidence == (kept, Evidence(title="台帳"))


async def test_a_planned_answer_is_saved_at_once_and_says_that_its_year_is_missing(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("3", "text:らいねん", "enter")
        assert "年度が読み取れません" in stage.text()
        await stage.press("escape")
        await stage.settled()
        assert stored(target)["programme", "GOV-01"].planned_for is None
        assert "年度が未記入" in stage.text()
        await stage.press("y", "text:平成32年度", "enter")
        assert "平成32年度」という年度はありません。令和2年度のことなら" in stage.text()
        await stage.press("escape", "y", "text:令和2年度", "enter")
        await stage.settled()
        assert "もう終わった年度です" in stage.text()
        await stage.press("y", "ctrl+u", "text:令和９年度", "enter")
        await stage.settled()
        assert "（令和9年度）" in stage.text()
    assert stored(target)["programme", "GOV-01"].planned_for == 2027


async def test_undo_and_redo_are_new_answers(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("1", "down", "2", "u")
        await stage.settled()
        assert stage.screen.cursor == ("programme", "GOV-02") and stage.screen.answer is None
        await stage.press("ctrl+z", "u")
        await stage.settled()
        assert stored(target) == {}
        assert "元に戻すものはありません" in stage.text()
        await stage.press("ctrl+y", "ctrl+y")
        await stage.settled()
    assert [one.status for one in stored(target).values()] == [Status.IMPLEMENTED, Status.PARTIAL]


async def test_a_fact_is_asked_where_it_decides_and_digits_answer_nothing_unseen(tmp_path: Path) -> None:
    target = city(tmp_path, facts={})
    async with opened(target, tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-02"))
        await stage.press("1")
        assert "先に、このサービスのことを教えてください" in stage.text() and stored(target) == {}
        assert "1～6 答える" not in stage.text()
        assert "先に 7～9 で、下の問いに答えてください" in stage.text()
        stage.app.tell("all_saved", "good")
        await stage.press("６")
        assert "先に 7～9 で、下の問いに答えてください" in stage.text() and stored(target) == {}
        await stage.press("7")
        await stage.settled()
        assert "( ) 1 実施している" in stage.text()
        await stage.press("1")
        await stage.settled()
    assert list(stored(target)) == [("bus", "SVC-02")]


async def test_a_fact_put_off_is_passed_over_when_going_on(tmp_path: Path) -> None:
    async with opened(city(tmp_path, facts={}), tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("9")
        assert stage.screen.cursor == ("bus", "SVC-02")
        seen = set()
        for _ in range(30):
            seen.add(stage.screen.cursor)
            await stage.press("enter")
        assert ("bus", "SVC-01") not in seen and ("walk", "SVC-01") in seen


async def test_a_category_left_with_open_questions_is_not_called_done(tmp_path: Path) -> None:
    async with opened(city(tmp_path, facts={}), tmp_path) as stage:
        count = len(stage.screen.groups[0].pairs)
        stage.screen.jump(stage.screen.groups[0].pairs[-1].key)
        await stage.press("enter")
        assert f"全体 ガバナンス は{count}問が残っています。次は" in stage.text() and "終わりました" not in stage.text()


async def test_questions_put_off_are_told_when_there_is_nothing_to_go_on_to(tmp_path: Path) -> None:
    async with opened(city(tmp_path, facts={}), tmp_path) as stage:
        stage.screen.put_off = frozenset(pair.key for group in stage.screen.groups for pair in group.pairs)
        count = sum(len(group.pairs) for group in stage.screen.groups)
        await stage.press("enter")
        assert f"{count}問が残っています。" in stage.text() and "未回答はもうありません" not in stage.text()


async def test_the_same_answer_is_given_to_other_subjects_after_they_are_listed(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("bus", "SVC-01"): answer("partial")})
    async with opened(target, tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("d")
        assert "ほかの対象も同じ答えにしますか" in stage.text() and "walk（いま: 未回答）" in stage.text()
        await stage.press("enter")
        await stage.settled()
        assert stored(target)["walk", "SVC-01"].status is Status.PARTIAL
        await stage.press("u")
        await stage.settled()
    assert set(stored(target)) == {("bus", "SVC-01")}


async def test_where_an_answer_would_be_replaced_enter_alone_does_nothing(tmp_path: Path) -> None:
    said = {("bus", "SVC-01"): answer("partial"), ("walk", "SVC-01"): answer("implemented")}
    target = city(tmp_path, answers=said)
    async with opened(target, tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("d", "enter")
        assert not isinstance(stage.app.screen, Ask)
        assert stored(target)["walk", "SVC-01"].status is Status.IMPLEMENTED
        await stage.press("d", "left", "enter")
        await stage.settled()
    assert stored(target)["walk", "SVC-01"].status is Status.PARTIAL


async def test_brackets_go_to_the_same_question_of_the_next_subject(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-02"))
        await stage.press("right_square_bracket")
        assert stage.screen.cursor == ("walk", "SVC-02")
        await stage.press("left_square_bracket", "left_square_bracket")
        assert stage.screen.cursor == ("bus", "SVC-02")


async def test_search_finds_by_title_number_and_question_on_every_subject(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("slash", "text:ＳＶＣ-02 walk", "enter")
        assert stage.screen.cursor == ("walk", "SVC-02")


async def test_a_filter_stays_visible_and_esc_lifts_it(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("f", "enter")
        assert "絞り込み: 必ず" in stage.text() and "04" not in stage.text().split("GOV-01")[0]
        await stage.press("escape")
        assert not stage.screen.filters.names and "絞り込み: 必ず" not in stage.text()


async def test_where_a_filter_finds_nothing_no_digit_answers_a_question(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("f", "down", "down", "down", "enter")
        assert "合う質問はありません" in stage.text() and "( ) 1" not in stage.text()
        await stage.press("1", "escape")
        assert "( ) 1 実施している" in stage.text()
    assert stored(target) == {}


async def test_left_shows_the_subjects_and_enter_leads_back_to_questions(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("left")
        assert "対象とカテゴリ" in stage.text() and "5問のうち0問に答えました" in stage.text()
        await stage.press("down", "1", "enter")
        assert stage.screen.cursor == ("programme", "COS-03")
        assert "( ) 1 実施している" in stage.text()


async def test_a_subject_is_added_by_kind_and_name(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("left", "a", "enter")
        assert isinstance(stage.app.screen, Prompt)
        await stage.press("enter")
        assert "何か書いてから" in stage.text()
        await stage.press("text:見守り", "enter")
        await stage.settled()
    with open_workspace(target, session()) as workspace:
        assert [one.name for one in workspace.assessment.subjects][-1] == "見守り"


async def test_a_subject_is_ended_with_a_reason_and_taken_back(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        count = len(stage.app.result.assessment.subjects) if stage.app.result else 0
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("left", "x")
        await stage.until(lambda: isinstance(stage.app.screen, ChooseScreen))
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt))
        await stage.press("text:実証を終えた", "enter")
        await stage.until(lambda: stage.app.result and len(stage.app.result.assessment.subjects) == count - 1)
        await stage.until(lambda: "終えました" in stage.text())
        await stage.press("x")
        await stage.until(lambda: isinstance(stage.app.screen, ChooseScreen))
        await stage.press("end", "enter")
        await stage.until(lambda: stage.app.result and len(stage.app.result.assessment.subjects) == count)
    with open_workspace(target, session()) as workspace:
        assert workspace.subject("bus").ended is None
        told = [event.payload["after"] for event in workspace.store.events() if event.kind == "subject"]
        assert told[-2]["ended_reason"] == "実証を終えた"


async def test_the_facts_of_a_subject_are_answered_in_a_list(tmp_path: Path) -> None:
    target = city(tmp_path, facts={})
    async with opened(target, tmp_path) as stage:
        await stage.press("left", "p", "enter", "7", "enter", "8", "escape")
        await stage.settled()
    with open_workspace(target, session()) as workspace:
        held = workspace.assessment.subject("programme")
        assert held is not None and held.facts == {"personal_data": True, "cloud": False}


async def test_a_full_disk_keeps_what_was_given_says_so_and_saves_it_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        write = stage.app.sitting.desk._workspace.store.apply if stage.app.sitting else None
        assert stage.app.sitting is not None and write is not None
        full = [True]

        def apply(save: object, changes: object) -> object:
            if full[0]:
                raise StoreFull(path=target)
            return write(save, changes)  # type: ignore[arg-type]

        monkeypatch.setattr(stage.app.sitting.desk._workspace.store, "apply", apply)
        await stage.press("1", "down", "2")
        await stage.until(lambda: "! 保存できません" in stage.text())
        await stage.until(lambda: "ディスクの空きがありません。入力2件は残してあります" in stage.text())
        assert "!・ 01" in stage.text() and "(*) 2 一部実施している" in stage.text()
        other = tmp_path / "rescue.yaml"
        await stage.press("w", f"text:{other}", "enter")
        await stage.until(lambda: "に書き出しました" in stage.text())
        assert "GOV-02" in other.read_text("utf-8")
        full[0] = False
        await stage.press("ctrl+s")
        await stage.settled()
        await stage.until(lambda: "! 保存できません" not in stage.text())
    assert len(stored(target)) == 2


async def test_an_answer_somebody_else_gave_first_is_shown_beside_mine(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        _somebody_answers(target)
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        assert "佐藤 さんの答え" in stage.text() and "委託先に確かめた" in stage.text()
        await stage.press("enter", "escape")
        assert isinstance(stage.app.screen, Ask)
        await stage.press("2")
        await stage.settled()
    assert stored(target)["programme", "GOV-01"].status is Status.IMPLEMENTED


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_two_who_answer_the_same_question_see_three_answers_and_choose(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "LOOK_SECONDS", 3600.0)
    pair = ("programme", "GOV-01")
    target = city(tmp_path, answers={pair: answer("partial", comment="はじめの答え")})
    async with opened(target, tmp_path / "one") as one, opened(target, tmp_path / "two") as two:
        await one.press("3")
        await one.settled()
        await two.press("1")
        await two.until(lambda: isinstance(two.app.screen, Ask))
        seen = two.text()
        assert seen.index("はじめの答え") < seen.index("企画課 さんの答え") < seen.index("あなたの答え")
        assert "別の答えを入れる" in seen
        for label in ("一部", "計画", "実施"):
            assert label in seen
        await two.press(key)
        await two.settled()
        if key == "3":
            assert stored(target)[pair].status is Status.PLANNED
            await two.until(lambda: "もう一度答えて" in two.text())
            await two.press("2")
            await two.settled()
    wanted = {"1": Status.PLANNED, "2": Status.IMPLEMENTED, "3": Status.PARTIAL}
    assert stored(target)[pair].status is wanted[key]
    with open_store(target, read_only=True) as store:
        said = [event for event in store.events() if event.kind == "answer"]
        assert len(said) == {"1": 2, "2": 3, "3": 3}[key] and store.verify().is_sound


async def test_a_text_that_met_a_conflict_is_there_again_when_another_answer_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "LOOK_SECONDS", 3600.0)
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("partial")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "text:長く考えて書いた文")
        _somebody_answers(target)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        await stage.press("3")
        await stage.until(lambda: not isinstance(stage.app.screen, Ask))
        await stage.press("m")
        await stage.until(lambda: "長く考えて書いた文" in stage.text())
    assert stored(target)["programme", "GOV-01"].comment == "委託先に確かめた"


async def test_what_others_save_appears_and_the_text_being_typed_stays(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-02"): answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await stage.press("down", "m", "text:書いている")
        _somebody_answers(target)
        assert stage.app.sitting is not None
        stage.app.sitting.desk.look()
        await stage.until(lambda: "計 01" in stage.text())
        assert "書いている" in stage.text()
        await stage.press("enter")
        await stage.settled()
    assert stored(target)["programme", "GOV-02"].comment == "書いている"


async def test_the_cursor_and_a_text_half_typed_are_there_again_at_the_next_start(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-03"): answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await stage.press("down", "down", "m", "text:途中")
        await stage.until(lambda: any("途中" in file.read_text("utf-8") for file in tmp_path.glob("place-*.json")))
    async with opened(target, tmp_path) as stage:
        assert stage.screen.cursor == ("programme", "GOV-03")
        assert "書きかけの文が1件あります" in stage.text()
        await stage.press("m")
        assert "途中" in stage.text()
        await stage.press("enter")
        await stage.settled()
        assert stage.app.drafts == {}
    assert stored(target)["programme", "GOV-03"].comment == "途中"


async def test_the_wide_screen_shows_sources_terms_and_history_beside_the_question(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path, size=WIDE) as stage:
        stage.screen.jump(("bus", "SVC-02"))
        await stage.press("1")
        await stage.settled()
        await stage.until(lambda: "履歴" in stage.text())
        assert all(word in stage.text() for word in ("根拠", "（確認済み）", "第7章での書かれ方", "企画課"))


async def test_a_kana_outside_a_text_says_how_to_go_on(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("あ")
        assert "日本語入力がオンです" in stage.text()


async def test_a_text_with_a_character_that_is_refused_stays_in_its_field(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m")
        stage.app.screen.query_one(TextField).insert("a\u202eb")
        await stage.press("enter")
        assert "2文字目に使えない文字（U+202E）" in stage.text()
        assert stage.app.screen.query_one(TextField).text == "a\u202eb"


async def test_a_field_drawn_once_more_while_it_is_taken_away_stops_nothing(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("1", "m")
        await stage.until(lambda: isinstance(stage.app.focused, TextField))
        field = stage.screen.query_one(TextField)
        await field.remove()
        field.notify_style_update()
        assert [line.text for line in field.render_lines(Region(0, 0, 6, 1))] == [" " * 6]


async def test_nothing_is_remembered_where_nothing_was_typed(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented", comment="済み")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "escape")
    assert Memory(tmp_path).of(target).drafts == {}


def _somebody_answers(target: str) -> None:
    from assessor.model.change import AnswerChange

    reader = Reader(open_workspace(target, session("佐藤")))
    said = answer("planned", comment="委託先に確かめた")
    reader.workspace.apply([AnswerChange(subject="programme", control="GOV-01", answer=said)])
    reader.workspace.store.close()


async def test_a_reason_that_was_given_stands_behind_its_answer(tmp_path: Path) -> None:
    said = answer("not_applicable", reason="AIを使っておらず、使う予定もない")
    async with opened(city(tmp_path, answers={("programme", "GOV-01"): said}), tmp_path) as stage:
        assert "(*) 6 該当しない（AIを使っておらず、使" in stage.text()
        assert "理由を記入" not in stage.text()
        await stage.press("1", "6")
        assert "(*) 6 該当しない（理由を記入）" in stage.text()


async def test_what_was_written_to_an_answer_is_named_when_it_is_saved_and_when_it_is_undone(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("2", "m", "text:一部の課", "enter", "e", "text:要綱", "enter")
        await stage.until(lambda: "保存しました: 01 の証拠。" in stage.text())
        await stage.press("u")
        await stage.until(lambda: "元に戻しました: 01 の証拠。" in stage.text())
        await stage.press("u")
        await stage.until(lambda: "元に戻しました: 01 のメモ。" in stage.text())
        await stage.press("u")
        await stage.until(lambda: "元に戻しました: 01 未回答。" in stage.text())


async def test_an_open_field_names_the_keys_that_do_something_in_it(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("3")
        assert "Esc やめる" in stage.text() and "Ctrl+O" not in stage.text()
        await stage.press("escape", "e")
        assert "Ctrl+J 行を変える" in stage.text() and "Esc やめて前の答えに戻す" not in stage.text()
        await stage.press("escape", "6")
        assert "Esc やめて前の答えに戻す" in stage.text()


async def test_a_text_half_typed_is_told_only_where_its_field_is_closed(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("partial")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "text:書きかけ")
        assert "書きかけの文があります" not in stage.text()
        await stage.until(lambda: any("書きかけ" in file.read_text("utf-8") for file in tmp_path.glob("place-*.json")))
    async with opened(target, tmp_path) as stage:
        await stage.until(lambda: "書きかけの文があります" in stage.text())
        await stage.press("m")
        assert "書きかけの文があります" not in stage.text()


async def test_what_the_officer_wrote_is_in_sight_before_the_reasons_of_the_checklist(tmp_path: Path) -> None:
    said = answer("partial", comment="一部の課のみ", evidence=[{"title": "要綱"}])
    async with opened(city(tmp_path, answers={("programme", "GOV-01"): said}), tmp_path) as stage:
        seen = stage.text()
        assert 0 < seen.index("一部の課のみ") < seen.index("要綱") < seen.index("なぜ大切か")
