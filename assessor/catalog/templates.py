"""Reads report templates: a head between `---` lines, then the body; a city's own folder goes before ours."""

import re
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from assessor.catalog.checklist_folder import located
from assessor.catalog.shape import faults_of
from assessor.catalog.text_file import files_in, place, read_text, shown_path
from assessor.catalog.yaml_source import CHECKLIST_LIMITS, parse_yaml
from assessor.errors import FileUnreadable, TemplateInvalid, UnknownTemplate
from assessor.model.problem import Problem
from assessor.model.template import FrontMatter, Template, TemplateKind
from assessor.resources import data_folder

SUFFIX = ".md.j2"

_SINGLE = {
    TemplateKind.GAP: "gap_report",
    TemplateKind.PIA: "pia_report",
    TemplateKind.PIA_SUMMARY: "pia_summary",
    TemplateKind.INQUIRY_LETTER: "inquiry_letter",
    TemplateKind.INQUIRY_REMINDER: "inquiry_reminder",
    TemplateKind.GLOSSARY: "glossary",
    TemplateKind.ROADMAP: "roadmap",
    TemplateKind.SECTION7_WORKSHEET: "section7_worksheet",
    TemplateKind.REMEDIATION: "remediation",
    TemplateKind.HANDOVER: "handover",
    TemplateKind.RELEASE_CHANGES: "release_changes",
    TemplateKind.COMMENTS: "public_comments",
    TemplateKind.APPROVAL_DRAFT: "approval_draft",
    TemplateKind.ASSEMBLY_QA: "assembly_qa",
}
_NAME = re.compile(r"[\w-]{1,60}\Z")
_HEAD = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.M | re.S)


class TemplateFile(NamedTuple):
    """A template that can be chosen; `is_own` = it lies in the city's own folder."""

    name: str
    path: Path
    is_own: bool


def list_templates(kind: TemplateKind | str, folder: Path | None = None) -> tuple[TemplateFile, ...]:
    """The templates of a kind by name, each once: the city's own (in `folder`) before ours.

    Raises:
        FileMissing: there is no such folder.
    """
    chosen = TemplateKind(kind)
    found: dict[str, TemplateFile] = {}
    for base, is_own in _bases(folder):
        for path in _candidates(chosen, base):
            name = path.name.removesuffix(SUFFIX) if chosen is TemplateKind.SECTION7 else chosen.value
            if _NAME.match(name):
                found.setdefault(name, TemplateFile(name, path, is_own))
    return tuple(found[name] for name in sorted(found))


def load_template(kind: TemplateKind | str, name: str, folder: Path | None = None) -> Template:
    """The template of that kind and name with the partials beside it.

    Names are `section7/<name>.md.j2`; the kinds that have a single file are named like their kind.

    Raises:
        UnknownTemplate: there is none of that name.
        TemplateInvalid: with every problem of its head.
        FileMissing, FileUnreadable: it cannot be read.
    """
    chosen = TemplateKind(kind)
    known = list_templates(chosen, folder)
    file = next((one for one in known if one.name == name), None)
    if file is None:
        raise UnknownTemplate(template=name, known=", ".join(one.name for one in known))
    template = read_template(file.path)
    if template.head.kind is not chosen:
        values: dict[str, str | int] = {"value": template.head.kind.value, "wanted": chosen.value}
        problem = Problem(code="template_other_kind", path=template.path, line=2, values=values)
        raise TemplateInvalid(template.path, (problem,))
    partials: dict[str, str] = {}
    for base, _ in reversed(_bases(folder)):
        partials |= _partials(_place(chosen, base))
    return template.model_copy(update={"partials": partials})


def read_template(path: Path) -> Template:
    """One template file, with the partials of its own folder.

    Raises:
        TemplateInvalid: with every problem of its head.
        FileMissing, FileUnreadable: it cannot be read.
    """
    text = _text(path)
    shown = shown_path(path)
    found = _HEAD.match(text)
    if found is None:
        raise TemplateInvalid(shown, (Problem(code="front_matter_missing", path=shown),))
    source = parse_yaml(found[1], shown, CHECKLIST_LIMITS, first_line=2)
    problems = list(source.problems)
    try:
        head = FrontMatter.model_validate(source.data)
    except ValidationError as error:
        if source.complete and source.data is not None:
            problems += [located(source, fault) for fault in faults_of(error, FrontMatter)]
        raise TemplateInvalid(shown, tuple(problems)) from None
    if problems:
        raise TemplateInvalid(shown, tuple(problems))
    body = text[found.end() :]
    first_line = text.count("\n", 0, found.end()) + 1
    return Template(head=head, path=shown, body=body, first_line=first_line, partials=_partials(path.parent))


def _bases(folder: Path | None) -> list[tuple[Path, bool]]:
    ours = [(data_folder("report_templates"), False)]
    if folder is None:
        return ours
    if not place(folder).is_dir():
        raise FileUnreadable(path=shown_path(folder), reason="other")
    return [(folder, True), *ours]


def _place(kind: TemplateKind, base: Path) -> Path:
    return base / "section7" if kind is TemplateKind.SECTION7 else base


def _candidates(kind: TemplateKind, base: Path) -> list[Path]:
    place = _place(kind, base)
    if kind is not TemplateKind.SECTION7:
        return [path for path in (place / f"{_SINGLE[kind]}{SUFFIX}",) if path.exists()]
    return [path for path in files_in(place, "", SUFFIX) if not path.name.startswith("_")]


def _partials(place: Path) -> dict[str, str]:
    return {path.name: _text(path) for path in files_in(place, "_", SUFFIX)}


def _text(path: Path) -> str:
    shown = shown_path(path)
    if path.is_symlink():
        raise TemplateInvalid(shown, (Problem(code="symlink", path=shown),))
    file = read_text(path, CHECKLIST_LIMITS.size)
    if file.text is None or file.problems:
        raise TemplateInvalid(shown, file.problems)
    return file.text
