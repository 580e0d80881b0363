"""The store over SQLAlchemy Core: one programme in a SQLite file or a PostgreSQL database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from assessor.errors import BrokenProgramme, StoreReadOnly
from assessor.faults.stores import ProgrammeAltered
from assessor.model.assessment import Answer
from assessor.model.audit import AuditEvent, Fault, SealedEvent, Verification
from assessor.model.canonical import digest
from assessor.model.change import Applied, Change, Save, Snapshot
from assessor.storage import schema, tables
from assessor.storage.connect import READING, WRITING
from assessor.storage.failures import told
from assessor.storage.ledger import applied_before, left_alone, plan, save_ids
from assessor.storage.snapshots import Rows, known_answers, snapshot
from assessor.storage.sqlite_file import remove_journal


class SqlStore:
    """A programme's store; `path` is what messages show, `file` is None for a database server."""

    def __init__(self, engine: Engine, path: str, *, file: Path | None, read_only: bool) -> None:
        """Take over an engine whose target was found to be a programme of this version."""
        self._engine = engine
        self._path = path
        self._file = file
        self._read_only = read_only
        self._known: Mapping[str, Answer] = {}
        self._login: str | None = None

    def load(self) -> Snapshot:
        """Everything that people said, as of one moment."""
        rows = self.rows()
        with told(self._path):
            read = snapshot(rows, self._known)
        self._known = known_answers(rows, read)
        return read

    def rows(self) -> Rows:
        """Every row as it lies in its table, as of one moment."""
        with self._reading() as connection:
            return Rows(
                head=tables.head(connection),
                checklist_digest=tables.checklist_digest(connection),
                programme=tables.content(connection, schema.programme),
                section7=tables.content(connection, schema.section7),
                subjects=tables.subjects(connection),
                answers=tables.answers(connection),
                records=tables.records(connection),
            )

    def checklist_json(self) -> bytes:
        """The canonical JSON of the programme's checklist; its digest was checked."""
        with self._reading() as connection:
            named = tables.checklist_digest(connection)
            content = tables.checklist_bytes(connection)
        if digest(content) != named:
            raise BrokenProgramme(path=self._path)
        return content

    def head(self) -> tuple[int, str]:
        """Number and digest of the last event."""
        with self._reading() as connection:
            head = tables.head(connection)
        return head.seq, head.digest

    def apply(self, save: Save, changes: Sequence[Change]) -> Applied:
        """Write all changes with their events, or nothing (see `Store.apply`)."""
        with self._writing() as connection:
            head = tables.head(connection, lock=True)
            own = tables.events_of_save(connection, save_ids(save, len(changes)))
            if own:
                alone = left_alone(save, changes, own)
                first = min(row.seq for row in own.values())
                before = tables.revisions_before(connection, head.chain, first, alone) if alone else {}
                return applied_before(save, changes, own, before)
            planned = plan(head, tables.held(connection, changes), self._signed(connection, save), changes)
            if planned.events:
                tables.write(connection, planned)
            return planned.applied

    def carried(self) -> tuple[str, ...]:
        """The names of the trails of other copies that are carried beside the programme's own."""
        with self._reading() as connection:
            return tuple(tables.carried_chains(connection))

    def events(self, after: int = 0, chain: str | None = None) -> Iterator[AuditEvent]:
        """The events with a greater number, in order; read in pages, so that nobody waits for the reader."""
        while True:
            with self._reading() as connection:
                named = chain or tables.head(connection).chain
                page = [row.event() for row in tables.events(connection, named, after)]
            if not page:
                return
            yield from page
            if not tables.leads_on(page[-1].seq, after):
                return
            after = page[-1].seq

    def sealed(self, chain: str | None = None) -> tuple[SealedEvent, ...]:
        """All events as they are sealed, of the programme's own trail or of one it carries."""
        with self._reading() as connection:
            return tuple(tables.every_event(connection, chain or tables.head(connection).chain))

    def verify(self) -> Verification:
        """Check the chain, replay it, and compare every stored row with what it says."""
        from assessor.storage.checking import made_differently, verification

        try:
            with self._reading() as connection:
                return verification(connection)
        except ProgrammeAltered as error:
            return made_differently(str(error.values["name"]))
        except BrokenProgramme:
            return Verification(chain="", events=0, head="", faults=(Fault(code="unreadable"),))

    def backup(self, target: Path, *, replace: bool = False, check: bool = True) -> None:
        """Write a consistent copy as a programme file (see `Store.backup`)."""
        from assessor.storage.copying import copy_to_file

        with told(self._path):
            copy_to_file(self._engine, self._file, target, replace=replace, check=check)

    def image(self) -> tuple[bytes, Verification]:
        """The bytes of a consistent, verified copy as a programme file (see `Store.image`)."""
        from assessor.storage.copying import image

        with told(self._path):
            return image(self._engine, self._file)

    def close(self) -> None:
        """Let go of the file or the server; calling twice does no harm."""
        self._engine.dispose()
        if self._file is not None and not self._read_only:
            remove_journal(self._file)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _signed(self, connection: Connection, save: Save) -> Save:
        """A save on a server also names the login, which nobody can choose."""
        if self._file is not None:
            return save
        from assessor.storage.roles import login_of, signed

        self._login = self._login or login_of(connection)
        return save._replace(by=signed(save.by, self._login))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        options = READING[self._engine.dialect.name]
        with told(self._path), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._read_only:
            raise StoreReadOnly(path=self._path)
        with told(self._path), self._engine.connect().execution_options(**WRITING) as connection, connection.begin():
            yield connection
