"""What the officer chose of each statement of section 7, beside what the answers let it say; never published."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.programme import Section7Choice, WordingOverride

if TYPE_CHECKING:
    from assessor.model.publication import PublicStatement


class Visibility(StrEnum):
    """Whether section 7 prints a statement, and if not, why."""

    PRINTED = "printed"
    HIDDEN = "hidden"
    FOLDED = "folded"
    SAME_TOPIC = "same_topic"
    RESTS_ON_HIDDEN = "rests_on_hidden"
    UNSUPPORTED = "unsupported"
    NEVER = "never"


class StatementChoice(NamedTuple):
    """A statement: `now` is our sentence at the stage the answers give it, `printed` what section 7 says.

    `own` is the officer's sentence; it is used only while the statement stands at the stage it was written for.
    """

    id: str
    visibility: Visibility
    now: "PublicStatement | None"
    printed: "PublicStatement | None"
    own: WordingOverride | None

    @property
    def is_outdated(self) -> bool:
        """True when the officer's sentence was written for another stage than the answers give now."""
        return self.own is not None and (self.now is None or self.now.written is not self.own.stage)

    @property
    def is_touched(self) -> bool:
        """True when the officer chose something of it."""
        return self.own is not None or self.visibility is Visibility.HIDDEN


class Compared(NamedTuple):
    """Our sentence and the officer's for one statement, what the other lacks in 〔 〕."""

    ours: str
    own: str


class Stance(NamedTuple):
    """What the officer chose of a statement: left out and why, shown by itself where it would be folded, own words."""

    hidden: bool = False
    singled: bool = False
    own: WordingOverride | None = None
    why: str = ""

    @classmethod
    def of(cls, choice: Section7Choice, statement: str) -> "Stance":
        """What a choice says of a statement."""
        why = choice.why.get(statement, "")
        return cls(statement in choice.hide, statement in choice.show, choice.wording.get(statement), why)

    def put_into(self, choice: Section7Choice, statement: str) -> Section7Choice:
        """The choice with this said of the statement; what it says of all others stays."""
        wording = {name: own for name, own in choice.wording.items() if name != statement}
        if self.own is not None:
            wording[statement] = self.own
        hide = _with(choice.hide, statement, self.hidden)
        show = _with(choice.show, statement, self.singled)
        why = {name: reason for name, reason in choice.why.items() if name != statement}
        if self.why:
            why[statement] = self.why
        return Section7Choice(hide=hide, show=show, wording=wording, why=still_hidden(why, hide))


def still_hidden(why: Mapping[str, str], hide: Collection[str]) -> dict[str, str]:
    """The reasons for what stays left out; what is shown again needs none."""
    return {name: reason for name, reason in why.items() if name in hide}


def _with(names: tuple[str, ...], name: str, wanted: bool) -> tuple[str, ...]:
    if wanted:
        return names if name in names else (*names, name)
    return tuple(one for one in names if one != name)
