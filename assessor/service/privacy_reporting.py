"""The two documents of an assessment: the internal report, and the summary behind the wall."""

from collections.abc import Mapping
from types import MappingProxyType

from assessor.compose.privacy_report import privacy_report
from assessor.compose.public_summary import pia_summary
from assessor.engine.public_summary import public_summary
from assessor.faults.privacy import SummaryTooEarly
from assessor.model.document import Document
from assessor.model.privacy import Pia
from assessor.model.programme import Subject
from assessor.service.composing import Composer, Filling, Wanted
from assessor.service.privacy import guided, pia_result, stored_pias
from assessor.service.privacy_items import with_items
from assessor.service.workspace import Workspace


def compose_pia(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The report of one service's assessment.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        TemplateInvalid: the template names something it is not given.
    """
    result = with_items(workspace, pia_result(workspace, wanted.subject or ""))
    return privacy_report(result, guided(workspace), workspace.assessment, filled.template, fill=filled.fill)


def compose_summary(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The public summary of one service's assessment.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        SummaryTooEarly: nothing was written that residents may read.
        TemplateInvalid: the template names something it is not given.
    """
    result = workspace.result()
    pia = pia_result(workspace, wanted.subject or "")
    if not _is_written(pia.pia):
        raise SummaryTooEarly(subject=pia.subject.id)
    return pia_summary(public_summary(result, pia), filled.template, dated=result.today, fill=filled.fill)


def summarised(workspace: Workspace) -> tuple[Subject, ...]:
    """The services of which something was written that residents may read, in the order of the programme."""
    written = {name for name, pia in stored_pias(workspace).items() if _is_written(pia)}
    return tuple(one for one in workspace.assessment.subjects if one.id in written)


def _is_written(pia: Pia) -> bool:
    return bool(pia.description.purpose or pia.publication.introduction)


COMPOSERS: Mapping[str, Composer] = MappingProxyType({"pia": compose_pia, "pia-summary": compose_summary})
