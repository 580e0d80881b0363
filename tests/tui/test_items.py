"""Remediation on the screen by keys: board, list, an item's page, items of findings; everything saved can be undone."""

from pathlib import Path
from typing import Any

import pytest

from assessor.model.change import RecordChange
from assessor.model.record_kinds import ITEM_KIND
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.service.remediation import held_items
from assessor.service.workspace import open_workspace
from assessor.tui.deeds import RecordDeed
from assessor.tui.screens.ask import Ask
from assessor.tui.screens.prompt import Prompt
from assessor.tui.screens.remediation import RemediationScreen
from assessor.tui.screens.remediation_item import ItemScreen
from assessor.tui.widgets.item_board import ItemBoard
from assessor.tui.widgets.item_order import ORDERS
from tests.model.items import accepted, item
from tests.model.mini import answer
from tests.tui.hostile import clean
from tests.tui.stage import Stage, ambiguous, city, opened, session, stored

SIZES = [(80, 24), (160, 30)]
SAID = {
    ("programme", f"GOV-0{number}"): answer(status)
    for number, status in enumerate(("implemented", "partial", "planned", "unknown", "not_implemented"), 1)
}
PARTLY, UNKNOWN = "programme/GOV-02", "programme/GOV-04"
EVIDENCE = [{"title": "台帳", "date": "2026-11-01"}]


def some_items() -> tuple[RemediationItem, ...]:
    return (
        item(1, [PARTLY], title="責任者を決める", due="2026-10-01", department="企画課", owner="係長"),
        item(2, [UNKNOWN], title="台帳を整える" * 9, due="令和8年度第4四半期", status="in_progress", cost=1_200),
        item(3, [PARTLY, UNKNOWN], status="done"),
        accepted(4, "2026-11-01", ["programme/GOV-05"]),
        item(5, ["programme/GOV-05"], status="declined", reason="別の事業で行う"),
        item(6, [UNKNOWN], status="awaiting", milestones=[{"title": "案", "due": "2026-12-01"}]),
    )


def put(target: str, *items: RemediationItem) -> None:
    with open_workspace(target, session("情報政策課")) as workspace:
        workspace.apply([_saved(one) for one in items])


def _saved(one: RemediationItem) -> RecordChange:
    return RecordChange(kind=ITEM_KIND, id=one.id, content=one.model_dump(mode="json"))


def held(target: str) -> dict[str, RemediationItem]:
    with open_workspace(target, session(), read_only=True) as workspace:
        return {one.id: one for one in held_items(workspace)}


def with_items(path: Path, *items: RemediationItem, **about: Any) -> str:
    target = city(path, answers={**SAID, **about.pop("answers", {})}, facts={"personal_data": True}, **about)
    put(target, *(items or some_items()))
    return target


async def shown(stage: Stage, *keys: str) -> RemediationScreen:
    """The board, after these keys."""
    await stage.press("f3", "t")
    await stage.until(lambda: isinstance(stage.app.screen, RemediationScreen) and stage.app.screen.ready)
    screen = stage.app.screen
    assert isinstance(screen, RemediationScreen)
    await stage.press(*keys)
    return screen


async def page_of(stage: Stage, name: str) -> ItemScreen:
    """The page of an item."""
    screen = await shown(stage)
    screen.action_go_to_item(name)
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, ItemScreen) and stage.app.screen.standing is not None)
    found = stage.app.screen
    assert isinstance(found, ItemScreen)
    return found


async def prompt(stage: Stage, text: str) -> None:
    """Answer the one line that is asked for."""
    await stage.until(lambda: isinstance(stage.app.screen, Prompt) and stage.app.focused is not None)
    await stage.press("ctrl+u", f"text:{text}", "enter") if text else await stage.press("ctrl+u", "enter")


async def ask(stage: Stage, key: str) -> None:
    """Answer the question in front."""
    await stage.until(lambda: isinstance(stage.app.screen, Ask))
    await stage.press(key)


