from assessor.compose.text_length import LONG, SHORT, prose_length
from assessor.model.document import DefinitionList, Document, Heading, ListBlock, Span
from assessor.model.scales import Status
from tests.compose.making import document, paragraph, public, whole_city
from tests.model.mini import TODAY


def test_paragraphs_and_lists_are_counted_and_nothing_else() -> None:
    blocks = (
        Heading(level=2, spans=(Span(text="見出し"),)),
        paragraph("一二三", "四五"),
        ListBlock(items=((paragraph("六七"),), (paragraph("八"), ListBlock(items=((paragraph("九十"),),))))),
        DefinitionList(items=(((Span(text="言葉"),), (paragraph("その説明"),)),)),
    )
    made = Document(kind="section7", title="題", municipality="みらい市", dated=TODAY, internal=False, blocks=blocks)
    assert prose_length(made) == 10


def test_a_city_that_says_everything_is_told_that_it_is_long_and_one_that_says_nothing_is_short() -> None:
    assert prose_length(document(public(whole_city(Status.IMPLEMENTED)))) > LONG
    assert prose_length(document(public(whole_city(None)))) < SHORT
