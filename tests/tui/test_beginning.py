"""A new programme by its questions, as an officer answers them: where one is, and the way back."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor.service.workspace import open_workspace
from tests.tui.stage import Stage, opened, session


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder the program was started in: there the new file is made."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


async def _named(stage: Stage) -> None:
    """Answer the first three steps."""
    await stage.press("2")
    await stage.until(lambda: "新しく始める（1/5）" in stage.text())
    await stage.press("text:青葉市", "enter")
    await stage.until(lambda: "新しく始める（2/5）" in stage.text())
    await stage.press("enter")
    await stage.until(lambda: "新しく始める（3/5）" in stage.text())
    await stage.press("enter")
    await stage.until(lambda: "新しく始める（4/5）  計画の全体のこと  1/" in stage.text())


async def test_the_steps_are_counted_to_the_last_and_a_fact_taken_wrongly_is_asked_once_more(folder: Path) -> None:
    async with opened(None, folder) as stage:
        await stage.until(lambda: "2 新しく始める" in stage.text())
        await _named(stage)
        assert "[b 1つ前に戻る]" not in stage.text()
        await stage.press("7")
        await stage.until(lambda: "のこと  2/" in stage.text())
        await stage.press("b")
        await stage.until(lambda: "のこと  1/" in stage.text())
        await stage.press("8")
        await stage.until(lambda: "のこと  2/" in stage.text())
        await stage.press("escape")
        await stage.until(lambda: "Esc 質問へ進む" in stage.text())
        await stage.press("enter")
        await stage.until(lambda: "新しく始める（5/5）  点検する対象を加えます（いま0つ）" in stage.text())
        await stage.press("enter", "text:見守りカメラ", "enter")
        await stage.until(lambda: "新しく始める（5/5）  見守りカメラのこと  1/" in stage.text())
        await stage.press("escape")
        await stage.until(lambda: "（いま1つ）" in stage.text())
        await stage.press("escape")
        await stage.until(lambda: stage.app.view is not None)
    with await asyncio.to_thread(open_workspace, "青葉市.assessor", session(), read_only=True) as workspace:
        first = workspace.checklist.facts[0].id
        assert workspace.subject("programme").facts[first] is False
