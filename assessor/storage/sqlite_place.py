"""Programme files: opening, making and copying them."""

from pathlib import Path

from assessor.model.change import Save
from assessor.model.programme import Programme, Subject
from assessor.storage import sqlite_file
from assessor.storage.atomic_file import temporary_beside
from assessor.storage.beginning import begin
from assessor.storage.connect import file_transaction, sqlite_engine
from assessor.storage.copying import give_name
from assessor.storage.failures import told
from assessor.storage.file_failures import check_readable
from assessor.storage.sql_store import SqlStore
from assessor.storage.sqlite_file import remove_journal, version_of


def open_file(path: Path, *, read_only: bool) -> SqlStore:
    """Open a programme file after looking at its marks (see `open_store`)."""
    check_readable(path)
    file = path.resolve()
    with told(str(path)):
        version = version_of(file, path)
        if version < sqlite_file.VERSION:
            from assessor.storage.migrating import migrate_file

            migrate_file(file, version, shown=path, read_only=read_only)
        engine = sqlite_engine(file, read_only=read_only)
    return SqlStore(engine, str(path), file=file, read_only=read_only)


def create_file(path: Path, checklist: bytes, programme: Programme, subject: Subject, save: Save) -> SqlStore:
    """Make a programme file under another name, give it its own when complete, and open it (see `create_store`)."""
    with temporary_beside(path, replace=False) as temporary:
        with told(str(path)):
            with file_transaction(temporary, read_only=False) as connection:
                begin(connection, checklist, programme, subject, save)
            remove_journal(temporary)
        give_name(temporary, path, replace=False)
    return open_file(path, read_only=False)
