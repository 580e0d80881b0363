"""The first schema, as the first released version made it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE_GUARDS = (
    "CREATE TRIGGER event_no_update BEFORE UPDATE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END",
    "CREATE TRIGGER event_no_replace BEFORE INSERT ON event"
    " WHEN EXISTS (SELECT 1 FROM event WHERE (chain = NEW.chain AND seq = NEW.seq) OR save_id = NEW.save_id)"
    " BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END",
)
_POSTGRESQL_GUARDS = (
    "CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the event table is append-only'; END $$",
    "CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event"
    " FOR EACH ROW EXECUTE FUNCTION event_is_append_only()",
    "CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event"
    " FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()",
)


def upgrade() -> None:
    """Make every table and the triggers that keep the event table append-only."""
    _single("head", _text("chain"), _number("seq"), _text("digest"))
    _single("checklist", _text("digest"), sa.Column("content", sa.LargeBinary, nullable=False))
    _single("programme", _text("content"))
    _single("section7", _text("content"))
    op.create_table(
        "subject",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False, unique=True),
        _text("content"),
        sqlite_strict=True,
    )
    op.create_table(
        "answer",
        sa.Column("subject", sa.Text, sa.ForeignKey("subject.id"), primary_key=True),
        sa.Column("control", sa.Text, primary_key=True),
        _number("revision"),
        sa.Column("content", sa.Text),
        *(_text(name) for name in ("saved_by", "saved_at")),
        sqlite_strict=True,
    )
    _records()
    op.create_table(
        "event",
        sa.Column("chain", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(_text(name) for name in ("at", "by", "kind")),
        sa.Column("save_id", sa.Text, nullable=False, unique=True),
        *(_text(name) for name in ("payload", "previous", "digest")),
        sqlite_strict=True,
    )
    for statement in _SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL_GUARDS:
        op.execute(statement)


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        _number("revision"),
        sa.Column("content", sa.Text),
        *(_text(name) for name in ("saved_by", "saved_at")),
        sqlite_strict=True,
    )


def _single(name: str, *columns: sa.Column[Any]) -> None:
    key = sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False)
    op.create_table(name, key, *columns, sqlite_strict=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)
