"""Rows read out of a file's pages are those that SQLite reads; what is damaged costs its own page only."""

import random
import sqlite3
import tracemalloc
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


def varint(number: int) -> bytes:
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(0x80 | (number & 0x7F))
    return bytes(reversed(parts))


def hostile(*, apart: bool, loop: bool) -> bytes:
    """A file of 256 KB whose first pages name thousands of rows, each going on over the last page for ever."""
    size, count = 65536, 4
    length = (size - 12) * 32 // 255 - 23 + (size - 4) * (count - 1)
    local = (size - 12) * 32 // 255 - 23
    header = varint(12 + 2 * (length - 5))
    cell = varint(length) + varint(1) + varint(1 + len(header)) + header
    pages = []
    for number in range(count - 1):
        head = 100 if number == 0 else 0
        page = bytearray(size)
        page[:18] = b"SQLite format 3\0\0\1"
        page[head] = 0x0D
        page[head + 3 : head + 5] = (14_000).to_bytes(2, "big")
        first = size - local - 60
        page[first : first + len(cell)] = cell
        end = first + len(varint(length)) + 1 + local
        page[end : end + 4] = count.to_bytes(4, "big")
        for one in range(14_000):
            place = first - one % 2 if apart else first
            page[head + 8 + 2 * one : head + 10 + 2 * one] = place.to_bytes(2, "big")
        pages.append(bytes(page))
    last = bytearray(size)
    last[:4] = (count if loop else 1).to_bytes(4, "big")
    return b"".join((*pages, bytes(last)))


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("loop", [False, True])
def test_a_file_that_says_it_holds_more_than_it_can_gives_no_more_than_twice_its_size(apart: bool, loop: bool) -> None:
    content = hostile(apart=apart, loop=loop)
    tracemalloc.start()
    try:
        found = sum(len(cell) for row in rows(content) for cell in row if isinstance(cell, str | bytes))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found <= 2 * len(content) and peak < 20 * len(content)


def test_rows_that_lie_over_each_other_are_given_until_the_file_is_told_twice() -> None:
    size = 4096
    page = bytearray(size)
    page[:18] = b"SQLite format 3\0\x10\0"
    page[100], page[103:105] = 0x0D, (900).to_bytes(2, "big")
    record = bytes([2, 12 + 2 * 50]) + b"x" * 50
    cells = [size - 60 - shift for shift in range(900)]
    for place in cells[::-1]:
        page[place : place + 2 + len(record)] = bytes([len(record), 1]) + record
    for one, place in enumerate(cells):
        page[108 + 2 * one : 110 + 2 * one] = place.to_bytes(2, "big")
    assert sum(len(cell) for row in rows(bytes(page)) for cell in row if isinstance(cell, bytes)) <= 2 * size


def test_a_thousand_rows_in_the_same_bytes_are_given_until_the_file_is_told_twice() -> None:
    """A run of nines is a row wherever one begins to read: nine bytes long, of eight ones."""
    size = 4096
    page = bytearray(b"\x09" * size)
    page[:18] = b"SQLite format 3\0\x10\0"
    page[100], page[103:105] = 0x0D, (1024).to_bytes(2, "big")
    for one in range(1024):
        page[108 + 2 * one : 110 + 2 * one] = (size - 1100 + one).to_bytes(2, "big")
    found = list(rows(bytes(page)))
    assert found[0] == (1,) * 8
    assert 2 * size - 9 < 9 * len(found) <= 2 * size
