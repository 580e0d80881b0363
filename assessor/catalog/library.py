"""The checklist that comes with the program, and what a checklist folder holds."""

from pathlib import Path
from typing import NamedTuple

from assessor.catalog.loader import load_checklist
from assessor.model.checklist import Checklist
from assessor.model.programme import SubjectKind
from assessor.model.text import Text
from assessor.resources import data_folder


class CategoryEntry(NamedTuple):
    """A category of a checklist: which kind of subject it assesses, how many controls, how many for a first look."""

    id: str
    title: Text
    assesses: SubjectKind
    controls: int
    starters: int


class Overview(NamedTuple):
    """What a checklist holds, in numbers."""

    id: str
    version: str
    title: Text
    categories: tuple[CategoryEntry, ...]
    terms: int

    @property
    def controls(self) -> int:
        """How many controls in all."""
        return sum(entry.controls for entry in self.categories)


def shipped_folder() -> Path:
    """The folder of the checklist that comes with the program."""
    return data_folder("checklists")


def overview(checklist: Checklist) -> Overview:
    """What a checklist holds, in checklist order."""
    entries = tuple(
        CategoryEntry(
            category.id,
            category.title,
            category.assesses,
            len(category.controls),
            sum(control.starter for control in category.controls),
        )
        for category in checklist.categories
    )
    return Overview(checklist.id, checklist.version, checklist.title, entries, len(checklist.glossary))


def shipped_overview() -> Overview:
    """What the checklist that comes with the program holds.

    Raises:
        ChecklistInvalid: it was changed and has problems.
    """
    return overview(load_checklist(shipped_folder()))
