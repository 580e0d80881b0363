"""The geometry of a Gantt chart, in pixels; one with many bars becomes several."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessor.i18n.width import cell_width
from assessor.model.document import Gantt, GanttBar
from assessor.render.label import folded

WIDTH, NAME_WIDTH = 680, 226
HEAD, ROW_HEIGHT, LINE_HEIGHT, LEGEND = 40, 29, 13, 34
MOST_BARS = 24
CELL_PIXELS = 6
LEGEND_SWATCH = 46
"""How wide one cell of text (half a Japanese character) is drawn at most."""


@dataclass(frozen=True)
class BarShape:
    """A bar with its name on the left and its words inside or beside it."""

    y: float
    x: float
    width: float
    kind: str
    name: tuple[str, ...]
    name_y: float
    text: str
    text_x: float
    anchor: str


@dataclass(frozen=True)
class GanttShape:
    """Everything the template draws; `heads` are (middle of the column, lines)."""

    width: int
    height: int
    top: int
    bottom: int
    row_height: int
    edges: tuple[float, ...]
    heads: tuple[tuple[float, tuple[str, ...]], ...]
    bars: tuple[BarShape, ...]
    legend: tuple[tuple[float, str, str], ...]


def gantt_parts(chart: Gantt) -> Iterator[Gantt]:
    """The chart in parts of at most 24 bars."""
    for start in range(0, max(1, len(chart.bars)), MOST_BARS):
        yield chart.model_copy(update={"bars": chart.bars[start : start + MOST_BARS]})


def gantt_values(chart: Gantt) -> list[list[str]]:
    """The chart as a table: name, from when to when, words."""
    rows = [[bar.label, _span(chart, bar), bar.text] for bar in chart.bars]
    return [list(chart.labels), *rows]


def _span(chart: Gantt, bar: GanttBar) -> str:
    first, last = (chart.columns[min(place, len(chart.columns) - 1)] for place in (bar.first, bar.last))
    return first if first == last else f"{first}～{last}"


def gantt_geometry(chart: Gantt) -> GanttShape:
    """Where everything of a Gantt chart stands."""
    step = (WIDTH - NAME_WIDTH) / max(1, len(chart.columns))
    edges = tuple(NAME_WIDTH + step * place for place in range(len(chart.columns) + 1))
    cells = max(4, int((step - 4) // CELL_PIXELS))
    bottom = HEAD + ROW_HEIGHT * len(chart.bars)
    return GanttShape(
        width=WIDTH,
        height=bottom + LEGEND,
        top=HEAD,
        bottom=bottom,
        row_height=ROW_HEIGHT,
        edges=edges,
        heads=tuple(
            (NAME_WIDTH + step * (place + 0.5), folded(name, cells, 2)) for place, name in enumerate(chart.columns)
        ),
        bars=tuple(_bar(bar, number, step, len(chart.columns)) for number, bar in enumerate(chart.bars)),
        legend=tuple(_legend(chart)),
    )


def _legend(chart: Gantt) -> Iterator[tuple[float, str, str]]:
    """Each entry behind the one before, however long its words are."""
    x = float(NAME_WIDTH)
    for kind, words in chart.legend:
        yield x, kind, words
        x += LEGEND_SWATCH + cell_width(words) * CELL_PIXELS


def _bar(bar: GanttBar, number: int, step: float, columns: int) -> BarShape:
    y = HEAD + ROW_HEIGHT * number
    last = min(bar.last, columns - 1)
    first = min(bar.first, last)
    x, width = NAME_WIDTH + step * first + 3, step * (last - first + 1) - 6
    name = folded(bar.label, (NAME_WIDTH - 10) // CELL_PIXELS, 2)
    needed = cell_width(bar.text) * CELL_PIXELS + 6
    if needed <= width:
        text_x, anchor = x + 5, "start"
    elif x + width + needed <= WIDTH:
        text_x, anchor = x + width + 4, "start"
    else:
        text_x, anchor = x - 4, "end"
    name_y = y + ROW_HEIGHT / 2 + 4 - LINE_HEIGHT * (len(name) - 1) / 2
    return BarShape(y, round(x, 1), round(width, 1), bar.kind, name, name_y, bar.text, round(text_x, 1), anchor)
