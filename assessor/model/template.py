"""A report template as read from its file; composing it is `compose`'s work."""

from enum import StrEnum

from pydantic import Field, StrictBool

from assessor.model.base import Model
from assessor.model.text import Line


class TemplateKind(StrEnum):
    """What a template is for, and so which data it is given."""

    SECTION7 = "section7"
    SECTION7_WORKSHEET = "section7-worksheet"
    GAP = "gap"
    PIA = "pia"
    PIA_SUMMARY = "pia-summary"
    INQUIRY_LETTER = "inquiry-letter"
    INQUIRY_REMINDER = "inquiry-reminder"
    GLOSSARY = "glossary"
    ROADMAP = "roadmap"
    REMEDIATION = "remediation"
    HANDOVER = "handover"
    RELEASE_CHANGES = "release-changes"
    COMMENTS = "comments"
    APPROVAL_DRAFT = "approval-draft"
    ASSEMBLY_QA = "assembly-qa"


class FrontMatter(Model):
    """The head of a template file.

    `glossary` puts ※ at terms and explains them at the end; `marks` puts ※ alone, for a plan whose glossary stands
    elsewhere.
    """

    kind: TemplateKind
    title: Line
    name: Line
    description: Line | None = None
    numbered: StrictBool = False
    glossary: StrictBool = False
    marks: StrictBool = False


class Template(Model):
    """A template: its head, its body and the body's first line in the file (for error places)."""

    head: FrontMatter
    path: str
    body: str
    first_line: int = 1
    partials: dict[str, str] = Field(default_factory=dict)
