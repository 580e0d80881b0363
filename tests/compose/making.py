"""Short ways to templates and to the words of a document."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from assessor.catalog.templates import load_template
from assessor.compose.parsing import parse
from assessor.compose.section7 import section7
from assessor.compose.templates import compose_markdown
from assessor.engine.publication import public_view
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.document import (
    Block,
    Callout,
    DefinitionList,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Span,
    Table,
)
from assessor.model.publication import PublicView
from assessor.model.scales import Status
from assessor.model.template import FrontMatter, Template, TemplateKind
from tests.model.mini import NEXT_YEAR, TODAY, answer, assessment, everywhere, judged, one_of_each, shipped

FIRST_LINE = 9
"""Where the body begins in the file of a template made here."""


def template(body: str, partials: dict[str, str] | None = None, **head: Any) -> Template:
    """A template of section 7, with no numbers and no glossary unless told."""
    front = FrontMatter(**{"kind": TemplateKind.SECTION7, "title": "考え方", "name": "own", **head})
    return Template(head=front, path="own.md.j2", body=body, first_line=FIRST_LINE, partials=partials or {})


@cache
def shipped_template(kind: str, name: str) -> Template:
    return load_template(kind, name)


def filled(body: str, partials: dict[str, str] | None = None, **values: Any) -> tuple[Block, ...]:
    """The blocks of a template body filled with values."""
    return parse(compose_markdown(template(body, partials), values))


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(spans=tuple(Span(text=text) for text in texts))


def spans_of(blocks: Sequence[Block]) -> Iterator[Span]:
    """Every span of some blocks in reading order."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield from block.spans
        elif isinstance(block, Table):
            cells = (cell for row in (block.header, *block.rows) for cell in row)
            yield from (span for cell in cells for line in cell.lines for span in line)
        elif isinstance(block, DefinitionList):
            for term, body in block.items:
                yield from (*term, *spans_of(body))
        elif isinstance(block, ListBlock):
            yield from (span for item in block.items for span in spans_of(item))
        elif isinstance(block, Callout):
            yield from spans_of(block.blocks)


def words(blocks: Sequence[Block]) -> str:
    """All the words of some blocks."""
    return "\n".join(span.text for span in spans_of(blocks))


def headings(document: Document) -> list[str]:
    return ["".join(span.text for span in one.spans) for one in document.blocks if isinstance(one, Heading)]


def marks(document: Document) -> list[str]:
    """The marks in reading order, a statement of several spans once."""
    found: list[str] = []
    for span in spans_of(document.blocks):
        if span.mark and span.mark not in found[-1:]:
            found.append(span.mark)
    return found


def whole_city(status: Status | str | None, checklist: Checklist | None = None, **about: Any) -> Assessment:
    """A city with a subject of each kind to which everything applies, with one status everywhere."""
    judging = checklist or shipped()
    subjects = one_of_each(dict.fromkeys(sorted(judging.fact_ids), True))
    told = answer(status, planned_for=NEXT_YEAR) if status else None
    return assessment(subjects, everywhere(judging, subjects, told), **about)


def public(said: Assessment, checklist: Checklist | None = None) -> PublicView:
    return public_view(judged(said, checklist or shipped()))


def document(view: PublicView, chosen: Template | None = None, **more: Any) -> Document:
    """Section 7 of a view, by the standard template unless told."""
    return section7(view, chosen or shipped_template("section7", "standard"), dated=TODAY, **more)
