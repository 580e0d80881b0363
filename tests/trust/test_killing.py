"""A process killed with -9 while it saves, through each way by which an officer saves, loses nothing acknowledged."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed here in the way of POSIX systems")

ROOT = Path(__file__).resolve().parents[2]
HONEST = ("by_command", "by_service", "by_screen")


def outcome(file: Path, way: str, kills: int, seed: int = 7) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.trust.killing", str(file), way, str(kills), str(seed)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counted: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert counted["kills"] == kills
    return counted


def harm(counted: dict[str, Any]) -> dict[str, Any]:
    return {name: counted[name] for name in ("lost", "half", "unsound")}


@pytest.mark.parametrize("way", HONEST)
def test_nothing_acknowledged_is_lost_to_a_kill(way: str, city: Path) -> None:
    counted = outcome(city, way, 20)
    assert harm(counted) == {"lost": 0, "half": 0, "unsound": 0}
    assert counted["acknowledged"] >= 20


def test_a_save_acknowledged_too_early_is_noticed(city: Path) -> None:
    assert outcome(city, "too_early", 10)["lost"] > 0


def test_kills_are_blind_to_a_store_that_syncs_nothing(city: Path) -> None:
    """Why this bar alone proves little: it finds nothing where a power cut would lose nearly everything."""
    assert harm(outcome(city, "unsynced", 5)) == {"lost": 0, "half": 0, "unsound": 0}


@pytest.mark.soak
@pytest.mark.parametrize("way", HONEST)
def test_nothing_acknowledged_is_lost_to_thousands_of_kills(way: str, city: Path) -> None:
    assert harm(outcome(city, way, 3400, 11)) == {"lost": 0, "half": 0, "unsound": 0}
