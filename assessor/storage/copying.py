"""A consistent, verified copy of a programme as a file of its own."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import DBAPIError

from assessor.errors import BrokenProgramme, OutputFailed, StoreFull, TargetExists
from assessor.faults.stores import CopyDiffers
from assessor.model.audit import Verification
from assessor.storage import schema
from assessor.storage.atomic_file import move_into_place, telling, temporary_beside
from assessor.storage.checking import COPIED, digest_of_rows, verification
from assessor.storage.companions import MARKS, beside
from assessor.storage.connect import READING, file_transaction, memory_engine
from assessor.storage.failures import kind_of
from assessor.storage.sqlite_file import journal_of, memory_connection, remove_journal, sqlite_connection

_PAGE = 1000


def copy_to_file(engine: Engine, file: Path | None, target: Path, *, replace: bool, check: bool = True) -> None:
    """Copy the programme behind an engine; `file` is where it lies, None for a database server.

    Raises:
        TargetExists, OutputFailed: the target cannot be written.
        BrokenProgramme: the copy does not verify, and is not kept.
        sqlalchemy.exc.SQLAlchemyError, sqlite3.Error: the programme cannot be read.
    """
    if file is not None and target.exists() and target.samefile(file):
        raise TargetExists(path=str(target))
    with temporary_beside(target, replace=replace) as temporary:
        with _told_when_full(target):
            if file is None:
                copy_rows(engine, temporary)
            else:
                copy_pages(file, temporary)
        with file_transaction(temporary, read_only=True) as connection:
            if check and not verification(connection).is_sound:
                raise BrokenProgramme(path=str(file or target))
        give_name(temporary, target, replace=replace)


def copy_pages(source: Path, target: Path) -> None:
    """Copy a SQLite file as of one moment, through SQLite itself, durably; the target is an empty file.

    Raises:
        sqlite3.Error: it cannot be read or written.
    """
    with (
        closing(sqlite_connection(source, read_only=True)) as origin,
        closing(sqlite_connection(target, read_only=False)) as copy,
    ):
        origin.backup(copy)
    remove_journal(target)


def image(engine: Engine, file: Path | None) -> tuple[bytes, Verification]:
    """The bytes of a programme file that is a consistent copy, and what checking it gave; no disk sees them.

    Raises:
        BrokenProgramme: the copy does not verify.
        sqlalchemy.exc.SQLAlchemyError, sqlite3.Error: the programme cannot be read.
    """
    with closing(memory_connection()) as held:
        copied = memory_engine(held)
        try:
            if file is not None:
                with closing(sqlite_connection(file, read_only=True)) as origin:
                    origin.backup(held)
            else:
                _fill(engine, copied)
            with copied.connect() as connection, connection.begin():
                checked = verification(connection)
            if not checked.is_sound:
                raise BrokenProgramme(path=str(file or ""))
            return held.serialize(), checked
        finally:
            copied.dispose()


def _fill(engine: Engine, copied: Engine) -> None:
    with (
        engine.connect().execution_options(**READING[engine.dialect.name]) as origin,
        origin.begin(),
        copied.begin() as copy,
    ):
        _copy_tables(origin, copy, "")


def copy_rows(engine: Engine, target: Path) -> None:
    """Copy every row of a database as of one moment, durably; the target is an empty file.

    Raises:
        CopyDiffers: the copy is not equal.
        sqlalchemy.exc.SQLAlchemyError: it cannot be read or written.
    """
    with (
        engine.connect().execution_options(**READING[engine.dialect.name]) as origin,
        origin.begin(),
        file_transaction(target, read_only=False) as copy,
    ):
        _copy_tables(origin, copy, str(target))
    remove_journal(target)


def _copy_tables(origin: Connection, copy: Connection, path: str) -> None:
    schema.create_all(copy)
    for table in COPIED:
        copy_table(origin, copy, table)
    if digest_of_rows(origin) != digest_of_rows(copy):
        raise CopyDiffers(path=path)


def give_name(temporary: Path, target: Path, *, replace: bool) -> None:
    """Give a finished programme file its name; no journal that lies beside that name may become its own.

    Raises:
        TargetExists, OutputFailed: it cannot take that name.
    """
    with telling(target):
        if replace and target.exists():
            remove_journal(target)
        _refuse_foreign_journal(target)
        move_into_place(temporary, target, replace=replace)


def _refuse_foreign_journal(path: Path) -> None:
    """Refuse a name beside which another file's journal or log lies: SQLite would take it into the new file.

    Raises:
        TargetExists: naming it.
        OSError: it cannot be looked at.
    """
    for one in (beside(path, mark) for mark in MARKS):
        if os.path.lexists(one) and (one != journal_of(path) or one.is_symlink() or one.stat().st_size):
            raise TargetExists(path=str(one))


def copy_table(origin: Connection, copy: Connection, table: Table) -> None:
    """Copy every row of a table, a page at a time."""
    for page in origin.execute(select(table)).mappings().partitions(_PAGE):
        copy.execute(table.insert(), [dict(row) for row in page])


@contextmanager
def _told_when_full(target: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if kind_of(error, str(target)) is StoreFull:
            raise OutputFailed(path=str(target), reason="full") from error
        raise
