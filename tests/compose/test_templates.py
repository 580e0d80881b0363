"""Templates: data in, Markdown out, and nothing that a value could become."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.compose.parsing import parse
from assessor.compose.templates import compose_markdown, escape_markdown
from assessor.errors import TemplateInvalid
from assessor.model.document import Callout, Cell, DefinitionList, Heading, ListBlock, Paragraph, Span, Table
from assessor.model.problem import Problem
from assessor.model.text import first_forbidden
from tests.compose.making import FIRST_LINE, filled, paragraph, template

_SNIPPETS = (
    *("# x", "- x", "1. x", "1) x", "> x", "```\nx\n```", "~~~", "***", "---", "===", "| a | b |", "|---|", "    x"),
    *("[x]{s=m}", "[]{k=br}", "[x](y)", "![x](y)", "<b>x</b>", "<!-- x -->", "&lt;", "&#35;", "*x*", "__x__", "`x`"),
    *(
        "::: caution",
        ":::",
        ": x",
        "x\\",
        "x  \ny",
        "\tx",
        "　x",
        "x　",
        "{{ x }}",
        "{% x %}",
        "{# x #}",
        "\n\n# x\n\n",
    ),
    *("{.x}", "[x]: y", "http://x.example", "x@y.example", "\u00a0x", "\u2003x\u2003", "（x）", "「x」", "※"),
)
_PLAIN = st.text(min_size=1, max_size=30).filter(lambda text: first_forbidden(text) is None)
_TRAPS = st.text(alphabet="#*_`[]{}()<>|:-+.!~=\\&;^$\"'/0123456789 1ax\n\t　あ。※", min_size=1, max_size=30)
texts = _PLAIN | _TRAPS | st.lists(st.sampled_from(_SNIPPETS), min_size=1, max_size=3).map("".join)


EVERYWHERE = """\
{{ v }}

## {{ v }}

- {{ v }}

::: notice
{{ v }}
:::

Term
: {{ v }}

