"""A whole programme copied into an empty database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from assessor.errors import BrokenProgramme
from assessor.faults.stores import CopyDiffers
from assessor.storage import schema
from assessor.storage.checking import COPIED, digest_of_rows, verification
from assessor.storage.connect import READING, postgresql_engine, sqlite_engine
from assessor.storage.copying import copy_table
from assessor.storage.failures import told
from assessor.storage.opening import open_store
from assessor.storage.postgresql_place import take_empty
from assessor.storage.target import is_url, shown


def copy_to_database(source: str, target: str) -> None:
    """Copy a programme into an empty database: every row, in one transaction, verified there and equal.

    Raises:
        UnusableFile, StoreFailed, StoreForbids: by either place; the target is then as it was.
        BrokenProgramme: the programme does not verify, and is not copied.
        TargetExists: the database holds a programme.
        CopyDiffers: the copy is not equal.
    """
    # Opening it first tells what is wrong with the source, and brings an older one up to date.
    open_store(source, read_only=True).close()
    origin, path = _engine(source), shown(target)
    try:
        with told(path):
            engine = postgresql_engine(target)
        try:
            with _one_moment(origin, shown(source)) as read, told(path), engine.begin() as written:
                take_empty(written, path)
                schema.create_all(written)
                for table in COPIED:
                    copy_table(read, written, table)
                if not verification(written).is_sound:
                    raise BrokenProgramme(path=shown(source))
                if digest_of_rows(read) != digest_of_rows(written):
                    raise CopyDiffers(path=path)
        finally:
            engine.dispose()
    finally:
        origin.dispose()


@contextmanager
def _one_moment(engine: Engine, path: str) -> Iterator[Connection]:
    options = READING[engine.dialect.name]
    with told(path), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _engine(target: str) -> Engine:
    with told(shown(target)):
        return postgresql_engine(target) if is_url(target) else sqlite_engine(Path(target).resolve(), read_only=True)
