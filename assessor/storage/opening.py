"""Opening a programme and making a new one, by path or by `postgresql://` URL; the database is loaded only here."""

from pathlib import Path

from assessor.model.change import Save
from assessor.model.programme import Programme, Subject
from assessor.storage.base import Store
from assessor.storage.target import is_url, refuse_other_scheme


def open_store(target: str, *, read_only: bool = False) -> Store:
    """Open a programme; an older file is migrated first, after a verified copy beside it.

    Raises:
        ServerUnguarded: a URL that does not say how the way to another computer is guarded.
        FileMissing, FileUnreadable, NotAProgramme, NewerProgramme, BrokenProgramme: by what lies at the target.
        StoreLocked, StoreReadOnly, StoreFull, StoreUnreachable, StoreFailed: by what the system reports.
        MissingOptional: a URL, and psycopg is not installed.
    """
    if is_url(target):
        from assessor.storage.postgresql_place import open_database

        return open_database(target, read_only=read_only)
    refuse_other_scheme(target)
    if read_only:
        from assessor.storage.light_store import open_to_look

        return open_to_look(Path(target))
    from assessor.storage.sqlite_place import open_file

    return open_file(Path(target), read_only=False)


def create_store(target: str, checklist: bytes, programme: Programme, subject: Subject, save: Save) -> Store:
    """Make a new programme and open it; the file appears whole or not at all.

    Args:
        target: A path or a `postgresql://` URL.
        checklist: The canonical JSON of its checklist.
        programme: Its own row.
        subject: Its first subject.
        save: Who makes it and when.

    Raises:
        TargetExists: something is at the path, or a programme in the database.
        OutputFailed: the file cannot be made there.
        StoreUnreachable, StoreFailed: by what the server reports.
        MissingOptional: a URL, and psycopg is not installed.
    """
    from assessor.storage import postgresql_place, sqlite_place

    if is_url(target):
        return postgresql_place.create_database(target, checklist, programme, subject, save)
    refuse_other_scheme(target)
    return sqlite_place.create_file(Path(target), checklist, programme, subject, save)
