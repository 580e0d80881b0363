"""Rows are exactly as wide as their pane, whatever text is in them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assessor.i18n.visible import visible
from assessor.tui.widgets.rows import STYLES, Part, cells, column_head, cut, fill, folded, row
from tests.tui.hostile import texts

widths = st.integers(1, 90)
parts = st.builds(Part, texts, st.sampled_from(sorted(STYLES)))


@given(widths, st.lists(parts, max_size=5), st.lists(st.text("abc ", max_size=6), max_size=2))
def test_a_row_is_exactly_as_wide_as_its_pane(width: int, left: list[Part], right: list[str]) -> None:
    composed = row(width, *left, right=[Part(text) for text in right], over="selected")
    assert composed.cell_length == width
    assert "\n" not in composed.plain


@given(texts, widths)
def test_a_filled_text_has_its_width(text: str, width: int) -> None:
    assert cells(fill(visible(text).replace("\n", ""), width)) == width


@given(texts, st.integers(-5, 60))
def test_folding_leaves_nothing_out_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = folded(text, width)
    assert all(cells(line) <= max(width, 1) or len(line) == 1 for line in lines)
    kept = "".join("".join(lines).split())
    assert kept == "".join(visible(text).replace("\t", " ").split())


@given(texts)
def test_no_control_character_comes_through_a_row(text: str) -> None:
    shown = row(40, Part(text)).plain
    assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in shown)


def test_markup_is_text() -> None:
    text = "[b]結果[/b] [@click=app.quit()]x[/]"
    assert row(60, Part(text)).plain.rstrip() == text


def test_a_cut_text_says_so() -> None:
    assert cut("オンデマンド交通", 9) == "オンデ.."
    assert cut("交通", 4) == "交通"


def test_what_stands_at_the_right_end_is_never_cut() -> None:
    assert row(16, Part("とても長い題名です"), right=[Part(" 9/28 ")]).plain == "とても長.. 9/28 "


@given(text=st.text(alphabet="個人情報・プライバシーabc ", min_size=1, max_size=40), width=st.integers(4, 12))
def test_a_head_keeps_to_its_column_and_says_where_it_is_cut(text: str, width: int) -> None:
    lines = column_head(text, width, 3)
    assert len(lines) <= 3 and all(cells(line) <= width for line in lines)
    whole = "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "")
    assert whole or any(line.endswith("..") for line in lines)


def test_a_word_too_long_for_its_column_is_divided() -> None:
    assert column_head("Governance", 6, 3) == ["Gover-", "nance"]
    assert column_head("Supply chain", 6, 3) == ["Supply", "chain"]
    assert column_head("都市OS", 6, 3) == ["都市OS"]
