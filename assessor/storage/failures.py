"""What a database or the system reports, as the errors that a user is told."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from assessor.errors import (
    AssessorError,
    BrokenProgramme,
    FileMissing,
    StoreFailed,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)
from assessor.faults.stores import StoreForbids
from assessor.storage.file_failures import sqlite_kind, told_of_file

_STATES: dict[str, type[AssessorError]] = {
    "53100": StoreFull,
    "25006": StoreReadOnly,
    "42501": StoreForbids,
    "55P03": StoreLocked,
    "40P01": StoreLocked,
    "42P01": BrokenProgramme,
    "42703": BrokenProgramme,
    "23": BrokenProgramme,
    "08": StoreUnreachable,
    "28": StoreUnreachable,
    "3D": StoreUnreachable,
    "57": StoreUnreachable,
}
"""PostgreSQL's states or their classes."""


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turn what the database or the system reports inside into an error of ours; `path` is what messages show.

    Raises:
        StoreFailed, UnusableFile: one of their kinds, by what happened.
    """
    try:
        with told_of_file(path):
            yield
    except DBAPIError as error:
        raise kind_of(error, path)(path=path) from error
    except ArgumentError as error:
        raise FileMissing(path=path) from error
    except SQLAlchemyError as error:
        raise StoreFailed(path=path) from error


def kind_of(error: DBAPIError | sqlite3.Error, path: str) -> type[AssessorError]:
    """Which error of ours a database's own report means."""
    return _kind(error.orig if isinstance(error, DBAPIError) else error, path)


def _kind(error: BaseException | None, path: str) -> type[AssessorError]:
    if isinstance(error, sqlite3.Error):
        return sqlite_kind(getattr(error, "sqlite_errorcode", None), path)
    return _postgresql_kind(error)


def _postgresql_kind(error: BaseException | None) -> type[AssessorError]:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return StoreUnreachable if type(error).__name__ == "OperationalError" else StoreFailed
    return _STATES.get(state) or _STATES.get(state[:2]) or StoreFailed
