"""Roles on a server: what each may do is held by the database itself, whatever program speaks to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from assessor.errors import AssessorError, ExitCode
from assessor.faults.stores import NameTooLong, NotStored, RoleStays, ServerNeeded, StoreForbids, UnknownLogin
from assessor.model.audit import AuditEvent
from assessor.model.change import Change, RecordChange, SubjectChange
from assessor.model.text import LONGEST_LINE
from assessor.service.sharing import copy, roles, set_roles
from assessor.storage.opening import open_store
from assessor.storage.roles import APPROVED_KINDS, signed
from tests.storage.places import BUS, Place, answering, new_database, new_save, said

psycopg = pytest.importorskip("psycopg")

LOGINS = {"officer": "hanako", "approver": "kacho", "auditor": "kansa"}


@pytest.fixture(scope="module")
def logins(server: str) -> str:
    """A server that knows one login for each role, and one more."""
    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        for login in (*LOGINS.values(), "jiro"):
            connection.execute(f"CREATE ROLE {login} LOGIN".encode())
    return server


@pytest.fixture
def place(logins: str) -> Iterator[Place]:
    """A programme in a database whose roles are set up."""
    made = Place(new_database(logins))
    made.create().apply(new_save(), [SubjectChange(subject=BUS), answering("A", said())])
    set_roles(made.target, [(login, role) for role, login in LOGINS.items()], [])
    yield made
    made.close()


def by(place: Place, login: str) -> Place:
    """The same database as another login sees it."""
    return Place(place.target.replace("tester@", f"{login}@"))


@contextmanager
def sql(place: Place, login: str) -> Iterator[Any]:
    """A session of a login with whatever program it likes."""
    with psycopg.connect(by(place, login).target, autocommit=True) as connection:
        yield connection


def approval(kind: str) -> Change:
    return RecordChange(kind=kind, id="R-1", content={"stage": "adopted"})


def last(place: Place) -> AuditEvent:
    with open_store(place.target, read_only=True) as store:
        return list(store.events())[-1]


def test_an_auditor_reads_everything_and_writes_nothing(place: Place) -> None:
    with by(place, "kansa").open() as store:
        assert store.verify().is_sound
        assert store.load().rows["programme", "A"].answer == said()
        before = store.head()
        with pytest.raises(StoreForbids) as caught:
            store.apply(new_save(), [answering("A", None)])
        assert caught.value.exit_code is ExitCode.STORE_FAILED
        assert store.head() == before


def test_an_officer_answers_and_neither_releases_nor_approves(place: Place) -> None:
    with by(place, "hanako").open() as store:
        store.apply(new_save(), [answering("B", said()), SubjectChange(subject=BUS.model_copy(update={"name": "新"}))])
        store.apply(new_save(), [RecordChange(kind="remediation-item", id="M-001", content={"title": "棚卸し"})])
        store.apply(new_save(), [RecordChange(kind="remediation-item", id="M-001", content={"title": "棚卸し2"})])
        before = store.head()
        for kind in APPROVED_KINDS:
            with pytest.raises(StoreForbids):
                store.apply(new_save(), [answering("C", said()), approval(kind)])
        assert store.head() == before
        assert store.verify().is_sound


def test_an_approver_releases_and_approves_and_an_officer_cannot_change_it_afterwards(place: Place) -> None:
    with by(place, "kacho").open() as store, by(place, "hanako").open() as officer:
        for kind in APPROVED_KINDS:
            store.apply(new_save(), [approval(kind), answering("B", said(comment=kind))])
            with pytest.raises(StoreForbids):
                officer.apply(new_save(), [RecordChange(kind=kind, id="R-1", content=None)])
        assert store.verify().is_sound
        assert {kind for kind, _ in store.load().records} == set(APPROVED_KINDS)


def test_a_login_without_a_role_sees_nothing(place: Place) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(by(place, "jiro").target)


@pytest.mark.parametrize("login", [*LOGINS.values(), "tester"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET payload = '{}'",
        "DELETE FROM event",
        "TRUNCATE event",
        "UPDATE event SET \"by\" = 'だれか'",
    ],
)
def test_nobody_changes_the_trail_not_even_its_owner(place: Place, login: str, statement: str) -> None:
    with sql(place, login) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement.encode())
    assert place.open().verify().is_sound


OUTSIDE = [
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "ALTER TABLE event DISABLE ROW LEVEL SECURITY",
    "DROP POLICY event_add ON event",
    "DROP TABLE event",
    "DELETE FROM answer",
    "DELETE FROM record",
    "UPDATE checklist SET content = ''",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE head SET chain = 'x'",
    "INSERT INTO head VALUES (2, 'x', 1, 'x')",
    "CREATE TABLE mine (id int)",
    "SET SESSION AUTHORIZATION tester",
    "SET ROLE tester",
]


@pytest.mark.parametrize("statement", OUTSIDE)
def test_no_role_goes_beyond_its_grants_with_a_program_of_its_own(place: Place, statement: str) -> None:
    for login in LOGINS.values():
        with sql(place, login) as connection, pytest.raises(psycopg.Error):
            connection.execute(statement.encode())


EVENT = (
    "INSERT INTO event SELECT chain, seq + 1, at, {by}, {kind}, 'own', {payload}, digest, 'own'"
    " FROM event ORDER BY seq DESC LIMIT 1"
)
MOVE = "UPDATE head SET seq = seq + 1, digest = 'own'"


@pytest.mark.parametrize(
    "values",
    [
        {"by": "'課長'"},
        {"by": "'課長 [kacho]'"},
        {"by": "'hanako] [kacho]'"},
        {"kind": "'created'"},
        {"kind": "'merged'"},
        {"kind": "'record'", "payload": '\'{{"kind":"{approved}"}}\''},
        {"kind": "'record'", "payload": '\'{{"kind":"x","kind":"{approved}"}}\''},
    ],
)
@pytest.mark.parametrize("approved", APPROVED_KINDS)
def test_an_officers_own_program_forges_no_name_and_no_approval(
    place: Place, values: dict[str, str], approved: str
) -> None:
    filled = {"by": "'山田 [hanako]'", "kind": "'answer'", "payload": "'{{}}'", **values}
    filled["payload"] = filled["payload"].format(approved=approved)
    with sql(place, "hanako") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(EVENT.format(**filled).encode())


def test_what_an_officers_own_program_may_still_write_is_found(place: Place) -> None:
    """Positive control: the statement of the test above is one that would be let through under the right name."""
    own = EVENT.format(by="'山田 [hanako]'", kind="'answer'", payload="'{}'")
    with sql(place, "hanako") as connection, connection.transaction():
        connection.execute(own.encode())
        connection.execute(MOVE.encode())
    assert not place.open().verify().is_sound
    place.open().apply(new_save(), [answering("Z", said())])


_OWN = EVENT.format(by="'hanako'", kind="'answer'", payload="'{}'")


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE head SET seq = 2147483647"],
        ["UPDATE head SET seq = seq - 1, digest = (SELECT previous FROM event ORDER BY seq DESC LIMIT 1)"],
        ["UPDATE head SET digest = 'x'"],
        [_OWN],
        [_OWN.replace("seq + 1", "2147483647")],
        [_OWN.replace("seq + 1", "seq + 2")],
        [_OWN.replace(", digest, 'own'", ", 'x', 'own'"), MOVE],
        [_OWN, _OWN.replace("'own'", "'more'"), MOVE],
    ],
)
def test_no_officer_brings_the_others_to_a_standstill(place: Place, statements: list[str]) -> None:
    with sql(place, "hanako") as connection, pytest.raises(psycopg.errors.CheckViolation), connection.transaction():
        for statement in statements:
            connection.execute(statement.encode())
    with by(place, "kacho").open() as store:
        store.apply(new_save(), [answering("B", said()), answering("C", said()), answering("B", None)])
        assert store.verify().is_sound


def test_without_those_triggers_one_statement_would_stop_everybody(place: Place) -> None:
    with sql(place, "tester") as owner:
        for table in ("event", "head"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
    with sql(place, "hanako") as connection:
        connection.execute(b"UPDATE head SET seq = 2147483647")
    with by(place, "kacho").open() as store, pytest.raises(AssessorError):
        store.apply(new_save(), [answering("B", said())])


def test_an_existing_server_gets_the_triggers_when_roles_are_set_up_again(place: Place) -> None:
    with sql(place, "tester") as owner:
        for name, table in (("event_follows", "event"), ("event_is_told", "event"), ("head_follows", "head")):
            owner.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()".encode())
    set_roles(place.target, [], [])
    with sql(place, "hanako") as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(b"UPDATE head SET seq = 2147483647")


def test_a_trigger_that_is_not_ours_is_found(place: Place) -> None:
    quiet = "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
    with sql(place, "tester") as owner:
        owner.execute(quiet.encode())
        owner.execute(b"CREATE TRIGGER quiet BEFORE INSERT ON answer FOR EACH ROW EXECUTE FUNCTION quiet()")
    store = place.open()
    assert [(fault.code, fault.subject) for fault in store.verify().faults] == [("made_differently", "quiet")]
    for changes in ([answering("Q", said())], [answering("Q", said()), answering("R", said())]):
        with pytest.raises(NotStored):
            store.apply(new_save(), changes)


@pytest.mark.parametrize("call", ["lo_creat(-1)", "lo_create(0)", "lo_from_bytea(0, 'x')"])
def test_no_login_fills_the_disk_with_what_belongs_to_no_table(place: Place, call: str) -> None:
    for login in LOGINS.values():
        with sql(place, login) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"SELECT {call}".encode())


def test_a_programme_with_roles_is_copied_to_another_place_and_back(place: Place, logins: str, tmp_path: Path) -> None:
    place.open().apply(new_save(), [answering("B", said()), answering("C", said())])
    there = Place(new_database(logins))
    assert copy(place.target, str(tmp_path / "a.assessor")) == copy(str(tmp_path / "a.assessor"), there.target)
    set_roles(there.target, [("hanako", "officer")], [])
    with by(there, "hanako").open() as store:
        store.apply(new_save(), [answering("B", None)])
        assert store.verify().is_sound


def test_a_role_that_stays_is_told_and_nothing_is_set_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of version 16 or later only warns where somebody else gave the role; so does one that is deaf."""
    whole = Connection.exec_driver_sql

    def deaf(self: Connection, statement: str, *more: Any, **how: Any) -> Any:
        return whole(self, "SELECT 1" if statement.startswith("REVOKE") and ' FROM "' in statement else statement)

    monkeypatch.setattr(Connection, "exec_driver_sql", deaf)
    for given, removed in (([], ["hanako"]), ([("hanako", "auditor")], []), ([("jiro", "officer")], ["hanako"])):
        with pytest.raises(RoleStays) as caught:
            set_roles(place.target, given, removed)
        assert caught.value.values["login"] == "hanako"
    assert ("jiro", "officer") not in roles(place.target)


