"""What is to come, by year, for the plan's roadmap; from a public view and nothing else."""

from datetime import date
from typing import Any

from assessor.compose.framed import Head, framed
from assessor.compose.glossary_marks import GlossaryMarker
from assessor.compose.parsing import parse
from assessor.compose.templates import Fill, compose_markdown
from assessor.model.document import Document
from assessor.model.publication import PublicStatement, PublicView
from assessor.model.template import Template

Json = dict[str, Any]

PLACEHOLDERS = frozenset(("city", "plan", "period", "years", "categories", "closing"))
"""The names a template of the roadmap may use."""


def public_roadmap(view: PublicView, template: Template, *, dated: date, fill: Fill = compose_markdown) -> Document:
    """The public sentences that have a period, by category and year, with their statement ids.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    marker = GlossaryMarker(view.glossary if template.head.glossary or template.head.marks else ())
    head = Head(view.municipality, view.plan, dated, marked=True)
    return framed(template, head, marker.mark(parse(fill(template, context(view)))))


def context(view: PublicView) -> Json:
    """What a template of the roadmap is given: JSON values only.

    `years` are the periods that occur, earliest first; what has none yet (計画期間内) stands last.
    """
    planned = [(category, _rows(category.statements)) for category in view.categories]
    periods = {row["period"]: row["year"] for _, rows in planned for row in rows}
    return {
        "city": view.municipality,
        "plan": view.plan,
        "period": view.period,
        "years": sorted(periods, key=lambda period: (periods[period] is None, periods[period])),
        "categories": [{"title": category.title, "rows": rows} for category, rows in planned if rows],
        "closing": view.closing,
    }


def _rows(statements: tuple[PublicStatement, ...]) -> list[Json]:
    rows = [
        {
            "id": one.id,
            "mark": one.mark,
            "text": one.without_period,
            "period": one.period,
            "year": one.year,
            "stage": one.stage.value,
        }
        for one in statements
        if one.period is not None
    ]
    return sorted(rows, key=lambda row: (row["year"] is None, row["year"] or 0))
