"""What the screens of inquiries, provider packs and merging show; made by the area's modules."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from assessor.model.assessment import Answer, PairKey
from assessor.model.document import Document
from assessor.model.inquiry import Inquiry
from assessor.model.problem import Problem

TAKE, KEEP, LEAVE = "take", "keep", "leave"
"""What can be decided of a row: what came in holds, what is stored holds, it stays out."""

DRAFT_FIELDS = ("organisation", "post", "due", "role", "subject", "category", "filter", "path", "letter")
"""The fields of a draft in their order."""

AGAIN_FIELDS = ("organisation", "post", "due", "path", "letter")
"""Those of one that goes out again: what is asked is settled."""


class Board(NamedTuple):
    """All inquiries, those that are awaited first.

    `reminder` is the draft of a reminder of the inquiries `reminded`, where one is read.
    """

    inquiries: tuple[Inquiry, ...]
    today: date
    reminder: Document | None = None
    reminded: tuple[str, ...] = ()


class Draft(NamedTuple):
    """An inquiry that is being made: what is wished, what would be asked, and how many are asked for already."""

    id: str
    due: date
    path: str
    organisation: str = ""
    post: str = ""
    role: str = ""
    subjects: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    letter: bool = True
    again: str = ""
    pairs: tuple[PairKey, ...] = ()
    already: int = 0

    @property
    def fields(self) -> tuple[str, ...]:
        """What can be filled in."""
        return AGAIN_FIELDS if self.again else DRAFT_FIELDS


class Version(NamedTuple):
    """What one side says: an answer, or another piece as canonical JSON; None = nothing."""

    side: str
    said: Answer | str | None


class Row(NamedTuple):
    """Something that came in beside what is stored.

    `state` is a row state of an inquiry or `merged`; `choices` are the decisions open, `start` the one made for it.
    """

    key: str
    state: str
    versions: tuple[Version, ...]
    pair: PairKey | None = None
    mark: str = ""
    problems: tuple[Problem, ...] = ()
    choices: tuple[str, ...] = ()
    start: str = ""
    is_changed: bool = False


class Difference(NamedTuple):
    """What came in (`kind`: answers, pack or copy) beside what is stored; `facts` are messages with their values."""

    kind: str
    name: str
    facts: tuple[tuple[str, Mapping[str, object]], ...]
    rows: tuple[Row, ...]
