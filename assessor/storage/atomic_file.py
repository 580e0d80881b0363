"""Files that are there whole or not at all: written under a temporary name beside the target, then moved."""

import contextlib
import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assessor.errors import OutputFailed, TargetExists

_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "permission",
    errno.EISDIR: "folder",
    errno.ENOENT: "missing_folder",
    errno.ENOTDIR: "missing_folder",
}


def write_atomic(path: Path, content: bytes, *, replace: bool, mode: int = 0o600) -> None:
    """Write a file durably; an existing one is replaced in one step or, without `replace`, left as it is.

    A symbolic link at the path is replaced itself, what it points to stays. What is written goes to the file that was
    made here and never to a name: in a folder where others may write, somebody could put a link there meanwhile.

    Raises:
        TargetExists: something is at the path and `replace` is False.
        OutputFailed: it cannot be written (`reason`: folder, missing_folder, permission, full, swapped, other).
    """
    with _held_beside(path, replace=replace) as (stream, temporary), telling(path):
        stream.write(content)
        stream.flush()
        if sys.platform != "win32":
            os.fchmod(stream.fileno(), mode)
        os.fsync(stream.fileno())
        if not os.path.samestat(os.fstat(stream.fileno()), os.lstat(temporary)):
            raise OutputFailed(path=str(path), reason="swapped")
        if os.name == "nt":
            # There a file that is open can be neither moved nor swapped.
            stream.close()
        move_into_place(temporary, path, replace=replace)


@contextmanager
def temporary_beside(path: Path, *, replace: bool) -> Iterator[Path]:
    """A new empty file (mode 0600) in the folder of `path`; what is left of it and its journal goes at the end.

    Raises:
        TargetExists: something is at the path and `replace` is False.
        OutputFailed: the path is a folder or a device, or nothing can be made beside it.
    """
    with _held_beside(path, replace=replace) as (stream, temporary):
        stream.close()
        yield temporary


@contextmanager
def _held_beside(path: Path, *, replace: bool) -> Iterator[tuple[BinaryIO, Path]]:
    """The same, open for writing."""
    with telling(path):
        if path.is_dir():
            raise OutputFailed(path=str(path), reason="folder")
        if path.exists() and not path.is_file():
            # An administrator could give a report the place of a device, and the system would be without it.
            raise OutputFailed(path=str(path), reason="device")
        if not replace and os.path.lexists(path):
            raise TargetExists(path=str(path))
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    stream = os.fdopen(handle, "wb")
    try:
        yield stream, Path(name)
    finally:
        with contextlib.suppress(OSError):
            stream.close()
        for leftover in (name, f"{name}-journal"):
            with contextlib.suppress(OSError):
                os.unlink(leftover)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder (mode 0700) to fill, which takes its name at the end; where that fails, nothing of it is left.

    Raises:
        TargetExists: something is at the path.
        OutputFailed: it cannot be made.
    """
    if os.path.lexists(path):
        raise TargetExists(path=str(path), reason="folder")
    with telling(path):
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent))
    try:
        yield folder
        with telling(path):
            if os.path.lexists(path):
                raise TargetExists(path=str(path), reason="folder")
            os.rename(folder, path)
            sync_folder(path.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(temporary: Path, path: Path, *, replace: bool) -> None:
    """Give a finished file its name, in one step and durably.

    Raises:
        TargetExists: something came to be at the path meanwhile and `replace` is False.
        OutputFailed: a link or a folder stands in the place of what was written (`reason`: swapped).
        OSError: it cannot be moved.
    """
    if not stat.S_ISREG(os.lstat(temporary).st_mode):
        raise OutputFailed(path=str(path), reason="swapped")
    if replace:
        os.replace(temporary, path)
    else:
        try:
            _move_without_replacing(temporary, path)
        except FileExistsError:
            raise TargetExists(path=str(path)) from None
    sync_folder(path.parent)


def _move_without_replacing(temporary: Path, path: Path) -> None:
    if os.name == "nt":
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some shares know no links: an empty file reserves the name, which nobody else can then take.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            os.replace(temporary, path)
        except OSError:
            os.unlink(path)
            raise


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems refuse to sync a folder; the file itself was synced.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system reports while a file is written into an error of ours.

    Raises:
        OutputFailed: with the path and the reason.
    """
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "other")
        raise OutputFailed(path=str(path), reason=reason) from error
    except ValueError as error:
        raise OutputFailed(path=str(path), reason="other") from error
