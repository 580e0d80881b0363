"""The frame that every document has: its kind and its title come from its template."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from assessor.model.document import Block, Document
from assessor.model.template import Template


class Head(NamedTuple):
    """What stands above a document: its city, what it speaks of and its day; public unless it is said to be internal.

    `title` takes the place of the template's own.
    """

    city: str
    subtitle: str | None
    dated: date
    title: str | None = None
    internal: bool = False
    marked: bool = False
    facts: tuple[tuple[str, str], ...] = ()


def framed(template: Template, head: Head, blocks: Sequence[Block]) -> Document:
    """The document of these blocks."""
    return Document(
        kind=template.head.kind.value,
        title=head.title or template.head.title,
        subtitle=head.subtitle,
        municipality=head.city,
        dated=head.dated,
        internal=head.internal,
        marked=head.marked,
        facts=head.facts,
        blocks=tuple(blocks),
    )
