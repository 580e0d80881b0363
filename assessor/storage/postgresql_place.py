"""Programmes in a PostgreSQL database: opening and making them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from assessor.errors import BrokenProgramme, NewerProgramme, NotAProgramme, TargetExists
from assessor.model.change import Save
from assessor.model.programme import Programme, Subject
from assessor.storage import schema, sqlite_file
from assessor.storage.beginning import begin
from assessor.storage.connect import postgresql_engine
from assessor.storage.failures import told
from assessor.storage.roles import login_of, signed
from assessor.storage.sql_store import SqlStore
from assessor.storage.sqlite_file import APPLICATION_ID
from assessor.storage.target import shown


def open_database(target: str, *, read_only: bool) -> SqlStore:
    """Open the programme in a database after looking at its mark (see `open_store`)."""
    path = shown(target)
    with told(path):
        engine = postgresql_engine(target)
    try:
        with told(path):
            _check_version(engine, path, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, path, file=None, read_only=read_only)


def create_database(target: str, checklist: bytes, programme: Programme, subject: Subject, save: Save) -> SqlStore:
    """Make a programme in an empty database, in one transaction, and open it (see `create_store`)."""
    path = shown(target)
    with told(path):
        engine = postgresql_engine(target)
        try:
            with engine.begin() as connection:
                take_empty(connection, path)
                own = save._replace(by=signed(save.by, login_of(connection)))
                begin(connection, checklist, programme, subject, own)
        finally:
            engine.dispose()
    return open_database(target, read_only=False)


@contextmanager
def roles_in(target: str, *, writing: bool) -> Iterator[Connection]:
    """One transaction on a programme's database, for looking at its roles or setting them up.

    Raises:
        NotAProgramme, NewerProgramme, BrokenProgramme, StoreFailed: by what is there.
    """
    path = shown(target)
    open_database(target, read_only=not writing).close()
    with told(path):
        engine = postgresql_engine(target)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()


def take_empty(connection: Connection, path: str) -> None:
    """Make sure that the database holds no programme, and that nobody else puts one there in this transaction.

    Raises:
        TargetExists: it holds one.
    """
    # Two who begin at once queue here, so that the second finds the first one's tables.
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})
    if _has(connection, "head") or _has(connection, "event"):
        raise TargetExists(path=path)


def _has(connection: Connection, name: str) -> bool:
    return connection.execute(text("SELECT to_regclass(:name)"), {"name": name}).scalar_one() is not None


def _check_version(engine: Engine, path: str, *, read_only: bool) -> None:
    with engine.begin() as connection:
        if not (_has(connection, "alembic_version") and _has(connection, "head") and _has(connection, "event")):
            raise NotAProgramme(path=path)
        mark = connection.execute(schema.alembic_version.select()).scalar_one_or_none()
    if mark is None or not mark.isdecimal():
        raise BrokenProgramme(path=path)
    version = int(mark)
    if version > sqlite_file.VERSION:
        raise NewerProgramme(path=path, version=version, ours=sqlite_file.VERSION)
    if version < sqlite_file.VERSION:
        from assessor.storage.migrating import migrate_database

        migrate_database(engine, version, shown=path, read_only=read_only)
