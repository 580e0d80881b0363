import sys
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings

from assessor.errors import MissingOptional
from assessor.model.document import DefinitionList, Document, ListBlock
from assessor.render.docx import to_docx
from tests.render.documents import RADAR, document, documents, leaves, paragraph, said, sample


def opened(made: bytes) -> WordDocument:
    return docx.Document(BytesIO(made))


def paragraphs_of(word: WordDocument) -> list[WordParagraph]:
    return [WordParagraph(element, word.element.body) for element in word.element.body.iter(qn("w:p"))]


def expected(doc: Document) -> list[str]:
    head = [doc.title, doc.subtitle or "", "みらい市　令和8年11月22日"]
    head += ["内部資料です。公表しないでください。"] if doc.internal else []
    head += [text for fact in doc.facts for text in fact]
    body = [f"・{text}" if kind == "bullet" else text for kind, text in leaves(doc.blocks)]
    return [text for text in (*head, *body) if text]


@given(doc=documents)
@settings(max_examples=40)
def test_every_text_reads_back_as_it_was_given(doc: Document) -> None:
    assert pieces(one.text for one in paragraphs_of(opened(to_docx(doc)))) == pieces(expected(doc))


def pieces(texts: Iterable[str]) -> list[str]:
    """The texts as tabs part them: a term and its explanation stand in one paragraph."""
    return [piece for text in texts for piece in text.split("\t") if piece.strip("\n")]


def test_a_term_and_its_explanation_are_one_paragraph_parted_by_a_tab() -> None:
    terms = DefinitionList(items=((said("脆弱性"), (paragraph("攻撃に使われるおそれのある弱点。"),)),))
    (made,) = (one for one in paragraphs_of(opened(to_docx(document(terms)))) if one.text.startswith("脆弱性"))
    assert made.text == "脆弱性\t攻撃に使われるおそれのある弱点。"
    assert made._p.style == "Definition" and [run._r.style for run in made.runs] == ["Strong", None, None]


def test_what_leads_on_to_a_list_stays_on_its_page() -> None:
    made = opened(to_docx(document(paragraph("次のとおりです。"), ListBlock(items=((paragraph("一つ目"),),)))))
    kept = {one.text: one.paragraph_format.keep_with_next for one in paragraphs_of(made)}
    assert kept["次のとおりです。"] and not kept["一つ目"]


@given(doc=documents)
@settings(max_examples=20)
def test_a_marked_sentence_stands_inside_its_bookmark_and_a_name_is_given_once(doc: Document) -> None:
    starts = [one.get(qn("w:name")) for one in opened(to_docx(doc)).element.body.iter(qn("w:bookmarkStart"))]
    assert len(starts) == len(set(starts))
    assert bool(starts) <= doc.marked


def test_a_bookmark_holds_exactly_its_sentence() -> None:
    body = opened(to_docx(sample())).element.body
    start = next(one for one in body.iter(qn("w:bookmarkStart")) if one.get(qn("w:name")) == "s7_AST_07_i")
    held = []
    for one in start.itersiblings():
        if one.tag == qn("w:bookmarkEnd"):
            assert one.get(qn("w:id")) == start.get(qn("w:id"))
            break
        held += [text.text for text in one.iter(qn("w:t"))]
    assert "".join(held) == "管理者を定めています。"


def test_a_final_document_has_no_statement_id_in_any_part() -> None:
    made = to_docx(sample().model_copy(update={"marked": False}))
    with ZipFile(BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if b"s7_" in archive.read(name)]


def test_nothing_of_the_machine_the_moment_or_a_person_gets_in() -> None:
    made = to_docx(sample())
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(archive.read(name) for name in archive.namelist())
    properties = opened(made).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is not None
    assert properties.created.date() == sample().dated
    assert properties.created == properties.modified
    assert b"python-docx" not in everything
    assert b'TargetMode="External"' not in everything


def test_no_style_leaves_the_choice_of_a_japanese_font_to_the_theme() -> None:
    styles = opened(to_docx(document(paragraph("文")))).styles.element
    fonts = list(styles.iter(qn("w:rFonts")))
    assert fonts
    assert all(font.get(qn("w:eastAsia")) == "Yu Gothic" for font in fonts)
    assert not [name for font in fonts for name in font.attrib if "Theme" in str(name)]


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    table = opened(to_docx(sample())).tables[-1]
    properties = [row._tr.trPr for row in table.rows]
    assert [one.find(qn("w:tblHeader")) is not None for one in properties if one is not None] == [True, False, False]
    assert all(one is not None and one.find(qn("w:cantSplit")) is not None for one in properties)


def test_every_page_of_an_internal_document_carries_the_warning_and_its_number() -> None:
    section = opened(to_docx(sample())).sections[0]
    assert section.header.paragraphs[0].text.endswith("取扱注意 ")
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    public = opened(to_docx(document(paragraph("文")))).sections[0]
    assert "取扱注意" not in public.header.paragraphs[0].text
    assert [one.text.strip() for one in section.first_page_header.paragraphs] == ["取扱注意"], "the title stands below"
    assert [one.text for one in public.first_page_header.paragraphs] == [""]
    first = [one.get(qn("w:instr")) for one in section.first_page_footer._element.iter(qn("w:fldSimple"))]
    assert section.different_first_page_header_footer and first == fields


def test_a_chart_is_a_picture_with_its_description_as_alternative_text() -> None:
    shapes = list(opened(to_docx(document(RADAR))).element.body.iter(qn("wp:docPr")))
    assert [shape.get("descr") for shape in shapes] == [RADAR.description]


def test_without_python_docx_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingOptional) as caught:
        to_docx(document(paragraph("文")))
    assert caught.value.values["command"] == 'python -m pip install "python-docx>=1.2,<2"'
