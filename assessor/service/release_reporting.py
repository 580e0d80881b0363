"""The papers around releases: what each is made of, and the table of changes written like any other document."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.compose.release_papers import Draft, Paper, approval_draft, assembly_qa, public_comments, release_changes
from assessor.engine.released_text import changes, headings_of
from assessor.model.release import Release, ReleaseStage
from assessor.service.commenting import comments
from assessor.service.releasing import SECTION7, find_release, releases
from assessor.service.reporting import Output, Report, deliver
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from assessor.compose.templates import Fill
    from assessor.model.document import Document
    from assessor.model.template import Template

CHANGES = "release-changes"


def compose_paper(workspace: Workspace, kind: str, template: "Template", fill: "Fill") -> "Document":
    """Opinions of the public, the draft decision, or questions foreseen; dated today."""
    result = workspace.result()
    paper = Paper(template, result.today, fill)
    if kind == "assembly-qa":
        return assembly_qa(paper, result)
    held = [one for one in releases(workspace) if one.report == SECTION7]
    if kind == "comments":
        sections = headings_of(_commented(held)) if held else {}
        return public_comments(paper, result.checklist, result.assessment.programme, comments(workspace), sections)
    newest, previous = (held[-1] if held else None), (held[-2] if len(held) > 1 else None)
    changed = changes(previous, newest) if previous and newest else ()
    told = len(newest.statements) if newest else _statements_today(workspace)
    return approval_draft(paper, result, Draft(newest, previous, changed, len(comments(workspace)), told))


def _commented(held: Sequence[Release]) -> Release:
    """The text that the public commented on, or else the newest."""
    asked = [one for one in held if one.stage is ReleaseStage.CONSULTATION]
    return (asked or held)[-1]


def _statements_today(workspace: Workspace) -> int:
    from assessor.engine.holdings import printed
    from assessor.engine.publication import public_view

    return len(printed(public_view(workspace.result())))


def write_frozen(workspace: Workspace, name: str | None, output: Output, *, final: bool = False) -> Report:
    """The frozen text of a release, in any format.

    Raises:
        UnknownRelease, NoRelease, UnknownFormat, TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    release = find_release(workspace, name)
    document = release.document.model_copy(update={"marked": False}) if final else release.document
    return deliver(workspace, document, release.id, output)


def write_changes(workspace: Workspace, pair: tuple[str, str], output: Output, templates: Path | None = None) -> Report:
    """The table of changes between two releases; `templates` is a city's own folder.

    Raises:
        UnknownRelease, UnknownFormat, TemplateInvalid, TargetExists, TargetIsInput, OutputFailed: it cannot be made.
    """
    from assessor.catalog.templates import load_template
    from assessor.compose.templates import compose_markdown
    from assessor.service.containment import fill_contained

    before, after = (find_release(workspace, name) for name in pair)
    template = load_template(CHANGES, CHANGES, templates)
    paper = Paper(template, workspace.session.today, fill_contained if templates else compose_markdown)
    programme, rows = workspace.assessment.programme, changes(before, after)
    document = release_changes(paper, workspace.checklist, programme, (before, after), rows)
    return deliver(workspace, document, CHANGES, output)
