"""A new programme equals a migrated one, and a migration is whole or not at all."""

import ast
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from assessor import errors
from assessor.storage import altered, connect, migrating, schema, sqlite_file
from assessor.storage.opening import open_store
from tests.storage.places import Place, answering, new_save, said

SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("subject", sa.Column("reading", sa.Text))
    op.execute("UPDATE subject SET reading = 'よみ'")
"""


def upgraded(engine: Engine) -> None:
    """Run every migration on an empty database."""
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    with engine.connect().execution_options(**connect.WRITING) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def made(engine: Engine) -> None:
    """Make every table at once."""
    with engine.connect().execution_options(**connect.WRITING) as connection, connection.begin():
        schema.create_all(connection)


def test_a_new_file_equals_one_that_went_through_every_migration(tmp_path: Path) -> None:
    schemas = []
    for name, prepare in (("made", made), ("upgraded", upgraded)):
        path = tmp_path / name
        path.touch()
        engine = connect.sqlite_engine(path, read_only=False)
        prepare(engine)
        engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
            marks = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        schemas.append(({(*row[:3], " ".join(str(row[3]).split())) for row in rows}, marks))
    assert schemas[0] == schemas[1]
    assert schemas[0][1] == [(schema.revision_of(sqlite_file.VERSION),)]


CATALOGUE = (
    "SELECT table_name, column_name, data_type, is_nullable, ordinal_position"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, contype, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def test_a_new_database_equals_one_that_went_through_every_migration(server: str) -> None:
    from tests.storage.places import new_database

    found = []
    for prepare in (made, upgraded):
        engine = connect.postgresql_engine(new_database(server))
        prepare(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_server_default": True})
            assert compare_metadata(context, schema.metadata) == []
            found.append([sorted(map(tuple, connection.execute(text(query)))) for query in CATALOGUE])
        engine.dispose()
    assert found[0] == found[1]
    assert all(found[0])


def test_no_table_is_ever_made_anew_by_a_batch() -> None:
    for file in sorted(migrating.MIGRATIONS.rglob("*.py")):
        names = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert not names & {"batch_alter_table", "executescript"}, file


def test_nothing_is_deleted_by_cascade_and_every_table_of_ours_is_strict() -> None:
    for table in schema.metadata.sorted_tables:
        assert all(key.ondelete is None and key.onupdate is None for key in table.foreign_keys)
        if table is not schema.alembic_version:
            assert table.dialect_options["sqlite"]["strict"]


def test_the_event_table_is_touched_by_the_first_migration_alone() -> None:
    for file in sorted((migrating.MIGRATIONS / "versions").glob("*.py"))[1:]:
        words = {node.value for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)}
        assert "event" not in words, file


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose schema is one version on; gives the folder of its migrations."""
    folder = tmp_path / "100% migrations"
    shutil.copytree(migrating.MIGRATIONS, folder)
    (folder / "versions" / "0002_reading.py").write_text(SECOND, "utf-8")
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)
    monkeypatch.setattr(sqlite_file, "VERSION", 2)
    monkeypatch.setitem(altered.MADE, 2, made_second())
    return folder


def made_second() -> tuple[altered.Made, ...]:
    """What a file of the version after ours is made of."""
    (subject,) = (made for made in altered.MADE[1] if made[:2] == ("table", "subject"))
    column = str(subject[3]).replace(", PRIMARY", ", reading TEXT, PRIMARY")
    return tuple(made if made is not subject else (*subject[:3], column) for made in altered.MADE[1])


