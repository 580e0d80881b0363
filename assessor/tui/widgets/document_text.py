"""A neutral document as rows of the screen: headings, sentences with their marks, tables as far as they fit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Document,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Spans,
    Table,
)
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row

GLOSSARY_MARK = "※"
NARROWEST = 14


class Piece(NamedTuple):
    """A text of a document: `heading` its level (0 = none), `mark` the statement it is, `bullet` before a list item.

    `gone` texts are not in the document any more.
    """

    text: str
    style: str = "text"
    indent: int = 0
    bullet: bool = False
    mark: str | None = None
    heading: int = 0
    gone: bool = False


class Grid(NamedTuple):
    """A table whose cells are single lines."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Printed = Piece | Grid


def drawable(text: str) -> str:
    """The text in one line, the glossary's sign drawn so that every font has it in one cell."""
    return text.replace(GLOSSARY_MARK, "*").replace("\n", " ")


def plain(spans: Spans) -> str:
    """The text of some spans as it is drawn."""
    return drawable("".join(span.text for span in spans))


def pieces(document: Document) -> tuple[Printed, ...]:
    """What a document says, in reading order."""
    return tuple(piece for block in document.blocks for piece in _of_block(block, 0))


def sections(found: Sequence[Printed]) -> tuple[tuple[Printed, ...], ...]:
    """The pieces parted before each heading of the highest level; what stands before the first is a part too."""
    top = min((one.heading for one in found if isinstance(one, Piece) and one.heading), default=1)
    parts: list[list[Printed]] = [[]]
    for one in found:
        if isinstance(one, Piece) and one.heading == top:
            parts.append([])
        parts[-1].append(one)
    return tuple(tuple(part) for part in parts if part)


def marks_in(part: Iterable[Printed]) -> tuple[str, ...]:
    """The marks of the statements in some pieces, in reading order."""
    return tuple(dict.fromkeys(one.mark for one in part if isinstance(one, Piece) and one.mark))


def _of_block(block: Block, indent: int) -> Iterator[Printed]:
    if isinstance(block, Heading):
        style = "strong" if block.level < 3 else "head"
        yield Piece(plain(block.spans), style, indent, heading=block.level)
    elif isinstance(block, Paragraph):
        yield from _sentences(block.spans, indent, bullet=False)
    elif isinstance(block, Table):
        yield from _of_table(block, indent)
    elif isinstance(block, Figure):
        yield Piece(block.title, "strong", indent)
        yield Piece(block.description, "dim", indent)
    else:
        yield from _of_holder(block, indent)


def _of_holder(block: Block, indent: int) -> Iterator[Printed]:
    """What holds other blocks; a page break holds nothing and a screen has none."""
    if isinstance(block, ListBlock):
        for item in block.items:
            yield from _of_item(item, indent)
    elif isinstance(block, DefinitionList):
        for term, told in block.items:
            yield Piece(plain(term), "strong", indent)
            yield from _of_blocks(told, indent + 2)
    elif isinstance(block, Callout):
        yield from _of_blocks(block.blocks, indent + 2)


def _of_blocks(blocks: Iterable[Block], indent: int) -> Iterator[Printed]:
    for block in blocks:
        yield from _of_block(block, indent)


def _of_item(item: Sequence[Block], indent: int) -> Iterator[Printed]:
    for place, block in enumerate(item):
        if place == 0 and isinstance(block, Paragraph):
            yield from _sentences(block.spans, indent, bullet=True)
        else:
            yield from _of_block(block, indent + 2)


def _sentences(spans: Spans, indent: int, *, bullet: bool) -> Iterator[Piece]:
    """The statements of a paragraph each for itself, so that each can be marked and chosen."""
    runs: list[tuple[str | None, list[str]]] = []
    for span in spans:
        if runs and runs[-1][0] == span.mark:
            runs[-1][1].append(span.text)
        else:
            runs.append((span.mark, [span.text]))
    for mark, texts in runs:
        text = drawable("".join(texts)).strip()
        if text:
            yield Piece(text, "text", indent, bullet or len(runs) > 1, mark)


