"""The frame of the documents on a whole programme that stay inside."""

from collections.abc import Sequence
from datetime import date

from assessor.model.document import Block, Document
from assessor.model.programme import Programme
from assessor.model.template import Template


def internal_document(
    template: Template,
    programme: Programme,
    dated: date,
    blocks: Sequence[Block],
    facts: Sequence[tuple[str, str]] = (),
) -> Document:
    """An internal document titled as its template says; who made it is its last fact."""
    return Document(
        kind=template.head.kind.value,
        title=template.head.title,
        subtitle=programme.plan,
        municipality=programme.municipality,
        dated=dated,
        internal=True,
        marked=False,
        facts=(*facts, ("作成", programme.contact or programme.municipality)),
        blocks=tuple(blocks),
    )
