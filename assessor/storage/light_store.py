"""A programme file opened to be looked at: SQLite alone is loaded, so that showing a score does not wait for more."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assessor.errors import BrokenProgramme, StoreReadOnly
from assessor.model.audit import AuditEvent, SealedEvent, Verification
from assessor.model.canonical import digest
from assessor.model.change import Applied, Change, Save, Snapshot
from assessor.storage import sqlite_file
from assessor.storage.base import Store
from assessor.storage.chain import EventRow
from assessor.storage.file_failures import check_readable, told_of_file
from assessor.storage.rows import AnswerRow, Head, RecordRow, SubjectRow
from assessor.storage.snapshots import Rows, snapshot
from assessor.storage.sqlite_file import sqlite_connection, version_of

_EVENTS = """SELECT chain, seq, at, "by", kind, save_id, payload, previous, digest FROM event
WHERE chain = ? AND seq > ? ORDER BY seq"""


def open_to_look(path: Path) -> Store:
    """Open a programme file for reading; one of an older version goes through the full store, which migrates it.

    Raises:
        FileMissing, FileUnreadable, NotAProgramme, NewerProgramme, BrokenProgramme: by what lies at the path.
        StoreFailed: one of its kinds, by what the system reports.
    """
    check_readable(path)
    with told_of_file(str(path)):
        version = version_of(path.resolve(), path)
    return LightStore(path) if version == sqlite_file.VERSION else _full(path)


def _full(path: Path) -> Store:
    from assessor.storage.sqlite_place import open_file

    return open_file(path, read_only=True)


class LightStore:
    """A store that reads; what more is asked (checking, copying) is handed to the full store."""

    def __init__(self, path: Path) -> None:
        """Remember the file; it is opened for each look."""
        self._path = path

    def load(self) -> Snapshot:
        """Everything that people said, as of one moment."""
        rows = self.rows()
        with told_of_file(str(self._path)):
            return snapshot(rows, {})

    def rows(self) -> Rows:
        """Every row as it lies in its table, as of one moment."""
        with self._reading() as connection:
            return Rows(
                head=_head(connection),
                checklist_digest=_one(connection, "SELECT digest FROM checklist"),
                programme=_one(connection, "SELECT content FROM programme"),
                section7=_one(connection, "SELECT content FROM section7"),
                subjects=[
                    SubjectRow(*row)
                    for row in connection.execute("SELECT id, position, content FROM subject ORDER BY position")
                ],
                answers=[
                    AnswerRow(*row)
                    for row in connection.execute(
                        "SELECT subject, control, revision, content, saved_by, saved_at FROM answer"
                    )
                ],
                records=[
                    RecordRow(*row)
                    for row in connection.execute(
                        "SELECT kind, id, revision, content, saved_by, saved_at FROM record ORDER BY kind, id"
                    )
                ],
            )

    def checklist_json(self) -> bytes:
        """The canonical JSON of the programme's checklist; its digest was checked."""
        with self._reading() as connection:
            named, content = (
                _one(connection, "SELECT digest FROM checklist"),
                connection.execute("SELECT content FROM checklist").fetchone(),
            )
        if content is None or not isinstance(content[0], bytes) or digest(content[0]) != named:
            raise BrokenProgramme(path=str(self._path))
        return content[0]

    def head(self) -> tuple[int, str]:
        """Number and digest of the last event."""
        with self._reading() as connection:
            head = _head(connection)
        return head.seq, head.digest

    def apply(self, save: Save, changes: Sequence[Change]) -> Applied:
        """Refused: this file was opened to be looked at.

        Raises:
            StoreReadOnly: always.
        """
        raise StoreReadOnly(path=str(self._path))

    def carried(self) -> tuple[str, ...]:
        """The names of the trails of other copies that are carried beside the programme's own."""
        with self._reading() as connection:
            own = _head(connection).chain
            found = connection.execute("SELECT DISTINCT chain FROM event WHERE chain <> ? ORDER BY chain", (own,))
            return tuple(chain for (chain,) in found)

    def events(self, after: int = 0, chain: str | None = None) -> Iterator[AuditEvent]:
        """The events with a greater number, in order."""
        with self._reading() as connection:
            rows = connection.execute(_EVENTS, (chain or _head(connection).chain, after)).fetchall()
            events = [EventRow(*row).event() for row in rows]
        return iter(events)

    def sealed(self, chain: str | None = None) -> tuple[SealedEvent, ...]:
        """All events as they are sealed, of the programme's own trail or of one it carries."""
        with self._reading() as connection:
            rows = connection.execute(_EVENTS, (chain or _head(connection).chain, 0)).fetchall()
        return tuple(map(SealedEvent._make, rows))

    def verify(self) -> Verification:
        """Check everything, by the full store."""
        with _full(self._path) as store:
            return store.verify()

    def backup(self, target: Path, *, replace: bool = False, check: bool = True) -> None:
        """Write a consistent copy, by the full store."""
        with _full(self._path) as store:
            store.backup(target, replace=replace, check=check)

    def image(self) -> tuple[bytes, Verification]:
        """The bytes of a consistent, verified copy, by the full store."""
        with _full(self._path) as store:
            return store.image()

    def close(self) -> None:
        """Nothing stays open between looks."""

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with (
            told_of_file(str(self._path)),
            closing(sqlite_connection(self._path.resolve(), read_only=True)) as connection,
        ):
            connection.execute("BEGIN")
            yield connection


def _head(connection: sqlite3.Connection) -> Head:
    row = connection.execute("SELECT chain, seq, digest FROM head").fetchone()
    if row is None:
        raise ValueError("no head")
    return Head(*row)


def _one(connection: sqlite3.Connection, query: str) -> str:
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    if row is None or not isinstance(row[0], str):
        raise ValueError(query)
    return row[0]
