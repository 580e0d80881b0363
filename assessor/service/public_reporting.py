"""The public documents beside section 7: its glossary and what it says of the years to come."""

from assessor.compose.public_glossary import public_glossary, terms_used
from assessor.compose.public_roadmap import public_roadmap
from assessor.compose.section7 import final
from assessor.compose.templates import Fill
from assessor.engine.publication import public_view
from assessor.model.document import Document
from assessor.model.template import Template
from assessor.service.reporting import Wanted, compose
from assessor.service.workspace import Workspace


def compose_glossary(workspace: Workspace, wanted: Wanted, template: Template, fill: Fill) -> Document:
    """The glossary of the terms that section 7 uses, or with `everything` the whole one."""
    result = workspace.result()
    view = public_view(result)
    terms = view.glossary
    if not wanted.everything:
        terms = terms_used(view, compose(workspace, Wanted("section7", templates=wanted.templates)))
    return public_glossary(view, terms, template, dated=result.today, fill=fill)


def compose_roadmap(workspace: Workspace, wanted: Wanted, template: Template, fill: Fill) -> Document:
    """The public sentences that have a period, by year."""
    result = workspace.result()
    document = public_roadmap(public_view(result), template, dated=result.today, fill=fill)
    return final(document) if wanted.final else document
