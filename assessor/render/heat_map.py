"""The geometry of a heat map, in pixels; one with many rows or columns becomes several, or its words would shrink."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assessor.model.document import HeatCell, HeatMap
from assessor.render.label import folded

MOST_COLUMNS, MOST_ROWS = 10, 16
FULL_WIDTH, NAME_WIDTH, WIDEST_COLUMN = 680, 150, 106
ROW_HEIGHT, LINE_HEIGHT, TOP = 40, 14, 8
CELL_PIXELS = 6
"""How wide one cell of text (half a Japanese character) is drawn at most."""
PALE, DARK = (255, 255, 255), (140, 176, 208)
"""Nothing done and all done; both pale enough for black words, also when copied in grey."""


@dataclass(frozen=True)
class FieldShape:
    """One field: its left and top, its paint (None = hatched) and the lines of words with the first baseline."""

    x: float
    y: float
    paint: str | None
    text_y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NameShape:
    """The name of a row or column: the place of its first baseline, and its lines."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class HeatMapShape:
    """Everything the template draws."""

    width: int
    height: int
    column_width: int
    row_height: int
    columns: tuple[NameShape, ...]
    rows: tuple[NameShape, ...]
    fields: tuple[FieldShape, ...]
    legend_y: int
    legend: tuple[tuple[str, str], ...]


def parts(chart: HeatMap) -> Iterator[HeatMap]:
    """The map in parts of at most 10 columns and 16 rows, of nearly equal size."""
    for first_row, last_row in _shares(len(chart.rows), MOST_ROWS):
        for first, last in _shares(len(chart.columns), MOST_COLUMNS):
            rows = tuple((name, cells[first:last]) for name, cells in chart.rows[first_row:last_row])
            yield HeatMap(columns=chart.columns[first:last], rows=rows)


def _shares(length: int, most: int) -> list[tuple[int, int]]:
    count = max(1, -(-length // most))
    edges = [length * index // count for index in range(count + 1)]
    return list(pairwise(edges))


def heat_map_geometry(chart: HeatMap, nothing: str) -> HeatMapShape:
    """Where everything of a heat map stands; a field without words that does not apply gets the word `nothing`."""
    width = min(WIDEST_COLUMN, (FULL_WIDTH - NAME_WIDTH - 1) // max(1, len(chart.columns)))
    cells = (width - 4) // CELL_PIXELS
    names = [folded(name, cells, 4) for name in chart.columns]
    head = TOP + LINE_HEIGHT * max((len(name) for name in names), default=1) + 6
    bottom = head + ROW_HEIGHT * len(chart.rows)
    return HeatMapShape(
        width=FULL_WIDTH,
        height=bottom + 44,
        column_width=width,
        row_height=ROW_HEIGHT,
        columns=tuple(
            NameShape(NAME_WIDTH + width * (index + 0.5), head - 8 - LINE_HEIGHT * (len(name) - 1), name)
            for index, name in enumerate(names)
        ),
        rows=tuple(
            _row_name(folded(name, (NAME_WIDTH - 8) // CELL_PIXELS, 2), head + ROW_HEIGHT * index)
            for index, (name, _) in enumerate(chart.rows)
        ),
        fields=tuple(
            _field(cell, NAME_WIDTH + width * column, head + ROW_HEIGHT * row, cells, nothing)
            for row, (_, fields) in enumerate(chart.rows)
            for column, cell in enumerate(fields[: len(chart.columns)])
        ),
        legend_y=bottom + 14,
        legend=tuple((f"{part}%", paint(part / 100)) for part in (0, 25, 50, 75, 100)),
    )


def _row_name(lines: tuple[str, ...], top: float) -> NameShape:
    return NameShape(NAME_WIDTH - 8, _first_baseline(lines, top), lines)


def _field(cell: HeatCell, x: float, y: float, cells: int, nothing: str) -> FieldShape:
    lines = folded(cell.text or (nothing if cell.value is None else ""), cells, 2)
    shade = None if cell.value is None else paint(cell.value)
    return FieldShape(x, y, shade, _first_baseline(lines, y), lines)


def _first_baseline(lines: tuple[str, ...], top: float) -> float:
    return top + ROW_HEIGHT / 2 + 4 - LINE_HEIGHT * (len(lines) - 1) / 2


def paint(value: float) -> str:
    """The colour of a share from 0 (white) to 1 (pale blue) as `#rrggbb`."""
    part = min(1.0, max(0.0, value))
    return "#" + "".join(f"{round(low + (high - low) * part):02x}" for low, high in zip(PALE, DARK, strict=True))