def test_without_the_row_policies_an_officer_could_approve_and_the_test_would_notice(place: Place) -> None:
    with sql(place, "tester") as owner:
        for table in ("event", "record"):
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY".encode())
    with by(place, "hanako").open() as store:
        store.apply(new_save(), [approval(APPROVED_KINDS[0])])
        assert (APPROVED_KINDS[0], "R-1") in store.load().records


def test_the_trail_names_the_login_whatever_name_was_given(place: Place) -> None:
    with by(place, "hanako").open() as store:
        store.apply(new_save("課長 [kacho]"), [answering("B", said())])
        assert last(place).by == "課長 [kacho] [hanako]"
        store.apply(new_save("hanako"), [answering("C", said())])
        assert last(place).by == "hanako"
        store.apply(new_save("長" * LONGEST_LINE), [answering("D", said())])
        assert store.verify().is_sound
    assert last(place).by.endswith("長 [hanako]") and len(last(place).by) == LONGEST_LINE


def test_a_signature_stands_at_the_end_and_never_twice() -> None:
    assert signed("山田", "yamada") == "山田 [yamada]"
    assert signed("yamada", "yamada") == "yamada"


def test_setting_up_again_changes_nothing_and_a_login_has_one_role(place: Place) -> None:
    everyone = sorted((login, role) for role, login in LOGINS.items())
    assert sorted(roles(place.target)) == everyone
    assert sorted(set_roles(place.target, [], [])) == everyone
    assert ("hanako", "auditor") in set_roles(place.target, [("hanako", "auditor")], ["kacho"])
    assert sorted(roles(place.target)) == [("hanako", "auditor"), ("kansa", "auditor")]
    with by(place, "hanako").open() as store, pytest.raises(StoreForbids):
        store.apply(new_save(), [answering("B", said())])


