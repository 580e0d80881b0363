"""The one place where a SQLite file is opened, and how: durable and guarded; nothing heavier is loaded here."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from assessor.errors import BrokenProgramme, NewerProgramme, NotAProgramme, UnusableFile
from assessor.faults.stores import ProgrammeAltered
from assessor.storage import altered
from assessor.storage.companions import JOURNAL as JOURNAL_MARK
from assessor.storage.companions import beside, refuse_unsafe

VERSION = 1
"""The version of the schema; a migration raises it by one."""

APPLICATION_ID = 0x41535331
"""What tells our SQLite files from others."""

BUSY_SECONDS = 5

LONGEST_VALUE = 256 * 1024 * 1024
"""Bytes that one value, or one row, may have: more than a whole programme that can be handed over."""

GUARDS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
)
# Other journal modes lost acknowledged answers: WAL over shares, DELETE at power cuts.
JOURNAL = "PRAGMA journal_mode = TRUNCATE"


def sqlite_connection(path: Path, *, read_only: bool, foreign_keys: bool = True) -> sqlite3.Connection:
    """A guarded connection to an existing file; the caller closes it.

    Raises:
        StrayCompanion, JournalUnsafe: something that is not ours lies beside it; SQLite was not asked.
        ProgrammeAltered: it is marked as ours and is not made as ours are.
        sqlite3.Error: it cannot be opened, or is no database.
    """
    refuse_unsafe(path)
    name = os.fsencode(path.absolute().as_posix())
    address = f"file://{'' if name.startswith(b'/') else '/'}{quote(name)}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        for guard in GUARDS:
            connection.execute(guard)
        # Asked of SQLite and not read from the header: closing a file that is open elsewhere in this process would
        # let go of the locks on it.
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            raise ProgrammeAltered(path=str(path), name="WAL")
        if not read_only:
            connection.execute(JOURNAL)
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        _refuse_altered(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def memory_connection() -> sqlite3.Connection:
    """A guarded connection to an empty database that no disk ever sees; the caller closes it."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for guard in GUARDS:
        connection.execute(guard)
    return connection


def _refuse_altered(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of a version we know that holds anything but what that version makes; read before any table is.

    Raises:
        ProgrammeAltered: naming the first thing that differs.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION_ID and version in altered.MADE:
        found = connection.execute(altered.EVERYTHING).fetchmany(len(altered.MADE[version]) + 1)
        name = altered.difference(found, version)
        if name is not None:
            raise ProgrammeAltered(path=str(path), name=name)


def remove_journal(path: Path) -> None:
    """Remove the empty journal file that TRUNCATE leaves beside a database, unless somebody is using it."""
    if not journal_of(path).exists():
        return
    with (
        suppress(sqlite3.Error, UnusableFile, OSError),
        closing(sqlite_connection(path, read_only=False)) as connection,
    ):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it needs to take a killed transaction on this file back."""
    return beside(path, JOURNAL_MARK)


def version_of(file: Path, path: Path) -> int:
    """The schema version of a programme file; `path` is what messages show.

    Raises:
        NotAProgramme, NewerProgramme, BrokenProgramme: by its marks.
        sqlite3.Error: it cannot be opened, or is no database.
    """
    # Opened for writing even by a reader: what a killed process left half-done is taken back here. SQLite itself falls
    # back to reading where the file or the medium cannot be written.
    with closing(sqlite_connection(file, read_only=False)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise NotAProgramme(path=str(path))
    if version > VERSION:
        raise NewerProgramme(path=str(path), version=version, ours=VERSION)
    if version < 1:
        raise BrokenProgramme(path=str(path))
    return int(version)
