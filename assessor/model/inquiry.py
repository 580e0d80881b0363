"""What is asked of others: inquiries with their recipient, due date, token and the pairs they ask for."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from assessor.model.assessment import Answer, PairKey
from assessor.model.assessment import pair_of as pair_of
from assessor.model.assessment import pair_text as pair_text
from assessor.model.base import Model
from assessor.model.canonical import digest
from assessor.model.checklist import Respondent
from assessor.model.problem import Problem
from assessor.model.programme import Day
from assessor.model.remediation import Covered
from assessor.model.text import Line

INQUIRY_FORMAT = 1
"""The version of what goes out and comes back."""

_INQUIRY_ID = re.compile(r"I-\d{3,6}\Z", re.A)


def _inquiry_id(text: str) -> str:
    if not _INQUIRY_ID.match(text):
        raise PydanticCustomError("bad_inquiry_id", "not an inquiry id: {id}", {"id": text[:60]})
    return text


InquiryId = Annotated[str, AfterValidator(_inquiry_id)]


def inquiry_id(number: int) -> str:
    """`I-012`."""
    return f"I-{number:03d}"


def inquiry_number(name: str) -> int:
    """The number in `I-012`."""
    return int(name.removeprefix("I-"))


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return digest(token.encode("utf-8", "surrogatepass"))


class InquiryState(StrEnum):
    """Whether answers are still awaited."""

    OPEN = "open"
    CLOSED = "closed"


class Receipt(Model):
    """What came back on a day: who answered (by post), the digest of the file, how many answers were taken."""

    on: Day
    round: StrictInt = Field(ge=1)
    digest: Line
    organisation: Line
    post: Line
    answered_on: Day | None = None
    taken: StrictInt = Field(ge=0)


class Inquiry(Model):
    """Questions sent to somebody. `asked` holds per pair the answer's revision when it was asked (0 = none).

    `token` is random and good for one returned file. It goes out with the questions; what is kept, also of earlier
    rounds, is its digest: whoever reads the trail or a copy of the programme cannot answer in another's name.
    `checklist` is the digest of the checklist that was sent; `taken` are the pairs whose answers came back.
    """

    id: InquiryId
    organisation: Line
    post: Line | None = None
    role: Respondent | None = None
    sent: Day
    due: Day
    round: StrictInt = Field(default=1, ge=1)
    token: Line
    earlier: tuple[Line, ...] = ()
    checklist: Line
    asked: dict[Covered, StrictInt]
    taken: tuple[Covered, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    state: InquiryState = InquiryState.OPEN

    @property
    def recipient(self) -> str:
        """Organisation and post on one line."""
        return f"{self.organisation}　{self.post}" if self.post else self.organisation

    @property
    def outstanding(self) -> tuple[PairKey, ...]:
        """The pairs whose answers are still awaited; none once it is closed."""
        if self.state is InquiryState.CLOSED:
            return ()
        taken = set(self.taken)
        return tuple(pair_of(text) for text in self.asked if text not in taken)

    def is_overdue(self, today: date) -> bool:
        """True when answers are awaited past the due date."""
        return today > self.due and bool(self.outstanding)

    def standing(self, today: date) -> str:
        """`overdue`, `open`, `answered` or `closed`."""
        if self.outstanding:
            return "overdue" if self.is_overdue(today) else "open"
        return "answered" if len(self.taken) == len(self.asked) else "closed"


class Asking(NamedTuple):
    """A pair that somebody was asked about: by which inquiry, whom, until when."""

    inquiry: str
    recipient: str
    due: date
    is_overdue: bool


class Question(NamedTuple):
    """One question as it goes out; nothing of what the city has answered goes with it."""

    control: str
    question: str
    why: str
    evidence: str


class QuestionPage(NamedTuple):
    """The questions on one subject."""

    subject: str
    kind: str
    name: str
    questions: tuple[Question, ...]


class Questionnaire(NamedTuple):
    """Everything that goes out: `statuses` are the Japanese labels to choose from, `years` fiscal years in words."""

    inquiry: Inquiry
    municipality: str
    plan: str | None
    contact: str | None
    checklist: str
    version: str
    pages: tuple[QuestionPage, ...]
    statuses: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many questions there are."""
        return sum(len(page.questions) for page in self.pages)


class Ticket(NamedTuple):
    """What a returned file says of itself."""

    inquiry: str
    round: int
    token: str
    checklist: str


class Returned(NamedTuple):
    """A returned file as read: who answered, and per pair the answer, None = left blank."""

    ticket: Ticket
    organisation: str
    post: str
    answered_on: date | None
    answers: Mapping[PairKey, Answer | None]


class Place(NamedTuple):
    """Where something stands in a returned file: in words (`「1 バス」の F7`), and as line and column from 1."""

    where: str
    line: int
    column: int


class ReturnedFile(NamedTuple):
    """A returned file with the places of its ticket's fields (by name) and of its answers (by pair).

    `faulty` are the answers that cannot be taken, each with everything that is wrong with it.
    """

    returned: Returned
    places: Mapping[str | PairKey, Place]
    faulty: Mapping[PairKey, tuple[Problem, ...]] = {}


class RowState(StrEnum):
    """What a returned answer is beside what is stored; the last two are never recorded."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    MISSING = "missing"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


class ReturnedRow(NamedTuple):
    """One pair asked or answered: what is stored (None = not answered), what came back, and how they compare.

    `problems` say why a row is refused or was not asked, each with its cell.
    """

    subject: str
    control: str
    state: RowState
    stored: Answer | None
    returned: Answer | None
    revision: int
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> PairKey:
        """(subject id, control id)."""
        return self.subject, self.control