def test_only_the_owner_sets_up_roles(place: Place) -> None:
    for login in LOGINS.values():
        with pytest.raises(StoreForbids):
            set_roles(by(place, login).target, [("hanako", "approver")], [])


def test_an_owner_who_may_make_roles_and_is_no_superuser_sets_everything_up(logins: str) -> None:
    name = "owned_by_jiro"
    with psycopg.connect(logins.format(database="postgres"), autocommit=True) as connection:
        connection.execute(b"ALTER ROLE jiro CREATEROLE")
        connection.execute(f"CREATE DATABASE {name} OWNER jiro".encode())
    owned = by(Place(logins.format(database=name)), "jiro")
    owned.create()
    for _ in range(2):
        set_roles(owned.target, [("hanako", "officer"), ("kansa", "auditor")], ["kacho"])
    with open_store(owned.target.replace("jiro@", "hanako@")) as store:
        store.apply(new_save("花子"), [answering("A", said())])
        with pytest.raises(StoreForbids):
            store.apply(new_save(), [approval(APPROVED_KINDS[0])])
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(owned.target.replace("jiro@", "kacho@"))
    assert owned.open().verify().is_sound
    with psycopg.connect(logins.format(database="postgres"), autocommit=True) as connection:
        connection.execute(b"ALTER ROLE jiro NOCREATEROLE")
    owned.close()


def test_a_role_in_one_database_is_none_in_another(place: Place, logins: str) -> None:
    other = Place(new_database(logins))
    other.create()
    set_roles(other.target, [], [])
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(by(other, "hanako").target)
    other.close()


def test_names_that_cannot_be_used_are_refused_and_nothing_is_set_up(place: Place, server: str) -> None:
    with pytest.raises(UnknownLogin):
        set_roles(place.target, [("hanako", "approver"), ("だれも", "officer")], [])
    assert ("hanako", "officer") in roles(place.target)
    with pytest.raises(ServerNeeded):
        set_roles("city.assessor", [], [])
    name = "n" * 55
    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    long = Place(server.format(database=name))
    long.create()
    with pytest.raises(NameTooLong):
        set_roles(long.target, [], [])
    long.close()
