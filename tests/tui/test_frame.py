"""The frame: every row as wide as its pane and of sure width, in both languages, in every look and at every width."""

import asyncio
from functools import partial
from pathlib import Path

import pytest
from textual.scrollbar import ScrollBar

from assessor.tui.look import COLOURS, LOOKS, PlainScrollBar, themes
from assessor.tui.places import PLACES
from assessor.tui.remembering import Memory
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.frame import TooSmall
from assessor.tui.widgets.bars import ALWAYS, Key, KeyLines, KeyRows
from tests.model.mini import answer
from tests.tui.stage import Stage, ambiguous, city, opened

SAID = {
    ("programme", f"GOV-0{number}"): answer(status)
    for number, status in enumerate(("implemented", "partial", "planned", "unknown", "not_applicable"), 1)
}
STATES: tuple[tuple[str, ...], ...] = (
    (),
    ("left",),
    ("m",),
    ("3",),
    ("6",),
    ("f1",),
    ("ctrl+p",),
    ("f8",),
    ("slash",),
    ("f",),
    ("f", "enter"),
    ("d",),
    ("left", "p"),
    ("left", "p", "enter"),
    ("left", "a"),
    ("left", "a", "enter"),
    ("pagedown",),
    *((place.key,) for place in PLACES.values()),
)


def _check(stage: Stage) -> None:
    for widget, width, row in stage.rows():
        assert row.cell_length == width, (widget, row.plain)
    seen = stage.text()
    assert not ambiguous(seen), ambiguous(seen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_row_is_as_wide_as_its_pane_and_none_is_of_unsure_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    target = city(tmp_path, answers=SAID, facts={"personal_data": True})
    async with opened(target, tmp_path, size=size) as stage:
        for keys in STATES:
            await stage.press(*keys)
            for lang in ("en", "ja"):
                # Set and not pressed: a text field would take the key.
                stage.app.lang = lang
                await stage.pilot.pause()
                _check(stage)
            await _home(stage)


async def test_at_160_columns_the_subjects_stand_beside_the_questions(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path, size=(160, 30)) as stage:
        _check(stage)
        assert all(word in stage.text() for word in ("対象とカテゴリ", "01!", "( ) 2", "根拠"))
        assert stage.screen.query_one("#question").size.width <= 72


async def _home(stage: Stage) -> None:
    """Close whatever is open and go back to the first question."""
    for _ in range(4):
        if len(stage.app.screen_stack) > 2:
            await stage.press("escape")
    if stage.app.screen.query("#field"):
        await stage.press("escape")
    if getattr(stage.app.screen, "tab", "") != "questions":
        await stage.press("f2")
    await stage.until(lambda: getattr(stage.app.screen, "tab", "") == "questions")
    stage.screen.choosing_subject = False
    stage.screen.lift_filter()
    stage.screen.jump(("programme", "GOV-01"))
    await stage.pilot.pause()


async def test_the_first_screen_too_is_of_sure_width(tmp_path: Path) -> None:
    for lang in ("ja", "en"):
        async with opened(None, tmp_path, lang=lang) as stage:
            await stage.until(lambda: "1" in stage.text())
            _check(stage)


async def test_programmes_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for target in ("/srv/本庁/city.assessor", "/srv/支所/city.assessor", "/srv/x/other.assessor"):
        title = "もう一つ" if "other" in target else "みらい市"
        memory.keep_recent({"target": target, "title": title, "answered": 1, "applicable": 9, "day": "2026-11-22"})
    async with opened(None, tmp_path) as stage:
        await stage.until(lambda: "本庁" in stage.text() and "支所" in stage.text())
        assert "other.assessor" not in stage.text()
        _check(stage)


@pytest.mark.parametrize("look", LOOKS)
async def test_panes_are_told_apart_without_tints_in_the_looks_that_say_so(tmp_path: Path, look: str) -> None:
    async with opened(city(tmp_path), tmp_path, look=look) as stage:
        lines = stage.text().split("\n")[3:-3]
        assert all((line.count("|") > 0) == (look in ("contrast", "ascii")) for line in lines)


@pytest.mark.parametrize("look", LOOKS)
async def test_where_tints_are_not_seen_a_dialogue_stands_in_a_frame_and_none_of_its_rows_is_lost(
    tmp_path: Path, look: str
) -> None:
    async with opened(city(tmp_path), tmp_path, look=look) as stage:
        await stage.press("f1")
        await stage.until(lambda: "ヘルプ: " in stage.text())
        lines = stage.text().split("\n")
        assert any("+----" in line for line in lines) == (look in ("contrast", "ascii"))
        for said in ("「実施している」と答える", "先に答えることがある", "Esc 閉じる"):
            assert any(said in line for line in lines), said


def test_what_is_typed_is_readable_and_its_place_is_seen_before() -> None:
    for theme in themes():
        for name in ("typing", "typing-asked"):
            assert _contrast(theme.variables["text-main"], theme.variables[name]) >= 4.5
        assert theme.variables["typing-asked"] != theme.variables["bar"], "a field in a dialogue is seen"


def test_every_text_colour_is_readable_on_every_ground() -> None:
    for colours in COLOURS.values():
        for text in ("text-main", "text-dim", "accent-text", "good", "middle", "bad", "key"):
            for ground in ("page", "list", "bar"):
                assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        for name in ("selected", "tab", "alarm", "warn"):
            assert _contrast(colours[f"on-{name}"], colours[name]) >= 4.5, name


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_scroll_bars_are_coloured_blanks() -> None:
    assert ScrollBar.renderer is PlainScrollBar
    assert set(PlainScrollBar.VERTICAL_BARS + PlainScrollBar.HORIZONTAL_BARS) == {" "}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_word_of_a_key_is_cut_off(lang: str) -> None:
    rows, keys = KeyRows(), tuple(Key("x" * size, "key.search") for size in range(1, 9))
    rows.set_reactive(KeyRows.lang, lang)
    rows.set_reactive(KeyRows.keys, KeyLines(keys, ()))
    for width in range(20, 120):
        upper, _ = rows.rows(width)
        assert upper.plain.rstrip().endswith(rows.say("key.search")), (width, upper.plain)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_keys_that_do_not_fit_drop_from_the_right_but_help_and_leaving_never(width: int) -> None:
    rows = KeyRows()
    many = tuple(Key(str(number), "key.search") for number in range(12))
    rows.set_reactive(KeyRows.keys, KeyLines(many, many))
    _, lower = rows.rows(width)
    assert lower.cell_length == width
    assert all(rows.say(key.label) in lower.plain for key in ALWAYS)


async def test_a_small_window_is_covered_by_one_sentence_and_the_text_being_typed_stays(tmp_path: Path) -> None:
    target = city(tmp_path, answers=SAID)
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "text:途中")
        await stage.pilot.resize_terminal(72, 20)
        await stage.until(lambda: isinstance(stage.app.screen, TooSmall))
        assert "画面を広げてください（いま 72x20、必要 80x24）" in stage.text().replace("\n", "")
        await stage.press("1", "f1", "ctrl+p")
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: not isinstance(stage.app.screen, TooSmall))
        assert "途中" in stage.text()


