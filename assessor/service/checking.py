"""Checklists and templates looked through: everything that is wrong, each with its place."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assessor.catalog.loader import lint_folder
from assessor.catalog.schema import json_schema
from assessor.catalog.templates import SUFFIX, list_templates, read_template
from assessor.catalog.text_file import place
from assessor.compose import (
    assembly_paper,
    gap_report,
    handover,
    inquiry_letter,
    privacy_report,
    public_glossary,
    public_roadmap,
    public_summary,
    release_papers,
    remediation_plan,
    section7,
    worksheet,
)
from assessor.compose.template_names import placeholder_problems
from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.model.template import FrontMatter, TemplateKind
from assessor.resources import data_folder
from assessor.service.trial_filling import trial_problems

PLACEHOLDERS = {
    TemplateKind.SECTION7: section7.PLACEHOLDERS,
    TemplateKind.SECTION7_WORKSHEET: worksheet.PLACEHOLDERS,
    TemplateKind.GAP: gap_report.PLACEHOLDERS,
    TemplateKind.PIA: privacy_report.PLACEHOLDERS,
    TemplateKind.PIA_SUMMARY: public_summary.PLACEHOLDERS,
    TemplateKind.INQUIRY_LETTER: inquiry_letter.LETTER_PLACEHOLDERS,
    TemplateKind.INQUIRY_REMINDER: inquiry_letter.REMINDER_PLACEHOLDERS,
    TemplateKind.GLOSSARY: public_glossary.PLACEHOLDERS,
    TemplateKind.ROADMAP: public_roadmap.PLACEHOLDERS,
    TemplateKind.REMEDIATION: remediation_plan.PLACEHOLDERS,
    TemplateKind.HANDOVER: handover.PLACEHOLDERS,
    TemplateKind.RELEASE_CHANGES: release_papers.CHANGES_PLACEHOLDERS,
    TemplateKind.COMMENTS: release_papers.COMMENTS_PLACEHOLDERS,
    TemplateKind.APPROVAL_DRAFT: release_papers.APPROVAL_PLACEHOLDERS,
    TemplateKind.ASSEMBLY_QA: assembly_paper.QA_PLACEHOLDERS,
}


def lint_checklists(paths: Sequence[str | Path], today: date) -> tuple[Problem, ...]:
    """Every problem and warning of checklist folders (a file stands for its folder; none = the installed one).

    Raises:
        FileMissing, FileUnreadable: one of them cannot be read.
    """
    found = [place(one) for one in paths]
    folders = [path.parent if path.is_file() else path for path in found] or [data_folder("checklists")]
    return tuple(problem for folder in dict.fromkeys(folders) for problem in lint_folder(folder, today))


def checklist_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file that people write."""
    return json_schema(kind)


def templates(folder: Path | None) -> tuple[FrontMatter, ...]:
    """The heads of all templates that can be chosen; `folder` is the city's own, which goes before ours.

    Raises:
        TemplateInvalid: one has no usable head.
        FileMissing, FileUnreadable: the folder cannot be read.
    """
    found = (file for kind in TemplateKind for file in list_templates(kind, folder))
    return tuple(read_template(file.path).head.model_copy(update={"name": file.name}) for file in found)


def check_templates(paths: Sequence[str | Path], folder: Path | None) -> tuple[Problem, ...]:
    """Every problem of template files and of those in folders (none named = ours and the city's own).

    Raises:
        FileMissing, FileUnreadable: one of them cannot be read.
    """
    chosen = [place(one) for one in paths] or [data_folder("report_templates"), *([folder] if folder else [])]
    return tuple(problem for path in chosen for problem in _of_place(path))


def _of_place(path: Path) -> Iterator[Problem]:
    files = list(_files(path))
    if not files:
        yield Problem(code="no_templates", path=str(path))
    for file in files:
        yield from _problems(file)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from (file for file in sorted(path.rglob(f"*{SUFFIX}")) if not file.name.startswith("_"))


def _problems(file: Path) -> tuple[Problem, ...]:
    try:
        template = read_template(file)
        found = placeholder_problems(template, PLACEHOLDERS[template.head.kind])
        return found or (trial_problems(template) if template.head.kind is TemplateKind.SECTION7 else ())
    except TemplateInvalid as fault:
        return tuple(problem for problem in fault.problems if isinstance(problem, Problem))