async def field(stage: Stage, screen: ItemScreen, name: str, place: int = -1) -> None:
    """Begin to write a field."""
    from assessor.tui.widgets.item_page import targets

    assert screen.standing is not None
    names = [(one.field, one.place) for one in targets(screen.standing)]
    screen.chosen = names.index((name, place))
    await stage.press("enter")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_every_row_of_remediation_is_as_wide_as_its_pane_and_of_sure_width(
    tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    async with opened(with_items(tmp_path), tmp_path, size=size, lang=lang) as stage:
        await shown(stage)
        for keys in (
            (),
            ("right",),
            ("end",),
            ("v",),
            ("o",),
            ("o", "o"),
            ("down", "pagedown"),
            ("enter",),
            ("pagedown",),
        ):
            await stage.press(*keys)
            await stage.pilot.pause(0.3)
            for widget, width, row in stage.rows():
                assert row.cell_length == width, (keys, widget, row.plain)
            assert not ambiguous(stage.text()), (keys, ambiguous(stage.text()))


@pytest.mark.parametrize("text", clean[::4])
async def test_texts_of_an_item_break_no_screen(tmp_path: Path, text: str) -> None:
    short = text[:60]
    one = item(1, [PARTLY], title=short, department=short, owner=short, milestones=[{"title": short}])
    async with opened(with_items(tmp_path, one), tmp_path) as stage:
        await shown(stage)
        for keys in ((), ("v",), ("enter",)):
            await stage.press(*keys)
            await stage.pilot.pause(0.1)
            for widget, width, row in stage.rows():
                assert row.cell_length == width, (widget, row.plain)


async def test_an_item_stands_where_the_answers_put_it_and_says_in_words_what_is_wrong(tmp_path: Path) -> None:
    async with opened(with_items(tmp_path), tmp_path, size=(160, 40)) as stage:
        screen = await shown(stage)
        columns = screen.query_one(ItemBoard).columns
        assert {status.value: [one.item.id for one in held] for status, held in columns.items() if held} == {
            "not_started": ["R-001", "R-004"],
            "in_progress": ["R-003", "R-002"],
            "awaiting": ["R-006"],
            "declined": ["R-005"],
        }
        text = stage.text()
        assert "52日過ぎ" in text and "やり直し" in text and "受容の期限切れ" in text


async def test_the_list_has_four_orders_under_headings_and_keeps_the_chosen_item(tmp_path: Path) -> None:
    async with opened(with_items(tmp_path), tmp_path) as stage:
        screen = await shown(stage, "v", "down", "down")
        chosen, seen = screen.item, []
        for _ in ORDERS:
            seen.append(screen.order)
            assert screen.item == chosen
            await stage.press("o")
        assert tuple(seen) == ORDERS
        assert "期限を過ぎている" in stage.text()


async def test_words_narrow_the_items_down_and_escape_shows_all(tmp_path: Path) -> None:
    async with opened(with_items(tmp_path), tmp_path) as stage:
        screen = await shown(stage, "slash")
        await prompt(stage, "企画課")
        await stage.until(lambda: [one.item.id for one in screen.found] == ["R-001"])
        await stage.press("escape")
        await stage.until(lambda: len(screen.found) == 6)


async def test_beginning_an_item_asks_for_money_and_people(tmp_path: Path) -> None:
    target = with_items(tmp_path)
    async with opened(target, tmp_path) as stage:
        screen = await shown(stage)
        screen.action_go_to_item("R-001")
        await stage.press("2")
        await ask(stage, "1")
        await ask(stage, "2")
        await stage.until(lambda: held(target)["R-001"].status is ItemStatus.IN_PROGRESS)
        await stage.settled()
        assert (held(target)["R-001"].budget_secured, held(target)["R-001"].people_secured) == (True, False)
        assert screen.item == "R-001"
        await stage.press("u")
        await stage.until(lambda: held(target)["R-001"] == some_items()[0])


async def test_closing_asks_for_evidence_mends_the_answers_and_both_can_be_undone(tmp_path: Path) -> None:
    target = with_items(tmp_path)
    async with opened(target, tmp_path) as stage:
        screen = await shown(stage)
        screen.action_go_to_item("R-001")
        await stage.press("4")
        await ask(stage, "1")
        await prompt(stage, "規程@2026-11-20")
        await stage.until(lambda: held(target)["R-001"].status is ItemStatus.DONE)
        said = stored(target)["programme", "GOV-02"]
        assert (said.status, said.evidence[0].title) == ("implemented", "規程")
        await stage.settled()
        await stage.press("u")
        await stage.until(lambda: held(target)["R-001"].status is ItemStatus.NOT_STARTED)
        assert stored(target)["programme", "GOV-02"] == SAID["programme", "GOV-02"]


async def test_an_item_is_not_closed_without_the_answers_behind_it(tmp_path: Path) -> None:
    target = with_items(tmp_path)
    async with opened(target, tmp_path) as stage:
        screen = await shown(stage)
        screen.action_go_to_item("R-001")
        await stage.press("4")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        assert "GOV-02" in stage.text()
        await stage.press("enter")
        await stage.settled()
        assert held(target) == {one.id: one for one in some_items()}


async def test_an_item_whose_answers_are_proved_is_closed_at_once(tmp_path: Path) -> None:
    proved = {("programme", "GOV-02"): answer("implemented", evidence=EVIDENCE)}
    target = with_items(tmp_path, item(1, [PARTLY]), answers=proved)
    async with opened(target, tmp_path) as stage:
        await shown(stage, "4")
        await stage.until(lambda: held(target)["R-001"].status is ItemStatus.DONE)


async def test_accepting_a_risk_asks_who_why_and_until_when_and_asks_again_for_a_bad_day(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1, [UNKNOWN]))
    async with opened(target, tmp_path) as stage:
        screen = await shown(stage)
        screen.action_go_to_item("R-001")
        await stage.press("5")
        await prompt(stage, "副市長")
        await prompt(stage, "更新まで目視で補う")
        await prompt(stage, "来年")
        await stage.until(lambda: "来年" in stage.text() and isinstance(stage.app.screen, Prompt))
        assert held(target)["R-001"].status is ItemStatus.NOT_STARTED
        await prompt(stage, "2027-03-31")
        await stage.until(lambda: held(target)["R-001"].status is ItemStatus.ACCEPTED)
        said = held(target)["R-001"].acceptance
        assert said is not None and (said.approver, said.review.isoformat()) == ("副市長", "2027-03-31")


