"""A process killed with -9 while it saves, through each way by which an officer saves, loses nothing acknowledged."""

import os
import shutil
from pathlib import Path

import pytest

from tests.trust.scale import apart, count, measured, shares, summed

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed here in the way of POSIX systems")

HONEST = {
    "by_command": (20, 190, 3300),
    "by_service": (20, 180, 3300),
    "by_screen": (20, 180, 3300),
    "by_keys": (2, 50, 300),
}
"""How many kills of each way: a part, the bar, long."""


def outcome(file: Path, way: str, kills: int, seed: int = 7) -> dict[str, int]:
    parts = shares(kills)
    files = [Path(shutil.copyfile(file, file.with_name(f"{seed + nth}.assessor"))) for nth in range(len(parts))]
    jobs = [(one, way, kills, seed + nth) for nth, (one, kills) in enumerate(zip(files, parts, strict=True))]
    counted = summed(apart("killing", *jobs))
    assert counted["kills"] == kills
    return counted


def harm(counted: dict[str, int]) -> dict[str, int]:
    return {name: counted[name] for name in ("lost", "half", "unsound")}


@pytest.mark.parametrize("way", HONEST)
def test_nothing_acknowledged_is_lost_to_a_kill(way: str, city: Path) -> None:
    kills = count(*HONEST[way])
    counted = outcome(city, way, kills)
    measured(f"G1 {way}", **counted)
    assert harm(counted) == {"lost": 0, "half": 0, "unsound": 0}
    assert counted["acknowledged"] >= kills


def test_a_save_acknowledged_too_early_is_noticed(city: Path) -> None:
    counted = outcome(city, "too_early", count(10, 20, 20))
    measured("G1 broken", **counted)
    assert counted["lost"] > 0


def test_kills_are_blind_to_a_store_that_syncs_nothing(city: Path) -> None:
    """Why this bar alone proves little: it finds nothing where a power cut would lose nearly everything."""
    assert harm(outcome(city, "unsynced", 5)) == {"lost": 0, "half": 0, "unsound": 0}
