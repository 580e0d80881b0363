"""Short ways to templates and to the words of a document."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from assessor.catalog.templates import load_template
from assessor.compose.parsing import parse
from assessor.compose.templates import compose_markdown
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
from assessor.model.template import FrontMatter, Template, TemplateKind

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
