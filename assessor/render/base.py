"""What all renderers share: the row of the format table, statements in a run of spans, labels, column widths."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from assessor.i18n.translator import translator
from assessor.i18n.width import cell_width
from assessor.model.document import Cell, Document, Letterhead, Span, Spans, Table
from assessor.model.fiscal import era_date
from assessor.model.text import first_forbidden

GETA = "〓"
"""What Japanese printing sets where a character cannot be shown."""

NARROWEST, WIDEST = 6, 44
LINE_CELLS = 100
"""Half-width characters of a table's text that fit between the margins of A4."""
MOST_LINES_KEPT = 18
"""A table row of more lines may be parted over pages, or it would leave half a page empty."""


@dataclass(frozen=True)
class Format:
    """One document format: `render` gives the whole file, `binary` ones are no text to print on a terminal."""

    name: str
    suffix: str
    binary: bool
    render: Callable[[Document], bytes]


@dataclass(frozen=True)
class TitleBlock:
    """What stands above every document, in the words of its language; `warning` and `note` are for internal ones.

    Of a letter `above` stands before its title, each line at the `left` or `right`; it has no subtitle, nor who issued
    it below the title.
    """

    title: str
    subtitle: str | None
    issued: str
    facts: tuple[tuple[str, str], ...]
    warning: str | None
    note: str | None
    above: tuple[tuple[str, str], ...] = ()


def title_block(document: Document) -> TitleBlock:
    """The title block of a document; dates of Japanese documents are in the era calendar."""
    say = translator(document.lang)
    day = era_date(document.dated) if document.lang == "ja" else document.dated.isoformat()
    letter = document.letter
    return TitleBlock(
        title=document.title,
        subtitle=None if letter else document.subtitle,
        issued="" if letter else say("render.issued", municipality=document.municipality, day=day),
        above=_above(letter, day) if letter else (),
        facts=document.facts,
        warning=say("render.internal") if document.internal else None,
        note=say("render.internal_note") if document.internal else None,
    )


def _above(letter: Letterhead, day: str) -> tuple[tuple[str, str], ...]:
    """The lines above a letter's title in the order of Japanese offices: number and day, to whom, from whom."""
    numbered = (("right", letter.number),) if letter.number else ()
    return (*numbered, ("right", day), ("left", letter.to), ("right", letter.sender))


def printable(text: str) -> str:
    """The text with every character that no document may hold (controls, surrogates, bidi) shown as 〓."""
    if first_forbidden(text) is None:
        return text
    return "".join(GETA if first_forbidden(char) is not None else char for char in text)


def statements(spans: Spans, *, marked: bool) -> Iterator[tuple[str | None, tuple[Span, ...]]]:
    """Neighbouring spans of one statement together, each group with its mark (None where there is none)."""
    for mark, group in groupby(spans, key=lambda span: span.mark if marked else None):
        yield mark, tuple(group)


def plain(spans: Spans) -> str:
    """The words of a run of spans alone."""
    return "".join(span.text for span in spans)


class Outline:
    """Gives each heading the depth it reaches: whatever levels a template uses, none is skipped and the first is 1."""

    def __init__(self) -> None:
        """No heading is above the first."""
        self._above: list[int] = []

    def depth(self, level: int) -> int:
        """The depth (1-4) of the next heading, given in the order of the document."""
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        return len(self._above)


def column_count(table: Table) -> int:
    """The columns of the widest row."""
    return max((len(row) for row in (table.header, *table.rows)), default=0)


def padded(row: tuple[Cell, ...], columns: int) -> tuple[Cell, ...]:
    """The row with empty cells up to so many columns."""
    return row + (Cell(lines=()),) * (columns - len(row))


def column_widths(table: Table) -> tuple[int, ...]:
    """Relative widths, one a column: those the table names, else from the length of what stands in each column."""
    columns = column_count(table)
    if len(table.widths) == columns and all(width > 0 for width in table.widths):
        return table.widths
    return tuple(_natural_width(table, index) for index in range(columns))


def _natural_width(table: Table, index: int) -> int:
    """Between the longest header word and the mean of the longest lines, so that one odd row does not decide."""
    longest = [_cell_cells(row[index]) for row in table.rows if index < len(row)]
    head = _cell_cells(table.header[index]) if index < len(table.header) else 0
    mean = sum(longest) // len(longest) if longest else 0
    return min(WIDEST, max(NARROWEST, head + 2, (mean + max(longest, default=0)) // 2))


def _cell_cells(cell: Cell) -> int:
    return max((cell_width(plain(line)) for line in cell.lines), default=0)


def stays_whole(row: tuple[Cell, ...], widths: tuple[int, ...]) -> bool:
    """Whether a table row is short enough to be kept on one page, judged by the lines it will about take."""
    whole = sum(widths)
    return all(
        sum(_lines_taken(words, max(4, LINE_CELLS * width // whole)) for line in cell.lines for words in [plain(line)])
        <= MOST_LINES_KEPT
        for cell, width in zip(row, widths, strict=True)
    )


def _lines_taken(text: str, cells: int) -> int:
    return sum(1 + cell_width(line) // cells for line in text.split("\n"))