async def test_a_start_in_a_small_window_is_covered_and_opens_behind(tmp_path: Path) -> None:
    from assessor.tui.app import AssessorApp
    from tests.tui.stage import session

    app = AssessorApp(city(tmp_path), session(), "ja", Memory(tmp_path))
    async with app.run_test(size=(60, 20)) as pilot:
        stage = Stage(app, pilot)
        await stage.until(lambda: app.view is not None)
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await stage.until(lambda: "( ) 1 実施している" in stage.text())


async def test_help_lists_what_can_be_done_now_and_does_what_is_chosen(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, ChooseScreen)
        assert "ヘルプ: 質問の画面でできること" in stage.text() and "待 先に答えることがある" in stage.text()
        await stage.press("down", "enter")
        await stage.settled()
        assert stage.screen.answer is not None and stage.screen.answer.status.value == "partial"


async def test_the_palette_finds_actions_by_words_of_both_languages(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        for words, look in (("light", "light"), ("高コントラスト", "contrast")):
            await stage.press("ctrl+p", f"text:{words}", "enter")
            await stage.until(partial(_looks, stage, look))
        await stage.press("ctrl+p", "text:そんなものはない")
        assert "見つかりません" in stage.text()
        await stage.press("enter", "escape")


def _looks(stage: Stage, look: str) -> bool:
    return stage.app.look == look


async def test_the_language_changes_while_it_runs(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("f9")
        assert "Implemented" in stage.text() and "F1 Help" in stage.text()
        await stage.press("f9")
        assert "実施している" in stage.text()


async def test_the_look_is_remembered(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("f8", "down", "enter")
        assert stage.app.look == "light"

    assert Memory(tmp_path).setting("look", "dark") == "light"


async def test_leaving_waits_for_saves_and_asks_where_they_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assessor.errors import StoreFull
    from assessor.tui import commands

    monkeypatch.setattr(commands, "SAVING_SECONDS", 0.05)
    async with opened(city(tmp_path), tmp_path) as stage:
        assert stage.app.sitting is not None

        def full(*_: object) -> None:
            raise StoreFull(path="city.assessor")

        monkeypatch.setattr(stage.app.sitting.desk._workspace.store, "apply", full)
        await stage.press("1", "q")
        await stage.until(lambda: "保存できていない入力が1件あります" in stage.text())
        await stage.press("enter")
        assert stage.app.is_running
        await stage.press("q")
        await stage.until(lambda: "保存できていない入力が1件あります" in stage.text())
        await stage.press("x")
        await asyncio.sleep(0.1)
        assert stage.app.return_code == 0


async def test_ctrl_c_ends_nothing(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("ctrl+c")
        assert "終わるときは q か Ctrl+Q" in stage.text()


async def test_nothing_reaches_the_clipboard_of_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        written: list[str] = []
        assert stage.app._driver is not None
        monkeypatch.setattr(stage.app._driver, "write", written.append)
        stage.app.copy_to_clipboard("秘密")
        assert not any("\x1b]52" in text for text in written)
