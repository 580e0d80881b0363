"""A template of section 7 is tried before an officer meets its faults: with everything to say, and with nothing."""

import pytest

from assessor.compose.section7 import context
from assessor.service.trial_filling import everything, trial_problems
from tests.compose.making import FIRST_LINE, shipped_template, template


@pytest.mark.parametrize("name", ["standard", "table", "statements", "principles"])
def test_the_shipped_templates_can_be_filled_with_everything_and_with_nothing(name: str) -> None:
    assert trial_problems(shipped_template("section7", name)) == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("はじめに\n\n{{ policies[0].title }}", "no element 0"),
        ("はじめに\n\n{{ ''.__class__ }}", "__class__"),
        ("はじめに\n\n{{ categories[0].score }}", "score"),
    ],
)
def test_what_fails_only_when_it_is_filled_is_found_with_its_line(body: str, said: str) -> None:
    (problem,) = trial_problems(template(body))
    assert (problem.code, problem.line) == ("template_value", FIRST_LINE + 2)
    assert said in str(problem.values["detail"])


def test_the_city_with_something_to_say_fills_every_name_a_template_may_use() -> None:
    given = context(everything(), 7)
    assert [name for name, value in given.items() if not value] == []
    sections = given["sections"]
    assert all(sections[name]["every"] and sections[name]["promises"] for name in sections)
    assert all(sections[name][stage] for name in sections for stage in ("in_place", "extending", "to_come"))
