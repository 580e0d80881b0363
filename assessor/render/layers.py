"""The geometry of a figure of layers, in pixels: what each holds, and one field beside those covered by the same."""

from dataclasses import dataclass
from itertools import groupby

from assessor.model.document import LayerRow, Layers
from assessor.render.label import folded

WIDTH = 680
COLUMNS = (0, 150, 468)
"""Where the three columns begin: layer, what it holds, what covers it."""
GAP, HEAD, LINE_HEIGHT, PADDING = 8, 26, 17, 10
CELL_PIXELS = 6.3
"""How wide one cell of text (half a Japanese character) is drawn at most."""
MOST_LINES = 6


@dataclass(frozen=True)
class BoxShape:
    """A field: place and size, its lines with the first baseline, and which column it stands in."""

    x: float
    y: float
    width: float
    height: float
    text_y: float
    lines: tuple[str, ...]
    column: int


@dataclass(frozen=True)
class LayersShape:
    """Everything the template draws; `heads` are (x, words)."""

    width: int
    height: int
    heads: tuple[tuple[float, str], ...]
    boxes: tuple[BoxShape, ...]


def layers_geometry(chart: Layers) -> LayersShape:
    """Where everything of a figure of layers stands, top layer first."""
    boxes: list[BoxShape] = []
    top = float(HEAD)
    for covered_by, group in groupby(chart.rows, key=lambda row: row.covered_by):
        rows = list(group)
        said = _said(covered_by)
        heights = [_height(row) for row in rows]
        heights[-1] += max(0, _needed(said) - sum(heights) - GAP * (len(rows) - 1))
        begin = top
        for row, height in zip(rows, heights, strict=True):
            boxes += [_box(0, top, height, _title(row)), _box(1, top, height, _contents(row))]
            top += height + GAP
        boxes.append(_box(2, begin, top - GAP - begin, said))
    heads = tuple((float(COLUMNS[place]), words) for place, words in enumerate(chart.labels))
    return LayersShape(WIDTH, round(top), heads, tuple(boxes))


def _width(column: int) -> int:
    return (*COLUMNS[1:], WIDTH + GAP)[column] - COLUMNS[column] - GAP


def _cells(column: int) -> int:
    return int((_width(column) - 2 * PADDING) / CELL_PIXELS)


def _title(row: LayerRow) -> tuple[str, ...]:
    return folded(row.title, _cells(0), MOST_LINES)


def _contents(row: LayerRow) -> tuple[str, ...]:
    return folded(row.contents, _cells(1), MOST_LINES)


def _said(covered_by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for title in covered_by for line in folded(title, _cells(2), 2))


def _needed(lines: tuple[str, ...]) -> float:
    return LINE_HEIGHT * max(1, len(lines)) + 2 * PADDING


def _height(row: LayerRow) -> float:
    return max(_needed(_title(row)), _needed(_contents(row)))


def _box(column: int, y: float, height: float, lines: tuple[str, ...]) -> BoxShape:
    first = y + height / 2 + 4.5 - LINE_HEIGHT * (len(lines) - 1) / 2
    return BoxShape(COLUMNS[column], y, _width(column), height, first, lines, column)
