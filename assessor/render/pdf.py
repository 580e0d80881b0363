"""PDF by typst from `report_templates/report.typ`: the document goes in as JSON, so that text is never markup."""

import json
from collections.abc import Callable
from typing import Any

from assessor.i18n.translator import translator
from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Document,
    Figure,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Spans,
    Table,
)
from assessor.render.base import (
    Outline,
    column_count,
    column_widths,
    padded,
    plain,
    printable,
    stays_whole,
    title_block,
)
from assessor.render.charts import drawings
from assessor.render.typesetting import Typefaces, typefaces, typeset_pdf
from assessor.resources import data_folder


def to_pdf(document: Document) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1, with the best Japanese font of this machine; never with statement ids.

    Raises:
        MissingOptional: typst or its font is not installed, or no font here has a character of the document.
    """
    return set_in(document, typefaces())


def set_in(document: Document, faces: Typefaces) -> bytes:
    """The PDF of a document in the given typefaces."""
    head = title_block(document)
    data = {
        "head": {
            "title": printable(head.title),
            "subtitle": printable(head.subtitle or ""),
            "issued": printable(head.issued),
            "above": [[side, printable(text)] for side, text in head.above],
            "facts": [[printable(label), printable(value)] for label, value in head.facts],
            "warning": head.warning,
            "note": head.note,
        },
        "lang": document.lang,
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        "caution": translator(document.lang)("render.caution"),
        "families": faces.families,
        "has_bold": faces.has_bold,
        "blocks": _Values(document, faces).of(document.blocks),
    }
    source = (data_folder("report_templates") / "report.typ").read_bytes()
    return typeset_pdf(source, {"data": json.dumps(data, ensure_ascii=False)}, document.dated, faces)


class _Values:
    """Turns blocks into the plain values that the typst template walks."""

    def __init__(self, document: Document, faces: Typefaces) -> None:
        self._document = document
        self._font = ", ".join(f"'{family}'" for family in faces.families)
        self._outline = Outline()
        self._makers: dict[type, Callable[..., dict[str, Any]]] = {
            Heading: self._heading,
            Paragraph: lambda block: {"spans": _spans(block.spans)},
            ListBlock: lambda block: {"ordered": block.ordered, "items": [self.of(item) for item in block.items]},
            Table: _table,
            DefinitionList: lambda block: {"items": [[_spans(term), self.of(said)] for term, said in block.items]},
            Callout: lambda block: {"kind": block.kind, "blocks": self.of(block.blocks)},
            PageBreak: lambda _: {},
            Figure: self._figure,
        }

    def of(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        """The values of some blocks, each with its type; PDF/UA refuses a heading without words."""
        return [
            {"type": block.type, **self._makers[type(block)](block)}
            for block in blocks
            if not isinstance(block, Heading) or plain(block.spans).strip()
        ]

    def _heading(self, block: Heading) -> dict[str, Any]:
        return {"level": self._outline.depth(block.level), "spans": _spans(block.spans)}

    def _figure(self, block: Figure) -> dict[str, Any]:
        drawn = drawings(block, self._document, font=self._font, key="chart")
        return {
            "title": printable(block.title),
            "description": printable(block.description) or printable(block.title),
            "drawings": [{"svg": drawing.svg, "width": drawing.width} for drawing in drawn],
        }


def _spans(spans: Spans) -> list[dict[str, Any]]:
    return [{"text": printable(span.text), "strong": span.strong} for span in spans]


def _table(block: Table) -> dict[str, Any]:
    columns, widths = column_count(block), column_widths(block)
    return {
        "caption": printable(block.caption or ""),
        "widths": widths,
        "header": [_cell(cell) for cell in padded(block.header, columns)],
        "rows": [_row(padded(row, columns), widths) for row in block.rows],
    }


def _row(cells: tuple[Cell, ...], widths: tuple[int, ...]) -> dict[str, Any]:
    return {"breakable": not stays_whole(cells, widths), "cells": [_cell(cell) for cell in cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    return {"bullet": cell.bullet, "lines": [_spans(line) for line in cell.lines]}
