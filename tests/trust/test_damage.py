"""A damaged file: `verify` reports every flipped bit that changes data, and `salvage` gives back what is whole."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import AssessorError
from assessor.storage.opening import create_store, open_store
from assessor.storage.salvaging import remains
from tests.cli.calls import Caller
from tests.storage.places import BUS, CHECKLIST, CITY, WHOLE, answering, new_save, said
from tests.trust.conftest import SAMPLE
from tests.trust.scale import count, measured

TABLES = ("head", "checklist", "programme", "section7", "subject", "answer", "record", "event")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the program in this process."""
    return Caller(capsys)


@pytest.fixture
def small(memory: Path) -> Path:
    """A programme of some answers, some of them given twice."""
    from assessor.model.change import RecordChange, SubjectChange

    file = memory / "small.assessor"
    with create_store(str(file), CHECKLIST, CITY, WHOLE, new_save()) as store:
        store.apply(new_save(), [SubjectChange(subject=BUS)])
        for number in range(40):
            store.apply(new_save(), [answering(f"GOV-{number % 30:02d}", said(comment=f"説明{number}" * 9))])
        store.apply(new_save(), [RecordChange(kind="note", id="a", content={"text": "控え"})])
    return file


def dump(file: Path) -> Any:
    """All data as SQLite reads it, None where it does not."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]
        except (sqlite3.Error, MemoryError, UnicodeDecodeError):
            return None


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def reported(file: Path) -> bool:
    try:
        with open_store(str(file), read_only=True) as store:
            return not store.verify().is_sound
    except AssessorError:
        return True


def flips(small: Path, count: int, seed: int) -> Counter[str]:
    """Flip bits one by one; count what each did and what was found."""
    whole, answers, content = dump(small), remains(small).state.answers, small.read_bytes()
    chance, counted, file = random.Random(seed), Counter[str](), small.with_name("flipped.assessor")
    for _ in range(count):
        counted["flips"] += 1
        file.write_bytes(flipped(content, chance))
        if dump(file) != whole:
            counted["changed"] += 1
            counted["reported"] += reported(file)
        found = remains(file)
        counted["given back whole"] += found.state.answers == answers
        # An answer whose own event was hit is told by its row, and named.
        counted["silently different"] += any(
            found.state.answers.get(pair) != row for pair, row in answers.items() if pair not in found.doubtful
        )
    return counted


def test_every_flipped_bit_that_changes_data_is_reported_and_costs_no_answer(small: Path) -> None:
    wanted = count(300, 3_000, 1_000_000)
    counted = flips(small, wanted, 1)
    measured("G13 flips", **counted)
    assert counted["changed"] > 0.3 * wanted
    assert counted["reported"] == counted["changed"]
    assert counted["given back whole"] == counted["flips"] == wanted and counted["silently different"] == 0


def test_the_databases_own_check_alone_would_miss_most(small: Path) -> None:
    whole, content, chance = dump(small), small.read_bytes(), random.Random(1)
    file, missed, flips = small.with_name("flipped.assessor"), 0, count(100, 1_000, 1_000)
    for _ in range(flips):
        file.write_bytes(flipped(content, chance))
        found = dump(file)
        if found is not None and found != whole:
            with closing(sqlite3.connect(file)) as connection:
                missed += connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    measured("G13 SQLite alone", flips=flips, missed=missed)
    assert missed > 0.2 * flips


def test_every_truncation_is_reported_and_what_is_left_is_given_back(small: Path) -> None:
    content, answers = small.read_bytes(), remains(small).state.answers
    file = small.with_name("cut.assessor")
    for left in range(0, len(content) - 1, 4096 + 512):
        file.write_bytes(content[:left])
        assert reported(file)
        try:
            found = remains(file).state.answers
        except AssessorError:
            continue
        assert found.keys() <= answers.keys()
    assert found


def test_a_salvaged_city_taken_into_a_new_programme_is_the_same_city(call: Caller, sample: Path) -> None:
    whole, damaged, out = (
        sample.with_name("whole.yaml"),
        sample.with_name("damaged.assessor"),
        sample.with_name("o.yaml"),
    )
    call.well("export", str(sample), "-o", str(whole))
    content = bytearray(sample.read_bytes())
    content[:100] = bytes(100)
    damaged.write_bytes(content)
    assert call("show", str(damaged)).code == 3
    before = damaged.read_bytes()
    ended = call("salvage", str(damaged), "-o", str(out))
    assert ended.code == 0 and "269" in ended.err
    assert damaged.read_bytes() == before and out.read_bytes() == whole.read_bytes()
    again = sample.with_name("again.assessor")
    call.well("new", str(again), "--municipality", "みらい市")
    call.well("import", str(again), str(out))
    assert call.well("export", str(again)).out == whole.read_text("utf-8")


def test_what_is_lost_is_named(call: Caller, sample: Path) -> None:
    damaged, out = sample.with_name("damaged.assessor"), sample.with_name("o.yaml")
    content = bytearray(sample.read_bytes())
    chance = random.Random(4)
    for page in chance.sample(range(1, len(content) // 4096), 60):
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    damaged.write_bytes(content)
    ended = call("salvage", str(damaged), "-o", str(out), "--json")
    assert ended.code == 1 and ended.data["events"] and 50 < ended.data["answers"] < 269
    # Its checklist was hit too, but is the one that comes with the program.
    assert "checklist" not in ended.data["lost"]
    said = call("salvage", str(damaged), "-o", str(out), "--force")
    assert said.code == 1 and "履歴" in said.out and "控え" in said.err


@pytest.mark.parametrize("content", [b"", b"no programme" * 2000, SAMPLE.read_bytes(), bytes(range(256)) * 64])
def test_what_is_no_programme_is_refused(call: Caller, memory: Path, content: bytes) -> None:
    file, out = memory / "x.assessor", memory / "out.yaml"
    file.write_bytes(content)
    assert call("salvage", str(file), "-o", str(out)).code == 3
    assert not out.exists()
    assert call("salvage", str(memory / "none"), "-o", str(out)).code == 3