async def test_a_duty_in_force_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1, [PARTLY]))
    async with opened(target, tmp_path) as stage:
        await shown(stage, "5")
        await stage.until(lambda: "（GOV-02）は受容で免れません。期限と担当を決めてください。" in stage.text())
        assert not isinstance(stage.app.screen, Prompt)
        assert held(target)["R-001"].status is ItemStatus.NOT_STARTED


async def test_a_duty_in_force_cannot_be_declined(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1, [PARTLY]))
    async with opened(target, tmp_path) as stage:
        await shown(stage, "6")
        await stage.until(lambda: "（GOV-02）は見送れません。期限と担当を決めてください。" in stage.text())
        assert not isinstance(stage.app.screen, Prompt)
        assert held(target)["R-001"].status is ItemStatus.NOT_STARTED


async def test_declining_needs_a_reason(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1, [UNKNOWN]))
    async with opened(target, tmp_path) as stage:
        screen = await shown(stage)
        screen.action_go_to_item("R-001")
        await stage.press("6")
        await prompt(stage, "")
        assert isinstance(stage.app.screen, Prompt)
        await prompt(stage, "更新のときに行う")
        await stage.until(lambda: held(target)["R-001"].status is ItemStatus.DECLINED)
        assert held(target)["R-001"].reason == "更新のときに行う"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "名簿を作る", "名簿を作る"),
        ("department", "情報政策課", "情報政策課"),
        ("owner", "課長", "課長"),
        ("effort", "5", 5),
        ("cost", "3,000", 3_000),
        ("pinned", "令和9年度上期", (2027, 1)),
        ("depends_on", "R-001、R-005", ("R-001", "R-005")),
    ],
)
async def test_a_field_is_written_on_the_page_of_an_item(tmp_path: Path, name: str, text: str, value: object) -> None:
    one = item(2, [UNKNOWN], budget_secured=True, people_secured=True)
    target = with_items(tmp_path, item(1), one, item(5))
    async with opened(target, tmp_path) as stage:
        screen = await page_of(stage, "R-002")
        await field(stage, screen, name)
        await prompt(stage, text)
        await stage.until(lambda: getattr(held(target)["R-002"], name) == value)
        await stage.settled()
        await stage.press("u")
        await stage.until(lambda: held(target)["R-002"] == one)