def _of_table(table: Table, indent: int) -> Iterator[Printed]:
    header = tuple(_line(cell) for cell in table.header)
    if any(cell.bullet or len(cell.lines) > 1 or _is_marked(cell) for found in table.rows for cell in found):
        for found in table.rows:
            yield Piece(_line(found[0]), "strong", indent)
            for name, cell in zip(header[1:], found[1:], strict=False):
                if any(plain(line).strip() for line in cell.lines):
                    yield Piece(f"＜{name}＞" if name else "", "head", indent)
                    for line in cell.lines:
                        yield from _sentences(line, indent, bullet=True)
        return
    if table.caption:
        yield Piece(table.caption, "strong", indent)
    yield Grid(header, tuple(tuple(_line(cell) for cell in found) for found in table.rows))


def _line(cell: Cell) -> str:
    return " ".join(plain(line) for line in cell.lines)


def _is_marked(cell: Cell) -> bool:
    return any(span.mark for line in cell.lines for span in line)


def piece_rows(piece: Piece, width: int, prefix: Part | None = None) -> list[Content]:
    """The rows of a text; `prefix` takes the place of its bullet, so many cells are free for it in every list."""
    room = cells(prefix.text) if prefix else 0
    lines = folded(piece.text, max(width - room - piece.indent - 3, 8))
    found = []
    for place, line in enumerate(lines):
        head = prefix if prefix and place == 0 else Part(" " * room)
        found.append(row(width, " " * (piece.indent + 1), head, Part(line, piece.style)))
    return found


def grid_rows(grid: Grid, width: int) -> list[Content]:
    """A table in columns, wide ones folded; where that gets too narrow, each row with the heads before its values."""
    count = max((len(one) for one in (grid.header, *grid.rows)), default=0)
    every = [_padded(grid.header, count), *(_padded(one, count) for one in grid.rows)]
    widths = _widths([max(max(cells(one[place]) for one in every), 1) for place in range(count)], width - 3)
    if widths is None:
        return _listed(every, width)
    return [content for n, one in enumerate(every) for content in _grid_row(one, widths, width, "text" if n else "dim")]


def _widths(natural: list[int], room: int) -> list[int] | None:
    """The widest columns made narrower until all fit, two cells between them; None where one would get too narrow."""
    widths = list(natural)
    while (over := sum(widths) + 2 * (len(widths) - 1) - room) > 0:
        widest = max(widths)
        if widest <= NARROWEST:
            return None
        next_one = max((one for one in widths if one < widest), default=0)
        cut_by = max(min(over, widest - max(next_one, NARROWEST)), 1)
        widths[widths.index(widest)] = widest - cut_by
    return widths


def _listed(every: Sequence[Sequence[str]], width: int) -> list[Content]:
    found: list[Content] = []
    for one in every[1:]:
        found += [row(width, " ", Part(line, "strong")) for line in folded(one[0], width - 3)]
        for head, value in zip(every[0][1:], one[1:], strict=True):
            if value:
                text = f"{head}: {value}" if head else value
                found += [row(width, "   ", Part(line)) for line in folded(text, width - 6)]
    return found


def _padded(texts: tuple[str, ...], count: int) -> tuple[str, ...]:
    return (*texts, *([""] * (count - len(texts))))


def _grid_row(texts: Sequence[str], widths: Sequence[int], width: int, style: str) -> Iterator[Content]:
    folds = [folded(text, room) for text, room in zip(texts, widths, strict=True)]
    for line in range(max(len(fold) for fold in folds)):
        parts: list[Part | str] = [" "]
        for fold, room in zip(folds, widths, strict=True):
            parts.append(Part(fill(fold[line] if line < len(fold) else "", room) + "  ", style))
        yield row(width, *parts)


def part_rows(found: Sequence[Printed], width: int) -> list[Content]:
    """The rows of some pieces without marks: a document that is only read."""
    rows: list[Content] = []
    for one in found:
        if isinstance(one, Grid):
            rows += [*grid_rows(one, width), blank(width)]
        elif one.heading:
            rows += [*([blank(width)] if rows else []), *piece_rows(one, width)]
        else:
            rows += piece_rows(one, width, Part("  - ", "dim") if one.bullet else None)
    return rows
