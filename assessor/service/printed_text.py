"""What the programme itself prints into section 7, in every template: all else in a document somebody wrote."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assessor.catalog.templates import list_templates, load_template
from assessor.compose.section7 import glossary_list
from assessor.engine.own_text import printed_keys
from assessor.engine.publication import public_view
from assessor.engine.released_text import lines_of
from assessor.model.document import Document, Figure
from assessor.model.edited import EditedLine
from assessor.model.fiscal import era_date
from assessor.service.composing import Wanted, filling
from assessor.service.public_reporting import compose_section7
from assessor.service.releases import SECTION7, section7_releases
from assessor.service.workspace import Workspace

_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_WHOLE = re.compile(r"[^。]*。")


def printed_by_us(workspace: Workspace, templates: Path | None = None) -> frozenset[str]:
    """The sentences that section 7 has of the programme: today, in what it composed before, whatever was answered.

    `templates` is a city's own folder.
    """
    return printed_keys(_lines(workspace, templates))


def _lines(workspace: Workspace, templates: Path | None) -> Iterator[EditedLine]:
    asked = Wanted(SECTION7, templates=templates)
    for file in list_templates(SECTION7, templates):
        wanted = replace(asked, template=file.name)
        yield from document_lines(compose_section7(workspace, wanted, filling(SECTION7, file.name, templates)))
        yield from _fixed(load_template(SECTION7, file.name, templates).body)
    for release in section7_releases(workspace):
        if release.source is None:
            yield from document_lines(release.document)
    glossary = [*lines_of((glossary_list(public_view(workspace.result()).glossary),))]
    yield from glossary
    # A text file has a term and its explanation in one line.
    yield from (
        EditedLine(f"{term.text}：{said.text}") for term, said in zip(glossary[::2], glossary[1::2], strict=True)
    )


def document_lines(document: Document) -> Iterator[EditedLine]:
    """Every line of a document as a file of it reads, with its head and the words of its figures."""
    yield EditedLine(document.title)
    yield from (EditedLine(text) for text in (document.subtitle, document.municipality) if text)
    yield EditedLine(f"{document.municipality}　{era_date(document.dated)}")
    yield from lines_of(document.blocks)
    for block in document.blocks:
        if isinstance(block, Figure):
            yield from (EditedLine(text) for text in (block.title, block.description) if text)


def _fixed(body: str) -> Iterator[EditedLine]:
    """The sentences of a template that stand in it word by word: which of them are printed turns on the answers."""
    for text in _TAG.split(body):
        for line in text.splitlines():
            yield from (EditedLine(found[0].strip("- ")) for found in _WHOLE.finditer(line))
