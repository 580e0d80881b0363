"""What goes to the terminal: what changed and nothing more, and together always the whole picture."""

import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual._compositor import Compositor, CompositorUpdate

from assessor.tui.widgets.drawn import Drawn
from tests.model.mini import answer
from tests.tui.stage import Stage, city, opened
from tests.tui.test_frame import STATES

WALK = ("down", "down", "enter", "1", "enter", "2", "up", "tab", "shift+tab", "pagedown", "enter", "enter", "0", "u")
_PLACE = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[0-9;]*m|(.)", re.DOTALL)


class Paper:
    """A terminal's memory: the cells as the updates left them."""

    def __init__(self, width: int, height: int) -> None:
        self.cells = [[" "] * width for _ in range(height)]

    def write(self, sequence: str) -> None:
        x = y = 0
        for found in _PLACE.finditer(sequence):
            if found[1]:
                y, x = int(found[1]) - 1, int(found[2]) - 1
            elif found[3] and (wide := cell_len(found[3])):
                self.cells[y][x : x + wide] = [found[3], *[""] * (wide - 1)]
                x += wide

    def text(self) -> str:
        return "\n".join("".join(row) for row in self.cells)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Paper:
    """What a terminal of 80 by 24 would hold."""
    paper = Paper(80, 24)
    render = Compositor.render_update

    def kept(self: Compositor, *args: Any, **wishes: Any) -> Any:
        update = render(self, *args, **wishes)
        if isinstance(update, CompositorUpdate):
            paper.write(update.render_segments(self.root.app.console))
        return update

    monkeypatch.setattr(Compositor, "render_update", kept)
    return paper


async def _same(stage: Stage, drawn: Paper) -> None:
    held = drawn.text()
    for widget in stage.app.screen.query(Drawn):
        widget.refresh()
    await stage.pilot.pause()
    assert [row.rstrip() for row in held.splitlines()] == [row.rstrip() for row in stage.text().splitlines()]


async def test_the_terminal_always_holds_what_the_whole_screen_would_be(tmp_path: Path, drawn: Paper) -> None:
    async with opened(city(tmp_path, answers={("programme", "GOV-02"): answer("partial")}), tmp_path) as stage:
        for key in WALK:
            await stage.press(key)
            await stage.settled()
            await _same(stage, drawn)
        for keys in STATES:
            await stage.press(*keys)
            await stage.settled()
            await _same(stage, drawn)
            await stage.press("escape", "escape", "f2")
            await stage.settled()
            await _same(stage, drawn)


async def test_a_key_draws_what_it_changes_once_and_never_the_whole_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for kind, name in ((Compositor, "render_full_update"), (Compositor, "reflow"), (Compositor, "render_update")):
        whole = getattr(kind, name)

        def noted(self: Compositor, *args: Any, name: str = name, whole: Any = whole, **wishes: Any) -> Any:
            done.append(name)
            return whole(self, *args, **wishes)

        monkeypatch.setattr(kind, name, noted)
    async with opened(city(tmp_path), tmp_path) as stage:
        await stage.settled()
        for key in ("down", "down", "enter", "enter", "up", "pagedown", "pageup", "enter"):
            await stage.press(key)
            done.clear()
            await stage.press(key)
            await stage.pilot.pause(0.05)
            assert "render_full_update" not in done, key
            assert done.count("reflow") <= 1, key
            assert done.count("render_update") <= 2, key


async def test_the_frame_of_the_first_picture_is_empty_behind_the_questions(tmp_path: Path) -> None:
    async with opened(city(tmp_path), tmp_path) as stage:
        beneath = stage.app.screen_stack[0]
        assert beneath is not stage.app.screen
        await stage.until(lambda: not beneath.children)
