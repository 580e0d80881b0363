"""Every kind of template is looked through for names that its documents are not given."""

import pytest

from assessor.catalog.templates import list_templates
from assessor.compose import section7
from assessor.compose.template_names import placeholder_problems
from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.model.template import TemplateKind
from assessor.service.checking import PLACEHOLDERS
from tests.compose.making import FIRST_LINE, shipped_template, template

GIVEN = section7.PLACEHOLDERS
CALL = "{% from 'p' import m %}"


def found(body: str, partials: dict[str, str] | None = None) -> list[tuple[str, int, object]]:
    return [(one.code, one.line, one.values["name"]) for one in placeholder_problems(template(body, partials), GIVEN)]


def test_every_kind_of_template_has_its_names() -> None:
    assert set(PLACEHOLDERS) == set(TemplateKind) and all(PLACEHOLDERS.values())


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, file.name) for kind in TemplateKind for file in list_templates(kind)]
)
def test_the_shipped_templates_name_nothing_they_are_not_given(kind: TemplateKind, name: str) -> None:
    assert placeholder_problems(shipped_template(kind.value, name), PLACEHOLDERS[kind]) == ()


@pytest.mark.parametrize("kind", list(TemplateKind))
def test_a_name_of_another_kind_of_document_is_a_problem(kind: TemplateKind) -> None:
    for other in set().union(*PLACEHOLDERS.values()) - PLACEHOLDERS[kind]:
        problems = placeholder_problems(template(f"{{{{ {other} }}}}"), PLACEHOLDERS[kind])
        assert [one.values["name"] for one in problems] == [other]


def test_a_misspelt_placeholder_is_named_with_its_line_and_the_nearest_name() -> None:
    body = "{{ city }}\n\n{% if polcies %}\n{{ promises }}{% endif %}\n{{ zzz }}\n"
    problems = placeholder_problems(template(body), GIVEN)
    assert [(one.code, one.line, one.values["name"], one.values["nearest"]) for one in problems] == [
        ("template_name", FIRST_LINE + 2, "polcies", "policies"),
        ("template_name", FIRST_LINE + 4, "zzz", ""),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "{{ ctiy }}",
        "{% if ctiy %}x{% endif %}",
        "{% for one in ctiy %}{{ one }}{% endfor %}",
        "{% set x = ctiy %}",
        "{{ city | default(ctiy) }}",
        "{{ promises[ctiy] }}",
        "{{ ctiy ~ city }}",
        "{% macro m(a=ctiy) %}{{ a }}{% endmacro %}",
    ],
)
def test_a_name_is_found_wherever_it_stands(body: str) -> None:
    assert found(body) == [("template_name", FIRST_LINE, "ctiy")]


def test_names_that_a_template_makes_itself_are_no_misspelling() -> None:
    body = (
        "{% set s = sections %}{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{% from 'p' import x, y as z %}"
        "{% import 'p' as p %}{% for k, v in s.items() %}{{ k }}{{ v }}{{ loop.index }}{% endfor %}"
        "{{ m(1) }}{{ x() }}{{ z() }}{{ p.q }}{{ range(2) }}"
    )
    assert found(body, {"p": "{% macro x(a) %}{{ a }}{% endmacro %}"}) == []


def test_a_partial_that_is_not_there_is_a_problem_at_its_call() -> None:
    assert found("\n{% include 'nix' %}") == [("template_partial_missing", FIRST_LINE + 1, "nix")]
    assert found(CALL) == [("template_partial_missing", FIRST_LINE, "p")]


def test_the_names_of_a_partial_are_looked_through_too() -> None:
    partial = {"p": "\n{% macro m(x) %}{{ x }}{{ city }}{% endmacro %}"}
    (problem,) = placeholder_problems(template(CALL, partial), GIVEN)
    assert (problem.code, problem.values) == ("template_partial_name", {"name": "city", "place": "p:2"})
    assert found("{% include 'p' %}", {"p": "{{ city }}"}) == []
    assert found("{% include 'p' %}", {"p": "{{ ctiy }}"}) == [("template_partial_name", FIRST_LINE, "ctiy")]


@pytest.mark.parametrize(
    ("body", "partials"),
    [
        ("{% if %}", {}),
        ("{{ city | nofilter }}", {}),
        ("{{ city is notest }}", {}),
        (CALL, {"p": "{% if %}"}),
    ],
)
def test_a_template_that_cannot_be_understood_is_refused_before_its_names_are_judged(
    body: str, partials: dict[str, str]
) -> None:
    with pytest.raises(TemplateInvalid) as told:
        placeholder_problems(template(body, partials), GIVEN)
    assert [one.code for one in told.value.problems if isinstance(one, Problem)] == ["template_syntax"]
