"""A neutral document: what every renderer prints and no renderer adds to."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assessor.model.base import Model


class Span(Model):
    """A run of text. `mark` is a statement's bookmark name; a newline inside `text` is a line break.

    `plain` runs (names of laws and policies) take no glossary mark; renderers need not look at it.
    """

    text: str
    strong: bool = False
    mark: str | None = Field(default=None, pattern="^[A-Za-z][A-Za-z0-9_]{0,39}$")
    plain: bool = False


Spans = tuple[Span, ...]


class Heading(Model):
    """A heading of level 1-4; its number, if any, is already in the text."""

    type: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=4)
    spans: Spans


class Paragraph(Model):
    """A paragraph."""

    type: Literal["paragraph"] = "paragraph"
    spans: Spans


class ListBlock(Model):
    """A bullet or numbered list; each item holds blocks."""

    type: Literal["list"] = "list"
    ordered: bool = False
    items: tuple[tuple["Block", ...], ...]


class Cell(Model):
    """A table cell of one or more lines; each line is a paragraph of its own. `bullet` draws 「・」 before each."""

    lines: tuple[Spans, ...]
    bullet: bool = False


class Table(Model):
    """A table with one header row, repeated on each page; `widths` are relative column widths."""

    type: Literal["table"] = "table"
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    caption: str | None = None


class DefinitionList(Model):
    """Terms and their explanations."""

    type: Literal["definitions"] = "definitions"
    items: tuple[tuple[Spans, tuple["Block", ...]], ...]


class Callout(Model):
    """A framed notice."""

    type: Literal["callout"] = "callout"
    kind: Literal["notice", "caution"] = "notice"
    blocks: tuple["Block", ...]


class PageBreak(Model):
    """The next block starts a page."""

    type: Literal["page_break"] = "page_break"


class RadarAxis(Model):
    """One axis of a radar: its label and a share from 0 to 1, None = nothing to show."""

    label: str
    value: float | None


class Radar(Model):
    """Shares per category, with a second series (coverage) drawn as a line."""

    type: Literal["radar"] = "radar"
    axes: tuple[RadarAxis, ...]
    second: tuple[float | None, ...] = ()
    labels: tuple[str, str] = ("", "")


class HeatCell(Model):
    """One field of a heat map: a share from 0 to 1 and the words inside; None = does not apply."""

    value: float | None
    text: str


class HeatMap(Model):
    """Categories down, subjects across."""

    type: Literal["heat_map"] = "heat_map"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]


class LayerRow(Model):
    """A layer: its title, what it holds, and the titles of what covers it."""

    title: str
    contents: str
    covered_by: tuple[str, ...]


class Layers(Model):
    """Layers from top to bottom; neighbours covered by the same share one field. `labels` head the three columns."""

    type: Literal["layers"] = "layers"
    rows: tuple[LayerRow, ...]
    labels: tuple[str, str, str]


class GanttBar(Model):
    """One line of work: its name, the first and last column it takes (from 0), the words beside it.

    `kind` says how it is drawn: planned, begun, fixed by hand, or late.
    """

    label: str
    first: int = Field(ge=0)
    last: int = Field(ge=0)
    text: str = ""
    kind: Literal["planned", "begun", "fixed", "late"] = "planned"


class Gantt(Model):
    """Work over equal stretches of time; `legend` names the kinds of bars that occur."""

    type: Literal["gantt"] = "gantt"
    columns: tuple[str, ...]
    bars: tuple[GanttBar, ...]
    legend: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, str, str] = ("", "", "")


class TrendLine(Model):
    """A line of a trend: one value per column, None = not known."""

    label: str
    values: tuple[float | None, ...]


class Trend(Model):
    """Values over time, drawn as lines from 0; `unit` stands behind each number."""

    type: Literal["trend"] = "trend"
    columns: tuple[str, ...]
    lines: tuple[TrendLine, ...] = Field(max_length=4)
    unit: str = ""


class Flow(Model):
    """Ways from left to right through named columns; a cell of None is a gap, which is drawn as one."""

    type: Literal["flow"] = "flow"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]


class RiskField(Model):
    """One field of a risk map: the name of its band, its rank (0 = mildest) and what stands in it."""

    band: str
    rank: int = Field(ge=0)
    entries: tuple[str, ...] = ()


class RiskMap(Model):
    """Impact down (worst first), likelihood across; `axes` name both."""

    type: Literal["risk_map"] = "risk_map"
    axes: tuple[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[RiskField, ...]], ...]


Chart = Annotated[Radar | HeatMap | Layers | Flow | RiskMap | Gantt | Trend, Field(discriminator="type")]


class Figure(Model):
    """A chart with its title and a description in words (what a screen reader says)."""

    type: Literal["figure"] = "figure"
    title: str
    description: str
    chart: Chart


Block = Annotated[
    Heading | Paragraph | ListBlock | Table | DefinitionList | Callout | PageBreak | Figure,
    Field(discriminator="type"),
]


class Letterhead(Model):
    """What makes a document a letter: to whom, from whom, under which number it is kept."""

    to: str
    sender: str
    number: str = ""


class Document(Model):
    """A whole document. `internal` ones carry 取扱注意 on every page; `marked` ones carry their statement ids."""

    kind: str
    title: str
    subtitle: str | None = None
    municipality: str
    dated: date
    internal: bool
    marked: bool = True
    lang: Literal["ja", "en"] = "ja"
    facts: tuple[tuple[str, str], ...] = ()
    letter: Letterhead | None = None
    blocks: tuple[Block, ...]


for _model in (ListBlock, DefinitionList, Callout, Document):
    _model.model_rebuild()
