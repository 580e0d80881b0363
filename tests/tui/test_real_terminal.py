"""A real terminal: a new programme is begun and answered, the power goes, every acknowledged answer is there."""

import shutil
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor.model.scales import Status
from tests.tui.stage import stored
from tests.tui.tmux import Tmux

SIX = tuple(Status)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("NO TMUX: what a real terminal shows was NOT tested", stacklevel=1)
        pytest.skip("NO TMUX: what a real terminal shows was NOT tested")
    terminal = Tmux(tmp_path)
    yield terminal
    terminal.close()


def test_every_answer_said_to_be_saved_is_there_after_kill_9(tmux: Tmux, tmp_path: Path) -> None:
    _begin(tmux)
    for number, status in enumerate(SIX, 1):
        tmux.keys(str(number))
        if status is Status.PLANNED:
            tmux.until("いつまでに:")
            tmux.type("令和９年度")
            tmux.keys("Enter")
        if status is Status.NOT_APPLICABLE:
            tmux.until("理由:")
            tmux.type("市では行っていないため")
            tmux.keys("Enter")
        # The list's mark comes only after the commit: this is the acknowledgement.
        seen = tmux.until(f"{'〇半計Ｘ？－'[number - 1]} {number:02}", "保存しました")
        assert len(seen.rstrip("\n").split("\n")) <= 24
        tmux.keys("Down")
        tmux.until(f">・ {number + 1:02}")
    _wait_until_kept(tmux, "GOV-07")
    tmux.kill()
    tmux.start("open", "青葉市.assessor")
    seen = tmux.until(">・ 07", "GOV-07", "保存済み")
    assert all(f"{mark} {number:02}" in seen for number, mark in enumerate("〇半計Ｘ？－", 1))
    said = stored(str(tmp_path / "青葉市.assessor"))
    assert [said["programme", f"GOV-0{number}"].status for number in range(1, 7)] == list(SIX)
    assert said["programme", "GOV-03"].planned_for == 2027
    assert said["programme", "GOV-06"].reason == "市では行っていないため"


def test_a_text_half_typed_survives_kill_9(tmux: Tmux) -> None:
    _begin(tmux)
    tmux.keys("2")
    tmux.until(">半 01")
    tmux.keys("m")
    tmux.until("メモ:")
    tmux.type("要綱は改正中で、")
    tmux.until("要綱は改正中で、", "書きかけ")
    _wait_until_kept(tmux, "要綱は改正中で、")
    tmux.kill()
    tmux.start("open", "青葉市.assessor")
    tmux.until("書きかけの文が1件", "保存済み")
    tmux.keys("m")
    tmux.until("メモ: 要綱は改正中で、")


def _begin(tmux: Tmux) -> None:
    """A new programme by its questions, as the first screen offers it."""
    tmux.start()
    tmux.until("はじめての方へ", "2 新しく始める")
    tmux.keys("2")
    tmux.until("市区町村の名前")
    tmux.type("青葉市")
    tmux.until("青葉市")
    tmux.keys("Enter")
    tmux.until("青葉市スマートシティ推進計画")
    tmux.keys("Enter")
    tmux.until("青葉市.assessor")
    tmux.keys("Enter")
    for place in ("1/", "2/", "3/"):
        tmux.until("計画の全体のこと", place)
        tmux.keys("7")
    tmux.until("4/")
    tmux.keys("Escape")
    tmux.until("Esc 質問へ進む")
    tmux.keys("Escape")
    tmux.until(">・ 01!", "1～6 答える", "保存済み")


def _wait_until_kept(tmux: Tmux, text: str) -> None:
    """The place and texts half typed are written down several times a second."""
    for _ in range(600):
        if any(text in one.read_text("utf-8") for one in tmux.state.rglob("place-*.json")):
            return
        time.sleep(0.05)
    raise AssertionError(f"{text} was never kept")
