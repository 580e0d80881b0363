"""Data that tries to break the screen: it is shown as typed, obeyed by nothing, and never crashes anything."""

import asyncio
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from rich.segment import ControlType, Segment
from textual.color import Color

from assessor.i18n.translator import translator
from assessor.model.assessment import Evidence
from assessor.model.checklist import Checklist
from assessor.tui.messages import Notice
from assessor.tui.safe_output import OnlyShown
from assessor.tui.screens.ask import Asking, Choice, Question
from assessor.tui.screens.home import HomeScreen
from assessor.tui.screens.items import Item
from assessor.tui.widgets.bars import MessageRow, TitleRow
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.explained import drawn, main_sections, own_words, side_sections
from assessor.tui.widgets.rows import Part, row
from tests.model.mini import ALL_TRUE, answer, as_data, mini, subject
from tests.tui.hostile import clean, texts
from tests.tui.stage import city, opened

OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@given(texts)
def test_the_last_filter_lets_nothing_through_that_a_terminal_obeys(text: str) -> None:
    shown = OnlyShown().apply([Segment(text), Segment("\x1b[1m", None, [(ControlType.BELL,)])], Color(0, 0, 0))
    assert not OBEYED.search(shown[0].text)
    assert shown[1].control


@settings(max_examples=40)
@given(texts, texts)
def test_the_rows_of_the_frame_stay_in_their_width(title: str, note: str) -> None:
    head, message = TitleRow(), MessageRow()
    head.set_reactive(TitleRow.title, title)
    message.set_reactive(MessageRow.notice, Notice(note, "warn"))
    for found in (*head.rows(80), *message.rows(80)):
        assert found.cell_length == 80


@settings(max_examples=40)
@given(texts, texts)
def test_a_dialogue_shows_any_text_in_its_width(title: str, line: str) -> None:
    question = Question()
    question.set_reactive(Question.asking, Asking(title, (line,), (Choice("Esc", "やめる", "stay"),)))
    assert all(found.cell_length == 66 for found in (*question._lines(66), *question._choices(66)))


@settings(max_examples=40)
@given(texts)
def test_the_texts_beside_a_question_stay_in_their_width(text: str) -> None:
    control = (
        mini()
        .controls["SVC-02"]
        .model_copy(update={"why": mini().controls["SVC-02"].why.model_copy(update={"ja": text})})
    )
    said = answer("implemented").model_copy(
        update={"comment": text, "evidence": (Evidence.model_construct(title=text),)}
    )
    say = translator("ja")
    for width in (9, 45, 36):
        for section in (
            *own_words(said, say),
            *main_sections(mini(), control, said, say),
            *side_sections(mini(), control, say),
        ):
            assert all(found.cell_length == width for found in drawn(section, width))


def test_an_item_of_a_list_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    item = Item("[b]", "[@click=app.quit()]x[/]", 0)
    assert "[@click=app.quit()]x[/]" in row(60, Part(item.keys), Part(item.label)).plain


async def test_a_city_full_of_tricky_texts_is_shown_as_typed_on_every_screen(tmp_path: Path) -> None:
    subjects = tuple(
        subject(f"s-{number}", "service", ALL_TRUE).model_copy(
            update={"name": text, "operator": text, "respondent": text}
        )
        for number, text in enumerate(clean)
    )
    said = {
        (f"s-{number}", "SVC-01"): answer("partial", comment=text, evidence=[{"title": text, "reference": text}])
        for number, text in enumerate(clean)
    }
    target = city(tmp_path, subjects=subjects, answers=said, checklist=_tricky(), name=clean[0])
    async with opened(target, tmp_path) as stage:
        for number, text in enumerate(clean):
            stage.screen.jump((f"s-{number}", "SVC-01"))
            await stage.pilot.pause()
            _sound(stage)
            await stage.press("left")
            _sound(stage)
            await stage.press("right", "m")
            _sound(stage)
            await stage.press("escape")
            if len(text) < 20 and text.isprintable() and not any(ord(char) > 0xFFFF for char in text):
                assert text in stage.text(), text
        await stage.press("slash", "text:結果")
        _sound(stage)
        await stage.press("escape", "d")
        _sound(stage)
        await stage.press("escape", "ctrl+p", "escape", "f1", "escape")
        await asyncio.sleep(0)
        assert stage.app.is_running


OWN = (
    *("bars", "explained", "finding_list", "public_text", "question_list", "question_pane", "score_page"),
    *("subject_list", "text_field", "actions", "ask", "home", "prompt", "reading"),
)
"""The modules of the widgets held here; those of the areas are held beside their areas."""
TOUR: tuple[tuple[str, ...], ...] = (
    (),
    ("left",),
    ("m",),
    ("y",),
    ("slash",),
    ("ctrl+p",),
    ("d",),
    ("left", "a", "enter"),
    ("f3",),
    ("f3", "p"),
    ("f4",),
    ("f7",),
    ("h",),
)


async def test_every_widget_that_shows_data_shows_tricky_texts_soundly(tmp_path: Path) -> None:
    subjects = tuple(
        subject(f"s-{number}", "service", ALL_TRUE).model_copy(update={"name": text, "operator": text})
        for number, text in enumerate(clean)
    )
    said = {
        (f"s-{number}", "SVC-01"): answer("partial" if number else "unknown", comment=text, evidence=[{"title": text}])
        for number, text in enumerate(clean)
    }
    target = city(tmp_path, subjects=subjects, answers=said, checklist=_tricky(), name=clean[0])
    seen: set[type] = set()
    async with opened(target, tmp_path) as stage:
        for keys in TOUR:
            await stage.press("f2")
            stage.screen.jump(("s-3", "SVC-01"))
            stage.screen.choosing_subject = False
            await stage.press(*keys)
            if keys and keys[0] == "f7":
                await stage.until(lambda: stage.app.documents.get("section7") is not None)
            _sound(stage)
            seen |= {type(widget) for widget, _, _ in stage.rows()}
            for _ in range(3):
                if len(stage.app.screen_stack) > 2 or stage.app.screen.query("#field"):
                    await stage.press("escape")
        await stage.press("ctrl+e")
        await stage.until(lambda: isinstance(stage.app.screen, HomeScreen))
        _sound(stage)
        seen |= {type(widget) for widget, _, _ in stage.rows()}
    missing = {one.__name__ for one in _leaves(Drawn) if one.__module__.rpartition(".")[2] in OWN} - {
        one.__name__ for one in seen
    }
    assert not missing


def _leaves(kind: type) -> set[type]:
    below: list[type] = kind.__subclasses__()
    return {kind} if not below else set().union(*(_leaves(one) for one in below))


def _sound(stage: object) -> None:
    from tests.tui.stage import Stage

    assert isinstance(stage, Stage)
    for widget, width, found in stage.rows():
        assert found.cell_length == width, (widget, found.plain)
    assert not OBEYED.search(stage.text().replace("\n", ""))


def _tricky() -> Checklist:
    """The small checklist with a tricky text in every field that is shown."""
    data = as_data(mini())
    for category in data["categories"]:
        category["title"] = {"ja": clean[2], "en": clean[2]}
        for place, control in enumerate(category["controls"]):
            text = {"ja": clean[place % len(clean)], "en": clean[(place + 3) % len(clean)]}
            control |= {"title": text, "question": text, "why": text, "evidence": [text], "remediation": text}
    for fact in data["facts"]:
        fact["ask"] = {"ja": clean[0]}
    return Checklist.model_validate(data)
