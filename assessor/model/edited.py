"""A document that was edited outside, read back: its lines in reading order, with the marks that are still there.

Plain tuples only: the child process that reads foreign files loads nothing else.
"""

from enum import StrEnum
from typing import NamedTuple


class LineKind(StrEnum):
    """What a line of an edited document is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"
    NOTE = "note"


class MarkedRange(NamedTuple):
    """Where a statement's mark lies in a line: characters `start` up to `end`; None = only its beginning is known."""

    mark: str
    start: int
    end: int | None


class EditedLine(NamedTuple):
    """A paragraph, a heading (`level` 1-9), a list item, a paragraph of a cell or of a note."""

    text: str
    kind: LineKind = LineKind.TEXT
    level: int = 0
    marks: tuple[MarkedRange, ...] = ()


class EditedRemark(StrEnum):
    """What else lies in the file and should be looked at before it is published."""

    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    DRAWINGS = "drawings"
    LINKS = "links"
    LOCAL_LINKS = "local_links"


class EditedText(NamedTuple):
    """A document read back. `digest` is `sha256:…` of the file, or of the frozen text of a release.

    `links` counts the hyperlinks of a Word file.
    """

    name: str
    digest: str
    lines: tuple[EditedLine, ...]
    remarks: tuple[EditedRemark, ...] = ()
    links: int = 0
