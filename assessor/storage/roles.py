"""Who may do what in a PostgreSQL database: three roles, held by the server's own grants and row policies.

An auditor reads. An officer reads and saves, but neither releases nor approves. An approver does that too. Nobody
changes an event; and what a role writes into the trail carries the login's name, whatever name the person gave.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, text

from assessor.faults.stores import NameTooLong, RoleStays, StoreForbids, UnknownLogin
from assessor.model.privacy_parts import PARTS
from assessor.model.record_kinds import RELEASE_KIND
from assessor.model.text import LONGEST_LINE
from assessor.storage import schema
from assessor.storage.quoting import quoted
from assessor.storage.trail_guards import large_object_statements, trail_statements

APPROVED_KINDS = (RELEASE_KIND, PARTS["approval"].kind)
"""The kinds of records that an approver alone writes."""

EVENT_KINDS = ("answer", "record", "subject", "programme", "section7")
"""What can be said on a server; a programme is begun, and copies are merged, by its owner."""

_LONGEST_NAME = 63
_SAVED = ("subject", "answer", "record")
_WHOLES = ("programme", "section7")


class Role(StrEnum):
    """What a login may do."""

    OFFICER = "officer"
    APPROVER = "approver"
    AUDITOR = "auditor"


class Member(NamedTuple):
    """A login and the role it has here."""

    login: str
    role: Role


def login_of(connection: Connection) -> str:
    """The name under which the server knows us; no client can choose it."""
    return str(connection.execute(text("SELECT session_user")).scalar_one())


def signed(by: str, login: str) -> str:
    """Who acts, with the login that cannot be chosen: `山田花子 [yamada]`."""
    if by == login:
        return by
    mark = f" [{login}]"
    return by[: LONGEST_LINE - len(mark)] + mark


def set_up(connection: Connection, members: Sequence[Member], removed: Sequence[str], path: str) -> None:
    """Make the roles, grant them what they may, give each login the one named; all in the transaction that is open.

    Raises:
        StoreForbids: we do not own the programme's tables and database.
        UnknownLogin: one of the logins does not exist.
        NameTooLong: the roles cannot be named after this database.
        RoleStays: a login has another role afterwards than was wanted.
        sqlalchemy.exc.DBAPIError: the server refuses.
    """
    if not _is_owner(connection):
        raise StoreForbids(path=path)
    names = _names(connection)
    logins = [*(one.login for one in members), *removed]
    unknown = next((login for login in logins if not _exists(connection, login)), None)
    if unknown is not None:
        raise UnknownLogin(login=unknown)
    new = [f"CREATE ROLE {quoted(name)} NOLOGIN" for name in names.values() if not _exists(connection, name)]
    policies = _policies({role: quoted(name) for role, name in names.items()})
    taken = [f"REVOKE {quoted(name)} FROM {quoted(login)}" for login in logins for name in names.values()]
    given = [f"GRANT {quoted(names[one.role])} TO {quoted(one.login)}" for one in members]
    place = connection.execute(text("SELECT current_schema()")).scalar_one()
    guards = (*trail_statements(place), *large_object_statements(connection))
    for statement in (*new, *_grants(connection, names), *policies, *guards, *taken, *given):
        # psycopg reads a percent sign as the place of a value, unless it is given none.
        connection.exec_driver_sql(statement.replace("%", "%%"))
    _check_members(connection, members, removed)


def _check_members(connection: Connection, given: Sequence[Member], removed: Sequence[str]) -> None:
    """Hold what is against what was wanted: a server only warns where a role was given by somebody else and stays."""
    wanted = {one.login: {one} for one in given} | {login: set() for login in removed if login not in dict(given)}
    found = members(connection)
    for login, roles in wanted.items():
        if {one for one in found if one.login == login} != roles:
            raise RoleStays(login=login)


def members(connection: Connection) -> list[Member]:
    """The logins that have a role here, by role and name."""
    names = _names(connection)
    query = text(
        "SELECT login.rolname FROM pg_auth_members AS held"
        " JOIN pg_roles AS login ON login.oid = held.member JOIN pg_roles AS role ON role.oid = held.roleid"
        " WHERE role.rolname = :name ORDER BY login.rolname"
    )
    return [
        Member(login, role)
        for role, name in names.items()
        for login in connection.execute(query, {"name": name}).scalars()
    ]


def _names(connection: Connection) -> Mapping[Role, str]:
    """The roles are named after the database: an officer of one programme is none of the others on the server."""
    database = str(connection.execute(text("SELECT current_database()")).scalar_one())
    names = {role: f"{database}_{role.value}" for role in Role}
    if max(len(name.encode()) for name in names.values()) > _LONGEST_NAME:
        raise NameTooLong(name=database)
    return names


def _is_owner(connection: Connection) -> bool:
    tables = [table.name for table in schema.metadata.sorted_tables]
    owned = text(
        "SELECT bool_and(pg_has_role(relowner, 'USAGE')) AND"
        " (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database())"
        " FROM pg_class WHERE relname = ANY(:tables) AND relnamespace = current_schema()::regnamespace"
    )
    return bool(connection.execute(owned, {"tables": tables}).scalar_one())


def _exists(connection: Connection, name: str) -> bool:
    return bool(connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}).scalar())


def _grants(connection: Connection, names: Mapping[Role, str]) -> Iterator[str]:
    database, place = connection.execute(text("SELECT current_database(), current_schema()")).one()
    everyone = ", ".join(quoted(name) for name in names.values())
    writers = ", ".join(quoted(names[role]) for role in (Role.OFFICER, Role.APPROVER))
    every = ", ".join(quoted(table.name) for table in schema.metadata.sorted_tables)
    yield f"REVOKE ALL ON DATABASE {quoted(database)} FROM PUBLIC, {everyone}"
    yield f"REVOKE ALL ON SCHEMA {quoted(place)} FROM PUBLIC, {everyone}"
    yield f"REVOKE ALL ON {every} FROM PUBLIC, {everyone}"
    yield f"GRANT CONNECT ON DATABASE {quoted(database)} TO {everyone}"
    yield f"GRANT USAGE ON SCHEMA {quoted(place)} TO {everyone}"
    yield f"GRANT SELECT ON {every} TO {everyone}"
    yield f"GRANT INSERT ON {', '.join(('event', *_SAVED))} TO {writers}"
    yield f"GRANT UPDATE ON {', '.join((*_SAVED, *_WHOLES))} TO {writers}"
    yield f"GRANT UPDATE (seq, digest) ON head TO {writers}"


def _policies(names: Mapping[Role, str]) -> Iterator[str]:
    """Row policies: each is made anew, so that setting up again leaves what is written here and nothing else."""
    approved = ", ".join(f"'{kind}'" for kind in APPROVED_KINDS)
    kinds = ", ".join(f"'{kind}'" for kind in EVENT_KINDS)
    own = (
        f"chain = (SELECT chain FROM head) AND kind IN ({kinds})"  # noqa: S608 (kinds are ours)
        " AND (\"by\" = session_user OR right(\"by\", length(session_user) + 3) = ' [' || session_user || ']')"
    )
    open_kind = f"(kind <> 'record' OR payload::json ->> 'kind' NOT IN ({approved}))"
    plain = f"kind NOT IN ({approved})"
    officer, approver = names[Role.OFFICER], names[Role.APPROVER]
    made = {
        "record": {
            "record_read": "FOR SELECT USING (true)",
            "record_add": f"FOR INSERT TO {officer} WITH CHECK ({plain})",
            "record_change": f"FOR UPDATE TO {officer} USING ({plain}) WITH CHECK ({plain})",
            "record_approve": f"FOR ALL TO {approver} USING (true) WITH CHECK (true)",
        },
        "event": {
            "event_read": "FOR SELECT USING (true)",
            "event_add": f"FOR INSERT TO {officer} WITH CHECK ({own} AND {open_kind})",
            "event_approve": f"FOR INSERT TO {approver} WITH CHECK ({own})",
        },
    }
    for table, policies in made.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        for name, body in policies.items():
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
            yield f"CREATE POLICY {name} ON {table} {body}"
