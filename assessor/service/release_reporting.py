"""The papers around releases: what each is made of, and the table of changes written like any other document."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from assessor.compose.assembly_paper import assembly_qa
from assessor.compose.release_papers import Draft, Opinions, Paper, approval_draft, public_comments, release_changes
from assessor.engine.holdings import printed, standings
from assessor.engine.publication import public_view
from assessor.engine.released_text import changes, headings_of
from assessor.faults.releases import CommentsUnanswered
from assessor.model.document import Document
from assessor.model.release import Release, ReleaseStage
from assessor.service.commenting import comments
from assessor.service.composing import Composer, Filling, Wanted, filling
from assessor.service.deciding import stage_named
from assessor.service.outputs import Output, Report, deliver
from assessor.service.releases import find_release, section7_releases
from assessor.service.releasing import Approval, foreseen
from assessor.service.workspace import Workspace

CHANGES = "release-changes"


def compose_comments(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The opinions of the public with the city's view of each; a draft while one has no answer.

    Raises:
        CommentsUnanswered: what is to be published leaves an opinion without one.
    """
    entered = comments(workspace)
    unanswered = [str(one.number) for one in entered if not one.view]
    if wanted.final and unanswered:
        raise CommentsUnanswered(count=len(unanswered), numbers="、".join(unanswered))
    paper, held = _paper(workspace, filled), section7_releases(workspace)
    sections = headings_of(_commented(held)) if held else {}
    asked = wanted.final or any(one.stage is ReleaseStage.CONSULTATION for one in held)
    programme = workspace.assessment.programme
    return public_comments(paper, workspace.checklist, programme, Opinions(entered, sections, asked))


def compose_assembly_qa(workspace: Workspace, _: Wanted, filled: Filling) -> Document:
    """The questions that the assembly may ask."""
    result = workspace.result()
    return assembly_qa(_paper(workspace, filled), result, public_view(result))


def compose_approval_draft(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The draft decision: for the stage asked for, else for the newest release, else for the text of today.

    A stage that the newest release has reached is that release; any other one is decided on the text of today.

    Raises:
        UnknownReleaseStage: there is no such stage.
    """
    held = section7_releases(workspace)
    newest, previous = (held[-1] if held else None), (held[-2] if len(held) > 1 else None)
    if wanted.stage and (newest is None or newest.stage is not stage_named(wanted.stage)):
        asked = Approval(wanted.stage, templates=wanted.templates, chapter=wanted.chapter)
        newest, previous = foreseen(workspace, asked), newest
    changed = changes(previous, newest) if previous and newest else ()
    resting = [bool(one.support) for one in newest.statements] if newest else _resting_today(workspace)
    draft = Draft(newest, previous, changed, len(comments(workspace)), len(resting), sum(resting), held)
    return approval_draft(_paper(workspace, filled), workspace.result(), draft)


def _paper(workspace: Workspace, filled: Filling) -> Paper:
    return Paper(filled.template, workspace.session.today, filled.fill)


def _commented(held: Sequence[Release]) -> Release:
    """The text that the public commented on, or else the newest."""
    asked = [one for one in held if one.stage is ReleaseStage.CONSULTATION]
    return (asked or held)[-1]


def _resting_today(workspace: Workspace) -> list[bool]:
    """Of each statement printed today whether it rests on answers."""
    result = workspace.result()
    held = standings(result)
    return [bool(held[name].pairs) for name in printed(public_view(result))]


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
    before, after = (find_release(workspace, name) for name in pair)
    paper = _paper(workspace, filling(CHANGES, templates=templates))
    programme, rows = workspace.assessment.programme, changes(before, after)
    document = release_changes(paper, workspace.checklist, programme, (before, after), rows)
    return deliver(workspace, document, CHANGES, output)


COMPOSERS: Mapping[str, Composer] = MappingProxyType(
    {"comments": compose_comments, "approval-draft": compose_approval_draft, "assembly-qa": compose_assembly_qa}
)
