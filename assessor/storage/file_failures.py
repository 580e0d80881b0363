"""What SQLite or the system reports of a file, as the errors that a user is told."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessor.errors import (
    AssessorError,
    BrokenProgramme,
    FileMissing,
    FileUnreadable,
    NotAProgramme,
    StillSealed,
    StoreFailed,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
)

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_MOVED = 1032
_SEALED = b"age-encryption.org/"
LEAST_FREE = 65_536
"""Bytes without which a journal and a page cannot be written."""
_BROKEN_KINDS = (1, 19, 20)
"""SQLite's codes for a missing table or column, a broken constraint and a value of the wrong type."""


@contextmanager
def told_of_file(path: str) -> Iterator[None]:
    """Turn what SQLite or the system reports inside into an error of ours; `path` is what messages show.

    Raises:
        StoreFailed, UnusableFile: one of their kinds, by what happened.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise sqlite_kind(getattr(error, "sqlite_errorcode", None), path)(path=path) from error
    except OSError as error:
        kind = StoreFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else StoreFailed
        raise kind(path=path) from error
    except UnicodeEncodeError:
        raise
    except ValueError as error:
        # Rows that hold no such noun, texts that are no JSON or no UTF-8.
        raise BrokenProgramme(path=path) from error


def sqlite_kind(code: int | None, path: str) -> type[AssessorError]:
    """Which error of ours a code of SQLite means; None is Python's own report."""
    if code is None:
        # Python's own report, not SQLite's: a text that is no UTF-8.
        return BrokenProgramme
    if code == _MOVED:
        return FileMissing
    primary = code & 0xFF
    if primary == _CANTOPEN:
        return StoreFull if _is_full(path) else _cannot_open(Path(path))
    if primary == _IOERR and _is_full(path):
        return StoreFull
    if primary in _BROKEN_KINDS:
        return BrokenProgramme
    return {
        _BUSY: StoreLocked,
        _LOCKED: StoreLocked,
        _READONLY: StoreReadOnly,
        _IOERR: StoreFailed,
        _CORRUPT: BrokenProgramme,
        _FULL: StoreFull,
        _NOTADB: StillSealed if primary == _NOTADB and _is_sealed(Path(path)) else NotAProgramme,
    }.get(primary, StoreFailed)


def _is_sealed(path: Path) -> bool:
    """True for a file of age; no database of ours is open there, so that closing it lets no lock go."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SEALED)) == _SEALED
    except (OSError, ValueError):
        return False


def _is_full(path: str) -> bool:
    """True where hardly anything can be written any more: some file systems then report another failure than this."""
    try:
        return shutil.disk_usage(Path(path).parent).free < LEAST_FREE
    except OSError:
        return False


def _cannot_open(path: Path) -> type[AssessorError]:
    if not path.exists():
        return FileMissing
    return StoreFailed if os.access(path.parent, os.W_OK) else StoreReadOnly


def check_readable(path: Path) -> None:
    """Tell plainly what keeps a path from being read as a file; nothing is opened.

    Raises:
        FileMissing: nothing is there.
        FileUnreadable: a folder, no permission, or no ordinary file.
    """
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
        if not is_file and not is_folder:
            path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(path=str(path)) from error
    except PermissionError as error:
        raise FileUnreadable(path=str(path), reason="permission") from error
    except OSError as error:
        raise FileUnreadable(path=str(path), reason="other") from error
    except ValueError as error:
        raise FileMissing(path=str(path)) from error
    if is_folder:
        raise FileUnreadable(path=str(path), reason="folder")
    if not is_file:
        raise FileUnreadable(path=str(path), reason="other")
    if not os.access(path, os.R_OK):
        raise FileUnreadable(path=str(path), reason="permission")
