"""The frame of the documents on a whole programme that stay inside."""

from collections.abc import Sequence
from datetime import date

from assessor.compose.framed import Head, framed
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
    made = ("作成", programme.contact or programme.municipality)
    head = Head(programme.municipality, programme.plan, dated, internal=True, facts=(*facts, made))
    return framed(template, head, blocks)
