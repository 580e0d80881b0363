"""The glossary as a document of its own, for the plan's last chapter; from a public view and nothing else."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from assessor.compose.framed import Head, framed
from assessor.compose.glossary_marks import GlossaryMarker
from assessor.compose.parsing import parse
from assessor.compose.templates import Fill, compose_markdown
from assessor.model.document import Document
from assessor.model.glossary import syllabary_row
from assessor.model.publication import PublicTerm, PublicView
from assessor.model.template import Template

PLACEHOLDERS = frozenset(("city", "plan", "rows"))
"""The names a template of the glossary may use."""


def public_glossary(
    view: PublicView, terms: Sequence[PublicTerm], template: Template, *, dated: date, fill: Fill = compose_markdown
) -> Document:
    """The document of these terms in 五十音順, with a heading for each row of the syllabary.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    head = Head(view.municipality, view.plan, dated)
    return framed(template, head, parse(fill(template, context(view, terms))))


def terms_used(view: PublicView, document: Document) -> tuple[PublicTerm, ...]:
    """The terms that a document of this view uses, in glossary order; its own list of explanations does not count."""
    marker = GlossaryMarker(view.glossary)
    marker.mark([block for block in document.blocks if block.type != "definitions"])
    return marker.met


def context(view: PublicView, terms: Sequence[PublicTerm]) -> dict[str, Any]:
    """What a template of the glossary is given: JSON values only."""
    return {
        "city": view.municipality,
        "plan": view.plan,
        "rows": [
            {"title": title, "terms": [_term(one) for one in group]}
            for title, group in groupby(terms, key=lambda one: syllabary_row(one.yomi))
        ],
    }


def _term(term: PublicTerm) -> dict[str, Any]:
    return {"term": term.term, "yomi": term.yomi, "origin": term.origin, "definition": term.definition}
