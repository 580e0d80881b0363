"""Rows read out of a file's pages are those that SQLite reads; what is damaged costs its own page only."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from assessor.storage.sqlite_pages import Cell, rows

Row = tuple[Cell, ...]


def written(file: Path, size: int, wanted: Sequence[Row]) -> bytes:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("CREATE TABLE t (a, b, c, d, e, f, g)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", wanted)
    return file.read_bytes()


def some(count: int) -> list[Row]:
    chance = random.Random(5)
    numbers = (0, 1, -1, 127, -128, 2**15, -(2**23), 2**31, 2**47, -(2**63), 2**63 - 1)
    return [
        (
            None,
            chance.choice(numbers),
            "記録" * chance.choice((0, 1, 20, 400, 3000)),
            bytes(chance.randrange(5000)),
            number,
            chance.choice(numbers),
            "ascii",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
def test_every_row_is_read_as_sqlite_reads_it(tmp_path: Path, size: int) -> None:
    wanted = some(120)
    found = [row for row in rows(written(tmp_path / "a", size, wanted)) if len(row) == 7]
    assert sorted(found, key=lambda row: str(row[4]).zfill(3)) == wanted


def test_a_damaged_page_costs_its_own_rows_only(tmp_path: Path) -> None:
    wanted = [(None, number, "x" * 300, b"", 0, 0, "") for number in range(200)]
    content = bytearray(written(tmp_path / "a", 4096, wanted))
    content[8192:12288] = bytes(4096)
    found = [row for row in rows(bytes(content)) if len(row) == 7]
    assert 170 < len(found) < 200 and set(found) < set(wanted)


def test_nothing_that_lies_in_a_file_stops_the_reading(tmp_path: Path) -> None:
    chance = random.Random(9)
    content = written(tmp_path / "a", 512, some(30))
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        list(rows(bytes(damaged[: chance.randrange(len(damaged))])))
    assert list(rows(b"")) == [] and list(rows(b"no database" * 1000)) == []
