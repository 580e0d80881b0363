"""Section 7 kept true from the screen: releases by keys, a warning when an answer breaks one, what to mend."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from assessor.model.programme import SubjectKind
from assessor.model.release import Release
from assessor.service.privacy_fields import Telling, part_named, set_part
from assessor.service.releases import releases
from assessor.service.releasing import Approval, examine, freeze
from assessor.service.workspace import open_workspace
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.ask import Ask
from assessor.tui.screens.prompt import Prompt
from assessor.tui.screens.public import PublicScreen
from assessor.tui.screens.releases import ReleasesScreen
from tests.model.mini import answer, shipped
from tests.tui.stage import Stage, ambiguous, choose_sentence, city, opened, session

SAID = {("programme", "GOV-02"): answer("implemented"), ("programme", "GOV-03"): answer("implemented")}
LEAK = "ファイアウォールの番号は 10.1.2.3 です。"
SIZES = [(80, 24), (120, 40), (180, 30)]


def prepared(folder: Path, stage: str | None = None, checklist: bool = False) -> str:
    """A city with two sentences that speak; frozen at a stage where one is named."""
    target = city(folder, answers=SAID, checklist=shipped() if checklist else None)
    if stage:
        with open_workspace(target, session()) as workspace:
            approval = Approval(stage)
            freeze(workspace, approval, examine(workspace, approval))
    return target


def kept(target: str) -> tuple[Release, ...]:
    with open_workspace(target, session(), read_only=True) as workspace:
        return releases(workspace)


async def _public(stage: Stage) -> PublicScreen:
    await stage.press("f7")
    await stage.until(lambda: "section7" in stage.app.documents and getattr(stage.app.screen, "parts", ()))
    return cast("PublicScreen", stage.app.screen)


async def _asked(stage: Stage, kind: type) -> None:
    await stage.until(lambda: isinstance(stage.app.screen, kind))


async def _give(stage: Stage, kind: type, *keys: str) -> None:
    """Wait for a dialogue of that kind, press keys in it and wait until it is gone: the next may be of its kind."""
    await _asked(stage, kind)
    before = stage.app.screen
    await stage.press(*keys)
    await stage.until(lambda: stage.app.screen is not before)


async def test_an_answer_that_breaks_a_released_claim_is_told_at_once_and_leads_back(tmp_path: Path) -> None:
    async with opened(prepared(tmp_path, "成案"), tmp_path) as stage:
        await stage.press("down")
        await stage.until(lambda: stage.screen.cursor == ("programme", "GOV-02"))
        assert "公表済み" not in stage.text()
        await stage.press("4")
        await stage.until(lambda: "公表済みの記載と合わなくなります（7." in stage.text())
        await _public(stage)
        await stage.press("n")
        await _give(stage, ChooseScreen, "enter")
        await _asked(stage, Ask)
        assert "今の回答では、この文は言えません" in stage.text()
        await stage.press("enter")
        await stage.until(lambda: getattr(stage.app.screen, "tab", "") == "questions")
        assert stage.screen.cursor == ("programme", "GOV-02")


async def test_what_is_broken_no_more_is_told_no_more(tmp_path: Path) -> None:
    async with opened(prepared(tmp_path, "成案"), tmp_path) as stage:
        await stage.press("down", "4")
        await stage.until(lambda: stage.app.broken)
        await stage.press("u")
        await stage.until(lambda: not stage.app.broken)
        assert "公表済み" not in stage.text()


async def test_a_draft_is_not_called_published(tmp_path: Path) -> None:
    async with opened(prepared(tmp_path, "素案"), tmp_path) as stage:
        await stage.press("down", "4")
        await stage.until(lambda: "素案の記載と合わなくなります" in stage.text())


async def test_a_claim_broken_before_is_told_when_the_programme_is_opened(tmp_path: Path) -> None:
    target = prepared(tmp_path, "成案")
    async with opened(target, tmp_path) as stage:
        await stage.press("down", "4")
        await stage.until(lambda: stage.app.broken)
    async with opened(target, tmp_path) as stage:
        await stage.until(lambda: "公表済みの記載と" in stage.text())


async def test_a_text_is_frozen_by_keys(tmp_path: Path) -> None:
    target = prepared(tmp_path)
    async with opened(target, tmp_path) as stage:
        await _public(stage)
        await stage.press("r")
        await stage.until(lambda: isinstance(stage.app.screen, ReleasesScreen))
        assert "まだ版はありません" in stage.text()
        await stage.press("n")
        await _give(stage, ChooseScreen, "down", "down", "enter")
        for typed in ((), ("text:企第12号",), ("text:市長",), ("text:総務課長、財政課長",)):
            await _give(stage, Prompt, *typed, "enter")
        await _give(stage, Ask, "enter")
        await stage.until(lambda: stage.app.releases)
        assert "企第12号" in stage.text() and "議会報告" in stage.text()
    (made,) = kept(target)
    assert (made.number, made.approver) == ("企第12号", "市長")
    assert [one.post for one in made.consultations] == ["総務課長", "財政課長"]


async def test_the_stage_is_named_in_the_language_of_the_screen(tmp_path: Path) -> None:
    async with opened(prepared(tmp_path), tmp_path, lang="en") as stage:
        await stage.app.show_screen("releases")
        await stage.press("n")
        await _give(stage, ChooseScreen, "enter")
        for _ in range(4):
            await _give(stage, Prompt, "enter")
        await _asked(stage, Ask)
        assert "Freeze as draft?" in stage.text()
        await _give(stage, Ask, "enter")
        await stage.until(lambda: "Frozen as draft" in stage.text())
        assert "素案" not in stage.text()


async def test_what_somebody_let_pass_is_shown_in_words_without_a_code(tmp_path: Path) -> None:
    target, file = prepared(tmp_path, checklist=True), tmp_path / "plan.md"
    file.write_text(f"# 第7章\n\n{LEAK}\n", "utf-8")
    with open_workspace(target, session()) as workspace:
        approval = Approval("成案", document=str(file))
        keys = tuple(one.key for one in examine(workspace, approval).findings.blocking)
        passed = replace(approval, passed=keys, reason="公表済みの番号です。")
        freeze(workspace, passed, examine(workspace, passed))
    async with opened(target, tmp_path) as stage:
        await stage.app.show_screen("releases")
        await stage.until(lambda: "確かめて通した箇所: 「" in stage.text())
        assert "公表済みの番号です。" in stage.text() and "own_text" not in stage.text()


async def test_the_summary_of_an_assessment_is_frozen_by_keys(tmp_path: Path) -> None:
    target = prepared(tmp_path)
    with open_workspace(target, session()) as workspace:
        service = next(one.id for one in workspace.assessment.subjects if one.kind is SubjectKind.SERVICE)
        long = (
            "始める前に、"
            + "何を集めるのかと、どう守るのかと、いつまで残すのかを確かめ、" * 4
            + "この要約を作りました。"
        )
        set_part(workspace, service, part_named("publication"), Telling((f"introduction={long}",)))
    async with opened(target, tmp_path) as stage:
        await stage.app.show_screen("releases")
        await stage.press("n")
        await _asked(stage, ChooseScreen)
        assert "どの文書を凍結しますか" in stage.text() and "PIAの要約" in stage.text()
        await _give(stage, ChooseScreen, "down", "enter")
        await _give(stage, ChooseScreen, "enter")
        for _ in range(4):
            await _give(stage, Prompt, "enter")
        await _asked(stage, Ask)
        # What could be read more easily is of the summary: no other screen shows it.
        assert "読みやすさの指摘" in stage.text() and "F7 の" not in stage.text() and "何を集めるのか" in stage.text()
        assert not ambiguous(stage.text())
        await _give(stage, Ask, "enter")
        await stage.until(lambda: stage.app.releases)
    (made,) = kept(target)
    assert (made.report, made.subject) == ("pia-summary", service)


async def test_a_text_that_should_not_be_public_is_frozen_only_with_a_reason(tmp_path: Path) -> None:
    target, file = prepared(tmp_path, checklist=True), tmp_path / "plan.md"
    file.write_text(f"# 第7章\n\n{LEAK}\n", "utf-8")
    async with opened(target, tmp_path) as stage:
        await stage.app.show_screen("releases")
        for reason in ("", "text:公表済みの番号です。"):
            await stage.press("n")
            await _give(stage, ChooseScreen, "enter")
            for typed in ((f"text:{file}",), (), (), ()):
                await _give(stage, Prompt, *typed, "enter")
            await _asked(stage, Ask)
            assert "公表しない方がよい箇所が" in stage.text()
            await _give(stage, Ask, "x" if reason else "enter")
            if not reason:
                await stage.until(lambda: isinstance(stage.app.screen, ReleasesScreen))
                assert not kept(target)
                continue
            await _give(stage, Prompt, reason, "enter")
            await stage.until(lambda: stage.app.releases)
    (made,) = kept(target)
    assert made.passed and {one.reason for one in made.passed} == {"公表済みの番号です。"}
    assert {one.by for one in made.passed} == {"企画課"}


async def test_a_frozen_text_is_written_and_replaced_only_after_it_was_asked(tmp_path: Path) -> None:
    out = tmp_path / "版.md"
    out.write_text("前からある", "utf-8")
    async with opened(prepared(tmp_path, "素案"), tmp_path) as stage:
        await stage.app.show_screen("releases")
        await stage.until(lambda: stage.app.releases)
        await stage.press("w")
        await _give(stage, ChooseScreen, "enter")
        await _give(stage, Prompt, "ctrl+u", f"text:{out}", "enter")
        await _give(stage, Ask, "enter")
        await _give(stage, Prompt, "enter")
        await _asked(stage, Ask)
        assert out.read_text("utf-8") == "前からある", "Enter, however often, replaces nothing"
        await stage.press("x")
        await stage.until(lambda: out.read_text("utf-8") != "前からある")


async def test_what_a_post_said_is_written_down(tmp_path: Path) -> None:
    target = prepared(tmp_path, "素案")
    async with opened(target, tmp_path) as stage:
        await stage.app.show_screen("releases")
        await stage.until(lambda: stage.app.releases)
        await stage.press("c")
        await stage.until(lambda: "比べる前の版がありません" in stage.text())
        await stage.press("g")
        for typed in (("text:総務課長",), ("text:異存なし",), ()):
            await _give(stage, Prompt, *typed, "enter")
        await stage.until(lambda: "意見: 異存なし" in stage.text())
    (made,) = kept(target)
    assert [(one.post, one.comment, one.reply) for one in made.consultations] == [("総務課長", "異存なし", None)]


async def test_own_words_are_held_to_the_rules_shown_beside_ours_and_flagged_when_the_stage_changes(
    tmp_path: Path,
) -> None:
    async with opened(prepared(tmp_path, checklist=True), tmp_path) as stage:
        screen = await _public(stage)
        await choose_sentence(stage, "GOV-03")
        await stage.press("d")
        await stage.until(lambda: "点検表の文のままです" in stage.text())
        await stage.press("b")
        await _asked(stage, Prompt)
        await _give(stage, Prompt, "ctrl+u", "text:絶対に守る決まりを定めています。", "enter")
        await stage.until(lambda: screen.signs and "!市" in stage.text())
        assert screen.statement == "GOV-03"
        await stage.until(lambda: "「絶対」" in stage.text().rsplit("\n", 3)[1])
        await stage.press("d")
        await _asked(stage, Ask)
        assert "市の文: 〔絶対に守る〕決まり" in stage.text() and "点検表: 〔" in stage.text()
        await _give(stage, Ask, "escape")
        await stage.press("n")
        await _give(stage, ChooseScreen, "enter")
        await _asked(stage, Ask)
        assert "〔絶対〕に守る" in stage.text() and "1字目" in stage.text()
        await stage.press("enter")
        await stage.until(lambda: screen.statement == "GOV-03")
        await stage.press("enter")
        await stage.until(lambda: getattr(stage.app.screen, "tab", "") == "questions")
        await stage.press("4")
        await stage.settled()
        await _public(stage)
        await stage.until(lambda: "気になる所 1" in stage.text())
        await stage.press("n")
        await stage.until(lambda: "段階が変わった文" in stage.text())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_every_row_is_as_wide_as_its_pane_and_of_sure_width(
    tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    async with opened(prepared(tmp_path, "成案"), tmp_path, size=size, lang=lang) as stage:
        await stage.press("down", "4")
        await stage.until(lambda: stage.app.broken)
        await _public(stage)
        for keys in (("n",), ("enter",), ("escape", "r"), ("pagedown",), ("n",), ("escape",)):
            await stage.press(*keys)
            await stage.pilot.pause(0.1)
            for widget, width, row in stage.rows():
                assert row.cell_length == width, (widget, row.plain)
            assert not ambiguous(stage.text()), ambiguous(stage.text())
