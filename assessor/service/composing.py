"""What a document is filled from: the one wished for, its template, and the way the template is filled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import SubjectNotTaken, UnknownReport
from assessor.service.texts import nearest

if TYPE_CHECKING:
    from assessor.compose.templates import Fill
    from assessor.model.document import Document
    from assessor.model.template import Template
    from assessor.service.workspace import Workspace

STANDARD_TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "section7": "standard",
        "section7-worksheet": "section7-worksheet",
        "glossary": "glossary",
        "roadmap": "roadmap",
        "gap": "gap",
        "pia": "pia",
        "pia-summary": "pia-summary",
        "remediation": "remediation",
        "handover": "handover",
        "comments": "comments",
        "approval-draft": "approval-draft",
        "assembly-qa": "assembly-qa",
    }
)
"""The kinds of documents, each with the template it takes where none is named."""

OF_ONE_SUBJECT = ("pia", "pia-summary")
"""The kinds of documents that speak of one subject alone."""

DECISION = "approval-draft"
"""The draft of the paper by which a decision is asked for."""

_OF_SUBJECTS = ("gap", *OF_ONE_SUBJECT)
CHAPTER = 7


@dataclass(frozen=True)
class Wanted:
    """The document asked for: `templates` is a city's own folder, which overrides ours by name.

    `everything` asks a glossary for all its terms, not only for those that section 7 uses; `stage` is the one a draft
    decision asks for.
    """

    kind: str
    subject: str | None = None
    template: str | None = None
    templates: Path | None = None
    chapter: int = CHAPTER
    final: bool = False
    everything: bool = False
    stage: str | None = None


class Filling(NamedTuple):
    """A template and what fills it: our own in this process, any of a city's folder in a child with limits."""

    template: "Template"
    fill: "Fill"


Composer = Callable[["Workspace", Wanted, Filling], "Document"]
"""What makes a document of one kind."""


def check_kind(kind: str) -> None:
    """Refuse a kind of document that there is not.

    Raises:
        UnknownReport: there is none of that name.
    """
    if kind not in STANDARD_TEMPLATES:
        raise UnknownReport(kind=kind, known=", ".join(STANDARD_TEMPLATES), nearest=nearest(kind, STANDARD_TEMPLATES))


def check_subject(wanted: Wanted) -> None:
    """Refuse a subject that the document does not take, or one missing that it needs.

    Raises:
        SubjectNotTaken: either.
    """
    if wanted.subject is not None and wanted.kind not in _OF_SUBJECTS:
        raise SubjectNotTaken(kind=wanted.kind)
    if wanted.subject is None and wanted.kind in OF_ONE_SUBJECT:
        raise SubjectNotTaken(kind=wanted.kind, reason="needed")


def filling(kind: str, name: str | None = None, templates: Path | None = None) -> Filling:
    """The template of that name for a kind of document, the standard one where none is named.

    Raises:
        UnknownTemplate, TemplateInvalid: there is none, or it is wrong.
    """
    from assessor.catalog.templates import load_template
    from assessor.compose.templates import compose_markdown
    from assessor.service.containment import fill_contained

    template = load_template(kind, name or STANDARD_TEMPLATES.get(kind, kind), templates)
    return Filling(template, fill_contained if templates else compose_markdown)
