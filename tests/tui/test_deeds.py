"""Undo and redo: the way back is the way there, backwards."""

from hypothesis import given
from hypothesis import strategies as st

from assessor.model.assessment import Answer, PairKey
from assessor.tui.deeds import Deed, FactDeed, Step, Steps
from tests.model.mini import answer

SAID: tuple[Answer | None, ...] = (None, answer("implemented"), answer("partial"), answer("unknown"))
PAIRS: tuple[PairKey, ...] = (("bus", "SVC-01"), ("bus", "SVC-02"), ("walk", "SVC-01"))


def _done(state: dict[PairKey, Answer | None], step: Step) -> None:
    for deed in step:
        assert isinstance(deed, Deed)
        assert state.get(deed.pair) == deed.before
        state[deed.pair] = deed.after


@given(st.lists(st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from(SAID)), min_size=1, max_size=3), max_size=6))
def test_undoing_everything_leads_back_and_redoing_everything_forth(moves: list[list[tuple[PairKey, Answer]]]) -> None:
    steps = Steps()
    state: dict[PairKey, Answer | None] = {}
    for move in moves:
        step = tuple(Deed(pair, state.get(pair), after) for pair, after in dict(move).items())
        _done(state, step)
        steps.add(step)
    end = dict(state)
    while (back := steps.back()) is not None:
        _done(state, back)
    assert all(one is None for one in state.values())
    while (forth := steps.forth()) is not None:
        _done(state, forth)
    assert state == end


def test_a_new_step_ends_what_could_be_done_again() -> None:
    steps = Steps()
    steps.add((Deed(PAIRS[0], None, SAID[1]),))
    steps.back()
    steps.add((FactDeed("bus", "camera", None, True),))
    assert steps.forth() is None
    assert steps.back() == (FactDeed("bus", "camera", True, None),)


def test_a_pair_somebody_else_answered_is_undone_no_more() -> None:
    steps = Steps()
    steps.add((Deed(PAIRS[0], None, SAID[1]),))
    steps.add((Deed(PAIRS[1], None, SAID[1]),))
    steps.forget(PAIRS[1])
    assert steps.back() == (Deed(PAIRS[0], SAID[1], None),)
    assert steps.back() is None
