"""How long the prose of a public text is: what a resident reads before the table and the glossary."""

from collections.abc import Iterable

from assessor.compose.glossary_marks import MARK
from assessor.model.document import Block, Document, ListBlock, Paragraph

SHORT, LONG = 900, 1800
"""Characters between which section 7 fits on one or two pages."""


def prose_length(document: Document) -> int:
    """The characters of paragraphs and lists; headings, tables, figures the glossary and ※ are not counted."""
    return sum(_lengths(document.blocks))


def _lengths(blocks: Iterable[Block]) -> Iterable[int]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield len("".join(span.text for span in block.spans).replace(MARK, ""))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _lengths(item)
