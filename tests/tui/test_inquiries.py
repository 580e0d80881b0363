"""Inquiries, packs and merging by keys: sent, received, refused, taken over; nothing is stored before it is said so."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from assessor.model.assessment import Answer
from assessor.model.change import AnswerChange, RecordChange
from assessor.model.inquiry import Inquiry
from assessor.model.pack import Mark
from assessor.model.record_kinds import INQUIRY_KIND
from assessor.model.scales import Status
from assessor.service.inquiring import held_inquiries
from assessor.service.packs import Making, make, offer, take
from assessor.service.workspace import open_workspace
from assessor.tui.inquiry_nouns import DRAFT_FIELDS, Difference, Row
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.ask import Ask
from assessor.tui.screens.prompt import Prompt
from tests.model.inquiries import asking, filled
from tests.model.mini import TODAY, answer, one_of_each
from tests.tui.stage import Stage, ambiguous, city, opened, session, stored

BUS = ("bus", "SVC-01")


async def until(stage: Stage, holds: Callable[[], object]) -> None:
    """Wait until something holds; a workbook is read by a process of its own, which a busy machine lets wait."""
    for _ in range(20):
        try:
            await stage.until(holds)
        except AssertionError:
            continue
        return
    raise AssertionError(stage.text())


async def shown(stage: Stage, tab: str) -> None:
    await until(stage, lambda: getattr(stage.app.screen, "tab", "") == tab)


async def dialogue(stage: Stage, kind: type) -> None:
    await until(stage, lambda: isinstance(stage.app.screen, kind))


async def line(stage: Stage, key: str, text: str) -> None:
    """Give a line to the question that a key asks."""
    await stage.press(key)
    await dialogue(stage, Prompt)
    await stage.press("home", "ctrl+k", f"text:{text}", "enter")


def sound(stage: Stage) -> None:
    for widget, width, row in stage.rows():
        assert row.cell_length == width, (widget, row.plain)
    assert not ambiguous(stage.text()), ambiguous(stage.text())


async def sound_in_both(stage: Stage) -> None:
    for lang in ("en", "ja"):
        stage.app.lang = lang
        await stage.pilot.pause()
        sound(stage)


def inquiries(target: str) -> tuple[Inquiry, ...]:
    with open_workspace(target, session(), read_only=True) as workspace:
        return held_inquiries(workspace)


async def sent(stage: Stage, path: Path, *, subject: int = 2) -> None:
    """An inquiry about one subject (by its place in the list of subjects), by keys alone."""
    await stage.press("i")
    await shown(stage, "inquiries")
    await stage.press("n")
    await shown(stage, "inquiry_draft")
    await line(stage, "enter", "みらい交通株式会社")
    await dialogue_over(stage)
    await stage.press("down")
    await line(stage, "enter", "運行管理課長")
    await dialogue_over(stage)
    await stage.press("down", "down", "down", "enter")
    await dialogue(stage, ChooseScreen)
    await stage.press(*["down"] * subject, "enter", "home")
    await dialogue(stage, ChooseScreen)
    await stage.press(*["up"] * subject, "enter")
    await dialogue_over(stage)
    await stage.press("down", "down", "down")
    await line(stage, "enter", str(path))
    await dialogue_over(stage)
    await stage.press("s")
    await dialogue(stage, Ask)
    assert "期限 令和" in stage.text()
    await stage.press("enter")
    await shown(stage, "inquiries")
    await stage.settled()


async def dialogue_over(stage: Stage) -> None:
    await until(stage, lambda: not isinstance(stage.app.screen, Prompt | Ask | ChooseScreen))


async def received(stage: Stage, path: Path) -> Difference:
    await line(stage, "r", str(path))
    await shown(stage, "difference")
    assert stage.app.difference is not None
    return stage.app.difference


def row(found: Difference, key: str) -> Row:
    return next(one for one in found.rows if one.key == key)


async def test_a_day_that_has_passed_is_refused_where_it_is_typed(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await stage.press("n")
        await shown(stage, "inquiry_draft")
        await stage.press(*["down"] * DRAFT_FIELDS.index("due"))
        await line(stage, "enter", "令和8年11月21日")
        await until(stage, lambda: "期限 令和8年11月21日 は、もう過ぎています。" in stage.text())
        assert isinstance(stage.app.screen, Prompt) and "今日以後の" in stage.text()
        await stage.press("home", "ctrl+k", "text:令和8年11月22日", "enter")
        await dialogue_over(stage)
        assert stage.app.inquiry_draft is not None and stage.app.inquiry_draft.due == date(2026, 11, 22)


async def test_questions_are_sent_and_their_pairs_awaited(tmp_path: Path) -> None:
    target, path = city(tmp_path), tmp_path / "q.xlsx"
    async with opened(target, tmp_path) as stage:
        await sent(stage, path)
        text = stage.text()
        assert "照会中" in text and "みらい交通株式会社" in text and "待っている回答" in text
    (inquiry,) = inquiries(target)
    assert inquiry.organisation == "みらい交通株式会社" and inquiry.due == TODAY + timedelta(days=21)
    assert {key.partition("/")[0] for key in inquiry.asked} == {"bus"} and inquiry.outstanding
    assert path.exists() and (tmp_path / "q_依頼文.docx").read_bytes()[:2] == b"PK"
    assert len(load_workbook(path).sheetnames) >= 2


async def test_nothing_goes_out_without_a_recipient_or_without_a_question(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await stage.press("n")
        await shown(stage, "inquiry_draft")
        await stage.press("s")
        assert "相手の組織を書いて" in stage.text()
        await stage.press("escape")
        await shown(stage, "inquiries")
    assert inquiries(target) == ()


async def test_what_came_back_is_shown_decided_row_by_row_and_recorded_by_whom(tmp_path: Path) -> None:
    target, path, back = city(tmp_path), tmp_path / "q.xlsx", tmp_path / "back.xlsx"
    async with opened(target, tmp_path) as stage:
        await sent(stage, path)
        cells = {(n, "status"): "実施している" for n in range(3)} | {(0, "comment"): "点検済み"}
        back.write_bytes(filled(path.read_bytes(), cells))
        with open_workspace(target, session("別の人")) as other:
            said = Answer(status=Status.NOT_IMPLEMENTED, as_of=TODAY)
            other.apply([AnswerChange(subject="bus", control="SVC-01", answer=said)])
        await until(stage, lambda: BUS in stage.app.stored)
        found = await received(stage, back)
        assert (row(found, "bus/SVC-01").state, row(found, "bus/SVC-02").state) == ("conflict", "new")
        before = stored(target)
        await stage.press("s")
        assert "まだ決めていない行が1行" in stage.text() and stored(target) == before
        await stage.press("2", "down", "3")
        left = found.rows[1]
        await stage.press("s")
        await shown(stage, "inquiries")
        await stage.settled()
        assert "記録しました" in stage.text()
    after = stored(target)
    assert after[BUS].status is Status.NOT_IMPLEMENTED and left.pair is not None and left.pair not in after
    (inquiry,) = inquiries(target)
    assert "bus/SVC-01" in inquiry.taken and left.key not in inquiry.taken and len(inquiry.receipts) == 1
    with open_workspace(target, session(), read_only=True) as workspace:
        assert "企画課 ← みらい交通株式会社 運行管理課長" in {event.by for event in workspace.store.events(0)}


async def test_a_file_that_cannot_be_taken_is_refused_with_its_cells_and_the_dialogue_stays(tmp_path: Path) -> None:
    target, path, back = city(tmp_path), tmp_path / "q.xlsx", tmp_path / "back.xlsx"
    async with opened(target, tmp_path) as stage:
        await sent(stage, path)
        back.write_bytes(filled(path.read_bytes(), {(0, "status"): "実施している"}))
        await line(stage, "r", str(tmp_path / "missing.xlsx"))
        await until(stage, lambda: "missing.xlsx" in stage.text() and "ありません" in stage.text())
        await stage.press("escape")
        await dialogue_over(stage)
        text = filled(path.read_bytes(), {(0, "status"): "実施している", (1, "comment"): "x"})
        back.write_bytes(filled(text, {(2, "status"): ""}, raw="<f>1+1</f><v>2</v>"))
        found = await received(stage, back)
        refused = [one for one in found.rows if one.state == "refused"]
        assert len(refused) == 2 and all(one.problems and not one.choices for one in refused)
        sound(stage)
        assert "F" in stage.text() and "受け取れない 2" in stage.text()
        await stage.press("s")
        await shown(stage, "inquiries")
        await stage.settled()
    assert len(stored(target)) == 1


async def test_a_foreign_file_is_refused_as_a_whole(tmp_path: Path) -> None:
    target, path = city(tmp_path), tmp_path / "q.xlsx"
    (tmp_path / "other").mkdir()
    other = city(tmp_path / "other")
    async with opened(other, tmp_path / "other") as stage:
        await sent(stage, path)
    back = tmp_path / "back.xlsx"
    back.write_bytes(filled(path.read_bytes(), {(0, "status"): "実施している"}))
    async with opened(target, tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await line(stage, "r", str(back))
        await dialogue(stage, Ask)
        assert "受け取れません（1か所）" in stage.text()
        sound(stage)
        await stage.press("escape")
        await dialogue(stage, Prompt)
    assert stored(target) == {}


async def test_a_pack_is_taken_over_copies_first_and_what_must_be_looked_at_only_when_chosen(tmp_path: Path) -> None:
    (tmp_path / "operator").mkdir()
    said = {("os", control): answer("implemented") for control in ("COS-01", "COS-02")}
    operator = city(tmp_path / "operator", subjects=one_of_each()[1:], answers=said)
    pack = tmp_path / "pack.yaml"
    with open_workspace(operator, session()) as workspace:
        make(workspace, "os", Making("データ基盤株式会社", "運用部長", "第1版", {"COS-02": Mark.ADAPT}), pack)
    target = city(tmp_path, subjects=one_of_each()[1:])
    async with opened(target, tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await stage.press("p")
        await dialogue(stage, ChooseScreen)
        place = [one.id for one in one_of_each()[1:]].index("os")
        await line(stage, "enter", str(pack)) if place == 0 else await _second(stage, place, pack)
        await shown(stage, "difference")
        sound(stage)
        assert "写し" in stage.text() and "要確認" in stage.text()
        await stage.press("s")
        await shown(stage, "inquiries")
        await stage.settled()
    assert set(stored(target)) == {("os", "COS-01")}


async def test_an_older_pack_is_told_and_nothing_of_it_is_chosen_beforehand(tmp_path: Path) -> None:
    (tmp_path / "operator").mkdir()
    old, new = tmp_path / "1.yaml", tmp_path / "2.yaml"
    operator = city(
        tmp_path / "operator", subjects=one_of_each()[1:], answers={("os", "COS-01"): answer("implemented")}
    )
    with open_workspace(operator, session()) as workspace:
        make(workspace, "os", Making("データ基盤株式会社", "運用部長", "第1版"), old)
        workspace.apply([AnswerChange(subject="os", control="COS-01", answer=answer("partial"))])
        make(workspace, "os", Making("データ基盤株式会社", "運用部長", "第2版", previous=old), new)
    target = city(tmp_path, subjects=one_of_each()[1:])
    with open_workspace(target, session()) as workspace:
        take(workspace, offer(workspace, "os", new))
    async with opened(target, tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await stage.press("p")
        await dialogue(stage, ChooseScreen)
        await _second(stage, [one.id for one in one_of_each()[1:]].index("os"), old)
        await shown(stage, "difference")
        sound(stage)
        assert "新しい版と確かめられません" in stage.text()
        await stage.press("s")
        await stage.settled()
    assert stored(target)["os", "COS-01"].status.value == "partial"


async def _second(stage: Stage, place: int, pack: Path) -> None:
    await stage.press(*["down"] * place)
    await line(stage, "enter", str(pack))


async def test_copies_are_merged_after_a_choice_for_every_conflict(tmp_path: Path) -> None:
    target, other, out = city(tmp_path), tmp_path / "b.assessor", tmp_path / "c.assessor"
    copyfile(target, other)
    for path, status in ((target, Status.IMPLEMENTED), (str(other), Status.UNKNOWN)):
        with open_workspace(path, session()) as copy:
            said = Answer(status=status, as_of=TODAY)
            copy.apply([AnswerChange(subject="bus", control="SVC-01", answer=said)])
            if path == str(other):
                copy.apply([AnswerChange(subject="bus", control="SVC-02", answer=said)])
    async with opened(target, tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await line(stage, "g", str(other))
        await dialogue(stage, Prompt)
        await stage.press("home", "ctrl+k", f"text:{out}", "enter")
        await shown(stage, "difference")
        sound(stage)
        found = stage.app.difference
        assert found is not None
        assert (row(found, "bus/SVC-01").state, row(found, "bus/SVC-02").state) == ("conflict", "merged")
        assert [one.side for one in row(found, "bus/SVC-01").versions] == ["base", "a", "b"]
        await stage.press("s")
        assert not out.exists() and "1～2 で決めてください" in stage.text()
        await stage.press("2", "s")
        await dialogue(stage, Prompt)
        await stage.press("text:運行課が確かめたため", "enter")
        await shown(stage, "inquiries")
    assert stored(str(out))[BUS].status is Status.UNKNOWN and ("bus", "SVC-02") in stored(str(out))
    assert stored(target)[BUS].status is Status.IMPLEMENTED


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_row_is_as_wide_as_its_pane_and_of_sure_width(tmp_path: Path, size: tuple[int, int]) -> None:
    target, path, back = city(tmp_path), tmp_path / "q.xlsx", tmp_path / "back.xlsx"
    async with opened(target, tmp_path, size=size) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await sound_in_both(stage)
        await stage.press("escape")
        await shown(stage, "questions")
        await sent(stage, path)
        await sound_in_both(stage)
        await stage.press("t")
        await shown(stage, "reminder")
        await until(stage, lambda: "I-001" in stage.text())
        await sound_in_both(stage)
        await stage.press("escape")
        await shown(stage, "inquiries")
        await stage.press("a")
        await shown(stage, "inquiry_draft")
        await sound_in_both(stage)
        await stage.press("escape")
        await shown(stage, "inquiries")
        back.write_bytes(filled(path.read_bytes(), {(0, "status"): "実施している", (1, "comment"): "x"}))
        await received(stage, back)
        await sound_in_both(stage)
        await stage.press("down")
        await sound_in_both(stage)
        await stage.press("escape")
        await shown(stage, "inquiries")
        await stage.press("x")
        await dialogue(stage, Ask)
        await sound_in_both(stage)
        await stage.press("x")
        await stage.settled()
        await until(stage, lambda: stage.app.inquiry_board and not stage.app.inquiry_board.inquiries[0].outstanding)
        await sound_in_both(stage)


async def test_the_screen_is_in_the_list_of_actions_and_found_by_both_languages(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        for word in ("照会", "inquiries"):
            await stage.press("ctrl+p")
            await dialogue(stage, ChooseScreen)
            await stage.press(f"text:{word}", "enter")
            await shown(stage, "inquiries")
            await stage.press("f2")
            await shown(stage, "questions")


async def test_a_question_that_somebody_is_asked_says_so_beside_unanswered(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await sent(stage, tmp_path / "q.xlsx")
        await stage.press("enter")
        await shown(stage, "questions")
        await until(stage, lambda: "照会中" in stage.text())
        await sound_in_both(stage)
        assert "みらい交通株式会社" in stage.text() and "令和8年12月13日まで" in stage.text()
        marked = [line for line in stage.text().split("\n") if line[1:2] == "照"]
        assert marked and all(line[1] != "・" for line in marked)
        await stage.press("1")
        await stage.settled()
        assert "照会中" in stage.text()


async def test_a_finding_that_somebody_is_asked_about_says_so(tmp_path: Path) -> None:
    target = city(tmp_path, answers={BUS: answer("unknown")})
    async with opened(target, tmp_path) as stage:
        await sent(stage, tmp_path / "q.xlsx")
        await stage.press("f3")
        await shown(stage, "findings")
        await until(stage, lambda: "令和8年12月13日まで" in stage.text())
        await sound_in_both(stage)


async def test_what_is_overdue_stands_first_and_all_of_it_is_reminded_of_at_once(tmp_path: Path) -> None:
    target = city(tmp_path)
    dues = {"I-001": TODAY + timedelta(days=9), "I-002": TODAY - timedelta(days=3), "I-003": TODAY - timedelta(days=9)}
    with open_workspace(target, session()) as workspace:
        held = [asking(("bus", f"SVC-0{n}"), id=name, due=due) for n, (name, due) in enumerate(dues.items(), 1)]
        workspace.apply(
            [RecordChange(kind=INQUIRY_KIND, id=one.id, content=one.model_dump(mode="json")) for one in held]
        )
    async with opened(target, tmp_path) as stage:
        await stage.press("i")
        await shown(stage, "inquiries")
        await until(stage, lambda: "期限超過 2" in stage.text())
        await sound_in_both(stage)
        assert stage.app.inquiry_board is not None
        assert [one.id for one in stage.app.inquiry_board.inquiries] == ["I-003", "I-002", "I-001"]
        await stage.press("t")
        await dialogue(stage, ChooseScreen)
        await stage.press("down", "enter")
        await shown(stage, "reminder")
        await until(stage, lambda: "I-002" in stage.text() or "I-003" in stage.text())
        path = tmp_path / "reminder.md"
        await line(stage, "w", str(path))
        await until(stage, lambda: "書き出しました" in stage.text())
    texts = {file.name: file.read_text("utf-8") for file in tmp_path.glob("reminder*")}
    assert set(texts) == {"reminder-I-002.md", "reminder-I-003.md"}
    assert all(name[9:14] in text and "様" in text for name, text in texts.items())
