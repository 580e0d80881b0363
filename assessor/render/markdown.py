"""Markdown (CommonMark with GitHub's tables) that reads well in a plain editor and cannot be broken out of."""

from collections.abc import Callable, Iterator
from itertools import takewhile

from assessor.i18n.translator import translator
from assessor.model.document import (
    Block,
    Callout,
    Cell,
    Chart,
    DefinitionList,
    Document,
    Figure,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Span,
    Spans,
    Table,
)
from assessor.render.base import Outline, column_count, padded, title_block
from assessor.render.charts import values_of
from assessor.render.markdown_text import lines_of, one_line, strong_line, written


def to_markdown(document: Document) -> bytes:
    """The document as UTF-8 Markdown; statement ids stand as comments before their sentences when it is marked."""
    return ("\n".join(_Writer(document).lines()) + "\n").encode()


class _Writer:
    """Writes one document as lines."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._say = translator(document.lang)
        self._outline = Outline()

    def lines(self) -> list[str]:
        """All lines of the file."""
        return [*self._title(), *self._blocks(self._document.blocks)]

    def _title(self) -> Iterator[str]:
        block = title_block(self._document)
        if block.warning and block.note:
            yield from (f"> {strong_line(block.warning)}　{one_line(block.note)}", "")
        for _, text in block.above:
            yield from (one_line(text, at_start=True), "")
        yield from (f"# {one_line(block.title, in_heading=True)}", "")
        if block.subtitle:
            yield from (one_line(block.subtitle, at_start=True), "")
        if block.issued:
            yield from (one_line(block.issued, at_start=True), "")
        for label, value in block.facts:
            yield f"- {one_line(self._say('render.fact', label=label, value=value), at_start=True)}"
        if block.facts:
            yield ""

    def _blocks(self, blocks: tuple[Block, ...], *, in_item: bool = False) -> list[str]:
        """The blocks, a blank line between them; two lists in a row are held apart by an empty comment.

        Inside a list item a paragraph and the list after it stand close, as one writes by hand.
        """
        lines: list[str] = []
        before: Block | None = None
        for block in blocks:
            new = self._block(block)
            if not new:
                continue
            if lines and not (in_item and _belongs_to(before, block) and " " in new[0]):
                lines.append("")
            if before is not None and _bullet(before) is not None and _bullet(before) == _bullet(block):
                lines += ["<!-- -->", ""]
            lines += new
            before = block
        return lines

    def _block(self, block: Block) -> list[str]:
        writers: dict[type, Callable[..., list[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            ListBlock: self._list,
            Table: self._table,
            DefinitionList: self._definitions,
            Callout: self._callout,
            PageBreak: lambda _: [],
            Figure: self._figure,
        }
        return writers[type(block)](block)

    def _heading(self, block: Heading) -> list[str]:
        # The document's title is level 1.
        return [f"{'#' * (self._outline.depth(block.level) + 1)} {self._joined(block.spans, ' ', in_heading=True)}"]

    def _paragraph(self, block: Paragraph) -> list[str]:
        """Hard breaks as `\\`; a comment beginning a line would turn it into HTML, so it stands above or before."""
        above: list[str] = []
        body: list[str] = []
        for line in lines_of(block.spans, marked=self._document.marked):
            marks = tuple(takewhile(lambda piece: piece.is_mark, line))
            text = line[len(marks) :]
            if body:
                body[-1] += written(marks)
            else:
                above += [written((mark,)) for mark in marks]
            if text:
                body.append(written(text, at_start=True))
        return [*above, *(line + "\\" for line in body[:-1]), *body[-1:]]

    def _joined(self, spans: Spans, joint: str, *, in_heading: bool = False) -> str:
        out, says = "", False
        for line in lines_of(spans, marked=self._document.marked):
            # A line that is nothing but a mark is no line to a reader: it stands beside the words, without a joint.
            words = any(not piece.is_mark for piece in line)
            out += (joint if says and words else "") + written(line, in_heading=in_heading)
            says = says or words
        return out

    def _list(self, block: ListBlock) -> list[str]:
        """An item without a word is left out: marks alone on a line would be read as a rule across the page."""
        lines: list[str] = []
        for number, item in enumerate(block.items, 1):
            if said := self._blocks(item, in_item=True):
                lines += _indented(f"{number}. " if block.ordered else "- ", said)
        return lines

    def _definitions(self, block: DefinitionList) -> list[str]:
        lines: list[str] = []
        for term, blocks in block.items:
            said = tuple(span.model_copy(update={"strong": True}) for span in term)
            rest = blocks
            if blocks and isinstance(blocks[0], Paragraph):
                said, rest = (*said, Span(text=self._say("render.colon")), *blocks[0].spans), blocks[1:]
            lines += _indented("- ", self._blocks((Paragraph(spans=said), *rest), in_item=True))
        return lines

    def _callout(self, block: Callout) -> list[str]:
        label = [strong_line(self._say("render.caution")), ""] if block.kind == "caution" else []
        return [f"> {line}".rstrip(" ") for line in (*label, *self._blocks(block.blocks))]

    def _table(self, block: Table) -> list[str]:
        columns = column_count(block)
        if not columns:
            return []
        head, *rows = [self._row(padded(row, columns)) for row in (block.header, *block.rows)]
        caption = [strong_line(block.caption), ""] if block.caption else []
        return [*caption, head, "|" + " --- |" * columns, *rows]

    def _row(self, row: tuple[Cell, ...]) -> str:
        return "| " + " | ".join(self._cell(cell) for cell in row) + " |"

    def _cell(self, cell: Cell) -> str:
        """The lines of a cell on one line: 「・」 before each of a bulleted one, else 「／」 between."""
        lines = [self._joined(line, " ／ ") for line in cell.lines]
        if cell.bullet:
            return "　".join(f"・{line}" for line in lines)
        return " ／ ".join(lines)

    def _figure(self, block: Figure) -> list[str]:
        return [strong_line(block.title), "", *self._chart(block.chart), "", one_line(block.description, at_start=True)]

    def _chart(self, chart: Chart) -> list[str]:
        rows = [[one_line(word) for word in row] for row in values_of(chart, self._say)]
        head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
        return [head, "|" + " --- |" * len(rows[0]), *rest]


def _belongs_to(before: Block | None, block: Block) -> bool:
    return isinstance(before, Paragraph) and isinstance(block, ListBlock)


def _bullet(block: Block) -> str | None:
    """What a list block's items begin with; two in a row with the same would be read as one list."""
    if isinstance(block, ListBlock):
        return "1" if block.ordered else "-"
    return "-" if isinstance(block, DefinitionList) else None


def _indented(head: str, lines: list[str]) -> list[str]:
    if not lines:
        return [head.rstrip()]
    blank = " " * len(head)
    return [head + lines[0], *(blank + line if line else "" for line in lines[1:])]
