from hypothesis import given
from hypothesis import strategies as st

from assessor.i18n.width import cell_width, cut, pad
from assessor.i18n.wrap import wrap

TEXTS = st.text(alphabet="あ漢字、。「」（）ー aword1.,", max_size=120)


@given(TEXTS, st.integers(4, 40))
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(
    st.lists(st.sampled_from(["あ", "漢", "か、", "き。", "「く」", "（け）", "word"]), max_size=60),
    st.integers(16, 40),
)
def test_no_line_begins_or_ends_where_japanese_does_not_break(pieces: list[str], cells: int) -> None:
    for line in wrap("".join(pieces), cells):
        assert not line.startswith(("、", "。", "」", "）"))
        assert not line.endswith(("「", "（"))


def test_words_and_paragraphs_stay_whole() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("一\n\n二", 8) == ["一", "", "二"]
    assert wrap("", 8) == [""]


@given(TEXTS, st.integers(2, 40))
def test_padding_and_cutting_count_cells(text: str, cells: int) -> None:
    assert cell_width(cut(text, cells)) <= cells
    assert cell_width(pad(text, cells)) == max(cells, cell_width(text))


def test_a_line_that_begins_with_a_point_of_a_name_begins_without_a_blank() -> None:
    assert wrap("formats (.md, .html, .docx)", 20) == ["formats (.md, .html,", ".docx)"]
