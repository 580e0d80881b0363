"""Few pictures of the screen as they were looked at: colours, marks and places, byte for byte on every machine.

After a wished change: `UPDATE_PICTURES=1 python -m pytest tests/tui/test_pictures.py`, and look at them.
"""

import os
from pathlib import Path

from assessor.model.scales import Status
from tests.model.mini import answer, planned
from tests.tui.pictures import drawing
from tests.tui.stage import Stage, city, opened

HELD = Path(__file__).parent / "golden"
SAID = {
    ("programme", f"GOV-0{number}"): planned() if status is Status.PLANNED else answer(status)
    for number, status in enumerate((Status.IMPLEMENTED, Status.PARTIAL, Status.PLANNED, Status.NOT_APPLICABLE), 1)
} | {("bus", "SVC-01"): answer(Status.NOT_IMPLEMENTED), ("bus", "SVC-02"): answer(Status.UNKNOWN)}


async def test_the_question_in_japanese(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path) as stage:
        stage.screen.jump(("programme", "GOV-02"))
        await stage.pilot.pause()
        _same(stage, "question_ja")


async def test_the_question_in_english_in_high_contrast_with_a_reason_open(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path, lang="en", look="contrast") as stage:
        stage.screen.jump(("bus", "SVC-02"))
        await stage.press("6", "text:No data of persons")
        await stage.until(lambda: "No data of persons" in stage.text())
        _same(stage, "reason_en_contrast")


async def test_the_score_in_the_light_look(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path, size=(120, 40), look="light") as stage:
        await stage.press("f4")
        await stage.until(lambda: "点数が最も上がる答え" in stage.text())
        _same(stage, "score_light")


async def test_the_list_that_says_what_would_be_replaced(tmp_path: Path) -> None:
    async with opened(city(tmp_path, answers=SAID), tmp_path) as stage:
        stage.screen.jump(("bus", "SVC-01"))
        await stage.press("d")
        await stage.until(lambda: "ほかの対象も同じ答え" in stage.text())
        _same(stage, "same_answer")


def _same(stage: Stage, name: str) -> None:
    """Everything below the row of tabs; a new screen has a tab and changes nothing else."""
    found = drawing(stage.app.screen._compositor.render_strips()[2:])
    path = HELD / f"{name}.svg"
    if os.environ.get("UPDATE_PICTURES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8"), f"{name} looks different: look at it; UPDATE_PICTURES=1 where it is right"
