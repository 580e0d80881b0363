"""The public summary of a privacy impact assessment, from a `PublicSummary` and nothing else."""

from datetime import date
from typing import Any

from assessor.compose.framed import Head, framed
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.section7 import with_glossary
from assessor.compose.templates import Fill, compose_markdown
from assessor.model.document import Document
from assessor.model.fiscal import era_date
from assessor.model.public_summary import PublicSummary
from assessor.model.template import Template

PLACEHOLDERS = frozenset(
    (
        *("city", "service", "operator", "introduction", "purpose", "benefit", "persons", "items", "recipients"),
        *("countries", "protections", "views", "approved_by", "approved_on", "contact", "next_review", "mynumber"),
    )
)
"""The names a template of the summary may use."""

Json = dict[str, Any]


def pia_summary(summary: PublicSummary, template: Template, *, dated: date, fill: Fill = compose_markdown) -> Document:
    """The public document; sections with nothing to say are left out.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    blocks = without_empty_sections(parse(fill(template, context(summary))))
    terms = summary.glossary if template.head.glossary else ()
    head = Head(summary.municipality, summary.service, dated)
    return framed(template, head, with_glossary(blocks, terms, None))


def context(summary: PublicSummary) -> Json:
    """What a template of the summary is given: JSON values only."""
    values = summary.model_dump(mode="json", exclude={"municipality", "plan", "glossary"})
    return {
        **values,
        "city": summary.municipality,
        "approved_on": era_date(summary.approved_on) if summary.approved_on else None,
        "next_review": era_date(summary.next_review) if summary.next_review else None,
    }
