"""What a document claims of the city, beside what the answers support today: for the officer alone."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from assessor.model.edited import EditedRemark
from assessor.model.programme import WordingStage
from assessor.model.scales import Status
from assessor.model.silence import OpenReason


class Verdict(StrEnum):
    """How a claim stands today; the first two must not be published."""

    NO_LONGER = "no_longer"
    STRENGTHENED = "strengthened"
    REWORDED = "reworded"
    HOLDS = "holds"

    @property
    def is_false(self) -> bool:
        """True where the document says more than the answers support."""
        return self in (Verdict.NO_LONGER, Verdict.STRENGTHENED)


class Cause(StrEnum):
    """Why a claim is judged as it is; `claim.cause.<cause>` says it in words."""

    ANSWERS = "answers"
    NOTHING_APPLIES = "nothing_applies"
    LATER_YEAR = "later_year"
    STAGE = "stage"
    ALL_SUBJECTS = "all_subjects"
    ABSOLUTE = "absolute"
    FIGURE = "figure"
    LIMIT_LOST = "limit_lost"
    NEGATION = "negation"
    MORE_CAN_BE_SAID = "more_can_be_said"


class Told(StrEnum):
    """How a claim was told from the rest of a text: by its mark, or by its wording."""

    MARK = "mark"
    WORDING = "wording"
    PERHAPS = "perhaps"


class Shift(NamedTuple):
    """The last change of an answer: its status before it, who changed it and on which day (in Japan)."""

    before: Status | None
    by: str
    day: date


class AnswerBehind(NamedTuple):
    """An answer that does not support a claim; `status` None = not answered, `shift` None = never changed."""

    subject: str
    name: str
    control: str
    status: Status | None
    reason: OpenReason | None
    shift: Shift | None = None


class Claim(NamedTuple):
    """A sentence of a document that claims something; `line` counts from 1, `likeness` from 0 to 1 to our wording.

    `written` is the stage as marked or recognised, `claimed` the stage that its words claim now; `ours` is the wording
    that would be printed today, None where nothing would.
    """

    statement: str
    mark: str | None
    written: WordingStage
    claimed: WordingStage
    text: str
    line: int
    section: str
    told: Told
    likeness: float
    verdict: Verdict
    causes: tuple[Cause, ...]
    ours: str | None
    words: tuple[str, ...] = ()
    answers: tuple[AnswerBehind, ...] = ()

    @property
    def fails(self) -> bool:
        """True for a claim that must be mended, or looked at by a person where it is only perhaps one of ours."""
        return self.verdict.is_false


class Missing(NamedTuple):
    """A sentence that holds today and stands nowhere in the document."""

    statement: str
    text: str


class OwnSentence(NamedTuple):
    """A sentence that is no statement and that the programme does not print: somebody wrote it into the document.

    `near` are controls that it speaks of as done and that the answers do not support.
    """

    text: str
    line: int
    section: str
    near: tuple[str, ...] = ()


class ClaimReport(NamedTuple):
    """The whole check. `removed` stood in the release it is compared with (or were older than it), `new` did not.

    `own` are the sentences that nothing here stands behind.
    """

    document: str
    release: str | None
    claims: tuple[Claim, ...]
    removed: tuple[Missing, ...]
    new: tuple[Missing, ...]
    unknown_marks: tuple[str, ...] = ()
    remarks: tuple[EditedRemark, ...] = ()
    links: int = 0
    own: tuple[OwnSentence, ...] = ()

    @property
    def failing(self) -> int:
        """How many sentences must not be published before somebody has mended or confirmed them."""
        return sum(one.fails for one in self.claims) + sum(bool(one.near) for one in self.own)


class BrokenClaim(NamedTuple):
    """A sentence of a release that the answers support no more; `section` is the heading above it.

    `label` is the stage of the release, `public` is true where citizens or the assembly have read it. `pair` is a
    subject and a control whose answer is the reason, None where there is none to answer any more.
    """

    release: str
    label: str
    public: bool
    statement: str
    section: str
    text: str
    pair: tuple[str, str] | None = None
