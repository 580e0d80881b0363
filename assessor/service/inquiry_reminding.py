"""Reminders of inquiries: drafted for those named or for all that are overdue; each is a letter of its own."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from assessor.errors import TargetExists
from assessor.faults.inquiries import NothingToRemind
from assessor.model.document import Document
from assessor.model.inquiry import Inquiry
from assessor.service.composing import filling
from assessor.service.inquiring import find_inquiry, late, rendered
from assessor.service.outputs import refuse_input
from assessor.service.workspace import Workspace


def letters(workspace: Workspace, names: Sequence[str], templates: Path | None = None) -> dict[str, Document]:
    """The drafts of reminders of the inquiries named, or of all overdue ones, by their ids: a letter to each recipient.

    Raises:
        UnknownInquiry: there is no such inquiry.
        NothingToRemind: none is overdue, or nothing is awaited of those named.
    """
    return {one.id: _composed(workspace, [one], templates) for one in _wanted(workspace, names)}


def reminder(workspace: Workspace, names: Sequence[str], templates: Path | None = None) -> Document:
    """The same drafts one below the other, to be read.

    Raises:
        UnknownInquiry: there is no such inquiry.
        NothingToRemind: none is overdue, or nothing is awaited of those named.
    """
    return _composed(workspace, _wanted(workspace, names), templates)


def _wanted(workspace: Workspace, names: Sequence[str]) -> list[Inquiry]:
    found = [find_inquiry(workspace, name) for name in dict.fromkeys(names)] or list(late(workspace))
    wanted = [one for one in found if one.outstanding]
    if not wanted:
        raise NothingToRemind(inquiries=", ".join(names), reason="named" if names else "")
    return wanted


def _composed(workspace: Workspace, inquiries: Sequence[Inquiry], templates: Path | None) -> Document:
    from assessor.compose.inquiry_letter import inquiry_reminder

    template, fill = filling("inquiry-reminder", templates=templates)
    dated = workspace.session.today
    return inquiry_reminder(workspace.assessment.programme, inquiries, template, dated=dated, fill=fill)


def in_sequence(drafts: Mapping[str, Document]) -> bytes:
    """The letters as text, one after another."""
    return b"\n".join(rendered(document, None) for document in drafts.values())


def write_letters(
    workspace: Workspace, drafts: Mapping[str, Document], target: Path, *, force: bool = False
) -> tuple[Path, ...]:
    """Write each letter in the format that the path names; several stand beside it under the ids of their inquiries.

    A letter names its recipient, so that no two share a file. None is written where one of them may not be.

    Raises:
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    from assessor.storage.atomic_file import write_atomic

    several = len(drafts) > 1
    paths = {name: target.with_name(f"{target.stem}-{name}{target.suffix}") if several else target for name in drafts}
    for path in paths.values():
        refuse_input(path, workspace.target)
        if not force and os.path.lexists(path):
            raise TargetExists(path=str(path))
    for name, path in paths.items():
        write_atomic(path, rendered(drafts[name], path), replace=force)
    return tuple(paths.values())
