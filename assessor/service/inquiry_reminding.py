"""Reminders of inquiries: drafted for those named or for all that are overdue, written as a letter."""

from collections.abc import Sequence
from pathlib import Path

from assessor.inquiry_errors import NothingToRemind
from assessor.model.document import Document
from assessor.service.composing import filling
from assessor.service.inquiring import find_inquiry, late, rendered
from assessor.service.outputs import refuse_input
from assessor.service.workspace import Workspace


def remind(
    workspace: Workspace,
    names: Sequence[str],
    target: Path | None,
    *,
    force: bool = False,
    templates: Path | None = None,
) -> bytes | None:
    """The draft of reminders of the inquiries named, or of all overdue ones; written to `target`, else handed back.

    Raises:
        UnknownInquiry: there is no such inquiry.
        NothingToRemind: none is overdue, or nothing is awaited of those named.
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    document = reminder(workspace, names, templates)
    if target is None:
        return rendered(document, target)
    write_reminder(workspace, document, target, force=force)
    return None


def reminder(workspace: Workspace, names: Sequence[str], templates: Path | None = None) -> Document:
    """The draft of reminders of the inquiries named, or of all overdue ones.

    Raises:
        UnknownInquiry: there is no such inquiry.
        NothingToRemind: none is overdue, or nothing is awaited of those named.
    """
    from assessor.compose.inquiry_letter import inquiry_reminder

    found = [find_inquiry(workspace, name) for name in names] or list(late(workspace))
    wanted = [one for one in found if one.outstanding]
    if not wanted:
        raise NothingToRemind(inquiries=", ".join(names), reason="named" if names else "")
    template, fill = filling("inquiry-reminder", templates=templates)
    dated = workspace.session.today
    return inquiry_reminder(workspace.assessment.programme, wanted, template, dated=dated, fill=fill)


def write_reminder(workspace: Workspace, document: Document, target: Path, *, force: bool = False) -> None:
    """Write a draft in the format that the path names.

    Raises:
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    from assessor.storage.atomic_file import write_atomic

    refuse_input(target, workspace.target)
    write_atomic(target, rendered(document, target), replace=force)
