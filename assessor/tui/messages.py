"""What screens and widgets ask for and report: past events and requests; the app alone acts on them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, PairKey
    from assessor.model.choice import Stance


class Saving(NamedTuple):
    """How saving stands: `kind` is none, saved, saving, draft or failed; `at` the time (14:32) of the last save.

    `waiting` says how many inputs wait to be saved.
    """

    kind: str = "none"
    at: str = ""
    waiting: int = 0


class Notice(NamedTuple):
    """The message line: `tone` is good, quiet, warn or alarm (reversed until solved)."""

    text: str = ""
    tone: str = "quiet"


class Told(Message):
    """A screen says what just happened, or what to do."""

    def __init__(self, text: str, tone: str = "quiet") -> None:
        """Keep the sentence."""
        super().__init__()
        self.notice = Notice(text, tone)


class AnswersGiven(Message):
    """One thing the officer did: answers to one pair or to several at once; None takes an answer back."""

    def __init__(self, answers: "Mapping[PairKey, Answer | None]", text: str = "") -> None:
        """Keep the answers; `text` names what was answered, for the message line."""
        super().__init__()
        self.answers, self.text = answers, text


class FactGiven(Message):
    """A fact about a subject was answered; None = not answered."""

    def __init__(self, subject: str, fact: str, value: bool | None, text: str = "") -> None:
        """Keep the fact; `text` says it for the message line."""
        super().__init__()
        self.subject, self.fact, self.value, self.text = subject, fact, value, text


class SubjectAdded(Message):
    """A new subject was named."""

    def __init__(self, kind: str, name: str) -> None:
        """Keep what was typed; the id is made from it."""
        super().__init__()
        self.kind, self.subject_name = kind, name


class DraftChanged(Message):
    """Text is being typed and not yet given; None = given, or put away."""

    def __init__(self, key: str, text: str | None) -> None:
        """Keep the text under subject, control and field."""
        super().__init__()
        self.key, self.text = key, text


class DraftGiven(Message):
    """The text of a field was given to be saved."""

    def __init__(self, key: str) -> None:
        """Keep under which name its draft is remembered."""
        super().__init__()
        self.key = key


class CursorMoved(Message):
    """The officer looks at another question: it is where the next start begins."""

    def __init__(self, pair: "PairKey") -> None:
        """Keep the pair."""
        super().__init__()
        self.pair = pair


class ProgrammeChosen(Message):
    """A programme is to be opened."""

    def __init__(self, target: str) -> None:
        """Keep where it stands."""
        super().__init__()
        self.target = target


class SampleRequested(Message):
    """The sample city is to be made and opened."""


class RescueRequested(Message):
    """What cannot be saved is to be written to another file."""


class TextTyped(Message):
    """The text in a field changed."""

    def __init__(self, text: str) -> None:
        """Keep the whole text."""
        super().__init__()
        self.text = text


class TextGiven(Message):
    """The text of a field was given."""

    def __init__(self, text: str) -> None:
        """Keep it as typed."""
        super().__init__()
        self.text = text


class TextPutAway(Message):
    """The text of a field was put away; nothing is to be saved."""


class EditorRequested(Message):
    """The text being typed is to be written in the officer's own editor."""


class ScreenChosen(Message):
    """Another screen of the programme is to be shown."""

    def __init__(self, name: str) -> None:
        """Keep its name."""
        super().__init__()
        self.screen_name = name


class Wheeled(Message):
    """The wheel of the mouse was turned over a list."""

    def __init__(self, by: int) -> None:
        """Keep the way: 1 down, -1 up."""
        super().__init__()
        self.by = by


class QuestionRequested(Message):
    """A question is to be shown in the questionnaire."""

    def __init__(self, pair: "PairKey") -> None:
        """Keep the pair."""
        super().__init__()
        self.pair = pair


class Needed(Message):
    """A screen needs what is not computed with each answer: section7, gap, score or history."""

    def __init__(self, name: str) -> None:
        """Keep what is needed."""
        super().__init__()
        self.needed = name


class StatementChosen(Message):
    """The officer chose what section 7 does with a statement; `text` says it for the message line."""

    def __init__(self, statement: str, stance: "Stance", text: str) -> None:
        """Keep the statement and what is to hold of it."""
        super().__init__()
        self.statement, self.stance, self.text = statement, stance, text


class PublicRead(Message):
    """Section 7 was read: what changes from now on is new."""


class WriteRequested(Message):
    """A document is to be written to a file; `kind` is the one that is offered first."""

    def __init__(self, kind: str) -> None:
        """Keep the kind."""
        super().__init__()
        self.kind = kind


class NewRequested(Message):
    """A new programme is to be begun."""


class DemoRequested(Message):
    """The sample city with all its documents is to be made in a folder."""

    def __init__(self, folder: str) -> None:
        """Keep the folder."""
        super().__init__()
        self.folder = folder


class AreaRequest(Message):
    """What a screen of an area (PIA, remediation, inquiries …) wants done; each area has messages of its own.

    `area` names the row of `areas.AREAS` whose module does it.
    """

    area: ClassVar[str]


class ReleaseRequested(AreaRequest):
    """A text is to be frozen at a stage."""

    area = "releases"


class ConsultRequested(AreaRequest):
    """What a post said of a release is to be written down."""

    area = "releases"

    def __init__(self, release: str) -> None:
        """Keep the id of the release."""
        super().__init__()
        self.release = release


class ReleaseWriteRequested(AreaRequest):
    """A frozen text is to be written to a file; with `before` the table of changes from that release."""

    area = "releases"

    def __init__(self, release: str, before: str | None = None) -> None:
        """Keep the ids."""
        super().__init__()
        self.release, self.before = release, before
