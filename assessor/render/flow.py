"""The geometry of a flow: rows of boxes joined by arrows, in pixels; one with many rows becomes several drawings."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessor.model.document import Flow
from assessor.render.label import folded

FULL_WIDTH, NAME_WIDTH, ARROW = 680, 92, 14
LINE_HEIGHT, PADDING, ROW_GAP, HEAD_HEIGHT = 14, 8, 12, 26
CELL_PIXELS = 5.6
"""How wide one cell of text (half a Japanese character) is drawn at most."""
MOST_LINES = 12
TALLEST = 640
"""A page holds a drawing of this height below its headings."""


@dataclass(frozen=True)
class BoxShape:
    """One box: its left, top, height and lines with the first baseline; a gap is drawn hatched."""

    x: float
    y: float
    height: float
    text_y: float
    lines: tuple[str, ...]
    is_gap: bool


@dataclass(frozen=True)
class ArrowShape:
    """An arrow from a box to the next, at one height."""

    x: float
    y: float


@dataclass(frozen=True)
class FlowShape:
    """Everything the template draws; words are (x, first baseline, lines)."""

    width: int
    height: int
    box_width: float
    arrow: float
    columns: tuple[tuple[float, str], ...]
    names: tuple[tuple[float, float, tuple[str, ...]], ...]
    boxes: tuple[BoxShape, ...]
    arrows: tuple[ArrowShape, ...]


def flow_parts(chart: Flow) -> Iterator[Flow]:
    """The flow in parts that each fit on a page."""
    rows: list[tuple[str, tuple[str | None, ...]]] = []
    height = float(HEAD_HEIGHT)
    for row in chart.rows:
        more = _row_height(row, chart) + ROW_GAP
        if rows and height + more > TALLEST:
            yield chart.model_copy(update={"rows": tuple(rows)})
            rows, height = [], float(HEAD_HEIGHT)
        rows.append(row)
        height += more
    yield chart.model_copy(update={"rows": tuple(rows)})


def flow_geometry(chart: Flow, gap: str) -> FlowShape:
    """Where everything of a flow stands; a cell without words is shown as the word `gap`."""
    width = _box_width(chart)
    top = float(HEAD_HEIGHT)
    boxes: list[BoxShape] = []
    arrows: list[ArrowShape] = []
    names = []
    for row in chart.rows:
        height = _row_height(row, chart)
        lines = folded(row[0], int((NAME_WIDTH - 8) / CELL_PIXELS), MOST_LINES)
        names.append((0.0, _first_baseline(lines, top, height), lines))
        for column, cell in enumerate(row[1]):
            x = NAME_WIDTH + column * (width + ARROW)
            words = folded(cell or gap, _cells(chart), MOST_LINES)
            boxes.append(BoxShape(x, top, height, _first_baseline(words, top, height), words, not cell))
            if column:
                arrows.append(ArrowShape(x - ARROW, top + height / 2))
        top += height + ROW_GAP
    return FlowShape(
        width=FULL_WIDTH,
        height=round(top),
        box_width=width,
        arrow=ARROW,
        columns=tuple(
            (NAME_WIDTH + column * (width + ARROW) + width / 2, name) for column, name in enumerate(chart.columns)
        ),
        names=tuple(names),
        boxes=tuple(boxes),
        arrows=tuple(arrows),
    )


def _box_width(chart: Flow) -> float:
    count = max(1, len(chart.columns))
    return round((FULL_WIDTH - NAME_WIDTH - ARROW * (count - 1)) / count, 1)


def _cells(chart: Flow) -> int:
    return int((_box_width(chart) - 8) / CELL_PIXELS)


def _row_height(row: tuple[str, tuple[str | None, ...]], chart: Flow) -> float:
    counts = [len(folded(cell, _cells(chart), MOST_LINES)) for cell in row[1] if cell]
    counts.append(len(folded(row[0], int((NAME_WIDTH - 8) / CELL_PIXELS), MOST_LINES)))
    return max(counts) * LINE_HEIGHT + 2 * PADDING


def _first_baseline(lines: tuple[str, ...], top: float, height: float) -> float:
    return top + height / 2 + 4 - LINE_HEIGHT * (len(lines) - 1) / 2
