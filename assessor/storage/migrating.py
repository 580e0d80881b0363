"""Bringing an older programme to the version of this program: one transaction, its mark included, or nothing."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from assessor.errors import BrokenProgramme, StoreReadOnly
from assessor.storage import schema, sqlite_file, tables
from assessor.storage.atomic_file import move_into_place, temporary_beside
from assessor.storage.checking import trail_faults, verification
from assessor.storage.connect import file_transaction
from assessor.storage.copying import copy_pages
from assessor.storage.rows import State

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def migrate_file(file: Path, version: int, *, shown: Path, read_only: bool) -> None:
    """Migrate a programme file, after a verified copy beside it (`name.v1.assessor`), which stays.

    Raises:
        StoreReadOnly: it may only be read.
        BrokenProgramme: it does not verify; it is left as it was.
        sqlalchemy.exc.SQLAlchemyError, sqlite3.Error, OSError: it cannot be copied or migrated.
    """
    if read_only:
        raise StoreReadOnly(path=str(shown))
    _keep_copy(file, version)
    with file_transaction(file, read_only=False, foreign_keys=False) as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == version:
            migrate(connection, version)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None
            if broken or not verification(connection).is_sound:
                raise BrokenProgramme(path=str(shown))


def migrate_database(engine: Engine, version: int, *, shown: str, read_only: bool) -> None:
    """Migrate a programme on a server, where the server's own backups stand in for a copy.

    Raises:
        StoreReadOnly: it may only be read.
        BrokenProgramme: it does not verify; it is left as it was.
        sqlalchemy.exc.SQLAlchemyError: it cannot be migrated.
    """
    if read_only:
        raise StoreReadOnly(path=shown)
    with engine.begin() as connection:
        tables.head(connection, lock=True)
        if connection.execute(schema.alembic_version.select()).scalar_one() == schema.revision_of(version):
            migrate(connection, version)
            if not verification(connection).is_sound:
                raise BrokenProgramme(path=shown)


def migrate(connection: Connection, version: int) -> None:
    """Run the migrations that follow a version, in the transaction that is open, and set the mark.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: one of them failed.
        OSError: this program's own files of migrations cannot be read.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "sqlite":
        # The file's own mark decides; what Alembic finds in its table is made to follow it.
        connection.execute(schema.alembic_version.update().values(version_num=schema.revision_of(version)))
    try:
        command.upgrade(config, schema.revision_of(sqlite_file.VERSION))
    except CommandError as error:
        # Alembic's word for a file of migrations that it cannot open.
        raise OSError(str(error)) from error
    schema.set_marks(connection)


def _keep_copy(file: Path, version: int) -> None:
    names = (file.with_name(f"{file.stem}.v{version}{mark}{file.suffix}") for mark in _marks())
    target = next(name for name in names if not name.exists())
    with temporary_beside(target, replace=False) as temporary:
        copy_pages(file, temporary)
        with file_transaction(temporary, read_only=True) as connection:
            if any(trail_faults(connection, tables.head(connection), State())):
                raise BrokenProgramme(path=str(file))
        move_into_place(temporary, target, replace=False)


def _marks() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))
