"""What lies beside a programme file, looked at before SQLite is: SQLite takes it for its own, whoever put it there.

A journal whose end names a super-journal makes SQLite remove the file of that name; a write-ahead log beside a file
becomes part of it. Ours never have either. A journal of our own must still be played back: it is what a killed save
left. What remains possible to somebody who may write into the folder: to put a file there between this look and
SQLite's own, and to put pages into the programme by a journal, as they could by writing into it. The first asks for a
program that waits beside ours; the second is what `verify` and the anchors on paper are for.
"""

import os
import stat
from pathlib import Path

from assessor.faults.stores import JournalUnsafe, StrayCompanion

JOURNAL, LOGS = "-journal", ("-wal", "-shm")
MARKS = (JOURNAL, *LOGS)
"""How the names of SQLite's own files beside a database end."""

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_END = 16
"""Bytes at the end of a journal that names a super-journal: the name's length, its checksum, the magic."""


def beside(path: Path, mark: str) -> Path:
    """The file of SQLite's own that such a mark names beside a database."""
    return path.with_name(path.name + mark)


def refuse_unsafe(path: Path) -> None:
    """Refuse a file beside which SQLite would find something that is not ours.

    Raises:
        StrayCompanion: a write-ahead log or its index, which we never make.
        JournalUnsafe: a journal that is no ordinary file or names another file.
        OSError: it cannot be looked at.
    """
    for mark in LOGS:
        if os.path.lexists(beside(path, mark)):
            raise StrayCompanion(path=str(beside(path, mark)))
    journal = beside(path, JOURNAL)
    try:
        found = os.lstat(journal)
        if not stat.S_ISREG(found.st_mode):
            raise JournalUnsafe(path=str(journal), reason="kind")
        if found.st_size and _names_another(journal):
            raise JournalUnsafe(path=str(journal), reason="names")
    except FileNotFoundError:
        # None is there, or a save that is under way in another process has just ended.
        return


def _names_another(journal: Path) -> bool:
    """True where SQLite would read the name of a super-journal; its checksum is not asked, so that none slips by."""
    with journal.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _END))
        end = stream.read(_END)
    return len(end) == _END and end.endswith(_MAGIC) and 0 < int.from_bytes(end[:4], "big") <= size - _END
