"""The geometry of a trend, in pixels: lines from 0 that differ in dash and mark, each named at its end."""

from dataclasses import dataclass

from assessor.model.document import Trend, TrendLine
from assessor.render.label import folded

WIDTH, HEIGHT = 680, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 150, 20, 250
STEPS = 4
CELL_PIXELS, LABEL_HEIGHT = 6, 15


@dataclass(frozen=True)
class LineShape:
    """A line: its runs of points (broken where a value is not known), its number, its name with the last value."""

    number: int
    runs: tuple[tuple[tuple[float, float], ...], ...]
    points: tuple[tuple[float, float, str], ...]
    name: str
    name_y: float


@dataclass(frozen=True)
class TrendShape:
    """Everything the template draws; `rules` are (y, words), `heads` (x, lines)."""

    width: int
    height: int
    left: int
    right: int
    rules: tuple[tuple[float, str], ...]
    heads: tuple[tuple[float, tuple[str, ...]], ...]
    lines: tuple[LineShape, ...]
    bottom: int


def trend_values(chart: Trend) -> list[list[str]]:
    """The trend as a table, one row per point in time."""
    rows = [
        [name, *(_said(line.values[place] if place < len(line.values) else None, chart.unit) for line in chart.lines)]
        for place, name in enumerate(chart.columns)
    ]
    return [["", *(line.label for line in chart.lines)], *rows]


def _said(value: float | None, unit: str) -> str:
    return "―" if value is None else f"{value:g}{unit}"


def trend_geometry(chart: Trend) -> TrendShape:
    """Where everything of a trend stands."""
    most = _ceiling(max((value for line in chart.lines for value in line.values if value is not None), default=0))
    right = WIDTH - RIGHT
    step = (right - LEFT) / max(1, len(chart.columns) - 1)
    xs = [LEFT + step * place if len(chart.columns) > 1 else (LEFT + right) / 2 for place in range(len(chart.columns))]
    cells = max(4, int(step // CELL_PIXELS)) if len(chart.columns) > 1 else 20
    lines = [_line(line, number, xs, most, chart.unit) for number, line in enumerate(chart.lines)]
    return TrendShape(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        rules=tuple(
            (_y(most * part / STEPS, most), _said(most * part / STEPS, chart.unit)) for part in range(STEPS + 1)
        ),
        heads=tuple((x, folded(name, cells, 2)) for x, name in zip(xs, chart.columns, strict=True)),
        lines=tuple(_spread(lines)),
        bottom=BOTTOM,
    )


def _line(line: TrendLine, number: int, xs: list[float], most: float, unit: str) -> LineShape:
    runs: list[list[tuple[float, float]]] = [[]]
    points: list[tuple[float, float, str]] = []
    last: float | None = None
    for x, value in zip(xs, line.values, strict=False):
        if value is None:
            runs.append([])
            continue
        last = value
        runs[-1].append((round(x, 1), _y(value, most)))
        points.append((round(x, 1), _y(value, most), _said(value, unit)))
    name_y = points[-1][1] if points else float(BOTTOM)
    return LineShape(
        number, tuple(tuple(run) for run in runs if run), tuple(points), f"{line.label} {_said(last, unit)}", name_y
    )


def _spread(lines: list[LineShape]) -> list[LineShape]:
    """The lines with their names moved apart where they would stand on each other."""
    placed: dict[int, float] = {}
    lowest = float("-inf")
    for line in sorted(lines, key=lambda one: one.name_y):
        lowest = max(line.name_y + 4, lowest + LABEL_HEIGHT)
        placed[line.number] = lowest
    return [LineShape(one.number, one.runs, one.points, one.name, round(placed[one.number], 1)) for one in lines]


def _y(value: float, most: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / most, 1)


def _ceiling(value: float) -> float:
    """A round number at or above a value: 4, 8, 20, 40, 80, 100 …"""
    size = 4.0
    steps = (2.0, 2.5, 2.0)
    number = 0
    while size < value:
        size *= steps[number % 3]
        number += 1
    return size
