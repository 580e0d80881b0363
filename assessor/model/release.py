"""What a city approved and published, frozen: the text of each stage, who was consulted, what people commented."""

from enum import StrEnum

from pydantic import Field, StrictInt

from assessor.model.base import Model
from assessor.model.document import Document
from assessor.model.programme import Day, WordingStage
from assessor.model.scales import Status
from assessor.model.text import Line, LongText


class ReleaseStage(StrEnum):
    """How far a text has come."""

    DRAFT = "draft"
    COUNCIL = "council"
    ASSEMBLY = "assembly"
    CONSULTATION = "consultation"
    ADOPTED = "adopted"
    REVISED = "revised"

    @property
    def label(self) -> str:
        """The word in the papers of a city."""
        return _LABELS[self.value]

    @property
    def is_public(self) -> bool:
        """True where others than the city's own staff have read the text."""
        return self not in (ReleaseStage.DRAFT, ReleaseStage.COUNCIL)


_LABELS = {
    "draft": "素案",
    "council": "庁議",
    "assembly": "議会報告",
    "consultation": "パブリックコメント案",
    "adopted": "成案",
    "revised": "改定",
}


class Consultation(Model):
    """A post that was asked (合議), what it said and what was answered."""

    post: Line
    comment: LongText | None = None
    reply: LongText | None = None


class SupportingAnswer(Model):
    """An answer behind a statement as it was when the text was frozen; None = not answered."""

    subject: Line
    control: Line
    status: Status | None


class ReleasedStatement(Model):
    """A statement as it was published."""

    id: Line
    written: WordingStage
    text: LongText
    support: tuple[SupportingAnswer, ...] = ()


class PassedFinding(Model):
    """A finding on the text that somebody let pass, by name and with a reason; `key` names this one alone."""

    code: Line
    key: Line | None = None
    words: LongText
    reason: LongText
    by: Line


class CorrectedField(StrEnum):
    """What is told of a decision, and may be put right later; the frozen text never is."""

    DATED = "dated"
    NUMBER = "number"
    APPROVER = "approver"
    REASON = "reason"


class Correction(Model):
    """Something told of a decision that was put right later, by whom and why; `item` names the statement of a reason.

    What stood there before stays readable; None = nothing.
    """

    field: CorrectedField
    item: Line | None = None
    before: LongText | None
    after: LongText | None
    reason: LongText
    by: Line
    on: Day


class Release(Model):
    """A text at a stage, frozen. `digest` names the frozen document, `source` the edited file it was read from.

    `reasons` say why a statement was changed from the release before, by its id. What is told of the decision holds as
    it was corrected last; `corrections` keep what stood there.
    """

    id: Line
    report: Line = "section7"
    subject: Line | None = None
    stage: ReleaseStage
    dated: Day
    number: Line | None = None
    approver: Line | None = None
    note: LongText | None = None
    template: Line | None = None
    chapter: StrictInt = 7
    document: Document
    digest: Line
    checklist_digest: Line
    source: Line | None = None
    source_digest: Line | None = None
    statements: tuple[ReleasedStatement, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    passed: tuple[PassedFinding, ...] = ()
    reasons: dict[Line, LongText] = Field(default_factory=dict)
    corrections: tuple[Correction, ...] = Field(default=(), max_length=500)


class PublicComment(Model):
    """An opinion from the public consultation; never who sent it. `statement` is what it speaks of.

    `passed` tells what looked like a person or an address and was let stand, by whom and why.
    """

    number: StrictInt = Field(ge=1, le=99_999)
    gist: LongText
    statement: Line | None = None
    view: LongText | None = None
    reflected: bool | None = None
    passed: tuple[PassedFinding, ...] = ()


class TextChange(Model):
    """A row of the table of changes (変更箇所); None = it did not stand there.

    `item` is a statement, or the heading where other lines changed; `section` the heading above it.
    """

    item: str
    section: str = ""
    before: str | None
    after: str | None
    reason: str
