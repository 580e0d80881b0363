"""Another copy's trail beside the programme's own: whole, sealed under its own names, and missed when it goes."""

from itertools import islice
from typing import Any

import pytest
from sqlalchemy import Connection

from assessor.model.change import TrailChange
from assessor.storage import tables
from assessor.storage.base import Store
from assessor.storage.chain import CARRIED, EventRow, Stamp, check, new_head, sealed_event
from assessor.storage.rows import Head, State
from tests.storage.places import Place, answering, new_save, said

BRANCH = "0123456789abcdef"


def carrying(place: Place) -> tuple[Store, str]:
    """A programme that carries its own trail of a moment ago, as a copy's."""
    store = place.create()
    store.apply(new_save("運行課"), [answering("A", said())])
    trail = store.sealed()
    name = f"{trail[0].chain}{CARRIED}{BRANCH}"
    applied = store.apply(new_save(), [TrailChange(chain=name, events=trail), answering("B", said())])
    assert applied.events == 2
    return store, name


def codes(store: Store) -> list[str]:
    return [fault.code for fault in store.verify().faults]


def test_a_carried_trail_is_kept_whole_beside_the_own_one(place: Place) -> None:
    store, name = carrying(place)
    assert store.carried() == (name,) and codes(store) == []
    own, kept = store.sealed(), store.sealed(name)
    assert [one.digest for one in kept] == [one.digest for one in own[: len(kept)]]
    assert {one.chain for one in kept} == {name} and own[-2].kind == "merged"
    assert [event.kind for event in store.events(chain=name)] == ["created", "answer"]
    with place.open(read_only=True) as reader:
        assert reader.carried() == (name,) and reader.sealed(name) == kept and reader.rows() == store.rows()


def test_a_carried_trail_that_is_changed_cut_or_taken_away_shows(place: Place) -> None:
    store, name = carrying(place)
    place.tamper(f"""UPDATE event SET "by" = '別の人' WHERE chain = '{name}' AND seq = 2""")
    assert codes(store) == ["event_changed"]
    place.tamper(f"DELETE FROM event WHERE chain = '{name}' AND seq = 2")
    assert codes(store) == ["trail_missing"]
    place.tamper(f"DELETE FROM event WHERE chain = '{name}'")
    assert codes(store) == ["trail_missing"]
    assert store.verify().faults[0].subject == name


def test_a_trail_that_no_event_names_shows(place: Place) -> None:
    store, name = carrying(place)
    other = f"{name}9"
    place.tamper(
        f"""INSERT INTO event SELECT '{other}', seq, at, "by", kind, save_id || '9', payload, previous, digest
        FROM event WHERE chain = '{name}'"""
    )
    assert codes(store) == ["trail_unnamed"]


def test_a_damaged_index_that_leads_in_a_circle_is_followed_once(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flipped bit in an index gave the same events again and again: the check never ended and took all memory."""
    with file_place.create() as store:
        store.apply(new_save(), [answering("A", said())])
        whole = tables.events
        for wrong in (0, 1, None):

            def circle(connection: Connection, chain: str, after: int, seq: Any = wrong) -> list[EventRow]:
                page = whole(connection, chain, -1)
                return [*page[:-1], page[-1]._replace(seq=seq)] if page else page

            monkeypatch.setattr(tables, "events", circle)
            assert not store.verify().is_sound
            assert len(list(islice(store.events() if wrong is not None else store.sealed(), 50))) < 10


@pytest.mark.parametrize("field", EventRow._fields)
@pytest.mark.parametrize("found", [None, b"bytes", 7.5], ids=str)
def test_whatever_a_damaged_page_gives_for_an_event_is_a_fault(field: str, found: Any) -> None:
    """SQLite hands out what it finds: NULL in a column that takes none, bytes where text was written."""
    first = sealed_event(
        new_head("c"), Stamp("s-1", "花子", "2026-11-22T03:00:00.000000+00:00"), "section7", {"after": {}}
    )
    second = sealed_event(Head("c", 1, first.digest), Stamp("s-2", "花子", first.at), "section7", {"after": {}})
    assert list(check([first, second], State())) == []
    for rows in ([first._replace(**{field: found}), second], [first, second._replace(**{field: found})]):
        assert {fault.code for fault in check(rows, State())} & {"event_changed", "event_missing"}
