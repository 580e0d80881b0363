"""The two documents of an assessment: the internal report, and the summary behind the wall."""

from typing import TYPE_CHECKING

from assessor.errors import SummaryTooEarly
from assessor.service.privacy import guided, pia_result
from assessor.service.privacy_items import with_items
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from assessor.compose.templates import Fill
    from assessor.model.document import Document
    from assessor.model.template import Template


def compose_pia(workspace: Workspace, subject_id: str, template: "Template", fill: "Fill") -> "Document":
    """The report of one service's assessment.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        TemplateInvalid: the template names something it is not given.
    """
    from assessor.compose.privacy_report import privacy_report

    result = with_items(workspace, pia_result(workspace, subject_id))
    return privacy_report(result, guided(workspace), workspace.assessment, template, fill=fill)


def compose_summary(workspace: Workspace, subject_id: str, template: "Template", fill: "Fill") -> "Document":
    """The public summary of one service's assessment.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        SummaryTooEarly: nothing was written that residents may read.
        TemplateInvalid: the template names something it is not given.
    """
    from assessor.compose.public_summary import pia_summary
    from assessor.engine.public_summary import public_summary

    result = workspace.result()
    pia = pia_result(workspace, subject_id)
    if not (pia.pia.description.purpose or pia.pia.publication.introduction):
        raise SummaryTooEarly(subject=subject_id)
    return pia_summary(public_summary(result, pia), template, dated=result.today, fill=fill)
