"""A programme file that holds tables, triggers or views other than ours is refused before anything is read from it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assessor.errors import BrokenProgramme
from assessor.faults.stores import NotStored, ProgrammeAltered
from assessor.model.change import Change, ProgrammeChange, RecordChange, SubjectChange
from assessor.storage import altered, sqlite_file
from assessor.storage.connect import file_transaction
from assessor.storage.copying import copy_pages
from assessor.storage.opening import open_store
from assessor.storage.schema import create_all
from tests.storage.places import BUS, CITY, Place, answering, new_save, said

QUIET = "BEGIN SELECT RAISE(IGNORE); END"
ADDED = {
    "saves swallowed": (
        f"CREATE TRIGGER a BEFORE INSERT ON event {QUIET}",
        f"CREATE TRIGGER b BEFORE INSERT ON answer {QUIET}",
        f"CREATE TRIGGER c BEFORE UPDATE ON head {QUIET}",
    ),
    "a view that switches with the day": (
        "ALTER TABLE record RENAME TO kept",
        "CREATE VIEW record AS SELECT * FROM kept WHERE date('now') < '2030-01-01'",
    ),
    "a view without end": (
        "DROP TABLE record",
        "CREATE VIEW record AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT 'a' AS kind, i AS id, 1 AS revision, 'c' AS content, 'x' AS saved_by, 'y' AS saved_at FROM n",
    ),
    "a view without measure": (
        "ALTER TABLE programme RENAME TO kept",
        "CREATE VIEW programme AS SELECT id, hex(zeroblob(400e6)) AS content FROM kept",
    ),
    "a table more": ("CREATE TABLE more (x)",),
    "an index more": ("CREATE INDEX more ON answer (content)",),
    "figures for the planner": ("ANALYZE",),
    "a guard that lets through": (
        "DROP TRIGGER event_no_delete",
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(IGNORE); END",
    ),
    "a guard less": ("DROP TRIGGER event_no_replace",),
    "a column more": ("ALTER TABLE answer ADD COLUMN more TEXT",),
}


@pytest.fixture
def programme(file_place: Place) -> Path:
    store = file_place.create()
    store.apply(new_save(), [SubjectChange(subject=BUS), answering("A", said())])
    store.close()
    assert file_place.file is not None
    return file_place.file


def run(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("name", ADDED)
def test_what_is_not_ours_in_a_file_is_refused_by_every_way_in(name: str, programme: Path, tmp_path: Path) -> None:
    run(programme, *ADDED[name])
    for read_only in (True, False):
        with pytest.raises(ProgrammeAltered) as caught, open_store(str(programme), read_only=read_only) as store:
            store.load()
        assert caught.value.values["name"]
    with pytest.raises(BrokenProgramme):
        copy_pages(programme, tmp_path / "copy")


@pytest.mark.parametrize("name", ADDED)
def test_what_came_into_a_file_while_it_was_open_is_found_by_checking(name: str, programme: Path) -> None:
    with open_store(str(programme)) as store:
        store.load()
        run(programme, *ADDED[name])
        found = store.verify()
    assert [fault.code for fault in found.faults] in (["guard_missing"], ["made_differently"])


@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE INSERT ON event",
        "BEFORE UPDATE ON head",
        "BEFORE INSERT ON answer",
        "BEFORE UPDATE ON answer",
        "BEFORE UPDATE ON programme",
        "BEFORE UPDATE ON subject",
        "BEFORE INSERT ON record",
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_a_save_that_reached_no_row_is_an_error_and_leaves_nothing(
    trigger: str, alone: bool, file_place: Place
) -> None:
    store = file_place.create()
    store.apply(new_save(), [SubjectChange(subject=BUS), answering("A", said())])
    before = store.rows()
    assert file_place.file is not None
    run(file_place.file, f"CREATE TRIGGER quiet {trigger} {QUIET}")
    changes: dict[str, list[Change]] = {
        "BEFORE INSERT ON answer": [answering("B", said()), answering("C", said())],
        "BEFORE UPDATE ON answer": [answering("A", None)],
        "BEFORE UPDATE ON programme": [ProgrammeChange(programme=CITY.model_copy(update={"plan": "べつの計画"}))],
        "BEFORE UPDATE ON subject": [SubjectChange(subject=BUS.model_copy(update={"name": "べつの名前"}))],
        "BEFORE INSERT ON record": [RecordChange(kind="note", id=one, content={"text": "x"}) for one in "ab"],
    }
    meant = changes.get(trigger, changes["BEFORE INSERT ON answer"])
    with pytest.raises(NotStored):
        store.apply(new_save(), meant[:1] if alone else meant)
    assert store.rows() == before


def test_the_tables_told_are_those_we_make(tmp_path: Path) -> None:
    file = tmp_path / "made"
    file.touch()
    with file_transaction(file, read_only=False) as connection:
        create_all(connection)
    with closing(sqlite3.connect(file)) as connection:
        assert altered.difference(connection.execute(altered.EVERYTHING).fetchall(), sqlite_file.VERSION) is None
    assert altered.MADE.keys() == set(range(1, sqlite_file.VERSION + 1))


def test_spaces_and_line_breaks_make_no_difference() -> None:
    rows = [(*row[:3], row[3] and row[3].replace(" ", "\n\t ")) for row in altered.MADE[1]]
    assert altered.difference(rows[::-1], 1) is None
    assert altered.difference([*rows, rows[0]], 1) == rows[0][1]
    assert altered.difference(rows[1:], 1) == rows[0][1]


def test_a_value_longer_than_any_of_ours_is_not_read(programme: Path) -> None:
    with (
        closing(sqlite_file.sqlite_connection(programme, read_only=True)) as connection,
        pytest.raises(sqlite3.DataError),
    ):
        connection.execute("SELECT zeroblob(400000000)").fetchone()
