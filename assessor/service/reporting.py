"""Documents of a programme: composed, rendered, written in one step or handed back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assessor.service.composing import Wanted, check_kind, check_subject, filling
from assessor.service.outputs import Output, Report, destination

if TYPE_CHECKING:
    from assessor.model.document import Document
    from assessor.service.composing import Composer
    from assessor.service.workspace import Workspace


def report(
    workspace: "Workspace", wanted: Wanted, *, format_name: str | None, target: str | None, force: bool = False
) -> Report:
    """Make a document and write it, unless it is text and no target is named, or the target is `-`.

    Raises:
        UnknownReport, UnknownFormat, UnknownTemplate, TemplateInvalid, SubjectNotTaken, UnknownSubject: by the wish.
        TargetExists, TargetIsInput, OutputFailed: by the target.
        MissingOptional: what the format needs is not installed.
    """
    check_kind(wanted.kind)
    place = destination(workspace, wanted.kind, Output(format_name, target, force))
    return place.write(compose(workspace, wanted))


def compose(workspace: "Workspace", wanted: Wanted) -> "Document":
    """The document itself, dated today.

    Raises:
        UnknownTemplate, TemplateInvalid, SubjectNotTaken, UnknownSubject: by the wish.
    """
    from assessor.compose.anchored import anchored

    check_subject(wanted)
    filled = filling(wanted.kind, wanted.template, wanted.templates)
    return anchored(_composers(wanted.kind)[wanted.kind](workspace, wanted, filled), workspace.snapshot.anchor)


def _composers(kind: str) -> "Mapping[str, Composer]":
    """The composers of the documents made where this kind is made; only what makes it is loaded."""
    if kind in ("section7", "glossary", "roadmap"):
        from assessor.service.public_reporting import COMPOSERS
    elif kind == "section7-worksheet":
        from assessor.service.worksheet_reporting import COMPOSERS
    elif kind in ("pia", "pia-summary"):
        from assessor.service.privacy_reporting import COMPOSERS
    elif kind in ("remediation", "handover"):
        from assessor.service.remediation_reporting import COMPOSERS
    elif kind == "gap":
        from assessor.service.gap_reporting import COMPOSERS
    else:
        from assessor.service.release_reporting import COMPOSERS
    return COMPOSERS
