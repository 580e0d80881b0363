"""Read by an attacker: one weak spot at a time, in one way after the other, and what the public text tells of it."""

from collections.abc import Iterable

import pytest

from assessor.engine.choices import printed_statements
from assessor.engine.publication import public_view
from assessor.model.assessment import Assessment, PairKey
from assessor.model.publication import PublicView
from assessor.model.scales import Status
from tests.compose.making import whole_city
from tests.compose.test_section7 import ABOUT
from tests.model.mini import answer, judged, shipped, with_answer
from tests.samples.test_samples import SAMPLE, assessment

WEAK = (answer(Status.NOT_IMPLEMENTED), answer(Status.UNKNOWN), answer(Status.PARTIAL), answer(Status.PLANNED), None)
"""Done by nobody, known by nobody, begun, meant without a year, not answered."""


def seen(said: Assessment) -> PublicView:
    return public_view(judged(said, shipped()))


def weakened(said: Assessment, keys: Iterable[PairKey], how: int) -> Assessment:
    for key in keys:
        said = with_answer(said, key, WEAK[how])
    return said


def without(said: Assessment, hidden: set[str]) -> Assessment:
    """The same city whose officer shows fewer statements."""
    hide = tuple(sorted({*said.section7.hide, *hidden}))
    return said.model_copy(update={"section7": said.section7.model_copy(update={"hide": hide})})


def told(view: PublicView) -> set[str]:
    policies = {one.policy.id for one in view.categories if one.policy}
    return {*(one.id for one in printed_statements(view)), *(one.id for one in view.promises), *policies}


def by_choice(said: Assessment, control: str, weak: PublicView) -> PublicView:
    """What a city without the weak spot prints when its officer leaves the same out."""
    chosen = without(said, {control})
    while extra := told(seen(chosen)) - told(weak):
        chosen = without(chosen, extra)
    return seen(chosen)


@pytest.mark.parametrize("third", range(3))
def test_no_way_of_being_weak_can_be_told_from_another_or_from_a_choice(third: int) -> None:
    """Every control of a city with everything in place, weak on all its subjects."""
    said = whole_city(Status.IMPLEMENTED, **ABOUT)
    for control in sorted(shipped().controls)[third::3]:
        keys = [key for key in said.answers if key[1] == control]
        texts = [seen(weakened(said, keys, how)) for how in (third, 4)]
        assert texts[0] == texts[1], control
        assert texts[0] == by_choice(said, control, texts[0]), control


@pytest.mark.parametrize("how", range(4))
def test_on_one_subject_of_several_all_ways_of_being_weak_read_the_same(how: int) -> None:
    said = assessment(SAMPLE)
    kept = seen(said)
    for key in sorted(said.answers)[how::8]:
        texts = [seen(weakened(said, [key], one)) for one in (how, 4)]
        assert texts[0] == texts[1], key
        weaker = told(texts[0]) - told(kept)
        # What comes in instead rests on other controls, and stands there by choice as well.
        assert key[1] not in weaker, key
