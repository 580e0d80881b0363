"""The geometry of a risk map, in pixels: every entry stands in its field, which grows with what is in it."""

from dataclasses import dataclass

from assessor.i18n.wrap import wrap
from assessor.model.document import RiskMap
from assessor.render.label import folded

FULL_WIDTH, NAME_WIDTH = 680, 112
LINE_HEIGHT, LEAST_HEIGHT, HEAD = 14, 48, 44
CELL_PIXELS = 6
PAINTS = ("#ffffff", "#f6efdd", "#ecd3a8", "#dda38f")
"""From the mildest band to the gravest; pale enough for black words, and told apart in grey."""


@dataclass(frozen=True)
class RiskFieldShape:
    """One field: its place and size, its paint, the band's name and the lines of entries."""

    x: float
    y: float
    height: float
    paint: str
    band: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RiskMapShape:
    """Everything the template draws; words are (x, first baseline, lines)."""

    width: int
    height: int
    column_width: float
    axes: tuple[str, str]
    columns: tuple[tuple[float, tuple[str, ...]], ...]
    rows: tuple[tuple[float, float, tuple[str, ...]], ...]
    fields: tuple[RiskFieldShape, ...]


def risk_map_geometry(chart: RiskMap) -> RiskMapShape:
    """Where everything of a risk map stands."""
    width = (FULL_WIDTH - NAME_WIDTH) / max(1, len(chart.columns))
    cells = int((width - 12) / CELL_PIXELS)
    top = float(HEAD)
    rows = []
    fields: list[RiskFieldShape] = []
    for name, cells_of_row in chart.rows:
        entries = [tuple(wrap(" ".join(field.entries), cells)) if field.entries else () for field in cells_of_row]
        height = max(LEAST_HEIGHT, 26 + LINE_HEIGHT * max((len(lines) for lines in entries), default=0))
        words = folded(name, (NAME_WIDTH - 10) // CELL_PIXELS, 2)
        rows.append((NAME_WIDTH - 8.0, top + height / 2 + 4 - LINE_HEIGHT * (len(words) - 1) / 2, words))
        for column, (field, lines) in enumerate(zip(cells_of_row, entries, strict=True)):
            paint = PAINTS[min(field.rank, len(PAINTS) - 1)]
            fields.append(RiskFieldShape(NAME_WIDTH + column * width, top, height, paint, field.band, lines))
        top += height
    return RiskMapShape(
        width=FULL_WIDTH,
        height=round(top) + 8,
        column_width=width,
        axes=chart.axes,
        columns=tuple(
            (NAME_WIDTH + (column + 0.5) * width, folded(name, cells, 1)) for column, name in enumerate(chart.columns)
        ),
        rows=tuple(rows),
        fields=tuple(fields),
    )
