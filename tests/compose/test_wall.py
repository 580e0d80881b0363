"""The wall at the gate: what a city keeps inside changes nothing in what a template is given.

Assessments with the same public part and different secrets must give equal views and equal JSON. What is public is
judged by an oracle that shares no code with the engine. That renderers add nothing is held by `test_wall_bytes`.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest

from assessor.compose.section7 import context
from assessor.engine.publication import public_view
from assessor.model.checklist import Checklist, PublicRule
from tests.compose.pairs import MARKED, Family, Twins, families, twins
from tests.model.mini import backed, judged, shipped

GATE, SOAK, FAMILY = 100_000, 10_000, 13
INSIDE = ("result", "scorecard", "finding", "assessment")


@cache
def some(count: int, seed: int = 1) -> list[Twins]:
    return list(islice(twins(backed(), seed), count))


def hold(checklist: Checklist, found: Iterator[Family], pairs: int) -> None:
    """All of a family give the same view and the same JSON; goes on until so many pairs were compared."""
    compared = 0
    while compared < pairs:
        family = next(found)
        views = [public_view(judged(said, checklist)) for said in family.members]
        given = [json.dumps(context(view, 7), ensure_ascii=False) for view in views]
        assert views.count(views[0]) == len(views), family
        assert given.count(given[0]) == len(given), family
        assert MARKED not in given[0], family
        compared += family.pairs


def test_secrets_change_nothing_in_the_view_or_in_what_a_template_is_given() -> None:
    hold(backed(), families(backed(), 1, FAMILY), GATE)


def test_secrets_change_nothing_for_the_shipped_checklist() -> None:
    hold(shipped(), families(shipped(), 2, 4), 150)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 110))
def test_secrets_change_nothing_in_very_many_unlike_pairs(seed: int) -> None:
    hold(backed(), families(backed(), seed, 2), SOAK)


def test_the_small_checklist_has_every_rule() -> None:
    controls, categories = backed().controls.values(), backed().categories
    sentences = [one.public for one in controls]
    assert {one.rule for one in sentences} == set(PublicRule)
    assert any(one.partial for one in sentences)
    assert any(one.implemented and one.planned is None for one in sentences)
    assert max(Counter(one.topic for one in sentences if one.topic).values()) > 1
    assert any(one.duty for one in controls) and any(one.valid_for for one in controls)
    assert any(one.applies_if.all for one in controls) and any(one.applies_if.any for one in controls)
    assert any(one.assesses for one in controls)
    assert any(one.aggregate.policy and one.aggregate.fact for one in categories)
    assert {bool(one.rests_on) for one in backed().publication.promises} == {True, False}


# the pairs are worth something


def test_the_pairs_differ_in_what_is_secret_and_reach_the_extremes() -> None:
    results = [(judged(pair.one, backed()), judged(pair.other, backed())) for pair in some(600)]
    differing = {
        "scores": sum(one.scorecard.total != other.scorecard.total for one, other in results),
        "findings": sum(one.findings != other.findings for one, other in results),
        "clean": sum(bool(one.findings) != bool(other.findings) for one, other in results),
        "subjects": sum(len(a.assessment.subjects) != len(b.assessment.subjects) for a, b in results),
        "facts": sum(a.scorecard.total.undetermined != b.scorecard.total.undetermined for a, b in results),
        "choices": sum(a.assessment.section7 != b.assessment.section7 for a, b in results),
    }
    assert all(count >= 5 for count in differing.values()), differing
    assert differing["findings"] > 300


def test_the_pairs_say_many_different_things_in_public() -> None:
    views = [public_view(judged(pair.one, backed())) for pair in some(600)]
    assert len({view.model_dump_json() for view in views}) > 100
    assert sum(any(category.statements for category in view.categories) for view in views) > 200


def test_a_gate_that_lets_something_through_is_noticed() -> None:
    """The control of the count: a view that tells one more thing is found long before the end."""
    families_seen = islice(families(backed(), 3, FAMILY), 50)
    leaks = 0
    for family in families_seen:
        told = [len(judged(said, backed()).findings) for said in family.members]
        leaks += told.count(told[0]) != len(told)
    assert leaks > 25


# the wall between modules


@pytest.mark.parametrize(
    "module", ["compose.section7", "compose.glossary_marks", "compose.parsing", "model.publication"]
)
def test_what_makes_the_public_text_does_not_even_load_what_is_inside(module: str) -> None:
    inside = [f"assessor.model.{name}" for name in INSIDE] + ["assessor.engine"]
    script = f"import sys, assessor.{module}; sys.exit(' '.join(one for one in {inside!r} if one in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_gate_itself_does_load_it_so_that_the_check_can_fail() -> None:
    script = "import sys, assessor.engine.publication; sys.exit('assessor.model.result' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
