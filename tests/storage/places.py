"""Where the storage tests keep programmes, and what they put into them."""

import itertools
import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from assessor.model.assessment import Answer, Evidence
from assessor.model.change import AnswerChange, Save
from assessor.model.programme import Programme, Subject, SubjectKind
from assessor.model.scales import Status
from assessor.storage.base import Store
from assessor.storage.opening import create_store, open_store
from tests.storage.servers import MEMORY as MEMORY
from tests.storage.servers import postgresql_binaries as postgresql_binaries
from tests.storage.servers import running_server as running_server

CHECKLIST = '{"id":"small","title":{"ja":"小さな点検表"}}'.encode()
CITY = Programme(municipality="みらい市", plan="スマートシティ実行計画")
WHOLE = Subject(id="programme", kind=SubjectKind.PROGRAMME, name="計画全体")
BUS = Subject(id="bus", kind=SubjectKind.SERVICE, name="デマンドバス", facts={"camera": True, "cloud": None})
START = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

_numbers = itertools.count(1)


def new_save(by: str = "情報政策課長") -> Save:
    """A save that was never made before."""
    number = next(_numbers)
    return Save(f"save-{number}", by, START + timedelta(seconds=number))


def said(status: Status = Status.IMPLEMENTED, comment: str | None = None) -> Answer:
    """An answer."""
    evidence = (Evidence(title="管理台帳", date=date(2026, 4, 1), reference="共有\\台帳"),)
    return Answer(status=status, comment=comment, evidence=evidence, reason="対象外", as_of=date(2026, 11, 22))


def answering(
    control: str, answer: Answer | None, expected: int | None = None, subject: str = "programme"
) -> AnswerChange:
    """A change of one answer."""
    return AnswerChange(subject=subject, control=control, answer=answer, expected_revision=expected)


@dataclass
class Place:
    """A place for one programme, in a file or on a server."""

    target: str
    file: Path | None = None
    _stores: list[Store] = field(default_factory=list)

    def create(self) -> Store:
        """A new programme there; closed at the end of the test."""
        store = create_store(self.target, CHECKLIST, CITY, WHOLE, new_save())
        self._stores.append(store)
        return store

    def open(self, *, read_only: bool = False) -> Store:
        """One more store on the programme there; closed at the end of the test."""
        store = open_store(self.target, read_only=read_only)
        self._stores.append(store)
        return store

    def signs(self, by: str) -> str:
        """How a name stands in the trail there: a server adds the login."""
        return by if self.file else f"{by} [tester]"

    def tamper(self, *statements: str) -> None:
        """Do what only somebody with the database in hand can do: drop the guards, then change rows."""
        if self.file is None:
            import psycopg

            with psycopg.connect(self.target, autocommit=True) as server:
                server.execute("ALTER TABLE event DISABLE TRIGGER ALL")
                for statement in statements:
                    server.execute(statement.encode())
                server.execute("ALTER TABLE event ENABLE TRIGGER ALL")
            return
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
            for _, sql in triggers:
                connection.execute(sql)

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows as they lie there."""
        if self.file is None:
            import psycopg

            with psycopg.connect(self.target) as server:
                return server.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(statement).fetchall()

    def settle(self) -> None:
        """Wait until a server has ended what a killed client left behind: it goes on by itself for a moment."""
        others = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        for _ in range(3000):
            if self.file is not None or not self.query(others):
                return
            time.sleep(0.01)
        raise AssertionError("the server still works for a client that is gone")

    def close(self) -> None:
        """Close every store that was opened here."""
        for store in self._stores:
            store.close()


def new_database(server: str) -> str:
    """The URL of a new, empty database on a server."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.format(database=name)
