"""The geometry of a radar chart, in pixels; axes run clockwise from the top."""

from dataclasses import dataclass
from math import cos, floor, pi, sin

from assessor.model.document import Radar
from assessor.render.label import folded

RADIUS, CENTRE_X, CENTRE_Y, HEIGHT = 118, 290, 188, 412
LINE_HEIGHT, LABEL_GAP = 16, 14
LABEL_CELLS = ((8, 24), (12, 20))
NARROW_LABEL_CELLS = 16
"""The more axes, the closer their labels stand and the earlier they are folded: up to 8 axes at 24 cells, …"""


@dataclass(frozen=True)
class AxisShape:
    """An axis: its far end, and its words (name, then values) with place and anchor."""

    x: float
    y: float
    dashed: bool
    text_x: float
    text_y: float
    anchor: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RadarShape:
    """Everything the template draws; points are (x, y)."""

    width: int
    height: int
    centre: tuple[float, float]
    rings: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    axes: tuple[AxisShape, ...]
    first: tuple[tuple[float, float], ...]
    second: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]


def share(value: float | None, nothing: str) -> str:
    """A share as whole percent, rounded down so that 100% is never claimed early; `nothing` for None."""
    return nothing if value is None else f"{floor(value * 100 + 1e-9)}%"


def radar_geometry(chart: Radar, nothing: str) -> RadarShape:
    """Where everything of a radar stands; a value of None keeps its axis, dashed, with the word `nothing`."""
    angles = [2 * pi * index / max(1, len(chart.axes)) - pi / 2 for index in range(len(chart.axes))]
    second = chart.second[: len(angles)] + (None,) * (len(angles) - len(chart.second)) if chart.second else ()
    return RadarShape(
        width=2 * CENTRE_X,
        height=HEIGHT,
        centre=(CENTRE_X, CENTRE_Y),
        rings=tuple((f"{part}%", tuple(_at(angle, part / 100) for angle in angles)) for part in (25, 50, 75, 100)),
        axes=tuple(_axis(chart, index, angles, second, nothing) for index in range(len(angles))),
        first=_points(angles, tuple(axis.value for axis in chart.axes)),
        second=_points(angles, second),
        labels=chart.labels if second else chart.labels[:1],
    )


def _axis(chart: Radar, index: int, angles: list[float], second: tuple[float | None, ...], nothing: str) -> AxisShape:
    value = chart.axes[index].value
    values = "● " + share(value, nothing) + (f"　□ {share(second[index], nothing)}" if second else "")
    cells = next((cells for most, cells in LABEL_CELLS if len(angles) <= most), NARROW_LABEL_CELLS)
    name = folded(chart.axes[index].label, cells, 2)
    lines = (*name, nothing if value is None and not (second and second[index] is not None) else values)
    far = 1 + LABEL_GAP / RADIUS
    x, y = _at(angles[index], far)
    height = LINE_HEIGHT * len(lines)
    end_x, end_y = _at(angles[index], 1)
    return AxisShape(
        x=end_x,
        y=end_y,
        dashed=value is None,
        text_x=x,
        text_y=round(y - height * (1 - sin(angles[index])) / 2 + 12, 1),
        anchor=_anchor(cos(angles[index])),
        lines=lines,
    )


def _anchor(cosine: float) -> str:
    if abs(cosine) < 0.1:
        return "middle"
    return "start" if cosine > 0 else "end"


def _at(angle: float, part: float) -> tuple[float, float]:
    return round(CENTRE_X + RADIUS * part * cos(angle), 1), round(CENTRE_Y + RADIUS * part * sin(angle), 1)


def _points(angles: list[float], values: tuple[float | None, ...]) -> tuple[tuple[float, float], ...]:
    return tuple(
        _at(angle, min(1.0, max(0.0, value))) for angle, value in zip(angles, values, strict=False) if value is not None
    )
