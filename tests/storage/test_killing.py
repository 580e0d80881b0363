"""A process killed while it saves leaves the old or the new, never half, and nothing that was acknowledged is lost.

Kills cannot show what a power cut loses; that rests on the journal mode and the syncs, which are tested by name.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from assessor.model.change import Save
from assessor.storage import sqlite_file
from assessor.storage.opening import open_store
from tests.storage.places import START, Place, answering, new_save, said

WRITER = """
import sys
from assessor.model.change import Save
from assessor.storage.opening import open_store
from tests.storage.places import START, answering, said

store = open_store(sys.argv[1])
for number in range(100_000):
    pair = [answering("A", said(comment=str(number))), answering("B", said(comment=str(number)))]
    store.apply(Save(f"{sys.argv[2]}-{number}", "writer", START), pair)
    print(number, flush=True)
"""


def test_a_killed_save_is_whole_or_not_there_and_an_acknowledged_one_stays(place: Place) -> None:
    place.create().close()
    chance = random.Random(7)
    for run in range(2):
        words = [sys.executable, "-c", WRITER, place.target, f"run{run}"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline(), "the writer ended before its first save: see its own words above"
        time.sleep(chance.random() / 10)
        process.send_signal(signal.SIGKILL)
        acknowledged = [0, *(int(line) for line in process.communicate()[0].split())][-1]
        place.settle()
        with open_store(place.target) as store:
            rows = store.load().rows
            contents = {str(row.answer.comment) for row in rows.values() if row.answer}
            assert len(contents) == 1 and len({row.revision for row in rows.values()}) == 1
            kept = int(contents.pop())
            assert kept in (acknowledged, acknowledged + 1)
            assert store.verify().is_sound
            pair = [answering("A", said(comment=str(kept))), answering("B", said(comment=str(kept)))]
            again = store.apply(Save(f"run{run}-{kept}", "writer", START), pair)
            assert again.events == 2 and store.load().rows == rows


DYING = """
import os, signal, sys
from pathlib import Path
from assessor.storage import sqlite_place, tables
from tests.storage.places import CHECKLIST, CITY, WHOLE, new_save

for module, name in ((tables, "write_first"), (sqlite_place, "give_name")):
    child = os.fork()
    if not child:
        setattr(module, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        sqlite_place.create_file(Path(sys.argv[1]), CHECKLIST, CITY, WHOLE, new_save())
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, name
"""


def test_a_killed_new_programme_is_not_there_at_all(file_place: Place) -> None:
    words = [sys.executable, "-c", DYING, file_place.target]
    assert subprocess.run(words, check=False, timeout=60).returncode == 0
    assert file_place.file is not None and not file_place.file.exists()
    file_place.create()


def test_a_hot_journal_is_taken_back_even_by_a_reader(file_place: Place, tmp_path: Path) -> None:
    store = file_place.create()
    before = store.load()
    store.close()
    assert file_place.file is not None
    # Pages already written, the transaction not yet committed: what a kill in the middle of a commit leaves.
    with closing(sqlite3.connect(file_place.file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE programme SET content = '{}'")
        connection.execute("CREATE TABLE spill (x)")
        connection.executemany("INSERT INTO spill VALUES (?)", [("x" * 3000,)] * 50)
        content, journal = file_place.file.read_bytes(), Path(f"{file_place.file}-journal").read_bytes()
        connection.execute("ROLLBACK")
    other = tmp_path / "killed.assessor"
    other.write_bytes(content)
    Path(f"{other}-journal").write_bytes(journal)
    with open_store(str(other), read_only=True) as reader:
        assert reader.load() == before and reader.verify().is_sound


def test_a_file_is_opened_as_the_figures_of_durability_were_measured(file_place: Place) -> None:
    file_place.create().close()
    assert file_place.file is not None
    wanted = {"journal_mode": "truncate", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "trusted_schema": 0}
    with closing(sqlite_file.sqlite_connection(file_place.file, read_only=False)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
        assert found == wanted
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_one_module_alone_opens_a_database() -> None:
    for file in Path(sqlite_file.__file__).parent.rglob("*.py"):
        source = file.read_text("utf-8")
        assert ("sqlite3.connect(" in source) == (file.name == "sqlite_file.py"), file
        assert ("create_engine(" in source) == (file.name == "connect.py"), file


def test_deleted_text_leaves_no_trace_in_the_state(file_place: Place) -> None:
    store = file_place.create()
    store.apply(new_save(), [answering("A", said(comment="SECRETMARK"))])
    store.apply(new_save(), [answering("A", None)])
    store.close()
    assert file_place.file is not None
    trail = sum(text.count("SECRETMARK") for (text,) in file_place.query("SELECT payload FROM event"))
    assert file_place.file.read_bytes().count(b"SECRETMARK") == trail == 2
    assert os.listdir(file_place.file.parent) == [file_place.file.name]
