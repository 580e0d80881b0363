"""The gap report: what is missing, worst first, with whom it is asked of."""

from collections.abc import Mapping
from types import MappingProxyType

from assessor.compose.gap_report import gap_report
from assessor.model.document import Document
from assessor.service.composing import Composer, Filling, Wanted
from assessor.service.standing import whom_asked
from assessor.service.workspace import Workspace


def compose_gap(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The gap report of the whole programme or of one subject.

    Raises:
        UnknownSubject: there is no such subject.
    """
    result = workspace.result(wanted.subject)
    digest, asked = workspace.snapshot.checklist_digest, whom_asked(workspace)
    return gap_report(result, filled.template, digest=digest, fill=filled.fill, asked=asked)


COMPOSERS: Mapping[str, Composer] = MappingProxyType({"gap": compose_gap})
