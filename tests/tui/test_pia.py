"""The PIA by keys: steps and fields, the map, proposals, approvals; nothing typed is lost, nothing is overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from assessor.errors import StoreFull
from assessor.model.assessment import Answer, PairKey
from assessor.model.change import AnswerChange
from assessor.model.privacy import LifeCycle, Pia, Treatment, Verdict
from assessor.model.privacy_kinds import FieldPlace
from assessor.model.privacy_result import StepState
from assessor.model.scales import Status
from assessor.service.privacy import pia_result, stored_pias
from assessor.service.privacy_fields import Telling, part_named, set_part
from assessor.service.remediation import held_items
from assessor.service.workspace import Workspace, open_workspace
from assessor.tui.messages import Notice
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.ask import Ask
from assessor.tui.screens.pia import PiaScreen
from assessor.tui.widgets.pia_form import chosen_rows
from assessor.tui.widgets.pia_layout import ENTRY_FIELDS, LAYOUTS
from assessor.tui.widgets.pia_map import RiskMapPane, field_of
from assessor.tui.widgets.pia_rows import FormRow
from assessor.tui.widgets.pia_words import in_a_row
from tests.model.mini import shipped
from tests.tui.stage import WIDE, Stage, ambiguous, city, opened, session

FACTS: dict[str, bool | None] = {"personal_data": True, "sensitive_personal_data": False, "children": False}
FACTS |= {"camera": False, "face_recognition": False, "cloud": True, "mynumber": True}
RISK = ("title=行き先が知られる", "stage=use", "harm=困る", "likelihood=3", "impact=4")
LEFT = ("residual_likelihood=1", "residual_impact=4", "treatment=reduce", "reason=減る", "owner=課長", "due=2027-01-29")


@pytest.mark.parametrize(
    ("texts", "comma", "found"),
    [
        (["限っています。", "消しています。"], "、", "限っています。消しています。"),
        (["住所", "氏名"], "、", "住所、氏名"),
        (["It is kept short.", "It is deleted."], ", ", "It is kept short. It is deleted."),
        ([], "、", ""),
    ],
)
def test_no_comma_follows_a_whole_sentence(texts: list[str], comma: str, found: str) -> None:
    assert in_a_row(texts, comma) == found


@contextmanager
def held(target: str) -> Iterator[Workspace]:
    with open_workspace(target, session("別の人")) as workspace:
        yield workspace


def tell(workspace: Workspace, part: str, *told: str, entry: str | None = None) -> str:
    return set_part(workspace, "bus", part_named(part), Telling(told, entry)).entry or ""


def town(path: Path, answers: dict[PairKey, Answer] | None = None) -> str:
    """A city with the whole checklist and nothing written about privacy."""
    return city(path, checklist=shipped(), facts=FACTS, answers=answers)


def begun(path: Path) -> str:
    """The same city with a few entries of each kind."""
    target = town(path)
    with held(target) as workspace:
        tell(workspace, "preparation", "owner=交通政策課長", "team=総務課")
        tell(workspace, "description", "purpose=移動を助けるため")
        tell(workspace, "item", "name=氏名", "reason=確認", "retention=1年")
        tell(workspace, "item", "name=行き先")
        tell(workspace, "flow", "name=予約", "items=D1", "collect=アプリ", "use=配車")
        tell(workspace, "stakeholder", "name=利用者", "heard_on=2026-10-30", "views=心配", "response=減らす")
        tell(workspace, "use", "scene=のぞき見る", "misuse=yes")
        tell(workspace, "risk", *RISK, *LEFT, "controls=SVC-04")
        tell(workspace, "risk", "title=残り続ける", "stage=delete")
        tell(workspace, "review", "date=2026-11-01", "occasion=change")
    return target


def pia_of(target: str) -> Pia:
    with open_workspace(target, session(), read_only=True) as workspace:
        return stored_pias(workspace)["bus"]


def screen(stage: Stage) -> PiaScreen:
    return cast("PiaScreen", stage.app.screen)


async def shown(stage: Stage) -> PiaScreen:
    """Open the PIA and wait for what follows from the records."""
    await stage.press("f6")
    await stage.until(lambda: isinstance(stage.app.screen, PiaScreen) and screen(stage).form)
    return screen(stage)


async def step(stage: Stage, name: str) -> None:
    """Go to the rows of a step, as a click and a key do."""
    at = screen(stage)
    at.action_choose_step(list(LAYOUTS).index(name))
    await stage.press("enter")
    assert (at.step, at.mode) == (name, "form")


async def to_row(stage: Stage, wanted: str) -> None:
    """Put the cursor on a field (by its name), an entry, or a deed."""
    at = screen(stage)
    rows = chosen_rows(at.form)
    at.choose_row(next(place for place, one in enumerate(rows) if wanted in _names(one)))
    await stage.pilot.pause()


def _names(row: FormRow) -> tuple[str, ...]:
    return (row.place.key,) if row.place else (row.target,)


async def saved(stage: Stage) -> None:
    """Wait until everything is stored and the screen shows it."""
    at = screen(stage)
    await stage.settled()
    await stage.until(lambda: not at._settling and not at._given and at.writing is None)


async def write(stage: Stage, field: str, text: str) -> None:
    """Type into a field and save it."""
    await to_row(stage, field)
    await stage.press("enter", f"text:{text}", "enter")
    await saved(stage)


async def pick(stage: Stage, field: str, downs: int) -> None:
    """Choose a value of a field from its list."""
    await to_row(stage, field)
    await stage.press("enter", "home", *["pageup", "pageup"], *["down"] * downs, "enter")
    await saved(stage)


def test_every_field_of_every_part_has_its_row() -> None:
    fields = {pair for layout in LAYOUTS.values() for pair in layout.fields}
    fields |= {(part, key) for part, keys in ENTRY_FIELDS.items() for key in keys}
    fields |= {("threshold", key) for key in ("people", "handlers", "serious_incident")}
    hidden = {("start", "date"), ("threshold", "answers"), ("risk", "prompt"), ("approval", "rests_on")}
    hidden |= {("approval", "despite")}
    from assessor.model.privacy_parts import PARTS

    every = {(part.name, key) for part in PARTS.values() for key in part.model.model_fields}
    assert every - hidden == fields


@pytest.mark.parametrize(("lang", "size"), [("ja", (80, 24)), ("en", (80, 24)), ("ja", WIDE), ("en", (160, 30))])
async def test_every_row_is_as_wide_as_its_pane_and_of_sure_width(
    tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    async with opened(begun(tmp_path), tmp_path, size=size, lang=lang) as stage:
        at = await shown(stage)
        for name in (*LAYOUTS, "map"):
            at.mode = "steps"
            if name == "map":
                at.mode = "map"
            else:
                at.action_choose_step(list(LAYOUTS).index(name))
            for entry in (None, "R1"):
                if entry and LAYOUTS.get(name, LAYOUTS["answers"]).entries == "risk":
                    at.mode, at.entry = "form", entry
                await stage.pilot.pause()
                for widget, width, row in stage.rows():
                    assert row.cell_length == width, (name, widget, row.plain)
                assert not ambiguous(stage.text().replace("※", "")), name
        at.mode = "steps"
        await stage.press("s")
        assert not ambiguous(stage.text())


async def test_the_first_steps_are_written_by_keys_alone(tmp_path: Path) -> None:
    target = town(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await stage.press("enter", "home", "enter")
        await stage.settled()
        for name in ("new_or_changed", "location", "health", "ai", "iot", "linkage", "abroad", "large", "unavoidable"):
            await to_row(stage, name)
            await stage.press("7" if name in ("new_or_changed", "location", "linkage", "large") else "８")
        await saved(stage)
        await stage.until(lambda: "14の段すべてのPIAを行います" in stage.text())
        await pick(stage, "decision", 2)
        await write(stage, "decided_on", "令和8年11月20日")
        await write(stage, "people", "１２，０００人")
        await step(stage, "preparation")
        await write(stage, "team", "総務課")
        await step(stage, "description")
        await stage.press("a", "text:氏名", "enter")
        await stage.until(lambda: at.entry == "D1")
        await write(stage, "retention", "退会から1年")
        await step(stage, "flow")
        await stage.press("a", "text:予約", "enter")
        await stage.until(lambda: at.entry == "F1")
        await to_row(stage, "items")
        await stage.press("enter", "enter", "escape")
        await write(stage, "collect", "アプリ")
    said = pia_of(target)
    assert said.start is not None and said.start.date.isoformat() == "2026-11-22"
    assert (said.threshold.decision, said.threshold.people) == (Verdict.FULL, 12_000)
    assert said.threshold.answers["location"] is True and said.threshold.answers["new_or_changed"] is True
    assert said.threshold.decided_on is not None and said.threshold.decided_on.isoformat() == "2026-11-20"
    assert (said.preparation.team, said.items["D1"].retention) == (("総務課",), "退会から1年")
    assert (said.flows["F1"].items, said.flows["F1"].collect) == (("D1",), "アプリ")


async def test_risks_from_a_prompt_and_own_ones_are_rated_and_treated(tmp_path: Path) -> None:
    target = town(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await step(stage, "risk_identify")
        await stage.press("a", "text:のぞき見", "enter")
        await stage.until(lambda: at.entry == "R1")
        await stage.press("escape", "a", "enter", "text:連れ去り", "enter", "down", "enter")
        await stage.until(lambda: at.entry == "R2")
        await step(stage, "analysis")
        await to_row(stage, "R2")
        await stage.press("enter", "3", "down", "２")
        for field, level in (("residual_impact", "2"), ("residual_likelihood", "1")):
            await to_row(stage, field)
            await stage.press(level)
        await saved(stage)
        await pick(stage, "treatment", 0)
        await write(stage, "owner", "運行管理者")
    one, two = pia_of(target).risks["R1"], pia_of(target).risks["R2"]
    assert (one.prompt, one.stage, two.title, two.stage) == ("PRV-13", LifeCycle.USE, "連れ去り", LifeCycle.USE)
    assert (two.impact, two.likelihood, two.residual_impact, two.residual_likelihood) == (3, 2, 2, 1)
    assert (two.treatment, two.owner) == (Treatment.REDUCE, "運行管理者")


async def test_an_approval_is_recorded_by_a_post_and_stands_until_what_it_rests_on_changes(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await step(stage, "report")
        await to_row(stage, "approve")
        await stage.press("enter")
        await stage.until(lambda: "承認する役職を、先に書いてください。" in stage.text())
        await write(stage, "by", "都市整備部長")
        assert at.drafts and "都市整備部長" in stage.text()
        await to_row(stage, "approve")
        await stage.press("enter", "x")
        await stage.until(lambda: "対策の後の値の付いていないリスク" in stage.text())
        await step(stage, "analysis")
        await to_row(stage, "R2")
        await stage.press("x", "x")
        await stage.until(lambda: at.assessed is not None and len(at.assessed.risks) == 1)
        await step(stage, "report")
        await to_row(stage, "approve")
        await stage.press("enter")
        await stage.until(lambda: "まだ書いていないもの" in stage.text() and "法律上の根拠" in stage.text())
        await stage.press("escape", "enter", "x", "escape")
        assert "承認 有効" not in stage.text() and at.drafts
        await stage.press("enter", "x", "text:契約の日が来るため", "enter")
        await stage.until(lambda: "承認 有効" in stage.text() and not at.drafts)
        await step(stage, "publication")
        await write(stage, "introduction", "始める前に確かめました。")
        await step(stage, "followup")
        await stage.press("a", "enter")
        await stage.until(lambda: at.entry == "V2")
        assert "承認 有効" in stage.text()
        await step(stage, "preparation")
        await write(stage, "scope", "全体")
        await stage.until(lambda: "承認 無効" in stage.text())
    said = pia_of(target)
    assert said.approvals["A1"].despite == "契約の日が来るため"
    assert (said.approvals["A1"].by, said.approvals["A1"].date.isoformat()) == ("都市整備部長", "2026-11-22")


async def test_what_cannot_be_taken_is_said_and_stays_in_its_field(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await step(stage, "preparation")
        await to_row(stage, "due")
        await stage.press("enter", "text:来年の春", "enter")
        await stage.until(lambda: "「来年の春」は日付として読めません。" in stage.text())
        assert at.writing == FieldPlace("preparation", None, "due") and "来年の春" in stage.text()
        await stage.press("escape")
        await step(stage, "evaluation")
        await to_row(stage, "R1")
        await stage.press("enter")
        await to_row(stage, "residual_likelihood")
        await stage.press("4")
        await stage.until(lambda: "対策の後の値は、対策の前の値より大きくできません。" in stage.text())
        await saved(stage)
        await step(stage, "description")
        await stage.press("a", "enter")
        assert "ここは空にできません。" in stage.text()
    assert pia_of(target).risks["R1"].residual_likelihood == 1


async def test_a_text_half_typed_is_there_again_after_a_crash(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "report")
        await to_row(stage, "text")
        await stage.press("enter", "text:途中まで")
        assert "書きかけがあります" not in stage.text(), "what is typed now is in sight"
        await stage.press("f1", "escape")
        assert stage.app.sitting is not None
        stage.app.sitting._place.flush()
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await step(stage, "report")
        assert "書きかけがあります" in stage.text()
        await to_row(stage, "text")
        await stage.press("enter")
        assert "途中まで" in stage.text()
        await stage.press("enter")
        await saved(stage)
        assert not at.drafts
    assert pia_of(target).report.text == "途中まで"


async def test_what_another_wrote_into_the_same_field_is_never_overwritten_unseen(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await step(stage, "preparation")
        await to_row(stage, "owner")
        await stage.press("enter", "text:ほか")
        with held(target) as workspace:
            tell(workspace, "preparation", "owner=総務課長", "scope=全体")
        await stage.press("enter")
        await stage.until(lambda: "ほかの人が先に保存しました" in stage.text())
        await stage.settled()
        assert pia_of(target).preparation.owner == "総務課長"
        assert stage.app.sitting is not None
        stage.app.sitting.desk.look()
        await stage.until(lambda: "総務課長" in stage.text() and "書きかけがあります" in stage.text())
        await stage.press("enter")
        assert "交通政策課長ほか" in stage.text()
        await stage.press("enter")
        await saved(stage)
        await stage.until(lambda: not at.drafts)
    said = pia_of(target).preparation
    assert (said.owner, said.scope, said.team) == ("交通政策課長ほか", "全体", ("総務課",))


async def test_a_save_that_fails_keeps_the_text_until_it_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        assert stage.app.sitting is not None
        store = stage.app.sitting.workspace.store
        apply, is_full = store.apply, [True]

        def failing(*given: object) -> object:
            if is_full[0]:
                raise StoreFull(path="city.assessor")
            return apply(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(store, "apply", failing)
        await step(stage, "preparation")
        await to_row(stage, "scope")
        await stage.press("enter", "text:予約から乗車まで", "enter")
        await stage.until(lambda: "保存できません" in stage.text())
        assert "予約から乗車まで" in stage.text() and at.drafts
        is_full[0] = False
        await saved(stage)
        await stage.until(lambda: not at.drafts)
    assert pia_of(target).preparation.scope == "予約から乗車まで"


async def test_the_last_changes_can_be_taken_back(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "preparation")
        await write(stage, "owner", "補佐")
        await to_row(stage, "team")
        await stage.press("enter", "ctrl+u", "enter")
        await saved(stage)
        assert pia_of(target).preparation.team == ()
        await stage.press("u")
        await saved(stage)
        await stage.press("u")
        await saved(stage)
        await stage.press("u")
        assert "元に戻すことはありません" in stage.text() or stage.app.notice.text
    said = pia_of(target).preparation
    assert (said.owner, said.team) == ("交通政策課長", ("総務課",))


async def test_an_entry_is_taken_back_only_after_asking(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "description")
        await to_row(stage, "D2")
        await stage.press("x", "enter")
        assert "D2" in pia_of(target).items
        await stage.press("x", "x")
        await stage.settled()
    assert list(pia_of(target).items) == ["D1"]


async def test_proposed_answers_are_confirmed_one_by_one_or_all_at_once(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await step(stage, "answers")
        await to_row(stage, "PIA-04")
        await stage.press("c")
        await stage.settled()
        with open_workspace(target, session(), read_only=True) as workspace:
            said = workspace.assessment.answers
            assert [key for key in said if key[0] == "bus"] == [("bus", "PIA-04")]
            assert said["bus", "PIA-04"].evidence[0].title == "PIAの記録「準備」（bus）"
        await stage.until(lambda: at.assessed is not None and "PIA-04" not in stage.text())
        await stage.press("Ｃ", "enter")
        await stage.settled()
        await stage.until(lambda: "確定を待つ提案はありません" in stage.text())
    with open_workspace(target, session(), read_only=True) as workspace:
        assert len([key for key in workspace.assessment.answers if key[0] == "bus"]) > 5


async def test_where_record_and_answer_differ_both_screens_say_so_and_the_answer_stays(tmp_path: Path) -> None:
    target = begun(tmp_path)
    told = Answer(status=Status.NOT_IMPLEMENTED, as_of=date(2026, 11, 1))
    with held(target) as workspace:
        workspace.apply([AnswerChange(subject="bus", control="PIA-04", answer=told, expected_revision=0)])
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        assert "不一致 1" in stage.text()
        await step(stage, "answers")
        assert "記録と回答が合いません" in stage.text()
        assert "回答は「実施していない」、記録からは「実施している」" in stage.text()
        await to_row(stage, "PIA-04")
        await stage.press("c")
        assert "先に、確定する提案を選んでください。" in stage.text()
        await stage.press("enter")
        await stage.until(lambda: "記録と回答が合いません" in stage.text() and "PIA-04" in stage.text())
    with open_workspace(target, session(), read_only=True) as workspace:
        assert workspace.assessment.answers["bus", "PIA-04"].status is Status.NOT_IMPLEMENTED


async def test_the_questionnaire_names_a_proposal_where_nothing_was_answered(tmp_path: Path) -> None:
    async with opened(begun(tmp_path), tmp_path, size=WIDE) as stage:
        stage.screen.jump(("bus", "PIA-04"))
        await stage.until(lambda: "PIAからの提案" in stage.text())


@pytest.mark.parametrize(("look", "size"), [("dark", (80, 24)), ("contrast", (80, 24)), ("ascii", WIDE)])
async def test_the_map_says_every_band_in_a_word_and_holds_each_risk_once(
    tmp_path: Path, look: str, size: tuple[int, int]
) -> None:
    async with opened(begun(tmp_path), tmp_path, look=look, size=size) as stage:
        at = await shown(stage)
        await stage.press("m")
        pane = stage.app.screen.query_one(RiskMapPane)
        for after in (False, True):
            assert at.after is after
            text = "\n".join(row.plain for row in pane.rows(pane.size.width))
            bands = [band.title.ja for band in shipped().risk.bands]
            said = [word for line in text.split("\n") for word in line.replace("|", " ").split() if word in bands]
            assert sorted(said) == sorted(bands[rank] for rank in (0, 0, 0, 1, 1, 1, 1, *[2] * 6, 3, 3, 3))
            assert text.count("[1]") == 1
            assert ("|" in text) is (look != "dark")
            await stage.press("t")
        await stage.press("t", "enter", "up", "enter", "enter")

        def is_rated() -> bool:
            risks = at.assessed.risks if at.assessed else ()
            return any(one.id == "R1" and field_of(one, after=True) == (3, 1) for one in risks)

        await stage.until(is_rated)


async def test_the_next_step_is_the_next_that_lacks_something(tmp_path: Path) -> None:
    async with opened(begun(tmp_path), tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        seen = []
        for _ in range(14):
            await stage.press("n")
            seen.append(at.step)
        assert at.assessed is not None
        lacking = [one.step.id.value for one in at.assessed.steps if one.state in (StepState.OPEN, StepState.BEGUN)]
        assert set(seen) == set(lacking)


async def test_another_service_is_looked_at(tmp_path: Path) -> None:
    async with opened(begun(tmp_path), tmp_path, size=WIDE) as stage:
        at = await shown(stage)
        await stage.press("s", "down", "enter")
        await stage.until(lambda: at.subject_id == "walk")
        assert "今日からPIAを始める" in stage.text()


async def test_treatments_become_remediation_items(tmp_path: Path) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "treatment")
        await to_row(stage, "items")
        await stage.press("enter")
        await stage.until(lambda: "対応項目1件を作りました: R-001。" in stage.text())
        await stage.press("i")
        await stage.until(lambda: "新しく対応項目にする対応はありません" in stage.text())
    with open_workspace(target, session(), read_only=True) as workspace:
        (item,) = held_items(workspace)
        assert (item.treatments, item.covers, item.owner) == (("bus/R1",), ("bus/SVC-04",), "課長")
        assert pia_result(workspace, "bus").pia.risks["R1"].done is None


@pytest.mark.parametrize(("key", "kept"), [("7", True), ("８", False), ("９", None)])
async def test_the_window_of_a_value_takes_the_keys_it_shows(tmp_path: Path, key: str, kept: bool | None) -> None:
    target = begun(tmp_path)
    with held(target) as workspace:
        tell(workspace, "threshold", f"location={'no' if kept else 'yes'}")
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "threshold")
        await to_row(stage, "location")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ChooseScreen))
        await stage.press(key)
        await stage.until(lambda: isinstance(stage.app.screen, PiaScreen))
        await saved(stage)
    assert pia_of(target).threshold.answers.get("location") is kept


async def asked_of_a_fact(stage: Stage) -> None:
    await stage.until(lambda: isinstance(stage.app.screen, Ask))
    assert "サービスの前提を変えますか" in stage.text()
    assert "当てはまる質問" in stage.text() and not ambiguous(stage.text())


@pytest.mark.parametrize("keys", [("8",), ("enter", "８")], ids=["on the row", "in the window"])
@pytest.mark.parametrize(("reply", "kept"), [("escape", True), ("enter", True), ("x", False)])
async def test_a_fact_is_not_changed_before_it_is_asked(
    tmp_path: Path, keys: tuple[str, ...], reply: str, kept: bool
) -> None:
    target = begun(tmp_path)
    async with opened(target, tmp_path) as stage:
        await shown(stage)
        await step(stage, "threshold")
        await to_row(stage, "cloud")
        for key in keys:
            await stage.press(key)
            await stage.until(lambda: not isinstance(stage.app.screen, PiaScreen))
        await asked_of_a_fact(stage)
        await stage.press(reply)
        await stage.until(lambda: isinstance(stage.app.screen, PiaScreen))
        await stage.settled()
    with open_workspace(target, session(), read_only=True) as workspace:
        assert workspace.subject("bus").facts["cloud"] is kept


async def test_a_fact_of_the_service_is_changed_where_it_answers_the_question(tmp_path: Path) -> None:
    target = begun(tmp_path)
    with held(target) as workspace:
        tell(workspace, "threshold", "new_or_changed=yes")
    async with opened(target, tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "threshold")
        await to_row(stage, "camera")
        await stage.press("7")
        await asked_of_a_fact(stage)
        await stage.press("x")
        await stage.settled()
        await stage.until(lambda: "カメラがあるため" in stage.text())
    with open_workspace(target, session(), read_only=True) as workspace:
        assert workspace.subject("bus").facts["camera"] is True


async def test_report_and_summary_are_written_from_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(begun(tmp_path), tmp_path, size=WIDE) as stage:
        await shown(stage)
        for downs in ((), ("down",)):
            await stage.press("w")
            await stage.until(lambda: "PIA報告書（内部用）" in stage.text())
            await stage.press(*downs, "enter")
            await stage.press("ctrl+u", f"text:{'summary' if downs else 'report'}.md", "enter")
            await stage.until(lambda: "書き出しました" in stage.text())
            stage.app.notice = Notice()
    report, summary = ((tmp_path / f"{name}.md").read_text("utf-8") for name in ("report", "summary"))
    assert "行き先が知られる" in report and "行き先が知られる" not in summary
    assert "移動を助けるため" in summary


async def test_a_prompt_is_found_by_its_technology(tmp_path: Path) -> None:
    async with opened(begun(tmp_path), tmp_path, size=WIDE) as stage:
        await shown(stage)
        await step(stage, "risk_identify")
        await stage.press("a", "text:データの連携")
        assert "渡した先" in stage.text() or "突き合わせ" in stage.text()


async def test_a_programme_without_services_says_how_to_add_one(tmp_path: Path) -> None:
    from tests.model.mini import subject

    target = city(tmp_path, subjects=(subject("os", "city_os", FACTS),), checklist=shipped())
    async with opened(target, tmp_path) as stage:
        await stage.press("f6")
        await stage.until(lambda: "サービスがまだありません。" in stage.text())
        await stage.press("enter", "a", "m", "n", "s", "escape")