def version_of(file: Path | None) -> tuple[int, str]:
    assert file is not None
    with closing(sqlite3.connect(file)) as connection:
        (ours,) = connection.execute("PRAGMA user_version").fetchone()
        (theirs,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return int(ours), str(theirs)


@pytest.fixture
def old_place(place: Place) -> Place:
    """A programme as the version before made it."""
    store = place.create()
    store.apply(new_save(), [answering("A", said()), answering("B", None)])
    store.apply(new_save(), [answering("A", None)])
    place.close()
    return place


def test_an_older_programme_is_migrated_when_opened_and_keeps_everything(
    old_place: Place, request: pytest.FixtureRequest
) -> None:
    before = old_place.open().load()
    old_place.close()
    request.getfixturevalue("next_version")
    store = old_place.open()
    assert store.load() == before
    assert store.verify().is_sound
    assert old_place.query("SELECT reading FROM subject") == [("よみ",)]
    assert store.apply(new_save(), [answering("A", said())]).revisions == (3,)
    assert old_place.query("SELECT version_num FROM alembic_version") == [("0002",)]


def test_a_verified_copy_of_the_older_file_stays_beside_it(file_place: Place, request: pytest.FixtureRequest) -> None:
    file_place.create().close()
    file = file_place.file
    assert file is not None
    for name in ("みらい市.v1.assessor", "みらい市.v1-2.assessor"):
        shutil.copy(file, file.with_name("old"))
        request.getfixturevalue("next_version")
        file_place.open().close()
        assert version_of(file) == (2, "0002")
        assert version_of(file.with_name(name)) == (1, "0001")
        assert file.with_name(name).stat().st_mode & 0o777 == 0o600
        file.with_name("old").replace(file)


def test_a_migration_that_loses_something_leaves_a_database_as_it_was(
    server_place: Place, request: pytest.FixtureRequest
) -> None:
    server_place.create().apply(new_save(), [answering("A", said())])
    folder = request.getfixturevalue("next_version")
    (folder / "versions" / "0002_reading.py").write_text(f"{SECOND}    op.execute('DELETE FROM answer')\n", "utf-8")
    with pytest.raises(errors.BrokenProgramme):
        server_place.open()
    assert server_place.query("SELECT version_num FROM alembic_version") == [("0001",)]
    assert server_place.query("SELECT count(*) FROM answer") == [(1,)]


def test_an_older_programme_cannot_be_migrated_when_opened_for_reading(
    place: Place, request: pytest.FixtureRequest
) -> None:
    place.create().close()
    request.getfixturevalue("next_version")
    with pytest.raises(errors.StoreReadOnly):
        place.open(read_only=True)
    assert place.query("SELECT version_num FROM alembic_version") == [("0001",)]


def test_only_our_own_mark_decides_what_a_file_needs(file_place: Place, request: pytest.FixtureRequest) -> None:
    file_place.create().close()
    file_place.tamper("UPDATE alembic_version SET version_num = '0002'")
    request.getfixturevalue("next_version")
    file_place.open().close()
    assert file_place.query("SELECT reading FROM subject") == [("よみ",)]


@pytest.mark.parametrize(
    "harm", ["raise RuntimeError", "op.execute('DELETE FROM answer')", "op.execute('DELETE FROM subject')"]
)
def test_a_migration_that_fails_or_loses_something_leaves_the_file_as_it_was(
    harm: str, file_place: Place, request: pytest.FixtureRequest
) -> None:
    file_place.create().apply(new_save(), [answering("A", said())])
    file_place.close()
    folder = request.getfixturevalue("next_version")
    (folder / "versions" / "0002_reading.py").write_text(f"{SECOND}    {harm}\n", "utf-8")
    with pytest.raises((errors.BrokenProgramme, RuntimeError)):
        file_place.open()
    assert version_of(file_place.file) == (1, "0001")
    assert "reading" not in str(file_place.query("SELECT sql FROM sqlite_master WHERE name = 'subject'"))


def test_a_damaged_older_file_is_not_migrated(file_place: Place, request: pytest.FixtureRequest) -> None:
    file_place.create().close()
    file_place.tamper("UPDATE event SET payload = '{}'")
    request.getfixturevalue("next_version")
    with pytest.raises(errors.BrokenProgramme):
        file_place.open()
    assert version_of(file_place.file) == (1, "0001")


KILLED = """
import os, signal, sys
from pathlib import Path
from assessor.storage import altered, migrating, schema, sqlite_file, sqlite_place
from tests.storage.test_migrating import made_second

migrating.MIGRATIONS = Path(sys.argv[1])
sqlite_file.VERSION = 2
altered.MADE[2] = made_second()
modules = {"schema": schema, "migrating": migrating}
for moment in sys.argv[3:]:
    child = os.fork()
    if not child:
        module, name = moment.split(".")
        setattr(modules[module], name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        sqlite_place.open_file(Path(sys.argv[2]) / moment, read_only=False)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, moment
"""

MOMENTS = ("migrating.move_into_place", "migrating.migrate", "schema.set_marks", "migrating.verification")


def test_a_migration_killed_anywhere_leaves_the_old_file_and_can_be_run_again(
    file_place: Place, request: pytest.FixtureRequest
) -> None:
    store = file_place.create()
    store.apply(new_save(), [answering("A", said())])
    before = store.load()
    store.close()
    assert file_place.file is not None
    places = [file_place.file.with_name(moment) for moment in MOMENTS]
    for path in places:
        shutil.copy(file_place.file, path)
    folder = request.getfixturevalue("next_version")
    command = [sys.executable, "-c", KILLED, str(folder), str(places[0].parent), *MOMENTS]
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
    for path in places:
        assert version_of(path) == (1, "0001")
        with open_store(str(path)) as again:
            assert again.load() == before and again.verify().is_sound
        assert version_of(path) == (2, "0002")
