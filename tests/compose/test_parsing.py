"""Composed Markdown becomes blocks; what a template may not write is plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.compose.parsing import parse
from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Radar,
    Span,
    Table,
)
from tests.compose.making import paragraph, spans_of

RADAR = Figure(title="図", description="説明", chart=Radar(axes=()))


def cell(*lines: str, bullet: bool = False) -> Cell:
    return Cell(lines=tuple((Span(text=line),) for line in lines), bullet=bullet)


def only(markdown: str) -> Block:
    (block,) = parse(markdown)
    return block


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("あ\nい", "あい"),
        ("あ。\n（い）", "あ。（い）"),
        ("a\nb", "a b"),
        ("あ\nb", "あ b"),
        ("a\nあ", "a あ"),
        ("あ  \nい", "あ\nい"),
        ("あ\\\nい", "あ\nい"),
    ],
)
def test_a_line_end_between_japanese_characters_vanishes(markdown: str, text: str) -> None:
    assert only(markdown) == paragraph(text)


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "<!-- x -->",
        "[x](http://x.example)",
        "![x](y)",
        "`x`",
        "~~x~~",
        "http://x.example",
        "[ ] x",
        "$x$",
        "x[^1]",
        "[x]: y",
        "<script>x</script>",
        "x { .y }",
        "これは**「強い」**です",
    ],
)
def test_what_a_template_may_not_write_is_plain_text(text: str) -> None:
    assert only(text) == paragraph(text)


def test_links_images_and_raw_html_never_reach_a_document() -> None:
    kinds = {
        type(block)
        for block in parse("# [x](y)\n\n- ![x](y)\n\n<div>\n\nx\n\n</div>\n\n| <b> |\n|-|\n| [r] |\n\n[r]: z\n")
    }
    assert kinds == {Heading, ListBlock, Paragraph, Table}


def test_emphasis_is_strong_in_both_ways_of_writing() -> None:
    strong = Paragraph(spans=(Span(text="強い", strong=True), Span(text="です")))
    assert only("**強い**です") == only("[強い]{k=strong}です") == strong


def test_a_span_carries_its_mark_or_its_plainness_and_neighbours_alike_are_joined() -> None:
    assert only("[あ]{s=m1}[い]{s=m1}[う]{s=m2}[え]{k=plain}[お]{k=plain}") == Paragraph(
        spans=(Span(text="あい", mark="m1"), Span(text="う", mark="m2"), Span(text="えお", plain=True))
    )


def test_a_mark_inside_a_mark_speaks_for_its_own_words() -> None:
    spans = (Span(text="あ", mark="m1"), Span(text="い", mark="m2"), Span(text="う", mark="m1"))
    assert only("[あ[い]{s=m2}う]{s=m1}") == Paragraph(spans=spans)


@pytest.mark.parametrize("mark", ["bad-mark", "1x", "_x", "x" * 41, "a:b"])
def test_what_cannot_be_a_bookmark_marks_nothing(mark: str) -> None:
    assert only(f"[あ]{{s={mark}}}") == paragraph("あ")


def test_headings_deeper_than_four_stay_at_four_and_empty_ones_vanish() -> None:
    assert [block.level for block in parse("# a\n#\n##### e\n") if isinstance(block, Heading)] == [1, 4]


def test_underlined_text_is_no_heading() -> None:
    assert parse("a\n===\n") == (paragraph("a ==="),)
    assert parse("a\n---\n") == (paragraph("a"), PageBreak())


def test_lists_hold_blocks_and_items_with_nothing_in_them_vanish() -> None:
    inner = ListBlock(ordered=True, items=((paragraph("b"),), (paragraph("c"),)))
    assert only("- a\n  1. b\n  2. c\n-\n") == ListBlock(items=((paragraph("a"), inner),))
    assert parse("- \n- \n") == ()


def test_a_table_has_widths_by_its_dashes_and_cells_of_lines_and_bullets() -> None:
    made = only("| a | b |\n|---|-----|\n| []{k=dot}x[]{k=dot}y | p[]{k=br}[]{k=br}q |\n| z |\n")
    rows = ((cell("x", "y", bullet=True), cell("p", "q")), (cell("z"), Cell(lines=((),))))
    assert made == Table(header=(cell("a"), cell("b")), rows=rows, widths=(3, 5))


def test_words_before_the_first_bullet_of_a_cell_are_a_line_of_their_own() -> None:
    made = only("| a |\n|---|\n| p[]{k=dot}[x]{s=m1}[]{k=dot}[y]{s=m2} |\n")
    assert isinstance(made, Table)
    lines = ((Span(text="p"),), (Span(text="x", mark="m1"),), (Span(text="y", mark="m2"),))
    assert made.rows == ((Cell(lines=lines, bullet=True),),)


def test_a_table_without_rows_and_a_callout_without_words_vanish() -> None:
    assert parse("| a | b |\n|---|---|\n\n::: notice\n:::\n") == ()


def test_line_ends_and_bullets_of_cells_are_written_out_in_running_text() -> None:
    assert only("a[]{k=br}b") == Paragraph(spans=(Span(text="a"), Span(text="\n"), Span(text="b")))
    assert "".join(span.text for span in spans_of(parse("[]{k=dot}a[]{k=dot}b"))) == "・a\n・b"
    assert parse("## a[]{k=br}b\n")[0] == Heading(level=2, spans=(Span(text="a"), Span(text="\n"), Span(text="b")))


def test_definitions_and_callouts_hold_blocks() -> None:
    assert only("T\n: d\n") == DefinitionList(items=(((Span(text="T"),), (paragraph("d"),)),))
    items = ListBlock(items=((paragraph("b"),),))
    assert only("::: caution\na\n\n- b\n:::\n") == Callout(kind="caution", blocks=(paragraph("a"), items))


def test_a_fence_stands_for_the_figure_of_its_name_and_any_other_is_its_text() -> None:
    assert parse("```figure radar\n```\n", {"radar": RADAR}) == (RADAR,)
    assert parse("```figure other\n```\n", {"radar": RADAR}) == ()
    assert parse("```python\na\nb\n```\n", {"python": RADAR}) == (paragraph("a\nb"),)


@settings(max_examples=300)
@given(st.text(alphabet="#*_[]{}()<>|:-+. ~=\\`skbrdotm1\n\tあ", max_size=60))
def test_any_markdown_parses_and_no_sign_of_the_parser_stays(markdown: str) -> None:
    for span in spans_of(parse(markdown)):
        assert "\x00" not in span.text and span.text
