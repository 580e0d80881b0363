"""Word documents in the styles of `report_templates/reference.docx`; nothing of the machine or the moment gets in."""

from datetime import datetime, time
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from assessor.errors import MissingOptional
from assessor.i18n.translator import translator
from assessor.model.document import Document, Figure
from assessor.parts import INSTALL
from assessor.render.base import TitleBlock, printable, title_block
from assessor.render.charts import Drawing, drawings
from assessor.render.typesetting import Typefaces, typefaces, typeset_png
from assessor.render.word_file import with_fixed_times
from assessor.render.word_xml import NUMBERED_LIST, TEXT_WIDTH, WordBody, cell, paragraph, row, runs, table
from assessor.resources import data_folder

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("pic", "drawingml/2006/picture"),
    )
)
EMU_PER_PIXEL = 8700
"""A chart of 680 pixels fills the width between the margins."""
PIXELS_PER_INCH = 144
FACT_LABEL_WIDTH = 2300


def to_docx(document: Document) -> bytes:
    """The document as a Word file; statement ids are bookmarks around their sentences when it is marked.

    Raises:
        MissingOptional: python-docx, or what draws its charts, is not installed.
    """
    try:
        import docx
    except ImportError as cause:
        raise MissingOptional(what="python-docx", command=INSTALL["python-docx"]) from cause
    word = docx.Document(str(data_folder("report_templates") / "reference.docx"))
    _write_body(word, document)
    _write_edges(word, document)
    _write_properties(word, document)
    target = BytesIO()
    word.save(target)
    return with_fixed_times(target.getvalue())


def _write_body(word: "WordDocument", document: Document) -> None:
    pictures = _Pictures(word, document)
    body = WordBody(marked=document.marked, caution=translator(document.lang)("render.caution"), draw=pictures.runs_of)
    parts = [*_title(title_block(document), body), *body.blocks(document.blocks)]
    holder = _parsed("w:body", "".join(parts))
    root = word.element.body
    for old in root.findall(root.tag.replace("}body", "}p")):
        root.remove(old)
    for place, element in enumerate(list(holder)):
        root.insert(place, element)
    numbering = word.part.numbering_part.element
    for number, level in enumerate(body.numbered_lists, 2):
        numbering.append(
            _parsed(
                "w:num",
                f'<w:abstractNumId w:val="{NUMBERED_LIST}"/><w:lvlOverride w:ilvl="{level}">'
                '<w:startOverride w:val="1"/></w:lvlOverride>',
                f'w:numId="{number}"',
            )
        )


def _title(block: TitleBlock, body: WordBody) -> list[str]:
    if block.above:
        return [*(_aligned(side, text) for side, text in block.above), _aligned("center", block.title, strong=True)]
    parts = [body.text(block.title, "Title")]
    if block.subtitle:
        parts.append(body.text(block.subtitle, "Subtitle"))
    parts.append(body.text(block.issued, "Issued"))
    if block.note:
        parts.append(body.text(block.note, "Internal"))
    if block.facts:
        widths = [FACT_LABEL_WIDTH, TEXT_WIDTH - FACT_LABEL_WIDTH]
        rows = [
            row([cell(width, body.text(text, "TableText")) for width, text in zip(widths, fact, strict=True)])
            for fact in block.facts
        ]
        parts += [table("Facts", 0, widths, rows), paragraph("Spacer", "")]
    return parts


def _aligned(side: str, text: str, *, strong: bool = False) -> str:
    """A line of a letter's head."""
    space = '<w:spacing w:before="360" w:after="360"/>' if strong else ""
    return f'<w:p><w:pPr>{space}<w:jc w:val="{side}"/></w:pPr>{runs(text, strong=strong)}</w:p>'


def _write_edges(word: "WordDocument", document: Document) -> None:
    """取扱注意 above every page and its number below; the title above all but the first, where it stands large."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    title = runs(" ".join(document.title.splitlines()), strong=False)
    warning, said = title_block(document).warning, ""
    if warning:
        said = (
            '<w:r><w:tab/></w:r><w:r><w:rPr><w:b/><w:color w:val="8A3B12"/>'
            '<w:bdr w:val="single" w:sz="8" w:space="0" w:color="8A3B12"/></w:rPr>'
            f'<w:t xml:space="preserve"> {escape(warning)} </w:t></w:r>'
        )
    number, pages = (
        f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    foot = f'{number}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{pages}'
    for edge, style, content in (
        (section.first_page_header, "Header", said),
        (section.first_page_footer, "Footer", foot),
        (section.header, "Header", title + said),
        (section.footer, "Footer", foot),
    ):
        edge.is_linked_to_previous = False
        root = edge._element
        for old in list(root):
            root.remove(old)
        root.extend(_parsed("w:body", paragraph(style, content)))


def _write_properties(word: "WordDocument", document: Document) -> None:
    properties = word.core_properties
    moment = datetime.combine(document.dated, time())
    properties.title = printable(document.title)[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1
    properties.language = document.lang


class _Pictures:
    """Draws the figures of one document into it, as PNG with the description as alternative text."""

    def __init__(self, word: "WordDocument", document: Document) -> None:
        self._word, self._document = word, document
        self._count = 0

    def runs_of(self, figure: Figure) -> str:
        """The runs that hold the pictures of a figure."""
        faces = typefaces()
        font = ", ".join(f"'{family}'" for family in faces.families)
        drawn = drawings(figure, self._document, font=font, key="chart")
        return "<w:r><w:br/></w:r>".join(self._run(drawing, figure, faces) for drawing in drawn)

    def _run(self, drawing: Drawing, figure: Figure, faces: Typefaces) -> str:
        self._count += 1
        image = BytesIO(typeset_png(drawing.svg, faces, PIXELS_PER_INCH))
        relation, _ = self._word.part.get_or_add_image(image)
        size = f'cx="{drawing.width * EMU_PER_PIXEL}" cy="{drawing.height * EMU_PER_PIXEL}"'
        alternative = escape(printable(figure.description or figure.title))
        name = f'id="{self._count}" name="chart{self._count}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {name} descr="{alternative}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def _parsed(tag: str, content: str, attributes: str = "") -> "BaseOxmlElement":
    from docx.oxml import parse_xml

    return parse_xml(f"<{tag} {_NAMESPACES} {attributes}>{content}</{tag}>")
