"""A really full disk of every kind costs nothing that was saved, is told, and saving goes on when there is room."""

import os
import shutil
from pathlib import Path

import pytest

from assessor.storage.opening import open_store
from tests.cli.calls import Caller
from tests.trust.disks import KINDS, fill, small_disk
from tests.trust.scale import LEVEL, measured
from tests.tui.stage import city as small_city
from tests.tui.stage import opened, stored

PAIR = ("programme", "GOV-01")
TRIED = list(KINDS)[:2] if LEVEL == "part" else list(KINDS)
AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "getuid") or shutil.which("mount") is None, reason="ONLY ROOT CAN MOUNT: no full disk was tried"
)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the program in this process."""
    return Caller(capsys)


def answers_of(file: Path) -> tuple[int, bool]:
    with open_store(str(file), read_only=True) as store:
        row = store.load().rows.get(PAIR)
        return row.revision if row else 0, store.verify().is_sound


@AS_ROOT
@pytest.mark.parametrize("kind", TRIED)
def test_a_full_disk_is_told_and_costs_nothing_that_was_saved(
    kind: str, call: Caller, city: Path, memory: Path
) -> None:
    with small_disk(kind, memory) as place:
        file, report = place / "city.assessor", place / "report.md"
        shutil.copyfile(city, file)
        call.well("report", "gap", str(file), "-o", str(report))
        call.well("answer", str(file), *PAIR, "planned")
        old, saved = report.read_bytes(), 1
        filler = fill(place)
        long = "長い説明" * 3000
        while (done := call("answer", str(file), *PAIR, "partial", "--comment", f"{saved}{long}")).code == 0:
            saved += 1
            fill(place)
            assert saved < 200
        assert done.code == 5 and "空き" in done.err and "そのまま" in done.err
        for words in (("show",), ("findings",), ("verify",), ("history",)):
            call.well(*words, str(file))
        assert answers_of(file) == (saved, True)
        assert call("report", "gap", str(file), "-o", str(report), "--force").code == 5 and report.read_bytes() == old
        assert call("backup", str(file), str(place / "copy")).code == 5
        left = sorted(one.name for one in place.iterdir() if "journal" not in one.name and one.name != "lost+found")
        assert left == ["city.assessor", "filler", "report.md"]
        filler.unlink()
        call.well("answer", str(file), *PAIR, "implemented")
        assert answers_of(file) == (saved + 1, True)
        measured(f"G4 {kind}", saved=saved, lost=0)


@AS_ROOT
@pytest.mark.parametrize("kind", TRIED)
async def test_on_a_full_disk_the_screen_goes_on_and_keeps_what_was_given(
    kind: str, tmp_path: Path, memory: Path
) -> None:
    with small_disk(kind, memory) as place:
        target = small_city(place)
        async with opened(target, tmp_path) as stage:
            # Opened for writing before the disk is full, as an officer would have it.
            await stage.press("1")
            await stage.settled()
            filler = fill(place)
            await stage.press("m", f"text:{'長い説明' * 4000}", "enter")
            await stage.until(lambda: stage.app.alarm)
            assert stage.app.is_running and "空き" in stage.app.alarm
            assert any((given.comment or "").startswith("長い") for given in stage.app.pending.values() if given)
            filler.unlink()
            await stage.press("ctrl+s")
            await stage.settled()
            await stage.until(lambda: not stage.app.alarm)
        assert any((answer.comment or "").startswith("長い") for answer in stored(target).values())
