from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.catalog.yaml_events import Limits
from assessor.catalog.yaml_source import CHECKLIST_LIMITS, Source, parse_yaml

SMALL = Limits(size=1000, nodes=10, text=20, depth=4)


def parsed(text: str, limits: Limits = CHECKLIST_LIMITS) -> Source:
    return parse_yaml(text, "file.yaml", limits)


def told(text: str, limits: Limits = CHECKLIST_LIMITS) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in parsed(text, limits).problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("2.5", 2.5),
        ("no", "no"),
        ("Yes", "Yes"),
        ("True", "True"),
        ("011002", "011002"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("12:30", "12:30"),
        ("2026-04-01", "2026-04-01"),
        ("1234567890123456", "1234567890123456"),
        ('"1"', "1"),
        ("'true'", "true"),
        ("１２", "１２"),
    ],
)
def test_only_core_scalars_are_more_than_text(written: str, value: object) -> None:
    held = parsed(f"a: {written}\n").data["a"]
    assert held == value and type(held) is type(value)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: b: c\n", "syntax_colon", (1, 5)),
        ("a:\n\tb: 1\n", "syntax_tab", (2, 1)),
        ("a: @x\n", "syntax_quote", (1, 4)),
        ("a: 'x\n", "syntax_open_quote", (2, 1)),
        ("a: [1\nb: 2", "syntax_bracket", (2, 2)),
        ("- a\nb: 1", "syntax_indent", (2, 1)),
        ('a: "\\x"', "syntax", (1, 7)),
        ("%YAML 1.1\n---\na: 1", "directive", (1, 1)),
        ("a: !!str 1", "tag", (1, 4)),
        ("a: &x 1", "anchor", (1, 4)),
        ("a: *x", "alias", (1, 4)),
        ("b: 1\n<<: {a: 1}\n", "merge", (2, 1)),
        ("a: 1\na: 2\n", "duplicate_key", (2, 1)),
        ("{a: 1, 2: b}", "key_not_text", (1, 8)),
        ("? [a]\n: b\n", "key_not_text", (1, 3)),
        ("---\na: 1\n---\nb: 1", "several_documents", (3, 1)),
        ('a: "\\u202e"', "forbidden_character", (1, 4)),
        ("# nothing\n", "empty_file", (1, 1)),
    ],
)
def test_what_is_refused_has_its_code_and_place(text: str, code: str, place: tuple[int, int]) -> None:
    assert told(text) == [(code, *place)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: " + "x" * 21, "text_too_long"),
        ("a: " + "[" * 5 + "]" * 5, "too_deep"),
        ("a: [" + "1," * 10 + "]", "too_many_nodes"),
    ],
)
def test_limits_hold(text: str, code: str) -> None:
    assert [one[0] for one in told(text, SMALL)] == [code]


@pytest.mark.parametrize("hostile", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "a: &x [*x, *x]\n" * 5_000])
def test_nested_and_aliased_bombs_end_at_once(hostile: str) -> None:
    assert 1 <= len(parsed(hostile).problems) <= 200


def test_a_value_is_found_at_its_value_and_everything_else_at_its_key() -> None:
    source = parsed("a: 1\nlist:\n  - x\n  - deep: {er: y}\nnone:\n")
    assert source.place(("a",)) == (1, 4)
    assert source.place(("a",), key=True) == (1, 1)
    assert source.place(("list",)) == (2, 1)
    assert source.place(("list", 0)) == (3, 5)
    assert source.place(("list", 1, "deep", "er")) == (4, 16)
    assert source.place(("list", 1, "deep", "er"), key=True) == (4, 12)
    assert source.place(("none",)) == (5, 1)


def test_what_is_absent_is_found_at_the_deepest_part_that_exists() -> None:
    source = parsed("a: 1\nb: {c: 2}\n")
    assert source.place(("b", "missing", "more")) == (2, 1)
    assert source.place(("z",)) == (1, 1)


def test_a_text_inside_a_file_keeps_the_lines_of_the_file() -> None:
    source = parse_yaml("a: 1\na: 2\n", "file.yaml", CHECKLIST_LIMITS, first_line=10)
    assert (source.problems[0].line, source.place(("a",))) == (11, (10, 4))


def test_faults_that_hide_nothing_are_all_told() -> None:
    assert [code for code, _, _ in told("a: &x 1\nb: *x\na: 3\n<<: {}\n")] == [
        "anchor",
        "alias",
        "duplicate_key",
        "merge",
    ]


TREES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)
    | st.integers(0, 99)
    | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdeあいう", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def paths_of(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(path, data)] if path else []
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return found + [one for step, value in items for one in paths_of(value, (*path, step))]


@settings(max_examples=60)
@given(tree=st.dictionaries(st.text("abc", min_size=1), TREES, min_size=1, max_size=4), flow=st.booleans())
def test_every_yaml_of_plain_data_reads_back_equal_with_every_place_distinct(tree: dict[str, Any], flow: bool) -> None:
    source = parsed(yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=10**6))
    if any(problem.code == "forbidden_character" for problem in source.problems):
        return
    assert source.data == tree
    places = [source.place(path, key=True) for path, _ in paths_of(tree) if isinstance(path[-1], str)]
    assert len(places) == len(set(places))


@settings(max_examples=150)
@given(text=st.text(st.sampled_from("ab:-[]{},&*!|>'\"%@`#? \n\t0\\ux~<あ"), max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    source = parsed(text)
    assert source.complete or source.problems
