"""Programme files: opening, making and copying them."""

from contextlib import closing
from pathlib import Path

from assessor.errors import BrokenProgramme, NewerProgramme, NotAProgramme
from assessor.model.change import Save
from assessor.model.programme import Programme, Subject
from assessor.storage import schema
from assessor.storage.atomic_file import move_into_place, telling, temporary_beside
from assessor.storage.beginning import begin
from assessor.storage.connect import file_transaction, remove_journal, sqlite_connection, sqlite_engine
from assessor.storage.copying import refuse_foreign_journal
from assessor.storage.failures import check_readable, told
from assessor.storage.sql_store import SqlStore


def open_file(path: Path, *, read_only: bool) -> SqlStore:
    """Open a programme file after looking at its marks (see `open_store`)."""
    check_readable(path)
    file = path.resolve()
    with told(str(path)):
        version = _version(file, path)
        if version < schema.VERSION:
            from assessor.storage.migrating import migrate_file

            migrate_file(file, version, shown=path, read_only=read_only)
        engine = sqlite_engine(file, read_only=read_only)
    return SqlStore(engine, str(path), file=file, read_only=read_only)


def _version(file: Path, path: Path) -> int:
    # Opened for writing even by a reader: what a killed process left half-done is taken back here. SQLite itself falls
    # back to reading where the file or the medium cannot be written.
    with closing(sqlite_connection(file, read_only=False)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != schema.APPLICATION_ID:
        raise NotAProgramme(path=str(path))
    if version > schema.VERSION:
        raise NewerProgramme(path=str(path), version=version, ours=schema.VERSION)
    if version < 1:
        raise BrokenProgramme(path=str(path))
    return int(version)


def create_file(path: Path, checklist: bytes, programme: Programme, subject: Subject, save: Save) -> SqlStore:
    """Make a programme file under another name, give it its own when complete, and open it (see `create_store`)."""
    with temporary_beside(path, replace=False) as temporary:
        with told(str(path)):
            with file_transaction(temporary, read_only=False) as connection:
                begin(connection, checklist, programme, subject, save)
            remove_journal(temporary)
        with telling(path):
            refuse_foreign_journal(path)
            move_into_place(temporary, path, replace=False)
    return open_file(path, read_only=False)
