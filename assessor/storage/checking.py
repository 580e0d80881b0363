"""What `verify` looks at: the chain, the rows against what the chain says, and the database itself."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import Connection, Table, select, text

from assessor.model.audit import Fault, Verification
from assessor.model.canonical import digest
from assessor.storage import altered, schema, tables
from assessor.storage.chain import EventRow, check, new_head
from assessor.storage.rows import AnswerRow, Head, RecordRow, State
from assessor.storage.trail_guards import TRIGGERS


def verification(connection: Connection) -> Verification:
    """Everything that can be found wrong, inside the transaction that is open.

    Raises:
        sqlalchemy.exc.DBAPIError, ValueError: it cannot even be read.
    """
    different = _different(connection)
    if different is not None:
        return made_differently(different)
    head = tables.head(connection)
    return Verification(chain=head.chain, events=head.seq, head=head.digest, faults=tuple(_faults(connection, head)))


def _faults(connection: Connection, head: Head) -> Iterator[Fault]:
    state = State()
    yield from trail_faults(connection, head, state)
    yield from _rows(connection, state)


def trail_faults(connection: Connection, head: Head, state: State) -> Iterator[Fault]:
    """What is wrong with the database itself and with the chains of events; `state` takes in the programme's own."""
    yield from _database(connection)
    trail = _Trail(tables.every_event(connection, head.chain), new_head(head.chain))
    yield from check(trail, state)
    if trail.last != head:
        yield Fault(code="head_differs", seq=head.seq)
    yield from _carried(connection, dict(state.carried))


def _carried(connection: Connection, claimed: dict[str, Head]) -> Iterator[Fault]:
    """Trails of other copies: each whole, each named by an event of a trail here, and none named that is not here."""
    found: dict[str, Head] = {}
    for chain in tables.carried_chains(connection):
        trail = _Trail(tables.every_event(connection, chain), new_head(chain))
        yield from check(trail, None)
        found[chain] = trail.last
        claimed |= trail.merged
    for chain in sorted(found.keys() | claimed.keys()):
        if chain not in claimed:
            yield Fault(code="trail_unnamed", subject=chain)
        elif found.get(chain) != claimed[chain]:
            yield Fault(code="trail_missing", subject=chain)


def _named(row: EventRow) -> dict[str, Head]:
    """The trail that an event says is carried; none where it was changed, which its digest shows."""
    state = State()
    try:
        state.fold(row.kind, json.loads(row.payload), row.by, row.at)
    except (ValueError, KeyError, TypeError):
        return {}
    return state.carried


class _Trail:
    """Events passing by; `last` is the head they lead to, `merged` the trails that they say are carried."""

    def __init__(self, rows: Iterable[EventRow], start: Head) -> None:
        self._rows = rows
        self.last = start
        self.merged: dict[str, Head] = {}

    def __iter__(self) -> Iterator[EventRow]:
        for row in self._rows:
            self.last = Head(row.chain, row.seq, row.digest)
            if row.kind == "merged":
                self.merged |= _named(row)
            yield row


def _rows(connection: Connection, state: State) -> Iterator[Fault]:
    stored = tables.checklist_digest(connection)
    if not stored == state.checklist_digest == digest(tables.checklist_bytes(connection)):
        yield Fault(code="checklist_differs")
    if tables.content(connection, schema.programme) != state.programme:
        yield Fault(code="programme_differs")
    if tables.content(connection, schema.section7) != state.section7:
        yield Fault(code="section7_differs")
    subjects = {row.id: row for row in tables.subjects(connection)}
    for subject in _unequal(subjects, state.subjects):
        yield Fault(code="subject_differs", subject=subject)
    answers: dict[tuple[str, str], AnswerRow] = {row.pair: row for row in tables.answers(connection)}
    for subject, control in _unequal(answers, state.answers):
        yield Fault(code="answer_differs", subject=subject, control=control)
    records: dict[tuple[str, str], RecordRow] = {row.key: row for row in tables.records(connection)}
    for kind, name in _unequal(records, state.records):
        yield Fault(code="record_differs", subject=kind, control=name)


_Key = TypeVar("_Key", str, tuple[str, str])


def _unequal(ours: Mapping[_Key, object], theirs: Mapping[_Key, object]) -> list[_Key]:
    """The keys that lead to different rows; a damaged row may have a key of any kind, or none."""
    return sorted((key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)), key=repr)


def made_differently(name: str) -> Verification:
    """What is found of a file that holds what is not ours: nothing more is asked of it, because it could show anything,
    or run without end.
    """
    code = "guard_missing" if name in schema.SQLITE_GUARDS else "made_differently"
    return Verification(chain="", events=0, head="", faults=(Fault(code=code, subject=name),))


def _different(connection: Connection) -> str | None:
    if connection.dialect.name != "sqlite":
        return None
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return altered.difference(connection.execute(text(altered.EVERYTHING)).all(), version)


def _database(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
            yield Fault(code="database_damaged")
    else:
        yield from _triggers(connection)


def _triggers(connection: Connection) -> Iterator[Fault]:
    """Those that keep the trail, and none that is not ours: one of them could swallow a save."""
    ours = set(schema.POSTGRESQL_GUARDS)
    asked = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        " AND tgrelid IN (SELECT oid FROM pg_class WHERE relname = ANY(:tables)"
        " AND relnamespace = current_schema()::regnamespace)"
    )
    tables_here = [table.name for table in schema.metadata.sorted_tables]
    found = set(connection.execute(text(asked), {"tables": tables_here}).scalars())
    if not ours <= found:
        yield Fault(code="guard_missing")
    for name in sorted(found - ours - set(TRIGGERS)):
        yield Fault(code="made_differently", subject=name)


COPIED = tuple(table for table in schema.metadata.sorted_tables if table is not schema.alembic_version)
"""What people said and how it came about; the mark of the schema is each place's own."""


def digest_of_rows(connection: Connection) -> str:
    """SHA-256 over every row of every table but the mark: equal in two places that hold the same programme."""
    found = hashlib.sha256()
    for table in COPIED:
        found.update(f"{table.name}\0".encode())
        for row in sorted(_as_bytes(connection, table)):
            found.update(row)
    return found.hexdigest()


def _as_bytes(connection: Connection, table: Table) -> Iterator[bytes]:
    """Each row as bytes, in no order: two databases order text differently."""
    for row in connection.execute(select(table)):
        values = [bytes(value) if isinstance(value, (bytes, memoryview)) else value for value in row]
        yield f"{values!r}\0".encode()
