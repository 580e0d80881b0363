"""Engines for files and servers: no lock taken before it is needed, one file never mistaken for another."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool, StaticPool

from assessor.errors import MissingOptional
from assessor.faults.stores import ServerUnguarded
from assessor.parts import INSTALL
from assessor.storage.companions import refuse_unsafe
from assessor.storage.sqlite_file import BUSY_SECONDS, sqlite_connection
from assessor.storage.target import shown

SILENCE = {"tcp_user_timeout": 15_000, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
"""How long silence is borne: milliseconds for what was sent, seconds for asking whether the server is there still."""

WRITING = {"writing": True}
"""Execution options of a connection that will write: in SQLite it queues for the write lock at its first step."""

READING: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
"""Execution options, by dialect, of a connection that reads: it sees one moment."""


@contextmanager
def file_transaction(path: Path, *, read_only: bool, foreign_keys: bool = True) -> Iterator[Connection]:
    """One transaction on a file, committed at the end; nothing stays open after it."""
    engine = sqlite_engine(path, read_only=read_only, foreign_keys=foreign_keys)
    try:
        with engine.connect().execution_options(**({} if read_only else WRITING)) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def sqlite_engine(path: Path, *, read_only: bool, foreign_keys: bool = True) -> Engine:
    """An engine that keeps one connection to the file, as long as the file there is still the same."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlite_connection(path, read_only=read_only, foreign_keys=foreign_keys),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=16,
        hide_parameters=True,
    )

    def note_file(_: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(path)

    def check_file(_: DBAPIConnection, record: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        # A program that syncs folders may have put another file there: what is written into the old one is lost.
        if record.info["file"] != _identity(path):
            raise DisconnectionError
        # SQLite looks for a journal at every transaction, and would play back one that came meanwhile.
        refuse_unsafe(path)

    event.listen(engine, "connect", note_file)
    event.listen(engine, "checkout", check_file)
    event.listen(engine, "begin", _begin)
    return engine


def memory_engine(connection: sqlite3.Connection) -> Engine:
    """An engine on one open connection to a database in memory; disposing of it closes the connection."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def postgresql_engine(target: str) -> Engine:
    """An engine for a `postgresql://` URL.

    Raises:
        MissingOptional: psycopg is not installed.
        ServerUnguarded: a server on another computer, and not said how the way there is guarded.
        sqlalchemy.exc.ArgumentError: not a URL.
    """
    try:
        import psycopg  # noqa: F401  (asked for by name so that its absence is told, not met later)
    except ImportError as error:
        raise MissingOptional(what="PostgreSQL", command=INSTALL["postgres"]) from error
    url = make_url(target).set(drivername="postgresql+psycopg")
    _refuse_unguarded(url)
    return create_engine(
        url,
        pool_size=2,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": BUSY_SECONDS, "options": _options(url), **_patience(url)},
    )


def _patience(url: URL) -> dict[str, int]:
    """A wire that was pulled says nothing, and the system itself waits 15 minutes; what the address says holds."""
    return {name: value for name, value in SILENCE.items() if name not in url.query}


def _refuse_unguarded(url: URL) -> None:
    """Refuse a way to another computer of which nobody said how it is guarded: left alone, the library would go on
    without a word where the server, or somebody between, says that it knows no encryption.
    """
    named = (url.host or "", *_values(url, "host"), *_values(url, "hostaddr"))
    hosts = [host for one in named for host in one.split(",") if host and not _is_here(host)]
    if hosts and not (url.query.get("sslmode") or os.environ.get("PGSSLMODE")):
        raise ServerUnguarded(path=shown(str(url.set(drivername="postgresql"))), host=hosts[0])


def _values(url: URL, name: str) -> tuple[str, ...]:
    found = url.query.get(name, ())
    return (found,) if isinstance(found, str) else tuple(found)


def _is_here(host: str) -> bool:
    """A socket, an address of this computer, or no name that any computer can have."""
    if host.startswith(("/", "@", "[")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _options(url: URL) -> str:
    given = url.query.get("options", "")
    # Whatever the server's own habit: a save is told only when it is on the disk there.
    own = f"-c lock_timeout={BUSY_SECONDS}s -c client_encoding=UTF8 -c synchronous_commit=on"
    return f"{given} {own}" if isinstance(given, str) and given else own