async def test_what_cannot_be_taken_is_asked_for_again_with_the_text_kept(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1), item(2, depends_on=["R-001"]))
    async with opened(target, tmp_path) as stage:
        screen = await page_of(stage, "R-001")
        await field(stage, screen, "depends_on")
        await prompt(stage, "R-002")
        await stage.until(lambda: isinstance(stage.app.screen, Prompt) and "R-002" in stage.text())
        await stage.press("escape")
        assert held(target)["R-001"].depends_on == ()


async def test_a_due_date_asks_for_the_means_and_a_priority_for_its_reason(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1))
    async with opened(target, tmp_path) as stage:
        screen = await page_of(stage, "R-001")
        await field(stage, screen, "due")
        await prompt(stage, "令和9年度")
        await ask(stage, "3")
        await ask(stage, "escape")
        await stage.until(lambda: held(target)["R-001"].due is not None)
        assert held(target)["R-001"].budget_secured is None
        await field(stage, screen, "priority")
        await stage.press("home", "up", "up", "up", "enter")
        await prompt(stage, "市長の指示")
        await stage.until(lambda: held(target)["R-001"].priority == "high")
        assert held(target)["R-001"].priority_reason == "市長の指示"


async def test_steps_and_notes_are_added_and_a_step_is_reached(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1))
    async with opened(target, tmp_path) as stage:
        screen = await page_of(stage, "R-001")
        await field(stage, screen, "milestones", 0)
        await prompt(stage, "仕様書の案")
        await prompt(stage, "2027-01-31")
        await stage.until(lambda: len(held(target)["R-001"].milestones) == 1)
        await stage.settled()
        await stage.until(lambda: screen.standing is not None and len(screen.standing.item.milestones) == 1)
        await field(stage, screen, "milestones", 0)
        await stage.press("enter")
        await stage.until(lambda: held(target)["R-001"].milestones[0].done is not None)
        await stage.settled()
        await stage.press("c")
        await prompt(stage, "業者に依頼済み")
        await stage.until(lambda: [one.text for one in held(target)["R-001"].comments] == ["業者に依頼済み"])


async def test_the_page_says_what_closing_would_do(tmp_path: Path) -> None:
    async with opened(with_items(tmp_path), tmp_path, size=(120, 50)) as stage:
        await page_of(stage, "R-001")
        await stage.until(lambda: stage.app.item_effect is not None)
        text = stage.text()
        assert "この対応を終えると" in text and "不足が1件減り" in text and "第7章" in text


async def test_owner_and_due_of_a_finding_make_an_item_or_are_written_into_it(tmp_path: Path) -> None:
    target = city(tmp_path, answers=SAID, facts={"personal_data": True})
    async with opened(target, tmp_path) as stage:
        await stage.press("f3", "r")
        for text in ("企画課", "係長", "2027-03-31"):
            await prompt(stage, text)
        await stage.until(lambda: len(held(target)) == 1)
        made = held(target)["R-001"]
        assert (made.department, made.owner, made.due and made.due.text) == ("企画課", "係長", "2027-03-31")
        await stage.settled()
        await stage.press("r")
        for text in ("情報政策課", "課長", ""):
            await prompt(stage, text)
        await stage.until(lambda: held(target)["R-001"].department == "情報政策課")
        assert held(target)["R-001"].due is None and len(held(target)) == 1


async def test_marked_findings_become_one_item_or_one_each_or_join_one(tmp_path: Path) -> None:
    target = city(tmp_path, answers=SAID, facts={"personal_data": True})
    async with opened(target, tmp_path) as stage:
        await stage.press("f3", "x", "x", "a", "enter")
        await stage.until(lambda: [len(one.covers) for one in held(target).values()] == [2])
        await stage.settled()
        await stage.press("home", "x", "x", "a", "down", "enter")
        await stage.until(lambda: [len(one.covers) for one in held(target).values()] == [2, 1, 1])
        await stage.settled()
        await stage.press("u")
        await stage.until(lambda: list(held(target)) == ["R-001"])
        await stage.settled()
        await stage.press("end", "a", "down", "enter")
        await stage.until(lambda: len(held(target)["R-001"].covers) == 3)


