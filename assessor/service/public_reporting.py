"""Section 7 and the public documents beside it: its glossary and what it says of the years to come."""

from collections.abc import Mapping
from types import MappingProxyType

from assessor.compose.public_glossary import public_glossary, terms_used
from assessor.compose.public_roadmap import public_roadmap
from assessor.compose.section7 import final, section7
from assessor.engine.publication import public_view
from assessor.model.document import Document
from assessor.service.composing import Composer, Filling, Wanted, filling
from assessor.service.workspace import Workspace


def compose_section7(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """Section 7 as the answers support it today."""
    result = workspace.result()
    view = public_view(result)
    document = section7(view, filled.template, chapter=wanted.chapter, dated=result.today, fill=filled.fill)
    return final(document) if wanted.final else document


def section7_beside(workspace: Workspace, wanted: Wanted) -> Document:
    """Section 7 in its standard template, for a document that speaks of it."""
    asked = Wanted("section7", templates=wanted.templates, chapter=wanted.chapter)
    return compose_section7(workspace, asked, filling(asked.kind, templates=asked.templates))


def compose_glossary(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The glossary of the terms that section 7 uses, or with `everything` the whole one."""
    result = workspace.result()
    view = public_view(result)
    terms = view.glossary if wanted.everything else terms_used(view, section7_beside(workspace, wanted))
    return public_glossary(view, terms, filled.template, dated=result.today, fill=filled.fill)


def compose_roadmap(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The public sentences that have a period, by year."""
    result = workspace.result()
    document = public_roadmap(public_view(result), filled.template, dated=result.today, fill=filled.fill)
    return final(document) if wanted.final else document


COMPOSERS: Mapping[str, Composer] = MappingProxyType(
    {"section7": compose_section7, "glossary": compose_glossary, "roadmap": compose_roadmap}
)
