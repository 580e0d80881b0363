"""The three-way merge: nothing that either copy changed is lost, and only what differs is asked."""

from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.merging import MergeConflict, Side, three_way

ITEMS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("12"), max_size=4)


def test_every_way_a_piece_can_change_is_told_apart() -> None:
    base = {"same": "1", "ours": "1", "theirs": "1", "both": "1", "clash": "1", "gone": "1"}
    ours = {"same": "1", "ours": "2", "theirs": "1", "both": "2", "clash": "2", "gone": "1", "new here": "1"}
    theirs = {"same": "1", "ours": "1", "theirs": "2", "both": "2", "clash": "3", "new there": "1"}
    made = three_way(base, ours, theirs, {})
    assert made.taken == {"theirs": "2", "gone": None, "new there": "1"}
    assert made.conflicts == (MergeConflict("clash", "1", "2", "3"),) and made.settled == ()
    assert (made.ours, made.both) == (2, 1)
    assert made.before == {"theirs": "1", "gone": "1"}


def test_a_conflict_is_settled_by_its_key_before_it_is_by_preference() -> None:
    made = three_way({}, {"a": "1", "b": "1"}, {"a": "2", "b": "2"}, {"a": Side.A}, prefer=Side.B)
    assert made.taken == {"b": "2"} and made.conflicts == ()
    assert {conflict.key: side for conflict, side in made.settled} == {"a": Side.A, "b": Side.B}


@given(ITEMS, ITEMS, ITEMS)
def test_what_one_copy_alone_changed_always_stands(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    made = three_way(base, ours, theirs, {})
    merged = {**ours, **made.taken}
    open_ones = {one.key for one in made.conflicts}
    for key in {*base, *ours, *theirs} - open_ones:
        before, here, there = base.get(key), ours.get(key), theirs.get(key)
        assert merged.get(key) == (there if here == before else here)
    assert open_ones == {
        key
        for key in {*base, *ours, *theirs}
        if ours.get(key) != theirs.get(key) and base.get(key) not in (ours.get(key), theirs.get(key))
    }
