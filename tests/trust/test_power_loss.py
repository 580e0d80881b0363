"""After a simulated power cut every acknowledged answer and report is there, whole, each answer with its event."""

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from assessor.storage.opening import open_store
from assessor.storage.sqlite_file import sqlite_connection
from tests.trust.power_loss import Way, cuts, record, report

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="STRACE IS NOT INSTALLED HERE: no power cut was simulated"
)

OURS = Way()


def harms(folder: Path, told: Mapping[str, int], files: Mapping[str, bytes], *, verified: bool) -> set[str]:
    """What is wrong with the files found after a cut: lost, damaged, half or torn."""
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in files.items():
        Path(name).write_bytes(content)
    return {*_programme_harms(folder / "city.assessor", told, verified=verified), *_report_harms(folder, told)}


def _report_harms(folder: Path, told: Mapping[str, int]) -> set[str]:
    file, wanted = folder / "report.md", told.get("report", 0)
    if not file.exists():
        return {"report lost"} if wanted else set()
    content = file.read_bytes()
    number = int(content[:6]) if content[:6].isdigit() else 0
    if content != report(number):
        return {"report torn"}
    return {"report lost"} if number < wanted else set()


def _programme_harms(file: Path, told: Mapping[str, int], *, verified: bool) -> set[str]:
    if not file.exists():
        return {"lost"} if "answer" in told else set()
    try:
        with closing(sqlite_connection(file, read_only=False)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return {"damaged"}
            answers = connection.execute("SELECT revision, content FROM answer ORDER BY control").fetchall()
            events = connection.execute("SELECT payload, digest FROM event ORDER BY seq").fetchall()
            head = connection.execute("SELECT seq, digest FROM head").fetchone()
            said = [(one["revision"], one["after"]) for one in (json.loads(text) for text, _ in events[1:][-2:])]
            held = [(revision, json.loads(content)) for revision, content in answers]
            whole = held == said and head == (len(events), events[-1][1])
    except (sqlite3.Error, ValueError, KeyError, IndexError):
        return {"damaged"}
    found = set() if whole else {"half"}
    if (answers[0][0] if answers else 0) < told.get("answer", 0):
        found.add("lost")
    if verified:
        with open_store(str(file), read_only=True) as store:
            found |= set() if store.verify().is_sound else {"unsound"}
    return found


def outcome(memory: Path, way: Way, states: int, *, saves: int = 24, seed: int = 3) -> Counter[str]:
    folder = memory / "disk"
    folder.mkdir()
    ops = record(folder, way, saves)
    assert Counter(op.kind for op in ops)["ack"] == 1 + saves + saves // 3
    counted: Counter[str] = Counter()
    for number, (told, files) in enumerate(cuts(ops, states, seed)):
        found = harms(folder, told, files, verified=number % 100 == 0)
        counted.update(found)
        counted["states"] += 1
    assert counted["states"] == states
    return counted


def test_a_power_cut_takes_nothing_that_was_acknowledged(memory: Path) -> None:
    assert outcome(memory, OURS, 2000) == {"states": 2000}


def test_the_default_of_pythons_sqlite_is_seen_to_lose_answers(memory: Path) -> None:
    assert outcome(memory, Way(journal="DELETE"), 300)["lost"] > 30


def test_a_store_without_syncs_is_seen_to_be_damaged(memory: Path) -> None:
    assert outcome(memory, Way(journal="DELETE", synchronous="OFF"), 300)["damaged"] > 30


def test_a_report_written_over_the_old_one_is_seen_torn(memory: Path) -> None:
    assert outcome(memory, Way(reports="written over"), 300)["report torn"] > 3


def test_a_name_that_was_not_synced_is_seen_to_be_lost(memory: Path) -> None:
    assert outcome(memory, Way(reports="folder not synced"), 300)["report lost"] > 3


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_million_power_cuts_take_nothing(memory: Path, seed: int) -> None:
    assert outcome(memory, OURS, 100_000, saves=120, seed=seed) == {"states": 100_000}
