import pytest

from assessor.model.document import Span, Table
from assessor.render.base import Outline, column_count, column_widths, padded, printable, statements, stays_whole
from tests.render.documents import cell, said


def test_a_character_that_no_document_may_hold_is_shown_as_a_geta() -> None:
    assert printable("前\x00中\u202e後\ud800終") == "前〓中〓後〓終"
    assert printable("葛\U000e0100城\t𠮷\n") == "葛\U000e0100城\t𠮷\n"


def test_spans_of_one_statement_are_one_group() -> None:
    spans = (
        Span(text="a"),
        Span(text="b", mark="s7_A"),
        Span(text="c", strong=True, mark="s7_A"),
        Span(text="d", mark="s7_B"),
    )
    assert [(mark, len(group)) for mark, group in statements(spans, marked=True)] == [
        (None, 1),
        ("s7_A", 2),
        ("s7_B", 1),
    ]
    assert [(mark, len(group)) for mark, group in statements(spans, marked=False)] == [(None, 4)]


def test_rows_are_filled_up_to_the_widest() -> None:
    table = Table(header=(cell("a"),), rows=((cell("b"), cell("c")),))
    assert column_count(table) == 2
    assert len(padded(table.header, 2)) == 2


def test_widths_are_the_tables_own_or_follow_its_words() -> None:
    rows = ((cell("1"), cell("とても長い説明の文です。")), (cell("2"), cell("短い")))
    header = (cell("番号"), cell("説明"))
    assert column_widths(Table(header=header, rows=rows, widths=(1, 3))) == (1, 3)
    narrow, wide = column_widths(Table(header=header, rows=rows))
    assert narrow < wide
    assert column_widths(Table(header=header, rows=rows, widths=(1,))) == (narrow, wide)


@pytest.mark.parametrize(
    ("levels", "depths"),
    [((2, 3, 3, 2), [1, 2, 2, 1]), ((1, 3, 4, 2), [1, 2, 3, 2]), ((3, 1, 2), [1, 1, 2]), ((4, 4, 2, 3), [1, 1, 1, 2])],
)
def test_no_level_is_skipped_whatever_a_template_begins_with(levels: tuple[int, ...], depths: list[int]) -> None:
    outline = Outline()
    assert [outline.depth(level) for level in levels] == depths


def test_only_a_row_of_many_lines_may_be_parted() -> None:
    assert stays_whole((cell("短い"), cell()), (1, 1))
    assert stays_whole((cell("あ" * 400), cell()), (1, 1))
    assert not stays_whole((cell("あ" * 400), cell()), (1, 9))
    assert not stays_whole((cell(*("行" for _ in range(20))),), (1,))


def test_plain_words_of_spans_keep_their_order() -> None:
    assert [group[0].text for _, group in statements(said("甲", "乙"), marked=True)] == ["甲"]
