"""Several officers on one server: no update lost, no save doubled, nothing acknowledged lost when the server dies."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from assessor.model.change import Applied, Change, Save
from assessor.storage import connect
from assessor.storage.base import Store
from assessor.storage.opening import open_store
from tests.storage.places import Place, answering, new_database, new_save, said
from tests.storage.servers import LOUD, Server, own_server, postgresql_binaries
from tests.trust.officers import UNHARMED, Beside, Told, Wish, at_work, harm
from tests.trust.scale import LEVEL, count, measured

psycopg = pytest.importorskip("psycopg")

OFFICERS, EDITS = 8 if LEVEL == "part" else 100, count(12, 100, 10_000)
LOOK = 0.0 if LEVEL == "part" else 1.0
"""Nobody settles a conflict in the instant in which it is shown; where a hundred do, most of the work is conflicts."""
MANY, OFTEN, KILLS = 100, 100, 100


def server_with(*settings: str) -> Iterator[Server]:
    binaries = postgresql_binaries()
    if binaries is None:
        pytest.skip(f"{LOUD}several officers on one server were not tested")
    with own_server(binaries, *settings) as server:
        yield server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    yield from server_with("max_connections=230")


@pytest.fixture
def place(server: Server) -> Iterator[Place]:
    made = Place(new_database(server.url))
    made.create().close()
    yield made
    made.close()


def test_officers_on_the_same_questions_lose_no_update_and_double_no_save(place: Place) -> None:
    told = at_work(place.target, OFFICERS, Wish(EDITS, look=LOOK))
    measured("G11 at once", officers=OFFICERS, edits=len(told.saves), conflicts=told.conflicts)
    assert harm(place.target, told, OFFICERS * EDITS) == UNHARMED
    assert len(told.saves) == OFFICERS * EDITS


def test_officers_who_all_read_before_anybody_writes_each_meet_a_conflict_and_lose_nothing(place: Place) -> None:
    wish = Wish(4, questions=("Q1",), meeting=threading.Barrier(3))
    told = at_work(place.target, 3, wish)
    assert harm(place.target, told, 12) == UNHARMED
    assert told.conflicts >= 2 * 4


def test_officers_who_do_not_say_what_they_answer_lose_updates_and_the_judge_sees_it(place: Place) -> None:
    """Positive control: the same work without the revision in it."""
    wish = Wish(4, questions=("Q1",), careless=True, meeting=threading.Barrier(3))
    told = at_work(place.target, 3, wish)
    assert harm(place.target, told, 12).lost_updates >= 2 * 4


def test_a_store_that_forgets_what_it_wrote_writes_twice_and_the_judge_sees_it(place: Place) -> None:
    """Positive control: a save given again comes under another id."""

    class Forgetful:
        def __init__(self, store: Store) -> None:
            self._store = store

        def apply(self, save: Save, changes: Sequence[Change]) -> Applied:
            return self._store.apply(new_save(save.by), changes)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._store, name)

    told = at_work(place.target, 1, Wish(6, open=lambda target: Forgetful(open_store(target))))
    found = harm(place.target, told, 6)
    assert found.written_twice == 2 and found.acknowledged_lost == 6


def test_an_answer_without_its_event_is_seen_by_the_judge(place: Place) -> None:
    """Positive control: a save that left out its half of the trail."""
    told = at_work(place.target, 1, Wish(2))
    place.tamper("UPDATE answer SET content = replace(content, 'partial', 'implemented')")
    assert harm(place.target, told, 2).unsound == 1


def killing(server: Server, kills: int, between: int) -> Beside:
    """Kills the server whenever so many more saves were acknowledged, and starts it again.

    Every second time it is told to stop at once, which breaks off all sessions and leaves the rest to recovery.
    """

    def meanwhile(told: Told, ended: Callable[[], bool]) -> None:
        for nth in range(1, kills + 1):
            while len(told.saves) < nth * between and not ended():
                time.sleep(0.005)
            (server.kill if nth % 2 else server.stop)()
            server.start()

    return meanwhile


def test_a_server_killed_under_load_loses_nothing_that_was_acknowledged(server: Server, place: Place) -> None:
    officers, edits = 3, 12
    told = at_work(place.target, officers, Wish(edits), killing(server, 2, 8))
    assert harm(place.target, told, officers * edits) == UNHARMED
    assert told.tried_again


def test_a_save_that_is_told_before_it_is_on_the_disk_is_lost_with_the_server_and_the_judge_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Positive control: the same server with a lazy habit, and a store that does not insist."""
    monkeypatch.setattr(connect, "_options", lambda url: "")
    for server in server_with("synchronous_commit=off", "wal_writer_delay=10s"):
        place = Place(new_database(server.url))
        store = place.create()
        # The programme itself is on the disk: what may be lost are the saves, and the judge has something to open.
        with psycopg.connect(place.target, autocommit=True) as database:
            database.execute("CHECKPOINT")
        told = Told()
        for number in range(30):
            save = new_save()
            store.apply(save, [answering("Q1", said(comment=str(number + 1)), number)])
            told.saves.append(save.id)
        server.kill()
        server.start()
        assert harm(place.target, told, 30).acknowledged_lost
        place.close()


def test_a_store_insists_on_the_disk_whatever_the_servers_habit() -> None:
    for server in server_with("synchronous_commit=off", "wal_writer_delay=10s"):
        place = Place(new_database(server.url))
        place.create().close()
        told = at_work(place.target, 1, Wish(5))
        server.kill()
        server.start()
        assert harm(place.target, told, 5) == UNHARMED
        place.close()


@pytest.mark.soak
def test_a_hundred_officers_lose_no_update(place: Place) -> None:
    told = at_work(place.target, MANY, Wish(OFTEN))
    assert harm(place.target, told, MANY * OFTEN) == UNHARMED
    measured("G11", edits=len(told.saves), conflicts=told.conflicts, times=told.times)


@pytest.mark.soak
def test_a_hundred_officers_who_think_are_answered_soon(place: Place) -> None:
    told = at_work(place.target, MANY, Wish(10, think=20.0))
    assert harm(place.target, told, MANY * 10) == UNHARMED
    measured("G11 thinking", edits=len(told.saves), conflicts=told.conflicts, times=told.times)


@pytest.mark.soak
def test_a_server_killed_a_hundred_times_loses_nothing(server: Server, place: Place) -> None:
    officers, edits = 20, 1000
    told = at_work(place.target, officers, Wish(edits), killing(server, KILLS, 150))
    assert harm(place.target, told, officers * edits) == UNHARMED
    measured("G11 killed", acknowledged=len(told.saves), kills=KILLS, refused=told.tried_again)
