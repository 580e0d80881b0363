"""The draft decision from the screen: which stage is to be decided is asked."""

from pathlib import Path

from assessor.service.previewing import kinds_of_documents
from assessor.tui.messages import WriteRequested
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.prompt import Prompt
from tests.model.mini import answer, shipped
from tests.tui.stage import city, opened

SAID = {("programme", "GOV-02"): answer("implemented")}


async def test_the_stage_to_be_decided_is_asked_and_stands_in_the_paper(tmp_path: Path) -> None:
    made = tmp_path / "draft.md"
    async with opened(city(tmp_path, answers=SAID, checklist=shipped()), tmp_path) as stage:
        app = stage.app
        app.post_message(WriteRequested("section7"))
        await stage.until(lambda: isinstance(app.screen, ChooseScreen))
        first = app.screen
        await stage.press(*["down"] * kinds_of_documents().index("approval-draft"), "enter")
        await stage.until(lambda: isinstance(app.screen, ChooseScreen) and app.screen is not first)
        assert "どの段階の決裁を受けますか" in stage.text()
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(app.screen, Prompt))
        await stage.press("ctrl+u", f"text:{made}", "enter")
        await stage.until(made.exists)
    assert "庁議に付してよろしいか" in made.read_text("utf-8")
