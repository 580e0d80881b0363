"""The body of a Word document as WordprocessingML text; every value is escaped here, once."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import count, pairwise

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
    Spans,
    Table,
)
from assessor.render.base import Outline, column_count, column_widths, padded, printable, statements, stays_whole

TEXT_WIDTH = 9412
"""Twentieths of a point between the margins of `reference.docx`."""
STEP, HANGING, NUMBER_HANGING, DEFINITION_INDENT, CALLOUT_INSET = 400, 320, 480, 320, 460
TERM_WIDTH = 2310
"""Room of eleven characters for a term before what is said of it."""
BULLET_LIST, NUMBERED_LIST = 1, 2
"""The abstract lists of `reference.docx`; number 1 is also the one list that all bullets share."""
LONG_CALLOUT = 1200


class WordBody:
    """Writes blocks as XML and counts what must be unique: bookmarks and numbered lists."""

    def __init__(self, *, marked: bool, caution: str, draw: Callable[[Figure], str]) -> None:
        """`draw` gives the runs of a figure's pictures; `caution` is the word above a caution."""
        self.numbered_lists: list[int] = []
        self._marked, self._caution, self._draw = marked, caution, draw
        self._bookmarks: set[str] = set()
        self._ids = count(1)
        self._depth = -1
        self._outline = Outline()
        self._starts_page = self._leads_on = False
        self._writers: dict[type, Callable[..., Iterator[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            ListBlock: self._list,
            Table: self._table,
            DefinitionList: self._definitions,
            Callout: self._callout,
            PageBreak: lambda *_: iter(()),
            Figure: self._figure,
        }

    def blocks(self, blocks: tuple[Block, ...], indent: int = 0, width: int = TEXT_WIDTH) -> Iterator[str]:
        """The XML of some blocks, `indent` from the left inside a column of `width`."""
        before: Block | None = None
        for block, after in zip(blocks, (*blocks[1:], None), strict=False):
            self._leads_on = isinstance(after, ListBlock)
            # A heading begins its page itself: an empty paragraph above it would push it down.
            breaks = isinstance(before, PageBreak) and indent == 0 and width == TEXT_WIDTH
            self._starts_page = breaks and isinstance(block, Heading)
            if breaks and not self._starts_page and not isinstance(block, PageBreak):
                yield paragraph("Spacer", '<w:r><w:br w:type="page"/></w:r>')
            yield from self._writers[type(block)](block, indent, width)
            before = block

    def text(self, value: str, style: str) -> str:
        """A paragraph of plain text in a style."""
        return paragraph(style, runs(value, strong=False))

    def _words(self, spans: Spans) -> str:
        out: list[str] = []
        for mark, group in statements(spans, marked=self._marked):
            said = "".join(runs(span.text, strong=span.strong) for span in group)
            # Word keeps only one bookmark of a name.
            if mark and mark not in self._bookmarks:
                self._bookmarks.add(mark)
                ident = next(self._ids)
                said = f'<w:bookmarkStart w:id="{ident}" w:name="{mark}"/>{said}<w:bookmarkEnd w:id="{ident}"/>'
            out.append(said)
        return "".join(out)

    def _heading(self, block: Heading, indent: int, _width: int) -> Iterator[str]:
        start = "<w:pageBreakBefore/>" if self._starts_page else ""
        yield paragraph(f"Heading{self._outline.depth(block.level)}", self._words(block.spans), start + _indent(indent))

    def _paragraph(self, block: Paragraph, indent: int, _width: int) -> Iterator[str]:
        style = "ListParagraph" if self._depth >= 0 else "BodyText"
        # What leads on to a list stays with it on its page.
        together = "<w:keepNext/>" if self._leads_on else ""
        yield paragraph(style, self._words(block.spans), together + _indent(indent))

    def _list(self, block: ListBlock, indent: int, width: int) -> Iterator[str]:
        number, hanging = BULLET_LIST, HANGING
        self._depth += 1
        level = min(self._depth, 8)
        if block.ordered:
            self.numbered_lists.append(level)
            number, hanging = BULLET_LIST + len(self.numbered_lists), NUMBER_HANGING
        left = indent + STEP - HANGING + hanging
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (None, item)
            words = self._words(first.spans) if first else ""
            yield paragraph("ListParagraph", words, numbering + _indent(left, hanging))
            yield from self.blocks(rest, left, width)
        self._depth -= 1

    def _definitions(self, block: DefinitionList, indent: int, width: int) -> Iterator[str]:
        for term, blocks in block.items:
            if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
                # A tab parts sentences where a text is read back: both are found again by what they say.
                words = f"{self._words(_strong(term))}<w:r><w:tab/></w:r>{self._words(blocks[0].spans)}"
                hanging = min(TERM_WIDTH, (width - indent) // 3)
                stop = f'<w:tabs><w:tab w:val="left" w:pos="{indent + hanging}"/></w:tabs>'
                yield paragraph("Definition", words, stop + _indent(indent + hanging, hanging))
            else:
                yield paragraph("Term", self._words(term), _indent(indent))
                yield from self.blocks(blocks, indent + DEFINITION_INDENT, width)

    def _callout(self, block: Callout, indent: int, width: int) -> Iterator[str]:
        style = "Caution" if block.kind == "caution" else "Notice"
        inside = [self.text(self._caution, "CalloutLabel")] if block.kind == "caution" else []
        depth, self._depth = self._depth, -1
        outside = width - indent - 60
        inside += self.blocks(block.blocks, 0, outside - CALLOUT_INSET)
        self._depth = depth
        if not inside or not inside[-1].endswith("</w:p>"):
            inside.append(SPACER)
        whole = sum(len(part) for part in inside) < LONG_CALLOUT * 10
        yield table(style, indent, [outside], [row([cell(outside, "".join(inside))], whole=whole)])
        yield SPACER

    def _table(self, block: Table, indent: int, width: int) -> Iterator[str]:
        columns = column_count(block)
        if not columns:
            return
        if block.caption:
            yield paragraph("Caption", runs(block.caption, strong=False), _indent(indent))
        shares = column_widths(block)
        widths = _shared(width - indent, shares)
        rows = [row(self._cells(padded(block.header, columns), widths, "TableHead"), head=True)]
        for one in (padded(cells, columns) for cells in block.rows):
            rows.append(row(self._cells(one, widths, "TableText"), whole=stays_whole(one, shares)))
        yield table("Rows", indent, widths, rows)
        yield SPACER

    def _cells(self, cells: tuple[Cell, ...], widths: list[int], style: str) -> list[str]:
        return [cell(width, self._cell(one, style)) for one, width in zip(cells, widths, strict=True)]

    def _cell(self, one: Cell, style: str) -> str:
        bullet, indent = (runs("・", strong=False), _indent(180, 180)) if one.bullet else ("", "")
        lines = [paragraph(style, bullet + self._words(line), indent) for line in one.lines]
        return "".join(lines) or paragraph(style, "")

    def _figure(self, block: Figure, _indent: int, _width: int) -> Iterator[str]:
        yield paragraph("Figure", self._draw(block))
        yield paragraph("FigureTitle", runs(block.title, strong=False))


def _strong(spans: Spans) -> Spans:
    return tuple(span.model_copy(update={"strong": True}) for span in spans)


def runs(text: str, *, strong: bool) -> str:
    """The run of a text; newlines and tabs are Word's own."""
    if not text:
        return ""
    style = '<w:rPr><w:rStyle w:val="Strong"/></w:rPr>' if strong else ""
    said = f'<w:t xml:space="preserve">{escape(printable(text))}</w:t>'
    for char, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        said = said.replace(char, f'</w:t>{element}<w:t xml:space="preserve">')
    return f"<w:r>{style}{said}</w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style; `properties` are further elements of `w:pPr` in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


SPACER = paragraph("Spacer", "")


def cell(width: int, content: str) -> str:
    """A table cell; its content ends with a paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def row(cells: list[str], *, whole: bool = True, head: bool = False) -> str:
    """A table row; `whole` ones are not parted over pages, a `head` is repeated on each."""
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(style: str, indent: int, widths: list[int], rows: list[str]) -> str:
    """A table of fixed column widths, `indent` from the left."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        ' w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _indent(left: int, hanging: int = 0) -> str:
    if not left:
        return ""
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"' if hanging else "") + "/>"


def _shared(width: int, shares: tuple[int, ...]) -> list[int]:
    """The width parted by shares into whole numbers that add up to it."""
    whole = sum(shares)
    edges = [width * sum(shares[:index]) // whole for index in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
