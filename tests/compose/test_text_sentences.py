from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.text_sentences import Part, folded, places_of, sentences_of, whole_words
from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Document,
    Figure,
    Heading,
    LayerRow,
    Layers,
    ListBlock,
    Span,
    Table,
)
from tests.compose.making import paragraph
from tests.model.mini import TODAY


def document_of(*blocks: Block) -> Document:
    return Document(
        kind="section7", title="考え方", municipality="みらい市", dated=TODAY, internal=False, blocks=blocks
    )


def heading(text: str) -> Heading:
    return Heading(level=2, spans=(Span(text=text),))


def test_a_plain_text_is_read_by_lines_and_sentences() -> None:
    found = [
        (one.block, one.number, one.text)
        for one in sentences_of("決めます。守ります。\n\n「見直します。」と書きます。")
    ]
    assert found == [(1, 1, "決めます。"), (1, 2, "守ります。"), (3, 1, "「見直します。」"), (3, 2, "と書きます。")]


def test_a_document_is_read_in_order_with_its_sections_and_parts() -> None:
    cell = Cell(lines=((Span(text="一。"),), (Span(text="二。"),)))
    chart = Layers(rows=(LayerRow(title="層", contents="中身", covered_by=("分野",)),), labels=("層", "中身", "分野"))
    whole = document_of(
        heading("7.1　考え方※"),
        paragraph("はじめ。"),
        ListBlock(items=((paragraph("項目。"),),)),
        Table(header=(cell,), rows=((cell,),), caption="表"),
        Callout(blocks=(paragraph("囲み。"),)),
        Figure(title="図", description="説明", chart=chart),
        DefinitionList(items=(((Span(text="用語"),), (paragraph("説明。"),)),)),
    )
    found = list(sentences_of(whole))
    assert [one.text for one in found] == [
        *("7.1　考え方", "はじめ。", "項目。", "表", "一。", "二。", "一。", "二。", "囲み。"),
        *("図", "説明", "層", "中身", "分野", "用語", "説明。"),
    ]
    assert [one.block for one in found] == list(range(1, len(found) + 1))
    assert {one.section for one in found} == {"7.1　考え方"}
    assert [one.part for one in found if one.part is not Part.BODY] == [
        *(Part.HEADING, *[Part.FIGURE] * 5, *[Part.EXPLANATION] * 2),
    ]


def test_a_sentence_carries_the_mark_of_the_statement_it_begins_in() -> None:
    spans = (
        Span(text="前。"),
        Span(text="決めて", mark="s7_a_i"),
        Span(text="います。", mark="s7_a_i"),
        Span(text="後。"),
    )
    found = sentences_of(document_of(paragraph("空。"), paragraph("x").model_copy(update={"spans": spans})))
    assert [(one.text, one.mark) for one in found] == [
        *(("空。", None), ("前。", None), ("決めています。", "s7_a_i"), ("後。", None)),
    ]


@given(st.text())
def test_no_word_is_lost_on_the_way(text: str) -> None:
    said = "".join(one.text for one in sentences_of(text))
    assert "".join(said.split()) == "".join(text.replace("※", "").split())


@given(st.text())
def test_folding_keeps_every_character_at_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_a_word_is_found_only_where_it_is_no_part_of_a_longer_one() -> None:
    found = whole_words(["シスコ", "Box", "R8", "対策"])
    assert [one[0] for one in found.finditer("サンフランシスコ シスコ box Boxer Box2 R8 R80 対策本部")] == [
        *("シスコ", "box", "Box", "R8", "対策"),
    ]
    assert whole_words([]).search("何か") is None


def test_places_are_found_each_time_a_phrase_stands_there() -> None:
    assert places_of("皆さん、皆さん", ("皆さん", "")) == ((0, 3), (4, 7))
