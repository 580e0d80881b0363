"""What a programme file is made of, by the version of its schema: anything else in it is not ours.

A trigger in a file can swallow a save, a view can show what nobody stored or run without end. So what a file holds must
equal this before anything is selected from it. Written down and not asked of the schema, because a look at a file loads
SQLite alone; a test holds both equal.
"""

from collections.abc import Sequence

Made = tuple[str, str, str, str | None]
"""Type, name, table and statement of a thing in a file, as SQLite keeps them; white space as single spaces."""

EVERYTHING = "SELECT type, name, tbl_name, sql FROM main.sqlite_master"


def _index(table: str, number: int) -> Made:
    return "index", f"sqlite_autoindex_{table}_{number}", table, None


def _table(name: str, columns: str, *, strict: bool = True) -> Made:
    return "table", name, name, f"CREATE TABLE {name} ( {columns} ){' STRICT' if strict else ''}"


def _guard(name: str, body: str) -> Made:
    refused = "BEGIN SELECT RAISE(ABORT, 'the event table is append-only'); END"
    return "trigger", name, "event", f"CREATE TRIGGER {name} BEFORE {body} {refused}"


_SINGLE = "id INTEGER NOT NULL CHECK (id = 1), "
_SAVED = "revision INTEGER NOT NULL, content TEXT, saved_by TEXT NOT NULL, saved_at TEXT NOT NULL, "

_FIRST: tuple[Made, ...] = (
    _table("head", f"{_SINGLE}chain TEXT NOT NULL, seq INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (id)"),
    _table("checklist", f"{_SINGLE}digest TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (id)"),
    _table("programme", f"{_SINGLE}content TEXT NOT NULL, PRIMARY KEY (id)"),
    _table("section7", f"{_SINGLE}content TEXT NOT NULL, PRIMARY KEY (id)"),
    _table(
        "subject",
        "id TEXT NOT NULL, position INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (position)",
    ),
    _index("subject", 1),
    _index("subject", 2),
    _table("record", f"kind TEXT NOT NULL, id TEXT NOT NULL, {_SAVED}PRIMARY KEY (kind, id)"),
    _index("record", 1),
    _table(
        "event",
        'chain TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, "by" TEXT NOT NULL, kind TEXT NOT NULL,'
        " save_id TEXT NOT NULL, payload TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL,"
        " PRIMARY KEY (chain, seq), UNIQUE (save_id)",
    ),
    _index("event", 1),
    _index("event", 2),
    _guard("event_no_update", "UPDATE ON event"),
    _guard("event_no_delete", "DELETE ON event"),
    _guard(
        "event_no_replace",
        "INSERT ON event WHEN EXISTS"
        " (SELECT 1 FROM event WHERE (chain = NEW.chain AND seq = NEW.seq) OR save_id = NEW.save_id)",
    ),
    _table(
        "alembic_version",
        "version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)",
        strict=False,
    ),
    _index("alembic_version", 1),
    _table(
        "answer",
        f"subject TEXT NOT NULL, control TEXT NOT NULL, {_SAVED}PRIMARY KEY (subject, control),"
        " FOREIGN KEY(subject) REFERENCES subject (id)",
    ),
    _index("answer", 1),
)

MADE: dict[int, tuple[Made, ...]] = {1: _FIRST}
"""By version; a migration adds its own, and what an older program made stays."""


def difference(found: Sequence[Sequence[object]], version: int) -> str | None:
    """The name of a thing that is in a file and not ours, or ours and not in it; None where all is as it was made."""
    wanted = {made[1]: made for made in MADE.get(version, ())}
    for row in found:
        kind, name, table, statement = row
        plain = " ".join(statement.split()) if isinstance(statement, str) else statement
        if wanted.pop(str(name), None) != (kind, name, table, plain):
            return str(name)
    return next(iter(wanted), None)
