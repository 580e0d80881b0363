"""Keys faster than the screen draws are taken in their order: nothing typed is cut off by the Enter behind it."""

from pathlib import Path

from textual.events import Key
from textual.widgets import Input

from assessor.tui.widgets.text_field import TextField
from tests.model.mini import answer
from tests.tui.stage import Stage, city, opened, stored

FIRST = ("programme", "GOV-01")


def _burst(stage: Stage, text: str) -> None:
    """A text and Enter, all before anything is drawn."""
    for char in text:
        stage.app.post_message(Key(char, char))
    stage.app.post_message(Key("enter", "\r"))


def _last_subject(stage: Stage) -> str:
    return stage.app.result.assessment.subjects[-1].name if stage.app.result else ""


async def test_a_memo_typed_at_once_with_its_enter_is_saved_whole(tmp_path: Path) -> None:
    target = city(tmp_path, answers={FIRST: answer("implemented")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m")
        await stage.until(lambda: isinstance(stage.app.focused, TextField))
        _burst(stage, "要綱第3条による")
        await stage.until(lambda: not stage.screen.query("#field"))
        await stage.settled()
    assert stored(target)[FIRST].comment == "要綱第3条による"


async def test_words_typed_at_once_with_their_enter_choose_what_they_find(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.focused, Input))
        _burst(stage, "light")
        await stage.until(lambda: stage.app.look == "light")
    assert stored(target) == {}


async def test_a_name_typed_at_once_with_its_enter_is_taken_whole(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.press("left", "a", "enter")
        await stage.until(lambda: isinstance(stage.app.focused, Input))
        _burst(stage, "見守りカメラ")
        await stage.until(lambda: _last_subject(stage) == "見守りカメラ")


async def test_digits_that_come_while_a_field_opens_answer_nothing(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with opened(target, tmp_path) as stage:
        for char in "61":
            stage.app.post_message(Key(char, char))
        await stage.until(lambda: stage.screen.field is not None)
        await stage.press("escape")
        await stage.settled()
    assert stored(target) == {}
