"""A newer edition of the checklist on the screen: told, shown, taken over; what is asked otherwise is asked again."""

from pathlib import Path
from typing import Any

import pytest

from assessor.errors import StoreFull
from assessor.faults.editions import ChecklistReplaced
from assessor.model.assessment import PairKey
from assessor.model.canonical import canonical_json
from assessor.model.change import AnswerChange
from assessor.model.checklist import Checklist
from assessor.model.scales import Status
from assessor.service import editions, newer
from assessor.service.workspace import open_workspace
from assessor.tui import sitting
from assessor.tui.screens.ask import Ask
from assessor.tui.tasks import Refused, Saved, Work
from tests.model.mini import answer, as_data, mini
from tests.tui.stage import ambiguous, city, opened, session, stored
from tests.tui.test_desk import at_work

FIRST, GONE = ("programme", "GOV-01"), ("programme", "GOV-02")
ASKED = "この1年に、決まりを見直しましたか。"


def next_mini() -> Checklist:
    """The next edition of the small checklist: one question asked otherwise, one gone."""
    data = as_data(mini())
    data["version"] = "2099.1"
    for category in data["categories"]:
        category["controls"] = [one for one in category["controls"] if one["id"] != GONE[1]]
        for control in category["controls"]:
            if control["id"] == FIRST[1]:
                control["question"] = {"ja": ASKED}
    return Checklist.model_validate(data)


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This program brings that edition."""
    after = next_mini()
    folder = tmp_path / "installed"
    folder.mkdir()
    (folder / "checklist.yaml").write_text(f"id: {after.id}\nversion: {after.version}\n", encoding="utf-8")
    monkeypatch.setattr(newer, "data_folder", lambda _: folder)
    monkeypatch.setattr(editions, "checklist_in", lambda _: (after, canonical_json(after)))


async def test_what_is_asked_otherwise_is_asked_again_with_what_was_written(tmp_path: Path) -> None:
    given = answer("implemented", comment="毎年4月に見直す")
    target = city(tmp_path, answers={FIRST: given, GONE: answer("partial")})
    async with opened(target, tmp_path) as stage:
        await stage.until(lambda: "点検表の新しい版（2099.1）があります" in stage.text())
        await stage.press("down")
        assert stage.screen.cursor == GONE
        await stage.press("ctrl+p", "text:点検表を新しい版", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        text = stage.text()
        assert "なくなる質問: 1" in text and "言葉が変わる質問: 1" in text and not ambiguous(text)
        await stage.press("escape")
        assert set(stored(target)) == {FIRST, GONE}
        await stage.press("ctrl+p", "text:点検表を新しい版", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        await stage.press("y")
        await stage.until(lambda: "city.2026-1.assessor" in stage.text() or "写しを" in stage.text())
        assert stored(target) == {}
        await stage.press("home")
        await stage.until(lambda: ASKED in "".join(stage.text().split("\n")) or "この1年に" in stage.text())
        assert "答え直してください" in stage.text() and "毎年4月に見直す" in stage.text()
        await stage.press("u")
        assert stored(target) == {}
        await stage.press("1")
        await stage.settled()
        await stage.until(lambda: "答え直してください" not in stage.text())
    held = stored(target)[FIRST]
    assert held.comment == "毎年4月に見直す" and held.as_of == session().today


async def test_the_edition_it_has_is_told_and_nothing_is_asked(tmp_path: Path) -> None:
    target = city(tmp_path, checklist=next_mini())
    async with opened(target, tmp_path) as stage:
        assert "新しい版（" not in stage.text()
        await stage.press("ctrl+p", "text:点検表を新しい版", "enter")
        await stage.until(lambda: "もう 2099.1 版です" in stage.text())


async def test_somebody_else_who_takes_it_over_changes_the_questions_here(tmp_path: Path) -> None:
    target = city(tmp_path, answers={FIRST: answer("implemented"), GONE: answer("partial")})
    async with opened(target, tmp_path) as stage:
        await stage.press("down")
        with open_workspace(target, session("別の課")) as other:
            editions.take_edition(other, editions.new_edition(other))
        assert stage.app.sitting is not None
        stage.app.sitting.desk.look()
        await stage.until(lambda: stage.app.result is not None and stage.app.result.checklist.version == "2099.1")
        await stage.press("up", "down", "2")
        await stage.settled()


def taken_by_somebody_else(target: str) -> None:
    with open_workspace(target, session("別の課")) as other:
        editions.take_edition(other, editions.new_edition(other))


@pytest.mark.parametrize("again", ["1", "4"])
async def test_undoing_an_answer_given_again_lets_the_earlier_one_wait_again(tmp_path: Path, again: str) -> None:
    """Another answer, and the very same one on the same day."""
    given = answer("implemented", comment="毎年4月に見直す").model_copy(update={"as_of": session().today})
    target = city(tmp_path, answers={FIRST: given})
    taken_by_somebody_else(target)
    async with opened(target, tmp_path) as stage:
        for _ in range(2):
            await stage.press(again)
            await stage.settled()
            await stage.until(lambda: "答え直してください" not in stage.text())
            assert set(stored(target)) == {FIRST}
            await stage.press("u")
            await stage.settled()
            await stage.until(lambda: "答え直してください" in stage.text())
            assert "毎年4月に見直す" in stage.text() and "答え直しを待つ" in stage.text() and stored(target) == {}
            await stage.press("ctrl+y")
            await stage.settled()
            await stage.until(lambda: "答え直してください" not in stage.text())
            assert set(stored(target)) == {FIRST}
            await stage.press("u")
            await stage.settled()
    with open_workspace(target, session(), read_only=True) as workspace:
        assert workspace.assessment.to_confirm[FIRST].answer == given
        assert workspace.store.verify().is_sound


async def test_an_undo_that_meets_somebody_elses_answer_shows_what_would_wait_again(tmp_path: Path) -> None:
    target = city(tmp_path, answers={FIRST: answer("partial", comment="毎年4月に見直す")})
    taken_by_somebody_else(target)
    async with opened(target, tmp_path) as stage:
        await stage.press("1")
        await stage.settled()
        with open_workspace(target, session("別の課")) as other:
            other.apply([AnswerChange(subject=FIRST[0], control=FIRST[1], answer=answer("planned"))])
        await stage.press("u")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        assert "答え直しを待つ" in stage.text() and "別の課" in stage.text()
        await stage.press("2")
        await stage.settled()
        await stage.until(lambda: "毎年4月に見直す" in stage.text())
    with open_workspace(target, session(), read_only=True) as workspace:
        assert set(workspace.assessment.to_confirm) == {FIRST} and not workspace.assessment.answers


async def test_a_work_that_answers_goes_on_only_where_it_answers_the_question_as_it_is_asked_now(
    tmp_path: Path,
) -> None:
    third = ("programme", "GOV-03")
    target = city(tmp_path)

    def answering(pair: PairKey) -> Work:
        given = AnswerChange(subject=pair[0], control=pair[1], answer=answer("partial"))
        return Work(lambda workspace: workspace.apply([given]))

    async with at_work(target) as bench:
        bench.desk.shown = bench.reader.glance()
        taken_by_somebody_else(target)
        bench.desk.put_work(answering(FIRST), "")
        bench.desk.put_work(answering(third), "")
        await bench.until(Refused)
        await bench.until(Saved)
    refused = next(one for one in bench.told if isinstance(one, Refused))
    assert isinstance(refused.error, ChecklistReplaced) and refused.held is not None
    assert set(stored(target)) == {third}


async def test_an_answer_to_a_screen_that_is_not_told_yet_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "LOOK_SECONDS", 3600.0)
    target = city(tmp_path, answers={FIRST: answer("planned", comment="毎年4月に見直す")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "text:　今年は9月に見直した")
        taken_by_somebody_else(target)
        await stage.press("enter")
        await stage.settled()
        await stage.until(
            lambda: "質問が変わり保存していません。答え直してください（文は残っています）" in stage.text()
        )
        assert stored(target) == {} and not ambiguous(stage.text())
        assert "この1年に" in stage.text() and "前の質問" in stage.text()
        await stage.press("ctrl+z")
        await stage.until(lambda: "元に戻すもの" in stage.text() or "取り消すもの" in stage.text())
        await stage.press("1", "m")
        await stage.until(lambda: "今年は9月に見直した" in stage.text())
        await stage.press("enter")
        await stage.settled()
        assert stage.app.drafts == {}
    held = stored(target)[FIRST]
    assert (
        held.comment is not None and held.comment.endswith("今年は9月に見直した") and held.status is Status.IMPLEMENTED
    )


async def test_an_answer_to_a_question_asked_as_before_goes_on_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "LOOK_SECONDS", 3600.0)
    target = city(tmp_path, answers={FIRST: answer("planned"), GONE: answer("partial")})
    async with opened(target, tmp_path) as stage:
        assert stage.app.sitting is not None
        store = stage.app.sitting.workspace.store
        write, full = store.apply, [True]

        def apply(save: Any, changes: Any) -> Any:
            if full[0]:
                raise StoreFull(path=target)
            return write(save, changes)

        monkeypatch.setattr(store, "apply", apply)
        await stage.press("1", "down", "m", "text:委託先に確かめた", "enter", "down", "2")
        taken_by_somebody_else(target)
        full[0] = False
        await stage.press("ctrl+s")
        await stage.settled()
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        assert "委託先に確かめた" in stage.text() and not ambiguous(stage.text())
        await stage.press("escape")
        await stage.until(lambda: "01 は質問が変わり" in stage.text())
        assert stage.screen.cursor == FIRST
    assert {pair: one.status for pair, one in stored(target).items()} == {("programme", "GOV-03"): Status.PARTIAL}


async def test_a_field_left_open_on_a_question_asked_otherwise_since_gives_nothing_and_loses_nothing(
    tmp_path: Path,
) -> None:
    target = city(tmp_path, answers={FIRST: answer("planned")})
    async with opened(target, tmp_path) as stage:
        await stage.press("6", "text:該当する仕組みがない")
        taken_by_somebody_else(target)
        assert stage.app.sitting is not None
        stage.app.sitting.desk.look()
        await stage.until(lambda: "この1年に" in stage.text())
        await stage.press("enter")
        await stage.until(lambda: stage.screen.field is None)
        assert "質問が変わり" in stage.text()
        await stage.press("6")
        await stage.until(lambda: "該当する仕組みがない" in stage.text())
        assert stored(target) == {}
        await stage.press("enter")
        await stage.settled()
    assert stored(target)[FIRST].reason == "該当する仕組みがない"
