"""The tables, the same in SQLite and PostgreSQL; what is stored in them is text, whole numbers and bytes."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    event,
)

from assessor.storage import sqlite_file
from assessor.storage.sqlite_file import APPLICATION_ID

metadata = MetaData()


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _single(name: str, *parts: Any) -> Table:
    """A table of one row."""
    return _table(name, Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False), *parts)


head = _single(
    "head",
    Column("chain", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
checklist = _single("checklist", Column("digest", Text, nullable=False), Column("content", LargeBinary, nullable=False))
programme = _single("programme", Column("content", Text, nullable=False))
section7 = _single("section7", Column("content", Text, nullable=False))
subject = _table(
    "subject",
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False, unique=True),
    Column("content", Text, nullable=False),
)
answer = _table(
    "answer",
    Column("subject", Text, ForeignKey("subject.id"), primary_key=True),
    Column("control", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("content", Text),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)
record = _table(
    "record",
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("content", Text),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)
audit_event = _table(
    "event",
    Column("chain", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("save_id", Text, nullable=False, unique=True),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
)
alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own mark, in Alembic's own form."""

SQLITE_GUARDS = {
    "event_no_update": "BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END",
    "event_no_delete": "BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END",
    "event_no_replace": (
        "BEFORE INSERT ON event"
        " WHEN EXISTS (SELECT 1 FROM event WHERE (chain = NEW.chain AND seq = NEW.seq) OR save_id = NEW.save_id)"
        " BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END"
    ),
}
"""The triggers that keep the event table append-only in SQLite; INSERT OR REPLACE would delete without the third."""

POSTGRESQL_GUARD = (
    "CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the event table is append-only'; END $$"
)
POSTGRESQL_GUARDS = {
    "event_no_change": "BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_append_only()",
    "event_no_truncate": "BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()",
}
"""The same for PostgreSQL."""


def guard_statements(dialect: str) -> list[str]:
    """The statements that make the event table append-only."""
    if dialect == "sqlite":
        return [f"CREATE TRIGGER {name} {body}" for name, body in SQLITE_GUARDS.items()]
    return [POSTGRESQL_GUARD, *(f"CREATE TRIGGER {name} {body}" for name, body in POSTGRESQL_GUARDS.items())]


def revision_of(version: int) -> str:
    """The name of the migration that leads to a schema version."""
    return f"{version:04d}"


def _guard(target: Table, connection: Connection, **_: Any) -> None:
    for statement in guard_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


event.listen(audit_event, "after_create", _guard)


def create_all(connection: Connection) -> None:
    """Make every table and set the marks, in the transaction that is open."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(alembic_version.insert().values(version_num=revision_of(sqlite_file.VERSION)))
    set_marks(connection)


def set_marks(connection: Connection) -> None:
    """Write into a SQLite file whose it is and of which version; it is part of the open transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {sqlite_file.VERSION}")
