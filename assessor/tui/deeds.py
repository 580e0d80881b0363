"""What the officer did, so that it can be saved, undone and done again."""

from typing import Any, NamedTuple

from assessor.faults.items import ChangedSince
from assessor.model.assessment import Answer, EarlierAnswer, PairKey
from assessor.model.change import RecordChange, Section7Change, StoredRecord
from assessor.model.choice import Stance
from assessor.model.programme import Section7Choice


class Deed(NamedTuple):
    """An answer to a pair, before and after; None = not answered.

    `was` and `waits` are the earlier answer that waited before, or waits after it, because the question is asked in
    other words now.
    """

    pair: PairKey
    before: Answer | None
    after: Answer | None
    was: EarlierAnswer | None = None
    waits: EarlierAnswer | None = None

    def undone(self) -> "Deed":
        """The way back."""
        return Deed(self.pair, self.after, self.before, self.waits, self.was)


class FactDeed(NamedTuple):
    """A fact of a subject, before and after; None = not answered."""

    subject: str
    fact: str
    before: bool | None
    after: bool | None

    def undone(self) -> "FactDeed":
        """The way back."""
        return FactDeed(self.subject, self.fact, self.after, self.before)


class StatementDeed(NamedTuple):
    """What section 7 does with a statement, before and after."""

    statement: str
    before: Stance
    after: Stance

    def undone(self) -> "StatementDeed":
        """The way back."""
        return StatementDeed(self.statement, self.after, self.before)

    def change(self, held: Section7Choice) -> Section7Change:
        """The change that does it; what was chosen of other statements stays."""
        return Section7Change(choice=self.after.put_into(held, self.statement))


class RecordDeed(NamedTuple):
    """A record (a remediation item …), whole, before and after; None = it is not there."""

    kind: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def undone(self) -> "RecordDeed":
        """The way back."""
        return RecordDeed(self.kind, self.id, self.after, self.before)

    def change(self, held: StoredRecord | None) -> RecordChange:
        """The change that does it.

        Raises:
            ChangedSince: the record is not as this deed found it.
        """
        if (held.content if held else None) != self.before:
            raise ChangedSince(id=self.id)
        return RecordChange(
            kind=self.kind, id=self.id, content=self.after, expected_revision=held.revision if held else 0
        )


Step = tuple[Deed | FactDeed | StatementDeed | RecordDeed, ...]
"""One thing done: what one key changed, several pairs where it was the same answer for several subjects."""


class Steps:
    """The steps of this sitting, to go back and forth in."""

    def __init__(self) -> None:
        """Nothing done yet."""
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: Step) -> None:
        """A new step; what was undone before cannot be done again any more."""
        self._done.append(step)
        self._undone.clear()

    def back(self) -> Step | None:
        """Take the last step back: what has to be done for it, None where there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return tuple(deed.undone() for deed in reversed(step))

    def forth(self) -> Step | None:
        """Do the last undone step again, None where there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step

    def clear(self) -> None:
        """Nothing done so far can be undone any more."""
        self._done, self._undone = [], []

    def forget(self, pair: PairKey) -> None:
        """Drop every step that touches a pair somebody else has answered since."""
        self._done = [step for step in self._done if not _touches(step, pair)]
        self._undone = [step for step in self._undone if not _touches(step, pair)]


def _touches(step: Step, pair: PairKey) -> bool:
    return any(isinstance(deed, Deed) and deed.pair == pair for deed in step)
