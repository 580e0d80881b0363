"""After a power cut on a real ext4 every acknowledged answer and report is there; what syncs too little loses some."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.trust.crash_images import crashes, made, mounted
from tests.trust.power_loss import Way
from tests.trust.scale import count, measured
from tests.trust.test_power_loss import OURS, _programme_harms, _report_harms


def outcome(memory: Path, way: Way, wanted: int) -> Counter[str]:
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("MKFS.EXT4 IS NOT INSTALLED HERE: no power cut on a real file system was tried")
    try:
        with mounted(made(memory / "first.image"), memory / "first"):
            pass
    except subprocess.CalledProcessError:
        pytest.skip("NOTHING CAN BE MOUNTED HERE: no power cut on a real file system was tried")
    counted: Counter[str] = Counter()
    for told, folder in crashes(memory, way, wanted, 5):
        counted.update({*_programme_harms(folder / "city.assessor", told, verified=True), *_report_harms(folder, told)})
        counted["images"] += 1
    measured(f"G2 ext4 {'/'.join(way)}", **counted)
    return counted


def test_a_power_cut_on_a_real_file_system_takes_nothing(memory: Path) -> None:
    wanted = count(5, 120, 1_000)
    assert outcome(memory, OURS, wanted) == {"images": wanted}


def test_what_syncs_nothing_is_seen_to_lose(memory: Path) -> None:
    found = outcome(memory, Way(journal="DELETE", synchronous="OFF", reports="written over"), count(8, 60, 60))
    assert found["lost"] + found["damaged"] + found["report torn"] + found["report lost"] > found["images"] / 4
