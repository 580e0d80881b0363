"""One assessment from and to an exchange file of its own."""

from pathlib import Path

from assessor.catalog.answer_file import read_exchange
from assessor.catalog.answer_writer import exchange_yaml
from assessor.catalog.text_file import shown_path
from assessor.faults.privacy import PiaNotInFile
from assessor.model.assessment import Assessment
from assessor.model.exchange import Exchange
from assessor.model.problem import Problem
from assessor.service.outputs import refuse_input
from assessor.service.privacy import service_of, stored_pias
from assessor.service.privacy_merging import merged_pias
from assessor.service.workspace import Workspace


def export_pia(workspace: Workspace, subject_id: str, target: str | None, *, force: bool = False) -> str | None:
    """The assessment of a service alone as an exchange file, written to `target`, or returned where that is None.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        ExportTooLarge: an import would refuse it.
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    from assessor.storage.atomic_file import write_atomic

    subject = service_of(workspace, subject_id)
    if target is not None:
        refuse_input(Path(target), workspace.target)
    pias = {name: pia for name, pia in stored_pias(workspace).items() if name == subject.id}
    bare = subject.model_copy(update={"facts": {}})
    alone = Assessment(programme=workspace.assessment.programme, subjects=(bare,))
    text = exchange_yaml(workspace.checklist, alone, pias)
    if target is None:
        return text
    write_atomic(Path(target), text.encode(), replace=force)
    return None


def import_pia(workspace: Workspace, subject_id: str, path: str) -> tuple[int, tuple[Problem, ...]]:
    """Take in the assessment of a service, and nothing else the file says; how many parts changed, and warnings.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
        PiaNotInFile: the file has no assessment of it.
        AnswersInvalid, FileMissing, FileUnreadable: the file cannot be taken.
    """
    subject = service_of(workspace, subject_id)
    kinds = {one.id: one.kind for one in workspace.assessment.subjects}
    read = read_exchange(Path(path), workspace.checklist, kinds)
    told = tuple(one for one in read.exchange.subjects if one.id == subject.id and one.pia is not None)
    if not told:
        raise PiaNotInFile(path=shown_path(Path(path)), subject=subject.id)
    only = Exchange(assessor=1, subjects=told)
    changes = merged_pias(workspace.checklist, workspace.assessment, stored_pias(workspace), only)
    if changes:
        workspace.apply(changes)
    return len(changes), read.warnings