| {{ v }} |
|---|
| {{ v }} |
"""


def problem(body: str, partials: dict[str, str] | None = None, **values: object) -> Problem:
    """The one problem that a body has."""
    with pytest.raises(TemplateInvalid) as caught:
        compose_markdown(template(body, partials), values)
    (only,) = caught.value.problems
    assert isinstance(only, Problem)
    return only


@settings(max_examples=300)
@given(texts)
def test_any_text_comes_out_as_exactly_that_text_in_one_span(text: str) -> None:
    only = Paragraph(spans=(span := (Span(text=text),)))
    expected = (
        only,
        Heading(level=2, spans=span),
        ListBlock(items=((only,),)),
        Callout(kind="notice", blocks=(only,)),
        DefinitionList(items=(((Span(text="Term"),), (only,)),)),
        Table(header=(Cell(lines=(span,)),), rows=((Cell(lines=(span,)),),), widths=(3,)),
    )
    assert filled(EVERYWHERE, v=text) == expected


@settings(max_examples=200)
@given(texts)
def test_a_statement_is_one_span_with_its_mark_whatever_its_text(text: str) -> None:
    told = {"text": text, "mark": "s7_GOV_01_i"}
    marked = Paragraph(spans=(Span(text=text, mark="s7_GOV_01_i"),))
    assert filled("{{ v | statement }}\n", v=told) == (marked,)
    assert filled("{% for one in v %}{{ one | statement }}{% endfor %}\n", v=[told]) == (marked,)


@settings(max_examples=200)
@given(texts, st.sampled_from(("m() ~ v", "m() + v", "[m(), v] | join", "[m(), v] | join(w)", "[v] | join(m())")))
def test_no_text_becomes_markdown_by_being_joined_to_markdown(text: str, expression: str) -> None:
    made = filled(f"{{% macro m() %}}[あ]{{k=strong}}{{% endmacro %}}x{{{{ {expression} }}}}\n", v=text, w="")
    marked = () if "m())" in expression else (Span(text="あ", strong=True),)
    assert made == (Paragraph(spans=(Span(text="x"), *marked, Span(text=text)) if marked else (_x(text),)),)


def _x(text: str) -> Span:
    return Span(text=f"x{text}")


@pytest.mark.parametrize("name", ["e", "escape", "forceescape", "string", "trim"])
def test_the_escaping_filters_of_html_habit_escape_markdown(name: str) -> None:
    assert filled(f"{{{{ v | {name} }}}}\n", v="*x* [y]{s=z}") == (paragraph("*x* [y]{s=z}"),)


@pytest.mark.parametrize(
    "body",
    [
        "{% autoescape false %}{{ v }}{% endautoescape %}\n",
        "{% set w = v %}{{ w }}\n",
        "{% set w %}{{ v }}{% endset %}{{ w }}\n",
        "{% macro m(w) %}{{ w }}{% endmacro %}{{ m(v) }}\n",
        "{% macro m(w) %}{{ caller() }}{% endmacro %}{% call m(1) %}{{ v }}{% endcall %}\n",
        "{% filter trim %}{{ v }}{% endfilter %}\n",
        "{{ [v] | join('、') }}\n",
        "{{ [v, v] | first }}\n",
        "{{ {'a': v}.a }}\n",
        "{{ v if v else '' }}\n",
        "{% from 'p' import m %}{{ m(v) }}\n",
        "{% include 'q' %}\n",
    ],
)
def test_a_value_is_escaped_once_however_it_is_passed_on(body: str) -> None:
    partials = {"p": "{% macro m(w) %}{{ w }}{% endmacro %}", "q": "{{ v }}"}
    assert filled(body, partials, v="# *x* & |y|") == (paragraph("# *x* & |y|"),)


def test_plain_texts_joined_stay_plain_so_that_they_can_name_a_key() -> None:
    assert filled("{{ v['a-' ~ 'b'] }} {{ v['a-' ~ w] }}\n", v={"a-b": 1}, w="b") == (paragraph("1 1"),)
    assert filled("{{ v | join('、', 'n') }}\n", v=[{"n": "*"}, {"n": "-"}]) == (paragraph("*、-"),)


def test_numbers_and_truth_are_written_as_they_are() -> None:
    assert filled("{{ a }} {{ b }} {{ c }}\n", a=-3, b=1.5, c=True) == (paragraph("-3 1.5 True"),)


def test_a_template_of_jinja_inside_a_value_is_never_run() -> None:
    assert filled("{{ v }}\n", v="{{ 1 + 1 }}{% raw %}") == (paragraph("{{ 1 + 1 }}{% raw %}"),)


def test_a_value_that_is_no_json_never_reaches_a_template() -> None:
    with pytest.raises(TypeError):
        compose_markdown(template("{{ v }}"), {"v": object()})


# the sandbox


@pytest.mark.parametrize(
    "body",
    [
        "{{ v.__class__ }}",
        "{{ v['__class__'] }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ v.upper() }}",
        "{{ '{0.__class__}'.format(v) }}",
        "{{ v.get.__self__ }}",
        "{{ d.get.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ m.__call__ }}{% macro m() %}{% endmacro %}",
        "{{ statement }}",
        "{{ config }}",
        "{{ request }}",
        "{{ d.pop('a') }}",
        "{{ d.update({'a': 2}) }}",
        "{{ [1].append(2) }}",
        "{{ d.nothing }}",
        "{{ d.nothing.more }}",
        "{{ nothing }}",
        "{{ 2 ** 99999999 }}",
        "{{ 'a' * 99999999 }}",
        "{{ [1] * 99999999 }}",
        "{{ 99999999 * 'a' }}",
        "{{ '%99999999s' % 1 }}",
        "{{ v % 1 }}",
        "{{ range(1001) }}",
        "{% for i in range(0, 99999999) %}{% endfor %}",
        "{{ v | attr('upper') }}",
        "{{ v | center(99999999) }}",
        "{{ '%s' | format(v) }}",
        "{{ v | indent(99999999) }}",
        "{{ v | wordwrap(1) }}",
        "{{ v | safe }}",
        "{{ v | tojson }}",
        "{{ d | xmlattr }}",
        "{{ d | pprint }}",
        "{{ [1, 2] | random }}",
        "{{ lipsum() }}",
        "{{ cycler(1) }}",
        "{{ joiner() }}",
        "{{ namespace() }}",
        "{% include 'missing' %}",
        "{% include '/etc/passwd' %}",
        "{% include '../gap_report.md.j2' %}",
        "{% import 'missing' as x %}",
        "{% extends 'missing' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'again' %}",
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{{ v + [] }}",
        "{{ 1 | join }}",
        "{{ v | statement }}",
        "{{ {'text': 'x'} | statement }}",
        "{% if %}",
        "{% do v %}",
        "{% nothing %}",
        "{{ v | nothing }}",
        "{{ v is nothing }}",
        "{% break %}",
    ],
)
def test_what_a_template_may_not_do_is_refused_at_its_line(body: str) -> None:
    found = problem(f"one\n\n{body}\nfour\n", {"again": "{% include 'again' %}"}, v="text", d={"a": 1})
    assert (found.path, found.line) == ("own.md.j2", FIRST_LINE + 2)
    assert found.code in ("template_value", "template_syntax")
    assert found.values["detail"] and not re.search(r"[\x00-\x1f]| at 0x", str(found.values["detail"]))


@pytest.mark.parametrize("body", ["{% for x in v %}", "{% if v %}", "{{ v", "{% macro m() %}"])
def test_what_is_left_open_is_refused_from_its_line_on(body: str) -> None:
    found = problem(f"one\n\n{body}\nfour\n", v="text")
    assert found.code == "template_syntax" and FIRST_LINE + 2 <= found.line <= FIRST_LINE + 4


def test_a_fault_inside_a_partial_is_named_there_and_placed_where_the_template_calls_it() -> None:
    partials = {"p": "{% macro m(x) %}\n{{ x }}\n{{ missing }}{% endmacro %}", "q": "one\n{{ broken"}
    used = problem("one\n{% from 'p' import m %}\n\n{{ m(1) }}\n", partials)
    assert (used.line, used.values["detail"]) == (FIRST_LINE + 3, "p:3 'missing' is undefined")
    broken = problem("one\n{% include 'q' %}\n", partials)
    assert (broken.line, broken.code) == (FIRST_LINE + 1, "template_syntax")
    assert str(broken.values["detail"]).startswith("q:2 ")


def test_output_without_bound_is_stopped() -> None:
    bomb = "{% for a in range(1000) %}{% for b in range(1000) %}{{ v }}{% endfor %}{% endfor %}"
    assert problem(bomb, v="x" * 1000).values["detail"] == "output"


def test_what_harmless_templates_use_works() -> None:
    body = (
        "{% for one in v %}{{ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}"
        "{{ 7 % 4 }}{{ 3 * 4 }}{{ range(3) | list | length }}{{ (v + v) | length }}"
        "{{ d.get('b', 'none') }}{% for key, value in d.items() %}{{ key }}{{ value }}{% endfor %}\n"
    )
    assert filled(body, v=["a", "b"], d={"a": 1}) == (paragraph("1,231234nonea1"),)


@given(texts)
def test_escaping_leaves_no_ascii_punctuation_but_the_references(text: str) -> None:
    rest = re.sub(r"&#\d+;", "", escape_markdown(text))
    assert not re.search(r"[!-/:-@\[-`{-~\n\t]", rest)
    assert escape_markdown(escape_markdown(text)) == escape_markdown(text)
    assert parse(f"x{escape_markdown(text)}y") == (paragraph(f"x{text}y"),)