async def test_the_number_of_an_undone_item_is_not_given_again(tmp_path: Path) -> None:
    target = city(tmp_path, answers=SAID, facts={"personal_data": True})
    async with opened(target, tmp_path) as stage:
        made: list[str] = []
        for _ in range(2):
            await stage.press("f3", "a", "enter")
            await stage.until(lambda: held(target))
            made += held(target)
            await stage.settled()
            await stage.press("u")
            await stage.until(lambda: not held(target))
            await stage.settled()
        assert made == ["R-001", "R-002"]


async def test_all_findings_without_an_item_get_one_from_the_empty_board(tmp_path: Path) -> None:
    target = city(tmp_path, answers=SAID, facts={"personal_data": True})
    async with opened(target, tmp_path) as stage:
        screen = await shown(stage)
        assert "対応はまだありません" in stage.text()
        await stage.press("a")
        await ask(stage, "1")
        await stage.until(lambda: len(held(target)) == 3 and len(screen.found) == 3)


async def test_what_somebody_else_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1, owner="係長"))
    async with opened(target, tmp_path) as stage:
        screen = await page_of(stage, "R-001")
        await field(stage, screen, "owner")
        put(target, item(1, owner="部長"))
        await prompt(stage, "課長")
        await stage.until(lambda: "書き換えました" in stage.text())
        assert held(target)["R-001"].owner == "部長"


async def test_what_somebody_else_changed_after_me_is_not_undone(tmp_path: Path) -> None:
    target = with_items(tmp_path, item(1))
    async with opened(target, tmp_path) as stage:
        screen = await page_of(stage, "R-001")
        await field(stage, screen, "owner")
        await prompt(stage, "課長")
        await stage.until(lambda: held(target)["R-001"].owner == "課長")
        await stage.settled()
        put(target, item(1, owner="部長"))
        await stage.press("u")
        await stage.until(lambda: "ほかの人" in stage.text())
        assert held(target)["R-001"].owner == "部長"


async def test_a_question_behind_an_item_is_one_key_away(tmp_path: Path) -> None:
    async with opened(with_items(tmp_path), tmp_path) as stage:
        await page_of(stage, "R-001")
        await stage.press("end", "enter")
        await stage.until(lambda: getattr(stage.app.screen, "tab", "") == "questions")
        assert stage.app.cursor == ("programme", "GOV-02")


def test_a_record_deed_undone_is_the_way_back() -> None:
    deed = RecordDeed("remediation-item", "R-001", None, {"a": 1})
    assert deed.undone() == RecordDeed("remediation-item", "R-001", {"a": 1}, None)
    assert deed.undone().undone() == deed


@pytest.mark.parametrize("key", ["y", "escape"])
async def test_items_for_a_subject_that_ends_are_offered_to_be_declined_with_its_reason(
    tmp_path: Path, key: str
) -> None:
    alone = item(1, ["bus/SVC-01"], title="車内の掲示を直す", due="2026-10-01")
    both = item(2, ["bus/SVC-01", "walk/SVC-01"], due="2026-10-01")
    target = with_items(tmp_path, alone, both)
    async with opened(target, tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("left", "x", "enter", "text:実証を終えた", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Ask))
        assert "R-001 車内の掲示を直す" in stage.text() and "R-002" not in stage.text() and not ambiguous(stage.text())
        await stage.press(key)
        await stage.settled()
        await stage.until(lambda: "終えました" in stage.text())
        found = held(target)
        assert (found["R-001"].status is ItemStatus.DECLINED) == (key == "y")
        assert found["R-001"].reason == ("実証を終えた" if key == "y" else None)
        assert found["R-002"].status is ItemStatus.NOT_STARTED
        await shown(stage)
        assert stage.text().count("日過ぎ") == 1 and ("することなし" in stage.text()) == (key != "y")
