"""Section 7, from a public view and nothing else: this module cannot reach what the city keeps inside."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assessor.compose.framed import Head, framed
from assessor.compose.glossary_marks import GlossaryMarker
from assessor.compose.layer_figure import layer_figure
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.templates import Fill, compose_markdown
from assessor.model.document import Block, DefinitionList, Document, Heading, Paragraph, Span
from assessor.model.fiscal import era_date
from assessor.model.publication import PublicCategory, PublicPolicy, PublicStatement, PublicTerm, PublicView, Stage
from assessor.model.template import Template

STAGES = tuple(Stage)
GLOSSARY_TITLE = "用語"

PLACEHOLDERS = frozenset(
    (
        *("chapter", "city", "plan", "period", "contact", "responsible", "review", "guideline", "guideline_edition"),
        *("laws", "policies", "policies_by_law", "disclosure_standard", "promises", "sections", "categories"),
        *("closing", "layers", "own", "people", "assessments"),
    )
)
"""The names a template of section 7 may use."""

Json = dict[str, Any]


def section7(
    view: PublicView,
    template: Template,
    *,
    chapter: int = 7,
    dated: date,
    fill: Fill = compose_markdown,
) -> Document:
    """The public document, with its statement ids. Sections with nothing to say are left out.

    `fill` turns a template and its data into Markdown: a city's own template is filled elsewhere, with limits.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    drawn = layer_figure(view)
    figures = {"layers": drawn} if drawn else {}
    blocks = without_empty_sections(parse(fill(template, context(view, chapter)), figures))
    if template.head.numbered:
        blocks = tuple(_numbered(blocks, chapter))
    if template.head.glossary:
        blocks = with_glossary(blocks, view.glossary, chapter if template.head.numbered else None)
    else:
        blocks = GlossaryMarker(view.glossary if template.head.marks else ()).mark(blocks)
    title = f"第{chapter}章　{template.head.title}" if template.head.numbered else None
    return framed(template, Head(view.municipality, view.plan, dated, title, marked=True), blocks)


def context(view: PublicView, chapter: int) -> Json:
    """What a template of section 7 is given: JSON values only."""
    return {
        "chapter": chapter,
        "city": view.municipality,
        "own": view.own,
        "people": view.people,
        "plan": view.plan,
        "period": view.period,
        "contact": view.contact,
        "responsible": view.responsible,
        "review": view.review,
        "guideline": view.guideline,
        "guideline_edition": view.guideline_edition,
        "laws": list(view.laws),
        "policies": [_policy(policy) for policy in view.policies],
        "policies_by_law": view.policies_by_law,
        "disclosure_standard": _policy(view.disclosure_standard) if view.disclosure_standard else None,
        "promises": {one.id: _statement(one) for one in view.promises},
        "sections": _sections(view),
        "categories": [_category(category) for category in view.categories],
        "closing": view.closing,
        "assessments": [
            {"service": one.service, "place": one.place, "published": era_date(one.published)}
            for one in view.assessments
        ],
        "layers": [
            {"title": one.title, "contents": one.contents, "categories": list(one.categories)} for one in view.layers
        ],
    }


def _policy(policy: PublicPolicy) -> Json:
    return {"title": policy.title, "published": era_date(policy.published) if policy.published else None}


def _statement(statement: PublicStatement) -> Json:
    return {"id": statement.id, "mark": statement.mark, "text": statement.text}


def _by_stage(statements: Iterable[PublicStatement]) -> Json:
    """Statements by stage; `now` and `later` are the two columns: a `partial` sentence speaks of what is done."""
    every = [(one, _statement(one)) for one in statements]
    stages: Json = {stage.value: [said for one, said in every if one.stage is stage] for stage in STAGES}
    return {
        **stages,
        "now": [said for one, said in every if one.stage is Stage.IN_PLACE or one.partial],
        "later": [said for one, said in every if one.stage is not Stage.IN_PLACE and not one.partial],
        "every": [said for _, said in every],
    }


def _category(category: PublicCategory) -> Json:
    own = [one for one in category.statements if one.section == "measures"]
    return {
        "id": category.id,
        "title": category.title,
        "policy": _statement(category.policy) if category.policy else None,
        "measures": _by_stage(own),
        "whole": _by_stage(category.statements),
    }


def _sections(view: PublicView) -> Mapping[str, Json]:
    """Per section its categories' policy sentences and all its statements, in checklist order."""
    statements = [*view.promises, *(one for category in view.categories for one in category.statements)]
    policies = [category.policy for category in view.categories if category.policy]
    names = dict.fromkeys((*_SECTIONS, *(one.section for one in (*statements, *policies))))
    return {
        name: {
            "policies": [_statement(one) for one in policies if one.section == name],
            "promises": [_statement(one) for one in view.promises if one.section == name],
            **_by_stage(one for one in statements if one.section == name and one.category),
        }
        for name in names
    }


_SECTIONS = ("basis", "organisation", "measures", "together", "privacy", "camera", "residents", "review")


def _numbered(blocks: Iterable[Block], chapter: int) -> Iterable[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            number += 1
            yield block.model_copy(update={"spans": (Span(text=f"{chapter}.{number}　"), *block.spans)})
        else:
            yield block


def with_glossary(blocks: tuple[Block, ...], terms: tuple[PublicTerm, ...], chapter: int | None) -> tuple[Block, ...]:
    """The blocks with ※ and the glossary of the terms met; without terms the ※ of the checklist's texts go."""
    marker = GlossaryMarker(terms)
    marked = marker.mark(blocks)
    if not marker.met:
        return marked
    number = 1 + sum(isinstance(block, Heading) and block.level == 2 for block in blocks)
    heading = f"{chapter}.{number}　{GLOSSARY_TITLE}" if chapter is not None else GLOSSARY_TITLE
    return (*marked, Heading(level=2, spans=(Span(text=heading),)), glossary_list(marker.met))


def glossary_list(terms: Iterable[PublicTerm]) -> DefinitionList:
    """Terms as a definition list; the original words stand in brackets before the explanation."""
    return DefinitionList(
        items=tuple(((Span(text=one.term),), (Paragraph(spans=(Span(text=_explained(one)),)),)) for one in terms)
    )


def _explained(term: PublicTerm) -> str:
    return f"（{term.origin}）{term.definition}" if term.origin else term.definition


def final(document: Document) -> Document:
    """The same document without statement ids, as it is handed to citizens."""
    return document.model_copy(update={"marked": False})
