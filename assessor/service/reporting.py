"""Documents of a programme: composed, rendered, written in one step or handed back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import SubjectNotTaken, TargetIsInput, UnknownReport
from assessor.service.texts import nearest

if TYPE_CHECKING:
    from assessor.compose.templates import Fill
    from assessor.model.document import Document
    from assessor.model.template import Template
    from assessor.render.base import Format
    from assessor.service.workspace import Workspace

STANDARD_TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "section7": "standard",
        "section7-worksheet": "section7-worksheet",
        "glossary": "glossary",
        "roadmap": "roadmap",
        "gap": "gap",
        "pia": "pia",
        "pia-summary": "pia-summary",
        "remediation": "remediation",
        "handover": "handover",
        "comments": "comments",
        "approval-draft": "approval-draft",
        "assembly-qa": "assembly-qa",
    }
)
"""The kinds of documents, each with the template it takes where none is named."""

_OF_ONE_SUBJECT = ("pia", "pia-summary")
_OF_SUBJECTS = ("gap", *_OF_ONE_SUBJECT)
FIRST_FORMAT = "md"
STDOUT = "-"
CHAPTER = 7


@dataclass(frozen=True)
class Wanted:
    """The document asked for: `templates` is a city's own folder, which overrides ours by name.

    `everything` asks a glossary for all its terms, not only for those that section 7 uses.
    """

    kind: str
    subject: str | None = None
    template: str | None = None
    templates: Path | None = None
    chapter: int = CHAPTER
    final: bool = False
    everything: bool = False


class Output(NamedTuple):
    """How a document is written: its format, where (`-` = handed back), and whether it may replace a file."""

    format_name: str | None = None
    target: str | None = None
    force: bool = False


class Report(NamedTuple):
    """A rendered document: at `path`, or with its `content` for the caller to print where that is None."""

    path: Path | None
    content: bytes


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
    chosen = _format(format_name, target)
    path = _path(wanted.kind, target, chosen.name, chosen.binary)
    if path is not None:
        refuse_input(path, workspace.target)
    return _written(chosen, compose(workspace, wanted), path, force=force)


def deliver(workspace: "Workspace", document: "Document", name: str, output: Output) -> Report:
    """Write a document that is already composed, by the same rules; `name` is its file where no target is named.

    Raises:
        UnknownFormat, TargetExists, TargetIsInput, OutputFailed, MissingOptional: it cannot be written.
    """
    chosen = _format(output.format_name, output.target)
    path = _path(name, output.target, chosen.name, chosen.binary)
    if path is not None:
        refuse_input(path, workspace.target)
    return _written(chosen, document, path, force=output.force)


def _format(format_name: str | None, target: str | None) -> "Format":
    from assessor.render.registry import format_named, format_of_suffix

    by_suffix = format_of_suffix(Path(target).suffix) if target else None
    return format_named(format_name) if format_name else by_suffix or format_named(FIRST_FORMAT)


def _written(chosen: "Format", document: "Document", path: Path | None, *, force: bool) -> Report:
    from assessor.storage.atomic_file import write_atomic

    content = chosen.render(document)
    if path is not None:
        write_atomic(path, content, replace=force)
    return Report(path, content)


def check_kind(kind: str) -> None:
    """Refuse a kind of document that there is not.

    Raises:
        UnknownReport: there is none of that name.
    """
    if kind not in STANDARD_TEMPLATES:
        raise UnknownReport(kind=kind, known=", ".join(STANDARD_TEMPLATES), nearest=nearest(kind, STANDARD_TEMPLATES))


def _path(kind: str, target: str | None, format_name: str, binary: bool) -> Path | None:
    if target == STDOUT or (target is None and not binary):
        return None
    return Path(target) if target is not None else Path(f"{kind}.{format_name}")


def refuse_input(path: Path, target: str) -> None:
    """Never let an output take the place of the programme it is made from.

    Raises:
        TargetIsInput: it would.
    """
    try:
        same = path.samefile(target)
    except (OSError, ValueError):
        return
    if same:
        raise TargetIsInput(path=str(path))


def compose(workspace: "Workspace", wanted: Wanted) -> "Document":
    """The document itself, dated today.

    Raises:
        UnknownTemplate, TemplateInvalid, SubjectNotTaken, UnknownSubject: by the wish.
    """
    from assessor.catalog.templates import load_template
    from assessor.compose.anchored import anchored
    from assessor.compose.templates import compose_markdown
    from assessor.model.anchor import Anchor
    from assessor.service.containment import fill_contained

    if wanted.subject is not None and wanted.kind not in _OF_SUBJECTS:
        raise SubjectNotTaken(kind=wanted.kind)
    if wanted.subject is None and wanted.kind in _OF_ONE_SUBJECT:
        raise SubjectNotTaken(kind=wanted.kind, reason="needed")
    template = load_template(wanted.kind, wanted.template or STANDARD_TEMPLATES[wanted.kind], wanted.templates)
    fill = fill_contained if wanted.templates else compose_markdown
    head = Anchor(workspace.snapshot.head_seq, workspace.snapshot.head_digest)
    return anchored(_COMPOSERS[wanted.kind](workspace, wanted, template, fill), head)


def _gap(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.compose.gap_report import gap_report
    from assessor.service.standing import whom_asked

    result = workspace.result(wanted.subject)
    digest, asked = workspace.snapshot.checklist_digest, whom_asked(workspace)
    return gap_report(result, template, digest=digest, fill=fill, asked=asked)


def _section7(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.compose.section7 import final, section7
    from assessor.engine.publication import public_view

    result = workspace.result()
    view = public_view(result)
    document = section7(view, template, chapter=wanted.chapter, dated=result.today, fill=fill)
    return final(document) if wanted.final else document


def _worksheet(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.compose.text_length import prose_length
    from assessor.compose.worksheet import Beside, section7_worksheet
    from assessor.engine.choices import statement_choices
    from assessor.engine.publication import public_view
    from assessor.engine.silences import nearest_to_speaking, silences
    from assessor.service.text_checking import remarks_on

    result = workspace.result()
    view = public_view(result)
    found = silences(result, view)
    printed = compose(workspace, Wanted("section7", templates=wanted.templates, chapter=wanted.chapter))
    beside = Beside(
        view,
        found,
        nearest_to_speaking(found),
        workspace.snapshot.rows,
        statement_choices(result, view),
        remarks_on(workspace, printed),
        prose_length(printed),
    )
    return section7_worksheet(result, beside, template, dated=result.today, fill=fill)


def _glossary(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.public_reporting import compose_glossary

    return compose_glossary(workspace, wanted, template, fill)


def _roadmap(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.public_reporting import compose_roadmap

    return compose_roadmap(workspace, wanted, template, fill)


def _remediation(workspace: "Workspace", _: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.remediation_reporting import compose_remediation

    return compose_remediation(workspace, template, fill)


def _handover(workspace: "Workspace", _: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.remediation_reporting import compose_handover

    return compose_handover(workspace, template, fill)


def _release_paper(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.release_reporting import compose_paper

    return compose_paper(workspace, wanted.kind, template, fill)


def _pia(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.privacy_reporting import compose_pia

    return compose_pia(workspace, wanted.subject or "", template, fill)


def _pia_summary(workspace: "Workspace", wanted: Wanted, template: "Template", fill: "Fill") -> "Document":
    from assessor.service.privacy_reporting import compose_summary

    return compose_summary(workspace, wanted.subject or "", template, fill)


_COMPOSERS = MappingProxyType(
    {
        "section7": _section7,
        "section7-worksheet": _worksheet,
        "glossary": _glossary,
        "roadmap": _roadmap,
        "gap": _gap,
        "pia": _pia,
        "pia-summary": _pia_summary,
        "remediation": _remediation,
        "handover": _handover,
        **dict.fromkeys(("comments", "approval-draft", "assembly-qa"), _release_paper),
    }
)
