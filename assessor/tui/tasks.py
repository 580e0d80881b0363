"""What waits for the store, and what is told when it is done: the words between the desk and the sitting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.errors import AssessorError
from assessor.model.assessment import Answer, EarlierAnswer, PairKey, StoredAnswer
from assessor.model.change import Save
from assessor.model.checklist import Checklist
from assessor.model.programme import Subject
from assessor.model.result import AssessmentResult
from assessor.service.workspace import Workspace
from assessor.tui.deeds import Deed, Step

if TYPE_CHECKING:
    from assessor.model.claims import BrokenClaim
    from assessor.model.inquiry import Asking
    from assessor.model.publication import PublicView
    from assessor.model.silence import Silence
    from assessor.service.showing import PastAnswer


class Did(NamedTuple):
    """What a work did, so that it can be undone, and what else it has to tell."""

    step: Step
    told: object = None


class Work(NamedTuple):
    """Something the service does and stores beside answers: a record of a kind of its own.

    `do` runs on the desk's thread, in its turn among the saves; `done` is given what it returned, on the screen's, and
    `refused` is called there where it can never be saved as it is.
    Where it returns a `Did`, its step can be undone like any other.
    """

    do: Callable[[Workspace], Any]
    done: Callable[[Any], None] | None = None
    refused: Callable[[], None] | None = None


class Held(NamedTuple):
    """What the store held when it was last read, and what follows from it."""

    result: AssessmentResult
    stored: Mapping[PairKey, StoredAnswer]
    view: "PublicView | None"
    silences: "tuple[Silence, ...]"
    past: "Mapping[PairKey, tuple[PastAnswer, ...]]"
    asked: "Mapping[PairKey, Asking]" = MappingProxyType({})
    broken: "tuple[BrokenClaim, ...]" = ()
    checklist_digest: str = ""


@dataclass(frozen=True, eq=False)
class Task:
    """One save that waits: the step, its id, and per pair the revision it answers (None = my own last one).

    `asked` is the checklist that was on the screen when it was given, which its save names.
    """

    step: Step
    save: Save
    expected: Mapping[PairKey, int | None]
    text: str = ""
    subject: Subject | None = None
    work: Work | None = None
    asked: Checklist | None = None

    @property
    def pairs(self) -> tuple[PairKey, ...]:
        """The pairs it answers."""
        return tuple(deed.pair for deed in self.step if isinstance(deed, Deed))


class Saved(NamedTuple):
    """A save returned: it is durable."""

    task: Task
    held: Held
    outcome: object = None


class Ready(NamedTuple):
    """From now on saves can be written; what follows from the answers was worked out in full."""

    held: Held


class Failed(NamedTuple):
    """The store could not save; the task stays and is tried again."""

    error: AssessorError


class Refused(NamedTuple):
    """A save can never succeed as it is; it was taken out. `held` is what the store holds, where it was read anew."""

    task: Task
    error: AssessorError
    held: Held | None = None


class Conflict(NamedTuple):
    """Somebody else saved a pair first; the tasks that answer it were taken out, `mine` is the last of them."""

    task: Task
    pair: PairKey
    mine: Answer | None
    held: Held

    @property
    def base(self) -> Answer | None:
        """What was on the screen when mine was given."""
        return self._deed.before if self._deed else None

    @property
    def waits(self) -> EarlierAnswer | None:
        """The earlier answer that mine lets wait again, where it is an undo."""
        return self._deed.waits if self._deed else None

    @property
    def _deed(self) -> Deed | None:
        return next((deed for deed in self.task.step if isinstance(deed, Deed) and deed.pair == self.pair), None)


class Reworded(NamedTuple):
    """A newer checklist was taken over before answers were saved; `mine` were given to words that are asked no more."""

    mine: Mapping[PairKey, Answer | None]
    held: Held


class News(NamedTuple):
    """Somebody else saved something."""

    held: Held


Event = Ready | Saved | Failed | Refused | Conflict | Reworded | News
