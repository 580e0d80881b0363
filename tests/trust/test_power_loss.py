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
from tests.trust.scale import count, measured

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
    shutil.rmtree(folder, ignore_errors=True)
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
    states = count(2_000, 20_000, 1_000_000)
    rounds = max(1, min(10, states // 5_000))
    counted: Counter[str] = Counter()
    for seed in range(rounds):
        counted += outcome(memory, OURS, states // rounds, saves=24 if rounds == 1 else 60, seed=3 + seed)
    measured("G2 ours", **counted)
    assert counted == {"states": states}


BROKEN = {
    "the default of Python's SQLite": (Way(journal="DELETE"), "lost", 0.1),
    "a store without syncs": (Way(journal="DELETE", synchronous="OFF"), "damaged", 0.1),
    "a report written over the old one": (Way(reports="written over"), "report torn", 0.01),
    "a name that was not synced": (Way(reports="folder not synced"), "report lost", 0.01),
}
"""What is broken on purpose, the harm that must be seen, and in how large a part of the states at least."""


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_on_purpose_is_seen(name: str, memory: Path) -> None:
    way, harm, least = BROKEN[name]
    states = count(300, 3_000, 3_000)
    counted = outcome(memory, way, states)
    measured(f"G2 {'/'.join(way)}", **counted)
    assert counted[harm] > least * states
