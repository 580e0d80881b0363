"""Of the events found in a damaged file only a trail that hangs together goes on; the rest is named or left out."""

from assessor.model.canonical import canonical_json
from assessor.service.salvaging import _sound
from assessor.storage.chain import CARRIED, EventRow, Stamp, carried_row, sealed_event
from assessor.storage.ledger import created
from assessor.storage.rows import AnswerRow, Head, State, SubjectRow, answer_row, canonical, dumped
from assessor.storage.salvaged_trails import Trails
from assessor.storage.salvaging import Remains, _head
from tests.model.mini import mini
from tests.storage.places import BUS, CITY, WHOLE, new_save, said

CHAIN, OTHER = "c" * 32, "d" * 32


def trail(chain: str, answers: int) -> list[EventRow]:
    """A trail of a programme with so many answers."""
    first, _ = created(chain, "0" * 64, CITY, WHOLE, new_save())
    rows = [first]
    for number in range(answers):
        rows.append(after(rows[-1], "answer", answer_payload(f"GOV-{number:02d}")))
    return rows


def answer_payload(control: str) -> dict[str, object]:
    return {"version": 1, "subject": "programme", "control": control, "revision": 1, "before": None} | {
        "after": dumped(said())
    }


def after(row: EventRow, kind: str, payload: dict[str, object], previous: str | None = None) -> EventRow:
    save = new_save()
    head = Head(row.chain, row.seq, previous or row.digest)
    return sealed_event(head, Stamp(save.id, save.by, "2026-11-22T08:30:00.000000+00:00"), kind, payload)


def merged(row: EventRow, last: EventRow, **wrong: object) -> EventRow:
    named = {"version": 1, "chain": last.chain, "seq": last.seq, "digest": last.digest, **wrong}
    return after(row, "merged", named)


def carried(rows: list[EventRow]) -> list[EventRow]:
    name = f"{rows[0].chain}{CARRIED}{rows[-1].digest[:16]}"
    return [carried_row(row, name) for row in rows]


def test_a_whole_trail_goes_on_whole_in_whatever_order_it_lies() -> None:
    rows = trail(CHAIN, 3)
    trails = Trails([rows[2], rows[0], rows[3], rows[1]])
    assert trails.own == CHAIN and trails.events() == rows
    assert trails.beginning() == (tuple(rows), {})


def test_an_event_with_a_whole_seal_that_follows_no_other_does_not_go_on() -> None:
    """Somebody who can seal an event has not thereby put it into the trail."""
    rows = trail(CHAIN, 1)
    strange = after(rows[-1], "answer", answer_payload("GOV-09"), previous="f" * 64)
    own, _ = Trails([*rows, strange]).beginning()
    assert own == tuple(rows)


def test_a_missing_event_ends_what_goes_on() -> None:
    rows = trail(CHAIN, 4)
    assert Trails([*rows[:2], *rows[3:]]).beginning()[0] == tuple(rows[:2])
    assert Trails(rows[1:]).beginning() == ((), {})
    assert Trails([]).own == ""


def test_trails_of_other_copies_go_on_with_those_they_name_themselves() -> None:
    inner = carried(trail(OTHER, 2))
    middle = trail("e" * 32, 1)
    middle = carried([*middle, merged(middle[-1], inner[-1])])
    own = trail(CHAIN, 5)
    own = [*own, merged(own[-1], middle[-1])]
    found, kept = Trails([*own, *middle, *inner]).beginning()
    assert found == tuple(own) and kept == {middle[0].chain: tuple(middle), inner[0].chain: tuple(inner)}
    # One that is named within is not whole: what names it cannot go on, and so on outwards.
    found, kept = Trails([*own, *middle, *inner[:-1]]).beginning()
    assert found == tuple(own[:-1]) and kept == {}


def test_a_trail_that_is_named_with_another_end_does_not_go_on() -> None:
    inner = carried(trail(OTHER, 2))
    own = trail(CHAIN, 5)
    wrongs: tuple[dict[str, object], ...] = (
        {"digest": "0" * 64},
        {"seq": 9},
        {"chain": "x"},
        {"digest": {}},
        {"seq": []},
    )
    for wrong in wrongs:
        strange = merged(own[-1], inner[-1], **wrong)
        assert Trails([*own, strange, *inner]).beginning()[1] == {}, wrong


def test_what_the_head_of_another_trail_says_counts_for_nothing() -> None:
    heads = [(None, OTHER, 9, "0" * 64), (None, CHAIN, 3, "1" * 64)]
    assert _head(heads, CHAIN) == Head(CHAIN, 3, "1" * 64)
    assert _head(heads[:1], CHAIN) is None and _head([(None, CHAIN, 0, "1" * 64)], CHAIN) is None


def test_an_answer_of_a_subject_that_cannot_stand_beside_another_is_named() -> None:
    """`BUS` beside `bus`: a bit of its row was flipped."""
    state = State(programme=canonical(dumped(CITY)), section7="{}")
    for place, one in enumerate((WHOLE, BUS), 1):
        state.subjects[one.id] = SubjectRow(one.id, place, canonical(dumped(one)))
    row = answer_row({**answer_payload("GOV-01"), "subject": "BUS"}, "花子", "2026")
    state.answers[row.pair] = row
    state.answers["%%", "GOV-01"] = AnswerRow("%%", "GOV-01", 1, row.content, "花子", "2026")
    lost: list[str] = []
    checked = _sound(Remains(state, canonical_json(mini()), (), (), (), (), {}), lost)
    assert [one.id for one in checked.subjects] == ["programme", "bus"] and checked.answers == {}
    assert sorted(lost) == ["answer %% GOV-01", "answer BUS GOV-01", "subject %%"]
