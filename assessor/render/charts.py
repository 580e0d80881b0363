"""Charts as SVG from templates, readable in grey and by a screen reader; nothing is said by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessor.i18n.translator import Say, translator
from assessor.model.document import (
    Chart,
    Document,
    Figure,
    Flow,
    Gantt,
    HeatMap,
    Layers,
    Radar,
    RiskField,
    RiskMap,
    Trend,
)
from assessor.render.flow import FlowShape, flow_geometry, flow_parts
from assessor.render.gantt import GanttShape, gantt_geometry, gantt_parts, gantt_values
from assessor.render.heat_map import HeatMapShape, heat_map_geometry, parts
from assessor.render.jinja import fill
from assessor.render.layers import LayersShape, layers_geometry
from assessor.render.radar import RadarShape, radar_geometry, share
from assessor.render.risk_map import RiskMapShape, risk_map_geometry
from assessor.render.trend import TrendShape, trend_geometry, trend_values


@dataclass(frozen=True)
class Drawing:
    """One SVG element with its size in pixels."""

    svg: str
    width: int
    height: int


def values_of(chart: Chart, say: Say) -> list[list[str]]:
    """The chart as a table of words, header row first, all rows of one length."""
    match chart:
        case HeatMap():
            table = _heat_map_values(chart, say("render.not_applicable"))
        case Radar():
            table = _radar_values(chart, say("render.not_applicable"))
        case Layers():
            joint = say("render.listed")
            table = [list(chart.labels), *([row.title, row.contents, joint.join(row.covered_by)] for row in chart.rows)]
        case Flow():
            gap = say("render.gap")
            table = [["", *chart.columns], *([name, *(cell or gap for cell in cells)] for name, cells in chart.rows)]
        case RiskMap():
            table = [["", *chart.columns], *([name, *map(_field_words, fields)] for name, fields in chart.rows)]
        case Gantt():
            table = gantt_values(chart)
        case Trend():
            table = trend_values(chart)
    longest = max(len(row) for row in table)
    return [row + [""] * (longest - len(row)) for row in table]


def _field_words(field: RiskField) -> str:
    return " ".join((field.band, ", ".join(field.entries))).strip()


def _heat_map_values(chart: HeatMap, nothing: str) -> list[list[str]]:
    rows = ([name, *(cell.text or nothing for cell in cells)] for name, cells in chart.rows)
    return [["", *chart.columns], *rows]


def _radar_values(chart: Radar, nothing: str) -> list[list[str]]:
    count = 2 if chart.second else 1
    table = [["", *chart.labels[:count]]]
    for index, axis in enumerate(chart.axes):
        second = chart.second[index] if index < len(chart.second) else None
        table.append([axis.label, *(share(value, nothing) for value in (axis.value, second)[:count])])
    return table


def drawings(figure: Figure, document: Document, *, font: str, key: str) -> list[Drawing]:
    """The drawings of a figure: one, or several for a heat map with many rows or columns.

    `font` is a CSS list of font families; `key` makes the ids inside unique in the page that holds the drawing.
    """
    say = translator(document.lang)
    return [
        Drawing(
            svg=fill(
                f"charts/{figure.chart.type}.svg.j2",
                shape=shape,
                title=figure.title,
                description=figure.description,
                font=font,
                key=f"{key}-{number}",
                say=say,
            ),
            width=shape.width,
            height=shape.height,
        )
        for number, shape in enumerate(_shapes(figure.chart, say))
    ]


Shape = HeatMapShape | RadarShape | LayersShape | FlowShape | RiskMapShape | GanttShape | TrendShape


def _shapes(chart: Chart, say: Say) -> Sequence[Shape]:
    nothing = say("render.not_applicable")
    shapes: Sequence[Shape]
    match chart:
        case HeatMap():
            shapes = [heat_map_geometry(part, nothing) for part in parts(chart)]
        case Radar():
            shapes = [radar_geometry(chart, nothing)]
        case Layers():
            shapes = [layers_geometry(chart)]
        case Flow():
            shapes = [flow_geometry(part, say("render.gap")) for part in flow_parts(chart)]
        case RiskMap():
            shapes = [risk_map_geometry(chart)]
        case Gantt():
            shapes = [gantt_geometry(part) for part in gantt_parts(chart)]
        case Trend():
            shapes = [trend_geometry(chart)]
    return shapes
